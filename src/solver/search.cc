#include "solver/search.h"

#include <algorithm>

namespace passage::solver {

constexpr std::size_t kFewOrigins = 8;  // a search goes on until it has found so many

template <class Count>
Search<Count>::Search(Expansion<Count>& expansion, Waiting& people, Work& work)
    : label(expansion.graph.nodes, -1),
      x_(expansion),
      g_(expansion.graph),
      people_(people),
      work_(work),
      latest_(g_.nodes + x_.room.size(), kNone),
      queue_head_(static_cast<std::size_t>(g_.steps) * 2 + 2, kNone),
      queue_tail_(queue_head_.size(), kNone),
      path_(expansion, work) {}

template <class Count>
void Search<Count>::reach(Index node, Time at, Index code, Index parent) {
  if (at <= label[node]) return;
  const Bits::Word* waits = x_.waiting[node];
  const Time high = waits == nullptr ? at : Bits::first_clear(waits, at);
  const Index e = static_cast<Index>(entries_.size());
  if (latest_[node] == kNone) {
    touched_.push_back(node);
    saved_.push_back(label[node]);
  }
  // People at or below the old label were looked for before, in vain, or are found already.
  if (people_.next[node] > label[node] && people_.next[node] <= high) found_.push_back(node);
  entries_.push_back({node, label[node], high, code, parent, latest_[node], kNone, high + 1});
  latest_[node] = e;
  label[node] = high;
  const Time k = high + g_.to_refuge[node];
  (queue_tail_[k] == kNone ? queue_head_[k] : entries_[queue_tail_[k]].next) = e;
  queue_tail_[k] = e;
  queue_at_ = std::max(queue_at_, k);
  ++work_.labels_set;
}

template <class Count>
void Search<Count>::roots(Time theta) {
  for (Index r = 0; r < x_.room.size(); ++r) {
    if (x_.room[r] == 0) continue;
    const Index l = x_.intake_lane(r);
    const Time s = Bits::last_set(x_.lane[l].open, theta);
    if (s >= 0) reach(g_.refuge_node[r], s, 2 * l, kNone);
  }
}

// The node of a full refuge has been reached at a step where people are taken in: they can go on from
// there instead, and leave their places to others.
template <class Count>
void Search<Count>::hop(Index e) {
  const Index r = g_.refuge_at[entries_[e].node];
  const Index l = x_.intake_lane(r);
  if (x_.room[r] > 0 || latest_[g_.nodes + r] != kNone || x_.lane[l].used == nullptr) return;
  const Time given = Bits::last_set(x_.lane[l].used, entries_[e].high);
  if (given < 0) return;
  const Time free = Bits::last_set(x_.lane[l].open, theta_);
  const Index sink = static_cast<Index>(entries_.size());
  entries_.push_back({g_.nodes + r, -1, 0, 2 * l + 1, e, kNone, kNone, 1});
  latest_[g_.nodes + r] = sink;
  touched_sinks_.push_back(g_.nodes + r);
  if (free >= 0) reach(entries_[e].node, free, 2 * l, sink);
}

template <class Count>
void Search<Count>::spread(Index e) {
  const Index v = entries_[e].node;
  const Time k = entries_[e].high;
  for (Index i = g_.first_in[v]; i < g_.first_in[v + 1]; ++i) {
    const InArc in = g_.in[i];
    if (k - in.time <= label[in.tail]) continue;
    const Time s = Bits::last_set(x_.lane[in.arc].open, k - in.time);
    if (s > label[in.tail]) reach(in.tail, s, 2 * in.arc, e);
  }
  for (Index a = g_.first_out[v]; a < g_.first_out[v + 1]; ++a) {
    const Bits::Word* used = x_.lane[a].used;
    if (used == nullptr || k + g_.time[a] <= label[g_.head[a]]) continue;
    const Time s = Bits::last_set(used, k);
    if (s >= 0) reach(g_.head[a], s + g_.time[a], 2 * a + 1, e);
  }
  work_.arcs_scanned += (g_.first_in[v + 1] - g_.first_in[v]) + (g_.first_out[v + 1] - g_.first_out[v]);
  if (g_.refuge_at[v] != kNone) hop(e);
}

// Until nothing is left to spread, or origins enough are found: most of the others would find their ways taken.
template <class Count>
void Search<Count>::run_queue() {
  while (queue_at_ >= 0) {
    if (found_.size() >= enough_) {
      for (; queue_at_ >= 0; --queue_at_) queue_head_[queue_at_] = queue_tail_[queue_at_] = kNone;
      return;
    }
    const Index e = queue_head_[queue_at_];
    if (e == kNone) {
      --queue_at_;
      continue;
    }
    queue_head_[queue_at_] = entries_[e].next;
    if (entries_[e].next == kNone) queue_tail_[queue_at_] = kNone;
    if (latest_[entries_[e].node] == e) spread(e);  // else a later rise of the node spreads for it
  }
}

// The entry older than `before` that covers step s of the node; kNone if there is none.
template <class Count>
Index Search<Count>::entry_at(Index node, Time s, Index before) const {
  Index e = latest_[node];
  while (e != kNone && (e >= before || entries_[e].low >= s)) e = entries_[e].older;
  return e != kNone && s <= entries_[e].high ? e : kNone;
}

template <class Count>
bool Search<Count>::land(Index code, Time s, Index entry, Move& move) {
  const Index a = code >> 1;
  const bool against = (code & 1) != 0;
  const Index node = against ? g_.tail[a] : g_.head[a];
  const Time position = against ? s : s + g_.time[a];
  const Index target = entry_at(node, position, entry);
  if (target == kNone || position >= entries_[target].dead) return false;
  move.code = code;
  move.target = target;
  move.position = position;
  return true;
}

// Along or against an arc, at the first step from `position` on, else from `lowest` on.
template <class Count>
bool Search<Count>::try_lane(Index code, Time position, Time lowest, Index entry, Move& move) {
  const Index a = code >> 1;
  const bool against = (code & 1) != 0;
  const Bits::Word* row = against ? x_.lane[a].used : x_.lane[a].open;
  if (row == nullptr) return false;
  const Time high = entries_[entry].high, shift = against ? g_.time[a] : 0;
  for (const Time from : {position, lowest}) {
    const Time first = std::max(from - shift, 0);
    const Time s = Bits::first_set(row, first, high - shift + 1);
    if (s <= high - shift && land(code, s, entry, move)) {
      move.out = s + shift;
      return true;
    }
    if (lowest == position) return false;
  }
  return false;
}

template <class Count>
bool Search<Count>::try_intake(Time position, Time lowest, Index entry, Move& move) {
  const Entry& at = entries_[entry];
  const Index l = at.code >> 1;
  const Index r = l - g_.arcs();
  if (at.parent == kNone ? x_.room[r] == 0 : entries_[at.parent].dead <= 0) return false;
  for (const Time from : {position, lowest}) {
    const Time last = std::min(at.high, theta_);
    const Time s = Bits::first_set(x_.lane[l].open, from, last + 1);
    if (s <= last) {
      move.code = at.code;
      move.out = s;
      move.target = at.parent;
      move.position = 0;
      return true;
    }
  }
  return false;
}

// From a full refuge's lifetime capacity back to people it took in: they go on instead.
template <class Count>
bool Search<Count>::find_give_back(Index entry, Move& move) {
  const Entry& at = entries_[entry];
  const Index l = at.code >> 1;
  for (Index e = at.parent; e != kNone; e = entries_[e].older) {
    const Time last = std::min(entries_[e].high, entries_[e].dead - 1);
    const Time s = Bits::first_set(x_.lane[l].used, entries_[e].low + 1, last + 1);
    if (s > last) continue;
    move = {at.node, 0, 0, at.code, entry, e, s};
    return true;
  }
  return false;
}

// The last step, above `above` and at most `last`, at which a lane can be taken to a living part of an older
// entry; -1 if there is none.
template <class Count>
Time Search<Count>::last_way(Index code, Time above, Time last, Index entry) const {
  const Index a = code >> 1;
  const bool against = (code & 1) != 0;
  const Bits::Word* row = against ? x_.lane[a].used : x_.lane[a].open;
  if (row == nullptr) return -1;
  const Time time = g_.time[a], leave = against ? time : 0, arrive = against ? 0 : time;
  for (Index e = latest_[against ? g_.tail[a] : g_.head[a]]; e != kNone; e = entries_[e].older) {
    const Entry& to = entries_[e];
    if (e >= entry || to.dead <= to.low + 1) continue;
    const Time latest = std::min(last - leave, std::min(to.high, to.dead - 1) - arrive);
    if (latest + leave <= above) return -1;
    const Time s = Bits::last_set(row, latest);
    if (s < 0) return -1;
    if (s + arrive > to.low) return s + leave;
  }
  return -1;
}

// The way on of an entry is closed: takes the one that can be left for last among all its residual arcs.
// What is later than that, and than people who wait there, is dead. Returns that step, or -1.
template <class Count>
Time Search<Count>::adopt(Index entry) {
  Entry& at = entries_[entry];
  const Time last = std::min(at.high, at.dead - 1);
  Time best = at.low;
  Index code = at.code;
  const bool intake = (code >> 1) >= g_.arcs();
  if (intake) {
    const Index l = code >> 1;
    const bool room = at.parent == kNone ? x_.room[l - g_.arcs()] > 0 : entries_[at.parent].dead > 0;
    if (room) best = std::max(best, Bits::last_set(x_.lane[l].open, std::min(last, theta_)));
  }
  const auto offer = [&](Index lane) {
    const Time s = last_way(lane, best, last, entry);
    if (s > best) {
      best = s;
      code = lane;
    }
  };
  for (Index a = g_.first_out[at.node]; a < g_.first_out[at.node + 1] && best < last; ++a)
    if (label[g_.head[a]] - g_.time[a] > best && latest_[g_.head[a]] != kNone) offer(2 * a);
  for (Index i = g_.first_in[at.node]; i < g_.first_in[at.node + 1] && best < last; ++i) {
    const InArc& in = g_.in[i];
    if (label[in.tail] + in.time > best && latest_[in.tail] != kNone) offer(2 * in.arc + 1);
  }
  if (best == at.low) {
    at.dead = at.low + 1;
    return -1;
  }
  const Bits::Word* waits = x_.waiting[at.node];
  at.dead = std::min(at.dead, (waits == nullptr ? best : Bits::first_clear(waits, best)) + 1);
  if (!intake) at.code = code;
  adopted_ = code;
  return best;
}

template <class Count>
bool Search<Count>::find_move(Index entry, Time position, Move& move) {
  const Entry& at = entries_[entry];
  move.entry = entry;
  move.node = at.node;
  move.in = position;
  if (at.node >= g_.nodes) return find_give_back(entry, move);
  const Bits::Word* waits = x_.waiting[at.node];
  Time lowest = position;
  if (waits != nullptr && position > 0) lowest = std::max(at.low + 1, Bits::start_of_run(waits, position));
  const bool intake = (at.code >> 1) >= g_.arcs();
  if (intake ? try_intake(position, lowest, entry, move) : try_lane(at.code, position, lowest, entry, move))
    return true;
  const Time last = adopt(entry);
  if (last < lowest) return false;
  const Index code = adopted_;
  if ((code >> 1) >= g_.arcs()) return try_intake(last, last, entry, move);
  if (try_lane(code, position, lowest, entry, move)) return true;
  move.out = last;
  return land(code, last - ((code & 1) != 0 ? g_.time[code >> 1] : 0), entry, move);
}

// Sends as many of one supply as paths of this phase take.
template <class Count>
Amount Search<Count>::drain(Index supply, Index node) {
  const Time release = people_.release[supply];
  Amount sent = 0;
  const Index start = entry_at(node, release, kNone);
  if (start == kNone) return 0;
  path_.moves.clear();
  while (people_.left[supply] > 0) {
    const Index e = path_.moves.empty() ? start : path_.moves.back().target;
    const Time position = path_.moves.empty() ? release : path_.moves.back().position;
    Move move{};
    if (position < entries_[e].dead && find_move(e, position, move)) {
      path_.moves.push_back(move);
    } else {
      entries_[e].dead = std::min(entries_[e].dead, position);
      if (path_.moves.empty()) break;
      path_.moves.pop_back();
      continue;
    }
    if (move.target != kNone) continue;
    path_.straighten();
    const Amount amount = path_.bottleneck(people_.left[supply]);
    path_.augment(static_cast<Count>(amount));
    people_.left[supply] -= amount;
    sent += amount;
    path_.moves.resize(path_.first_broken());
  }
  return sent;
}

template <class Count>
Amount Search<Count>::phase(Time theta, Scope scope) {
  theta_ = theta;
  entries_.clear();
  touched_.clear();
  touched_sinks_.clear();
  saved_.clear();
  found_.clear();
  std::vector<Time> kept;
  if (scope == Scope::kAll) {
    kept = label;
    std::fill(label.begin(), label.end(), -1);
  }
  roots(theta);
  run_queue();
  ++work_.phases;
  Amount sent = 0;
  std::size_t went = 0;
  for (std::size_t i = found_.size(); i-- > 0;) {  // farthest first
    const Index v = found_[i];
    const Amount before = sent;
    for (Index s = people_.first[v]; s < people_.first[v + 1]; ++s)
      if (people_.left[s] > 0 && people_.release[s] <= label[v]) sent += drain(s, v);
    if (sent > before) ++went;
    people_.look_on(v, static_cast<Time>(g_.steps));
  }
  enough_ = std::max(kFewOrigins, 2 * went);
  if (sent > 0) {
    if (scope == Scope::kAll)
      label = std::move(kept);
    else
      for (std::size_t i = 0; i < touched_.size(); ++i) label[touched_[i]] = saved_[i];
  }
  for (const Index v : touched_) latest_[v] = kNone;
  for (const Index v : touched_sinks_) latest_[v] = kNone;
  return sent;
}

template class Search<std::int32_t>;
template class Search<std::int64_t>;

}  // namespace passage::solver
