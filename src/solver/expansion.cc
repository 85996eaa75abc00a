#include "solver/expansion.h"

#include <algorithm>
#include <map>
#include <new>
#include <queue>
#include <tuple>

namespace passage::solver {
namespace {

// Finds or makes the profile of a rate with its pieces.
class Profiles {
 public:
  Profiles(Graph& graph) : graph_(graph) {}
  Index of(const flow::StepRate& rate, std::vector<flow::Piece> pieces) {
    Key key{rate.num, rate.den, rate.phase};
    for (const flow::Piece& piece : pieces)
      key.insert(key.end(), {piece.steps.from, piece.steps.until, piece.rate.num, piece.rate.den, piece.rate.phase});
    const auto [at, added] = known_.try_emplace(std::move(key), static_cast<Index>(graph_.profiles.size()));
    if (added) {
      Profile profile{rate, std::move(pieces), {}};
      profile.open.resize(Bits::words(graph_.steps + 1));
      for (Time s = 0; s < graph_.steps; ++s)
        if (profile.at(s) > 0) Bits::set(profile.open.data(), s);
      graph_.profiles.push_back(std::move(profile));
    }
    return at->second;
  }

 private:
  using Key = std::vector<std::int64_t>;
  Graph& graph_;
  std::map<Key, Index> known_;
};

std::vector<Time> steps_to_refuge(const flow::Problem& problem, const Graph& graph) {
  const Time far = static_cast<Time>(graph.steps);
  std::vector<Time> to(graph.nodes, far);
  using Item = std::pair<Time, Index>;
  std::priority_queue<Item, std::vector<Item>, std::greater<>> queue;
  for (const flow::Refuge& refuge : problem.refuges) {
    to[refuge.node.index()] = 0;
    queue.push({0, refuge.node.index()});
  }
  while (!queue.empty()) {
    const auto [d, v] = queue.top();
    queue.pop();
    if (d > to[v]) continue;
    for (Index i = graph.first_in[v]; i < graph.first_in[v + 1]; ++i) {
      const InArc& in = graph.in[i];
      if (in.time < far - d && d + in.time < to[in.tail]) {
        to[in.tail] = d + in.time;
        queue.push({to[in.tail], in.tail});
      }
    }
  }
  return to;
}

}  // namespace

Graph make_graph(const flow::Problem& problem) {
  Graph graph;
  graph.steps = problem.horizon + 1;
  graph.nodes = static_cast<Index>(problem.node_count);
  Profiles profiles(graph);
  std::vector<flow::ArcId> kept;
  std::vector<Index> pattern;
  for (const flow::ArcId a : problem.tail.ids()) {
    if (problem.tail[a] == problem.head[a] || problem.time[a] > problem.horizon) continue;
    std::vector<flow::Piece> pieces;
    for (const flow::PieceId p : problem.pieces_of[a]) pieces.push_back(problem.pieces[p]);
    const Index profile = profiles.of(problem.capacity[a], std::move(pieces));
    const auto& open = graph.profiles[profile].open;
    if (std::all_of(open.begin(), open.end(), [](Bits::Word w) { return w == 0; })) continue;
    kept.push_back(a);
    pattern.push_back(profile);
  }
  std::vector<Index> order(kept.size());
  for (Index i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](Index a, Index b) { return problem.tail[kept[a]] < problem.tail[kept[b]]; });
  graph.first_out.assign(graph.nodes + 1, 0);
  graph.first_in.assign(graph.nodes + 1, 0);
  for (const Index i : order) {
    const flow::ArcId a = kept[i];
    graph.id.push_back(a);
    graph.tail.push_back(problem.tail[a].index());
    graph.head.push_back(problem.head[a].index());
    graph.time.push_back(static_cast<Time>(problem.time[a]));
    graph.profile.push_back(pattern[i]);
    ++graph.first_out[problem.tail[a].index() + 1];
    ++graph.first_in[problem.head[a].index() + 1];
  }
  for (Index v = 0; v < graph.nodes; ++v) {
    graph.first_out[v + 1] += graph.first_out[v];
    graph.first_in[v + 1] += graph.first_in[v];
  }
  graph.in.resize(graph.arcs());
  std::vector<Index> fill = graph.first_in;
  for (Index a = 0; a < graph.arcs(); ++a) graph.in[fill[graph.head[a]]++] = {a, graph.tail[a], graph.time[a]};
  graph.refuge_at.assign(graph.nodes, kNone);
  for (Index r = 0; r < problem.refuges.size(); ++r) {
    graph.refuge_at[problem.refuges[r].node.index()] = r;
    graph.refuge_node.push_back(problem.refuges[r].node.index());
    graph.refuge_profile.push_back(profiles.of(problem.refuges[r].rate, {}));
  }
  graph.to_refuge = steps_to_refuge(problem, graph);
  return graph;
}

template <class Count>
Expansion<Count>::Expansion(const flow::Problem& problem, const Graph& with)
    : graph(with),
      lane(with.arcs() + problem.refuges.size()),
      waiting(with.nodes, nullptr),
      row_(static_cast<std::size_t>(with.steps)),
      flow_(lane.size() * row_),
      wait_(with.nodes * row_) {
  for (Index l = 0; l < lane.size(); ++l) lane[l].open = const_cast<Bits::Word*>(profile_of(l).open.data());
  for (const flow::Refuge& refuge : problem.refuges) room.push_back(refuge.capacity);
}

template <class Count>
void Expansion<Count>::own(Lane& l) {
  const std::size_t words = Bits::words(graph.steps + 1);
  Bits::Word* open = new_row();
  std::copy(l.open, l.open + words, open);
  l.open = open;
  l.owned = true;
}

template <class Count>
Amount Expansion<Count>::wait_spare(Index v, Time from, Time to) const {
  if (from <= to) return flow::kUnlimited;
  const Count* row = wait_.get() + v * row_;
  return *std::min_element(row + to, row + from);
}

template <class Count>
void Expansion<Count>::push(Index l, Time s, Count amount) {
  Lane& at = lane[l];
  Count& f = flow_.get()[l * row_ + s];
  f += amount;
  if (at.used == nullptr) at.used = new_row();
  Bits::set(at.used, s);
  if (f == profile_of(l).at(s)) {
    if (!at.owned) own(at);
    Bits::clear(at.open, s);
  }
}

template <class Count>
void Expansion<Count>::take_back(Index l, Time s, Count amount) {
  Lane& at = lane[l];
  Count& f = flow_.get()[l * row_ + s];
  f -= amount;
  if (f == 0) Bits::clear(at.used, s);
  if (at.owned) Bits::set(at.open, s);
}

template <class Count>
void Expansion<Count>::wait(Index v, Time from, Time to, Count amount) {
  Count* row = wait_.get() + v * row_;
  if (from < to) {
    if (waiting[v] == nullptr) waiting[v] = new_row();
    for (Time s = from; s < to; ++s) {
      row[s] += amount;
      Bits::set(waiting[v], s);
    }
  } else {
    for (Time s = to; s < from; ++s) {
      row[s] -= amount;
      if (row[s] == 0) Bits::clear(waiting[v], s);
    }
  }
}

template class Expansion<std::int32_t>;
template class Expansion<std::int64_t>;

}  // namespace passage::solver
