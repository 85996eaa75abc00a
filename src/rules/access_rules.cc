#include "rules/access_rules.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "graph/numbering.h"
#include "rules/zones.h"

namespace passage::rules {

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
  explicit Sets(CaseTime horizon) {
    add({{0, horizon.count()}});  // kAlways
    add({});                      // kNever
  }
  [[nodiscard]] const ExactTimes& operator[](std::uint32_t i) const { return sets_[i]; }
  std::uint32_t add(const ExactTimes& times) {
    const auto [number, fresh] = number_of_(times);
    if (fresh) sets_.push_back(times);
    return number;
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
  std::vector<ExactTimes> sets_;
  graph::Numbering<ExactTimes> number_of_;
};

class Maker {
 public:
  Maker(const Case& c, Mode mode, Rounding rounding, AccessRules& out)
      : c_(c), net_(c.network), mode_(mode), rounding_(rounding), out_(out), sides_(net_), sets_(c.horizon) {}

  void make() {
    out_.entry = Table<ArcId, std::uint32_t>(net_.arc_count(), kAlways);
    out_.waiting = Table<NodeId, std::uint32_t>(net_.node_count(), kAlways);
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
      for (const RoadSide side : corridor.roads) {
        zone.inside.insert(tail_of(side));
        zone.inside.insert(head_of(side));
        const ArcId a = sides_[side];
        if (a.valid() && out_.entry[a] != kNever) zone.arcs.push_back(a);
      }
      if (!corridor.roads.empty()) {
        zone.inside.erase(tail_of(corridor.roads.front()));
        zone.inside.erase(head_of(corridor.roads.back()));
      }
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
      zone.open = complement<CaseTime>(merged(Times{danger.when}), whole());
      std::map<NodeId, std::set<RoadId>> touching;
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

  [[nodiscard]] NodeId tail_of(RoadSide side) const {
    return side.direction == Direction::kForward ? net_.from[side.road] : net_.to[side.road];
  }
  [[nodiscard]] NodeId head_of(RoadSide side) const {
    return side.direction == Direction::kForward ? net_.to[side.road] : net_.from[side.road];
  }

  // Outside is, for a corridor, what is on no corridor, for an area what is not of it.
  ZoneRule rule_of(const Zone& zone) {
    const std::set<ArcId> of_zone(zone.arcs.begin(), zone.arcs.end());
    const auto can_leave = [&](NodeId v, CaseTime end) {
      return std::any_of(net_.out[v].begin(), net_.out[v].end(), [&](ArcId a) {
        const ExactTimes& open = sets_[plain_[a]];
        return (zone.area ? !of_zone.contains(a) : on_corridor_[a] == 0) &&
               std::any_of(open.begin(), open.end(),
                           [&](const auto& i) { return i.contains(Rational{end.count() - 1}); });
      });
    };
    return zone_rule({c_, [&](ArcId a) { return time_on(a); }, can_leave}, zone);
  }

  void apply(const std::vector<Zone>& corridors, const std::vector<Zone>& areas) {
    std::map<ArcId, ExactTimes> windows;  // union over corridors
    std::map<NodeId, Times> barred, opened;
    for (const Zone& zone : corridors) {
      const ZoneRule rule = rule_of(zone);
      for (std::size_t i = 0; i < zone.arcs.size(); ++i) add_to(windows[zone.arcs[i]], rule.entry[i]);
      for (const auto& [node, times] : rule.barred) add_to(barred[node], times);
      std::set<NodeId> nodes;
      for (const ArcId a : zone.arcs) nodes.insert({net_.tail[a], net_.head[a]});
      for (const NodeId v : nodes) add_to(opened[v], zone.open);
    }
    for (const auto& [a, times] : windows) out_.entry[a] = sets_.both(out_.entry[a], sets_.add(times));
    // Where two corridors share a node, one that is open lets people stand.
    for (auto& [node, times] : barred) times = intersect(times, complement<CaseTime>(opened[node], whole()));
    for (const Zone& zone : areas) {
      const ZoneRule rule = rule_of(zone);
      for (std::size_t i = 0; i < zone.arcs.size(); ++i) {
        out_.entry[zone.arcs[i]] = sets_.both(out_.entry[zone.arcs[i]], sets_.add(rule.entry[i]));
      }
      for (const auto& [node, times] : rule.barred) add_to(barred[node], times);
    }
    for (const auto& [node, times] : barred)
      out_.waiting[node] = sets_.add(exact(complement<CaseTime>(times, whole())));
  }
  [[nodiscard]] CaseInterval whole() const { return {CaseTime{0}, c_.horizon}; }

  const Case& c_;
  const Network& net_;
  Mode mode_;
  Rounding rounding_;
  AccessRules& out_;
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

Millis open_within(const Times& times, CaseInterval when) {
  Millis sum{0};
  if (when.empty()) return sum;
  auto at = std::lower_bound(times.begin(), times.end(), when.from,
                             [](const CaseInterval& i, CaseTime t) { return i.until <= t; });
  for (; at != times.end() && at->from < when.until; ++at) sum += intersect(*at, when).length();
  return sum;
}

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

AccessRules access_rules(const Case& c, Mode mode, Rounding rounding) {
  AccessRules out;
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

}  // namespace passage::rules
