#include "flow/problem.h"

namespace passage::flow {

Amount people(const Problem& problem) {
  Int128 sum = 0;
  for (const Supply& supply : problem.supplies) sum += supply.persons;
  return narrow(sum);
}

Amount capacity_over(const Problem& problem, ArcId a, Interval<Step> steps) {
  if (steps.empty()) return 0;
  Int128 sum = 0;
  bool unlimited = false;
  const auto add = [&](const StepRate& rate, Interval<Step> part) {
    if (part.empty()) return;
    if (rate.unlimited())
      unlimited = true;
    else
      sum += rate.over(part);
  };
  Step at = steps.from;
  const auto row = problem.pieces_of[a];
  auto first = row.begin();
  std::uint32_t low = (*row.begin()).index(), high = (*row.end()).index();
  while (low < high) {  // the first piece that ends after steps.from
    const std::uint32_t middle = low + (high - low) / 2;
    if (problem.pieces[PieceId{middle}].steps.until <= steps.from)
      low = middle + 1;
    else
      high = middle;
  }
  first = IdRange<PieceId>::Iterator{low};
  for (; first != row.end() && at < steps.until; ++first) {
    const Piece& piece = problem.pieces[*first];
    if (piece.steps.from >= steps.until) break;
    const Interval<Step> part = intersect(piece.steps, steps);
    add(problem.capacity[a], {at, part.from});
    add(piece.rate, part);
    at = part.until;
  }
  add(problem.capacity[a], {at, steps.until});
  return unlimited ? kUnlimited : narrow(sum);
}

}  // namespace passage::flow
