#include "core/id.h"

#include <unordered_set>

#include <gtest/gtest.h>

#include "core/table.h"

namespace passage {
namespace {

using ShipId = Id<struct ShipTag>;
using CrewId = Id<struct CrewTag>;

TEST(Ids, AreInvalidUntilTheyAreGivenAnIndex) {
  EXPECT_FALSE(ShipId{}.valid());
  EXPECT_TRUE(ShipId{0}.valid());
  EXPECT_EQ(ShipId{7}.index(), 7u);
  EXPECT_LT(ShipId{7}, ShipId{8});
  EXPECT_LT(ShipId{8}, ShipId{}) << "an invalid id comes last";
}

TEST(Ids, CanBeKeptInASetTheInvalidOneToo) {
  const std::unordered_set<ShipId> ships{ShipId{1}, ShipId{}, ShipId{1}};
  EXPECT_EQ(ships.size(), 2u);
  EXPECT_TRUE(ships.contains(ShipId{}));
}

TEST(Tables, KnowWhichIdsTheyHold) {
  Table<ShipId, int> masts{3, 2};
  EXPECT_EQ(masts.push_back(4), ShipId{2});
  EXPECT_EQ(masts[ShipId{2}], 4);
  EXPECT_TRUE(masts.contains(ShipId{2}));
  EXPECT_FALSE(masts.contains(ShipId{3}));
  EXPECT_FALSE(masts.contains(ShipId{}));
  int sum = 0;
  for (const ShipId ship : masts.ids()) sum += masts[ship];
  EXPECT_EQ(sum, 9);
}

TEST(Tables, GiveEachRowItsRangeAndItsText) {
  const std::vector<std::uint32_t> first{0, 2, 2, 5};
  const Rows<ShipId, CrewId> rows{first};
  const RowsColumn<ShipId, CrewId> column{first};
  EXPECT_EQ(rows.size(), 3u);
  EXPECT_EQ(column.size(), 3u);
  EXPECT_TRUE(rows[ShipId{1}].empty());
  EXPECT_EQ(rows[ShipId{2}].size(), 3u);
  EXPECT_EQ(*column[ShipId{2}].begin(), CrewId{2});
  const std::string_view pool = "abcde";
  EXPECT_EQ((TextColumn<ShipId>{first, pool}[ShipId{2}]), "cde");
}

// What debug builds assert. Release builds look at nothing, so there is nothing to see there.
class IdDeathTest : public testing::Test {
 protected:
  void SetUp() override {
#ifdef NDEBUG
    GTEST_SKIP() << "assertions are off where NDEBUG is defined";
#endif
  }
  static constexpr const char* kSaid = "internal error: expected";
  std::vector<std::uint32_t> first_{0, 2, 5};
  ShipId past_{2}, none_;
};

TEST_F(IdDeathTest, AnInvalidIdHasNoIndex) {
  EXPECT_DEATH(static_cast<void>(none_.index()), kSaid);
}

TEST_F(IdDeathTest, AnIndexThatDoesNotFitIsNoId) {
  EXPECT_DEATH(static_cast<void>(ShipId{-1}), kSaid);
  EXPECT_DEATH(static_cast<void>(ShipId{std::int64_t{1} << 32}), kSaid);
  EXPECT_DEATH(static_cast<void>(ShipId{0xFFFFFFFFu}), kSaid);
}

TEST_F(IdDeathTest, ATableIsNotReadOutsideOfItself) {
  Table<ShipId, int> masts{3, 2};
  const Table<ShipId, int>& same = masts;
  const Column<ShipId, int> column{masts.values()};
  EXPECT_DEATH(masts[past_] = 1, kSaid);
  EXPECT_DEATH(static_cast<void>(same[past_]), kSaid);
  EXPECT_DEATH(static_cast<void>(same[none_]), kSaid);
  EXPECT_DEATH(static_cast<void>(column[past_]), kSaid);
  EXPECT_DEATH(static_cast<void>(column[none_]), kSaid);
}

TEST_F(IdDeathTest, RowsAreNotReadPastTheLast) {
  const Rows<ShipId, CrewId> rows{first_};
  const RowsColumn<ShipId, CrewId> column{first_}, empty;
  const TextColumn<ShipId> texts{first_, std::string_view{"abcde"}};
  EXPECT_DEATH(static_cast<void>(rows[past_]), kSaid);
  EXPECT_DEATH(static_cast<void>(column[past_]), kSaid);
  EXPECT_DEATH(static_cast<void>(empty[ShipId{0}]), kSaid);
  EXPECT_DEATH(static_cast<void>(texts[past_]), kSaid);
}

TEST_F(IdDeathTest, ARangeDoesNotRunBackwards) {
  EXPECT_DEATH(static_cast<void>(IdRange<ShipId>{3, 2}), kSaid);
}

}  // namespace
}  // namespace passage
