// passage new DIR: a small case with comments, to start from.
#include <filesystem>

#include <fmt/format.h>

#include "cli/command.h"
#include "core/file.h"

namespace passage::cli {
namespace {

struct StarterFile {
  const char *name, *text;
};

constexpr StarterFile kFiles[] = {
    {"case.toml",
     R"(# A case of Passage (schema 1). Every figure names its source; docs/formats.md has all keys and columns.
# Times are local times of time_zone; every interval is [from, until).
schema = 1

[case]
id = "my-case"                      # letters, digits, _ . -
title = "One town, one refuge"
language = "en"
time_zone = "Europe/Kyiv"           # a name of the IANA list
start = 2022-03-05T08:00:00
horizon_h = 6                       # people count as safe if they arrive in [start, start + horizon_h)
source = "made"

[files]
people = "people.csv"               # or points or polygons (people.geojson, .gpkg, .shp), or a raster (.tif)
refuges = "refuges.csv"             # or points (refuges.geojson, .gpkg, .shp)
# boundaries = "districts.geojson"  # polygons with id, name, source: name the districts; a raster needs them
# people_source = "made"            # source of a raster, which can't name it itself
nodes = "nodes.csv"                 # not needed where roads is a .network of passage import
roads = "roads.csv"
agreement = "agreement.toml"        # may be left out, as dangers, openings and transport
# dangers = "dangers.geojson"       # areas, lines or roads that are closed or exposed, with times

[behaviour]
people_per_car = 4
# car_share = 0.8                   # the rest walks
# uptake_share = 0.7                # the rest stays
# walk_km_h = 4.0

[rules]
outside_corridors = "free"          # free, forbidden, own_risk
# window = "clear"                  # clear: nobody is on the corridor when it closes; enter: only the entry counts
# wait = "anywhere"                 # or origins_and_staging
# snap_m = 1000                     # how far from a road people and refuges may be
# gather_m = 500                    # people of rasters and polygons: one origin a square of this width

[sources.made]
title = "Made up to start from: put your own sources here"
)"},
    {"people.csv", "id,name,node,persons,source,note\ntown,Town,a,2000,made,\"node, or lat and lon instead\"\n"},
    {"refuges.csv",
     "id,name,kind,node,capacity_persons,intake_persons_per_h,open_from,open_until,source\n"
     "school,School in the next town,shelter,c,unlimited,unlimited,,,made\n"},
    {"nodes.csv", "id,lat,lon\na,47.00,36.00\nb,47.10,36.00\nc,47.20,36.00\n"},
    {"roads.csv",
     "id,from,to,length_m,speed_km_h,capacity_vehicles_per_h,oneway,modes,source,note\n"
     "south,a,b,12000,50,600,no,car foot,made,600 an hour is what one lane sustained in evacuations\n"
     "north,b,c,12000,50,600,no,car foot,made,\n"},
    {"agreement.toml", R"([[party]]
id = "a"
name = "Party A"

[[party]]
id = "b"
name = "Party B"

[[round]]
id = "first"
date = 2022-03-04
status = "agreed"                   # tentative, agreed, active, suspended, ended
parties = ["a", "b"]
source = "made"

[[corridor]]
id = "north"
round = "first"
name = "North road"
roads = ["north"]                   # in the order people travel

[[term]]
id = "morning"
round = "first"
kind = "window"                     # window, road, checkpoint, daily_limit, opening
corridor = "north"
from = 2022-03-05T09:00:00
until = 2022-03-05T12:00:00
# rrule = "FREQ=DAILY;COUNT=3"
stance = { a = "accepts", b = "accepts" }   # in force only if every party of the round accepts

[[term]]
id = "one-more-hour"
round = "first"
kind = "window"
corridor = "north"
from = 2022-03-05T12:00:00
until = 2022-03-05T13:00:00
stance = { a = "accepts", b = "open" }
)"},
};

int write_starter(const std::string& directory) {
  PendingOutput output(directory, Overwrite::kRefuse);
  std::filesystem::create_directory(output.path());
  for (const StarterFile& file : kFiles) write_file(output.path() / file.name, file.text, Overwrite::kRefuse);
  output.commit();
  fmt::print("wrote {}: passage check {}\n", directory, directory);
  return kExitDone;
}

void add_new(CLI::App& program, Run& run) {
  static std::string directory;
  CLI::App* verb = program.add_subcommand("new", "writes a commented case to start from");
  verb->footer("passage new my-case");
  verb->add_option("dir", directory, "folder to make")->required();
  verb->callback([&run] { run = [] { return write_starter(directory); }; });
}

const Verb kNew{10, add_new};

}  // namespace
}  // namespace passage::cli
