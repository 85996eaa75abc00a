// Lines and places against areas and lines: lengths inside, edges, the 180th meridian, many edges.
#include "geodata/prepared_shape.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "geodata/outline.h"

namespace passage::geodata {
namespace {

using Line = std::vector<LayerPoint>;

LayerPoint at(double lat, double lon) {
  return {static_cast<std::int32_t>(std::lround(lon * 1e7)), static_cast<std::int32_t>(std::lround(lat * 1e7))};
}
PreparedShape box(double south, double west, double north, double east) {
  return outline_of({{{at(south, west), at(south, east), at(north, east), at(north, west), at(south, west)}}}).area;
}
// Of segments that are 1 long each.
double inside(const PreparedShape& area, const Line& line) {
  return area.length_inside(line, std::vector<double>(line.size() - 1, 1.0));
}

TEST(PreparedShape, LengthsInside) {
  const PreparedShape area = box(47, 36, 48, 37);
  EXPECT_DOUBLE_EQ(inside(area, {at(47.2, 36.2), at(47.8, 36.8)}), 1);
  EXPECT_DOUBLE_EQ(inside(area, {at(47.5, 35.5), at(47.5, 37.5)}), 0.5);
  EXPECT_DOUBLE_EQ(inside(area, {at(47.5, 35.5), at(47.5, 36.5), at(47.5, 38.5)}), 0.5 + 0.25);
  EXPECT_DOUBLE_EQ(inside(area, {at(49, 36), at(49, 37)}), 0);
  EXPECT_DOUBLE_EQ(inside(area, {at(46.5, 36.5), at(46.5, 35), at(48.5, 35)}), 0);
}

TEST(PreparedShape, TheEdgeIsInsideForLinesAndNotForPlaces) {
  const PreparedShape area = box(47, 36, 48, 37);
  EXPECT_DOUBLE_EQ(inside(area, {at(47.2, 36), at(47.8, 36)}), 1);      // along it
  EXPECT_DOUBLE_EQ(inside(area, {at(46, 36), at(49, 36)}), 1.0 / 3);    // along it and beyond
  EXPECT_DOUBLE_EQ(inside(area, {at(47.5, 35), at(47.5, 36)}), 0);      // up to it
  EXPECT_DOUBLE_EQ(inside(area, {at(46.5, 36.5), at(47.5, 35.5)}), 0);  // past a corner
  const PreparedShape slanted = outline_of({{{at(47, 36), at(47.3, 37), at(48, 36), at(47, 36)}}}).area;
  EXPECT_DOUBLE_EQ(inside(slanted, {at(47.03, 36.1), at(47.06, 36.2)}), 1);
  EXPECT_NEAR(inside(slanted, {at(46.97, 35.9), at(47.03, 36.1)}), 0.5, 1e-12);
  for (const LayerPoint corner : {at(47, 36), at(47.15, 36.5), at(47.5, 36)}) {
    EXPECT_FALSE(slanted.holds(corner));
    EXPECT_TRUE(slanted.touches(corner));
  }
  EXPECT_FALSE(slanted.touches(at(46.9999999, 36)));
}

TEST(PreparedShape, LinesMeetWhatTheyTouch) {
  const PreparedShape lines = PreparedShape::of_lines({{at(47, 36), at(47, 37)}, {at(48, 36), at(48, 37)}});
  EXPECT_TRUE(lines.meets(Line{at(46.5, 36.5), at(47.5, 36.5)}));
  EXPECT_TRUE(lines.meets(Line{at(48, 37), at(48, 38)}));
  EXPECT_TRUE(lines.meets(Line{at(47, 36.2), at(47, 36.4)}));
  EXPECT_FALSE(lines.meets(Line{at(47.1, 36.5), at(47.9, 36.5)}));
  EXPECT_FALSE(lines.holds(at(47, 36.5)));
  EXPECT_EQ(inside(lines, {at(47, 36.2), at(47, 36.4)}), 0);
}

TEST(PreparedShape, NothingDrawnIsNothingMet) {
  const PreparedShape nothing;
  EXPECT_FALSE(nothing.holds(at(0, 0)) || nothing.touches(at(0, 0)) || nothing.meets(Line{at(0, 0), at(1, 1)}));
  EXPECT_FALSE(nothing.may_meet(box_of(Line{at(0, 0), at(1, 1)})));
}

TEST(PreparedShape, ARoadOverThe180thMeridianIsShort) {
  const Line road{at(-16.8, 179.9), at(-16.8, -179.9)};
  EXPECT_DOUBLE_EQ(inside(box(-17, 178, -16, 178.5), road), 0);
  EXPECT_DOUBLE_EQ(inside(box(-17, -10, -16, 10), road), 0);
  EXPECT_NEAR(inside(box(-17, 179.95, -16, 180), road), 0.25, 1e-12);
  EXPECT_NEAR(inside(box(-17, -180, -16, -179.95), road), 0.25, 1e-12);
  EXPECT_NEAR(inside(box(-17, 179.95, -16, -179.95), road), 0.5, 1e-12);  // drawn over it
  const PreparedShape split = outline_of({{{at(-17, 179.95), at(-17, 180), at(-16, 180), at(-16, 179.95)}},
                                          {{at(-17, -180), at(-17, -179.95), at(-16, -179.95), at(-16, -180)}}})
                                  .area;
  EXPECT_NEAR(inside(split, road), 0.5, 1e-12);
  EXPECT_TRUE(split.holds(at(-16.5, 179.97)) && split.holds(at(-16.5, -179.97)));
  EXPECT_TRUE(split.may_meet(box_of(road)));
  const PreparedShape line = PreparedShape::of_lines({{at(-16, 180), at(-17, 180)}});
  EXPECT_TRUE(line.meets(road));
  EXPECT_TRUE(line.meets(Line{at(-16.8, -180), at(-16.8, -179.9)}));
}

// A star of 100,000 edges: every second place of its ring is nearer to the middle.
TEST(PreparedShape, AHundredThousandEdges) {
  constexpr int kPlaces = 100'000;
  std::vector<LayerPoint> ring;
  for (int i = 0; i < kPlaces; ++i) {
    const double turn = 2 * std::numbers::pi * i / kPlaces, radius = i % 2 == 0 ? 2.0 : 1.9;
    ring.push_back(at(47 + radius * std::sin(turn), 36 + radius * std::cos(turn)));
  }
  ring.push_back(ring.front());
  const PreparedShape area = outline_of({{ring}}).area;
  double sum = 0;
  constexpr int kRoads = 2'000;
  for (int i = 0; i < kRoads; ++i) {
    const double turn = 2 * std::numbers::pi * i / kRoads, x = std::cos(turn), y = std::sin(turn);
    sum += inside(area, {at(47 + 1.85 * y, 36 + 1.85 * x), at(47 + 2.05 * y, 36 + 2.05 * x)});
  }
  EXPECT_GT(sum / kRoads, 0.25);  // as far as 1.9, at the least
  EXPECT_LT(sum / kRoads, 0.75);  // as far as 2
  EXPECT_TRUE(area.holds(at(47, 36)));
}

}  // namespace
}  // namespace passage::geodata
