#include "publish/network_page.h"

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

}  // namespace passage::publish
