#include "planner/openings.h"

#include <algorithm>
#include <map>
#include <queue>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace passage::planner {

using network::ArcId;
using network::Direction;
using network::Mode;
using network::Network;
using network::NodeId;
using network::RoadId;
using scenario::Corridor;
using scenario::CorridorId;
using scenario::Danger;
using scenario::Outside;
using scenario::RoadSide;
using scenario::Term;
using scenario::TermKind;
using scenario::WindowRule;

namespace {

constexpr std::uint32_t kAlways = 0, kNever = 1;

bool applies(const Case& c, const Term& term) {
  return term.round == c.agreement.planned;
}

// The arc of each road side, invalid where nobody may use it.
class Sides {
 public:
  explicit Sides(const Network& net) : forward_(net.road_count()), backward_(net.road_count()) {
    for (const ArcId a : net.head.ids()) {
      (net.direction[a] == Direction::kForward ? forward_ : backward_)[net.road[a]] = a;
    }
  }
  [[nodiscard]] ArcId operator[](RoadSide side) const {
    return side.direction == Direction::kForward ? forward_[side.road] : backward_[side.road];
  }

 private:
  Table<RoadId, ArcId> forward_, backward_;
};

// Intervals in their canonical form, each kept once.
class Sets {
 public:
  Sets(std::vector<Times>& sets, CaseTime horizon) : sets_(sets) {
    sets_ = {{{CaseTime{0}, horizon}}, {}};
    for (std::uint32_t i = 0; i < 2; ++i) index_[key(sets_[i])] = i;
  }
  std::uint32_t add(const Times& times) {
    const auto [at, fresh] = index_.emplace(key(times), static_cast<std::uint32_t>(sets_.size()));
    if (fresh) sets_.push_back(times);
    return at->second;
  }
  std::uint32_t both(std::uint32_t a, std::uint32_t b) {
    if (a == b || b == kAlways) return a;
    if (a == kAlways) return b;
    return add(intersect(sets_[a], sets_[b]));
  }

 private:
  static std::vector<std::int64_t> key(const Times& times) {
    std::vector<std::int64_t> out;
    for (const CaseInterval& i : times) out.insert(out.end(), {i.from.count(), i.until.count()});
    return out;
  }
  std::vector<Times>& sets_;
  std::map<std::vector<std::int64_t>, std::uint32_t> index_;
};

// A corridor or a danger area: sides that are open together in `open`, with one rule for standing.
struct Zone {
  std::vector<ArcId> arcs;            // sides of it that the mode may use
  Times open;                         // merged
  std::unordered_set<NodeId> inside;  // nodes that may be inside; the others are off at all times
  bool area = false;                  // closed from the start counts as closed for standing too
};

// When the zone's arcs may be entered, by the interval that is running.
struct ZoneRule {
  std::vector<Times> entry;                  // by Zone::arcs
  std::unordered_map<NodeId, Times> forbid;  // closed periods in which nobody stands here
};

class Maker {
 public:
  Maker(const Case& c, Mode mode, Rounding rounding, Openings& out)
      : c_(c), net_(c.network), mode_(mode), rounding_(rounding), out_(out), sides_(net_), sets_(out.sets, c.horizon) {}

  void make() {
    out_.entry = Table<ArcId, std::uint32_t>(net_.arc_count(), kAlways);
    out_.stand = Table<NodeId, std::uint32_t>(net_.node_count(), kAlways);
    const auto rates = mode_ == Mode::kCar ? car_rates(c_) : Table<RoadId, Rational>{};
    on_corridor_ = Table<ArcId, char>(net_.arc_count(), 0);
    for (const Corridor& corridor : planned_corridors()) {
      for (const RoadSide side : corridor.roads) {
        if (const ArcId a = sides_[side]; a.valid()) on_corridor_[a] = 1;
      }
    }
    for (const ArcId a : net_.head.ids()) {
      const bool usable = (net_.modes[a] & mode_bit(mode_)) != 0 && (mode_ == Mode::kFoot || rates[net_.road[a]] > 0);
      const bool outside = !on_corridor_[a] && c_.outside == Outside::kForbidden && !planned_corridors().empty();
      if (!usable || outside || !road_granted(net_.road[a])) out_.entry[a] = kNever;
    }
    if (c_.outside == Outside::kForbidden && planned_corridors().empty()) forbid_all();
    // What may be entered apart from the clear rule: off nodes are judged by it.
    plain_ = out_.entry;
    const std::vector<Zone> corridors = corridor_zones(), areas = area_zones();
    for (const Zone& zone : areas) {
      const std::uint32_t open = sets_.add(zone.open);
      for (const ArcId a : zone.arcs) plain_[a] = sets_.both(plain_[a], open);
    }
    std::map<ArcId, Times> windows;  // union over corridors
    for (const Zone& zone : corridors) {
      for (const ArcId a : zone.arcs) add_to(windows[a], zone.open);
    }
    for (const auto& [a, times] : windows) plain_[a] = sets_.both(plain_[a], sets_.add(times));

    apply(corridors, areas);
  }

 private:
  [[nodiscard]] const std::vector<Corridor>& planned_corridors() {
    if (!listed_) {
      for (const Corridor& corridor : c_.agreement.corridors) {
        if (corridor.round == c_.agreement.planned) planned_.push_back(corridor);
      }
      listed_ = true;
    }
    return planned_;
  }

  void forbid_all() {
    for (const ArcId a : net_.head.ids()) out_.entry[a] = kNever;
  }

  // A road that terms speak of is open only if one of them is in force.
  bool road_granted(RoadId road) {
    if (!road_terms_) {
      road_terms_.emplace();
      for (const Term& term : c_.agreement.terms) {
        if (applies(c_, term) && term.kind == TermKind::kRoad) (*road_terms_)[term.road] |= term.in_force;
      }
    }
    const auto found = road_terms_->find(road);
    return found == road_terms_->end() || found->second;
  }

  static void add_to(Times& times, const Times& more) {
    times.insert(times.end(), more.begin(), more.end());
    times = merged(std::move(times));
  }

  std::vector<Zone> corridor_zones() {
    std::vector<Zone> zones;
    for (const CorridorId id : c_.agreement.corridors.ids()) {
      const Corridor& corridor = c_.agreement.corridors[id];
      if (corridor.round != c_.agreement.planned) continue;
      Zone zone;
      for (const Term& term : c_.agreement.terms) {
        if (applies(c_, term) && term.in_force && term.kind == TermKind::kWindow && term.corridor == id) {
          zone.open.insert(zone.open.end(), term.intervals.begin(), term.intervals.end());
        }
      }
      zone.open = merged(std::move(zone.open));
      NodeId first, last;
      for (const RoadSide side : corridor.roads) {
        const ArcId a = sides_[side];
        if (!a.valid()) continue;
        if (!first.valid()) first = net_.tail[a];
        last = net_.head[a];
        if (out_.entry[a] != kNever) zone.arcs.push_back(a);
        zone.inside.insert(net_.tail[a]);
        zone.inside.insert(net_.head[a]);
      }
      zone.inside.erase(first);
      zone.inside.erase(last);
      erase_refuges(zone);
      zones.push_back(std::move(zone));
    }
    return zones;
  }

  std::vector<Zone> area_zones() {
    std::vector<Zone> zones;
    for (const Danger& danger : c_.dangers) {
      if (!danger.closed) continue;
      Zone zone;
      zone.area = true;
      zone.open = complement<CaseTime>(Times{danger.when}, {CaseTime{0}, c_.horizon});
      std::unordered_map<NodeId, std::set<RoadId>> touching;
      for (const Danger::Touched& touched : danger.touched) {
        touching[net_.from[touched.side.road]].insert(touched.side.road);
        touching[net_.to[touched.side.road]].insert(touched.side.road);
        const ArcId a = sides_[touched.side];
        if (a.valid() && out_.entry[a] != kNever) zone.arcs.push_back(a);
      }
      if (danger.is_polygon) {
        zone.inside.insert(danger.nodes_inside.begin(), danger.nodes_inside.end());
      } else {
        for (const auto& [node, roads] : touching) {
          if (roads.size() >= 2) zone.inside.insert(node);
        }
      }
      zones.push_back(std::move(zone));
    }
    return zones;
  }

  void erase_refuges(Zone& zone) {
    for (const scenario::Refuge& refuge : c_.refuges) {
      const NodeId node = mode_ == Mode::kCar ? refuge.car_node : refuge.foot_node;
      if (node.valid()) zone.inside.erase(node);
    }
  }

  // At the moment before `end`, can somebody at v enter a road that is not of the zone?
  bool can_leave(NodeId v, const std::unordered_set<ArcId>& of_zone, CaseTime end) {
    for (const ArcId a : net_.out[v]) {
      if (of_zone.contains(a)) continue;
      for (const CaseInterval& open : out_.sets[plain_[a]]) {
        if (open.contains(end - CaseTime{1})) return true;
      }
    }
    return false;
  }

  // Free-speed time along the zone's arcs from each inside node to the nearest off node.
  std::unordered_map<NodeId, CaseTime> time_left(const Zone& zone, const std::unordered_set<NodeId>& off) {
    std::unordered_map<NodeId, std::vector<ArcId>> into;
    for (const ArcId a : zone.arcs) into[net_.head[a]].push_back(a);
    std::unordered_map<NodeId, CaseTime> best;
    using Entry = std::pair<CaseTime, NodeId>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    std::set<NodeId> heads;
    for (const auto& [head, arcs] : into) heads.insert(head);
    for (const NodeId v : heads) {
      if (!zone.inside.contains(v) || off.contains(v)) queue.emplace(best[v] = CaseTime{0}, v);
    }
    while (!queue.empty()) {
      const auto [time, v] = queue.top();
      queue.pop();
      if (best[v] < time || !into.contains(v)) continue;
      for (const ArcId a : into[v]) {
        const NodeId u = net_.tail[a];
        if (!zone.inside.contains(u) || off.contains(u)) continue;
        const CaseTime through = time + travel_time(c_, net_.road[a], mode_, rounding_);
        const auto found = best.find(u);
        if (found == best.end() || through < found->second) queue.emplace(best[u] = through, u);
      }
    }
    return best;
  }

  ZoneRule rule_of(const Zone& zone) {
    ZoneRule rule;
    rule.entry.assign(zone.arcs.size(), {});
    if (c_.window == WindowRule::kEnter) {
      rule.entry.assign(zone.arcs.size(), zone.open);
      return rule;
    }
    const std::unordered_set<ArcId> of_zone(zone.arcs.begin(), zone.arcs.end());
    const Times closed = complement<CaseTime>(zone.open, {CaseTime{0}, c_.horizon});
    if (zone.area && !closed.empty() && closed.front().from == CaseTime{0}) {
      for (const NodeId v : zone.inside) rule.forbid[v].push_back(closed.front());
    }
    for (const CaseInterval& open : zone.open) {
      const bool to_the_end = open.until >= c_.horizon && zone.area;  // no closure follows
      std::unordered_set<NodeId> off;
      for (const NodeId v : zone.inside) {
        if (to_the_end || can_leave(v, of_zone, open.until)) off.insert(v);
      }
      const auto left = time_left(zone, off);
      for (std::size_t i = 0; i < zone.arcs.size(); ++i) {
        const ArcId a = zone.arcs[i];
        const auto found = left.find(net_.head[a]);
        if (found == left.end()) continue;  // no way out along the zone's roads
        const CaseTime through =
            to_the_end ? CaseTime{0} : travel_time(c_, net_.road[a], mode_, rounding_) + found->second;
        const CaseInterval may{open.from, open.until - through};
        if (!may.empty()) rule.entry[i].push_back(may);
      }
      for (const CaseInterval& shut : closed) {
        if (shut.from != open.until) continue;
        for (const NodeId v : zone.inside) {
          if (!off.contains(v)) rule.forbid[v].push_back(shut);
        }
      }
    }
    return rule;
  }

  void apply(const std::vector<Zone>& corridors, const std::vector<Zone>& areas) {
    std::map<ArcId, Times> windows;
    std::map<NodeId, Times> forbid;
    for (const Zone& zone : corridors) {
      const ZoneRule rule = rule_of(zone);
      for (std::size_t i = 0; i < zone.arcs.size(); ++i) add_to(windows[zone.arcs[i]], rule.entry[i]);
      for (const auto& [node, times] : rule.forbid) add_to(forbid[node], times);
    }
    for (const auto& [a, times] : windows) out_.entry[a] = sets_.both(out_.entry[a], sets_.add(times));
    for (const Zone& zone : areas) {
      const ZoneRule rule = rule_of(zone);
      for (std::size_t i = 0; i < zone.arcs.size(); ++i) {
        out_.entry[zone.arcs[i]] = sets_.both(out_.entry[zone.arcs[i]], sets_.add(rule.entry[i]));
      }
      for (const auto& [node, times] : rule.forbid) add_to(forbid[node], times);
    }
    for (const auto& [node, times] : forbid) {
      out_.stand[node] = sets_.add(complement<CaseTime>(times, {CaseTime{0}, c_.horizon}));
    }
  }

  const Case& c_;
  const Network& net_;
  Mode mode_;
  Rounding rounding_;
  Openings& out_;
  Sides sides_;
  Sets sets_;
  Table<ArcId, char> on_corridor_;
  Table<ArcId, std::uint32_t> plain_;
  std::vector<Corridor> planned_;
  bool listed_ = false;
  std::optional<std::map<RoadId, bool>> road_terms_;
};

}  // namespace

Millis travel_time(const Case& c, RoadId road, Mode mode, Rounding rounding) {
  const std::int64_t speed = mode == Mode::kCar ? c.network.speed_m_h[road] : c.behaviour.walk_m_h;
  const Int128 scaled = Int128{c.network.length_mm[road]} * 3600;
  return Millis{narrow(rounding == Rounding::kInner ? ceil_div(scaled, speed) : floor_div(scaled, speed))};
}

Openings openings(const Case& c, Mode mode, Rounding rounding) {
  Openings out;
  Maker(c, mode, rounding, out).make();
  return out;
}

Table<RoadId, Rational> car_rates(const Case& c) {
  const Network& net = c.network;
  Table<RoadId, Rational> vehicles(net.road_count());
  for (const RoadId r : net.length_mm.ids()) vehicles[r] = Rational::of(net.capacity_milli_veh_h[r], 1000);
  for (const Term& term : c.agreement.terms) {
    if (!applies(c, term) || !term.in_force || term.kind != TermKind::kCheckpoint) continue;
    const Rational gate = Rational{term.lanes * 3600} / term.seconds_per_vehicle;
    vehicles[term.road] = std::min(vehicles[term.road], gate);
  }
  for (Rational& rate : vehicles) rate = persons_at(VehiclesPerHour{rate}, c.behaviour.people_per_car).count();
  return vehicles;
}

Times intake_times(const Case& c, scenario::RefugeId refuge) {
  Times times = c.refuges[refuge].open;
  for (const Term& term : c.agreement.terms) {
    if (applies(c, term) && term.in_force && term.kind == TermKind::kOpening && term.refuge == refuge) {
      times.insert(times.end(), term.intervals.begin(), term.intervals.end());
    }
  }
  return intersect(merged(std::move(times)), Times{{CaseTime{0}, c.horizon}});
}

}  // namespace passage::planner
