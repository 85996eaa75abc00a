#include "planner/reasons.h"

#include <algorithm>
#include <map>

namespace passage::planner {

using network::RoadId;

namespace {

CaseInterval cut_of(const Movement& m, const Labels& labels, MoveId a) {
  return {labels.alpha[m.tail[a]], labels.alpha[m.head[a]] - m.time[a]};
}

// Persons that a move would let through the cut if it were open all the time.
double if_always_open(const Movement& m, MoveId a, CaseInterval cut) {
  return m.persons_per_h[a].to_double() * static_cast<double>(cut.length().count()) / 3.6e6;
}

std::vector<std::vector<MoveId>> moves_leaving(const Movement& m) {
  std::vector<std::vector<MoveId>> out(m.node.size());
  for (const MoveId a : m.tail.ids()) out[m.tail[a].index()].push_back(a);
  return out;
}

}  // namespace

std::string reason_of(const Movement& outer, const Labels& labels, const std::vector<SpotId>& spots) {
  const auto leaving = moves_leaving(outer);
  Table<SpotId, char> met(outer.node.size(), 0);
  std::vector<SpotId> todo;
  for (const SpotId s : spots) {
    if (!met[s]) todo.push_back(s);
    met[s] = 1;
  }
  double closed = 0, open = 0, full = 0;
  while (!todo.empty()) {
    const SpotId v = todo.back();
    todo.pop_back();
    for (const MoveId a : leaving[v.index()]) {
      const CaseInterval cut = cut_of(outer, labels, a);
      if (!cut.empty() && !(outer.persons_per_h[a] < Rational{0})) {
        const double passes = static_cast<double>(micro_persons(outer, a, cut)) / 1e6;
        open += passes;
        closed += std::max(0.0, if_always_open(outer, a, cut) - passes);
      }
      // People at the tail from its label on come to the head after its label: they are still short.
      if (labels.alpha[outer.head[a]] >= labels.deadline || met[outer.head[a]]) continue;
      met[outer.head[a]] = 1;
      todo.push_back(outer.head[a]);
    }
  }
  for (const Hub& hub : outer.hubs) {
    if (met[hub.spot] && hub.capacity) full += static_cast<double>(hub.capacity->count());
  }
  if (full > 0 && full >= std::max(open, closed)) return "refuge_full";
  return closed > open ? "window" : "road_capacity";
}

std::vector<plan::Bottleneck> bottlenecks(const Case& c, const Movement& outer, const Labels& labels, Persons left) {
  constexpr Millis kHour{3'600'000};
  std::map<std::pair<std::string, std::string>, plan::Bottleneck> found;
  const auto add = [&](plan::Bottleneck b) {
    b.at_most = std::min(b.at_most, left);
    if (b.at_most == Persons{0}) return;
    const std::string key = b.id + network::name_of(b.direction);
    auto [at, fresh] = found.emplace(std::pair(b.kind, key), b);
    if (!fresh) at->second.at_most = std::max(at->second.at_most, b.at_most);
  };
  std::map<SpotId, scenario::RefugeId> refuge_of;
  for (const Hub& hub : outer.hubs) {
    refuge_of[hub.spot] = hub.refuge;
    const scenario::Refuge& refuge = c.refuges[hub.refuge];
    if (labels.alpha[hub.spot] < labels.deadline) add({"refuge_capacity", refuge.id, refuge.name, {}, left});
  }
  for (const MoveId a : outer.tail.ids()) {
    const CaseInterval cut = cut_of(outer, labels, a);
    if (cut.empty() || !(Rational{0} < outer.persons_per_h[a])) continue;
    const Int128 passes = micro_persons(outer, a, cut);
    const auto closed = complement<CaseTime>(outer.opening(a), cut);
    if (passes == 0 && closed.empty()) continue;
    const Persons hour{(outer.persons_per_h[a] * Rational::of(kHour.count(), 3'600'000)).ceil()};
    if (outer.arc[a].valid()) {
      const RoadId road = c.network.road[outer.arc[a]];
      const std::string name(c.network.road_name[road]);
      add({"road", std::string(c.network.road_id[road]), name, c.network.direction[outer.arc[a]], hour});
    } else if (refuge_of.contains(outer.head[a])) {
      const scenario::Refuge& refuge = c.refuges[refuge_of[outer.head[a]]];
      add({"refuge_intake", refuge.id, refuge.name, {}, hour});
    }
  }
  std::vector<plan::Bottleneck> out;
  for (const auto& [key, b] : found) out.push_back(b);
  std::stable_sort(out.begin(), out.end(), [](const auto& x, const auto& y) { return x.at_most > y.at_most; });
  if (out.size() > 10) out.resize(10);
  return out;
}

}  // namespace passage::planner
