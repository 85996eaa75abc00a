#include "timenet/contract.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>

namespace passage::timenet {
namespace {

// The chosen moves at a spot that is passed, at most two each; more only counted.
struct Ends {
  std::uint32_t in = 0, out = 0;
  std::array<MoveId, 2> before, next;
};

Table<SpotId, Ends> ends_of(const Movement& whole, const Table<MoveId, char>& chosen) {
  Table<SpotId, Ends> ends(whole.node.size());
  for (const MoveId m : whole.tail.ids()) {
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

// The move that goes on from where `m` ends, not back to where it began; invalid if there are several.
MoveId next_of(const Movement& whole, const Table<SpotId, Ends>& ends, MoveId m) {
  const Ends& at = ends[whole.head[m]];
  if (at.out == 1 && at.in == 1) return whole.head[at.next[0]] != whole.tail[m] ? at.next[0] : MoveId{};
  if (at.out != 2 || at.in != 2) return {};
  // A road in both directions: two neighbours, each come from and gone to.
  const SpotId a = whole.tail[at.before[0]], b = whole.tail[at.before[1]];
  const SpotId c = whole.head[at.next[0]], d = whole.head[at.next[1]];
  if (a == b || !((a == c && b == d) || (a == d && b == c))) return {};
  return c == whole.tail[m] ? at.next[1] : at.next[0];
}

// Spots where people may wait or ways part.
std::vector<char> kept_spots(const Movement& whole, const Table<SpotId, Ends>& ends, const Table<SpotId, char>& asked) {
  std::vector<char> kept(whole.node.size(), 0);
  for (const Supply& s : whole.supplies) kept[s.spot.index()] = 1;
  for (const Hub& hub : whole.hubs) {
    kept[hub.spot.index()] = 1;
    if (hub.gate.valid()) kept[hub.gate.index()] = 1;
  }
  for (const SpotId v : ends.ids()) {
    if (ends[v].in + ends[v].out == 0 || kept[v.index()]) continue;
    kept[v.index()] = (asked.size() != 0 && asked[v]) || ends[v].in == 0 || ends[v].in > 2 ||
                      !next_of(whole, ends, ends[v].before[0]).valid();
  }
  return kept;
}

class Contraction {
 public:
  Contraction(const Movement& whole, const Table<MoveId, char>& chosen, const Table<SpotId, char>& kept)
      : whole_(whole), ends_(ends_of(whole, chosen)), kept_(kept_spots(whole, ends_, kept)) {
    Movement& m = out_.movement;
    m.rounding = whole.rounding;
    m.horizon = whole.horizon;
    m.sets = whole.sets;
    m.exact = whole.exact;
    m.slack = whole.slack;
    m.daily = whole.daily;
    m.days = whole.days;
    m.met = whole.met;
    m.unreached = whole.unreached;
    number_spots();
    out_.at.push_back(0);
    m.chain_of.push_back(0);
    for (const MoveId first : whole.tail.ids()) {
      if (chosen[first] && whole.tail[first] != whole.head[first] && kept_[whole.tail[first].index()]) add_chain(first);
    }
    for (Supply s : whole.supplies) {
      s.spot = now_[s.spot];
      m.supplies.push_back(s);
    }
    for (Hub hub : whole.hubs) {
      hub.spot = now_[hub.spot];
      if (hub.gate.valid()) hub.gate = now_[hub.gate];
      m.hubs.push_back(hub);
    }
  }
  Contracted take() { return std::move(out_); }

 private:
  void number_spots() {
    now_ = Table<SpotId, SpotId>(whole_.node.size());
    for (const SpotId s : whole_.node.ids()) {
      if (!kept_[s.index()]) continue;
      now_[s] = out_.spot.push_back(s);
      out_.movement.node.push_back(whole_.node[s]);
      out_.movement.mode.push_back(whole_.mode[s]);
      out_.movement.to_refuge.push_back(whole_.to_refuge[s]);
    }
  }

  void add_chain(MoveId first) {
    const std::size_t from = out_.moves.size();
    out_.moves.push_back(first);
    MoveId last = first;
    while (!kept_[whole_.head[last].index()]) {
      last = next_of(whole_, ends_, last);
      out_.moves.push_back(last);
    }
    Millis time{0};
    Rational rate{-1};
    MoveId road = first;
    for (std::size_t i = from; i < out_.moves.size(); ++i) {
      const MoveId m = out_.moves[i];
      const Rational mine = whole_.persons_per_h[m];
      if (mine >= Rational{0} && (rate < Rational{0} || mine < rate)) rate = mine;
      if (!whole_.arc[road].valid()) road = m;
      time += whole_.time[m];
    }
    const bool single = out_.moves.size() == from + 1;
    const std::uint32_t open = single ? whole_.open[first] : opening(from);
    if (out_.movement.sets[open].times.empty()) {
      out_.moves.resize(from);
      return;
    }
    Movement& to = out_.movement;
    to.tail.push_back(now_[whole_.tail[first]]);
    to.head.push_back(now_[whole_.head[last]]);
    to.arc.push_back(whole_.arc[road]);
    to.time.push_back(time);
    to.persons_per_h.push_back(rate);
    to.open.push_back(open);
    to.whole.push_back(single ? whole_.whole[first] : whole_.rounding == Rounding::kOuter ? open : kWholePersons);
    out_.at.push_back(static_cast<std::uint32_t>(out_.moves.size()));
    Millis after{0};
    for (std::size_t i = from; i < out_.moves.size(); ++i) {
      const MoveId m = out_.moves[i];
      if (whole_.arc[m].valid()) to.chain.push_back({whole_.arc[m], after});
      after += whole_.time[m];
    }
    to.chain_of.push_back(static_cast<std::uint32_t>(to.chain.size()));
  }

  // When the first move may be entered so that each of the others is open on arrival.
  std::uint32_t opening(std::size_t from) {
    Times times;
    bool limited = false;
    Millis after{0};
    for (std::size_t i = from; i < out_.moves.size(); ++i) {
      const MoveId m = out_.moves[i];
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
    const auto [at, fresh] = index_.emplace(key(times), static_cast<std::uint32_t>(out_.movement.sets.size()));
    if (fresh) out_.movement.sets.push_back(rules::time_set(std::move(times), whole_.horizon));
    return at->second;
  }
  static std::vector<std::int64_t> key(const Times& times) {
    std::vector<std::int64_t> out;
    for (const CaseInterval& i : times) out.insert(out.end(), {i.from.count(), i.until.count()});
    return out;
  }

  const Movement& whole_;
  Table<SpotId, Ends> ends_;
  std::vector<char> kept_;
  Table<SpotId, SpotId> now_;
  std::map<std::vector<std::int64_t>, std::uint32_t> index_;
  Contracted out_;
};

// Which road of a chain lets the fewest through who enter the chain in `when`.
std::size_t narrowest(const Movement& whole, std::span<const MoveId> chain, CaseInterval when) {
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

Contracted contract(const Movement& whole, const Table<MoveId, char>& chosen, const Table<SpotId, char>& kept) {
  return Contraction(whole, chosen, kept).take();
}

Table<SpotId, CaseTime> along_chains(const Contracted& part, const Movement& whole,
                                     const Table<SpotId, CaseTime>& alpha) {
  const Movement& m = part.movement;
  Table<SpotId, CaseTime> out(whole.node.size(), CaseTime{0});
  for (const SpotId s : part.spot.ids()) out[part.spot[s]] = alpha[s];
  const auto each_inside = [&](MoveId c, auto&& visit) {
    const CaseTime from = alpha[m.tail[c]], until = alpha[m.head[c]] - m.time[c];
    const auto chain = part.chain(c);
    const std::size_t cut = from < until ? narrowest(whole, chain, {from, until}) : 0;
    Millis after{0};
    for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
      after += whole.time[chain[i]];
      visit(whole.head[chain[i]], (i < cut ? from : until) + after);
    }
  };
  const auto is_cut = [&](MoveId c) { return alpha[m.tail[c]] < alpha[m.head[c]] - m.time[c]; };
  for (const MoveId c : m.tail.ids()) {
    if (!is_cut(c)) each_inside(c, [&](SpotId s, CaseTime t) { out[s] = std::max(out[s], t); });
  }
  for (const MoveId c : m.tail.ids()) {
    if (is_cut(c)) each_inside(c, [&](SpotId s, CaseTime t) { out[s] = std::max(CaseTime{0}, t); });
  }
  return out;
}

}  // namespace passage::timenet
