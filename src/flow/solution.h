// What a solver returns: who enters which arc when, and cut times or prices that prove how good it is.
#pragma once

#include <vector>

#include "flow/problem.h"

namespace passage::flow {

struct Entry {
  ArcId arc;
  Step step = 0;
  Amount amount = 0;  // > 0
};

struct Intake {
  NodeId node;  // a refuge
  Step step = 0;
  Amount amount = 0;  // > 0
};

struct Solution {
  std::vector<Entry> entries;   // sorted by (step, arc), one a pair
  std::vector<Intake> intakes;  // sorted by (step, node), one a pair
  Amount safe = 0;
  Int128 sum = 0;  // of intake steps of those safe
  Step last = -1;  // step of the last intake; -1 if nobody is safe
};

// Cut times of one deadline: with alpha, at most `bound` people are safe by `deadline`.
struct StepCut {
  Step deadline = 0;
  Table<NodeId, Step> cut_time;  // n, each in [0, deadline + 1]
  Amount bound = 0;              // the claim; flow/bound.h recomputes it
};

// The value of a person at a node from a step on, until its next row: falling in the step.
struct ValueFrom {
  NodeId node;
  Step step = 0;
  std::int64_t value = 0;
};

// Prices that prove the smallest sum where lifetime capacities bind (docs/formats.md, kind `prices`).
struct DualPrices {
  std::vector<std::pair<NodeId, std::int64_t>> refuge_price;
  std::vector<ValueFrom> values;  // sorted by (node, step); 0 before a node's first row
};

enum class CertificateKind { kNone, kCut, kCuts, kPrices };

struct Certificate {
  CertificateKind kind = CertificateKind::kNone;
  std::vector<StepCut> cuts;  // rising deadlines; the last is the horizon
  DualPrices prices;          // kPrices only
};

}  // namespace passage::flow
