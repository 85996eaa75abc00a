#include "graph/compressed_rows.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/id.h"
#include "core/random.h"

namespace passage::graph {
namespace {

using NodeId = Id<struct NodeTag>;

TEST(CompressedRows, AreTheListsOfEachRow) {
  Random random(2, 0);
  for (int round = 0; round < 200; ++round) {
    const std::size_t rows = 1 + random() % 12;
    std::vector<std::pair<std::size_t, int>> all;
    for (std::size_t i = 0, n = random() % 40; i < n; ++i) all.emplace_back(random() % rows, static_cast<int>(i));
    std::vector<std::vector<int>> lists(rows);
    for (const auto& [row, value] : all) lists[row].push_back(value);
    const auto found = compressed_rows<std::size_t, int>(rows, [&](const auto& put) {
      for (const auto& [row, value] : all) put(row, value);
    });
    ASSERT_EQ(found.size(), rows);
    for (std::size_t row = 0; row < rows; ++row)
      EXPECT_EQ(std::vector<int>(found[row].begin(), found[row].end()), lists[row]);
    EXPECT_EQ(found.first, row_offsets<std::size_t>(rows, [&](const auto& put) {
                for (const auto& [row, value] : all) put(row);
              }));
  }
}

TEST(CompressedRows, RowsMayBeNamedByIdsAndHoldAnything) {
  const auto found = compressed_rows<NodeId, std::string>(3, [](const auto& put) {
    put(NodeId{2}, "c");
    put(NodeId{0}, "a");
    put(NodeId{2}, "d");
  });
  EXPECT_EQ(found.first, (std::vector<std::uint32_t>{0, 1, 1, 3}));
  EXPECT_TRUE(found[NodeId{1}].empty());
  EXPECT_EQ(found[NodeId{2}][1], "d");
}

TEST(CompressedRows, NoRowsAndNoValues) {
  const auto nothing = [](const auto&) {};
  EXPECT_EQ((CompressedRows<NodeId, int>{}.size()), 0u);
  EXPECT_EQ((compressed_rows<NodeId, int>(0, nothing).size()), 0u);
  const auto empty = compressed_rows<NodeId, int>(2, nothing);
  EXPECT_TRUE(empty[NodeId{0}].empty() && empty[NodeId{1}].empty());
}

}  // namespace
}  // namespace passage::graph
