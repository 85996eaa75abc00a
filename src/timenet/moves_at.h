// Moves by the spot they begin or end at.
#pragma once

#include <numeric>
#include <span>

#include "timenet/movement.h"

namespace passage::timenet {

class MovesAt {
 public:
  MovesAt(const Table<MoveId, SpotId>& end, std::size_t spots) : first_(spots + 1, 0), moves_(end.size()) {
    for (const MoveId m : end.ids()) ++first_[end[m].index() + 1];
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    std::vector<std::uint32_t> at(first_.begin(), first_.end() - 1);
    for (const MoveId m : end.ids()) moves_[at[end[m].index()]++] = m;
  }
  // In order of their ids.
  [[nodiscard]] std::span<const MoveId> operator[](SpotId s) const {
    return std::span(moves_).subspan(first_[s.index()], first_[s.index() + 1] - first_[s.index()]);
  }

 private:
  std::vector<std::uint32_t> first_;
  std::vector<MoveId> moves_;
};

}  // namespace passage::timenet
