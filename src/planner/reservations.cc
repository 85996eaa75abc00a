#include "planner/reservations.h"

#include <algorithm>
#include <limits>

namespace passage::planner {

using flow::Amount;
using flow::Piece;
using flow::Step;
using timenet::Hub;

namespace {

constexpr std::int64_t kMicro = 1'000'000, kHour = 3'600'000;

Int128 micro(Rational amount, Int128 part, Int128 whole) {  // up
  return ceil_div(Int128{amount.num()} * kMicro * part, Int128{amount.den()} * whole);
}

// The running total of a capacity less what was taken, in millionths of a person.
class Remaining {
 public:
  Remaining(const TravelNetwork& m, LinkId a, std::vector<Reservation> rows, Rational people)
      : set_(m.sets[m.rate_open[a]]), horizon_(m.horizon), rate_(m.persons_per_h[a]) {
    for (Reservation& row : rows) row.amount = row.amount * people;
    std::sort(rows.begin(), rows.end(), [](const auto& x, const auto& y) { return x.when.from < y.when.from; });
    at_ = {CaseTime{0}, m.horizon};
    for (const Reservation& row : rows) at_.insert(at_.end(), {row.when.from, row.when.until});
    for (const CaseInterval& open : set_.times) at_.insert(at_.end(), {open.from, open.until});
    std::sort(at_.begin(), at_.end());
    at_.erase(std::unique(at_.begin(), at_.end()), at_.end());
    total(rows);
  }

  // Whole persons that may enter before t, of what nobody later needs.
  [[nodiscard]] Amount before(CaseTime t) const { return narrow(floor_div(rising(t), kMicro)); }

  // The most of `amount`, the difference of `before` over a step, that may enter evenly over it. All of them where
  // nothing begins or ends within the step; otherwise the room may come only after a part of them would enter.
  [[nodiscard]] Amount evenly(CaseInterval step, Amount amount) const {
    if (amount <= 0) return 0;
    const std::vector<Point> points = points_of(step);
    if (points.size() == 2 || fits(points, step.length(), amount)) return amount;
    Amount fit = 0, too_many = amount;
    while (too_many - fit > 1) {
      const Amount middle = fit + (too_many - fit) / 2;
      (fits(points, step.length(), middle) ? fit : too_many) = middle;
    }
    return fit;
  }

 private:
  struct Point {
    CaseTime at;
    Int128 room;  // millionths of a person that may have entered by then
  };

  // The running total made to rise from the right: the least from t on.
  [[nodiscard]] Int128 rising(CaseTime t) const {
    t = std::clamp(t, at_.front(), at_.back());
    const auto next = std::upper_bound(at_.begin(), at_.end(), t);
    const auto i = static_cast<std::size_t>(next - at_.begin()) - 1;
    Int128 left = left_[i];
    if (next != at_.end() && t > at_[i]) {
      const Int128 rise = left_[i + 1] - left_[i];
      left += floor_div(rise * (t - at_[i]).count(), (at_[i + 1] - at_[i]).count());
    }
    if (next != at_.end()) left = std::min(left, least_[i + 1]);
    return left;
  }

  // Where it bends within a step, and the step's ends. Between two of them it is straight, or a little more.
  [[nodiscard]] std::vector<Point> points_of(CaseInterval step) const {
    std::vector<Point> out{{step.from, rising(step.from)}};
    const auto after = std::upper_bound(at_.begin(), at_.end(), step.from);
    for (auto i = static_cast<std::size_t>(after - at_.begin()); i < at_.size() && at_[i - 1] < step.until; ++i) {
      // It rises only as far as the least of what is still to come.
      if (i > 0 && left_[i - 1] < least_[i] && least_[i] < left_[i]) {
        const Int128 length = (at_[i] - at_[i - 1]).count();
        const CaseTime full =
            at_[i - 1] + Millis{narrow(floor_div((least_[i] - left_[i - 1]) * length, left_[i] - left_[i - 1]))};
        if (full > step.from && full < step.until) out.push_back({full, least_[i]});
      }
      if (at_[i] < step.until) out.push_back({at_[i], least_[i]});
    }
    out.push_back({step.until, rising(step.until)});
    return out;
  }

  // With n people evenly over the step, at most one person ahead of the room between any two moments: of the step (the
  // fall from the most room so far), and of others, which begin and end in whole persons of the room.
  [[nodiscard]] static bool fits(const std::vector<Point>& points, Millis length, Amount n) {
    const CaseTime from = points.front().at, until = points.back().at;
    const Int128 first = floor_div(points.front().room, kMicro) * kMicro;
    const Int128 last = floor_div(points.back().room, kMicro) * kMicro;
    Int128 most = std::numeric_limits<std::int64_t>::min();
    for (const Point& point : points) {
      const Int128 entered = ceil_div(Int128{n} * kMicro * (point.at - from).count(), length.count());
      const Int128 to_come = ceil_div(Int128{n} * kMicro * (until - point.at).count(), length.count());
      if (first + entered > point.room || last - to_come < point.room - kMicro) return false;
      most = std::max(most, point.room - entered);
      if (most - (point.room - entered) > kMicro) return false;
    }
    return true;
  }

  void total(const std::vector<Reservation>& rows) {
    Int128 done = 0;
    std::size_t next = 0;
    std::vector<const Reservation*> now;
    for (const CaseTime t : at_) {
      while (next < rows.size() && rows[next].when.from <= t) now.push_back(&rows[next++]);
      std::erase_if(now, [&](const Reservation* row) {
        if (row->when.until > t) return false;
        done += micro(row->amount, 1, 1);
        return true;
      });
      Int128 taken = done;
      for (const Reservation* row : now)
        taken += micro(row->amount, (t - row->when.from).count(), row->when.length().count());
      const Rational open = set_.open_before(t, horizon_);
      left_.push_back(floor_div(Int128{rate_.num()} * kMicro * open.num(), Int128{rate_.den()} * kHour * open.den()) -
                      taken);
    }
    least_ = left_;
    for (std::size_t i = least_.size() - 1; i-- > 0;) least_[i] = std::min(least_[i], least_[i + 1]);
  }

  const rules::TimeSet& set_;
  CaseTime horizon_;
  Rational rate_;
  std::vector<CaseTime> at_;
  std::vector<Int128> left_, least_;  // by at_; the least from there on
};

void add_steps(const Remaining& remaining, Interval<Step> steps, Millis step, CaseTime d, std::vector<Piece>& out) {
  const std::size_t first = out.size();
  Amount before = remaining.before(step * steps.from - d);
  for (Step k = steps.from; k < steps.until; ++k) {
    const CaseInterval when{step * k - d, step * (k + 1) - d};
    const Amount then = remaining.before(when.until), amount = remaining.evenly(when, then - before);
    before = std::max(before, then);
    if (out.size() > first && out.back().rate.num == amount) {
      out.back().steps.until = k + 1;
    } else {
      out.push_back({{k, k + 1}, {amount, 1, 0}});
    }
  }
}

// The rows of what the link shares with others; none if nothing of it has been taken.
const std::vector<Reservation>& rows_of(const Reservations& reserved, const TravelNetwork& m, LinkId a,
                                        const Table<VertexId, const Hub*>& hub_of) {
  static const std::vector<Reservation> kNone;
  if (m.persons_per_h[a] < Rational{0}) return kNone;
  if (m.arc[a].valid()) return reserved.units[m.arc[a]];
  const Hub* hub = hub_of[m.head[a]];
  return hub == nullptr ? kNone : reserved.persons[hub->refuge];
}

}  // namespace

Rational reserved_rate(const std::vector<Reservation>& rows, CaseInterval when) {
  std::vector<const Reservation*> overlapping;
  for (const Reservation& row : rows) {
    if (overlap(row.when, when)) overlapping.push_back(&row);
  }
  Rational most{0};
  for (const Reservation* first : overlapping) {  // the most is reached where some row begins
    const CaseTime at = std::max(first->when.from, when.from);
    Rational sum{0};
    for (const Reservation* row : overlapping) {
      if (row->when.contains(at)) sum = sum + row->amount * Rational::of(kHour, row->when.length().count());
    }
    most = std::max(most, sum);
  }
  return most;
}

Rational an_hour(Rational amount, Millis length) {
  return amount * Rational::of(kHour, length.count());
}

CaseTime rounded_up(CaseTime t, Millis unit, Millis offset) {
  return CaseTime{narrow(ceil_div((t + offset).count(), unit.count()) * unit.count())} - offset;
}

bool overlaps(const std::vector<CaseInterval>& all, CaseInterval when) {
  return std::any_of(all.begin(), all.end(), [&](CaseInterval other) { return overlap(other, when); });
}

CaseInterval first_intake(const Times& open, Rational rate, const std::vector<Reservation>& rows,
                          const std::vector<CaseInterval>& apart, CaseTime t, Persons persons) {
  constexpr Millis kMinute{60'000};
  Millis length = kConvoy;
  if (rate == Rational{0}) return {kNever, kNever};
  if (rate > Rational{0})
    length = std::max(length, rounded_up(Millis{(Rational{persons.count()} * kHour / rate).ceil()}, kMinute));
  for (const CaseInterval& times : open) {
    CaseTime at = rounded_up(std::max(t, times.from), kMinute);
    while (at + length <= times.until) {
      const CaseInterval when{at, at + length};
      const Rational needed = an_hour(Rational{persons.count()}, length);
      if (!overlaps(apart, when) && (rate < Rational{0} || reserved_rate(rows, when) + needed <= rate)) return when;
      CaseTime end = kNever;
      for (const Reservation& row : rows) {
        if (overlap(row.when, when)) end = std::min(end, row.when.until);
      }
      for (const CaseInterval& other : apart) {
        if (overlap(other, when)) end = std::min(end, other.until);
      }
      if (end == kNever) break;
      at = rounded_up(end, kMinute);
    }
  }
  return {kNever, kNever};
}

void reserve(const Reservations& reserved, const TravelNetwork& travel, Rational people_per_unit, Discrete& discrete) {
  flow::Problem& p = discrete.problem;
  Table<VertexId, const Hub*> hub_of(travel.node.size());
  for (std::size_t i = 0; i < travel.hubs.size(); ++i) {
    const Hub& hub = travel.hubs[i];
    hub_of[hub.vertex] = &hub;
    Rational used{0};
    for (const Reservation& row : reserved.persons[hub.refuge]) used = used + row.amount;
    if (p.refuges[i].capacity != flow::kUnlimited)
      p.refuges[i].capacity -= std::min(p.refuges[i].capacity, used.ceil());
  }
  std::vector<std::uint32_t> first{0};
  std::vector<Piece> pieces;
  for (const LinkId m : travel.tail.ids()) {
    const flow::ArcId a{m.index()};
    const std::vector<Reservation>& rows = rows_of(reserved, travel, m, hub_of);
    if (rows.empty()) {
      for (const flow::PieceId piece : p.pieces_of[a]) pieces.push_back(p.pieces[piece]);
    } else {
      const Remaining remaining(travel, m, rows, travel.arc[m].valid() ? people_per_unit : Rational{1});
      const CaseTime d = travel.potential[travel.tail[m]];
      if (travel.open[m] == 0) {
        p.capacity[a] = {0, 1, 0};
        add_steps(remaining, {0, p.horizon + 1}, discrete.step, d, pieces);
      }
      for (const flow::PieceId piece : p.pieces_of[a])
        add_steps(remaining, p.pieces[piece].steps, discrete.step, d, pieces);
    }
    first.push_back(static_cast<std::uint32_t>(pieces.size()));
  }
  p.pieces_of = Rows<flow::ArcId, flow::PieceId>(std::move(first));
  p.pieces = Table<flow::PieceId, Piece>();
  for (const Piece& piece : pieces) p.pieces.push_back(piece);
}

}  // namespace passage::planner
