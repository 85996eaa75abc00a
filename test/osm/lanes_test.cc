// Lanes that carry cars, and those that don't.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "osm/tags.h"

namespace passage::osm {
namespace {

using Tags = std::map<std::string, std::string>;

WayRules primary(Tags tags) {
  tags["highway"] = "primary";
  return read_way(
      [&tags](const char* key) {
        const auto at = tags.find(key);
        return at == tags.end() ? nullptr : at->second.c_str();
      },
      RoadModel::standard());
}
WayRules one_way(Tags tags) {
  tags["oneway"] = "yes";
  return primary(tags);
}
// Lanes that count for capacity: 1,700 vehicles an hour x 0.35 each.
double lanes(const WaySide& side) {
  return static_cast<double>(side.capacity_milli_veh_h) / 595'000;
}
bool reported(const WayRules& rules) {
  return std::any_of(rules.notes.begin(), rules.notes.end(),
                     [](const TagNote& note) { return std::string_view(note.code) == "P330"; });
}

TEST(Lanes, ReservedOnesOfAOneWayRoad) {
  for (const Tags& tags :
       {Tags{{"lanes", "3"}, {"lanes:psv", "1"}, {"psv:lanes", "||designated"}, {"access:lanes", "||no"}},
        Tags{{"lanes", "3"}, {"lanes:psv", "1"}},
        Tags{{"lanes", "3"}, {"lanes:bus", "1"}},
        Tags{{"lanes", "3"}, {"lanes:psv:forward", "1"}},
        Tags{{"lanes", "3"}, {"lanes:bus", "1"}, {"lanes:psv", "1"}},
        Tags{{"lanes", "3"}, {"psv:lanes", "yes|yes|designated"}},
        Tags{{"lanes", "3"}, {"bus:lanes", "||designated"}},
        Tags{{"lanes", "3"}, {"bus:lanes:forward", "designated||"}},
        Tags{{"lanes", "3"}, {"access:lanes", "yes|yes|no"}},
        Tags{{"lanes", "3"}, {"access:lanes", "psv|yes|yes"}},
        Tags{{"lanes", "3"}, {"motor_vehicle:lanes", "yes|yes|no"}},
        Tags{{"lanes", "3"}, {"vehicle:lanes", "yes|yes|no"}, {"bus:lanes", "||designated"}},
        Tags{{"lanes", "3"}, {"motor_vehicle:lanes", "yes|yes|agricultural;forestry"}},
        Tags{{"lanes", "3"}, {"busway", "lane"}},
        Tags{{"lanes", "3"}, {"busway:right", "lane"}},
        Tags{{"lanes", "3"}, {"busway", "opposite_lane"}},
        Tags{{"lanes", "3"}, {"busway:left", "opposite_lane"}, {"lanes:psv", "1"}},
        Tags{{"lanes", "3"}, {"lanes:psv:backward", "1"}},
        Tags{{"lanes", "3"}, {"bus:lanes:backward", "designated"}},
        Tags{{"lanes", "3"}, {"oneway:psv", "no"}},
        Tags{{"lanes", "3"}, {"oneway:bus", "no"}, {"lanes:psv", "1"}},
        Tags{{"lanes", "3"}, {"psv:lanes", "||Designated"}},
        Tags{{"lanes", "3"}, {"bus:lanes", "||designated;yes"}},
        Tags{{"lanes", "3"}, {"bus:lanes", "yes|yes|yes; designated"}},
        Tags{{"lanes", "3"}, {"emergency:lanes", "||designated"}},
        Tags{{"lanes", "3"}, {"tourist_bus:lanes", "||designated"}},
        Tags{{"lanes", "3"}, {"minibus:lanes:forward", "||designated"}},
        Tags{{"lanes", "3"}, {"coach:lanes", "||designated"}},
        Tags{{"lanes", "3"}, {"share_taxi:lanes", "||designated"}},
        Tags{{"lanes", "3"}, {"lanes:share_taxi", "1"}},
        Tags{{"lanes", "3"}, {"lanes:psv:both_ways", "1"}},
        Tags{{"lanes", "3"}, {"busway", "Lane"}},
        Tags{{"psv:lanes", "||designated"}}}) {
    const WayRules rules = one_way(tags);
    EXPECT_EQ(lanes(rules.forward), 2) << testing::PrintToString(tags);
    EXPECT_EQ(rules.forward.lanes, 2) << testing::PrintToString(tags);
    EXPECT_TRUE(reported(rules)) << testing::PrintToString(tags);
  }
  EXPECT_EQ(lanes(one_way({{"lanes", "3"}, {"lanes:backward", "1"}, {"oneway:bus", "no"}}).forward), 2);
  EXPECT_EQ(lanes(one_way({{"lanes", "3"}, {"lanes:forward", "2"}, {"lanes:backward", "1"}}).forward), 2);
  EXPECT_EQ(
      lanes(one_way({{"lanes", "3"}, {"lanes:forward", "2"}, {"lanes:backward", "1"}, {"lanes:psv", "1"}}).forward), 2);
  EXPECT_EQ(lanes(one_way({{"lanes", "4"}, {"busway:both", "lane"}}).forward), 2);
  EXPECT_EQ(lanes(primary({{"oneway", "-1"}, {"lanes", "3"}, {"lanes:psv", "1"}}).backward), 2);
  EXPECT_EQ(lanes(primary({{"oneway", "-1"}, {"lanes", "3"}, {"bus:lanes", "||designated"}}).backward), 2);
}

TEST(Lanes, ReservedOnesOfATwoWayRoad) {
  using testing::Pair;
  const auto sides = [](const Tags& tags) {
    const WayRules rules = primary(tags);
    return std::pair(lanes(rules.forward), lanes(rules.backward));
  };
  EXPECT_THAT(sides({{"lanes", "3"}, {"lanes:forward", "2"}, {"lanes:backward", "1"}, {"lanes:psv:forward", "1"}}),
              Pair(1, 1));
  EXPECT_THAT(sides({{"lanes", "4"}, {"lanes:psv:backward", "1"}}), Pair(2, 1));
  EXPECT_THAT(sides({{"lanes", "4"}, {"lanes:psv", "2"}}), Pair(1, 1));
  EXPECT_THAT(sides({{"lanes", "3"}, {"lanes:psv", "1"}}), Pair(1, 1));
  EXPECT_THAT(sides({{"lanes", "4"}, {"bus:lanes:forward", "|designated"}}), Pair(1, 2));
  EXPECT_THAT(sides({{"lanes", "4"}, {"access:lanes:backward", "yes|no"}}), Pair(2, 1));
  EXPECT_THAT(sides({{"lanes", "4"}, {"busway", "lane"}}), Pair(1, 1));
  EXPECT_THAT(sides({{"lanes", "4"}, {"busway:both", "lane"}}), Pair(1, 1));
  EXPECT_THAT(sides({{"lanes", "4"}, {"busway:right", "lane"}}), Pair(1, 1));  // the side people drive on is not known
  EXPECT_THAT(sides({{"lanes", "2"}, {"busway", "lane"}}), Pair(1, 1));        // not counted among the two
  EXPECT_THAT(sides({{"lanes", "4"}, {"psv:lanes", "designated|||designated"}}), Pair(1, 1));
}

TEST(Lanes, TheMiddleOneCarriesNobodyOn) {
  const auto sides = [](const Tags& tags) {
    const WayRules rules = primary(tags);
    EXPECT_TRUE(reported(rules));
    return std::pair(lanes(rules.forward), lanes(rules.backward));
  };
  using testing::Pair;
  EXPECT_THAT(sides({{"lanes", "3"}, {"lanes:both_ways", "1"}}), Pair(1, 1));
  EXPECT_THAT(sides({{"lanes", "5"}, {"turn:lanes:both_ways", "left"}}), Pair(2, 2));
  EXPECT_THAT(sides({{"lanes", "3"}, {"centre_turn_lane", "yes"}}), Pair(1, 1));
  EXPECT_THAT(sides({{"lanes", "4"}, {"lanes:both_ways", "1"}, {"lanes:forward", "2"}}), Pair(2, 1));
  EXPECT_THAT(sides({{"lanes", "3"}, {"lanes:psv:both_ways", "1"}}), Pair(1, 1));
  EXPECT_THAT(sides({{"lanes", "3"}, {"bus:lanes:both_ways", "designated"}}), Pair(1, 1));
  EXPECT_THAT(sides({{"lanes", "3"}, {"lanes:both_ways", "1"}, {"lanes:psv:both_ways", "1"}}), Pair(1, 1));
}

TEST(Lanes, ThoseThatCarsUse) {
  for (const Tags& tags :
       {Tags{{"lanes", "3"}, {"lanes:hov", "1"}},
        Tags{{"lanes", "3"}, {"hov:lanes", "||designated"}, {"access:lanes", "||no"}},
        Tags{{"lanes", "3"}, {"turn:lanes", "left|through|right"}},
        Tags{{"lanes", "3"}, {"bicycle:lanes", "|||designated"}},
        Tags{{"lanes", "3"}, {"access:lanes", "yes|yes|no|yes"}, {"bicycle:lanes", "||designated|"}},
        Tags{{"lanes", "3"}, {"vehicle:lanes", "yes|yes|yes|no"}, {"bicycle:lanes", "|||designated"}},
        Tags{{"lanes", "3"}, {"psv:lanes", "yes|yes|yes"}},
        Tags{{"lanes", "3"}, {"bus:lanes", "||designated"}, {"motor_vehicle:lanes", "||yes"}},
        Tags{{"lanes", "3"}, {"busway", "no"}}, Tags{{"lanes", "3"}, {"change:lanes", "yes|yes|no"}}}) {
    const WayRules rules = one_way(tags);
    EXPECT_EQ(lanes(rules.forward), 3) << testing::PrintToString(tags);
    EXPECT_FALSE(reported(rules)) << testing::PrintToString(tags);
  }
}

TEST(Lanes, AllReservedIsClosedToCars) {
  const WayRules rules = one_way({{"lanes", "1"}, {"access:lanes", "no"}, {"bus:lanes", "designated"}});
  EXPECT_FALSE(rules.drivable());
  const WayRules there = primary({{"lanes", "3"}, {"lanes:forward", "1"}, {"bus:lanes:forward", "designated"}});
  EXPECT_EQ(there.forward.modes, network::mode_bit(network::Mode::kFoot));
  EXPECT_EQ(lanes(there.backward), 2);
}

TEST(Lanes, MoreInItsDirectionsThanTheRoadHas) {
  const auto told = [](const Tags& tags) {
    const WayRules rules = primary(tags);
    return rules.notes.empty() ? std::string{} : rules.notes[0].code + std::string(" ") + rules.notes[0].what;
  };
  EXPECT_EQ(told({{"lanes", "2"}, {"lanes:forward", "2"}}), "P326 lanes=2 beside lanes:forward=2 is not understood");
  EXPECT_EQ(told({{"lanes", "2"}, {"lanes:forward", "1"}, {"lanes:backward", "2"}}),
            "P326 lanes=2 beside lanes:forward=1, lanes:backward=2 is not understood");
  EXPECT_EQ(told({{"lanes", "3"}, {"lanes:forward", "2"}}), "");
  EXPECT_EQ(told({{"lanes", "1"}}), "");
  EXPECT_EQ(told({{"lanes", "2"}, {"lanes:forward", "2"}, {"oneway", "yes"}}), "");
}

TEST(Lanes, FiguresThatAreNotUnderstood) {
  const WayRules rules = one_way({{"lanes", "many"}});
  EXPECT_EQ(rules.forward.lanes, 0);
  ASSERT_EQ(rules.notes.size(), 1u);
  EXPECT_STREQ(rules.notes[0].code, "P326");
  EXPECT_EQ(lanes(one_way({{"lanes", "3;2"}}).forward), 2);
}

}  // namespace
}  // namespace passage::osm
