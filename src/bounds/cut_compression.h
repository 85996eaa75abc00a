// A cut is told in few rows, and all of it is worked out from them (docs/methods/certificate.md, "Labels left out"). A
// vertex x without a row has the cut time
//
//     max(latest(x), min(soonest(x), T)),
//
// latest(x) the latest moment from which people reach a vertex with a row before its cut time, at free speed and
// through openings; soonest(x) the soonest that anybody can be at x. Neither lets anybody past the cut, so rows are
// needed only where it holds people back.
#pragma once

#include <utility>
#include <vector>

#include "bounds/bound.h"
#include "graph/compressed_rows.h"

namespace passage::bounds {

// The supremum of the moments before `t` that lie in a set of openings (index into TravelNetwork::sets); 0 if there is
// none. The end of an opening is no moment of it, but a cut time may be there.
[[nodiscard]] CaseTime latest_before(const TravelNetwork& m, std::uint32_t open, CaseTime t);

struct CutRows {
  CaseTime deadline{0};
  std::vector<std::pair<VertexId, CaseTime>> rows;  // by vertex
};

class CutCompression {
 public:
  explicit CutCompression(const TravelNetwork& outer);  // kOuter, kept by reference. O(links).

  // Keeps the cut times that are given (a flag for each vertex). Elsewhere sets the latest moment from which people
  // reach a vertex with a given one before that; 0 where they can reach none. O(links + minutes) and short queues.
  [[nodiscard]] TemporalCut reaching(TemporalCut cut, const Table<VertexId, char>& given) const;

  // The cut that rows tell.
  [[nodiscard]] TemporalCut expand(const CutRows& rows) const;
  // Few rows that tell a cut: expand(compress(cut)) == cut. Homes, gates, hubs and nodes of refuges always have one.
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
