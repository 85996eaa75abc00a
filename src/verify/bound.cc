#include "verify/bound.h"

#include <map>

#include <fmt/format.h>
#include <boost/multiprecision/cpp_int.hpp>

namespace passage::verify {
namespace {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

constexpr std::int64_t kHour = 3'600'000;  // ms

cpp_int big(Int128 value) {
  const bool negative = value < 0;
  if (negative) value = -value;
  cpp_int out = static_cast<std::uint64_t>(value >> 64);
  out <<= 64;
  out += static_cast<std::uint64_t>(value);
  return negative ? cpp_int(-out) : out;
}

cpp_rational big(Rational value) {
  return cpp_rational(cpp_int(value.num()), cpp_int(value.den()));
}

// Length of times within part, in 1/(ticks x parts) ms; part in the same unit.
Int128 length_within(const Times& times, Int128 parts, Interval<Int128> part) {
  Int128 length = 0;
  for (const Interval<Tick>& open : times) {
    const Interval<Int128> both = intersect({Int128{open.from} * parts, Int128{open.until} * parts}, part);
    if (!both.empty()) length += both.length();
  }
  return length;
}

// The sum of fractions with few denominators: whole numbers by denominator, joined at the end.
class Sum {
 public:
  // length / (parts x 3,600,000) x rate; length in 1/parts ms.
  void add(Rational rate, Int128 length, Int128 parts) {
    if (length == 0 || rate.num() == 0) return;
    total_[rate.den()][rate.num()][static_cast<std::int64_t>(parts)] += length;
  }
  void add(const cpp_rational& value) { rest_ += value; }
  [[nodiscard]] cpp_rational value() const {
    cpp_rational sum = rest_;
    for (const auto& [den, by_num] : total_) {
      for (const auto& [num, by_parts] : by_num) {
        for (const auto& [parts, length] : by_parts) {
          sum += cpp_rational(cpp_int(num) * big(length), cpp_int(den) * parts * kHour);
        }
      }
    }
    return sum;
  }

 private:
  std::map<std::int64_t, std::map<std::int64_t, std::map<std::int64_t, Int128>>> total_;
  cpp_rational rest_ = 0;
};

class Evaluation {
 public:
  Evaluation(const Case& c, const Rules& rules, CaseTime deadline, const Alpha& alpha)
      : c_(c), rules_(rules), deadline_(deadline), alpha_(alpha) {
    for (const scenario::Origin& origin : c.origins) {
      by_car_ |= origin.by_car > Persons{0};
      on_foot_ |= origin.on_foot > Persons{0};
    }
  }

  LabelBound run() {
    supplies();
    for (const RoadId r : c_.network.length_mm.ids()) {
      road_side(r, Direction::kForward);
      road_side(r, Direction::kBackward);
    }
    for (const scenario::RefugeId r : c_.refuges.ids()) refuge(r);
    if (!unlimited_.empty()) return {std::nullopt, unlimited_};
    const cpp_rational sum = sum_.value();
    const cpp_int whole = numerator(sum) / denominator(sum);
    if (whole > std::numeric_limits<std::int64_t>::max()) return {std::nullopt, "the sum of all capacities"};
    return {Persons{static_cast<std::int64_t>(whole)}, {}};
  }

 private:
  [[nodiscard]] Millis alpha(NodeId v, Mode mode) const { return alpha_[static_cast<std::size_t>(mode)][v]; }
  void no_limit(std::string what) {
    if (unlimited_.empty()) unlimited_ = std::move(what);
  }

  void supplies() {
    for (const scenario::Origin& origin : c_.origins) {
      const auto supply = [&](NodeId v, Mode mode, Persons persons) {
        if (v.valid() && origin.release < deadline_ && alpha(v, mode) > origin.release) {
          sum_.add(cpp_rational(persons.count()));
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
    const Rational time = travel_time(c_, r, mode);
    const Tick k = rules_.precision.per_ms;
    Int128 num = Int128{time.num()} * k, den = time.den();
    if (rules_.precision.whole_travel) num = floor_div(num, den), den = 1;
    return {{alpha(tail, mode).count() * Int128{k} * den, alpha(head, mode).count() * Int128{k} * den - num}, den};
  }

  void road_side(RoadId r, Direction direction) {
    const std::size_t side = side_index(r, direction);
    const network::Network& net = c_.network;
    NodeId tail = net.from[r], head = net.to[r];
    if (direction == Direction::kBackward) std::swap(tail, head);
    const bool limited = std::any_of(rules_.daily.begin(), rules_.daily.end(),
                                     [&](const DailyLimit& limit) { return limit.side == side; });
    if (limited) return limited_side(r, side, tail, head);
    if (!rules_.of(Mode::kCar).of(side).empty()) {
      const Cut cars = cut(r, tail, head, Mode::kCar);
      if (!cars.part.empty()) {
        const Int128 length = length_within(rules_.of(Mode::kCar).of(side), cars.den, cars.part);
        sum_.add(rules_.rate[r.index()], length, cars.den * rules_.precision.per_ms);
      }
    }
    if (!rules_.of(Mode::kFoot).of(side).empty()) {
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
      cpp_rational cars = 0;
      bool walkers = false;
      for (const Mode mode : kModes) {
        const Times& times = rules_.of(mode).of(side);
        if (times.empty()) continue;
        const Cut whole = cut(r, tail, head, mode);
        const Int128 unit = rules_.precision.per_ms * whole.den;
        const auto part = intersect({day.from.count() * unit, day.until.count() * unit}, whole.part);
        const Int128 length = part.empty() ? 0 : length_within(times, whole.den, part);
        if (mode == Mode::kFoot) walkers = length > 0;
        if (mode == Mode::kCar && length > 0) {
          cars = cpp_rational(big(length), big(unit * kHour)) * big(rules_.rate[r.index()]);
        }
      }
      const cpp_rational most(least->count());
      sum_.add(walkers || most < cars ? most : cars);
    }
  }

  void refuge(scenario::RefugeId id) {
    const scenario::Refuge& refuge = c_.refuges[id];
    Millis from = deadline_;
    // Nobody comes by a mode that nobody uses: its label says nothing about the refuge.
    if (by_car_ && refuge.car_node.valid()) from = std::min(from, alpha(refuge.car_node, Mode::kCar));
    if (on_foot_ && refuge.foot_node.valid()) from = std::min(from, alpha(refuge.foot_node, Mode::kFoot));
    Times open;
    for (const CaseInterval& times : rules_.intake[id.index()]) {
      open.push_back({times.from.count(), times.until.count()});
    }
    const Int128 length = length_within(open, 1, {from.count(), deadline_.count()});
    if (length == 0) return;
    if (!refuge.capacity && !refuge.intake) return no_limit(fmt::format("refuge {}", refuge.id));
    std::optional<cpp_rational> most;
    if (refuge.capacity) most = cpp_rational(refuge.capacity->count());
    if (refuge.intake) {
      const cpp_rational taken = cpp_rational(big(length), cpp_int(kHour)) * big(refuge.intake->count());
      if (!most || taken < *most) most = taken;
    }
    sum_.add(*most);
  }

  const Case& c_;
  const Rules& rules_;
  CaseTime deadline_;
  const Alpha& alpha_;
  bool by_car_ = false, on_foot_ = false;
  Sum sum_;
  std::string unlimited_;
};

}  // namespace

LabelBound label_bound(const Case& c, const Rules& rules, CaseTime deadline, const Alpha& alpha) {
  return Evaluation(c, rules, deadline, alpha).run();
}

}  // namespace passage::verify
