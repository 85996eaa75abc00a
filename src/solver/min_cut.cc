#include "solver/min_cut.h"

#include <algorithm>
#include <limits>

#include "graph/compressed_rows.h"

namespace passage::solver {

MinCut::MinCut(std::size_t nodes, std::span<const std::uint32_t> tail, std::span<const std::uint32_t> head)
    : tail_(tail.begin(), tail.end()), head_(head.begin(), head.end()), left_(2 * tail.size()) {
  auto leaving = graph::compressed_rows<Index, Index>(nodes, [&](const auto& put) {
    for (Index a = 0; a < tail_.size(); ++a) {
      if (tail_[a] == head_[a]) continue;
      put(tail_[a], 2 * a);
      put(head_[a], 2 * a + 1);
    }
  });
  first_ = std::move(leaving.first);
  halves_ = std::move(leaving.values);
}

void MinCut::activate(Index v) {
  if (is_active_[v]) return;
  is_active_[v] = 1;
  active_.push_back(v);
}

const std::vector<MinCut::Side>& MinCut::cut(std::span<const Amount> supply, std::span<const Amount> capacity) {
  const std::size_t nodes = first_.size() - 1;
  for (std::size_t a = 0; a < capacity.size(); ++a) {
    left_[2 * a] = capacity[a];
    left_[2 * a + 1] = 0;
  }
  excess_.assign(supply.begin(), supply.end());
  side_.assign(nodes, Side::kEither);
  parent_.assign(nodes, kNone);
  depth_.assign(nodes, 0);
  seen_.assign(nodes, 0);
  is_active_.assign(nodes, 0);
  active_.clear();
  next_ = 0;
  time_ = 0;
  flow_ = 0;
  for (Index v = 0; v < nodes; ++v) {
    if (excess_[v] == 0) continue;
    side_[v] = excess_[v] > 0 ? Side::kSource : Side::kSink;
    parent_[v] = kTerminal;
    activate(v);
  }
  for (Index between = grow(); between != kNone; between = grow()) {
    ++time_;
    augment(between);
    for (std::size_t i = 0; i < orphans_.size(); ++i) adopt(orphans_[i]);
    orphans_.clear();
  }
  return side_;
}

MinCut::Index MinCut::grow() {
  while (next_ < active_.size()) {
    const Index v = active_[next_];
    if (side_[v] != Side::kEither) {
      const bool source = side_[v] == Side::kSource;
      for (Index i = first_[v]; i < first_[v + 1]; ++i) {
        const Index half = halves_[i];
        if (left_[source ? half : half ^ 1u] == 0) continue;
        const Index w = other(half);
        if (side_[w] == Side::kEither) {
          side_[w] = side_[v];
          parent_[w] = half ^ 1u;
          depth_[w] = depth_[v] + 1;
          seen_[w] = seen_[v];
          activate(w);
        } else if (side_[w] != side_[v]) {
          return source ? half : half ^ 1u;  // v is looked at again
        } else if (seen_[w] <= seen_[v] && depth_[w] > depth_[v] + 1) {
          parent_[w] = half ^ 1u;
          depth_[w] = depth_[v] + 1;
          seen_[w] = seen_[v];
        }
      }
    }
    is_active_[v] = 0;
    ++next_;
    if (next_ > 4096 && next_ * 2 > active_.size()) {
      active_.erase(active_.begin(), active_.begin() + static_cast<std::ptrdiff_t>(next_));
      next_ = 0;
    }
  }
  return kNone;
}

// parent_[v] is the half arc from v to its parent; on the source's side flow goes along it backwards.
void MinCut::augment(Index between) {
  Amount most = left_[between];
  Index v = other(between ^ 1u);
  for (; parent_[v] != kTerminal; v = other(parent_[v])) most = std::min(most, left_[parent_[v] ^ 1u]);
  most = std::min(most, excess_[v]);
  v = other(between);
  for (; parent_[v] != kTerminal; v = other(parent_[v])) most = std::min(most, left_[parent_[v]]);
  most = std::min(most, -excess_[v]);

  left_[between] -= most;
  left_[between ^ 1u] += most;
  const auto orphan = [&](Index u) {
    parent_[u] = kNone;
    orphans_.push_back(u);
  };
  v = other(between ^ 1u);
  while (parent_[v] != kTerminal) {
    const Index half = parent_[v], up = other(half);
    left_[half ^ 1u] -= most;
    left_[half] += most;
    if (left_[half ^ 1u] == 0) orphan(v);
    v = up;
  }
  excess_[v] -= most;
  if (excess_[v] == 0) orphan(v);
  v = other(between);
  while (parent_[v] != kTerminal) {
    const Index half = parent_[v], up = other(half);
    left_[half] -= most;
    left_[half ^ 1u] += most;
    if (left_[half] == 0) orphan(v);
    v = up;
  }
  excess_[v] += most;
  if (excess_[v] == 0) orphan(v);
  flow_ += most;
}

// Does the node's way end at a terminal? Then how far that is is written along it.
bool MinCut::rooted(Index v) {
  Index steps = 0;
  Index u = v;
  while (true) {
    if (seen_[u] == time_) {
      steps += depth_[u];
      break;
    }
    if (parent_[u] == kTerminal) {
      seen_[u] = time_;
      depth_[u] = 0;
      break;
    }
    if (parent_[u] == kNone) return false;
    u = other(parent_[u]);
    ++steps;
  }
  for (u = v; seen_[u] != time_; u = other(parent_[u])) {
    seen_[u] = time_;
    depth_[u] = steps--;
  }
  return true;
}

void MinCut::adopt(Index v) {
  const bool source = side_[v] == Side::kSource;
  Index best = kNone, least = std::numeric_limits<Index>::max();
  for (Index i = first_[v]; i < first_[v + 1]; ++i) {
    const Index half = halves_[i];
    if (left_[source ? half ^ 1u : half] == 0) continue;
    const Index u = other(half);
    if (side_[u] != side_[v] || !rooted(u) || depth_[u] >= least) continue;
    least = depth_[u];
    best = half;
  }
  if (best != kNone) {
    parent_[v] = best;
    seen_[v] = time_;
    depth_[v] = least + 1;
    return;
  }
  for (Index i = first_[v]; i < first_[v + 1]; ++i) {
    const Index half = halves_[i], u = other(half);
    if (side_[u] != side_[v]) continue;
    if (left_[source ? half ^ 1u : half] > 0) activate(u);
    if (parent_[u] != kTerminal && parent_[u] != kNone && parent_[u] == (half ^ 1u)) {
      parent_[u] = kNone;
      orphans_.push_back(u);
    }
  }
  side_[v] = Side::kEither;
}

}  // namespace passage::solver
