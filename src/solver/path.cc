#include "solver/path.h"

#include <algorithm>

namespace passage::solver {

template <class Count>
void Path<Count>::straighten() {
  constexpr std::size_t kNowhere = 0;
  std::size_t out = 0;
  for (std::size_t i = 0; i < moves.size(); ++i) {
    Move move = moves[i];
    std::size_t at = out;
    for (std::size_t j = on_path_[move.node]; j != kNowhere; j = seen_before_[j - 1]) {
      const Move& was = moves[j - 1];
      const bool meet = std::max(std::min(was.in, was.out), std::min(move.in, move.out)) <=
                        std::min(std::max(was.in, was.out), std::max(move.in, move.out));
      if (meet) at = j - 1;
    }
    while (out > at) {
      --out;
      on_path_[moves[out].node] = seen_before_[out];
      if (out == at) {
        move.in = moves[out].in;
        move.entry = moves[out].entry;
      }
    }
    if (seen_before_.size() <= out) seen_before_.resize(out + 1);
    seen_before_[out] = on_path_[move.node];
    moves[out] = move;
    on_path_[move.node] = ++out;
  }
  moves.resize(out);
  for (const Move& move : moves) on_path_[move.node] = kNowhere;
}

template <class Count>
Amount Path<Count>::bottleneck(Amount want) const {
  for (const Move& move : moves) {
    if (waits_back(move)) want = std::min(want, x_.wait_spare(move.node, move.in, move.out));
    const Index l = move.code >> 1;
    const bool against = (move.code & 1) != 0;
    const Time s = step_of(move);
    want = std::min<Amount>(want, against ? x_.flow(l, s) : x_.spare(l, s));
    if (move.target == kNone) want = std::min(want, x_.room[l - x_.graph.arcs()]);
    if (want == 0) return 0;
  }
  return want;
}

// The step at which a move uses its lane.
template <class Count>
Time Path<Count>::step_of(const Move& move) const {
  const Index l = move.code >> 1;
  if ((move.code & 1) == 0) return move.out;
  return l < x_.graph.arcs() ? move.out - x_.graph.time[l] : move.position;
}

template <class Count>
void Path<Count>::augment(Count amount) {
  for (const Move& move : moves) {
    if (move.node < x_.graph.nodes && move.in != move.out) x_.wait(move.node, move.in, move.out, amount);
    const Index l = move.code >> 1;
    if ((move.code & 1) != 0) {
      x_.take_back(l, step_of(move), amount);
      if (l >= x_.graph.arcs()) ++work_.hops;
    } else {
      x_.push(l, step_of(move), amount);
    }
    if (move.target == kNone && x_.room[l - x_.graph.arcs()] != flow::kUnlimited)
      x_.room[l - x_.graph.arcs()] -= amount;
  }
  ++work_.augmentations;
}

// How many moves of the path can be used again as they are.
template <class Count>
std::size_t Path<Count>::first_broken() const {
  for (std::size_t i = 0; i < moves.size(); ++i) {
    const Move& move = moves[i];
    const Index l = move.code >> 1;
    const Bits::Word* row = (move.code & 1) != 0 ? x_.lane[l].used : x_.lane[l].open;
    if (!Bits::test(row, step_of(move))) return i;
    if (move.target == kNone && x_.room[l - x_.graph.arcs()] == 0) return i;
    if (waits_back(move) && Bits::start_of_run(x_.waiting[move.node], move.in) > move.out) return i;
  }
  return moves.size();
}

template class Path<std::int32_t>;
template class Path<std::int64_t>;

}  // namespace passage::solver
