#include "solver/merge.h"

#include <algorithm>

#include "graph/numbering.h"
#include "solver/finish.h"

namespace passage::solver {

using flow::Amount;
using flow::ArcId;
using flow::NodeId;
using flow::Step;

namespace {

constexpr std::size_t kMostNeighbours = 200;          // of a node that others are joined to
constexpr std::size_t kMostSteps = 256;               // with more, hardly a road takes none
constexpr std::size_t kMostCapacities = 100'000'000;  // by steps

Amount sum_of(Amount a, Amount b) {
  return a == flow::kUnlimited || b == flow::kUnlimited ? flow::kUnlimited : a + b;
}

bool has_zero_time(const flow::Problem& p) {
  return std::any_of(p.time.begin(), p.time.end(), [](Step t) { return t == 0; });
}

}  // namespace

Merged::Merged(const flow::Problem& problem, std::span<const std::int64_t> length)
    : whole_(problem), steps_(static_cast<std::size_t>(problem.horizon) + 1), people_(flow::people(problem)) {
  if (steps_ > kMostSteps || !has_zero_time(problem)) return;
  add_arcs(length);
  if (bundles_.empty()) return;
  merge_all();
  if (!merges_.empty()) build();
}

void Merged::add_capacity(ArcId a) {
  Capacity out(steps_, 0);
  const auto fill = [&](Interval<Step> at, const flow::StepRate& rate) {
    if (rate.den == 1) {
      for (Step s = at.from; s < at.until; ++s) out[static_cast<std::size_t>(s)] = rate.num;
    } else {
      for (Step s = at.from; s < at.until; ++s) out[static_cast<std::size_t>(s)] = rate.at(s);
    }
  };
  fill({0, whole_.horizon + 1}, whole_.capacity[a]);
  for (const flow::PieceId p : whole_.pieces_of[a])
    fill(intersect(whole_.pieces[p].steps, Interval<Step>{0, whole_.horizon + 1}), whole_.pieces[p].rate);
  capacities_.push_back(std::move(out));
}

// Those of use. Arcs of the same capacities share them.
void Merged::add_arcs(std::span<const std::int64_t> length) {
  graph::Numbering<std::vector<std::int64_t>> number_of;  // of capacities_
  bundle_of_ = Table<ArcId, Index>(whole_.arc_count(), kNone);
  in_.resize(whole_.node_count);
  out_.resize(whole_.node_count);
  for (const ArcId a : whole_.tail.ids()) {
    if (whole_.tail[a] == whole_.head[a] || whole_.time[a] > whole_.horizon) continue;
    std::vector<std::int64_t> key{whole_.capacity[a].num, whole_.capacity[a].den, whole_.capacity[a].phase};
    for (const flow::PieceId p : whole_.pieces_of[a]) {
      const flow::Piece& piece = whole_.pieces[p];
      key.insert(key.end(), {piece.steps.from, piece.steps.until, piece.rate.num, piece.rate.den, piece.rate.phase});
    }
    const auto [capacity, fresh] = number_of(std::move(key));
    if (fresh) add_capacity(a);
    if (capacities_.size() * steps_ > kMostCapacities) {
      bundles_.clear();
      return;
    }
    const auto b = static_cast<Index>(bundles_.size());
    Bundle bundle{whole_.tail[a].index(), whole_.head[a].index(), whole_.time[a], capacity};
    bundle.arc = a;
    if (!length.empty()) bundle.length = length[a.index()];
    bundles_.push_back(bundle);
    bundle_of_[a] = b;
    out_[bundle.tail].push_back(b);
    in_[bundle.head].push_back(b);
  }
  singles_ = bundles_.size();
  kept_.assign(whole_.node_count, 0);
  for (const flow::Supply& s : whole_.supplies) kept_[s.node.index()] = 1;
  for (const flow::Refuge& r : whole_.refuges) kept_[r.node.index()] = 1;
}

void Merged::merge_all() {
  due_.assign(whole_.node_count, 1);
  for (Index v = 0; v < whole_.node_count; ++v) unite_parallel(v);
  for (Index v = 0; v < whole_.node_count; ++v) todo_.push_back(v);
  for (std::size_t i = 0; i < todo_.size(); ++i) {  // grows
    const Index v = todo_[i];
    due_[v] = 0;
    if (!kept_[v]) merge(v);
  }
}

bool Merged::lets_through(Index b, const Capacity& most) const {
  const Capacity& capacity = capacities_[bundles_[b].capacity];
  for (std::size_t k = 0; k < steps_; ++k) {
    if (capacity[k] < std::min(most[k], people_)) return false;
  }
  return true;
}

// Makes u one with a neighbour, if with any.
bool Merged::merge(Index u) {
  if (std::none_of(out_[u].begin(), out_[u].end(), [&](Index b) { return bundles_[b].time == 0; }) &&
      std::none_of(in_[u].begin(), in_[u].end(), [&](Index b) { return bundles_[b].time == 0; }))
    return false;
  const auto other = [&](Index v) {  // what can come from elsewhere, and leave for it
    std::pair<Capacity, Capacity> most{Capacity(steps_, 0), Capacity(steps_, 0)};
    for (const Index b : in_[u]) {
      const Bundle& in = bundles_[b];
      if (in.time == 0 && in.tail == v) continue;
      const Capacity& capacity = capacities_[in.capacity];
      for (auto k = static_cast<std::size_t>(in.time); k < steps_; ++k)
        most.first[k] = sum_of(most.first[k], capacity[k - static_cast<std::size_t>(in.time)]);
    }
    for (const Index b : out_[u]) {
      const Bundle& out = bundles_[b];
      if (out.time == 0 && out.head == v) continue;
      const Capacity& capacity = capacities_[out.capacity];
      for (std::size_t k = 0; k + static_cast<std::size_t>(out.time) < steps_; ++k)
        most.second[k] = sum_of(most.second[k], capacity[k]);
    }
    return most;
  };
  const auto attempt = [&](Index v, Index there, Index back) {
    if (v == u || in_[v].size() + out_[v].size() > kMostNeighbours) return false;
    const auto [coming, leaving] = other(v);
    const auto passes = [&](Index b, const Capacity& most) {
      if (b != kNone) return lets_through(b, most);
      return std::all_of(most.begin(), most.end(), [](Amount a) { return a == 0; });
    };
    if (!passes(there, coming) || !passes(back, leaving)) return false;
    join(u, v, there, back);
    return true;
  };
  const auto between = [&](const std::vector<Index>& from, Index v, bool tail) {
    for (const Index b : from)
      if (bundles_[b].time == 0 && (tail ? bundles_[b].tail : bundles_[b].head) == v) return b;
    return kNone;
  };
  std::vector<Index> near;  // zero-time bundles, the shortest first
  for (const std::vector<Index>* of : {&out_[u], &in_[u]}) {
    for (const Index b : *of)
      if (bundles_[b].time == 0) near.push_back(b);
  }
  std::stable_sort(near.begin(), near.end(), [&](Index x, Index y) { return bundles_[x].length < bundles_[y].length; });
  for (const Index b : near) {
    const bool out = bundles_[b].tail == u;
    const Index v = out ? bundles_[b].head : bundles_[b].tail;
    if (attempt(v, out ? b : between(out_[u], v, false), out ? between(in_[u], v, true) : b)) return true;
  }
  return false;
}

void Merged::join(Index u, Index v, Index there, Index back) {
  Merge merge{u, v, there, back, {}, {}, bundles_.size()};
  const auto again = [&](Index w) {
    if (due_[w]) return;
    due_[w] = 1;
    todo_.push_back(w);
  };
  for (const Index b : {there, back}) {
    if (b == kNone) continue;
    bundles_[b].gone = true;
    std::erase(out_[bundles_[b].tail], b);
    std::erase(in_[bundles_[b].head], b);
  }
  merge.coming = in_[u];
  merge.leaving = out_[u];
  for (const Index b : merge.coming) {
    bundles_[b].head = v;
    if (bundles_[b].tail == v) {
      bundles_[b].gone = true;  // later at the same place: waiting does as well
      std::erase(out_[v], b);
    } else {
      in_[v].push_back(b);
      again(bundles_[b].tail);
    }
  }
  for (const Index b : merge.leaving) {
    bundles_[b].tail = v;
    if (bundles_[b].head == v) {
      bundles_[b].gone = true;
      std::erase(in_[v], b);
    } else {
      out_[v].push_back(b);
      again(bundles_[b].head);
    }
  }
  in_[u].clear();
  out_[u].clear();
  merges_.push_back(std::move(merge));
  unite_parallel(v);
  again(v);
}

// Bundles at v that have the same ends and time become one.
void Merged::unite_parallel(Index v) {
  const auto unite = [&](Index b, Index c) {
    if (bundles_[c].length < bundles_[b].length) std::swap(b, c);  // the shorter is filled first
    Bundle sum{bundles_[b].tail, bundles_[b].head, bundles_[b].time, static_cast<Index>(capacities_.size()), b, c};
    const Capacity &x = capacities_[bundles_[b].capacity], &y = capacities_[bundles_[c].capacity];
    Capacity together(steps_);
    for (std::size_t k = 0; k < steps_; ++k) together[k] = sum_of(x[k], y[k]);
    capacities_.push_back(std::move(together));
    const auto id = static_cast<Index>(bundles_.size());
    bundles_[b].within = bundles_[c].within = id;
    for (const Index part : {b, c}) {
      std::erase(out_[sum.tail], part);
      std::erase(in_[sum.head], part);
    }
    out_[sum.tail].push_back(id);
    in_[sum.head].push_back(id);
    sum.length = bundles_[b].length;
    bundles_.push_back(sum);
  };
  const auto unite_all = [&](std::vector<Index>& of, bool by_head) {
    const auto key = [&](Index b) {
      return std::pair(by_head ? bundles_[b].head : bundles_[b].tail, bundles_[b].time);
    };
    for (std::size_t i = 0; i < of.size();) {
      const auto same = std::find_if(of.begin() + static_cast<std::ptrdiff_t>(i) + 1, of.end(),
                                     [&](Index b) { return key(b) == key(of[i]); });
      if (same == of.end())
        ++i;
      else
        unite(of[i], *same);
    }
  };
  unite_all(out_[v], true);
  unite_all(in_[v], false);
}

void Merged::build() {
  std::vector<Index> into(whole_.node_count);
  for (Index v = 0; v < into.size(); ++v) into[v] = v;
  for (std::size_t i = merges_.size(); i-- > 0;) into[merges_[i].node] = into[merges_[i].into];
  std::vector<NodeId> now(whole_.node_count);
  for (Index v = 0; v < into.size(); ++v) {
    if (into[v] == v) now[v] = NodeId{static_cast<Index>(part_.node_count++)};
  }
  node_ = Table<NodeId, NodeId>(whole_.node_count);
  for (const NodeId v : node_.ids()) node_[v] = now[into[v.index()]];
  part_.horizon = whole_.horizon;
  for (flow::Supply s : whole_.supplies) {
    s.node = node_[s.node];
    part_.supplies.push_back(s);
  }
  for (flow::Refuge r : whole_.refuges) {
    r.node = node_[r.node];
    part_.refuges.push_back(r);
  }
  std::vector<std::uint32_t> first{0};
  for (Index b = 0; b < bundles_.size(); ++b) {
    const Bundle& bundle = bundles_[b];
    if (bundle.gone || bundle.within != kNone) continue;
    arc_bundle_.push_back(b);
    part_.tail.push_back(now[bundle.tail]);
    part_.head.push_back(now[bundle.head]);
    part_.time.push_back(bundle.time);
    if (bundle.arc.valid()) {
      part_.capacity.push_back(whole_.capacity[bundle.arc]);
      for (const flow::PieceId p : whole_.pieces_of[bundle.arc]) part_.pieces.push_back(whole_.pieces[p]);
    } else {
      const Capacity& capacity = capacities_[bundle.capacity];
      part_.capacity.push_back({capacity[0], 1, 0});
      for (std::size_t k = 1, until; k < steps_; k = until) {
        for (until = k + 1; until < steps_ && capacity[until] == capacity[k]; ++until) {
        }
        if (capacity[k] != capacity[0])
          part_.pieces.push_back({{static_cast<Step>(k), static_cast<Step>(until)}, {capacity[k], 1, 0}});
      }
    }
    first.push_back(static_cast<std::uint32_t>(part_.pieces.size()));
  }
  part_.pieces_of = Rows<ArcId, flow::PieceId>(std::move(first));
}

Itineraries Merged::itineraries(Itineraries of_whole) const {
  if (merges_.empty()) return of_whole;
  std::vector<ArcId> now(bundles_.size());
  for (Index a = 0; a < arc_bundle_.size(); ++a) now[arc_bundle_[a]] = ArcId{a};
  std::vector<std::int32_t> leg(of_whole.legs.size());
  Itineraries out;
  for (std::size_t i = 0; i < leg.size(); ++i) {
    const Itineraries::Leg& was = of_whole.legs[i];
    const std::int32_t before = was.before < 0 ? -1 : leg[static_cast<std::size_t>(was.before)];
    Index b = bundle_of_[was.arc];
    while (b != kNone && bundles_[b].within != kNone) b = bundles_[b].within;
    leg[i] = before;
    if (b == kNone || !now[b].valid()) continue;  // within a node
    leg[i] = static_cast<std::int32_t>(out.legs.size());
    out.legs.push_back({before, now[b], was.step});
  }
  for (Itineraries::Itinerary it : of_whole.all) {
    if (it.last >= 0) it.last = leg[static_cast<std::size_t>(it.last)];
    out.all.push_back(it);
  }
  return out;
}

void Merged::undo(Solved& solved) const {
  if (merges_.empty()) return;
  std::vector<Capacity> flow(bundles_.size());  // empty: nobody
  const auto at = [&](Index b, std::size_t k) -> Amount& {
    if (flow[b].empty()) flow[b].assign(steps_, 0);
    return flow[b][k];
  };
  for (const flow::Entry& e : solved.solution.entries)
    at(arc_bundle_[e.arc.index()], static_cast<std::size_t>(e.step)) = e.amount;
  std::size_t known = bundles_.size();
  const auto split_down_to = [&](std::size_t first) {
    while (known > first) {
      const Bundle& sum = bundles_[--known];
      if (flow[known].empty()) continue;
      const Capacity& most = capacities_[bundles_[sum.first].capacity];
      for (std::size_t k = 0; k < steps_; ++k) {
        if (flow[known][k] == 0) continue;
        const Amount by_first = std::min(flow[known][k], most[k]);
        if (by_first > 0) at(sum.first, k) = by_first;
        if (flow[known][k] > by_first) at(sum.second, k) = flow[known][k] - by_first;
      }
      flow[known] = {};
    }
  };
  std::vector<Amount> net(steps_);
  for (std::size_t i = merges_.size(); i-- > 0;) {
    const Merge& m = merges_[i];
    split_down_to(m.bundles);
    std::fill(net.begin(), net.end(), 0);
    bool any = false;
    for (const Index b : m.coming) {
      if (flow[b].empty()) continue;
      any = true;
      const auto time = static_cast<std::size_t>(bundles_[b].time);
      for (std::size_t k = time; k < steps_; ++k) net[k] += flow[b][k - time];
    }
    for (const Index b : m.leaving) {
      if (flow[b].empty()) continue;
      any = true;
      for (std::size_t k = 0; k < steps_; ++k) net[k] -= flow[b][k];
    }
    if (!any) continue;
    for (std::size_t k = 0; k < steps_; ++k) {
      if (net[k] > 0) at(m.there, k) = net[k];
      if (net[k] < 0) at(m.back, k) = -net[k];
    }
  }
  split_down_to(singles_);
  flow::Solution& s = solved.solution;
  s.entries.clear();
  for (Index b = 0; b < bundles_.size(); ++b) {
    if (!bundles_[b].arc.valid() || flow[b].empty()) continue;
    for (std::size_t k = 0; k < steps_; ++k)
      if (flow[b][k] > 0) s.entries.push_back({bundles_[b].arc, static_cast<Step>(k), flow[b][k]});
  }
  std::sort(s.entries.begin(), s.entries.end(),
            [](const auto& a, const auto& b) { return a.step != b.step ? a.step < b.step : a.arc < b.arc; });
  cancel_zero_time_cycles(whole_, s.entries);
  std::vector<NodeId> was(part_.node_count);
  for (const flow::Refuge& r : whole_.refuges) was[node_[r.node].index()] = r.node;
  for (flow::Intake& intake : s.intakes) intake.node = was[intake.node.index()];
  for (flow::StepCut& cut : solved.certificate.cuts) {
    Table<NodeId, Step> cut_time(whole_.node_count);
    for (const NodeId v : cut_time.ids()) cut_time[v] = cut.cut_time[node_[v]];
    cut.cut_time = std::move(cut_time);
  }
  flow::DualPrices& prices = solved.certificate.prices;
  for (auto& [node, price] : prices.refuge_price) node = was[node.index()];
  std::vector<std::vector<flow::ValueFrom>> rows(part_.node_count);
  for (const flow::ValueFrom& row : prices.values) rows[row.node.index()].push_back(row);
  prices.values.clear();
  for (const NodeId v : node_.ids()) {
    for (flow::ValueFrom row : rows[node_[v].index()]) {
      row.node = v;
      prices.values.push_back(row);
    }
  }
}

}  // namespace passage::solver
