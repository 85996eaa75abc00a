#include "network/codes.h"

namespace passage::network {
namespace {
constexpr CodePage kPages[] = {
    {"P301", "not a road network file", "The file does not begin as `passage import` writes it, or it is empty.",
     "Name a .network file, or an .osm.pbf, .osm, .osm.gz or .osm.bz2 file.",
     "error[P301]: people.csv is no road network file (its first bytes differ)"},
    {"P302", "a network file of another version", "The layout of the file changed between two versions of Passage.",
     "Import the roads again with this program.",
     "error[P302]: the network file roads.network is of another version (it is version 2, this program reads 1)"},
    {"P303", "a network file is truncated or damaged",
     "Its size, its checksum or an offset in it is wrong; roads read from it could be false.",
     "Copy it again, or import the roads again.",
     "error[P303]: the network file roads.network is truncated or damaged (its checksum is wrong)"},
    {"P304", "a network file does not describe itself", "The part that tells source, counts and findings is not JSON.",
     "Import the roads again.", "error[P304]: the network file's description of itself cannot be read"},
    {"P305", "an OpenStreetMap file cannot be read",
     "The file is truncated, damaged, or not what its ending says. Nothing is taken from half a file.",
     "Download it again and compare its checksum; the ending says how it is read: .osm.pbf, .osm, .osm.gz, .osm.bz2.",
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
    {"P309", "a file of roads with an unknown ending", "The ending says how a file of roads is read.",
     "Use .network, .osm.pbf, .osm, .osm.gz or .osm.bz2.",
     "error[P309]: roads.txt is neither a network file nor OpenStreetMap data"},
    {"P310", "a point that is no LAT,LON",
     "A point is given as latitude, comma, longitude in degrees; latitude lies in -90..90, longitude in -180..180.",
     "Write --from 47.0056,28.8575; if both are in range but far off, latitude and longitude may be swapped.",
     "error[P310]: --from 28.8575,147.0 lies 8,900 km from the roads; help: are latitude and longitude swapped?"},
    {"P321", "a turn restriction that is not represented",
     "The road network can hold a restriction at a node exactly. One over a way only if that way is entered from one "
     "road or left to one road; otherwise it would double the way's capacity. The turn stays possible in the plan.",
     "Where it matters, close the turn on the ground or draw the roads there by hand.",
     "finding[P321]: turn restriction no_u_turn is not represented (via way with several ways in and out)"},
    {"P322", "a condition that is kept as its base value",
     "A tag such as access:conditional depends on time, weather or vehicle; the network keeps the value without it.",
     "Check the road; if the condition matters on the day, use a term or a danger in the case.",
     "finding[P322]: motor_vehicle:conditional = no @ (Sa 06:00-14:00) is not applied"},
    {"P323", "a road reported impassable", "impassable=yes, status=impassable or heavy damage: nobody is sent there.",
     "If it was repaired, mend the tag in the extract and import again.", "finding[P323]: the road is impassable"},
    {"P324", "a road whose direction changes",
     "oneway=reversible: the direction depends on the hour, so cars are not sent there; people on foot are.",
     "Draw it by hand, or set its direction in the extract, if it is agreed for the operation.",
     "finding[P324]: oneway=reversible: not used by cars"},
    {"P325", "a limit on weight or height",
     "Cars pass; buses and lorries above the limit do not. Passage sends its buses wherever cars may go.",
     "Look at the list before a bus is sent there.", "finding[P325]: maxweight=3.5"},
    {"P326", "a value that is not understood", "The tag's value is left out of account and the default stands.",
     "Mend the tag if the road matters.", "finding[P326]: maxspeed=fast is not understood"},
    {"P327", "damage that is noted", "damage=* below destroyed: the road is kept.", "Check it before it is relied on.",
     "finding[P327]: damage=moderate"},
};
}  // namespace

std::span<const CodePage> network_codes() {
  return kPages;
}

}  // namespace passage::network
