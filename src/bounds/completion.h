// Labels told in few rows (docs/methods/certificate.md, "Labels left out"): a spot without a row has the latest
// moment from which the spots with rows are reached before their labels, at free speed through openings; or the
// soonest that anybody can be there, if that is later. Neither lets anybody past, so rows are needed only
// where labels hold people back.
#pragma once

#include <utility>
#include <vector>

#include "bounds/bound.h"

namespace passage::bounds {

// The latest moment before `t` in a set of openings of the movement: an opening's end is not a moment of it, but
// the limit of such moments is what a label needs. 0 if there is none.
[[nodiscard]] CaseTime latest_before(const Movement& m, std::uint32_t open, CaseTime t);

struct LabelRows {
  CaseTime deadline{0};
  std::vector<std::pair<SpotId, CaseTime>> rows;  // by spot
};

class Completion {
 public:
  explicit Completion(const Movement& outer);  // kOuter, kept. O(moves).

  // `labels` where `given`; elsewhere the latest moment from which a given label is reached, 0 where none can be.
  // O(moves) and what many short queues cost.
  [[nodiscard]] Labels reaching(Labels labels, const Table<SpotId, char>& given) const;

  // The labels that rows tell.
  [[nodiscard]] Labels all(const LabelRows& rows) const;
  // Few rows that tell these labels: all(few(labels)) == labels. Homes, gates and hubs always have one, and
  // nodes of refuges.
  [[nodiscard]] LabelRows few(const Labels& labels) const;

 private:
  struct In {  // a move, at its head
    SpotId tail;
    std::uint32_t open;
    Millis time;
  };
  [[nodiscard]] CaseTime soonest(SpotId s, CaseTime deadline) const;

  const Movement& m_;
  std::vector<std::uint32_t> first_;  // by spot: its moves in `into_`
  std::vector<In> into_;
  Table<SpotId, char> always_;  // has a row in any case
};

}  // namespace passage::bounds
