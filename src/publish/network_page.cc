#include "publish/network_page.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "core/text.h"

namespace passage::publish {

using network::Mode;
using network::NetworkFacts;
using network::NetworkMeta;

namespace {

std::string group(std::size_t n) {
  return grouped(static_cast<std::int64_t>(n));
}

constexpr std::size_t kNames = 6;

std::string duration_text(double seconds) {
  const auto minutes = static_cast<long>(std::llround(seconds / 60));
  return minutes >= 60 ? fmt::format("{} h {:02} min", minutes / 60, minutes % 60) : fmt::format("{} min", minutes);
}

std::string distance_text(Metres distance) {
  const auto metres = std::llround(distance.count());
  return metres < 10'000 ? grouped(metres) + " m" : grouped(std::llround(distance.count() / 1000)) + " km";
}

// " by M4, R2": the names of the longest stretches, in the order they are driven.
std::string names_text(const std::vector<std::pair<std::string, std::int64_t>>& stretches) {
  std::vector<std::int64_t> lengths;
  for (const auto& [name, length] : stretches) {
    if (!name.empty()) lengths.push_back(length);
  }
  std::sort(lengths.rbegin(), lengths.rend());
  const std::int64_t least = lengths.empty() ? 0 : lengths[std::min(lengths.size(), kNames) - 1];
  std::string out;
  std::set<std::string> said;
  for (const auto& [name, length] : stretches) {
    if (!name.empty() && length >= least && said.size() < kNames && said.insert(name).second)
      out += (out.empty() ? " by " : ", ") + name;
  }
  return out;
}

}  // namespace

std::string network_page(const NetworkFacts& f, const NetworkMeta& meta) {
  std::string out;
  out += fmt::format("{}, {}\n", meta.source, meta.attribution);
  out += fmt::format("  {} nodes, {} roads, {} arcs", group(f.nodes), group(f.roads), group(f.arcs));
  if (f.turns > 0) out += fmt::format(", {} of the roads are turns of no length", group(f.turns));
  out += "\n";
  out += fmt::format("  south-west {:.5f},{:.5f}  north-east {:.5f},{:.5f}\n", f.low.lat(), f.low.lon(), f.high.lat(),
                     f.high.lon());
  out += fmt::format("  capacity: textbook x {} (what evacuations sustained)\n", meta.sustained_factor);
  for (const Mode mode : {Mode::kCar, Mode::kFoot}) {
    const auto &weak = f.weak[static_cast<std::size_t>(mode)], &strong = f.strong[static_cast<std::size_t>(mode)];
    out += fmt::format("  {}: {} components, the largest of {} nodes; there and back: {}, the largest of {}\n",
                       network::name_of(mode), group(weak.count), group(weak.largest), group(strong.count),
                       group(strong.largest));
  }
  out += "\n  class                km      roads\n";
  for (std::size_t c = 0; c < network::kRoadClasses; ++c) {
    if (f.roads_of[c] == 0) continue;
    out += fmt::format("  {:<13} {:>9.1f} {:>10}\n", network::name_of(static_cast<network::RoadClass>(c)), f.km[c],
                       group(f.roads_of[c]));
  }
  out += fmt::format("  unpaved       {:>9.1f}\n\n", f.unpaved_km);
  for (const network::MetaCount& c : meta.counts) out += fmt::format("  {:>10}  {}\n", grouped(c.count), c.what);
  if (!meta.model.empty()) out += fmt::format("\n  speed and capacity model, changed:\n{}", meta.model);
  return out;
}

std::string route_line(const network::Directions& directions) {
  std::string remarks;
  if (directions.unpaved_mm > 0)
    remarks += fmt::format("{:.0f} km unpaved", std::ceil(static_cast<double>(directions.unpaved_mm) * 1e-6));
  if (directions.ferry_mm > 0)
    remarks += fmt::format("{}{:.1f} km by ferry", remarks.empty() ? "" : ", ",
                           static_cast<double>(directions.ferry_mm) * 1e-6);
  return fmt::format("{:.1f} km, {}{}{}\n", static_cast<double>(directions.route.length_mm) * 1e-6,
                     duration_text(directions.route.millis / 1000), names_text(directions.stretches),
                     remarks.empty() ? "" : fmt::format(" ({})", remarks));
}

std::string no_route_line(const network::NoNodeNear& none, network::Mode mode, Metres snap) {
  if (!none.nearest) return fmt::format("there is no road for {} at all", network::name_of(mode));
  return fmt::format("the nearest junction or end of roads for {} lies {} from {}, {:g} m are allowed (--snap-m)",
                     network::name_of(mode), distance_text(*none.nearest),
                     none.end == network::End::kFrom ? "--from" : "--to", snap.count());
}

std::string no_route_line(const network::OneWay& one_way) {
  return one_way.back ? "one-way roads lead from --to to --from only"
                      : "one-way roads lie between --from and --to, and lead in neither direction all the way";
}

std::string no_route_line(const network::Apart& apart) {
  std::string out = "no road joins --from and --to";
  for (std::size_t i = 0; i < 2; ++i) {
    out += fmt::format("{} lies on a part of {} nodes", i == 0 ? ": --from" : ", --to", grouped(apart.nodes[i]));
    if (apart.from_largest[i]) out += fmt::format(", {} from the largest part", distance_text(*apart.from_largest[i]));
  }
  return out;
}

}  // namespace passage::publish
