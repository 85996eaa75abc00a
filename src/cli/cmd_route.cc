// passage route ROADS --from LAT,LON --to LAT,LON: km and minutes, or why there is no way.
#include <cmath>
#include <memory>
#include <variant>

#include <fmt/format.h>

#include "cli/command.h"
#include "cli/progress.h"
#include "core/text.h"
#include "network/directions.h"
#include "publish/network_page.h"

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

// Why there is no way, in words.
struct InWords {
  const Travel& travel;
  Metres snap;
  std::string operator()(const Directions&) const { return {}; }
  std::string operator()(const NoNodeNear& none) const { return publish::no_route_line(none, travel.mode, snap); }
  std::string operator()(const auto& none) const { return publish::no_route_line(none); }
};

int cmd_route(const RouteOptions& options) {
  const std::array<Coordinate, 2> ends{parse_point("--from", options.from), parse_point("--to", options.to)};
  const Travel travel{options.mode == "car" ? Mode::kCar : Mode::kFoot, options.by == "time" ? By::kTime : By::kLength,
                      std::llround(options.walk_km_h * 1000)};
  const StoredNetwork stored = load_with_progress(options.input, options.quiet);
  const NodeGrid grid(stored.network);
  const Metres snap{options.snap_m};
  const Answer answer = directions(stored.network, grid, ends, travel, snap);
  if (const auto* found = std::get_if<Directions>(&answer)) {
    if (options.json)
      print_json(json_of(stored.network, *found, travel).dump());
    else
      fmt::print("{}", publish::route_line(*found));
    return kExitDone;
  }
  if (const auto* none = std::get_if<NoNodeNear>(&answer)) {
    const bool from = none->end == End::kFrom;
    refuse_swapped(grid, from ? "--from" : "--to", from ? options.from : options.to, ends[from ? 0 : 1]);
  }
  const std::string text = std::visit(InWords{travel, snap}, answer);
  if (options.json)
    print_json(nlohmann::json{{"reason", reason_of(answer)}, {"message", text}}.dump());
  else
    fmt::print("no route: {}\n", text);
  return kExitNo;
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
