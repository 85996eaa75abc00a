#include "certify/rules.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "certify/zones.h"

namespace passage::certify {

using scenario::Corridor;
using scenario::CorridorId;
using scenario::Danger;
using scenario::Outside;
using scenario::Term;
using scenario::TermKind;

namespace {

constexpr std::uint32_t kAlways = 0, kNever = 1;

// Terms of the planned round that every party accepts, of one kind.
std::vector<const Term*> in_force(const Case& c, TermKind kind) {
  std::vector<const Term*> found;
  for (const Term& term : c.agreement.terms) {
    if (term.in_force && term.round == c.agreement.planned && term.kind == kind) found.push_back(&term);
  }
  return found;
}

std::vector<CorridorId> planned_corridors(const Case& c) {
  std::vector<CorridorId> found;
  for (const CorridorId id : c.agreement.corridors.ids()) {
    if (c.agreement.planned.valid() && c.agreement.corridors[id].round == c.agreement.planned) found.push_back(id);
  }
  return found;
}

std::vector<Rational> car_rates(const Case& c) {
  const network::Network& net = c.network;
  std::vector<Rational> rate;
  for (const RoadId r : net.length_mm.ids()) {
    rate.push_back(net.speed_m_h[r] > 0 ? Rational::of(net.capacity_milli_veh_h[r], 1000) : Rational{0});
  }
  for (const Term* gate : in_force(c, TermKind::kCheckpoint)) {
    Rational& road = rate[gate->road.index()];
    if (gate->seconds_per_vehicle > Rational{0}) {
      road = std::min(road, Rational{gate->lanes * 3600} / gate->seconds_per_vehicle);
    }
  }
  for (Rational& r : rate) r = persons_at(VehiclesPerHour{r}, c.behaviour.people_per_car).count();
  return rate;
}

// Sides that a mode may use at all, whatever the hour: modes, closed roads, road terms.
std::vector<char> usable_sides(const Case& c, Mode mode, const std::vector<Rational>& rate) {
  const network::Network& net = c.network;
  std::map<RoadId, bool> granted;  // of roads that road terms of the planned round speak of
  for (const Term& term : c.agreement.terms) {
    if (term.kind == TermKind::kRoad && term.round == c.agreement.planned) granted[term.road] |= term.in_force;
  }
  std::vector<char> usable(2 * net.road_count(), 0);
  for (const network::ArcId a : net.head.ids()) {
    const RoadId road = net.road[a];
    const auto named = granted.find(road);
    usable[side_index(road, net.direction[a])] = (net.modes[a] & mode_bit(mode)) != 0 &&
                                                 (mode == Mode::kFoot || rate[road.index()] > Rational{0}) &&
                                                 (named == granted.end() || named->second);
  }
  return usable;
}

std::vector<NodeId> sorted_unique(std::vector<NodeId> nodes) {
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  return nodes;
}

void sort_unique(std::vector<std::size_t>& sides) {
  std::sort(sides.begin(), sides.end());
  sides.erase(std::unique(sides.begin(), sides.end()), sides.end());
}

Zone corridor_zone(const Case& c, Mode mode, CorridorId id, const std::vector<char>& usable) {
  const network::Network& net = c.network;
  const Corridor& corridor = c.agreement.corridors[id];
  Zone zone{.kind = Zone::Kind::kCorridor, .sides = {}, .inside = {}, .open = {}};
  for (const Term* window : in_force(c, TermKind::kWindow)) {
    if (window->corridor == id) zone.open.insert(zone.open.end(), window->intervals.begin(), window->intervals.end());
  }
  zone.open = intersect(merged(std::move(zone.open)), std::vector<CaseInterval>{{CaseTime{0}, c.horizon}});
  std::vector<NodeId> nodes, off;
  for (const scenario::RoadSide side : corridor.roads) {
    const bool back = side.direction == Direction::kBackward;
    const NodeId tail = back ? net.to[side.road] : net.from[side.road];
    const NodeId head = back ? net.from[side.road] : net.to[side.road];
    if (nodes.empty()) off.push_back(tail);
    nodes.insert(nodes.end(), {tail, head});
    if (usable[side_index(side.road, side.direction)]) zone.sides.push_back(side_index(side.road, side.direction));
  }
  if (!nodes.empty()) off.push_back(nodes.back());
  for (const scenario::Refuge& refuge : c.refuges) {
    const NodeId node = mode == Mode::kCar ? refuge.car_node : refuge.foot_node;
    if (node.valid()) off.push_back(node);
  }
  off = sorted_unique(std::move(off));
  nodes = sorted_unique(std::move(nodes));
  std::set_difference(nodes.begin(), nodes.end(), off.begin(), off.end(), std::back_inserter(zone.inside));
  sort_unique(zone.sides);
  return zone;
}

Zone area_zone(const Case& c, const Danger& danger, const std::vector<char>& usable) {
  const network::Network& net = c.network;
  Zone zone{.kind = Zone::Kind::kArea, .sides = {}, .inside = {}, .open = {}};
  zone.open = complement<CaseTime>(merged<CaseTime>({danger.when}), {CaseTime{0}, c.horizon});
  std::vector<RoadId> roads;
  for (const Danger::Touched& touched : danger.touched) {
    const std::size_t side = side_index(touched.side.road, touched.side.direction);
    if (usable[side]) zone.sides.push_back(side);
    roads.push_back(touched.side.road);
  }
  sort_unique(zone.sides);
  if (danger.is_polygon) {
    zone.inside = sorted_unique(danger.nodes_inside);
    return zone;
  }
  std::sort(roads.begin(), roads.end());
  roads.erase(std::unique(roads.begin(), roads.end()), roads.end());
  std::vector<NodeId> ends;
  for (const RoadId r : roads) {
    ends.push_back(net.from[r]);
    if (net.to[r] != net.from[r]) ends.push_back(net.to[r]);
  }
  std::sort(ends.begin(), ends.end());
  for (std::size_t i = 1; i < ends.size(); ++i) {
    if (ends[i] == ends[i - 1]) zone.inside.push_back(ends[i]);
  }
  zone.inside = sorted_unique(std::move(zone.inside));
  return zone;
}

// One mode's rules: statically, then by area, then by corridor.
class Maker {
 public:
  Maker(const Case& c, Mode mode, const Rules& rules) : c_(c), mode_(mode), rules_(rules) {}

  ModeRules make() {
    usable_ = usable_sides(c_, mode_, rules_.rate);
    const Tick end = c_.horizon.count() * rules_.precision.per_ms;
    out_.sets = {{{0, end}}, {}};
    if (end <= 0) out_.sets[kAlways].clear();
    out_.entry.assign(usable_.size(), kNever);
    enterable_.assign(usable_.size(), 0);
    for (std::size_t s = 0; s < usable_.size(); ++s) {
      if (!usable_[s] || (rules_.outside[s] && c_.outside == Outside::kForbidden)) continue;
      enterable_[s] = 1;
      out_.entry[s] = kAlways;
    }
    areas();
    corridors();
    return std::move(out_);
  }

 private:
  void narrow_to(std::size_t side, const Times& times) {
    out_.sets.push_back(intersect(out_.sets[out_.entry[side]], times));
    out_.entry[side] = static_cast<std::uint32_t>(out_.sets.size() - 1);
  }

  void areas() {
    std::vector<Zone> zones;
    for (const Danger& danger : c_.dangers) {
      if (!danger.closed || danger.when.empty()) continue;
      zones.push_back(area_zone(c_, danger, enterable_));
      for (const std::size_t side : zones.back().sides) closures_[side].push_back(danger.when);
    }
    for (const CorridorId id : planned_corridors(c_)) {
      const Zone zone = corridor_zone(c_, mode_, id, usable_);
      for (const std::size_t side : zone.sides)
        windows_[side].insert(windows_[side].end(), zone.open.begin(), zone.open.end());
    }
    for (const Zone& zone : zones) {
      const ZoneRule rule = zone_rule(c_, mode_, rules_.precision, zone, [&](NodeId v, CaseTime t) {
        return leaves(v, [&](std::size_t side) {
          return !std::binary_search(zone.sides.begin(), zone.sides.end(), side) && is_open(side, t);
        });
      });
      for (std::size_t i = 0; i < zone.sides.size(); ++i) narrow_to(zone.sides[i], rule.entry[i]);
      out_.no_standing.insert(out_.no_standing.end(), rule.no_standing.begin(), rule.no_standing.end());
    }
  }

  // Neither closed by a danger nor by its corridors' windows, whatever the rule for clearing says.
  [[nodiscard]] bool is_open(std::size_t side, CaseTime t) const {
    const auto within = [&](const std::map<std::size_t, std::vector<CaseInterval>>& times) {
      const auto found = times.find(side);
      return found != times.end() && std::any_of(found->second.begin(), found->second.end(),
                                                 [&](const CaseInterval& when) { return when.contains(t); });
    };
    if (within(closures_)) return false;
    return rules_.outside[side] ? c_.outside != Outside::kForbidden : within(windows_);
  }

  template <class May>
  [[nodiscard]] bool leaves(NodeId v, const May& may) const {
    const network::Network& net = c_.network;
    for (const network::ArcId a : net.out[v]) {
      const std::size_t side = side_index(net.road[a], net.direction[a]);
      if (usable_[side] && may(side)) return true;
    }
    return false;
  }

  void corridors() {
    std::map<std::size_t, Times> open;  // any corridor opens its road
    std::vector<std::pair<NodeId, CaseInterval>> closed;
    std::map<NodeId, std::vector<CaseInterval>> may_stand;
    for (const CorridorId id : planned_corridors(c_)) {
      const Zone zone = corridor_zone(c_, mode_, id, usable_);
      const ZoneRule rule = zone_rule(c_, mode_, rules_.precision, zone, [&](NodeId v, CaseTime t) {
        return leaves(v, [&](std::size_t side) { return rules_.outside[side] && is_open(side, t); });
      });
      for (std::size_t i = 0; i < zone.sides.size(); ++i) {
        Times& times = open[zone.sides[i]];
        times.insert(times.end(), rule.entry[i].begin(), rule.entry[i].end());
      }
      closed.insert(closed.end(), rule.no_standing.begin(), rule.no_standing.end());
      // Who travels one corridor may stand where another, closed one crosses it.
      std::map<NodeId, std::vector<CaseInterval>> barred;
      for (const auto& [v, when] : rule.no_standing) barred[v].push_back(when);
      for (const std::size_t side : zone.sides) {
        for (const NodeId v : {c_.network.from[RoadId{side / 2}], c_.network.to[RoadId{side / 2}]}) {
          const auto found = barred.find(v);
          const auto free = complement<CaseTime>(found == barred.end() ? std::vector<CaseInterval>{} : found->second,
                                                 {CaseTime{0}, c_.horizon});
          std::vector<CaseInterval>& stand = may_stand[v];
          stand = stand.empty() ? free : merged([&] {
            std::vector<CaseInterval> both = stand;
            both.insert(both.end(), free.begin(), free.end());
            return both;
          }());
        }
      }
    }
    for (auto& [side, times] : open) narrow_to(side, merged(std::move(times)));
    for (const auto& [v, when] : closed) {
      for (const CaseInterval& part :
           intersect(std::vector<CaseInterval>{when}, complement<CaseTime>(may_stand[v], {CaseTime{0}, c_.horizon}))) {
        out_.no_standing.emplace_back(v, part);
      }
    }
    std::sort(out_.no_standing.begin(), out_.no_standing.end(), [](const auto& x, const auto& y) {
      return std::tuple{x.first, x.second.from, x.second.until} < std::tuple{y.first, y.second.from, y.second.until};
    });
  }

  const Case& c_;
  Mode mode_;
  const Rules& rules_;
  std::vector<char> usable_;
  std::vector<char> enterable_;                                          // usable and, off corridors, not forbidden
  std::map<std::size_t, std::vector<CaseInterval>> closures_, windows_;  // by side
  ModeRules out_;
};

std::vector<DailyLimit> daily_limits(const Case& c) {
  std::vector<DailyLimit> limits;
  for (const Term* term : in_force(c, TermKind::kDailyLimit)) {
    const Corridor& corridor = c.agreement.corridors[term->corridor];
    if (corridor.roads.empty()) continue;
    const scenario::RoadSide first = corridor.roads.front();
    limits.push_back({side_index(first.road, first.direction), term->persons_per_day, corridor.id});
  }
  return limits;
}

}  // namespace

Rational travel_time(const Case& c, RoadId road, Mode mode) {
  return network::travel_millis(c.network.length_mm[road],
                                mode == Mode::kCar ? c.network.speed_m_h[road] : c.behaviour.walk_m_h);
}

Precision finest(const Case& c, Rounding rounding) {
  constexpr Tick kMost = Tick{1} << 28;
  Int128 lcm = 1;
  const auto add = [&](RoadId road) {
    for (const Mode mode : kModes) {
      if (mode == Mode::kCar && c.network.speed_m_h[road] <= 0) continue;
      const std::int64_t den = travel_time(c, road, mode).den();
      if (lcm <= kMost) lcm = lcm / std::gcd(static_cast<std::int64_t>(lcm), den) * den;
    }
  };
  if (c.window == scenario::WindowRule::kClear) {
    for (const CorridorId id : planned_corridors(c)) {
      for (const scenario::RoadSide side : c.agreement.corridors[id].roads) add(side.road);
    }
    for (const Danger& danger : c.dangers) {
      if (!danger.closed) continue;
      for (const Danger::Touched& touched : danger.touched) add(touched.side.road);
    }
  }
  return {.per_ms = lcm <= kMost ? static_cast<Tick>(lcm) : Tick{1} << 20,
          .rounding = rounding,
          .whole_travel = false,
          .exact = lcm <= kMost};
}

Rules make_rules(const Case& c, Precision precision) {
  Rules rules;
  rules.precision = precision;
  rules.rate = car_rates(c);
  rules.outside.assign(2 * c.network.road_count(), 1);
  for (const CorridorId id : planned_corridors(c)) {
    for (const scenario::RoadSide side : c.agreement.corridors[id].roads) {
      rules.outside[side_index(side.road, side.direction)] = 0;
    }
  }
  for (const Mode mode : kModes) rules.modes[static_cast<std::size_t>(mode)] = Maker(c, mode, rules).make();
  rules.daily = daily_limits(c);
  const auto openings = in_force(c, TermKind::kOpening);
  for (const scenario::RefugeId id : c.refuges.ids()) {
    std::vector<CaseInterval> open = c.refuges[id].open;
    for (const Term* term : openings) {
      if (term->refuge == id) open.insert(open.end(), term->intervals.begin(), term->intervals.end());
    }
    rules.intake.push_back(intersect(merged(std::move(open)), std::vector<CaseInterval>{{CaseTime{0}, c.horizon}}));
  }
  return rules;
}

}  // namespace passage::certify
