#include "solver/prices.h"

#include <algorithm>
#include <limits>

#include "flow/bound.h"

namespace passage::solver {

template <class Count>
Prices<Count>::Prices(const flow::Problem& problem, Expansion<Count>& expansion, Waiting& people, Work& work)
    : problem_(problem),
      x_(expansion),
      g_(expansion.graph),
      people_(people),
      work_(work),
      weight_(narrow(flow::person_weight(problem))),
      path_(expansion, work),
      of_(g_.nodes),
      price_(x_.room.size()),
      hop_parent_(x_.room.size()),
      hop_given_(x_.room.size()) {}

template <class Count>
void Prices<Count>::reach(Index node, Time at, Level level, Index code, Index parent, Time position) {
  std::vector<Index>& row = of_[node];
  const Bits::Word* waits = x_.waiting[node];
  const auto above = std::upper_bound(row.begin(), row.end(), level,
                                      [this](Level l, Index stair) { return l < stairs_[stair].level; });
  if (above != row.begin() && stairs_[*(above - 1)].high >= at) return;
  const Time high = waits == nullptr ? at : Bits::first_clear(waits, at);
  auto last = above;  // stairs of a higher level that reach no further are of no use any more
  while (last != row.end() && stairs_[*last].high <= high) stairs_[*last++].live = false;
  auto first = above;
  if (first != row.begin() && stairs_[*(first - 1)].level == level) stairs_[*--first].live = false;
  const Index stair = static_cast<Index>(stairs_.size());
  stairs_.push_back({level, node, high, at, code, parent, position, true});
  row.insert(row.erase(first, last), stair);
  queue_.push({level, high + g_.to_refuge[node], stair});
  if (people_.next[node] <= high) found_ = std::min(found_, level);
  ++work_.labels_set;
}

// Every step at which refuge r can still take people in leads to safety at that step plus its price.
template <class Count>
void Prices<Count>::open_refuge(Index r, Level price, Index parent, Time given) {
  if (price >= price_[r]) return;
  price_[r] = price;
  hop_parent_[r] = parent;
  hop_given_[r] = given;
  const Index l = x_.intake_lane(r);
  const Time steps = static_cast<Time>(g_.steps);
  for (Time s = Bits::first_set(x_.lane[l].open, 0, steps); s < steps;
       s = Bits::first_set(x_.lane[l].open, s + 1, steps))
    reach(g_.refuge_node[r], s, s + price, 2 * l, kNone, 0);
}

template <class Count>
void Prices<Count>::spread(Index e) {
  const Stair at = stairs_[e];
  const Index v = at.node;
  for (Index i = g_.first_in[v]; i < g_.first_in[v + 1]; ++i) {
    const InArc in = g_.in[i];
    const Time s = Bits::last_set(x_.lane[in.arc].open, at.high - in.time);
    if (s >= 0) reach(in.tail, s, at.level, 2 * in.arc, e, s + in.time);
  }
  for (Index a = g_.first_out[v]; a < g_.first_out[v + 1]; ++a) {
    const Bits::Word* used = x_.lane[a].used;
    if (used == nullptr) continue;
    const Time s = Bits::last_set(used, at.high);
    if (s >= 0) reach(g_.head[a], s + g_.time[a], at.level, 2 * a + 1, e, s);
  }
  work_.arcs_scanned += (g_.first_in[v + 1] - g_.first_in[v]) + (g_.first_out[v + 1] - g_.first_out[v]);
  const Index r = g_.refuge_at[v];
  if (r == kNone || x_.room[r] > 0 || x_.lane[x_.intake_lane(r)].used == nullptr) return;
  const Time given = Bits::last_set(x_.lane[x_.intake_lane(r)].used, at.high);
  if (given >= 0) open_refuge(r, at.level - given, e, given);
}

// Distances up to the first level at which somebody is found, at most up to cutoff.
template <class Count>
void Prices<Count>::search(Level cutoff, Drop drop) {
  stairs_.clear();
  for (auto& row : of_) row.clear();
  queue_ = {};
  found_ = cutoff;
  std::fill(price_.begin(), price_.end(), std::numeric_limits<Level>::max());
  for (Index r = 0; r < price_.size(); ++r) {
    if (x_.room[r] > 0) {
      open_refuge(r, 0, kNone, 0);
    } else if (drop == Drop::kAtWeight) {
      const Bits::Word* used = x_.lane[x_.intake_lane(r)].used;
      const Time last = used == nullptr ? -1 : Bits::last_set(used, static_cast<Time>(g_.steps - 1));
      open_refuge(r, weight_ - std::max<Time>(last, 0), kNone, 0);
    }
  }
  while (!queue_.empty() && queue_.top().level <= found_) {
    const Index stair = queue_.top().stair;
    queue_.pop();
    if (stairs_[stair].live) spread(stair);
  }
  ++work_.phases;
}

template <class Count>
Index Prices<Count>::stair_at(Index node, Time s) const {
  for (const Index stair : of_[node])
    if (stairs_[stair].high >= s) return stair;
  return kNone;
}

// Augments along the tree path of one supply, if it is of the least length and still whole.
template <class Count>
bool Prices<Count>::follow(Index supply, Index node) {
  Index e = stair_at(node, people_.release[supply]);
  if (e == kNone || stairs_[e].level != found_) return false;
  Time position = people_.release[supply];
  path_.moves.clear();
  while (true) {
    const Stair& at = stairs_[e];
    Move move{at.node, position, at.leave, at.code, e, at.parent, at.position};
    const Index l = at.code >> 1;
    if (l >= g_.arcs()) {  // intake; through a full refuge if it has no room
      // Any open step that costs as much is as good; the one found is `leave`.
      const Index r = l - g_.arcs();
      const Index on = hop_parent_[r];
      if (on != kNone) {
        const Index sink = g_.nodes + r;
        move.target = sink;  // not safe yet
        path_.moves.push_back(move);
        path_.moves.push_back({sink, 0, 0, 2 * l + 1, kNone, on, hop_given_[r]});
        position = hop_given_[r];
        e = on;
        if (path_.moves.size() > stairs_.size() * 2 + 4) return false;
        continue;
      }
      path_.moves.push_back(move);
      break;
    }
    path_.moves.push_back(move);
    position = at.position;
    e = at.parent;
  }
  path_.straighten();
  const Amount amount = path_.bottleneck(people_.left[supply]);
  if (amount <= 0) return false;
  path_.augment(static_cast<Count>(amount));
  people_.left[supply] -= amount;
  return true;
}

template <class Count>
Amount Prices<Count>::phase() {
  search(std::numeric_limits<Level>::max(), Drop::kNever);
  if (found_ == std::numeric_limits<Level>::max()) return 0;
  length_ = found_;
  Amount before = 0, after = 0;
  for (Index v = 0; v < g_.nodes; ++v) {
    if (people_.next[v] >= g_.steps || of_[v].empty()) continue;
    for (Index s = people_.first[v]; s < people_.first[v + 1]; ++s) {
      if (people_.left[s] == 0) continue;
      before += people_.left[s];
      while (people_.left[s] > 0 && follow(s, v)) {
      }
      after += people_.left[s];
    }
    people_.look_on(v, static_cast<Time>(g_.steps));
  }
  PASSAGE_EXPECT(before > after);
  return before - after;
}

template <class Count>
std::vector<Time> Prices<Count>::reach_by(Step t) const {
  std::vector<Time> high(g_.nodes, -1);
  for (Index v = 0; v < g_.nodes; ++v)
    for (const Index stair : of_[v])
      if (t == problem_.horizon || stairs_[stair].level <= t) high[v] = stairs_[stair].high;
  return high;
}

template <class Count>
flow::DualPrices Prices<Count>::dual() {
  const std::vector<Time> next = std::exchange(people_.next, std::vector<Time>(g_.nodes, static_cast<Time>(g_.steps)));
  search(weight_, Drop::kAtWeight);
  people_.next = next;
  flow::DualPrices out;
  for (Index r = 0; r < price_.size(); ++r)
    if (x_.room[r] == 0) out.refuge_price.push_back({problem_.refuges[r].node, price_[r]});
  std::sort(out.refuge_price.begin(), out.refuge_price.end());
  for (Index v = 0; v < g_.nodes; ++v) {
    Step from = 0;
    for (const Index stair : of_[v]) {
      if (stairs_[stair].level >= weight_) break;
      out.values.push_back({flow::NodeId{v}, from, weight_ - stairs_[stair].level});
      from = stairs_[stair].high + 1;
    }
    if (from > 0 && from < g_.steps) out.values.push_back({flow::NodeId{v}, from, 0});
  }
  return out;
}

template class Prices<std::int32_t>;
template class Prices<std::int64_t>;

}  // namespace passage::solver
