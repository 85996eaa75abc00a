// Each tag that decides who may use a road, how fast and how many, on one way or node at a time.
#include "osm/tags.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace passage::osm {
namespace {

using testing::ElementsAre;
using Tags = std::map<std::string, std::string>;
constexpr ModeSet kCar = network::mode_bit(network::Mode::kCar), kFoot = network::mode_bit(network::Mode::kFoot),
                  kBoth = kCar | kFoot;

TagLookup lookup(const Tags& tags) {
  return [&tags](const char* key) {
    const auto at = tags.find(key);
    return at == tags.end() ? nullptr : at->second.c_str();
  };
}
WayRules rules(const Tags& tags, const RoadModel& model = RoadModel::standard()) {
  return read_way(lookup(tags), model);
}
WayRules primary(Tags more, const RoadModel& model = RoadModel::standard()) {
  more["highway"] = "primary";
  return rules(more, model);
}
ModeSet blocked(const Tags& tags) {
  return read_node(lookup(tags), RoadModel::standard()).blocked;
}
std::vector<std::string> codes(const WayRules& rules) {
  std::vector<std::string> out;
  for (const TagNote& note : rules.notes) {
    if (note.code[0] != 0) out.emplace_back(note.code);
  }
  return out;
}
RoadModel model(const std::string& rows) {
  return RoadModel::with_overrides("parameter,key,value\n" + rows, "model.csv");
}

TEST(Tags, SpeedCapacityAndUsersOfEachClass) {
  // Thousandths of a vehicle an hour: lanes x textbook x 0.35, as docs/methods/roads.md says.
  const struct {
    const char* highway;
    std::int64_t km_h, capacity;
    ModeSet forward, backward;
  } kTable[] = {
      {"motorway", 110, 1'330'000, kCar, 0},  // 2 x 1,900 x 0.35, one-way
      {"motorway_link", 60, 595'000, kCar, 0},
      {"trunk", 90, 595'000, kBoth, kBoth},
      {"trunk_link", 50, 525'000, kBoth, kBoth},
      {"primary", 80, 595'000, kBoth, kBoth},
      {"primary_link", 45, 525'000, kBoth, kBoth},
      {"secondary", 70, 525'000, kBoth, kBoth},
      {"secondary_link", 40, 472'500, kBoth, kBoth},
      {"tertiary", 55, 472'500, kBoth, kBoth},
      {"tertiary_link", 35, 472'500, kBoth, kBoth},
      {"unclassified", 45, 315'000, kBoth, kBoth},
      {"residential", 30, 315'000, kBoth, kBoth},
      {"road", 30, 315'000, kBoth, kBoth},
      {"living_street", 15, 210'000, kBoth, kBoth},
      {"service", 15, 210'000, kBoth, kBoth},
      {"track", 20, 105'000, kBoth, kBoth},
      {"footway", 4, 21'000, kFoot, kFoot},
      {"pedestrian", 4, 21'000, kFoot, kFoot},
      {"path", 4, 21'000, kFoot, kFoot},
      {"steps", 4, 21'000, kFoot, kFoot},
      {"cycleway", 4, 21'000, kFoot, kFoot},
      {"bridleway", 4, 21'000, kFoot, kFoot},
  };
  for (const auto& row : kTable) {
    const WayRules r = rules({{"highway", row.highway}});
    EXPECT_EQ(r.dropped, "") << row.highway;
    EXPECT_EQ(r.forward.speed_m_h, row.km_h * 1000) << row.highway;
    EXPECT_EQ(r.forward.capacity_milli_veh_h, row.capacity) << row.highway;
    EXPECT_EQ(r.forward.modes, row.forward) << row.highway;
    EXPECT_EQ(r.backward.modes, row.backward) << row.highway;
  }
  EXPECT_EQ(rules({{"highway", "construction"}}).dropped, "highway=construction");
  EXPECT_FALSE(is_road(lookup({{"building", "yes"}})));
  EXPECT_TRUE(is_road(lookup({{"route", "ferry"}})));
}

TEST(Tags, OnewayInAnyDress) {
  const auto sides = [](const Tags& tags) {
    const WayRules r = primary(tags);
    return std::pair<int, int>(r.forward.modes & kCar, r.backward.modes & kCar);
  };
  const std::pair both{1, 1}, there{1, 0}, back{0, 1}, neither{0, 0};
  EXPECT_EQ(sides({}), both);
  for (const char* yes : {"yes", "true", "1"}) EXPECT_EQ(sides({{"oneway", yes}}), there) << yes;
  for (const char* reverse : {"-1", "reverse"}) EXPECT_EQ(sides({{"oneway", reverse}}), back) << reverse;
  EXPECT_EQ(sides({{"oneway", "reversible"}}), neither);
  EXPECT_EQ(sides({{"oneway", "alternating"}}), both);
  EXPECT_EQ(sides({{"junction", "roundabout"}}), there);
  EXPECT_EQ(sides({{"junction", "circular"}}), there);
  EXPECT_EQ(sides({{"junction", "roundabout"}, {"oneway", "-1"}}), back);
  EXPECT_EQ(sides({{"oneway", "yes"}, {"oneway:motor_vehicle", "no"}}), both);
  EXPECT_EQ(sides({{"motor_vehicle:backward", "no"}}), there);
  EXPECT_EQ(sides({{"motorcar:forward", "no"}}), back);
  EXPECT_EQ(rules({{"highway", "motorway_link"}, {"oneway", "no"}}).backward.modes, kCar);
  EXPECT_EQ(primary({{"oneway", "yes"}}).backward.modes, kFoot);
  EXPECT_EQ(primary({{"oneway:foot", "-1"}}).forward.modes, kCar);
}

TEST(Tags, SpeedIsTheLimitsOrTheClasses) {
  EXPECT_EQ(primary({{"maxspeed", "50"}}).forward.speed_m_h, 50'000);
  EXPECT_EQ(primary({{"maxspeed", "50 mph"}}).forward.speed_m_h, 80'467);
  EXPECT_EQ(primary({{"maxspeed", "RU:urban"}}).forward.speed_m_h, 60'000);
  EXPECT_EQ(primary({{"maxspeed:type", "RO:urban"}}).forward.speed_m_h, 50'000);
  EXPECT_EQ(primary({{"source:maxspeed", "DE:rural"}}).forward.speed_m_h, 100'000);
  EXPECT_EQ(primary({{"zone:maxspeed", "DE:30"}}).forward.speed_m_h, 30'000);
  EXPECT_EQ(primary({{"maxspeed", "none"}}).forward.speed_m_h, 80'000);
  const WayRules apart = primary({{"maxspeed", "70"}, {"maxspeed:forward", "40"}});
  EXPECT_EQ(apart.forward.speed_m_h, 40'000);
  EXPECT_EQ(apart.backward.speed_m_h, 70'000);
  EXPECT_THAT(codes(primary({{"maxspeed", "fast"}})), ElementsAre("P326"));
  EXPECT_THAT(codes(primary({{"maxspeed", "signals"}})), ElementsAre());
  EXPECT_EQ(primary({{"maxspeed", "60"}}, model("maxspeed_share,all,0.8\n")).forward.speed_m_h, 48'000);
}

TEST(Tags, SurfaceSmoothnessAndTracktypeSlowAndNarrow) {
  const WayRules mud = primary({{"surface", "mud"}});
  EXPECT_EQ(mud.forward.speed_m_h, 10'000);
  EXPECT_EQ(mud.forward.capacity_milli_veh_h, 178'500);  // 0.3 of 595
  EXPECT_EQ(mud.paved, 0);
  EXPECT_EQ(primary({{"surface", "asphalt"}}).paved, 1);
  EXPECT_EQ(primary({{"surface", "marble"}}).paved, 2);
  EXPECT_EQ(primary({{"maxspeed", "90"}, {"surface", "cobblestone"}}).forward.speed_m_h, 30'000);
  EXPECT_EQ(primary({{"smoothness", "very_bad"}}).forward.speed_m_h, 20'000);
  const WayRules track = rules({{"highway", "track"}, {"tracktype", "grade5"}});
  EXPECT_EQ(track.forward.speed_m_h, 10'000);
  EXPECT_EQ(track.paved, 0);
  EXPECT_EQ(rules({{"highway", "track"}, {"tracktype", "grade1"}}).paved, 1);
  const WayRules impassable = primary({{"smoothness", "impassable"}});
  EXPECT_EQ(impassable.forward.modes, kFoot);
  EXPECT_THAT(codes(impassable), ElementsAre("P323"));
}

TEST(Tags, LanesMakeCapacity) {
  EXPECT_EQ(primary({{"lanes", "4"}}).forward.capacity_milli_veh_h, 1'190'000);  // 2 a direction
  EXPECT_EQ(primary({{"lanes", "3"}, {"oneway", "yes"}}).forward.capacity_milli_veh_h, 1'785'000);
  EXPECT_EQ(primary({{"lanes", "3"}, {"lanes:backward", "1"}}).forward.lanes, 2);
  EXPECT_EQ(primary({{"lanes", "1"}}).forward.capacity_milli_veh_h, 105'000);  // half of 600, x 0.35
  EXPECT_EQ(primary({{"lanes", "many"}}).forward.lanes, 0);
  EXPECT_EQ(primary({}, model("sustained_factor,all,1\nlane_capacity,primary,1500\n")).forward.capacity_milli_veh_h,
            1'500'000);
}

TEST(Tags, AccessOfCarsAndWalkers) {
  for (const char* closed : {"no", "agricultural", "forestry", "emergency", "psv", "bus", "military", "use_sidepath",
                             "restricted", "hgv", "official", "private", "permit", "residents"})
    EXPECT_EQ(primary({{"motor_vehicle", closed}}).forward.modes, kFoot) << closed;
  for (const char* open : {"yes", "designated", "permissive", "destination", "delivery", "customers"})
    EXPECT_EQ(primary({{"access", open}}).forward.modes, kBoth) << open;
  EXPECT_EQ(primary({{"access", "no"}}).dropped, "access, closed to cars");
  EXPECT_EQ(primary({{"access", "no"}, {"motorcar", "yes"}}).forward.modes, kCar);
  EXPECT_EQ(primary({{"foot", "no"}}).forward.modes, kCar);
  EXPECT_EQ(primary({{"motorroad", "yes"}}).forward.modes, kCar);
  EXPECT_EQ(primary({{"sidewalk", "separate"}}).forward.modes, kCar);
  EXPECT_EQ(primary({{"area", "yes"}}).forward.modes, kFoot);
  EXPECT_EQ(rules({{"highway", "footway"}, {"access", "yes"}}).forward.modes, kFoot);
  const WayRules opened = rules({{"highway", "path"}, {"motor_vehicle", "yes"}});
  EXPECT_EQ(opened.forward.modes, kBoth);
  EXPECT_EQ(opened.forward.speed_m_h, 20'000);  // a track to cars
  EXPECT_EQ(primary({{"access", "private"}}, model("private_open,all,1\n")).forward.modes, kBoth);
}

TEST(Tags, AccessListsInAnyOrder) {
  for (const char* closed :
       {"agricultural;forestry", "forestry;agricultural", "agricultural; forestry", "no;agricultural", "no ; forestry;",
        "forestry;private", "private;no", "No", "bus;taxi", "foo;agricultural"}) {
    EXPECT_EQ(primary({{"motor_vehicle", closed}}).forward.modes, kFoot) << closed;
    EXPECT_EQ(rules({{"highway", "path"}, {"motor_vehicle", closed}}).forward.modes, kFoot) << closed;
    EXPECT_EQ(blocked({{"barrier", "gate"}, {"motor_vehicle", closed}}), kCar) << closed;
    EXPECT_EQ(blocked({{"barrier", "gate"}, {"access", closed}}), kBoth) << closed;
  }
  for (const char* open : {"destination;forestry", "forestry; destination", "no;yes", "private;customers", " Yes "}) {
    EXPECT_EQ(primary({{"motor_vehicle", open}}).forward.modes, kBoth) << open;
    EXPECT_EQ(rules({{"highway", "path"}, {"motor_vehicle", open}}).forward.modes, kBoth) << open;
    EXPECT_EQ(blocked({{"barrier", "bollard"}, {"motor_vehicle", open}}), 0) << open;
  }
  const RoadModel open_to_residents = model("private_open,all,1\n");
  EXPECT_EQ(primary({{"motor_vehicle", "private;forestry"}}, open_to_residents).forward.modes, kBoth);
  EXPECT_EQ(primary({{"motor_vehicle", "no;forestry"}}, open_to_residents).forward.modes, kFoot);
  EXPECT_EQ(rules({{"highway", "path"}, {"motor_vehicle", "private"}}, open_to_residents).forward.modes, kFoot);
}

TEST(Tags, AccessValuesThatAreNotUnderstoodSayNothing) {
  const WayRules path = rules({{"highway", "path"}, {"motor_vehicle", "maybe"}});
  EXPECT_EQ(path.forward.modes, kFoot);
  EXPECT_THAT(codes(path), ElementsAre("P326"));
  EXPECT_EQ(primary({{"motor_vehicle", "maybe"}}).forward.modes, kBoth);
  EXPECT_EQ(primary({{"motor_vehicle", "maybe"}, {"access", "no"}}).dropped, "access, closed to cars");
  EXPECT_THAT(codes(primary({{"motor_vehicle", "forestry;maybe"}, {"foot:forward", "perhaps"}})),
              ElementsAre("P326", "P326"));
}

TEST(Tags, AccessByDirection) {
  const auto sides = [](const Tags& tags, const char* rows = "") {
    const WayRules r = primary(tags, model(rows));
    return std::pair<int, int>(r.forward.modes, r.backward.modes);
  };
  using Sides = std::pair<int, int>;
  EXPECT_EQ(sides({{"motor_vehicle:backward", "private"}}), Sides(kBoth, kFoot));
  EXPECT_EQ(sides({{"motor_vehicle:backward", "private"}}, "private_open,all,1\n"), Sides(kBoth, kBoth));
  EXPECT_EQ(sides({{"access:backward", "no"}}), Sides(kBoth, 0));
  EXPECT_EQ(sides({{"access:forward", "forestry;agricultural"}}), Sides(0, kBoth));
  EXPECT_EQ(sides({{"vehicle:forward", "agricultural; forestry"}}), Sides(kFoot, kBoth));
  EXPECT_EQ(sides({{"motorcar:backward", "permit"}}), Sides(kBoth, kFoot));
  EXPECT_EQ(sides({{"foot:backward", "no"}}), Sides(kBoth, kCar));
  EXPECT_EQ(sides({{"motor_vehicle", "no"}, {"motor_vehicle:forward", "destination"}}), Sides(kBoth, kFoot));
  EXPECT_EQ(sides({{"access:backward", "no"}, {"motorcar", "yes"}}), Sides(kBoth, kCar));
  EXPECT_EQ(sides({{"access:forward", "no"}, {"access:backward", "no"}}), Sides(0, 0));
  EXPECT_EQ(sides({{"access:both_ways", "no"}}), Sides(0, 0));
  EXPECT_EQ(sides({{"motor_vehicle:both_ways", "no"}}), Sides(kFoot, kFoot));
  EXPECT_EQ(sides({{"access:both_ways", "no"}, {"access", "yes"}, {"access:forward", "yes"}}), Sides(kBoth, 0));
  const WayRules path = rules({{"highway", "path"}, {"motor_vehicle:forward", "yes"}});
  EXPECT_EQ(path.forward.modes, kBoth);
  EXPECT_EQ(path.backward.modes, kFoot);
}

TEST(Tags, WhatIsReported) {
  for (const char* key : {"access:conditional", "vehicle:conditional", "motor_vehicle:conditional",
                          "motorcar:conditional", "foot:conditional", "oneway:conditional"}) {
    const WayRules r = primary({{key, "no @ (22:00-06:00)"}});
    EXPECT_THAT(codes(r), ElementsAre("P322")) << key;
    EXPECT_EQ(r.forward.modes, kBoth) << key;
  }
  for (const char* key : {"maxweight", "maxheight"}) {
    EXPECT_THAT(codes(primary({{key, "3.5"}})), ElementsAre("P325")) << key;
    EXPECT_THAT(codes(primary({{key, "none"}})), ElementsAre()) << key;
  }
  for (const Tags& shut :
       {Tags{{"impassable", "yes"}}, Tags{{"status", "impassable"}}, Tags{{"damage", "destroyed"}}}) {
    EXPECT_EQ(primary(shut).dropped, "impassable or destroyed");
    EXPECT_EQ(codes(primary(shut)).back(), "P323");
  }
  EXPECT_EQ(primary({{"damage", "moderate"}}).dropped, "");
  EXPECT_THAT(codes(primary({{"damage", "moderate"}})), ElementsAre("P327"));
}

TEST(Tags, RoadsThatWereOrWillBeAreNone) {
  for (const char* key : {"destroyed:highway", "abandoned:highway", "disused:highway", "proposed:highway"}) {
    EXPECT_TRUE(is_road(lookup({{key, "primary"}}))) << key;
    EXPECT_EQ(rules({{key, "primary"}}).dropped, key);
  }
  EXPECT_EQ(rules({{"highway", "track"}, {"abandoned:highway", "primary"}}).dropped, "");
}

TEST(Tags, Ferries) {
  const WayRules plain = rules({{"route", "ferry"}});
  EXPECT_EQ(plain.road_class, RoadClass::kFerry);
  EXPECT_EQ(plain.forward.modes, kBoth);
  EXPECT_EQ(plain.forward.speed_m_h, 15'000);
  EXPECT_EQ(plain.forward.capacity_milli_veh_h, 21'000);  // 60 x 0.35
  EXPECT_EQ(rules({{"route", "ferry"}, {"foot", "yes"}}).forward.modes, kFoot);
  EXPECT_EQ(rules({{"route", "ferry"}, {"motor_vehicle", "no"}}).forward.modes, kFoot);
  EXPECT_EQ(rules({{"route", "ferry"}, {"duration", "PT1H30M"}}).ferry_seconds, 5400);
  EXPECT_THAT(codes(rules({{"route", "ferry"}, {"duration", "long"}})), ElementsAre("P326"));
  for (const auto& [text, seconds] : {std::pair{"P1DT1H", 90'000.0}, {"00:45", 2700}, {"2:00:30", 7230}, {"45", 2700}})
    EXPECT_EQ(read_duration(text), seconds) << text;
  for (const char* wrong : {"", "0", "-5", "P", "PT", "PT5", "PT5X", "1:2:3:4", "8 days", "P8D"})
    EXPECT_EQ(read_duration(wrong), std::nullopt) << wrong;
}

TEST(Tags, Barriers) {
  for (const char* open : {"gate", "lift_gate", "toll_booth", "border_control", "swing_gate", "kerb", "entrance"})
    EXPECT_EQ(blocked({{"barrier", open}}), 0) << open;
  for (const char* shut : {"bollard", "block", "jersey_barrier", "chain", "log", "debris", "stile", "turnstile",
                           "cycle_barrier", "planter", "kissing_gate"})
    EXPECT_EQ(blocked({{"barrier", shut}}), kCar) << shut;
  for (const char* solid : {"wall", "fence", "hedge", "ditch"})
    EXPECT_EQ(blocked({{"barrier", solid}}), kBoth) << solid;
  EXPECT_EQ(blocked({{"barrier", "bollard"}, {"bollard", "rising"}}), 0);
  EXPECT_EQ(blocked({{"barrier", "bollard"}, {"motor_vehicle", "yes"}}), 0);
  EXPECT_EQ(blocked({{"barrier", "gate"}, {"access", "private"}}), kBoth);
  EXPECT_EQ(blocked({{"barrier", "gate"}, {"motor_vehicle", "no"}}), kCar);
  EXPECT_EQ(blocked({{"impassable", "yes"}}), kBoth);
  EXPECT_EQ(blocked({{"highway", "crossing"}}), 0);
  EXPECT_EQ(blocked({{"barrier", "gate;bollard"}}), kCar);
  EXPECT_TRUE(read_node(lookup({{"barrier", "border_control"}}), RoadModel::standard()).border_control);
}

}  // namespace
}  // namespace passage::osm
