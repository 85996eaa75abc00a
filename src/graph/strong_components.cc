#include "graph/strong_components.h"

#include <algorithm>

namespace passage::graph {

std::vector<std::uint32_t> strong_components(const CompressedRows<std::uint32_t, std::uint32_t>& heads) {
  constexpr std::uint32_t kNone = UINT32_MAX;
  const auto n = static_cast<std::uint32_t>(heads.size());
  std::vector<std::uint32_t> index(n, kNone), low(n), component(n, kNone), stack;
  struct Frame {
    std::uint32_t node, arc;
  };
  std::vector<Frame> frames;
  std::uint32_t next = 0, components = 0;
  const auto enter = [&](std::uint32_t v) {
    index[v] = low[v] = next++;
    stack.push_back(v);
    frames.push_back({v, heads.first[v]});
  };
  for (std::uint32_t start = 0; start < n; ++start) {
    if (index[start] != kNone) continue;
    enter(start);
    while (!frames.empty()) {
      Frame& frame = frames.back();
      const std::uint32_t v = frame.node;
      if (frame.arc < heads.first[v + 1]) {
        const std::uint32_t w = heads.values[frame.arc++];
        if (index[w] == kNone) {
          enter(w);
        } else if (component[w] == kNone) {
          low[v] = std::min(low[v], index[w]);
        }
        continue;
      }
      frames.pop_back();
      if (!frames.empty()) low[frames.back().node] = std::min(low[frames.back().node], low[v]);
      if (low[v] != index[v]) continue;
      for (std::uint32_t w = kNone; w != v;) {
        w = stack.back();
        stack.pop_back();
        component[w] = components;
      }
      ++components;
    }
  }
  return component;
}

}  // namespace passage::graph
