// The time expansion of a problem, implicit: residual capacities of arcs, waiting and intake, kept as
// counters and bit rows over the steps. A row exists only where it differs from the start.
#pragma once

#include <bit>
#include <cstdint>
#include <cstdlib>
#include <deque>
#include <memory>
#include <vector>

#include "flow/problem.h"

namespace passage::solver {

using flow::Amount;
using flow::Step;
using Time = std::int32_t;    // a step, or -1
using Index = std::uint32_t;  // of a node, of an arc by tail, of a refuge
inline constexpr Index kNone = 0xFFFFFFFFu;

// One bit a step.
class Bits {
 public:
  using Word = std::uint64_t;
  [[nodiscard]] static std::size_t words(Step steps) { return static_cast<std::size_t>((steps + 63) / 64); }
  static bool test(const Word* row, Time s) { return (row[s >> 6] >> (s & 63)) & 1; }
  static void set(Word* row, Time s) { row[s >> 6] |= Word{1} << (s & 63); }
  static void clear(Word* row, Time s) { row[s >> 6] &= ~(Word{1} << (s & 63)); }
  // Last set bit <= s, or -1. s may be negative.
  static Time last_set(const Word* row, Time s) {
    if (s < 0) return -1;
    Time w = s >> 6;
    Word word = row[w] & (~Word{0} >> (63 - (s & 63)));
    while (word == 0) {
      if (--w < 0) return -1;
      word = row[w];
    }
    return (w << 6) + 63 - std::countl_zero(word);
  }
  // First set bit in [s, until), or `until`.
  static Time first_set(const Word* row, Time s, Time until) {
    if (s >= until) return until;
    Time w = s >> 6;
    Word word = row[w] & (~Word{0} << (s & 63));
    const Time last = (until - 1) >> 6;
    while (word == 0) {
      if (++w > last) return until;
      word = row[w];
    }
    return std::min(until, (w << 6) + static_cast<Time>(std::countr_zero(word)));
  }
  // First clear bit >= s; there is one.
  static Time first_clear(const Word* row, Time s) {
    Time w = s >> 6;
    Word word = ~row[w] & (~Word{0} << (s & 63));
    while (word == 0) word = ~row[++w];
    return (w << 6) + static_cast<Time>(std::countr_zero(word));
  }
  // Lowest j such that all of [j, s) are set.
  static Time start_of_run(const Word* row, Time s) {
    Time j = s;
    while (j > 0) {
      const Time w = (j - 1) >> 6;
      const Word clear = ~row[w] & (~Word{0} >> (63 - ((j - 1) & 63)));
      if (clear != 0) return (w << 6) + 64 - std::countl_zero(clear);
      j = w << 6;
    }
    return 0;
  }
};

// How much may pass at each step; arcs of the same pattern share one.
struct Profile {
  flow::StepRate rate;
  std::vector<flow::Piece> pieces;
  std::vector<Bits::Word> open;  // steps with a capacity
  [[nodiscard]] Amount at(Time s) const {
    const flow::StepRate* use = &rate;
    for (const flow::Piece& piece : pieces)
      if (piece.steps.contains(s)) use = &piece.rate;
    if (use->unlimited()) return flow::kUnlimited;
    if (use->den == 1) return use->num;
    return use->at(s);
  }
};

// Memory that costs nothing until it is touched.
template <class T>
class ZeroPages {
 public:
  ZeroPages() = default;
  explicit ZeroPages(std::size_t size)
      : data_(static_cast<T*>(std::calloc(std::max<std::size_t>(size, 1), sizeof(T)))) {
    if (data_ == nullptr) throw std::bad_alloc();
  }
  [[nodiscard]] T* get() const { return data_.get(); }

 private:
  struct Free {
    void operator()(T* p) const { std::free(p); }
  };
  std::unique_ptr<T[], Free> data_;
};

struct InArc {
  Index arc, tail;
  Time time;
};

// The static part: arcs by tail, without those that nobody can use.
struct Graph {
  Step steps = 0;  // horizon + 1
  Index nodes = 0;
  std::vector<Index> first_out, first_in;  // nodes + 1
  std::vector<Index> head, profile;        // by arc
  std::vector<Time> time;
  std::vector<flow::ArcId> id;
  std::vector<InArc> in;
  std::vector<Profile> profiles;
  std::vector<Index> tail;
  std::vector<Time> to_refuge;                     // by node: fewest steps to a refuge, `steps` if there is none
  std::vector<Index> refuge_at;                    // by node: index in problem.refuges or kNone
  std::vector<Index> refuge_node, refuge_profile;  // by refuge
  [[nodiscard]] Index arcs() const { return static_cast<Index>(head.size()); }
};
[[nodiscard]] Graph make_graph(const flow::Problem& problem);

// A capacity by step with the flow on it.
struct Lane {
  Bits::Word* open = nullptr;  // flow < capacity; the profile's own row until `owned`
  Bits::Word* used = nullptr;  // flow > 0; null: nowhere
  bool owned = false;
};

// Count: wide enough for all people of the problem.
template <class Count>
class Expansion {
 public:
  Expansion(const flow::Problem& problem, const Graph& graph);

  const Graph& graph;
  std::vector<Lane> lane;            // arcs, then refuges' intake
  std::vector<Bits::Word*> waiting;  // by node: people wait from s to s + 1; null: never
  std::vector<Amount> room;          // by refuge: lifetime capacity left

  [[nodiscard]] Index intake_lane(Index refuge) const { return graph.arcs() + refuge; }
  [[nodiscard]] Count flow(Index l, Time s) const { return flow_.get()[l * row_ + s]; }
  [[nodiscard]] Amount spare(Index l, Time s) const {
    const Amount cap = profile_of(l).at(s);
    return cap - flow(l, s);
  }
  // Residual of waiting at v from `from` to `to`, either way.
  [[nodiscard]] Amount wait_spare(Index v, Time from, Time to) const;
  void push(Index l, Time s, Count amount);
  void take_back(Index l, Time s, Count amount);
  void wait(Index v, Time from, Time to, Count amount);  // from > to: waits less

 private:
  [[nodiscard]] const Profile& profile_of(Index l) const {
    return graph.profiles[l < graph.arcs() ? graph.profile[l] : graph.refuge_profile[l - graph.arcs()]];
  }
  Bits::Word* new_row() {
    const std::size_t words = Bits::words(graph.steps + 1);
    if (arena_left_ < words) {
      arena_.emplace_back(std::max<std::size_t>(words, 1 << 16));
      arena_at_ = arena_.back().get();
      arena_left_ = std::max<std::size_t>(words, 1 << 16);
    }
    Bits::Word* row = arena_at_;
    arena_at_ += words;
    arena_left_ -= words;
    return row;
  }
  void own(Lane& lane);
  std::size_t row_;
  ZeroPages<Count> flow_, wait_;
  std::deque<ZeroPages<Bits::Word>> arena_;
  Bits::Word* arena_at_ = nullptr;
  std::size_t arena_left_ = 0;
};

extern template class Expansion<std::int32_t>;
extern template class Expansion<std::int64_t>;

}  // namespace passage::solver
