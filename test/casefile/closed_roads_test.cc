// A speed or capacity of 0 closes a road to everybody, whatever file it comes from.
#include "casefile/closed_roads.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "casefile/read_case.h"
#include "network/store.h"

namespace passage::casefile {
namespace {

using network::ArcId;
using network::NodeId;

// n0 - n1 - n2 - n3 for everybody in both directions, 60 cars an hour, but the second without capacity and the third
// without speed; a fourth road that nobody may use anyway.
network::Network some_at_zero() {
  Table<NodeId, std::string> names{"n0", "n1", "n2", "n3"};
  Table<NodeId, network::Coordinate> positions;
  for (int i = 0; i < 4; ++i) positions.push_back(network::Coordinate::of(47 + 0.01 * i, 36));
  std::vector<network::RoadRecord> roads;
  for (const int i : {0, 1, 2, 0}) {
    network::RoadRecord road;
    road.id = fmt::format("r{}", roads.size());
    road.from = NodeId{i};
    road.to = NodeId{i + 1};
    road.length_mm = 1'200'000;
    road.speed_m_h = i == 2 ? 0 : 30'000;
    road.capacity_milli_veh_h = i == 1 ? 0 : 60'000;
    road.forward = road.backward = roads.size() == 3 ? 0 : 3;
    roads.push_back(road);
  }
  return network::make_network(names, positions, roads);
}

TEST(ClosedRoads, NobodyMayUseThem) {
  const ClosedRoads closed = close_roads_at_zero(some_at_zero());
  EXPECT_EQ(closed.roads, 2u);
  ASSERT_EQ(closed.network.arc_count(), 6u);
  for (const ArcId a : closed.network.head.ids())
    EXPECT_EQ(closed.network.modes[a], closed.network.road_id[closed.network.road[a]] == "r0" ? 3 : 0);
  EXPECT_EQ(close_roads_at_zero(closed.network).roads, 0u);
}

TEST(ClosedRoads, OfANetworkFileAreFoundAndWalkersStay) {
  const auto folder = std::filesystem::temp_directory_path() / fmt::format("passage-zero-{}", getpid());
  std::filesystem::create_directories(folder);
  network::write_network(folder / "r.network", some_at_zero(), {}, Overwrite::kReplace);
  std::ofstream(folder / "case.toml") << R"(schema = 1
[case]
id = "c"
title = "t"
time_zone = "Europe/Kyiv"
start = 2022-03-05T08:00:00
horizon_h = 4
source = "made"
[files]
people = "people.csv"
refuges = "refuges.csv"
roads = "r.network"
[behaviour]
people_per_car = 2
car_share = 0
[rules]
outside_corridors = "free"
[sources.made]
title = "made"
)";
  std::ofstream(folder / "people.csv") << "id,name,node,persons,source\nnear,Near,n0,10,made\nfar,Far,n3,7,made\n";
  std::ofstream(folder / "refuges.csv")
      << "id,name,kind,node,capacity_persons,intake_persons_per_h,source\ny,Y,shelter,n1,unlimited,unlimited,made\n";
  const scenario::Case c = read_case(folder.string(), {}, jobs::Task());
  std::filesystem::remove_all(folder);
  const auto found =
      std::find_if(c.findings.begin(), c.findings.end(), [](const Problem& p) { return p.code == "P250"; });
  ASSERT_NE(found, c.findings.end());
  EXPECT_EQ(found->problem, "2 roads are closed: speed or capacity 0");
  for (const ArcId a : c.network.head.ids())
    EXPECT_EQ(c.network.modes[a] != 0, c.network.road_id[c.network.road[a]] == "r0");
}

}  // namespace
}  // namespace passage::casefile
