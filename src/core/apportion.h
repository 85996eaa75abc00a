// Whole shares of a whole number: largest remainder (Hamilton's method).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace passage {

// Shares of `total` in proportion to `weights`: each the quota rounded down or up, together exactly
// `total`; the largest remainders are rounded up, ties by lower index. A weight of 0 gets 0, and no
// share exceeds its weight where total <= sum of the weights. total and weights >= 0, some weight > 0
// unless total is 0. O(n log n).
[[nodiscard]] std::vector<std::int64_t> apportion(std::int64_t total, std::span<const std::int64_t> weights);

}  // namespace passage
