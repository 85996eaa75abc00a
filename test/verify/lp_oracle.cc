#include "test/verify/lp_oracle.h"

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "test/verify/linear_program.h"

namespace passage::example {

using network::ArcId;
using network::Mode;
using network::NodeId;
using scenario::Case;
using scenario::CaseInterval;
using scenario::OriginId;
using scenario::RefugeId;
using scenario::Term;
using scenario::TermKind;

namespace {

// People who are alike on the road: in cars of one number of people, on foot, or of one fleet.
struct Commodity {
  Mode mode = Mode::kCar;
  double room = 0;                   // of a person, in cars
  std::optional<std::size_t> fleet;  // index into Case::fleets
  bool train = false;                // is at its refuge after the ride
};

class Expansion {
 public:
  Expansion(const Case& c, Millis step, Millis deadline, std::int64_t least)
      : c_(c), step_(step), steps_(static_cast<int>(deadline / step)), least_(least) {}

  double solve() {
    commodities();
    shared_rows();
    for (std::size_t k = 0; k < commodities_.size(); ++k) add(k);
    supplies();
    return program_.maximum();
  }

 private:
  [[nodiscard]] int at(Millis t) const { return static_cast<int>(t / step_); }
  [[nodiscard]] Rational occupancy(const scenario::Origin& o) const {
    return o.people_per_car.value_or(c_.behaviour.people_per_car).count();
  }

  void commodities() {
    for (const scenario::Origin& o : c_.origins) {
      const double room = 1 / occupancy(o).to_double();
      if (car_.contains(occupancy(o))) continue;
      car_[occupancy(o)] = commodities_.size();
      commodities_.push_back({Mode::kCar, room, {}, false});
    }
    foot_ = commodities_.size();
    commodities_.push_back({Mode::kFoot, 0, {}, false});
    for (std::size_t f = 0; f < c_.fleets.size(); ++f) {
      const double seats = static_cast<double>(c_.fleets[f].seats);
      commodities_.push_back({Mode::kCar, c_.behaviour.bus_car_units.to_double() / seats, f, c_.fleets[f].to.valid()});
    }
  }

  // Cars an hour; entries of a step are allowed all through it or not at all.
  [[nodiscard]] double rate(ArcId a) const {
    const network::RoadId road = c_.network.road[a];
    double rate = static_cast<double>(c_.network.capacity_milli_veh_h[road]) / 1000;
    for (const Term& term : c_.agreement.terms) {
      if (term.in_force && term.kind == TermKind::kCheckpoint && term.road == road)
        rate = std::min(rate, 3600 * static_cast<double>(term.lanes) / term.seconds_per_vehicle.to_double());
    }
    return rate;
  }
  // Of a road that opens at these times and never else: under `clear` all must be off it by the end.
  [[nodiscard]] bool may_enter(std::vector<CaseInterval> open, Millis t, Millis travel, bool area) const {
    for (const CaseInterval& i : merged(std::move(open))) {
      const bool clear = c_.window == scenario::WindowRule::kClear && !(area && i.until >= c_.horizon);
      if (i.from <= t && t < i.until - (clear ? travel : Millis{0})) return true;
    }
    return false;
  }
  [[nodiscard]] bool open(ArcId a, Millis t, Millis travel) const {
    const scenario::RoadSide side{c_.network.road[a], c_.network.direction[a]};
    bool bound = false, allowed = false;
    for (const scenario::CorridorId id : c_.agreement.corridors.ids()) {
      if (c_.agreement.corridors[id].roads.front() != side) continue;
      std::vector<CaseInterval> windows;
      for (const Term& term : c_.agreement.terms) {
        if (term.in_force && term.kind == TermKind::kWindow && term.corridor == id)
          windows.insert(windows.end(), term.intervals.begin(), term.intervals.end());
      }
      bound = true;
      allowed |= may_enter(windows, t, travel, false);
    }
    if (bound && !allowed) return false;
    for (const scenario::Danger& danger : c_.dangers) {
      const bool here = std::any_of(danger.touched.begin(), danger.touched.end(),
                                    [&](const auto& touched) { return touched.side == side; });
      if (here && !may_enter({{Millis{0}, danger.when.from}, {danger.when.until, c_.horizon}}, t, travel, true))
        return false;
    }
    return true;
  }
  [[nodiscard]] int travel(ArcId a, Mode mode) const {
    const network::RoadId road = c_.network.road[a];
    const std::int64_t speed = mode == Mode::kFoot ? c_.behaviour.walk_m_h : c_.network.speed_m_h[road];
    return at(Millis{c_.network.length_mm[road] * 3600 / speed});
  }

  void shared_rows() {
    const double hours = static_cast<double>(step_.count()) / 3'600'000;
    road_ = Table<ArcId, std::vector<int>>(c_.network.arc_count());
    for (const ArcId a : c_.network.head.ids())
      for (int t = 0; t < steps_; ++t) road_[a].push_back(program_.add_row(0, rate(a) * hours));
    for (const scenario::Refuge& refuge : c_.refuges) {
      const auto most = refuge.capacity ? static_cast<double>(refuge.capacity->count()) : kNoLimit;
      room_.push_back(program_.add_row(0, most));
      intake_.emplace_back();
      const double an_hour = refuge.intake ? refuge.intake->count().to_double() : kNoLimit;
      for (int t = 0; t < steps_; ++t) {
        const bool open = std::any_of(refuge.open.begin(), refuge.open.end(),
                                      [&](const CaseInterval& i) { return i.contains(t * step_); });
        intake_.back().push_back(program_.add_row(0, !open ? 0 : an_hour < kNoLimit ? an_hour * hours : kNoLimit));
      }
    }
    for (const Term& term : c_.agreement.terms) {
      if (!term.in_force || term.kind != TermKind::kDailyLimit) continue;
      for (const CaseInterval& day : c_.days) {
        const int row = program_.add_row(0, static_cast<double>(term.persons_per_day.count()));
        daily_.push_back({c_.agreement.corridors[term.corridor].roads.front(), day, row});
      }
    }
  }

  // Row of people of a commodity who are at a node in a step.
  [[nodiscard]] int there(std::size_t k, NodeId v, int t) const {
    return first_[k] + static_cast<int>(v.index()) * steps_ + t;
  }

  void add(std::size_t k) {
    const Commodity& commodity = commodities_[k];
    first_.push_back(0);
    for (std::size_t i = 0; i < c_.network.node_count() * static_cast<std::size_t>(steps_); ++i) {
      const int row = program_.add_row(0, 0);
      if (i == 0) first_[k] = row;
    }
    for (const NodeId v : c_.network.position.ids())
      for (int t = 0; t + 1 < steps_; ++t)
        program_.add_column(0, kNoLimit, {{there(k, v, t), -1}, {there(k, v, t + 1), 1}});
    for (const ArcId a : c_.network.head.ids()) {
      if (!commodity.train && (c_.network.modes[a] & network::mode_bit(commodity.mode)) != 0) enter(k, a);
    }
    for (const RefugeId r : c_.refuges.ids()) {
      if (commodity.train && r != c_.fleets[*commodity.fleet].to) continue;
      const NodeId v = commodity.mode == Mode::kFoot ? c_.refuges[r].foot_node : c_.refuges[r].car_node;
      for (int t = 0; t < steps_; ++t) {
        program_.add_column(
            1, kNoLimit,
            {{there(k, v, t), -1}, {room_[r.index()], 1}, {intake_[r.index()][static_cast<std::size_t>(t)], 1}});
      }
    }
  }

  void enter(std::size_t k, ArcId a) {
    const Commodity& commodity = commodities_[k];
    const int takes = travel(a, commodity.mode);
    for (int t = 0; t + takes < steps_; ++t) {
      if (!open(a, t * step_, takes * step_)) continue;
      Program::Entries entries{{there(k, c_.network.tail[a], t), -1}, {there(k, c_.network.head[a], t + takes), 1}};
      if (commodity.mode == Mode::kCar) entries.emplace_back(road_[a][static_cast<std::size_t>(t)], commodity.room);
      for (const Limit& limit : daily_) {
        if (limit.side == scenario::RoadSide{c_.network.road[a], c_.network.direction[a]} &&
            limit.day.contains(t * step_))
          entries.emplace_back(limit.row, 1);
      }
      program_.add_column(0, kNoLimit, entries);
    }
  }

  void supplies() {
    for (const OriginId o : c_.origins.ids()) {
      const scenario::Origin& origin = c_.origins[o];
      const int t = at(origin.release);
      if (origin.priority < least_ || t >= steps_) continue;
      const auto persons = [](Persons p) { return static_cast<double>(p.count()); };
      program_.add_column(0, persons(origin.by_car), {{there(car_.at(occupancy(origin)), origin.car_node, t), 1}});
      const int without_car = program_.add_row(0, persons(origin.on_foot));
      program_.add_column(0, kNoLimit, {{there(foot_, origin.foot_node, t), 1}, {without_car, 1}});
      for (std::size_t k = foot_ + 1; k < commodities_.size(); ++k) {
        const scenario::Fleet& fleet = c_.fleets[*commodities_[k].fleet];
        if (fleet.base == o) dispatch(k, fleet, origin, without_car);
      }
    }
  }

  // No more seats leave in any time of the fleet's turnaround than it has, nor sooner than full quarters of an hour
  // let.
  void dispatch(std::size_t k, const scenario::Fleet& fleet, const scenario::Origin& base, int without_car) {
    const int ready = at(base.release + fleet.board), again = at(fleet.turnaround);
    std::vector<int> in_turn;
    for (int t = 0; t < steps_; ++t)
      in_turn.push_back(program_.add_row(0, static_cast<double>(fleet.vehicles * fleet.seats)));
    std::vector<int> so_far(static_cast<std::size_t>(steps_));
    int waves = 0, next = ready;
    for (int t = 0; t < steps_; ++t) {
      const bool full = (t * step_ + c_.start.time_since_epoch()) % Millis{15 * 60'000} == Millis{0};
      if (full && t >= next) {
        ++waves;
        next = t + again;
      }
      so_far[static_cast<std::size_t>(t)] =
          program_.add_row(0, static_cast<double>(waves * fleet.vehicles * fleet.seats));
    }
    for (int t = ready; t < steps_; ++t) {
      const int arrives = t + (fleet.to.valid() ? at(fleet.ride) : 0);
      if (arrives >= steps_) break;
      const NodeId place = fleet.to.valid() ? c_.refuges[fleet.to].car_node : base.car_node;
      Program::Entries entries{{there(k, place, arrives), 1}, {without_car, 1}};
      for (int s = t; s < std::min(t + again, steps_); ++s)
        entries.emplace_back(in_turn[static_cast<std::size_t>(s)], 1);
      for (int s = t; s < steps_; ++s) entries.emplace_back(so_far[static_cast<std::size_t>(s)], 1);
      program_.add_column(0, kNoLimit, entries);
    }
  }

  struct Limit {
    scenario::RoadSide side;
    CaseInterval day;
    int row = 0;
  };

  const Case& c_;
  Millis step_;
  int steps_ = 0;
  std::int64_t least_ = 0;
  Program program_;
  std::vector<Commodity> commodities_;
  std::map<Rational, std::size_t> car_;  // commodity by people in a car
  std::size_t foot_ = 0;
  Table<ArcId, std::vector<int>> road_;
  std::vector<std::vector<int>> intake_;  // by refuge, step
  std::vector<int> room_, first_;         // by refuge; by commodity
  std::vector<Limit> daily_;
};

}  // namespace

double most_safe(const Case& c, Millis step, Millis deadline, std::int64_t least) {
  return Expansion(c, step, deadline, least).solve();
}

}  // namespace passage::example
