// passage import ROADS.osm.pbf -o ROADS.network: OpenStreetMap data as a road network.
#include <cstdio>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/progress.h"
#include "core/measure.h"
#include "core/text.h"
#include "network/store.h"
#include "osm/import.h"

namespace passage::cli {
namespace {

struct ImportOptions {
  std::string input, output, model;
  bool print_model = false, overwrite = false, json = false, quiet = false;
};

int cmd_import(const ImportOptions& options) {
  const network::RoadModel model = options.model.empty()
                                       ? network::RoadModel::standard()
                                       : network::RoadModel::with_overrides(read_file(options.model), options.model);
  if (options.print_model) {
    fmt::print("{}", model.csv());
    return kExitDone;
  }
  if (options.input.empty() || options.output.empty()) {
    throw InputError(Problem{.code = "P005",
                             .problem = options.input.empty() ? "no file of roads is named" : "no output is named",
                             .where = "command line",
                             .suggestion = "passage import ROADS.osm.pbf -o ROADS.network"});
  }
  const auto overwrite = options.overwrite ? Overwrite::kReplace : Overwrite::kRefuse;
  expect_writable(options.output, overwrite);
  const Stopwatch watch;
  const osm::ImportedRoads roads = [&] {
    Progress progress("importing", options.quiet ? Progress::Mode::kQuiet : Progress::Mode::kShown);
    auto imported = osm::import_osm(options.input, model, progress.task());
    network::write_network(options.output, imported.network, imported.meta, overwrite);
    return imported;
  }();
  const network::Network& net = roads.network;
  if (options.json) {
    print_json(nlohmann::json{{"nodes", net.node_count()},
                              {"arcs", net.arc_count()},
                              {"roads", net.road_count()},
                              {"findings", roads.meta.findings.size()},
                              {"seconds", watch.seconds()},
                              {"peak_bytes", peak_bytes()}}
                   .dump());
  } else {
    fmt::print("{} nodes, {} roads, {} arcs; wrote {}\n", grouped(static_cast<std::int64_t>(net.node_count())),
               grouped(static_cast<std::int64_t>(net.road_count())),
               grouped(static_cast<std::int64_t>(net.arc_count())), options.output);
  }
  if (!options.quiet && !roads.meta.findings.empty()) {
    fmt::print(stderr, "{} findings, and what was dropped: passage inspect {}\n",
               grouped(static_cast<std::int64_t>(roads.meta.findings.size())), options.output);
  }
  return kExitDone;
}

void add_import(CLI::App& program, Run& run) {
  auto options = std::make_shared<ImportOptions>();
  CLI::App* verb = program.add_subcommand("import", "read OpenStreetMap roads into a network file");
  verb->footer(
      "passage import roads.osm.pbf -o roads.network\n"
      "passage import --print-model > model.csv\n"
      "passage import roads.osm.pbf -o roads.network --model model.csv");
  verb->add_option("ROADS", options->input, ".osm.pbf, .osm, .osm.gz or .osm.bz2");
  verb->add_option("-o,--output", options->output, "the network file to write");
  verb->add_option("--model", options->model, "CSV of speeds and capacities that differ (see --print-model)");
  verb->add_flag("--print-model", options->print_model, "print the table of speeds and capacities");
  verb->add_flag("--overwrite", options->overwrite, "replace the output if it is there");
  verb->add_flag("--json", options->json, "answer in JSON");
  verb->add_flag("-q,--quiet", options->quiet, "nothing on stderr");
  verb->callback([options, &run] { run = [options] { return cmd_import(*options); }; });
}

const Verb kImport{40, add_import};

}  // namespace
}  // namespace passage::cli
