#include "solver/expansion.h"

#include <algorithm>
#include <new>

#include "graph/compressed_rows.h"
#include "graph/dijkstra.h"
#include "graph/numbering.h"

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
    const auto [number, fresh] = number_of_(std::move(key));
    if (fresh) {
      Profile profile{rate, std::move(pieces), {}};
      profile.open.resize(Bits::words(graph_.steps + 1));
      for (Time s = 0; s < graph_.steps; ++s)
        if (profile.at(s) > 0) Bits::set(profile.open.data(), s);
      graph_.profiles.push_back(std::move(profile));
    }
    return number;
  }

 private:
  using Key = std::vector<std::int64_t>;
  Graph& graph_;
  graph::Numbering<Key> number_of_;
};

std::vector<Time> steps_to_refuge(const flow::Problem& problem, const Graph& graph) {
  const Time far = static_cast<Time>(graph.steps);
  std::vector<Time> to(graph.nodes, far);
  graph::Dijkstra<Index, std::vector<Time>> search(to);
  for (const flow::Refuge& refuge : problem.refuges) search.reach(refuge.node.index(), 0);
  while (const auto v = search.next()) {
    for (Index i = graph.first_in[*v]; i < graph.first_in[*v + 1]; ++i)
      search.reach(graph.in[i].tail, to[*v] + graph.in[i].time);
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
  auto leaving = graph::compressed_rows<Index, Index>(graph.nodes, [&](const auto& put) {
    for (Index i = 0; i < kept.size(); ++i) put(problem.tail[kept[i]].index(), i);
  });
  graph.first_out = std::move(leaving.first);
  for (const Index i : leaving.values) {
    const flow::ArcId a = kept[i];
    graph.id.push_back(a);
    graph.tail.push_back(problem.tail[a].index());
    graph.head.push_back(problem.head[a].index());
    graph.time.push_back(static_cast<Time>(problem.time[a]));
    graph.profile.push_back(pattern[i]);
  }
  auto entering = graph::compressed_rows<Index, InArc>(graph.nodes, [&](const auto& put) {
    for (Index a = 0; a < graph.arcs(); ++a) put(graph.head[a], InArc{a, graph.tail[a], graph.time[a]});
  });
  graph.first_in = std::move(entering.first);
  graph.in = std::move(entering.values);
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
