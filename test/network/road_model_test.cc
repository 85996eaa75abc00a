#include "network/road_model.h"

#include <gtest/gtest.h>

namespace passage::network {
namespace {

TEST(RoadModel, HasAFigureForEachClass) {
  const RoadModel& model = RoadModel::standard();
  for (const char* key : {"motorway", "primary", "residential", "track", "ferry"}) {
    EXPECT_GT(model.at("speed_km_h", key), 0) << key;
    EXPECT_GT(model.at("lane_capacity", key), 0) << key;
  }
  EXPECT_GT(model.at("sustained_factor"), 0);
  EXPECT_LE(model.at("sustained_factor"), 1);
  EXPECT_FALSE(model.find("speed_km_h", "canal").has_value());
}

TEST(RoadModel, ComesBackFromItsOwnTable) {
  const RoadModel& model = RoadModel::standard();
  const RoadModel again = RoadModel::with_overrides(model.csv(), "model.csv");
  EXPECT_EQ(again.csv(), model.csv());
  EXPECT_EQ(again.rows().size(), model.rows().size());
}

TEST(RoadModel, ARowTakesThePlaceOfTheStandard) {
  const RoadModel model = RoadModel::with_overrides("parameter,key,value\nspeed_km_h,primary,41\n", "model.csv");
  EXPECT_EQ(model.at("speed_km_h", "primary"), 41);
  EXPECT_EQ(model.at("speed_km_h", "secondary"), RoadModel::standard().at("speed_km_h", "secondary"));
}

TEST(RoadModel, AFigureThatItHasNotIsRefused) {
  try {
    static_cast<void>(RoadModel::with_overrides("parameter,key,value\nspeed_km_h,canal,41\n", "model.csv"));
    ADD_FAILURE() << "taken";
  } catch (const InputError& error) {
    EXPECT_EQ(error.problems().front().code, "P308");
    EXPECT_EQ(error.problems().front().where, "model.csv:2");
  }
}

}  // namespace
}  // namespace passage::network
