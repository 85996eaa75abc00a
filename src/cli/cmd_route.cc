// passage route ROADS --from LAT,LON --to LAT,LON: km and minutes, or why there is no way.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/load_with_progress.h"
#include "core/text.h"
#include "network/components.h"
#include "network/nearest.h"
#include "network/routing.h"

namespace passage::cli {
namespace {
using namespace network;

struct RouteOptions {
  std::string input, from, to, mode = "car", by = "time";
  double snap_m = 1000, walk_km_h = 4;
  bool json = false, quiet = false;
};

[[noreturn]] void bad_point(const std::string& option, const std::string& text, std::string why, std::string help) {
  throw InputError(Problem{.code = "P310",
                           .problem = fmt::format("{} {} is no point on these roads", option, text),
                           .why = std::move(why),
                           .where = "command line",
                           .suggestion = std::move(help)});
}

Coordinate parse_point(const std::string& option, const std::string& text) {
  const auto parts = split(text, ',');
  double value[2] = {};
  for (std::size_t i = 0; i < 2; ++i) {
    std::size_t used = 0;
    try {
      value[i] = parts.size() == 2 ? std::stod(parts[i], &used) : NAN;
    } catch (const std::exception&) {
      value[i] = NAN;
    }
    if (!std::isfinite(value[i]) || !trimmed(std::string_view(parts[i]).substr(used)).empty())
      bad_point(option, text, "it is not two numbers", "write LAT,LON in degrees: --from 47.0056,28.8575");
  }
  if (std::abs(value[0]) > 90 && std::abs(value[0]) <= 180 && std::abs(value[1]) <= 90)
    bad_point(option, text, "the latitude is out of range",
              fmt::format("latitude and longitude look swapped: try {},{}", parts[1], parts[0]));
  if (std::abs(value[0]) > 90 || std::abs(value[1]) > 180)
    bad_point(option, text, "out of range", "latitude lies in -90..90, longitude in -180..180");
  return Coordinate::of(value[0], value[1]);
}

struct Ends {
  Coordinate at[2];
  std::optional<NearestNode> node[2];
};

int answer_no(const RouteOptions& options, const std::string& reason, const std::string& text) {
  if (options.json) {
    print_json(nlohmann::json{{"reason", reason}, {"message", text}}.dump());
  } else {
    fmt::print("no route: {}\n", text);
  }
  return kExitNo;
}

// A point that lies far off while its mirror image lies on the roads is a slip, not a question.
void refuse_swapped(const NodeGrid& grid, const char* option, const std::string& text, Coordinate at) {
  if (std::abs(at.lon()) > 90) return;
  const Coordinate mirrored{at.lon_e7, at.lat_e7};
  if (grid.nearest(at, Metres{200'000}) || !grid.nearest(mirrored, Metres{20'000})) return;
  const auto parts = split(text, ',');
  bad_point(
      option, text, "it lies more than 200 km from the roads",
      fmt::format("latitude and longitude look swapped: try {} {},{}", option, trimmed(parts[1]), trimmed(parts[0])));
}

std::string duration_text(double seconds) {
  const auto minutes = static_cast<long>(std::llround(seconds / 60));
  return minutes >= 60 ? fmt::format("{} h {:02} min", minutes / 60, minutes % 60) : fmt::format("{} min", minutes);
}

int answer_route(const RouteOptions& options, const Network& net, const Ends& ends, const Route& route) {
  std::vector<std::pair<std::string, std::int64_t>> names;  // runs of one name, in order
  std::int64_t unpaved = 0, ferry = 0;
  for (const ArcId a : route.arcs) {
    const RoadId r = net.road[a];
    if (net.paved[r] == 0) unpaved += net.length_mm[r];
    if (net.road_class[r] == RoadClass::kFerry) ferry += net.length_mm[r];
    if (net.road_class[r] == RoadClass::kTurn) continue;
    const std::string name(net.road_name[r]);
    if (names.empty() || names.back().first != name) names.emplace_back(name, 0);
    names.back().second += net.length_mm[r];
  }
  if (options.json) {
    nlohmann::json roads = nlohmann::json::array();
    for (const ArcId a : route.arcs) {
      if (net.road_class[net.road[a]] != RoadClass::kTurn) roads.push_back(std::string(net.road_id[net.road[a]]));
    }
    print_json(nlohmann::json{
        {"length_m", static_cast<double>(route.length_mm) / 1000},
        {"seconds", route.millis / 1000},
        {"unpaved_m", static_cast<double>(unpaved) / 1000},
        {"ferry_m", static_cast<double>(ferry) / 1000},
        {"mode", options.mode},
        {"by", options.by},
        {"from_node", std::string(net.node_name[ends.node[0]->node])},
        {"to_node", std::string(net.node_name[ends.node[1]->node])},
        {"from_distance_m", ends.node[0]->distance.count()},
        {"to_distance_m", ends.node[1]->distance.count()},
        {"roads",
         roads}}.dump());
    return kExitDone;
  }
  // The longest stretches, in the order they are driven.
  std::vector<std::int64_t> lengths;
  for (const auto& [name, length] : names) {
    if (!name.empty()) lengths.push_back(length);
  }
  std::sort(lengths.rbegin(), lengths.rend());
  const std::int64_t least = lengths.empty() ? 0 : lengths[std::min<std::size_t>(lengths.size(), 6) - 1];
  std::string by;
  std::set<std::string> said;
  for (const auto& [name, length] : names) {
    if (!name.empty() && length >= least && said.size() < 6 && said.insert(name).second)
      by += (by.empty() ? " by " : ", ") + name;
  }
  std::string remarks;
  if (unpaved > 0) remarks += fmt::format("{:.0f} km unpaved", std::ceil(static_cast<double>(unpaved) * 1e-6));
  if (ferry > 0)
    remarks += fmt::format("{}{:.1f} km by ferry", remarks.empty() ? "" : ", ", static_cast<double>(ferry) * 1e-6);
  fmt::print("{:.1f} km, {}{}{}\n", static_cast<double>(route.length_mm) * 1e-6, duration_text(route.millis / 1000), by,
             remarks.empty() ? "" : fmt::format(" ({})", remarks));
  return kExitDone;
}

std::string distance_text(Metres distance) {
  const auto metres = std::llround(distance.count());
  return metres < 10'000 ? grouped(metres) + " m" : grouped(std::llround(distance.count() / 1000)) + " km";
}

// Nodes that the mode may leave or come to.
std::vector<bool> nodes_of(const Network& net, Mode mode) {
  std::vector<bool> touched(net.node_count(), false);
  for (const ArcId a : net.head.ids()) {
    if (usable(net, a, mode)) touched[net.tail[a].index()] = touched[net.head[a].index()] = true;
  }
  return touched;
}

int answer_far(const RouteOptions& options, const NodeGrid& grid, const std::vector<bool>& touched, const char* name,
               Coordinate at) {
  const auto far = grid.nearest(at, Metres{50'000'000}, [&](NodeId v) { return touched[v.index()]; });
  return answer_no(
      options, "no_node",
      far ? fmt::format("the nearest junction or end of roads for {} lies {} from {}, {:g} m are allowed (--snap-m)",
                        options.mode, distance_text(far->distance), name, options.snap_m)
          : fmt::format("there is no road for {} at all", options.mode));
}

// Why there is no route: islands of roads, or one-way roads.
int answer_unreachable(const RouteOptions& options, const Network& net, const NodeGrid& grid, const Ends& ends,
                       const Travel& travel) {
  const NodeId from = ends.node[0]->node, to = ends.node[1]->node;
  const Components weak = components(net, travel.mode, Connection::kWeak);
  if (weak.of[from] == weak.of[to]) {
    const bool back = shortest_route(net, to, from, travel).has_value();
    return answer_no(options, "one_way",
                     back ? "one-way roads lead from --to to --from only"
                          : "one-way roads lie between --from and --to, and lead in neither direction all the way");
  }
  std::string text = "no road joins --from and --to";
  const auto largest =
      static_cast<std::uint32_t>(std::max_element(weak.nodes.begin(), weak.nodes.end()) - weak.nodes.begin());
  for (int i = 0; i < 2; ++i) {
    const std::uint32_t here = weak.of[ends.node[i]->node];
    text += fmt::format("{} lies on a part of {} nodes", i == 0 ? ": --from" : ", --to", grouped(weak.nodes[here]));
    if (here == largest) continue;
    const auto other = grid.nearest(ends.at[i], Metres{50'000'000}, [&](NodeId v) { return weak.of[v] == largest; });
    if (other) text += fmt::format(", {} from the largest part", distance_text(other->distance));
  }
  return answer_no(options, "components", text);
}

int cmd_route(const RouteOptions& options) {
  Ends ends{{parse_point("--from", options.from), parse_point("--to", options.to)}, {}};
  const Travel travel{options.mode == "car" ? Mode::kCar : Mode::kFoot, options.by == "time" ? By::kTime : By::kLength,
                      std::llround(options.walk_km_h * 1000)};
  const StoredNetwork stored = load_with_progress(options.input, options.quiet);
  const Network& net = stored.network;
  const NodeGrid grid(net);
  const std::vector<bool> touched = nodes_of(net, travel.mode);
  const std::string* texts[2] = {&options.from, &options.to};
  const char* names[2] = {"--from", "--to"};
  for (int i = 0; i < 2; ++i) {
    ends.node[i] = grid.nearest(ends.at[i], Metres{options.snap_m}, [&](NodeId v) { return touched[v.index()]; });
    if (ends.node[i]) continue;
    refuse_swapped(grid, names[i], *texts[i], ends.at[i]);
    return answer_far(options, grid, touched, names[i], ends.at[i]);
  }
  if (const auto route = shortest_route(net, ends.node[0]->node, ends.node[1]->node, travel))
    return answer_route(options, net, ends, *route);
  return answer_unreachable(options, net, grid, ends, travel);
}

void add_route(CLI::App& program, Run& run) {
  auto options = std::make_shared<RouteOptions>();
  CLI::App* verb = program.add_subcommand("route", "km and minutes between two points, or why there is no way");
  verb->footer(
      "passage route roads.network --from 47.006,28.858 --to 46.412,30.099\n"
      "passage route roads.network --from 47.006,28.858 --to 46.412,30.099 --by length\n"
      "passage route roads.osm.pbf --from 47.006,28.858 --to 47.01,28.87 --mode foot --json");
  verb->add_option("ROADS", options->input, ".network or OpenStreetMap file")->required();
  verb->add_option("--from", options->from, "LAT,LON in degrees")->required();
  verb->add_option("--to", options->to, "LAT,LON in degrees")->required();
  verb->add_option("--mode", options->mode, "car or foot")
      ->check(CLI::IsMember({"car", "foot"}))
      ->capture_default_str();
  verb->add_option("--by", options->by, "time or length")
      ->check(CLI::IsMember({"time", "length"}))
      ->capture_default_str();
  verb->add_option("--snap-m", options->snap_m, "how far a road may lie, metres")
      ->check(CLI::Range(0.0, 1e6))
      ->capture_default_str();
  verb->add_option("--walk-km-h", options->walk_km_h, "pace on foot")
      ->check(CLI::Range(0.1, 20.0))
      ->capture_default_str();
  verb->add_flag("--json", options->json, "answer in JSON");
  verb->add_flag("-q,--quiet", options->quiet, "nothing on stderr");
  verb->callback([options, &run] { run = [options] { return cmd_route(*options); }; });
}

const Verb kRoute{42, add_route};

}  // namespace
}  // namespace passage::cli
