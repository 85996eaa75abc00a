// Cut times told in few rows (docs/methods/certificate.md, "Labels left out"): a vertex without a row has the latest
// moment from which the vertices with rows are reached before their cut times, at free speed through openings; or the
// soonest that anybody can be there, if that is later. Neither lets anybody past, so rows are needed only
// where cut times hold people back.
#pragma once

#include <utility>
#include <vector>

#include "bounds/bound.h"
#include "graph/compressed_rows.h"

namespace passage::bounds {

// The latest moment before `t` in a set of openings of the travel network: an opening's end is not a moment of it, but
// the limit of such moments is what a cut time needs. 0 if there is none.
[[nodiscard]] CaseTime latest_before(const TravelNetwork& m, std::uint32_t open, CaseTime t);

struct CutRows {
  CaseTime deadline{0};
  std::vector<std::pair<VertexId, CaseTime>> rows;  // by vertex
};

class CutCompression {
 public:
  explicit CutCompression(const TravelNetwork& outer);  // kOuter, kept. O(links).

  // `cut` where `given`; elsewhere the latest moment from which a given cut time is reached, 0 where none can be.
  // O(links) and what many short queues cost.
  [[nodiscard]] TemporalCut reaching(TemporalCut cut, const Table<VertexId, char>& given) const;

  // The cut times that rows tell.
  [[nodiscard]] TemporalCut expand(const CutRows& rows) const;
  // Few rows that tell this cut: expand(compress(cut)) == cut. Homes, gates and hubs always have one, and
  // nodes of refuges.
  [[nodiscard]] CutRows compress(const TemporalCut& cut) const;

 private:
  struct In {  // a link, at its head
    VertexId tail;
    std::uint32_t open;
    Millis time;
  };
  [[nodiscard]] CaseTime soonest(VertexId s, CaseTime deadline) const;

  const TravelNetwork& m_;
  graph::CompressedRows<VertexId, In> into_;
  Table<VertexId, char> always_;  // has a row in any case
};

}  // namespace passage::bounds
