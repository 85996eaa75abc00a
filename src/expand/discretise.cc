#include "expand/discretise.h"

#include <limits>
#include <numeric>

namespace passage::expand {

using flow::Piece;
using flow::Step;
using flow::StepRate;

namespace {

Step floor_steps(Millis t, Millis step) {
  return narrow(floor_div(t.count(), step.count()));
}
Step ceil_steps(Millis t, Millis step) {
  return narrow(ceil_div(t.count(), step.count()));
}

// The rate of an arc in steps: floor(U((k + 1) D - d)) - floor(U(k D - d)) persons in step k, with U the running total.
// Within an opening U(t) = rate x (t - closed), closed the milliseconds before it in which the road was not open.
StepRate rate_of(Rational persons_per_h, Millis step, CaseTime d, Rational closed = {}) {
  if (persons_per_h < Rational{0}) return {flow::kUnlimited, 1, 0};
  constexpr Int128 kLargest = std::numeric_limits<std::int64_t>::max();
  const Int128 parts = closed.den();
  const Int128 num = Int128{persons_per_h.num()} * step.count() * parts;
  const Int128 den = Int128{persons_per_h.den()} * 3'600'000 * parts;
  if (num > kLargest || den > kLargest) return rate_of(persons_per_h, step, d, Rational{closed.ceil()});
  // Whole persons before step 0 are in both terms and cancel.
  const Int128 before = Int128{persons_per_h.num()} * (parts * d.count() + closed.num());
  const Int128 phase = -before - den * floor_div(-before, den);
  const std::int64_t common = std::gcd(std::gcd(narrow(num), narrow(phase)), narrow(den));
  return {narrow(num / common), narrow(den / common), narrow(phase / common)};
}

StepRate whole_persons(Rational persons_per_h, Millis step) {
  if (persons_per_h < Rational{0}) return {flow::kUnlimited, 1, 0};
  const Int128 num = Int128{persons_per_h.num()} * step.count();
  return {narrow(floor_div(num, Int128{persons_per_h.den()} * 3'600'000)), 1, 0};
}

// kInner: an arc that is open at times has a capacity in the steps that lie within one of its openings.
void add_inner(flow::Problem& p, const TravelNetwork& m, LinkId a, Millis step, CaseTime d) {
  for (const CaseInterval& open : m.opening(a)) {
    const Interval<Step> at = intersect(
        Interval<Step>{ceil_steps(open.from + d, step), floor_steps(open.until + d, step)}, {0, p.horizon + 1});
    if (at.empty()) continue;
    if (m.rate_open[a] == timenet::kWholePersons) {
      p.pieces.push_back(Piece{at, whole_persons(m.persons_per_h[a], step)});
    } else {
      const Rational closed = m.sets[m.rate_open[a]].closed_before(open.from);
      p.pieces.push_back(Piece{at, rate_of(m.persons_per_h[a], step, d, closed)});
    }
  }
}

// kOuter: it has one in every step that an opening touches, namely what passes in the open part of the step, rounded
// up. So long steps lose nothing, and add less than a person each.
void add_outer(flow::Problem& p, const TravelNetwork& m, LinkId a, Millis step, CaseTime d) {
  const std::size_t first = p.pieces.size();
  const Rational rate = m.persons_per_h[a];
  const auto add_part = [&](Step at, Millis part) {
    if (at < 0 || at > p.horizon) return;
    StepRate passes{flow::kUnlimited, 1, 0};
    if (!(rate < Rational{0})) {
      const Int128 hour = Int128{rate.den()} * 3'600'000;
      passes.num = narrow(ceil_div(Int128{rate.num()} * part.count(), hour));
    }
    Piece* last = p.pieces.size() > first ? &p.pieces.values().back() : nullptr;
    if (last == nullptr || last->steps.until <= at)
      p.pieces.push_back(Piece{{at, at + 1}, passes});
    else if (!passes.unlimited())
      last->rate.num += passes.num;  // two openings touch this step
  };
  for (const CaseInterval& open : m.opening(a)) {
    const CaseTime from = open.from + d, until = open.until + d;
    const Step whole = ceil_steps(from, step), end = floor_steps(until, step);
    if (whole > end) {
      add_part(end, until - from);
      continue;
    }
    if (step * whole > from) add_part(whole - 1, step * whole - from);
    const Interval<Step> at = intersect(Interval<Step>{whole, end}, {0, p.horizon + 1});
    if (!at.empty())
      p.pieces.push_back(Piece{at, rate_of(rate, step, d, m.sets[m.rate_open[a]].closed_before(open.from))});
    if (step * end < until) add_part(end, until - step * end);
  }
}

// A remnant link has a capacity in each step in which people leave for one of its openings: what passes in that
// opening.
void add_remnant(flow::Problem& p, const TravelNetwork& m, LinkId a, Millis step) {
  for (const CaseInterval& open : m.opening(a)) {
    const Step leave = remnant_step(m, step, a, open);
    if (leave < 0 || leave > p.horizon) continue;
    p.pieces.push_back(Piece{{leave, leave + 1}, whole_persons(m.persons_per_h[a], open.length())});
  }
}

}  // namespace

Discrete discretise(const TravelNetwork& travel, Millis step) {
  PASSAGE_EXPECT(step > Millis{0});
  const bool inner = travel.rounding == rules::Rounding::kInner;
  Discrete out;
  out.step = step;
  flow::Problem& p = out.problem;
  p.node_count = travel.node.size();
  const Step steps = inner ? floor_steps(travel.horizon, step) : ceil_steps(travel.horizon, step);
  p.horizon = std::max<Step>(0, steps - 1);
  for (const timenet::Supply& s : travel.supplies) {
    const Millis at = s.release + travel.potential[s.vertex];
    p.supplies.push_back(
        {flow::NodeId{s.vertex.index()}, s.persons.count(), inner ? ceil_steps(at, step) : floor_steps(at, step)});
  }
  for (const timenet::Hub& hub : travel.hubs) {
    p.refuges.push_back({flow::NodeId{hub.vertex.index()},
                         hub.capacity ? hub.capacity->count() : flow::kUnlimited,
                         {flow::kUnlimited, 1, 0}});
  }
  std::vector<std::uint32_t> first{0};
  for (const LinkId m : travel.tail.ids()) {
    const VertexId u = travel.tail[m], v = travel.head[m];
    const CaseTime d = travel.potential[u];
    const Millis reduced_time = travel.time[m] + travel.potential[v] - d;
    out.length.push_back(travel.time[m].count());
    p.tail.push_back(flow::NodeId{u.index()});
    p.head.push_back(flow::NodeId{v.index()});
    p.time.push_back(std::max<Step>(0, inner ? ceil_steps(reduced_time, step) : floor_steps(reduced_time, step)));
    if (travel.is_remnant(m)) {
      ++p.time.values().back();
      p.capacity.push_back({0, 1, 0});
      add_remnant(p, travel, m, step);
    } else if (travel.open[m] == 0) {
      p.capacity.push_back(travel.rate_open[m] == timenet::kWholePersons ? whole_persons(travel.persons_per_h[m], step)
                                                                         : rate_of(travel.persons_per_h[m], step, d));
    } else {
      p.capacity.push_back({0, 1, 0});
      if (inner)
        add_inner(p, travel, m, step, d);
      else
        add_outer(p, travel, m, step, d);
    }
    first.push_back(static_cast<std::uint32_t>(p.pieces.size()));
  }
  p.pieces_of = Rows<flow::ArcId, flow::PieceId>(std::move(first));
  return out;
}

}  // namespace passage::expand
