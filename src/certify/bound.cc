#include "certify/bound.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <queue>

#include <fmt/format.h>

#include "certify/fraction.h"

namespace passage::certify {
namespace {

constexpr std::int64_t kHour = 3'600'000;  // ms

// Length of times within part, in 1/(ticks x parts) ms; part in the same unit.
Int128 length_within(const Times& times, Int128 parts, Interval<Int128> part) {
  Int128 length = 0;
  for (const Interval<Tick>& open : times) {
    const Interval<Int128> both = intersect({Int128{open.from} * parts, Int128{open.until} * parts}, part);
    if (!both.empty()) length += both.length();
  }
  return length;
}

// Open time before t, in ticks.
Int128 open_before(const Times& times, Int128 t) {
  Int128 open = 0;
  for (const Interval<Tick>& i : times) open += std::max<Int128>(0, std::min<Int128>(i.until, t) - i.from);
  return open;
}

// The sum of fractions with few denominators: whole numbers by denominator, joined at the end.
class Sum {
 public:
  // length / (parts x 3,600,000) x rate; length in 1/parts ms.
  void add(Rational rate, Int128 length, Int128 parts) {
    if (length == 0 || rate.num() == 0) return;
    total_[rate.den()][rate.num()][static_cast<std::int64_t>(parts)] += length;
  }
  void add(const Fraction& value) { rest_.add(value); }
  [[nodiscard]] Fraction value() const {
    Fraction sum = rest_;
    for (const auto& [den, by_num] : total_) {
      for (const auto& [num, by_parts] : by_num) {
        for (const auto& [parts, length] : by_parts) {
          sum.add({whole(length) * num, Whole(den) * parts * kHour});
        }
      }
    }
    return sum;
  }

 private:
  std::map<std::int64_t, std::map<std::int64_t, std::map<std::int64_t, Int128>>> total_;
  Fraction rest_;
};

class Evaluation {
 public:
  Evaluation(const Case& c, const Rules& rules, const Rules& exact, CaseTime deadline, const Alpha& alpha,
             const Soonest* soonest)
      : c_(c), rules_(rules), exact_(exact), deadline_(deadline), alpha_(alpha), soonest_(soonest) {
    for (const scenario::Origin& origin : c.origins) {
      moves_[0] |= origin.car_node.valid() && origin.by_car > Persons{0};
      moves_[1] |= origin.foot_node.valid() && origin.on_foot > Persons{0};
    }
  }

  CutBound run() {
    supplies();
    for (const RoadId r : c_.network.length_mm.ids()) {
      road_side(r, Direction::kForward);
      road_side(r, Direction::kBackward);
    }
    for (const scenario::RefugeId r : c_.refuges.ids()) refuge(r);
    if (!unlimited_.empty()) return {{}, {}, unlimited_};
    Fraction sum = sum_.value();
    const Whole people = sum.floor();
    if (people > std::numeric_limits<std::int64_t>::max() / 2) return {{}, {}, "the sum of all capacities"};
    sum.add({parts_, 1'000'000});
    return {Persons{static_cast<std::int64_t>(people)}, Persons{static_cast<std::int64_t>(sum.floor())}, {}};
  }

 private:
  [[nodiscard]] Millis alpha(NodeId v, Mode mode) const { return alpha_[static_cast<std::size_t>(mode)][v]; }
  // Where nobody goes by a mode, its cut times say nothing.
  [[nodiscard]] bool moves(Mode mode) const { return moves_[static_cast<std::size_t>(mode)]; }
  void no_limit(std::string what) {
    if (unlimited_.empty()) unlimited_ = std::move(what);
  }

  void supplies() {
    for (const scenario::Origin& origin : c_.origins) {
      const auto supply = [&](NodeId v, Mode mode, Persons persons) {
        if (v.valid() && origin.release < deadline_ && alpha(v, mode) > origin.release) {
          sum_.add({persons.count(), 1});
        }
      };
      supply(origin.car_node, Mode::kCar, origin.by_car);
      supply(origin.foot_node, Mode::kFoot, origin.on_foot);
    }
  }

  // The entries that the cut counts, in 1/(per_ms x den) ms.
  struct Cut {
    Interval<Int128> part;
    Int128 den = 1;
  };
  [[nodiscard]] Cut cut(RoadId r, NodeId tail, NodeId head, Mode mode) const {
    // Most roads are not cut: told without fractions.
    const Int128 between = (alpha(head, mode) - alpha(tail, mode)).count();
    const std::int64_t speed = mode == Mode::kCar ? c_.network.speed_m_h[r] : c_.behaviour.walk_m_h;
    if (between * speed <= Int128{c_.network.length_mm[r]} * 3600) return {};
    const Rational time = travel_time(c_, r, mode);
    const Tick k = rules_.precision.per_ms;
    Int128 num = Int128{time.num()} * k, den = time.den();
    if (rules_.precision.whole_travel) num = floor_div(num, den), den = 1;
    return {{alpha(tail, mode).count() * Int128{k} * den, alpha(head, mode).count() * Int128{k} * den - num}, den};
  }

  // Can nobody be at v before t?
  [[nodiscard]] bool nobody_before(NodeId v, Mode mode, Millis t) const {
    return soonest_ != nullptr &&
           Int128{t.count()} * exact_.precision.per_ms <= (*soonest_)[static_cast<std::size_t>(mode)][v];
  }

  // What rows of whole people may take after t of what could have entered before: a person where a row
  // may begin before t and end after it, else what the running total has over above a whole number.
  [[nodiscard]] Fraction left_over(Rational rate, const Times& times, const Precision& precision, Millis t,
                                   bool nobody_before) const {
    if (rules_.slack > Rational{0}) return Fraction::of(rules_.slack);
    const Int128 at = Int128{t.count()} * precision.per_ms, den = Int128{rate.den()} * precision.per_ms * kHour;
    for (const Interval<Tick>& open : times) {
      if (!nobody_before && open.from < at && at < open.until) return {1, 1};
    }
    const Int128 open = open_before(times, at), over = open * rate.num() % den;
    if (over > 0 && !precision.exact && open % precision.per_ms != 0) return {1, 1};
    return {whole(over), whole(den)};
  }
  [[nodiscard]] Fraction left_over(RoadId r, std::size_t side, NodeId tail, Millis t) const {
    return left_over(exact_.rate[r.index()], exact_.of(Mode::kCar).of(side), exact_.precision, t,
                     nobody_before(tail, Mode::kCar, t));
  }

  void road_side(RoadId r, Direction direction) {
    const std::size_t side = side_index(r, direction);
    const network::Network& net = c_.network;
    NodeId tail = net.from[r], head = net.to[r];
    if (direction == Direction::kBackward) std::swap(tail, head);
    const bool limited = std::any_of(rules_.daily.begin(), rules_.daily.end(),
                                     [&](const DailyLimit& limit) { return limit.side == side; });
    if (limited) return limited_side(r, side, tail, head);
    if (moves(Mode::kCar) && !rules_.of(Mode::kCar).of(side).empty()) {
      const Cut cars = cut(r, tail, head, Mode::kCar);
      if (!cars.part.empty()) {
        const Int128 length = length_within(rules_.of(Mode::kCar).of(side), cars.den, cars.part);
        sum_.add(rules_.rate[r.index()], length, cars.den * rules_.precision.per_ms);
        if (length > 0) sum_.add(left_over(r, side, tail, alpha(tail, Mode::kCar)));
        parts_ += length > 0 ? 2 : 0;
      }
    }
    if (moves(Mode::kFoot) && !rules_.of(Mode::kFoot).of(side).empty()) {
      const Cut walkers = cut(r, tail, head, Mode::kFoot);
      if (!walkers.part.empty() && length_within(rules_.of(Mode::kFoot).of(side), walkers.den, walkers.part) > 0) {
        no_limit(fmt::format("walkers on road {}", net.road_id[r]));
      }
    }
  }

  // With daily limits: by calendar day, cars and walkers together, each limit a cap of its own.
  void limited_side(RoadId r, std::size_t side, NodeId tail, NodeId head) {
    std::optional<Persons> least;
    for (const DailyLimit& limit : rules_.daily) {
      if (limit.side == side && (!least || limit.persons < *least)) least = limit.persons;
    }
    std::vector<CaseInterval> days = c_.days;
    if (days.empty()) days = {{CaseTime{0}, c_.horizon}};
    for (const CaseInterval& day : days) {
      Fraction cars;
      bool walkers = false;
      for (const Mode mode : kModes) {
        const Times& times = rules_.of(mode).of(side);
        if (times.empty() || !moves(mode)) continue;
        const Cut counted = cut(r, tail, head, mode);
        const Int128 unit = rules_.precision.per_ms * counted.den;
        const auto part = intersect({day.from.count() * unit, day.until.count() * unit}, counted.part);
        const Int128 length = part.empty() ? 0 : length_within(times, counted.den, part);
        if (mode == Mode::kFoot) walkers = length > 0;
        if (mode == Mode::kCar && length > 0) {
          cars = Fraction{whole(length), whole(unit * kHour)};
          cars.multiply(Fraction::of(rules_.rate[r.index()]));
          cars.add(left_over(r, side, tail, std::max(day.from, alpha(tail, mode))));
        }
      }
      const Fraction most{least->count(), 1};
      parts_ += 2;
      sum_.add(walkers || most.below(cars) ? most : cars);
    }
  }

  void refuge(scenario::RefugeId id) {
    const scenario::Refuge& refuge = c_.refuges[id];
    Millis from = deadline_;
    const auto each_node = [&](const auto& visit) {
      if (refuge.car_node.valid() && moves(Mode::kCar)) visit(refuge.car_node, Mode::kCar);
      if (refuge.foot_node.valid() && moves(Mode::kFoot)) visit(refuge.foot_node, Mode::kFoot);
    };
    each_node([&](NodeId v, Mode mode) { from = std::min(from, alpha(v, mode)); });
    bool nobody_yet = true;
    each_node([&](NodeId v, Mode mode) { nobody_yet = nobody_yet && nobody_before(v, mode, from); });
    Times open;
    for (const CaseInterval& times : rules_.intake[id.index()]) {
      open.push_back({times.from.count(), times.until.count()});
    }
    const Int128 length = length_within(open, 1, {from.count(), deadline_.count()});
    if (length == 0) return;
    if (!refuge.capacity && !refuge.intake) return no_limit(fmt::format("refuge {}", refuge.id));
    std::optional<Fraction> most;
    if (refuge.capacity) most = Fraction{refuge.capacity->count(), 1};
    if (refuge.intake) {
      Fraction taken{whole(length), kHour};
      taken.multiply(Fraction::of(refuge.intake->count()));
      taken.add(left_over(refuge.intake->count(), open, Precision{}, from, nobody_yet));
      if (!most || taken.below(*most)) most = taken;
    }
    parts_ += 2;
    sum_.add(*most);
  }

  const Case& c_;
  const Rules &rules_, &exact_;
  CaseTime deadline_;
  const Alpha& alpha_;
  const Soonest* soonest_;
  Sum sum_;
  std::array<bool, 2> moves_{false, false};
  std::int64_t parts_ = 0;  // that are not nothing
  std::string unlimited_;
};

}  // namespace

Soonest soonest_presence(const Case& c, const Rules& rules) {
  constexpr Tick kNever = std::numeric_limits<Tick>::max();
  const network::Network& net = c.network;
  const Tick per_ms = rules.precision.per_ms;
  Soonest out;
  for (const Mode mode : kModes) {
    Table<NodeId, Tick>& soonest = out[static_cast<std::size_t>(mode)];
    soonest = Table<NodeId, Tick>(net.node_count(), kNever);
    using Entry = std::pair<Tick, NodeId>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    const auto present = [&](NodeId v, Tick t) {
      if (v.valid() && t < soonest[v]) queue.emplace(soonest[v] = t, v);
    };
    for (const scenario::Origin& origin : c.origins) {
      const bool car = mode == Mode::kCar;
      if ((car ? origin.by_car : origin.on_foot) > Persons{0})
        present(car ? origin.car_node : origin.foot_node, origin.release.count() * per_ms);
    }
    while (!queue.empty()) {
      const auto [now, v] = queue.top();
      queue.pop();
      if (soonest[v] < now) continue;
      for (const network::ArcId a : net.out[v]) {
        for (const Interval<Tick>& open : rules.of(mode).of(side_index(net.road[a], net.direction[a]))) {
          if (open.until <= now) continue;
          const Rational time = travel_time(c, net.road[a], mode);
          const auto travel = static_cast<Tick>(floor_div(Int128{time.num()} * per_ms, Int128{time.den()}));
          present(net.head[a], std::max(now, open.from) + travel);
          break;
        }
      }
    }
  }
  return out;
}

CutBound cut_bound(const Case& c, const Rules& rules, const Rules& exact, CaseTime deadline, const Alpha& alpha,
                   const Soonest* soonest) {
  return Evaluation(c, rules, exact, deadline, alpha, soonest).run();
}

}  // namespace passage::certify
