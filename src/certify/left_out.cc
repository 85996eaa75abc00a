#include "certify/left_out.h"

#include <algorithm>

namespace passage::certify {
namespace {

// The last moment before t, or the end of the last opening before it; 0 if there is none.
Tick latest_before(const Times& times, Tick t) {
  Tick best = 0;
  for (const Interval<Tick>& open : times) {
    if (open.from >= t) break;
    best = std::min(open.until, t);
  }
  return best;
}

}  // namespace

LeftOut::LeftOut(const Case& c, const Rules& rules)
    : rules_(rules), nodes_(c.network.node_count()), soonest_(soonest_presence(c, rules)) {
  const network::Network& net = c.network;
  for (const Mode mode : kModes) {
    const auto k = static_cast<std::size_t>(mode);
    const ModeRules& of_mode = rules.of(mode);
    const auto open = [&](network::ArcId a) { return of_mode.entry[side_index(net.road[a], net.direction[a])]; };
    first_[k].assign(nodes_ + 1, 0);
    for (const network::ArcId a : net.head.ids()) first_[k][net.head[a].index() + 1] += open(a) != 1 ? 1 : 0;
    for (std::size_t v = 0; v < nodes_; ++v) first_[k][v + 1] += first_[k][v];
    into_[k].resize(first_[k][nodes_]);
    std::vector<std::uint32_t> at(first_[k].begin(), first_[k].end() - 1);
    for (const network::ArcId a : net.head.ids()) {
      if (open(a) == 1) continue;
      const Tick time = travel_time(c, net.road[a], mode).floor();
      into_[k][at[net.head[a].index()]++] = {net.tail[a], open(a), time};
    }
  }
}

void LeftOut::fill(Millis deadline, const std::vector<char>& given, Alpha& alpha) const {
  for (const Mode mode : kModes) {
    const auto k = static_cast<std::size_t>(mode);
    Table<NodeId, Millis>& label = alpha[k];
    std::vector<std::vector<NodeId>> seconds(static_cast<std::size_t>(deadline.count() / 1000) + 1);  // by cut time
    const auto add = [&](NodeId v) { seconds[static_cast<std::size_t>(label[v].count() / 1000)].push_back(v); };
    for (const NodeId v : label.ids()) {
      if (!given[2 * v.index() + k])
        label[v] = Millis{0};
      else
        add(v);
    }
    Table<NodeId, Millis> told(label.size(), Millis{-1});  // the cut time that a node's roads were looked at with
    const auto spread = [&](NodeId w) {
      const Millis by = label[w];
      if (told[w] == by) return;
      told[w] = by;
      for (std::uint32_t i = first_[k][w.index()]; i < first_[k][w.index() + 1]; ++i) {
        const In& in = into_[k][i];
        if (given[2 * in.tail.index() + k]) continue;
        const Millis latest{latest_before(rules_.of(mode).sets[in.open], by.count() - in.travel)};
        if (latest <= label[in.tail]) continue;
        label[in.tail] = latest;
        add(in.tail);
      }
    };
    for (std::size_t at = seconds.size(); at-- > 0;) {  // latest first; within a second, as often as cut times rise
      for (std::size_t i = 0; i < seconds[at].size(); ++i) spread(seconds[at][i]);
      seconds[at] = {};
    }
    for (const NodeId v : label.ids()) {
      if (!given[2 * v.index() + k])
        label[v] = std::max(label[v], Millis{std::min<Tick>(soonest_[k][v], deadline.count())});
    }
  }
}

}  // namespace passage::certify
