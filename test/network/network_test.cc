#include "network/network.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "network/columns.h"
#include "network/doubts.h"

namespace passage::network {
namespace {

using testing::ElementsAre;

constexpr ModeSet kBoth = mode_bit(Mode::kCar) | mode_bit(Mode::kFoot);

// n0 - n1 both ways, n1 -> n2 for cars, and a road that nobody may use.
Network three_nodes() {
  std::vector<RoadRecord> roads(3);
  roads[0] = {.id = "a",
              .name = "Main street",
              .from = NodeId{0},
              .to = NodeId{1},
              .length_mm = 1'000'000,
              .speed_m_h = 50'000,
              .capacity_milli_veh_h = 900'000,
              .forward = kBoth,
              .backward = kBoth,
              .shape = {{471'000'000, 360'500'000}}};
  roads[1] = {.id = "b",
              .name = "",
              .from = NodeId{1},
              .to = NodeId{2},
              .length_mm = 500'000,
              .speed_m_h = 30'000,
              .capacity_milli_veh_h = 600'000,
              .forward = mode_bit(Mode::kCar),
              .backward = 0,
              .shape = {}};
  roads[2] = {.id = "c",
              .name = "",
              .from = NodeId{0},
              .to = NodeId{2},
              .length_mm = 500'000,
              .speed_m_h = 30'000,
              .capacity_milli_veh_h = 0,
              .forward = 0,
              .backward = 0,
              .shape = {}};
  return make_network({"n0", "n1", "n2"}, {{470'000'000, 360'000'000}, {470'000'000, 361'000'000}, {}}, roads);
}

TEST(Networks, ARoadOwnsAnArcForEachDirectionThatSomebodyMayUse) {
  const Network net = three_nodes();
  EXPECT_EQ(net.node_count(), 3u);
  EXPECT_EQ(net.road_count(), 3u);
  ASSERT_EQ(net.arc_count(), 3u);
  // By tail, then by road.
  std::vector<std::string> arcs;
  for (const ArcId a : net.head.ids()) {
    arcs.push_back(std::string(net.node_name[net.tail[a]]) + " " + std::string(net.road_id[net.road[a]]) + " " +
                   std::string(net.node_name[net.head[a]]) + " " + name_of(net.direction[a]));
  }
  EXPECT_THAT(arcs, ElementsAre("n0 a n1 forward", "n1 a n0 backward", "n1 b n2 forward"));
  EXPECT_EQ(net.out[NodeId{0}].size(), 1u);
  EXPECT_EQ(net.out[NodeId{1}].size(), 2u);
  EXPECT_TRUE(net.out[NodeId{2}].empty());
}

TEST(Networks, KeepTextsAndShapesByRoad) {
  const Network net = three_nodes();
  EXPECT_EQ(net.road_name[RoadId{0}], "Main street");
  EXPECT_EQ(net.road_name[RoadId{1}], "");
  EXPECT_EQ(net.shape_of(RoadId{0}).size(), 1u);
  EXPECT_TRUE(net.shape_of(RoadId{2}).empty());
}

TEST(Networks, TimesAreExact) {
  EXPECT_EQ(travel_millis(1'000'000, 50'000), Rational{72'000});  // 1 km at 50 km/h
  EXPECT_EQ(travel_millis(1000, 7000), Rational::of(3600, 7));    // 1 m at 7 km/h
}

// A degree of a meridian is 111,195 m on that sphere.
TEST(Networks, DistancesAreOnASphere) {
  EXPECT_NEAR(distance(Coordinate::of(47, 36), Coordinate::of(48, 36)).count(), 111'195, 1);
  EXPECT_NEAR(distance(Coordinate::of(0, 179.5), Coordinate::of(0, -179.5)).count(), 111'195, 1);
  EXPECT_EQ(Coordinate::of(47.00000004, -0.00000006), (Coordinate{470'000'000, -1}));
}

TEST(Networks, RoadsInDoubtAreClosedForTheDoubtsThatAreNamed) {
  const Network net = three_nodes();
  const std::vector<DoubtfulRoad> doubtful{{RoadId{0}, doubt_bit(Doubt::kLocked)}};
  const Network kept = without_doubtful(net, doubtful, doubt_bit(Doubt::kAtTimes));
  EXPECT_EQ(kept.modes[ArcId{0}], kBoth);
  const Network closed = without_doubtful(net, doubtful, doubt_bit(Doubt::kLocked));
  EXPECT_EQ(closed.modes[ArcId{0}], 0);
  EXPECT_EQ(closed.modes[ArcId{1}], 0);
  EXPECT_EQ(closed.modes[ArcId{2}], mode_bit(Mode::kCar));
  EXPECT_EQ(net.modes[ArcId{0}], kBoth) << "the network that it is made from stays as it is";
}

}  // namespace
}  // namespace passage::network
