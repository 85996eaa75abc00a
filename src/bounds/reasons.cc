#include "bounds/reasons.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "graph/strong_components.h"

namespace passage::bounds {

using network::Direction;
using network::RoadId;
using scenario::RefugeId;
using scenario::Term;
using scenario::TermKind;
using timenet::Hub;

namespace {

constexpr std::size_t kNamed = 6;

CaseInterval crossing_of(const TravelNetwork& m, const TemporalCut& cut, LinkId a) {
  return {cut.cut_time[m.tail[a]], cut.cut_time[m.head[a]] - m.time[a]};
}

// Persons whom a link would let across the cut if it were open all the time.
double if_always_open(const TravelNetwork& m, LinkId a, CaseInterval crossing) {
  return m.persons_per_h[a].to_double() * static_cast<double>(crossing.length().count()) / 3.6e6;
}

std::map<VertexId, const Hub*> hubs_by_vertex(const TravelNetwork& m) {
  std::map<VertexId, const Hub*> out;
  for (const Hub& hub : m.hubs) out[hub.vertex] = &hub;
  return out;
}

const std::string& name_of(const scenario::Refuge& refuge) {
  return refuge.name.empty() ? refuge.id : refuge.name;
}

// The checkpoint in force by which the road lets through no more than it does; empty if there is none.
const Term* gate_on(const Case& c, RoadId road) {
  const Term* least = nullptr;
  for (const Term& term : c.agreement.terms) {
    if (!term.in_force || term.round != c.agreement.planned || term.kind != TermKind::kCheckpoint || term.road != road)
      continue;
    const auto rate = [](const Term& t) { return Rational{t.lanes * 3600} / t.seconds_per_vehicle; };
    if (rate(term) < Rational::of(c.network.capacity_milli_veh_h[road], 1000) &&
        (least == nullptr || rate(term) < rate(*least)))
      least = &term;
  }
  return least;
}

const scenario::Corridor* corridor_of(const Case& c, RoadId road, Direction direction) {
  for (const scenario::Corridor& corridor : c.agreement.corridors) {
    if (corridor.round != c.agreement.planned) continue;
    for (const scenario::RoadSide side : corridor.roads) {
      if (side.road == road && side.direction == direction) return &corridor;
    }
  }
  return nullptr;
}

std::string road_in_words(const Case& c, RoadId road, Direction direction) {
  std::string out = gate_on(c, road) != nullptr ? "checkpoint on road " : "road ";
  out += c.network.road_id[road];
  if (direction == Direction::kBackward) out += " backward";
  if (!c.network.road_name[road].empty()) out += fmt::format(" ({})", c.network.road_name[road]);
  if (const auto* corridor = corridor_of(c, road, direction)) out += fmt::format(", corridor \"{}\"", corridor->name);
  return out;
}

enum class Kind { kCapacity, kTime, kFull };

// What holds people back, element by element.
class Sum {
 public:
  void add(const std::string& what, Kind kind, double passes, double closed) {
    Element& one = elements_[what];
    one.passes += passes;
    one.closed += closed;
    by_kind_[static_cast<std::size_t>(kind)] += passes;
    any_full_ |= kind == Kind::kFull;
  }
  [[nodiscard]] HeldBack held() const {
    HeldBack out;
    const double capacity = by_kind_[0], time = by_kind_[1], full = by_kind_[2];
    if (any_full_ && full >= std::max(capacity, time))  // a refuge that takes nobody is full from the start
      out.reason = "refuge_full";
    else  // nothing is full, so time alone is too short
      out.reason = capacity == 0 || time > capacity ? "window" : "road_capacity";
    std::vector<std::pair<std::string, Element>> all(elements_.begin(), elements_.end());
    std::stable_sort(all.begin(), all.end(), [](const auto& x, const auto& y) {
      return std::pair(-x.second.passes, -x.second.closed) < std::pair(-y.second.passes, -y.second.closed);
    });
    for (const auto& [what, element] : all) {
      if (out.by.size() < kNamed) out.by.push_back(what);
    }
    return out;
  }

 private:
  struct Element {
    double passes = 0, closed = 0;
  };
  std::map<std::string, Element> elements_;
  std::array<double, 3> by_kind_{};
  bool any_full_ = false;
};

// Terms of the planned round, not in force, that would widen the road or the refuge's hours.
std::vector<std::string> asks_for(const Case& c, const std::function<bool(const Term&)>& widens) {
  std::vector<std::string> out;
  if (!c.agreement.planned.valid()) return out;
  for (const Term& term : c.agreement.terms) {
    if (term.in_force || term.round != c.agreement.planned || !widens(term)) continue;
    std::string who;
    for (const std::string& party : c.agreement.rounds[term.round].parties) {
      const auto stance = term.stance.find(party);
      if (stance != term.stance.end() && stance->second == scenario::Stance::kAccepts) continue;
      who += (who.empty() ? "" : ", ") + party;
    }
    out.push_back(who.empty() ? term.id : fmt::format("{} ({} must grant)", term.id, who));
  }
  return out;
}

std::vector<std::string> asks_for_road(const Case& c, RoadId road, Direction direction) {
  const scenario::Corridor* corridor = corridor_of(c, road, direction);
  return asks_for(c, [&](const Term& term) {
    if (term.kind == TermKind::kWindow) return corridor != nullptr && &c.agreement.corridors[term.corridor] == corridor;
    return (term.kind == TermKind::kCheckpoint || term.kind == TermKind::kRoad) && term.road == road;
  });
}

std::vector<std::string> asks_for_refuge(const Case& c, RefugeId refuge) {
  return asks_for(c, [&](const Term& term) { return term.kind == TermKind::kOpening && term.refuge == refuge; });
}

}  // namespace

// The graph of where held people can still go. A link with alpha(head) < T leads people who are beyond the cut at its
// tail to its head, where they are beyond it too unless the link crosses. Vertices that reach each other so are one
// component.
struct Reasons::Parts {
  std::vector<std::uint32_t> of;                 // by vertex
  std::vector<std::vector<std::uint32_t>> next;  // by component: the components that its links lead to
  struct Cut {
    std::string what;
    Kind kind;
    double passes, closed;
  };
  std::vector<std::vector<Cut>> cuts;  // by component
};

namespace {

bool goes_on(const TravelNetwork& m, const TemporalCut& cut, LinkId a) {
  return cut.cut_time[m.head[a]] < cut.deadline;
}

std::vector<std::uint32_t> components(const TravelNetwork& m, const TemporalCut& cut) {
  using Node = std::uint32_t;
  return graph::strong_components(graph::compressed_rows<Node, Node>(m.node.size(), [&](const auto& put) {
    for (const LinkId a : m.tail.ids()) {
      if (goes_on(m, cut, a)) put(m.tail[a].index(), m.head[a].index());
    }
  }));
}

}  // namespace

Reasons::Reasons(const Case& c, const TravelNetwork& outer, const TemporalCut& cut) {
  auto parts = std::make_unique<Parts>();
  Parts& p = *parts;
  p.of = components(outer, cut);
  const std::size_t n = p.of.empty() ? 0 : *std::max_element(p.of.begin(), p.of.end()) + 1;
  p.next.resize(n);
  p.cuts.resize(n);
  for (const Hub& hub : outer.hubs) {
    if (!hub.capacity) continue;
    p.cuts[p.of[hub.vertex.index()]].push_back(
        {"room in " + name_of(c.refuges[hub.refuge]), Kind::kFull, static_cast<double>(hub.capacity->count()), 0});
  }
  const auto hubs = hubs_by_vertex(outer);
  for (const LinkId a : outer.tail.ids()) {
    const std::uint32_t from = p.of[outer.tail[a].index()], to = p.of[outer.head[a].index()];
    if (from != to && goes_on(outer, cut, a)) p.next[from].push_back(to);
    const CaseInterval crossing = crossing_of(outer, cut, a);
    if (crossing.empty()) continue;
    if (const auto hub = hubs.find(outer.head[a]); outer.persons_per_h[a] == Rational{0} && hub != hubs.end())
      p.cuts[from].push_back({"intake of " + name_of(c.refuges[hub->second->refuge]), Kind::kFull, 0, 0});
    if (!(Rational{0} < outer.persons_per_h[a])) continue;
    const double passes = static_cast<double>(micro_persons(outer, a, crossing)) / 1e6;
    const double closed = std::max(0.0, if_always_open(outer, a, crossing) - passes);
    if (passes + closed < 1) continue;
    const auto kind = closed > passes ? Kind::kTime : Kind::kCapacity;
    if (outer.arc[a].valid()) {
      const network::ArcId arc = outer.arc[a];
      p.cuts[from].push_back({road_in_words(c, c.network.road[arc], c.network.direction[arc]), kind, passes, closed});
    } else if (const auto hub = hubs.find(outer.head[a]); hub != hubs.end()) {
      p.cuts[from].push_back({"intake of " + name_of(c.refuges[hub->second->refuge]), kind, passes, closed});
    }
  }
  parts_ = std::move(parts);
}

Reasons::~Reasons() = default;

HeldBack Reasons::of(const std::vector<VertexId>& vertices) const {
  const Parts& p = *parts_;
  std::vector<char> reached(p.next.size(), 0);
  std::vector<std::uint32_t> todo;
  const auto meet = [&](std::uint32_t part) {
    if (!std::exchange(reached[part], 1)) todo.push_back(part);
  };
  for (const VertexId s : vertices) meet(p.of[s.index()]);
  Sum sum;
  for (std::size_t i = 0; i < todo.size(); ++i) {
    for (const Parts::Cut& cut : p.cuts[todo[i]]) sum.add(cut.what, cut.kind, cut.passes, cut.closed);
    for (const std::uint32_t next : p.next[todo[i]]) meet(next);
  }
  return sum.held();
}

std::vector<plan::Bottleneck> bottlenecks(const Case& c, const TravelNetwork& outer, const TemporalCut& cut,
                                          Persons left) {
  std::map<std::pair<std::string, std::string>, plan::Bottleneck> by_place;
  const auto add = [&](plan::Bottleneck b) {
    b.at_most = std::min(b.at_most, left);
    if (b.at_most == Persons{0}) return;
    const std::string key = b.id + network::name_of(b.direction);
    auto [at, fresh] = by_place.emplace(std::pair(b.kind, key), b);
    if (!fresh) at->second.at_most = std::max(at->second.at_most, b.at_most);
  };
  const auto hubs = hubs_by_vertex(outer);
  for (const Hub& hub : outer.hubs) {
    const scenario::Refuge& refuge = c.refuges[hub.refuge];
    if (cut.cut_time[hub.vertex] < cut.deadline) add({"refuge_capacity", refuge.id, refuge.name, {}, left, {}});
  }
  for (const LinkId a : outer.tail.ids()) {
    const CaseInterval crossing = crossing_of(outer, cut, a);
    if (crossing.empty() || !(Rational{0} < outer.persons_per_h[a])) continue;
    if (micro_persons(outer, a, crossing) < 1'000'000 && if_always_open(outer, a, crossing) < 1) continue;
    const Persons hour{outer.persons_per_h[a].ceil()};
    if (outer.arc[a].valid()) {
      const RoadId road = c.network.road[outer.arc[a]];
      const Direction direction = c.network.direction[outer.arc[a]];
      add({"road", std::string(c.network.road_id[road]), std::string(c.network.road_name[road]), direction, hour,
           asks_for_road(c, road, direction)});
    } else if (const auto hub = hubs.find(outer.head[a]); hub != hubs.end()) {
      const scenario::Refuge& refuge = c.refuges[hub->second->refuge];
      add({"refuge_intake", refuge.id, refuge.name, {}, hour, asks_for_refuge(c, hub->second->refuge)});
    }
  }
  std::vector<plan::Bottleneck> out;
  for (const auto& [key, b] : by_place) out.push_back(b);
  std::stable_sort(out.begin(), out.end(), [](const auto& x, const auto& y) { return x.at_most > y.at_most; });
  if (out.size() > 10) out.resize(10);
  return out;
}

}  // namespace passage::bounds
