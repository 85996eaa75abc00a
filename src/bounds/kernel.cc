#include "bounds/kernel.h"

#include "timenet/moves_at.h"

namespace passage::bounds {
namespace {

// Spots that are no dead ends: not joined to one other spot alone, once dead ends behind them are gone.
Table<SpotId, char> without_dead_ends(const Movement& m) {
  const timenet::MovesAt into(m.head, m.node.size()), leaving(m.tail, m.node.size());
  Table<SpotId, char> in(m.node.size(), 1), kept(m.node.size(), 0);
  for (const timenet::Supply& s : m.supplies) kept[s.spot] = 1;
  for (const timenet::Hub& hub : m.hubs) {
    kept[hub.spot] = 1;
    if (hub.gate.valid()) kept[hub.gate] = 1;
  }
  // The one other spot that `s` is joined to; invalid if there are none or several.
  const auto only = [&](SpotId s) {
    SpotId found;
    for (const bool out : {true, false}) {
      for (const MoveId a : out ? leaving[s] : into[s]) {
        const SpotId other = out ? m.head[a] : m.tail[a];
        if (other == s || !in[other] || other == found) continue;
        if (found.valid()) return SpotId{};
        found = other;
      }
    }
    return found;
  };
  for (const SpotId start : m.node.ids()) {
    for (SpotId s = start; !kept[s] && in[s];) {
      const SpotId next = only(s);
      if (!next.valid()) break;
      in[s] = 0;
      s = next;
    }
  }
  return in;
}

// A chain is cut at one road, so it has none that is closed at times: people would wait before it. Nor does one lead
// into a gate: who comes there is counted by the label of the node before.
timenet::Contracted joined(const Movement& m, const Table<SpotId, char>& in) {
  Table<MoveId, char> chosen(m.tail.size(), 0);
  Table<SpotId, char> kept(m.node.size(), 0);
  for (const MoveId a : m.tail.ids()) {
    chosen[a] = in[m.tail[a]] && in[m.head[a]] ? 1 : 0;
    if (m.open[a] != 0) kept[m.tail[a]] = kept[m.head[a]] = 1;
    if (!m.arc[a].valid() && !m.node[m.head[a]].valid()) kept[m.tail[a]] = 1;
  }
  return timenet::contract(m, chosen, kept);
}

}  // namespace

Kernel::Kernel(const Movement& outer) : outer_(outer), in_(without_dead_ends(outer)) {
  part_ = joined(outer, in_);
  for (const SpotId s : part_.spot) part_.movement.soonest.push_back(outer.soonest[s]);
}

Labels Kernel::within(const Labels& whole) const {
  Labels out{whole.deadline, {}};
  for (const SpotId s : part_.spot) out.alpha.push_back(whole.alpha[s]);
  return out;
}

Labels Kernel::whole(const Labels& labels, const Completion& completion) const {
  return completion.reaching({labels.deadline, timenet::along_chains(part_, outer_, labels.alpha)}, in_);
}

}  // namespace passage::bounds
