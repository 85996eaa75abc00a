#include "network/codes.h"

namespace passage::network {
namespace {
constexpr CodePage kPages[] = {
    {"P301", "not a road network file", "The file does not begin as `passage import` writes it, or it is empty.",
     "Name a .network file, or an .osm.pbf, .osm, .osm.gz or .osm.bz2 file.",
     "error[P301]: people.csv is no road network file (its first bytes differ)"},
    {"P302", "a network file of another version", "The layout of the file changed between two versions of Passage.",
     "Import the roads again with this program.",
     "error[P302]: the network file roads.network is of another version (it is version 3, this program reads 1 to 2)"},
    {"P303", "a network file is truncated or damaged",
     "Its size, its checksum or an offset in it is wrong; roads read from it could be false.",
     "Copy it again, or import the roads again.",
     "error[P303]: the network file roads.network is truncated or damaged (its checksum is wrong)"},
    {"P304", "a network file does not describe itself", "The part that tells source, counts and findings is not JSON.",
     "Import the roads again.", "error[P304]: the network file's description of itself cannot be read"},
    {"P305", "an OpenStreetMap file cannot be read",
     "The file is truncated, damaged, a web page, a file of changes, or of a query that was broken off. Nothing is "
     "taken "
     "from half a file.",
     "Do what the message says; else download it again and compare its checksum.",
     "error[P305]: cannot read roads.osm.pbf as OpenStreetMap data (PBF error: truncated data)"},
    {"P306", "an extract without roads",
     "No way in the file may be driven or walked on, so there is nothing to plan on.",
     "Check that the extract was not filtered too far: highway ways and their nodes are needed.",
     "error[P306]: there are no roads in sea.osm.pbf (0 ways with a highway or ferry tag)"},
    {"P307", "roads without coordinates",
     "Every node of the roads is missing from the file, or has no valid latitude and longitude.",
     "Extract again with complete ways (osmium extract --strategy complete_ways).",
     "error[P307]: no road in roads.osm.pbf has two nodes with coordinates (12 nodes are missing)"},
    {"P308", "a row of the road model is off",
     "The table of speeds and capacities has a column, parameter, key or figure that is not known or out of range.",
     "passage import --print-model prints the table with every parameter and key.",
     "error[P308]: there is no parameter \"speed\" in the road model; help: did you mean \"speed_km_h\"?"},
    {"P309", "a file that holds no roads that can be read",
     "The first bytes say what a file is: PBF or XML, the latter plain or packed with gzip or bzip2.",
     "Do what the message says; other forms of OpenStreetMap data are turned into .osm.pbf with osmium cat.",
     "error[P309]: roads.txt is neither a network file nor OpenStreetMap data"},
    {"P310", "a point that is no LAT,LON",
     "A point is given as latitude, comma, longitude in degrees; latitude lies in -90..90, longitude in -180..180.",
     "Write --from 47.0056,28.8575; if both are in range but far off, latitude and longitude may be swapped.",
     "error[P310]: --from 28.8575,147.0 lies 8,900 km from the roads; help: are latitude and longitude swapped?"},
    {"P311", "an object stands in a file twice and the two differ",
     "Two nodes, ways or relations have one id and one version, or no version, and other contents; or ways tell two "
     "places of one node. Which of them holds is not for a program to guess; both together would double a road.",
     "Delete one of the two. Extracts of the same day are joined by osmium merge.",
     "error[P311]: way 20 stands in the file twice, with different contents (both are version 3)"},
    {"P312", "objects that stand in a file more than once",
     "Extracts were put one behind the other, or the file holds the full history. Of each object the newest version is "
     "taken, once; it is left out if that version is deleted.",
     "Join extracts with osmium merge; osmium time-filter takes a full-history file as of another time.",
     "finding[P312]: more than once in the file: 1 way, 2 nodes"},
    {"P313", "deleted objects",
     "An editor marked them with action=\"delete\", or a full-history file says visible=\"false\". They are left out.",
     "If one was deleted by mistake, take the mark off in the editor.",
     "finding[P313]: marked as deleted: 1 way, 2 nodes"},
    {"P314", "a road over a deleted node",
     "The way still refers to the node. The road is cut there, so that nobody is led over what was deleted.",
     "Mend the way in the editor.", "finding[P314]: the road runs over node 2, which is deleted -> way 10"},
    {"P321", "a turn restriction that is not represented",
     "The road network can hold a restriction at a node exactly. One over a way only if that way is entered from one "
     "road or left to one road; otherwise it would double the way's capacity. The turn stays possible in the plan.",
     "Where it matters, close the turn on the ground or draw the roads there by hand.",
     "finding[P321]: turn restriction no_u_turn is not represented (via way with several ways in and out)"},
    {"P322", "a condition that is kept as its base value",
     "A tag such as access:conditional depends on time, weather or vehicle; the network keeps the value without it. So "
     "it "
     "does with access:forward at a node, which has no direction.",
     "Check the road; if the condition matters on the day, use a term or a danger in the case.",
     "finding[P322]: motor_vehicle:conditional = no @ (Sa 06:00-14:00) is not applied"},
    {"P323", "a road reported impassable",
     "Tags such as impassable=yes, bridge:status=destroyed, hazard=minefield or passable=no: nobody is sent there.",
     "If it was repaired or cleared, mend the tag in the extract and import again.",
     "finding[P323]: bridge:status=destroyed: nobody can pass"},
    {"P324", "a road whose direction changes",
     "oneway=reversible: the direction depends on the hour, so cars are not sent there; people on foot are.",
     "Draw it by hand, or set its direction in the extract, if it is agreed for the operation.",
     "finding[P324]: oneway=reversible: not used by cars"},
    {"P325", "a limit on weight or height",
     "Cars pass; buses and lorries above the limit do not. Passage sends its buses wherever cars may go.",
     "Look at the list before a bus is sent there.", "finding[P325]: maxweight=3.5"},
    {"P326", "a value that is not understood", "The tag's value is left out of account and the default stands.",
     "Mend the tag if the road matters.", "finding[P326]: maxspeed=fast is not understood"},
    {"P327", "a state that is noted",
     "damage=* below destroyed, a damaged bridge, construction=*, disused or abandoned roads, obstacles, areas where "
     "shots fall: kept as they are.",
     "Check it before it is relied on.", "finding[P327]: damage=moderate"},
    {"P328", "a road that is open at times only",
     "Ice roads, fords, tides, seasons, opening hours, a state at some hours (closed:conditional): whether it is open "
     "on the day, the map does not say.",
     "[roads] seasonal in case.toml decides for all of them; a danger or a term for a single one.",
     "finding[P328]: seasonal=dry_season: open at times only"},
    {"P329", "a locked gate, or a node closed without a barrier",
     "locked=yes says that somebody needs a key. A node with access=no and no barrier does not say what closes the "
     "road.",
     "[roads] locked_gates in case.toml decides for all of them.", "finding[P329]: gate is locked (locked=yes)"},
    {"P330", "lanes that carry no cars",
     "Lanes for buses, taxis or ambulances alone, and those in the middle to turn from, are left out of a road's "
     "capacity.",
     "If they are opened to all for the operation, mend the tags in the extract.",
     "finding[P330]: lanes that carry no cars: lanes:psv, psv:lanes"},
};
}  // namespace

std::span<const CodePage> network_codes() {
  return kPages;
}

}  // namespace passage::network
