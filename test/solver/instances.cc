#include "test/solver/instances.h"

namespace passage::test {

flow::Problem random_problem(std::uint64_t number, Rates rates) {
  Random random(0xF07, static_cast<std::uint32_t>(number), static_cast<std::uint32_t>(number >> 32));
  const auto below = [&](std::uint64_t n) { return static_cast<std::int64_t>(random.below(n)); };
  const auto one_in = [&](std::uint64_t n) { return random.below(n) == 0; };
  flow::Problem problem;
  const std::uint64_t n = 3 + random.below(6);
  problem.node_count = n;
  problem.horizon = 3 + below(10);
  const std::uint64_t steps = static_cast<std::uint64_t>(problem.horizon) + 1;
  const auto node = [&] { return flow::NodeId{random.below(n)}; };
  const auto rate = [&](std::int64_t whole) {
    if (rates == Rates::kWhole || one_in(2)) return flow::StepRate{whole, 1, 0};
    return flow::StepRate{whole * 2 + 1, 2 + below(3), below(3)};
  };
  const std::int64_t origins = 1 + below(4);
  for (std::int64_t i = 0; i < origins; ++i)
    problem.supplies.push_back({node(), below(8), one_in(2) ? below(steps + 1) : 0});
  std::vector<bool> taken(n, false);
  const std::int64_t refuges = 1 + below(3);
  for (std::int64_t i = 0; i < refuges; ++i) {
    flow::Refuge refuge{node()};
    if (taken[refuge.node.index()]) continue;
    taken[refuge.node.index()] = true;
    if (!one_in(3)) refuge.capacity = below(7);
    if (one_in(2)) refuge.rate = rate(below(3));
    problem.refuges.push_back(refuge);
  }
  const std::int64_t arcs = 2 + below(3 * n);
  std::vector<std::uint32_t> first{0};
  for (std::int64_t i = 0; i < arcs; ++i) {
    problem.tail.push_back(node());
    problem.head.push_back(node());
    problem.time.push_back(one_in(3) ? 0 : below(4));
    problem.capacity.push_back(rate(1 + below(3)));
    for (flow::Step s = below(4); s <= problem.horizon && one_in(2);) {
      const flow::Step until = s + 1 + below(steps);
      problem.pieces.push_back({{s, until}, rate(one_in(2) ? 0 : below(4))});
      s = until + below(3);
    }
    first.push_back(static_cast<std::uint32_t>(problem.pieces.size()));
  }
  problem.pieces_of = Rows<flow::ArcId, flow::PieceId>(std::move(first));
  return problem;
}

bool has_zero_time_cycle(const flow::Problem& problem) {
  std::vector<std::vector<bool>> reach(problem.node_count, std::vector<bool>(problem.node_count));
  for (const flow::ArcId a : problem.tail.ids())
    if (problem.time[a] == 0) reach[problem.tail[a].index()][problem.head[a].index()] = true;
  for (std::size_t k = 0; k < problem.node_count; ++k)
    for (std::size_t i = 0; i < problem.node_count; ++i)
      for (std::size_t j = 0; j < problem.node_count; ++j)
        if (reach[i][k] && reach[k][j]) reach[i][j] = true;
  for (std::size_t i = 0; i < problem.node_count; ++i)
    if (reach[i][i]) return true;
  return false;
}

bool has_unreachable_origin(const flow::Problem& problem) {
  std::vector<bool> reaches(problem.node_count, false);
  for (const flow::Refuge& refuge : problem.refuges) reaches[refuge.node.index()] = true;
  for (std::size_t round = 0; round < problem.node_count; ++round)
    for (const flow::ArcId a : problem.tail.ids())
      if (reaches[problem.head[a].index()]) reaches[problem.tail[a].index()] = true;
  for (const flow::Supply& supply : problem.supplies)
    if (supply.persons > 0 && !reaches[supply.node.index()]) return true;
  return false;
}

flow::Problem without_windows(flow::Problem problem) {
  problem.pieces.clear();
  problem.pieces_of = Rows<flow::ArcId, flow::PieceId>(std::vector<std::uint32_t>(problem.arc_count() + 1, 0));
  return problem;
}
flow::Problem without_releases(flow::Problem problem) {
  for (flow::Supply& supply : problem.supplies) supply.release = 0;
  return problem;
}
flow::Problem without_capacities(flow::Problem problem) {
  for (flow::Refuge& refuge : problem.refuges) refuge.capacity = flow::kUnlimited;
  return problem;
}
flow::Problem without_rates(flow::Problem problem) {
  for (flow::Refuge& refuge : problem.refuges) refuge.rate = {flow::kUnlimited, 1, 0};
  return problem;
}

}  // namespace passage::test
