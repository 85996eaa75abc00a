#include "test/verify/plan_files.h"

#include <unistd.h>

#include <fmt/format.h>

#include "casefile/read_case.h"
#include "core/file.h"
#include "plan/as_written.h"
#include "plan/judged.h"
#include "rules/variant.h"
#include "verify/verify.h"

namespace passage::verify::test {
namespace fs = std::filesystem;

Scratch::Scratch(const std::string& name)
    : path_(fs::temp_directory_path() / fmt::format("passage_{}_{}", name, getpid())) {
  fs::create_directories(path_);
}

Scratch::~Scratch() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void write_travellers_case(const fs::path& directory) {
  const std::pair<const char*, const char*> files[] = {
      {"case.toml", R"(schema = 1
[case]
id = "travellers"
title = "Cars, walkers, a bus and a train"
time_zone = "Europe/Kyiv"
start = 2022-03-05T08:00:00
horizon_h = 4
source = "made"
[files]
people = "people.csv"
refuges = "refuges.csv"
nodes = "nodes.csv"
roads = "roads.csv"
agreement = "agreement.toml"
dangers = "dangers.geojson"
transport = "transport.csv"
[behaviour]
people_per_car = 2
uptake_share = 0.9
[rules]
outside_corridors = "free"
[sources.made]
title = "made"
)"},
      {"nodes.csv", "id,lat,lon\nn0,47.0,36.0\nn1,47.05,36.0\nn2,47.1,36.05\nn3,47.1,35.95\nn4,47.2,36.0\n"},
      {"people.csv", R"(id,name,node,persons,source,people_per_car,car_share,district,adm1_pcode
town,Town,n0,900,made,,0.5,South,UA23
village,Village,n1,400,made,4,1,South,UA23
farm,Farm,n4,7,made,,1,North,UA14
)"},
      {"refuges.csv", R"(id,name,kind,node,capacity_persons,intake_persons_per_h,open_from,open_until,source
hall,Hall,shelter,n2,500,unlimited,,,made
border,Border,crossing,n3,unlimited,150,2022-03-05T09:00,2022-03-05T12:00,made
)"},
      {"roads.csv", R"(id,from,to,length_m,speed_km_h,capacity_vehicles_per_h,oneway,modes,name,source
r0,n0,n1,6000,50,90,no,car foot,M-1,made
r1,n1,n2,8000,50,60,no,car foot,,made
r2,n1,n3,8000,40,45,no,car,,made
)"},
      {"agreement.toml", R"([[party]]
id = "a"
name = "A"
[[party]]
id = "b"
name = "B"
[[round]]
id = "one"
date = 2022-03-04
status = "agreed"
parties = ["a", "b"]
source = "made"
[[corridor]]
id = "west"
round = "one"
name = "West"
roads = ["r2"]
[[term]]
id = "west-morning"
round = "one"
kind = "window"
corridor = "west"
from = 2022-03-05T08:30:00
until = 2022-03-05T11:00:00
stance = { a = "accepts", b = "accepts" }
[[term]]
id = "west-noon"
round = "one"
kind = "window"
corridor = "west"
from = 2022-03-05T11:00:00
until = 2022-03-05T12:00:00
stance = { a = "accepts", b = "open" }
)"},
      {"dangers.geojson", R"({"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"id": "ridge", "exposure_per_person_h": 0.5, "source": "made"}, "geometry":
{"type": "Polygon", "coordinates": [[[35.9,47.06],[36.1,47.06],[36.1,47.08],[35.9,47.08],[35.9,47.06]]]}}]})"},
      {"transport.csv", R"(id,kind,vehicles,seats,base,board_min,turnaround_min,to,ride_min,source
bus,bus,2,20,town,15,60,,,made
rail,train,1,60,town,30,120,border,40,made
)"}};
  fs::create_directories(directory);
  for (const auto& [name, text] : files) write_file(directory / name, text, Overwrite::kReplace);
}

std::string example_case(const std::string& name) {
  return std::string(PASSAGE_SOURCE_DIR) + "/examples/" + name;
}

void plan_to_file(const scenario::Case& c, planner::PlanOptions options, const std::vector<std::string>& without,
                  const fs::path& file) {
  plan::Plan plan = planner::make_plan(c, options, jobs::Task());
  plan.provenance.without = without;
  plan::write_judged(
      plan, {file.string()}, Overwrite::kReplace,
      [&](const plan::Plan& written) { return verify_plan(c, written, jobs::Task()).status == Status::kAccepted; },
      jobs::Task());
}

std::string verdict_of(const fs::path& file, const std::string& directory) {
  try {
    const plan::Plan plan = plan::read_plan(file, jobs::Task());
    const scenario::Case c = casefile::read_case(
        directory, {.round = plan.round_id, .assume = plan.provenance.assumed, .without = plan.provenance.without},
        jobs::Task());
    const Verdict verdict = verify_plan(c, plan, jobs::Task());
    if (!verdict.violations.empty()) return verdict.violations[0].rule + ": " + verdict.violations[0].text;
    const auto altered = plan::as_written(file, plan).altered;
    return altered.empty() ? std::string() : "file: " + altered[0];
  } catch (const InputError& error) {
    return error.problems()[0].code + ": " + error.problems()[0].problem;
  }
}

}  // namespace passage::verify::test
