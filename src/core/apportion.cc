#include "core/apportion.h"

#include <algorithm>
#include <numeric>

#include "core/expect.h"
#include "core/rational.h"

namespace passage {

std::vector<std::int64_t> apportion(std::int64_t total, std::span<const std::int64_t> weights) {
  std::vector<std::int64_t> shares(weights.size(), 0);
  Int128 sum = 0;
  for (const std::int64_t weight : weights) sum += weight;
  PASSAGE_EXPECT(total == 0 || (total > 0 && sum > 0));
  if (total == 0) return shares;
  std::vector<Int128> remainder(weights.size());
  std::int64_t rest = total;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const Int128 quota = Int128{total} * weights[i];
    shares[i] = static_cast<std::int64_t>(quota / sum);
    remainder[i] = quota % sum;
    rest -= shares[i];
  }
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return remainder[a] > remainder[b]; });
  for (std::int64_t i = 0; i < rest; ++i) ++shares[order[static_cast<std::size_t>(i)]];
  return shares;
}

}  // namespace passage
