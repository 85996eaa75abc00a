#include "core/apportion.h"

#include <numeric>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/random.h"

namespace passage {
namespace {

using testing::ElementsAre;

std::vector<std::int64_t> shares(std::int64_t total, std::vector<std::int64_t> weights) {
  return apportion(total, weights);
}

TEST(Apportion, TheLargestRemaindersGetTheRest) {
  EXPECT_THAT(shares(10, {1, 1, 1}), ElementsAre(4, 3, 3));  // a tie: the first
  EXPECT_THAT(shares(10, {0, 3, 4}), ElementsAre(0, 4, 6));  // 4.29, 5.71
  EXPECT_THAT(shares(2, {1, 1, 8}), ElementsAre(0, 0, 2));   // 0.2, 0.2, 1.6
  EXPECT_THAT(shares(0, {0, 0}), ElementsAre(0, 0));
  EXPECT_THAT(shares(0, {}), ElementsAre());
}

TEST(Apportion, KeepsTheTotalAndTheQuota) {
  for (std::uint32_t run = 0; run < 500; ++run) {
    Random random(7, run);
    std::vector<std::int64_t> weights(1 + random.below(20));
    for (auto& weight : weights) weight = static_cast<std::int64_t>(random.below(1 + random.below(1'000'000'000'000)));
    weights[0] += 1;
    const std::int64_t sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
    const auto total = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(sum) + 1));
    const auto out = shares(total, weights);
    EXPECT_EQ(std::accumulate(out.begin(), out.end(), std::int64_t{0}), total);
    for (std::size_t i = 0; i < out.size(); ++i) {
      EXPECT_LE(out[i], weights[i]);
      const double quota = static_cast<double>(total) / static_cast<double>(sum) * static_cast<double>(weights[i]);
      EXPECT_NEAR(static_cast<double>(out[i]), quota, 1.001);
    }
  }
}

}  // namespace
}  // namespace passage
