// passage inspect ROADS: what a network holds, and what was dropped and why.
#include <memory>

#include <fmt/format.h>

#include "cli/command.h"
#include "cli/progress.h"
#include "network/facts.h"
#include "publish/network_page.h"

namespace passage::cli {
namespace {

struct InspectOptions {
  std::string input;
  bool json = false, quiet = false;
};

int cmd_inspect(const InspectOptions& options) {
  const network::StoredNetwork stored = load_with_progress(options.input, options.quiet);
  const network::NetworkMeta meta = stored.meta();
  const network::NetworkFacts facts = network::facts_of(stored.network);
  if (options.json) {
    print_json(network::json_of(facts, meta).dump());
    return kExitDone;
  }
  fmt::print("{}", publish::network_page(facts, meta));
  if (!options.quiet && !meta.findings.empty()) fmt::print(stderr, "{}", render(meta.findings));
  return kExitDone;
}

void add_inspect(CLI::App& program, Run& run) {
  auto options = std::make_shared<InspectOptions>();
  CLI::App* verb = program.add_subcommand("inspect", "what a road network holds, and what was dropped and why");
  verb->footer(
      "passage inspect roads.network\n"
      "passage inspect roads.osm.pbf\n"
      "passage inspect roads.network --json");
  verb->add_option("ROADS", options->input, ".network or OpenStreetMap file")->required();
  verb->add_flag("--json", options->json, "answer in JSON");
  verb->add_flag("-q,--quiet", options->quiet, "no findings on stderr");
  verb->callback([options, &run] { run = [options] { return cmd_inspect(*options); }; });
}

const Verb kInspect{41, add_inspect};

}  // namespace
}  // namespace passage::cli
