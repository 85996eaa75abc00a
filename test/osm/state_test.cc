// Roads that are destroyed, mined, under water at times, or behind a lock.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "network/meta.h"
#include "test/osm/text.h"

namespace passage::osm {

using network::Doubt;

namespace {

using Tag = std::pair<const char*, const char*>;
const std::string kPrimary = tags({{"highway", "primary"}});

std::string node(int id, double lon, std::initializer_list<Tag> with) {
  return fmt::format("<node id=\"{}\" lat=\"0\" lon=\"{}\">{}</node>", id, lon, tags(with));
}
std::int64_t sum_of(const network::NetworkMeta& meta, std::string_view prefix) {
  std::int64_t sum = 0;
  for (const network::MetaCount& c : meta.counts) sum += c.what.starts_with(prefix) ? c.count : 0;
  return sum;
}
std::vector<std::string> codes(const network::NetworkMeta& meta) {
  std::vector<std::string> out;
  for (const Problem& p : meta.findings) out.push_back(p.code);
  return out;
}
// n1 = n2 = n3, the tags on way 2 from n2 to n3.
ImportedRoads on_way(std::initializer_list<Tag> with) {
  return import_text(way(1, {1, 2}, kPrimary) + way(2, {2, 3}, kPrimary + tags(with)));
}
// n1 - n6 - n2, the tags on n6.
ImportedRoads on_node(std::initializer_list<Tag> with) {
  return import_text(node(6, 0.005, with) + way(1, {1, 6, 2}, kPrimary));
}
// Whether one comes from n1 to the end, if every doubt is taken as open, and if those of `closed` are not.
std::pair<bool, bool> passes(const ImportedRoads& roads, const char* end, Doubt closed, Mode mode = Mode::kCar) {
  return {steps(roads.network, "n1", end, mode) >= 0,
          steps(network::without_doubtful(roads.network, roads.meta.doubtful, network::doubt_bit(closed)), "n1", end,
                mode) >= 0};
}
constexpr std::pair kOpen{true, true}, kInDoubt{true, false}, kShut{false, false};

TEST(State, WhatClosesAWay) {
  for (const Tag& tag : std::initializer_list<Tag>{{"bridge:status", "destroyed"},
                                                   {"bridge", "collapsed"},
                                                   {"bridge", "destroyed"},
                                                   {"hazard", "minefield"},
                                                   {"hazard", "mines"},
                                                   {"hazard", "curve;mines"},
                                                   {"military", "minefield"},
                                                   {"passable", "no"},
                                                   {"impassable", "yes"},
                                                   {"status", "impassable"},
                                                   {"status", "destroyed"},
                                                   {"damage", "severe"},
                                                   {"blocked", "yes"},
                                                   {"closed", "yes"},
                                                   {"destroyed:bridge", "yes"},
                                                   {"destroyed:highway", "primary"},
                                                   {"flooded", "yes"},
                                                   {"condition", "Destroyed"},
                                                   {"tunnel", "collapsed"},
                                                   {"landuse", "minefield"},
                                                   {"opening_hours", "off"},
                                                   {"razed", "yes"},
                                                   {"removed", "yes"},
                                                   {"ruins", "yes"},
                                                   {"ruined", "yes"},
                                                   {"hazard:minefield", "yes"},
                                                   {"hazard", "unexploded ordnance"},
                                                   {"military", "Mine Field"},
                                                   {"hazard:type", "landmines"},
                                                   {"hazard", "unexploded-ordnance"},
                                                   {"danger:explosives", "yes"},
                                                   {"war:damage", "destroyed"},
                                                   {"ruins:bridge", "yes"},
                                                   {"washed_away", "yes"},
                                                   {"ford", "boat"}}) {
    const ImportedRoads roads = on_way({tag});
    EXPECT_EQ(passes(roads, "n3", Doubt::kAtTimes), kShut) << tag.first << "=" << tag.second;
    EXPECT_EQ(passes(roads, "n3", Doubt::kAtTimes, Mode::kFoot), kShut) << tag.first << "=" << tag.second;
    EXPECT_THAT(codes(roads.meta), testing::ElementsAre("P323")) << tag.first << "=" << tag.second;
    EXPECT_EQ(sum_of(roads.meta, network::kImpassable), 1) << tag.first << "=" << tag.second;
    EXPECT_EQ(count_of(roads.meta, "dropped: impassable or destroyed"), 1) << tag.first << "=" << tag.second;
  }
  for (const Tag& tag : std::initializer_list<Tag>{{"ford", "stepping_stones"},
                                                   {"motorable", "no"},
                                                   {"barrier", "debris"},
                                                   {"barrier", "jersey_barrier"},
                                                   {"barrier", "log"},
                                                   {"smoothness", "impassable"},
                                                   {"passable", "foot"}}) {
    const ImportedRoads roads = on_way({tag});
    EXPECT_EQ(passes(roads, "n3", Doubt::kAtTimes), kShut) << tag.first << "=" << tag.second;
    EXPECT_TRUE(passes(roads, "n3", Doubt::kAtTimes, Mode::kFoot).first) << tag.first << "=" << tag.second;
    EXPECT_EQ(sum_of(roads.meta, network::kImpassable), 1) << tag.first << "=" << tag.second;
  }
}

TEST(State, WhatIsOpenAtTimesOnly) {
  for (const Tag& tag : std::initializer_list<Tag>{{"ice_road", "yes"},
                                                   {"winter_road", "yes"},
                                                   {"seasonal", "yes"},
                                                   {"seasonal", "dry_season"},
                                                   {"seasonal", "summer;autumn"},
                                                   {"tidal", "yes"},
                                                   {"ford", "yes"},
                                                   {"intermittent", "yes"},
                                                   {"flood_prone", "yes"},
                                                   {"hazard", "flooding"},
                                                   {"bridge", "low_water_crossing"},
                                                   {"opening_hours", "Mo-Fr 08:00-18:00"},
                                                   {"motor_vehicle", "seasonal"},
                                                   {"access:forward", "winter"},
                                                   {"passable", "dry_season"},
                                                   {"closed", "winter"},
                                                   {"all_weather", "no"},
                                                   {"surface", "ice"},
                                                   {"ice_road:conditional", "yes @ (Dec-Mar)"},
                                                   {"flooded:conditional", "yes @ (spring)"},
                                                   {"passable:conditional", "no @ wet"},
                                                   {"hazard:conditional", "flooding @ (Mar-May)"},
                                                   {"hazard:flooding", "yes"},
                                                   {"razed", "winter"},
                                                   {"waterway", "wadi"}}) {
    const ImportedRoads roads = on_way({tag});
    for (const Mode mode : {Mode::kCar, Mode::kFoot})
      EXPECT_EQ(passes(roads, "n3", Doubt::kAtTimes, mode), kInDoubt) << tag.first << "=" << tag.second;
    EXPECT_GE(sum_of(roads.meta, network::kOpenAtTimes), 1) << tag.first << "=" << tag.second;
    EXPECT_EQ(codes(roads.meta).front(), "P328") << tag.first << "=" << tag.second;
  }
  for (const Tag& tag : std::initializer_list<Tag>{{"seasonal", "no"},
                                                   {"ford", "no"},
                                                   {"opening_hours", "24/7"},
                                                   {"bridge", "yes"},
                                                   {"bridge", "viaduct"},
                                                   {"damage", "no"},
                                                   {"passable", "yes"},
                                                   {"bridge:status", "open"},
                                                   {"tidal", "no"},
                                                   {"hazard", "animal_crossing"},
                                                   {"hazard:conditional", "animal_crossing @ (20:00-06:00)"},
                                                   {"ruins", "no"},
                                                   {"landuse", "military"},
                                                   {"military", "no"}}) {
    const ImportedRoads roads = on_way({tag});
    EXPECT_EQ(passes(roads, "n3", Doubt::kAtTimes), kOpen) << tag.first << "=" << tag.second;
    EXPECT_THAT(codes(roads.meta), testing::IsEmpty()) << tag.first << "=" << tag.second;
  }
  const ImportedRoads ice = import_text(way(1, {1, 2}, tags({{"highway", "ice_road"}})));
  EXPECT_EQ(passes(ice, "n2", Doubt::kAtTimes), kInDoubt);
  EXPECT_EQ(count_of(ice.meta, "open at times only: highway=ice_road"), 1);
  // Nobody may use it at any time, so it is not among those open at times.
  EXPECT_EQ(sum_of(on_way({{"access", "no"}, {"ford", "yes"}}).meta, network::kOpenAtTimes), 0);
}

TEST(State, WhatIsNotedAndKept) {
  for (const Tag& tag : std::initializer_list<Tag>{{"damage", "moderate"},
                                                   {"bridge:status", "damaged"},
                                                   {"bridge", "damaged"},
                                                   {"construction", "minor"},
                                                   {"disused", "yes"},
                                                   {"abandoned", "yes"},
                                                   {"war:damage", "yes"},
                                                   {"damaged", "yes"},
                                                   {"military", "danger_area"},
                                                   {"hazard", "shelling"},
                                                   {"bombed", "yes"},
                                                   {"razed:highway", "trunk"},
                                                   {"obstacle", "fallen_tree"}}) {
    const ImportedRoads roads = on_way({tag});
    EXPECT_EQ(passes(roads, "n3", Doubt::kAtTimes), kOpen) << tag.first << "=" << tag.second;
    EXPECT_THAT(codes(roads.meta), testing::ElementsAre("P327")) << tag.first << "=" << tag.second;
  }
}

TEST(State, Nodes) {
  for (const Tag& tag : std::initializer_list<Tag>{{"ford", "yes"}, {"highway", "ford"}, {"tidal", "yes"}}) {
    const ImportedRoads roads = on_node({tag});
    for (const Mode mode : {Mode::kCar, Mode::kFoot})
      EXPECT_EQ(passes(roads, "n2", Doubt::kAtTimes, mode), kInDoubt) << tag.first << "=" << tag.second;
    EXPECT_EQ(sum_of(roads.meta, network::kOpenAtTimes), 1);
  }
  EXPECT_EQ(passes(on_node({{"barrier", "gate"}, {"opening_hours", "06:00-22:00"}}), "n2", Doubt::kAtTimes), kInDoubt);
  EXPECT_EQ(passes(on_node({{"shop", "kiosk"}, {"opening_hours", "06:00-22:00"}, {"seasonal", "yes"}}), "n2",
                   Doubt::kAtTimes),
            kOpen);
  for (const Tag& tag :
       std::initializer_list<Tag>{{"hazard", "minefield"}, {"impassable", "yes"}, {"bridge:status", "destroyed"}}) {
    const ImportedRoads roads = on_node({tag});
    EXPECT_EQ(passes(roads, "n2", Doubt::kAtTimes, Mode::kFoot), kShut) << tag.first << "=" << tag.second;
    EXPECT_THAT(codes(roads.meta), testing::ElementsAre("P323"));
  }
  // It may be the gate that is gone: noted. What opens it at times only is in doubt.
  const ImportedRoads gone = on_node({{"barrier", "gate"}, {"removed", "yes"}});
  EXPECT_EQ(passes(gone, "n2", Doubt::kAtTimes), kOpen);
  EXPECT_THAT(codes(gone.meta), testing::ElementsAre("P327"));
  EXPECT_EQ(passes(on_node({{"barrier", "gate"}, {"access", "winter"}}), "n2", Doubt::kAtTimes), kInDoubt);
  EXPECT_EQ(passes(on_node({{"access", "winter"}}), "n2", Doubt::kAtTimes), kInDoubt);
  EXPECT_EQ(passes(on_node({{"ford", "stepping_stones"}}), "n2", Doubt::kAtTimes), kShut);
  EXPECT_EQ(passes(on_node({{"ford", "stepping_stones"}}), "n2", Doubt::kAtTimes, Mode::kFoot), kInDoubt);
}

TEST(Gates, LockedOnesAreNamedAndInDoubt) {
  const auto locked = [](std::initializer_list<Tag> with, Mode mode = Mode::kCar) {
    const ImportedRoads roads = on_node(with);
    EXPECT_THAT(codes(roads.meta), testing::Contains("P329"));
    EXPECT_EQ(sum_of(roads.meta, network::kLocked), 1);
    EXPECT_EQ(roads.meta.findings.front().where, "node 6");
    return passes(roads, "n2", Doubt::kLocked, mode);
  };
  EXPECT_EQ(locked({{"barrier", "gate"}, {"locked", "yes"}}), kInDoubt);
  EXPECT_EQ(locked({{"barrier", "gate"}, {"locked", "yes"}}, Mode::kFoot), kInDoubt);
  EXPECT_EQ(locked({{"barrier", "gate"}, {"locked", "yes"}, {"foot", "yes"}}, Mode::kFoot), kOpen);
  EXPECT_EQ(locked({{"barrier", "gate"}, {"locked", "conditional"}}), kInDoubt);
  EXPECT_EQ(locked({{"barrier", "lift_gate"}, {"locked", "yes"}}), kInDoubt);
  EXPECT_EQ(locked({{"barrier", "lift_gate"}, {"locked", "yes"}}, Mode::kFoot), kOpen);
  EXPECT_EQ(locked({{"barrier", "swing_gate"}, {"locked", "yes"}}), kInDoubt);
  EXPECT_EQ(locked({{"barrier", "chain"}, {"locked", "yes"}, {"motor_vehicle", "yes"}}), kInDoubt);
  EXPECT_EQ(locked({{"locked", "yes"}}), kInDoubt);
  EXPECT_EQ(locked({{"barrier", "gate"}, {"lock", "yes"}}), kInDoubt);
  EXPECT_EQ(locked({{"barrier", "gate"}, {"padlock", "yes"}}), kInDoubt);
  EXPECT_EQ(locked({{"barrier", "gate"}, {"gate", "locked"}}), kInDoubt);
  EXPECT_EQ(locked({{"barrier", "lift_gate"}, {"lift_gate", "closed"}}), kInDoubt);
  EXPECT_EQ(locked({{"barrier", "locked_gate"}}), kInDoubt);
  EXPECT_EQ(locked({{"barrier", "gate"}, {"locked:conditional", "no @ (08:00-18:00)"}}), kInDoubt);
  EXPECT_EQ(passes(on_node({{"lock", "yes"}}), "n2", Doubt::kLocked), kOpen);  // a canal's
  const ImportedRoads chain = on_node({{"barrier", "chain"}, {"locked", "yes"}});
  EXPECT_EQ(passes(chain, "n2", Doubt::kLocked), kShut);
  EXPECT_EQ(passes(chain, "n2", Doubt::kLocked, Mode::kFoot), kOpen);
  const ImportedRoads unlocked = on_node({{"barrier", "gate"}, {"locked", "no"}});
  EXPECT_EQ(passes(unlocked, "n2", Doubt::kLocked), kOpen);
  EXPECT_THAT(codes(unlocked.meta), testing::IsEmpty());
  EXPECT_EQ(passes(on_way({{"locked", "yes"}}), "n3", Doubt::kLocked), kInDoubt);
}

TEST(Gates, ClosedNodesWithoutABarrier) {
  for (const Tag& tag : std::initializer_list<Tag>{{"access", "no"},
                                                   {"access", "private"},
                                                   {"motor_vehicle", "no"},
                                                   {"vehicle", "forestry;agricultural"},
                                                   {"motorcar", "private"}}) {
    const ImportedRoads roads = on_node({tag});
    EXPECT_EQ(passes(roads, "n2", Doubt::kLocked), kInDoubt) << tag.first << "=" << tag.second;
    EXPECT_EQ(passes(roads, "n2", Doubt::kLocked, Mode::kFoot).second, std::string_view(tag.first) != "access");
    EXPECT_THAT(codes(roads.meta), testing::ElementsAre("P329"));
    EXPECT_EQ(count_of(roads.meta, fmt::format("locked: {}={}", tag.first, tag.second)), 1);
  }
  EXPECT_EQ(passes(on_node({{"access", "no"}, {"foot", "yes"}}), "n2", Doubt::kLocked, Mode::kFoot), kOpen);
  const ImportedRoads door = on_node({{"entrance", "yes"}, {"access", "private"}});
  EXPECT_EQ(passes(door, "n2", Doubt::kLocked), kOpen);
  EXPECT_EQ(count_of(door.meta, "access tags of doors, shops, crossings on roads, not the road's"), 1);
}

TEST(Gates, AnEmergencyPassageIsNoHydrant) {
  for (const char* emergency : {"yes", "designated", "no"}) {
    const ImportedRoads roads = on_node({{"access", "no"}, {"emergency", emergency}});
    EXPECT_EQ(passes(roads, "n2", Doubt::kLocked), kInDoubt) << emergency;
    EXPECT_THAT(codes(roads.meta), testing::ElementsAre("P329"));
  }
  const ImportedRoads hydrant = on_node({{"access", "no"}, {"emergency", "fire_hydrant"}});
  EXPECT_EQ(passes(hydrant, "n2", Doubt::kLocked), kOpen);
  EXPECT_THAT(codes(hydrant.meta), testing::IsEmpty());
}

TEST(Gates, ConditionsAndDirectionsAreFindings) {
  for (const Tag& tag : std::initializer_list<Tag>{{"access:conditional", "no @ (22:00-06:00)"},
                                                   {"motor_vehicle:conditional", "no @ Su"},
                                                   {"access:forward", "no"},
                                                   {"motor_vehicle:backward", "no"}}) {
    const std::string what = fmt::format("{}={} is not applied", tag.first, tag.second);
    for (const ImportedRoads& roads : {on_node({tag}), on_node({{"barrier", "gate"}, tag})}) {
      EXPECT_EQ(passes(roads, "n2", Doubt::kLocked), kOpen) << what;
      ASSERT_THAT(codes(roads.meta), testing::ElementsAre("P322")) << what;
      EXPECT_TRUE(roads.meta.findings[0].problem.starts_with(what)) << roads.meta.findings[0].problem;
      EXPECT_EQ(roads.meta.findings[0].where, "node 6");
    }
  }
  EXPECT_THAT(codes(on_node({{"locked", "yes"}, {"access:conditional", "no @ Su"}}).meta),
              testing::ElementsAre("P322", "P329"));
  // Closed both ways is closed; a shop's hours are not the road's; what is not understood is told.
  EXPECT_EQ(passes(on_node({{"access:forward", "no"}, {"access:backward", "no"}}), "n2", Doubt::kLocked), kInDoubt);
  EXPECT_EQ(passes(on_node({{"barrier", "gate"}, {"access:both_ways", "no"}}), "n2", Doubt::kLocked), kShut);
  EXPECT_THAT(codes(on_node({{"shop", "kiosk"}, {"access:conditional", "no @ Su"}}).meta), testing::IsEmpty());
  EXPECT_THAT(codes(on_node({{"barrier", "gate"}, {"access", "perhaps"}}).meta), testing::ElementsAre("P326"));
}

TEST(Doubts, AGateThatOpensAtTimesAndIsLockedIsClosedByEither) {
  const ImportedRoads roads = on_node({{"barrier", "gate"}, {"locked", "yes"}, {"opening_hours", "06:00-22:00"}});
  EXPECT_EQ(passes(roads, "n2", Doubt::kLocked), kInDoubt);
  EXPECT_EQ(passes(roads, "n2", Doubt::kAtTimes), kInDoubt);
}

TEST(Doubts, NobodyLosesARoadWhereNoneIsInDoubt) {
  const ImportedRoads roads = on_way({});
  const Network same = network::without_doubtful(
      roads.network, roads.meta.doubtful, network::doubt_bit(Doubt::kAtTimes) | network::doubt_bit(Doubt::kLocked));
  EXPECT_EQ(arcs(same), arcs(roads.network));
}

}  // namespace
}  // namespace passage::osm
