#include "bounds/kernel.h"

#include "timenet/links_at.h"

namespace passage::bounds {
namespace {

// A flag for each vertex that lies in no dead end. A vertex that is joined to one other vertex alone is a dead end; it
// is taken away, and then the next may be one.
Table<VertexId, char> without_dead_ends(const TravelNetwork& m) {
  const timenet::LinksAt into = timenet::links_at(m.head, m.node.size());
  const timenet::LinksAt leaving = timenet::links_at(m.tail, m.node.size());
  Table<VertexId, char> in(m.node.size(), 1), kept(m.node.size(), 0);
  for (const timenet::Supply& s : m.supplies) kept[s.vertex] = 1;
  for (const timenet::Hub& hub : m.hubs) {
    kept[hub.vertex] = 1;
    if (hub.gate.valid()) kept[hub.gate] = 1;
  }
  // The only other vertex that `s` is joined to; invalid if there are none or several.
  const auto only = [&](VertexId s) {
    VertexId neighbour;
    for (const bool out : {true, false}) {
      for (const LinkId a : out ? leaving[s] : into[s]) {
        const VertexId other = out ? m.head[a] : m.tail[a];
        if (other == s || !in[other] || other == neighbour) continue;
        if (neighbour.valid()) return VertexId{};
        neighbour = other;
      }
    }
    return neighbour;
  };
  for (const VertexId start : m.node.ids()) {
    for (VertexId s = start; !kept[s] && in[s];) {
      const VertexId next = only(s);
      if (!next.valid()) break;
      in[s] = 0;
      s = next;
    }
  }
  return in;
}

// The vertices that are in, with chains joined. A chain crosses a cut at one of its roads, so no road of it may be
// closed at times: people would wait before that one. Nor does a chain lead into a gate: who comes there is counted by
// the cut time of the node before it.
timenet::Contracted joined(const TravelNetwork& m, const Table<VertexId, char>& in) {
  Table<LinkId, char> chosen(m.tail.size(), 0);
  Table<VertexId, char> kept(m.node.size(), 0);
  for (const LinkId a : m.tail.ids()) {
    chosen[a] = in[m.tail[a]] && in[m.head[a]] ? 1 : 0;
    if (m.open[a] != 0) kept[m.tail[a]] = kept[m.head[a]] = 1;
    if (!m.arc[a].valid() && !m.node[m.head[a]].valid()) kept[m.tail[a]] = 1;
  }
  return timenet::contract(m, chosen, kept);
}

}  // namespace

Kernel::Kernel(const TravelNetwork& outer) : outer_(outer), in_(without_dead_ends(outer)) {
  part_ = joined(outer, in_);
  for (const VertexId s : part_.vertex) part_.travel.soonest.push_back(outer.soonest[s]);
}

TemporalCut Kernel::within(const TemporalCut& whole) const {
  TemporalCut out{whole.deadline, {}};
  for (const VertexId s : part_.vertex) out.cut_time.push_back(whole.cut_time[s]);
  return out;
}

TemporalCut Kernel::extended(const TemporalCut& cut, const CutCompression& compression) const {
  return compression.reaching({cut.deadline, timenet::along_chains(part_, outer_, cut.cut_time)}, in_);
}

}  // namespace passage::bounds
