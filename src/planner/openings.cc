#include "planner/openings.h"

#include <algorithm>
#include <map>
#include <numeric>
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

// Times whose ends may be fractions of a millisecond; every beginning is a whole one.
using ExactTimes = std::vector<Interval<Rational>>;

ExactTimes exact(const Times& times) {
  ExactTimes out;
  for (const CaseInterval& i : times) out.push_back({i.from.count(), i.until.count()});
  return out;
}

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
  explicit Sets(CaseTime horizon) : sets_{{{0, horizon.count()}}, {}} {
    for (std::uint32_t i = 0; i < 2; ++i) index_[key(sets_[i])] = i;
  }
  [[nodiscard]] const ExactTimes& operator[](std::uint32_t i) const { return sets_[i]; }
  std::uint32_t add(const ExactTimes& times) {
    const auto [at, fresh] = index_.emplace(key(times), static_cast<std::uint32_t>(sets_.size()));
    if (fresh) sets_.push_back(times);
    return at->second;
  }
  std::uint32_t both(std::uint32_t a, std::uint32_t b) {
    if (a == b || b == kAlways) return a;
    if (a == kAlways) return b;
    return add(intersect(sets_[a], sets_[b]));
  }
  // In whole milliseconds; what closed time lies before stays exact.
  [[nodiscard]] std::vector<TimeSet> rounded(Rounding rounding, CaseTime horizon) const {
    std::vector<TimeSet> out;
    for (const ExactTimes& times : sets_) {
      TimeSet set;
      Rational closed{0}, end{0};
      for (const Interval<Rational>& i : times) {
        closed = closed + i.from - end;
        end = i.until;
        const CaseInterval whole{CaseTime{i.from.floor()},
                                 CaseTime{rounding == Rounding::kInner ? end.floor() : end.ceil()}};
        if (whole.empty()) continue;
        set.times.push_back(whole);
        set.closed.push_back(closed);
      }
      set.closed.push_back(closed + Rational{horizon.count()} - end);
      out.push_back(std::move(set));
    }
    return out;
  }

 private:
  static std::vector<std::int64_t> key(const ExactTimes& times) {
    std::vector<std::int64_t> out;
    for (const auto& i : times) out.insert(out.end(), {i.from.num(), i.until.num(), i.until.den()});
    return out;
  }
  std::vector<ExactTimes> sets_;
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
  std::vector<ExactTimes> entry;             // by Zone::arcs
  std::unordered_map<NodeId, Times> forbid;  // closed periods in which nobody stands here
};

class Maker {
 public:
  Maker(const Case& c, Mode mode, Rounding rounding, Openings& out)
      : c_(c), net_(c.network), mode_(mode), rounding_(rounding), out_(out), sides_(net_), sets_(c.horizon) {}

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
      const std::uint32_t open = sets_.add(exact(zone.open));
      for (const ArcId a : zone.arcs) plain_[a] = sets_.both(plain_[a], open);
    }
    std::map<ArcId, Times> windows;  // union over corridors
    for (const Zone& zone : corridors) {
      for (const ArcId a : zone.arcs) add_to(windows[a], zone.open);
    }
    for (const auto& [a, times] : windows) plain_[a] = sets_.both(plain_[a], sets_.add(exact(times)));

    find_ticks();
    apply(corridors, areas);
    out_.sets = sets_.rounded(rounding_, c_.horizon);
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

  template <class Some>
  static void add_to(Some& times, const Some& more) {
    times.insert(times.end(), more.begin(), more.end());
    times = merged(std::move(times));
  }

  // The least part of a millisecond in which the travel times of all roads of corridors and closed
  // areas are whole. Where that is finer than 2^28, 2^20 a millisecond, and times are rounded.
  void find_ticks() {
    if (c_.window == WindowRule::kEnter) return;
    constexpr Int128 kMost = Int128{1} << 28;
    Int128 ticks = 1;
    const auto add = [&](RoadSide side) {
      for (const Mode mode : {Mode::kCar, Mode::kFoot}) {
        if (ticks > kMost || (mode == Mode::kCar && net_.speed_m_h[side.road] <= 0)) continue;
        const std::int64_t den = exact_travel_time(c_, side.road, mode).den();
        ticks = ticks / std::gcd(narrow(ticks), den) * den;
      }
    };
    for (const Corridor& corridor : planned_corridors()) {
      for (const RoadSide side : corridor.roads) add(side);
    }
    for (const Danger& danger : c_.dangers) {
      for (const Danger::Touched& touched : danger.touched) {
        if (danger.closed) add(touched.side);
      }
    }
    if (ticks > kMost) ticks_ = Rational{std::int64_t{1} << 20};
    out_.exact = !ticks_;
  }
  [[nodiscard]] Rational time_on(ArcId a) const {
    const Rational time = exact_travel_time(c_, net_.road[a], mode_);
    if (!ticks_) return time;
    const Rational scaled{narrow(rounding_ == Rounding::kInner
                                     ? ceil_div(Int128{time.num()} * ticks_->num(), time.den())
                                     : floor_div(Int128{time.num()} * ticks_->num(), time.den()))};
    return scaled / *ticks_;
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
      zone.open = complement<CaseTime>(merged(Times{danger.when}), {CaseTime{0}, c_.horizon});
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

  // At the moment before `end`, can somebody at v leave the zone: by a road on no corridor, or for an
  // area by any that is not of it?
  bool can_leave(NodeId v, const Zone& zone, const std::unordered_set<ArcId>& of_zone, CaseTime end) {
    const Rational last{end.count() - 1};
    for (const ArcId a : net_.out[v]) {
      if (zone.area ? of_zone.contains(a) : on_corridor_[a] != 0) continue;
      for (const Interval<Rational>& open : sets_[plain_[a]]) {
        if (open.contains(last)) return true;
      }
    }
    return false;
  }

  // Free-speed time along the zone's arcs from each inside node to the nearest off node.
  std::unordered_map<NodeId, Rational> time_left(const Zone& zone, const std::unordered_set<NodeId>& off) {
    std::unordered_map<NodeId, std::vector<ArcId>> into;
    for (const ArcId a : zone.arcs) into[net_.head[a]].push_back(a);
    std::unordered_map<NodeId, Rational> best;
    using Entry = std::pair<Rational, NodeId>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    std::set<NodeId> heads;
    for (const auto& [head, arcs] : into) heads.insert(head);
    for (const NodeId v : heads) {
      if (!zone.inside.contains(v) || off.contains(v)) queue.emplace(best[v] = Rational{0}, v);
    }
    while (!queue.empty()) {
      const auto [time, v] = queue.top();
      queue.pop();
      if (best[v] < time || !into.contains(v)) continue;
      for (const ArcId a : into[v]) {
        const NodeId u = net_.tail[a];
        if (!zone.inside.contains(u) || off.contains(u)) continue;
        const Rational through = time + time_on(a);
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
      rule.entry.assign(zone.arcs.size(), exact(zone.open));
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
        if (to_the_end || can_leave(v, zone, of_zone, open.until)) off.insert(v);
      }
      add_entries(rule, zone, open, off, to_the_end);
      for (const CaseInterval& shut : closed) {
        if (shut.from != open.until) continue;
        for (const NodeId v : zone.inside) {
          if (!off.contains(v)) rule.forbid[v].push_back(shut);
        }
      }
    }
    return rule;
  }

  // A road of the zone may be entered while there is time to an off node before the interval ends.
  void add_entries(ZoneRule& rule, const Zone& zone, CaseInterval open, const std::unordered_set<NodeId>& off,
                   bool to_the_end) {
    const auto left = time_left(zone, off);
    for (std::size_t i = 0; i < zone.arcs.size(); ++i) {
      const auto found = left.find(net_.head[zone.arcs[i]]);
      if (found == left.end()) continue;  // no way out along the zone's roads
      const Rational through = to_the_end ? Rational{0} : time_on(zone.arcs[i]) + found->second;
      const Interval<Rational> may{open.from.count(), Rational{open.until.count()} - through};
      if (!may.empty()) rule.entry[i].push_back(may);
    }
  }

  void apply(const std::vector<Zone>& corridors, const std::vector<Zone>& areas) {
    std::map<ArcId, ExactTimes> windows;  // union over corridors
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
      out_.stand[node] = sets_.add(exact(complement<CaseTime>(times, {CaseTime{0}, c_.horizon})));
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
  std::optional<Rational> ticks_;  // a millisecond; none = travel times are exact
};

}  // namespace

TimeSet time_set(Times times, CaseTime horizon) {
  TimeSet out{std::move(times), {}};
  CaseTime closed{0}, end{0};
  for (const CaseInterval& i : out.times) {
    closed += i.from - end;
    end = i.until;
    out.closed.emplace_back(closed.count());
  }
  out.closed.emplace_back((closed + horizon - end).count());
  return out;
}

Rational TimeSet::closed_before(CaseTime t) const {
  const auto next =
      std::lower_bound(times.begin(), times.end(), t, [](const CaseInterval& i, CaseTime at) { return i.until <= at; });
  return closed[static_cast<std::size_t>(next - times.begin())];
}

Rational TimeSet::open_before(CaseTime t, CaseTime horizon) const {
  const auto after =
      std::lower_bound(times.begin(), times.end(), t, [](const CaseInterval& i, CaseTime at) { return i.from < at; });
  if (after == times.begin()) return {};
  const auto next = static_cast<std::size_t>(after - times.begin());
  const Rational until{(after == times.end() ? horizon : after->from).count()};
  return std::min(Rational{t.count()} - closed[next - 1], until - closed[next]);
}

Rational exact_travel_time(const Case& c, RoadId road, Mode mode) {
  const std::int64_t speed = mode == Mode::kCar ? c.network.speed_m_h[road] : c.behaviour.walk_m_h;
  return network::travel_millis(c.network.length_mm[road], speed);
}

Millis travel_time(const Case& c, RoadId road, Mode mode, Rounding rounding) {
  const Rational time = exact_travel_time(c, road, mode);
  return Millis{rounding == Rounding::kInner ? time.ceil() : time.floor()};
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
