#include "test/verify/closure_oracle.h"

#include <algorithm>
#include <map>
#include <set>

#include "test/verify/linear_program.h"

namespace passage::example {

using network::ArcId;
using network::Mode;
using network::NodeId;
using scenario::Case;
using scenario::CaseInterval;
using scenario::CorridorId;
using scenario::TermKind;

namespace {

// A corridor or a closed area.
struct Zone {
  bool area = false;
  std::set<ArcId> arcs;
  std::set<NodeId> inside;
  std::vector<char> open;  // by step
};

// When one mode may enter which side of a road, and where people may stand, by step.
class Rules {
 public:
  Rules(const Case& c, Mode mode, Millis step)
      : c_(c), net_(c.network), mode_(mode), step_(step), steps_(static_cast<int>(c.horizon / step)) {
    for (const CorridorId id : c_.agreement.corridors.ids())
      if (c_.agreement.corridors[id].round == c_.agreement.planned) zones_.push_back(corridor(id));
    for (const scenario::Danger& danger : c_.dangers)
      if (danger.closed) zones_.push_back(area(danger));
    for (const ArcId a : net_.head.ids()) {
      entry_[a] = std::vector<char>(static_cast<std::size_t>(steps_), 0);
      for (int t = 0; t < steps_; ++t) entry_[a][static_cast<std::size_t>(t)] = open(a, t);
    }
    plain_ = entry_;
    if (c_.window == scenario::WindowRule::kClear) clear();
  }

  [[nodiscard]] bool may_enter(ArcId a, int t) const { return entry_.at(a)[static_cast<std::size_t>(t)]; }
  [[nodiscard]] bool may_stand(NodeId v, int t) const { return !barred_.contains({v, t}); }
  [[nodiscard]] int travel(ArcId a) const {
    const std::int64_t speed = mode_ == Mode::kFoot ? c_.behaviour.walk_m_h : net_.speed_m_h[net_.road[a]];
    return static_cast<int>(Millis{net_.length_mm[net_.road[a]] * 3600 / speed} / step_);
  }

 private:
  [[nodiscard]] std::vector<char> during(const std::vector<CaseInterval>& when) const {
    std::vector<char> out;
    for (int t = 0; t < steps_; ++t)
      out.push_back(std::any_of(when.begin(), when.end(), [&](const auto& i) { return i.contains(t * step_); }));
    return out;
  }
  [[nodiscard]] std::set<ArcId> arcs_of(const std::vector<scenario::RoadSide>& sides) const {
    std::set<ArcId> out;
    for (const ArcId a : net_.head.ids())
      if (std::find(sides.begin(), sides.end(), scenario::RoadSide{net_.road[a], net_.direction[a]}) != sides.end())
        out.insert(a);
    return out;
  }
  // At some hour, as far as closures and windows go.
  [[nodiscard]] bool usable(ArcId a) const {
    const scenario::RoadSide side{net_.road[a], net_.direction[a]};
    const bool listed = std::any_of(c_.agreement.corridors.begin(), c_.agreement.corridors.end(), [&](const auto& k) {
      return std::find(k.roads.begin(), k.roads.end(), side) != k.roads.end();
    });
    return (net_.modes[a] & network::mode_bit(mode_)) != 0 && (listed || c_.outside != scenario::Outside::kForbidden);
  }

  Zone corridor(CorridorId id) const {
    const scenario::Corridor& corridor = c_.agreement.corridors[id];
    std::vector<CaseInterval> windows;
    for (const scenario::Term& term : c_.agreement.terms)
      if (term.in_force && term.kind == TermKind::kWindow && term.corridor == id)
        windows.insert(windows.end(), term.intervals.begin(), term.intervals.end());
    Zone zone{false, arcs_of(corridor.roads), {}, during(windows)};
    for (const scenario::RoadSide side : corridor.roads) zone.inside.insert({net_.from[side.road], net_.to[side.road]});
    const auto end = [&](scenario::RoadSide side, network::Direction at_to) {
      return side.direction == at_to ? net_.to[side.road] : net_.from[side.road];
    };
    zone.inside.erase(end(corridor.roads.front(), network::Direction::kBackward));
    zone.inside.erase(end(corridor.roads.back(), network::Direction::kForward));
    for (const scenario::Refuge& refuge : c_.refuges) zone.inside.erase(refuge.car_node);
    return zone;
  }
  Zone area(const scenario::Danger& danger) const {
    std::vector<scenario::RoadSide> sides;
    std::map<NodeId, std::set<network::RoadId>> joins;
    for (const auto& touched : danger.touched) {
      sides.push_back(touched.side);
      joins[net_.from[touched.side.road]].insert(touched.side.road);
      joins[net_.to[touched.side.road]].insert(touched.side.road);
    }
    Zone zone{true, arcs_of(sides), {danger.nodes_inside.begin(), danger.nodes_inside.end()}, during({danger.when})};
    for (char& open : zone.open) open = !open;
    if (danger.is_polygon) return zone;
    for (const auto& [v, roads] : joins)
      if (roads.size() > 1) zone.inside.insert(v);
    return zone;
  }

  [[nodiscard]] bool on_corridor(ArcId a) const {
    return std::any_of(zones_.begin(), zones_.end(), [&](const Zone& z) { return !z.area && z.arcs.contains(a); });
  }
  // Whatever must be clear when.
  [[nodiscard]] bool open(ArcId a, int t) const {
    if (!usable(a)) return false;
    bool window = false;
    for (const Zone& zone : zones_) {
      const bool now = zone.open[static_cast<std::size_t>(t)];
      if (!zone.arcs.contains(a)) continue;
      if (zone.area && !now) return false;
      window |= !zone.area && now;
    }
    return window || !on_corridor(a);
  }

  void clear() {
    std::map<ArcId, std::vector<char>> by_corridors;
    std::set<std::pair<NodeId, int>> between_corridors;
    for (const Zone& zone : zones_) {
      const std::vector<char> none(static_cast<std::size_t>(steps_), 0);
      std::map<ArcId, std::vector<char>> allowed;
      for (const ArcId a : zone.arcs) allowed[a] = none;
      for (int from = 0; from < steps_; ++from) {
        if (!zone.open[static_cast<std::size_t>(from)]) continue;
        int until = from;
        while (until < steps_ && zone.open[static_cast<std::size_t>(until)]) ++until;
        int next = until;
        while (next < steps_ && !zone.open[static_cast<std::size_t>(next)]) ++next;
        opening(zone, {from, until}, next, allowed, zone.area ? barred_ : between_corridors);
        from = until;
      }
      for (const auto& [a, steps] : allowed) {
        std::vector<char>& more = by_corridors.emplace(a, none).first->second;
        for (std::size_t t = 0; t < steps.size(); ++t) {
          if (zone.area)
            entry_[a][t] = entry_[a][t] && steps[t];
          else
            more[t] = more[t] || steps[t];
        }
      }
    }
    for (const auto& [a, steps] : by_corridors)
      for (std::size_t t = 0; t < steps.size() && on_corridor(a); ++t) entry_[a][t] = entry_[a][t] && steps[t];
    for (const auto& [v, t] : between_corridors)
      if (!a_corridor_is_open(v, t)) barred_.insert({v, t});
  }
  // One that is open lets people stand where another that is closed crosses it.
  [[nodiscard]] bool a_corridor_is_open(NodeId v, int t) const {
    return std::any_of(zones_.begin(), zones_.end(), [&](const Zone& zone) {
      return !zone.area && zone.open[static_cast<std::size_t>(t)] &&
             std::any_of(zone.arcs.begin(), zone.arcs.end(),
                         [&](ArcId a) { return usable(a) && (net_.tail[a] == v || net_.head[a] == v); });
    });
  }

  void opening(const Zone& zone, std::pair<int, int> when, int next, std::map<ArcId, std::vector<char>>& allowed,
               std::set<std::pair<NodeId, int>>& barred) const {
    const int from = when.first, until = when.second;
    const bool for_good = zone.area && until == steps_;
    std::set<NodeId> caught;
    for (const NodeId v : zone.inside) {
      const bool leaves = std::any_of(net_.out[v].begin(), net_.out[v].end(), [&](ArcId a) {
        return !(zone.area ? zone.arcs.contains(a) : on_corridor(a)) &&
               plain_.at(a)[static_cast<std::size_t>(until - 1)];
      });
      if (!leaves) caught.insert(v);
    }
    std::map<NodeId, int> left;  // to the nearest off node; Bellman and Ford
    for (const ArcId a : zone.arcs)
      if (usable(a) && !caught.contains(net_.head[a])) left[net_.head[a]] = 0;
    for (std::size_t round = 0; round < net_.node_count(); ++round) {
      for (const ArcId a : zone.arcs) {
        if (!usable(a) || !left.contains(net_.head[a])) continue;
        const int through = left[net_.head[a]] + travel(a);
        const auto [at, fresh] = left.emplace(net_.tail[a], through);
        if (!fresh) at->second = std::min(at->second, through);
      }
    }
    for (const ArcId a : zone.arcs) {
      const bool out = left.contains(net_.head[a]);
      if (!for_good && !out) continue;
      const int end = for_good ? until : until - travel(a) - left[net_.head[a]];
      for (int t = from; t < end; ++t) allowed[a][static_cast<std::size_t>(t)] = 1;
    }
    for (const NodeId v : caught)
      for (int t = until; t < next && !for_good; ++t) barred.insert({v, t});
  }

  const Case& c_;
  const network::Network& net_;
  Mode mode_;
  Millis step_;
  int steps_;
  std::vector<Zone> zones_;
  std::map<ArcId, std::vector<char>> plain_, entry_;
  std::set<std::pair<NodeId, int>> barred_;
};

class Expansion {
 public:
  Expansion(const Case& c, Millis step) : c_(c), step_(step), steps_(static_cast<int>(c.horizon / step)) {}

  double solve() {
    for (const scenario::Refuge& refuge : c_.refuges) {
      const double most = refuge.capacity ? static_cast<double>(refuge.capacity->count()) : kNoLimit;
      const int room = program_.add_row(0, most);
      pool_.push_back(rows(1));
      for (int t = 0; t < steps_; ++t) {
        const bool open = std::any_of(refuge.open.begin(), refuge.open.end(),
                                      [&](const CaseInterval& i) { return i.contains(t * step_); });
        const double takes = refuge.intake ? refuge.intake->count().to_double() * hours() : kNoLimit;
        if (open) program_.add_column(1, takes, {{pool_.back() + t, -1}, {room, 1}});
        if (t + 1 < steps_) program_.add_column(0, kNoLimit, {{pool_.back() + t, -1}, {pool_.back() + t + 1, 1}});
      }
    }
    for (const Mode mode : {Mode::kCar, Mode::kFoot}) add(mode);
    return program_.maximum();
  }

 private:
  [[nodiscard]] double hours() const { return static_cast<double>(step_.count()) / 3'600'000; }
  // As many times a row for each step; the first of them. What comes is what goes.
  int rows(std::size_t times) {
    int first = 0;
    for (std::size_t i = 0; i < times * static_cast<std::size_t>(steps_); ++i) {
      const int row = program_.add_row(0, 0);
      if (i == 0) first = row;
    }
    return first;
  }

  void add(Mode mode) {
    const network::Network& net = c_.network;
    const Rules rules(c_, mode, step_);
    const int first = rows(net.node_count());
    const auto there = [&](NodeId v, int t) { return first + static_cast<int>(v.index()) * steps_ + t; };
    for (const NodeId v : net.position.ids()) {
      for (int t = 0; t + 1 < steps_; ++t)
        if (rules.may_stand(v, t) && rules.may_stand(v, t + 1))
          program_.add_column(0, kNoLimit, {{there(v, t), -1}, {there(v, t + 1), 1}});
    }
    for (const ArcId a : net.head.ids()) {
      const double cars = static_cast<double>(net.capacity_milli_veh_h[net.road[a]]) / 1000;
      const double most =
          mode == Mode::kFoot ? kNoLimit : cars * c_.behaviour.people_per_car.count().to_double() * hours();
      for (int t = 0; t + rules.travel(a) < steps_; ++t)
        if (rules.may_enter(a, t))
          program_.add_column(0, most, {{there(net.tail[a], t), -1}, {there(net.head[a], t + rules.travel(a)), 1}});
    }
    for (const scenario::RefugeId r : c_.refuges.ids())
      for (int t = 0; t < steps_; ++t)
        program_.add_column(0, kNoLimit, {{there(c_.refuges[r].car_node, t), -1}, {pool_[r.index()] + t, 1}});
    for (const scenario::Origin& origin : c_.origins) {
      const Persons persons = mode == Mode::kCar ? origin.by_car : origin.on_foot;
      const int home = program_.add_row(0, static_cast<double>(persons.count()));
      for (int t = static_cast<int>(origin.release / step_); t < steps_; ++t)
        program_.add_column(0, kNoLimit, {{home, 1}, {there(origin.car_node, t), 1}});
    }
  }

  const Case& c_;
  Millis step_;
  int steps_ = 0;
  Program program_;
  std::vector<int> pool_;  // by refuge: the first of its rows
};

}  // namespace

double most_safe_between_closures(const Case& c, Millis step) {
  return Expansion(c, step).solve();
}

}  // namespace passage::example
