#include "flow/bound.h"

#include <algorithm>
#include <limits>

namespace passage::flow {
namespace {

constexpr Int128 kLargest = std::numeric_limits<std::int64_t>::max();

// Sums without overflow: a term of an unlimited capacity, or a sum past 64 bit, is no bound.
class Sum {
 public:
  void add(Amount amount) {
    if (amount == kUnlimited) broken_ = true;
    total_ += amount;
  }
  [[nodiscard]] CutBound bound() const {
    if (broken_ || total_ > kLargest) return {BoundStatus::kOverflow, 0};
    return {BoundStatus::kProved, static_cast<Amount>(total_)};
  }

 private:
  Int128 total_ = 0;
  bool broken_ = false;
};

// The values of one node: rows [first, last), steps rising.
struct Row {
  const ValueFrom* first = nullptr;
  const ValueFrom* last = nullptr;
  [[nodiscard]] std::int64_t at(Step s, Step horizon) const {
    if (s > horizon) return 0;
    const ValueFrom* next = std::upper_bound(first, last, s, [](Step a, const ValueFrom& b) { return a < b.step; });
    return next == first ? 0 : (next - 1)->value;
  }
};

// Falling from the first row on, none negative. A node without a row at step 0 is worth nothing before
// its first row, so a first row later than 0 must be worth nothing too.
bool well_formed(const Row& row, Step horizon) {
  for (const ValueFrom* v = row.first; v != row.last; ++v) {
    if (v->value < 0 || v->step < 0 || v->step > horizon) return false;
    const std::int64_t before = v == row.first ? (v->step == 0 ? v->value : 0) : (v - 1)->value;
    if (v->value > before) return false;
    if (v != row.first && v->step <= (v - 1)->step) return false;
  }
  return true;
}

// Sum over s in [0, until) of capacity(a, s) max(0, q(w, s + time) - q(v, s)), piecewise constant.
// false: an unlimited capacity has a positive factor.
bool add_arc(const Problem& problem, ArcId a, const Row& from, const Row& to, Int128& sum) {
  const Step time = problem.time[a];
  if (time > problem.horizon || to.first == to.last) return true;
  const Step until = problem.horizon - time + 1;
  const ValueFrom* v = from.first;
  const ValueFrom* w = to.first;
  std::int64_t q_from = 0, q_to = 0;
  for (Step s = 0; s < until;) {
    while (v != from.last && v->step <= s) q_from = (v++)->value;
    while (w != to.last && w->step - time <= s) q_to = (w++)->value;
    Step next = until;
    if (v != from.last) next = std::min(next, v->step);
    if (w != to.last) next = std::min(next, w->step - time);
    if (q_to > q_from) {
      const Amount capacity = capacity_over(problem, a, {s, next});
      if (capacity == kUnlimited) return false;
      sum += Int128{capacity} * (q_to - q_from);
    }
    s = next;
  }
  return true;
}

// Sum over s of rate(s) max(0, W - s - price - q(r, s)). The factor falls with s between two rows
// of q, so each stretch is summed step by step only where it is positive.
bool add_intake(const Problem& problem, const Refuge& refuge, const Row& row, Int128 weight, Int128 price,
                Int128& sum) {
  for (Step s = 0; s <= problem.horizon; ++s) {
    const Int128 factor = weight - s - price - row.at(s, problem.horizon);
    if (factor <= 0) continue;
    if (refuge.rate.unlimited()) return false;
    sum += factor * refuge.rate.at(s);
  }
  return true;
}

}  // namespace

CutBound cut_bound(const Problem& problem, const Table<NodeId, Step>& cut_time, Step t) {
  if (cut_time.size() != problem.node_count || t < 0 || t > problem.horizon)
    return {BoundStatus::kCutTimeOutOfRange, 0};
  for (const Step at : cut_time)
    if (at < 0 || at > t + 1) return {BoundStatus::kCutTimeOutOfRange, 0};
  Sum sum;
  for (const Supply& supply : problem.supplies)
    if (supply.release <= t && cut_time[supply.node] > supply.release) sum.add(supply.persons);
  for (const ArcId a : problem.tail.ids()) {
    const Step from = cut_time[problem.tail[a]];
    if (problem.time[a] > t) continue;
    const Step until = std::min(cut_time[problem.head[a]] - problem.time[a], t - problem.time[a] + 1);
    if (from < until) sum.add(capacity_over(problem, a, {from, until}));
  }
  for (const Refuge& refuge : problem.refuges) {
    const Step from = cut_time[refuge.node];
    if (from > t) continue;
    if (refuge.rate.unlimited()) {
      if (refuge.capacity == kUnlimited) return {BoundStatus::kCutTimeOutOfRange, 0};
      sum.add(refuge.capacity);
    } else {
      sum.add(std::min(refuge.capacity, refuge.rate.over({from, t + 1})));
    }
  }
  return sum.bound();
}

Int128 person_weight(const Problem& problem) {
  return (Int128{problem.horizon} + 1) * static_cast<std::int64_t>(problem.refuges.size() + 1);
}

PriceBound price_bound(const Problem& problem, const DualPrices& prices) {
  constexpr PriceBound kBroken{BoundStatus::kCutTimeOutOfRange, 0};
  Table<NodeId, Row> rows(problem.node_count);
  const ValueFrom* const end = prices.values.data() + prices.values.size();
  for (const ValueFrom* at = prices.values.data(); at != end;) {
    const ValueFrom* const first = at;
    if (!rows.contains(first->node) || rows[first->node].first != nullptr) return kBroken;
    while (at != end && at->node == first->node) ++at;
    rows[first->node] = {first, at};
    if (!well_formed(rows[first->node], problem.horizon)) return kBroken;
  }
  Table<NodeId, std::int64_t> price(problem.node_count, 0);
  for (const auto& [node, value] : prices.refuge_price) {
    if (!price.contains(node) || value < 0) return kBroken;
    price[node] = value;
  }
  Int128 sum = 0;
  for (const Supply& supply : problem.supplies)
    sum += Int128{supply.persons} * rows[supply.node].at(supply.release, problem.horizon);
  for (const ArcId a : problem.tail.ids())
    if (!add_arc(problem, a, rows[problem.tail[a]], rows[problem.head[a]], sum)) return kBroken;
  const Int128 weight = person_weight(problem);
  for (const Refuge& refuge : problem.refuges) {
    const std::int64_t l = price[refuge.node];
    if (l != 0 && refuge.capacity == kUnlimited) return kBroken;
    if (l != 0) sum += Int128{refuge.capacity} * l;
    if (!add_intake(problem, refuge, rows[refuge.node], weight, l, sum)) return kBroken;
    price[refuge.node] = 0;
  }
  for (const std::int64_t left : price)
    if (left != 0) return kBroken;  // a price at a node that is no refuge
  return {BoundStatus::kProved, sum};
}

}  // namespace passage::flow
