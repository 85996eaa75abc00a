#include "test/solver/oracle.h"

#include <deque>

namespace passage::test {
namespace {

constexpr flow::Amount kMuch = 1'000'000'000;

class MinCostFlow {
 public:
  explicit MinCostFlow(std::size_t nodes) : out_(nodes) {}
  void arc(std::size_t from, std::size_t to, flow::Amount capacity, std::int64_t cost) {
    out_[from].push_back(arcs_.size());
    arcs_.push_back({to, capacity, cost});
    out_[to].push_back(arcs_.size());
    arcs_.push_back({from, 0, -cost});
  }
  Answer run(std::size_t source, std::size_t sink) {
    Answer answer;
    while (true) {
      std::vector<std::int64_t> d(out_.size(), kMuch);
      std::vector<std::size_t> by(out_.size(), arcs_.size());
      std::vector<char> queued(out_.size(), 0);
      std::deque<std::size_t> queue{source};
      d[source] = 0;
      while (!queue.empty()) {
        const std::size_t v = queue.front();
        queue.pop_front();
        queued[v] = 0;
        for (const std::size_t a : out_[v]) {
          if (arcs_[a].left == 0 || d[v] + arcs_[a].cost >= d[arcs_[a].to]) continue;
          d[arcs_[a].to] = d[v] + arcs_[a].cost;
          by[arcs_[a].to] = a;
          if (!queued[arcs_[a].to]) queue.push_back(arcs_[a].to);
          queued[arcs_[a].to] = 1;
        }
      }
      if (d[sink] >= kMuch) return answer;
      flow::Amount amount = kMuch;
      for (std::size_t v = sink; v != source; v = arcs_[by[v] ^ 1].to) amount = std::min(amount, arcs_[by[v]].left);
      for (std::size_t v = sink; v != source; v = arcs_[by[v] ^ 1].to) {
        arcs_[by[v]].left -= amount;
        arcs_[by[v] ^ 1].left += amount;
      }
      answer.safe += amount;
      answer.sum += amount * d[sink];
    }
  }

 private:
  struct Arc {
    std::size_t to;
    flow::Amount left;
    std::int64_t cost;
  };
  std::vector<Arc> arcs_;
  std::vector<std::vector<std::size_t>> out_;
};

flow::Amount at(const flow::Problem& problem, flow::ArcId a, flow::Step s) {
  flow::StepRate rate = problem.capacity[a];
  for (const flow::PieceId p : problem.pieces_of[a])
    if (problem.pieces[p].steps.from <= s && s < problem.pieces[p].steps.until) rate = problem.pieces[p].rate;
  return rate.unlimited() ? kMuch
                          : (rate.num * (s + 1) + rate.phase) / rate.den - (rate.num * s + rate.phase) / rate.den;
}

}  // namespace

Answer oracle(const flow::Problem& problem) {
  const std::size_t steps = static_cast<std::size_t>(problem.horizon) + 1, inner = problem.node_count * steps;
  const std::size_t source = inner + problem.refuges.size(), sink = source + 1;
  const auto node = [&](flow::NodeId v, flow::Step s) { return v.index() * steps + static_cast<std::size_t>(s); };
  MinCostFlow flow(sink + 1);
  for (std::uint32_t v = 0; v < problem.node_count; ++v)
    for (flow::Step s = 0; s < problem.horizon; ++s)
      flow.arc(node(flow::NodeId{v}, s), node(flow::NodeId{v}, s + 1), kMuch, 0);
  for (const flow::ArcId a : problem.tail.ids())
    for (flow::Step s = 0; s + problem.time[a] <= problem.horizon; ++s)
      flow.arc(node(problem.tail[a], s), node(problem.head[a], s + problem.time[a]), at(problem, a, s), 0);
  for (const flow::Supply& o : problem.supplies)
    if (o.release <= problem.horizon) flow.arc(source, node(o.node, o.release), o.persons, 0);
  for (std::size_t r = 0; r < problem.refuges.size(); ++r) {
    const flow::Refuge& refuge = problem.refuges[r];
    for (flow::Step s = 0; s <= problem.horizon; ++s)
      flow.arc(node(refuge.node, s), inner + r,
               refuge.rate.unlimited() ? kMuch
                                       : (refuge.rate.num * (s + 1) + refuge.rate.phase) / refuge.rate.den -
                                             (refuge.rate.num * s + refuge.rate.phase) / refuge.rate.den,
               s);
    flow.arc(inner + r, sink, std::min(refuge.capacity, kMuch), 0);
  }
  return flow.run(source, sink);
}

}  // namespace passage::test
