// Bounds that anybody can recompute from cut times or prices. They hold for any cut times and any prices;
// what makes one a proof is that it equals what a solution reaches.
#pragma once

#include "flow/problem.h"
#include "flow/solution.h"

namespace passage::flow {

enum class BoundStatus { kProved, kCutTimeOutOfRange, kOverflow };

// At most how many people can be safe by step t.
// Input  one cut time a node, alpha in [0, t + 1]; t + 1 at a refuge without limits; 0 <= t <= horizon.
// Bound  people released before their node's cut time (and by t)
//      + per arc v -> w: capacity over entries in [alpha_v, alpha_w - time)
//      + per refuge r: min(capacity, rate over [alpha_r, t + 1)).
// True   for any cut times; the least over all cut times is the optimum (max-flow min-cut on the time
//        expansion; Ford, Fulkerson 1958).
// Cost   O(nodes + arcs + pieces) time. Exact; kOverflow if the sum does not fit 64 bit, or if an
//        unlimited arc is cut.
struct CutBound {
  BoundStatus status = BoundStatus::kProved;
  Amount at_most = 0;  // valid only if kProved
};
[[nodiscard]] CutBound cut_bound(const Problem& problem, const Table<NodeId, Step>& cut_time, Step t);

// W = (refuges + 1) (horizon + 1): one more person safe is worth more than any delay.
[[nodiscard]] Int128 person_weight(const Problem& problem);

// At most how large W safe - sum can be, with values q(v, s) >= 0 that never rise with s (0 before
// the first row of a node means 0 throughout; 0 after the horizon) and prices l_r >= 0 of the refuges'
// lifetime capacities (0 where that is unlimited):
//   supplies times q(v, release)
// + every arc's capacity at s times max(0, q(w, s + time) - q(v, s))
// + every refuge's rate at s times max(0, W - s - l_r - q(r, s)); a refuge without a rate needs that to be 0
// + capacity times l_r.
// Linear programming duality on the time expansion.
// Cost O(rows of values x arcs at their nodes). kCutTimeOutOfRange if a condition does not hold.
struct PriceBound {
  BoundStatus status = BoundStatus::kProved;
  Int128 at_most = 0;
};
[[nodiscard]] PriceBound price_bound(const Problem& problem, const DualPrices& prices);

}  // namespace passage::flow
