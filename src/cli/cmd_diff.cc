// passage diff A B: who gains and who loses from one plan to another.
#include <memory>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "plan/difference.h"
#include "plan/store.h"

namespace passage::cli {
namespace {

using Json = nlohmann::ordered_json;

struct DiffOptions {
  std::string before, after;
  bool json = false;
};

Json json_of(const plan::Change& change) {
  return {{"before", change.before.count()}, {"after", change.after.count()}, {"change", change.gain().count()}};
}

Json json_of(const char* key, const std::vector<plan::Change>& changes) {
  Json out = Json::array();
  for (const plan::Change& change : changes) {
    Json row{{key, change.id}};
    row.update(json_of(change));
    out.push_back(std::move(row));
  }
  return out;
}

int cmd_diff(const DiffOptions& options) {
  const plan::Difference d = plan::difference(plan::read_plan(options.before), plan::read_plan(options.after));
  if (!options.json) {
    fmt::print("{}", plan::difference_page(d));
    return kExitDone;
  }
  Json out{{"people", json_of(d.people)},
           {"safe", json_of(d.safe)},
           {"left", json_of(d.left)},
           {"upper_bound", json_of(d.upper_bound)}};
  out["mean_hours_earlier"] = d.mean_hours_earlier ? Json(*d.mean_hours_earlier) : Json(nullptr);
  out["districts"] = json_of("district", d.districts);
  out["refuges"] = json_of("id", d.refuges);
  out["roads"] = json_of("id", d.roads);
  print_json(out.dump(2));
  return kExitDone;
}

void add_diff(CLI::App& program, Run& run) {
  auto options = std::make_shared<DiffOptions>();
  CLI::App* verb = program.add_subcommand("diff", "who gains and who loses from plan A to plan B");
  verb->footer(
      "passage diff before.gpkg after.gpkg\npassage diff before.gpkg after.gpkg --json\npassage diff a.csv/ b.gpkg");
  verb->add_option("A", options->before, "the plan before (.gpkg or a folder of CSV)")->required();
  verb->add_option("B", options->after, "the plan after")->required();
  verb->add_flag("--json", options->json, "the same facts as JSON");
  verb->callback([options, &run] { run = [options] { return cmd_diff(*options); }; });
}

const Verb kDiff{60, add_diff};

}  // namespace
}  // namespace passage::cli
