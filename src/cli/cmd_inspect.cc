// passage inspect ROADS: what a network holds, and what was dropped and why.
#include <array>
#include <cstdio>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/load_with_progress.h"
#include "core/text.h"
#include "network/components.h"

namespace passage::cli {
namespace {
using namespace network;

constexpr std::size_t kClasses = static_cast<std::size_t>(RoadClass::kTurn) + 1;

struct ComponentFacts {
  std::size_t count = 0;
  std::uint32_t largest = 0;
};
struct Facts {
  std::size_t nodes = 0, arcs = 0, roads = 0, turns = 0;
  std::array<double, kClasses> km{};
  std::array<std::size_t, kClasses> roads_of{};
  double unpaved_km = 0;
  Coordinate low{INT32_MAX, INT32_MAX}, high{INT32_MIN, INT32_MIN};
  std::array<ComponentFacts, 2> weak, strong;  // by mode
};

ComponentFacts facts_of(const Network& net, Mode mode, Connection connection) {
  std::vector<bool> touched(net.node_count(), false);
  for (const ArcId a : net.head.ids()) {
    if (usable(net, a, mode)) touched[net.tail[a].index()] = touched[net.head[a].index()] = true;
  }
  const Components all = components(net, mode, connection);
  ComponentFacts facts;
  std::vector<bool> seen(all.nodes.size(), false);
  for (const NodeId v : net.position.ids()) {
    if (!touched[v.index()]) continue;
    if (!seen[all.of[v]]) ++facts.count;
    seen[all.of[v]] = true;
    facts.largest = std::max(facts.largest, all.nodes[all.of[v]]);
  }
  return facts;
}

// The second of two roads that are the directions of one stretch: its length is counted once.
bool is_way_back(const Network& net, RoadId r) {
  if (r.index() == 0) return false;
  const std::string_view id = net.road_id[r], before = net.road_id[RoadId{r.index() - 1}];
  return id.size() == before.size() + 1 && id.starts_with(before) && id.back() == 'r';
}

Facts facts_of(const Network& net) {
  Facts f;
  f.nodes = net.node_count();
  f.arcs = net.arc_count();
  f.roads = net.road_count();
  for (const RoadId r : net.from.ids()) {
    const auto c = static_cast<std::size_t>(net.road_class[r]);
    ++f.roads_of[c];
    if (is_way_back(net, r)) continue;
    f.km[c] += static_cast<double>(net.length_mm[r]) * 1e-6;
    if (net.paved[r] == 0) f.unpaved_km += static_cast<double>(net.length_mm[r]) * 1e-6;
  }
  f.turns = f.roads_of[static_cast<std::size_t>(RoadClass::kTurn)];
  for (const Coordinate at : net.position) {
    f.low = {std::min(f.low.lat_e7, at.lat_e7), std::min(f.low.lon_e7, at.lon_e7)};
    f.high = {std::max(f.high.lat_e7, at.lat_e7), std::max(f.high.lon_e7, at.lon_e7)};
  }
  for (const Mode mode : {Mode::kCar, Mode::kFoot}) {
    f.weak[static_cast<std::size_t>(mode)] = facts_of(net, mode, Connection::kWeak);
    f.strong[static_cast<std::size_t>(mode)] = facts_of(net, mode, Connection::kStrong);
  }
  return f;
}

std::string group(std::size_t n) {
  return grouped(static_cast<std::int64_t>(n));
}

void print_text(const Facts& f, const NetworkMeta& meta) {
  fmt::print("{}, {}\n", meta.source, meta.attribution);
  fmt::print("  {} nodes, {} roads, {} arcs", group(f.nodes), group(f.roads), group(f.arcs));
  if (f.turns > 0) fmt::print(", {} of the roads are turns of no length", group(f.turns));
  fmt::print("\n");
  fmt::print("  south-west {:.5f},{:.5f}  north-east {:.5f},{:.5f}\n", f.low.lat(), f.low.lon(), f.high.lat(),
             f.high.lon());
  fmt::print("  capacity: textbook x {} (what evacuations sustained)\n", meta.sustained_factor);
  for (const Mode mode : {Mode::kCar, Mode::kFoot}) {
    const auto &weak = f.weak[static_cast<std::size_t>(mode)], &strong = f.strong[static_cast<std::size_t>(mode)];
    fmt::print("  {}: {} components, the largest of {} nodes; there and back: {}, the largest of {}\n", name_of(mode),
               group(weak.count), group(weak.largest), group(strong.count), group(strong.largest));
  }
  fmt::print("\n  class                km      roads\n");
  for (std::size_t c = 0; c < kClasses; ++c) {
    if (f.roads_of[c] == 0) continue;
    fmt::print("  {:<13} {:>9.1f} {:>10}\n", name_of(static_cast<RoadClass>(c)), f.km[c], group(f.roads_of[c]));
  }
  fmt::print("  unpaved       {:>9.1f}\n\n", f.unpaved_km);
  for (const MetaCount& c : meta.counts) fmt::print("  {:>10}  {}\n", grouped(c.count), c.what);
  if (!meta.model.empty()) fmt::print("\n  speed and capacity model, changed:\n{}", meta.model);
}

void print_facts_json(const Facts& f, const NetworkMeta& meta) {
  nlohmann::json classes = nlohmann::json::object(), counts = nlohmann::json::object(),
                 parts = nlohmann::json::object(), findings = nlohmann::json::array();
  for (std::size_t c = 0; c < kClasses; ++c) {
    if (f.roads_of[c] == 0) continue;
    classes[name_of(static_cast<RoadClass>(c))] = {{"length_m", f.km[c] * 1000}, {"roads", f.roads_of[c]}};
  }
  for (const MetaCount& c : meta.counts) counts[c.what] = c.count;
  for (const Mode mode : {Mode::kCar, Mode::kFoot}) {
    const auto &weak = f.weak[static_cast<std::size_t>(mode)], &strong = f.strong[static_cast<std::size_t>(mode)];
    parts[name_of(mode)] = {{"weak", weak.count},
                            {"weak_largest", weak.largest},
                            {"strong", strong.count},
                            {"strong_largest", strong.largest}};
  }
  for (const Problem& p : meta.findings)
    findings.push_back({{"code", p.code}, {"where", p.where}, {"problem", p.problem}, {"why", p.why}});
  print_json(nlohmann::json{
      {"source", meta.source},
      {"source_sha256", meta.source_sha256},
      {"version", meta.version},
      {"attribution", meta.attribution},
      {"nodes", f.nodes},
      {"roads", f.roads},
      {"arcs", f.arcs},
      {"turns", f.turns},
      {"bounding_box", {f.low.lon(), f.low.lat(), f.high.lon(), f.high.lat()}},
      {"components", parts},
      {"classes", classes},
      {"unpaved_m", f.unpaved_km * 1000},
      {"sustained_factor", meta.sustained_factor},
      {"model", meta.model},
      {"counts", counts},
      {"border_controls", meta.border_controls},
      {"findings",
       findings}}.dump());
}

struct InspectOptions {
  std::string input;
  bool json = false, quiet = false;
};

int cmd_inspect(const InspectOptions& options) {
  const StoredNetwork stored = load_with_progress(options.input, options.quiet);
  const NetworkMeta meta = stored.meta();
  const Facts facts = facts_of(stored.network);
  if (options.json) {
    print_facts_json(facts, meta);
    return kExitDone;
  }
  print_text(facts, meta);
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
