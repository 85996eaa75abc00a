#include "expand/remnants.h"

namespace passage::expand {
namespace {

std::int64_t floor_steps(Millis t, Millis step) {
  return narrow(floor_div(t.count(), step.count()));
}
std::int64_t ceil_steps(Millis t, Millis step) {
  return narrow(ceil_div(t.count(), step.count()));
}

// What is left of openings by the whole steps of a vertex with the potential d. Nothing of an opening that lies
// within one step: who leaves at the end of that step would be too late for it.
Times ends_of(const Times& times, Millis step, CaseTime d) {
  Times out;
  for (const CaseInterval& open : times) {
    const std::int64_t whole = ceil_steps(open.from + d, step), end = floor_steps(open.until + d, step);
    if (whole > end) continue;
    const CaseTime from = step * whole - d, until = step * end - d;
    if (whole == end) {
      out.push_back(open);
      continue;
    }
    if (open.from < from) out.push_back({open.from, from});
    if (until < open.until) out.push_back({until, open.until});
  }
  return out;
}

// Drops the remnant links for steps of another length.
void drop_remnant_links(TravelNetwork& m) {
  std::size_t links = m.tail.size();
  while (links > 0 && m.is_remnant(LinkId{static_cast<std::uint32_t>(links - 1)})) --links;
  m.keep_links(links);
}

}  // namespace

TravelNetwork with_remnant_links(TravelNetwork m, Millis step) {
  PASSAGE_EXPECT(!m.chain_of.empty());
  drop_remnant_links(m);
  const std::size_t links = m.tail.size();
  m.remnant = Table<LinkId, char>(links, 0);
  for (std::uint32_t i = 0; i < links; ++i) {
    const LinkId a{i};
    if (m.open[a] == 0 || !m.arc[a].valid()) continue;  // intake needs none: a refuge takes people in over whole steps
    Times ends = ends_of(m.opening(a), step, m.potential[m.tail[a]]);
    if (ends.empty()) continue;
    timenet::Link remnant = m.link(a);
    remnant.open = static_cast<std::uint32_t>(m.sets.size());
    remnant.rate_open = timenet::kWholePersons;
    m.append(remnant);
    m.sets.push_back(rules::time_set(std::move(ends), m.horizon));
    m.remnant.push_back(1);
    for (std::uint32_t j = m.chain_of[i]; j < m.chain_of[i + 1]; ++j) m.chain.push_back(timenet::Road{m.chain[j]});
    m.chain_of.push_back(static_cast<std::uint32_t>(m.chain.size()));
  }
  return m;
}

flow::Step remnant_step(const TravelNetwork& m, Millis step, LinkId remnant, const CaseInterval& open) {
  return narrow(ceil_steps(open.from + m.potential[m.tail[remnant]], step) - 1);
}

CaseInterval remnant_entry(const TravelNetwork& m, Millis step, LinkId remnant, flow::Step k) {
  for (const CaseInterval& open : m.opening(remnant)) {
    if (remnant_step(m, step, remnant, open) == k) return open;
  }
  PASSAGE_EXPECT(false);
  return {};
}

}  // namespace passage::expand
