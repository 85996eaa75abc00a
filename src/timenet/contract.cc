#include "timenet/contract.h"

#include <algorithm>
#include <array>
#include <limits>

#include "graph/numbering.h"
#include "timenet/subnetwork.h"

namespace passage::timenet {
namespace {

// The chosen links into and out of a vertex: how many, and the first two of each.
struct Ends {
  std::uint32_t in = 0, out = 0;
  std::array<LinkId, 2> before, next;
};

Table<VertexId, Ends> ends_of(const TravelNetwork& whole, const Table<LinkId, char>& chosen) {
  Table<VertexId, Ends> ends(whole.node.size());
  for (const LinkId m : whole.tail.ids()) {
    if (!chosen[m] || whole.tail[m] == whole.head[m]) continue;
    Ends& from = ends[whole.tail[m]];
    Ends& to = ends[whole.head[m]];
    if (from.out < 2) from.next[from.out] = m;
    if (to.in < 2) to.before[to.in] = m;
    ++from.out;
    ++to.in;
  }
  return ends;
}

// The only link that goes on from the head of `m` without leading back to its tail; invalid if there is none or more.
LinkId next_of(const TravelNetwork& whole, const Table<VertexId, Ends>& ends, LinkId m) {
  const Ends& at = ends[whole.head[m]];
  if (at.out == 1 && at.in == 1) return whole.head[at.next[0]] != whole.tail[m] ? at.next[0] : LinkId{};
  if (at.out != 2 || at.in != 2) return {};
  // A road in both directions has two neighbours, and a link from and to each.
  const VertexId a = whole.tail[at.before[0]], b = whole.tail[at.before[1]];
  const VertexId c = whole.head[at.next[0]], d = whole.head[at.next[1]];
  if (a == b || !((a == c && b == d) || (a == d && b == c))) return {};
  return c == whole.tail[m] ? at.next[1] : at.next[0];
}

// A flag for each vertex that no chain passes: people live there or are taken in, links part there, or it is kept.
std::vector<char> kept_vertices(const TravelNetwork& whole, const Table<VertexId, Ends>& ends,
                                const Table<VertexId, char>& asked) {
  std::vector<char> kept(whole.node.size(), 0);
  for (const Supply& s : whole.supplies) kept[s.vertex.index()] = 1;
  for (const Hub& hub : whole.hubs) {
    kept[hub.vertex.index()] = 1;
    if (hub.gate.valid()) kept[hub.gate.index()] = 1;
  }
  for (const VertexId v : ends.ids()) {
    if (ends[v].in + ends[v].out == 0 || kept[v.index()]) continue;
    kept[v.index()] = (asked.size() != 0 && asked[v]) || ends[v].in == 0 || ends[v].in > 2 ||
                      !next_of(whole, ends, ends[v].before[0]).valid();
  }
  return kept;
}

class Contraction {
 public:
  Contraction(const TravelNetwork& whole, const Table<LinkId, char>& chosen, const Table<VertexId, char>& kept)
      : whole_(whole), ends_(ends_of(whole, chosen)), kept_(kept_vertices(whole, ends_, kept)) {
    TravelNetwork& m = out_.travel;
    m = frame_of(whole);
    number_vertices();
    out_.at.push_back(0);
    m.chain_of.push_back(0);
    for (const LinkId first : whole.tail.ids()) {
      if (chosen[first] && whole.tail[first] != whole.head[first] && kept_[whole.tail[first].index()]) add_chain(first);
    }
    place_people(whole, now_, m);
  }
  Contracted take() { return std::move(out_); }

 private:
  void number_vertices() {
    now_ = Table<VertexId, VertexId>(whole_.node.size());
    for (const VertexId s : whole_.node.ids()) {
      if (!kept_[s.index()]) continue;
      now_[s] = out_.vertex.push_back(s);
      out_.travel.append(whole_.vertex(s));
    }
  }

  void add_chain(LinkId first) {
    const std::size_t from = out_.links.size();
    out_.links.push_back(first);
    LinkId last = first;
    while (!kept_[whole_.head[last].index()]) {
      last = next_of(whole_, ends_, last);
      out_.links.push_back(last);
    }
    Millis time{0};
    Rational rate{-1};
    LinkId road = first;
    for (std::size_t i = from; i < out_.links.size(); ++i) {
      const LinkId m = out_.links[i];
      const Rational own = whole_.persons_per_h[m];
      if (own >= Rational{0} && (rate < Rational{0} || own < rate)) rate = own;
      if (!whole_.arc[road].valid()) road = m;
      time += whole_.time[m];
    }
    const bool single = out_.links.size() == from + 1;
    const std::uint32_t open = single ? whole_.open[first] : opening(from);
    if (out_.travel.sets[open].times.empty()) {
      out_.links.resize(from);
      return;
    }
    TravelNetwork& to = out_.travel;
    to.append(Link{.tail = now_[whole_.tail[first]],
                   .head = now_[whole_.head[last]],
                   .arc = whole_.arc[road],
                   .time = time,
                   .persons_per_h = rate,
                   .open = open,
                   .rate_open = single                                ? whole_.rate_open[first]
                                : whole_.rounding == Rounding::kOuter ? open
                                                                      : kWholePersons});
    out_.at.push_back(static_cast<std::uint32_t>(out_.links.size()));
    Millis after{0};
    for (std::size_t i = from; i < out_.links.size(); ++i) {
      const LinkId m = out_.links[i];
      if (whole_.arc[m].valid()) to.chain.push_back({whole_.arc[m], after});
      after += whole_.time[m];
    }
    to.chain_of.push_back(static_cast<std::uint32_t>(to.chain.size()));
  }

  // The times at which the first link may be entered so that each of the others is open on arrival.
  std::uint32_t opening(std::size_t from) {
    Times times;
    bool limited = false;
    Millis after{0};
    for (std::size_t i = from; i < out_.links.size(); ++i) {
      const LinkId m = out_.links[i];
      if (whole_.open[m] != 0) {
        Times shifted = whole_.opening(m);
        for (CaseInterval& t : shifted) t = {t.from - after, t.until - after};
        times = limited ? intersect(times, shifted) : std::move(shifted);
        limited = true;
      }
      after += whole_.time[m];
    }
    if (!limited) return 0;
    times = intersect(times, whole_.sets[0].times);
    const auto [number, fresh] = number_of_(times);
    if (fresh) out_.travel.sets.push_back(rules::time_set(std::move(times), whole_.horizon));
    return static_cast<std::uint32_t>(whole_.sets.size()) + number;
  }

  const TravelNetwork& whole_;
  Table<VertexId, Ends> ends_;
  std::vector<char> kept_;
  Table<VertexId, VertexId> now_;
  graph::Numbering<Times> number_of_;  // numbers the openings of chains, behind the sets of `whole_`
  Contracted out_;
};

// The index of the road of a chain that lets the fewest through of those who enter the chain in `when`.
std::size_t narrowest(const TravelNetwork& whole, std::span<const LinkId> chain, CaseInterval when) {
  std::size_t best = 0;
  double least = std::numeric_limits<double>::infinity();
  Millis after{0};
  for (std::size_t i = 0; i < chain.size(); ++i) {
    const Rational rate = whole.persons_per_h[chain[i]];
    const Millis open = rules::open_within(whole.opening(chain[i]), {when.from + after, when.until + after});
    const double passes = open == Millis{0}    ? 0
                          : rate < Rational{0} ? std::numeric_limits<double>::infinity()
                                               : rate.to_double() * static_cast<double>(open.count());
    if (passes < least) {
      least = passes;
      best = i;
    }
    after += whole.time[chain[i]];
  }
  return best;
}

}  // namespace

Contracted contract(const TravelNetwork& whole, const Table<LinkId, char>& chosen, const Table<VertexId, char>& kept) {
  return Contraction(whole, chosen, kept).take();
}

Table<VertexId, CaseTime> along_chains(const Contracted& part, const TravelNetwork& whole,
                                       const Table<VertexId, CaseTime>& cut_time) {
  const TravelNetwork& m = part.travel;
  Table<VertexId, CaseTime> out(whole.node.size(), CaseTime{0});
  for (const VertexId s : part.vertex.ids()) out[part.vertex[s]] = cut_time[s];
  const auto each_inside = [&](LinkId c, auto&& visit) {
    const CaseTime from = cut_time[m.tail[c]], until = cut_time[m.head[c]] - m.time[c];
    const auto chain = part.chain(c);
    const std::size_t cut = from < until ? narrowest(whole, chain, {from, until}) : 0;
    Millis after{0};
    for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
      after += whole.time[chain[i]];
      visit(whole.head[chain[i]], (i < cut ? from : until) + after);
    }
  };
  const auto is_cut = [&](LinkId c) { return cut_time[m.tail[c]] < cut_time[m.head[c]] - m.time[c]; };
  for (const LinkId c : m.tail.ids()) {
    if (!is_cut(c)) each_inside(c, [&](VertexId s, CaseTime t) { out[s] = std::max(out[s], t); });
  }
  for (const LinkId c : m.tail.ids()) {
    if (is_cut(c)) each_inside(c, [&](VertexId s, CaseTime t) { out[s] = std::max(CaseTime{0}, t); });
  }
  return out;
}

}  // namespace passage::timenet
