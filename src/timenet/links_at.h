// Links by the vertex they begin or end at.
#pragma once

#include <numeric>
#include <span>

#include "timenet/travel_network.h"

namespace passage::timenet {

class LinksAt {
 public:
  LinksAt(const Table<LinkId, VertexId>& end, std::size_t vertices) : first_(vertices + 1, 0), links_(end.size()) {
    for (const LinkId m : end.ids()) ++first_[end[m].index() + 1];
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    std::vector<std::uint32_t> at(first_.begin(), first_.end() - 1);
    for (const LinkId m : end.ids()) links_[at[end[m].index()]++] = m;
  }
  // In order of their ids.
  [[nodiscard]] std::span<const LinkId> operator[](VertexId s) const {
    return std::span(links_).subspan(first_[s.index()], first_[s.index() + 1] - first_[s.index()]);
  }

 private:
  std::vector<std::uint32_t> first_;
  std::vector<LinkId> links_;
};

}  // namespace passage::timenet
