// Areas out of drawn polygons: what is inside, what is mended, and what is said of it.
#include "geodata/outline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace passage::geodata {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Ring = std::vector<LayerPoint>;

// In tenths of a degree east and north of 36, 47.
LayerPoint at(double x, double y) {
  return {static_cast<std::int32_t>(360'000'000 + x * 1'000'000),
          static_cast<std::int32_t>(470'000'000 + y * 1'000'000)};
}
Ring ring(std::initializer_list<std::pair<double, double>> places) {
  Ring out;
  for (const auto& [x, y] : places) out.push_back(at(x, y));
  return out;
}
Ring square(double west, double south, double east, double north) {
  return ring({{west, south}, {east, south}, {east, north}, {west, north}, {west, south}});
}
bool holds(const Outline& outline, double x, double y) {
  return outline.area.holds(at(x, y));
}
// By the even-odd rule over all rings, as maps draw them.
bool drawn_inside(const Outline& outline, double x, double y) {
  const LayerPoint p = at(x, y);
  bool inside = false;
  for (const Ring& r : outline.rings)
    for (std::size_t i = 0; i < r.size(); ++i) {
      const LayerPoint a = r[i], b = r[(i + 1) % r.size()];
      if ((a.lat_e7 > p.lat_e7) == (b.lat_e7 > p.lat_e7)) continue;
      const double along = (double(p.lat_e7) - a.lat_e7) / (double(b.lat_e7) - a.lat_e7);
      if (p.lon_e7 < a.lon_e7 + along * (double(b.lon_e7) - a.lon_e7)) inside = !inside;
    }
  return inside;
}

TEST(Outline, AProperPolygonStaysAsDrawn) {
  const Ring shell = square(0, 0, 10, 10), hole = square(4, 4, 6, 6);
  const Outline outline = outline_of({{shell, hole}});
  EXPECT_THAT(outline.mended, IsEmpty());
  EXPECT_THAT(outline.rings, ElementsAre(shell, hole));
  EXPECT_TRUE(holds(outline, 1, 1));
  EXPECT_FALSE(holds(outline, 5, 5));
  EXPECT_FALSE(holds(outline, 11, 5));
}

TEST(Outline, ClockwiseRingsAndRepeatedPlacesAreProper) {
  const Outline outline = outline_of({{ring({{0, 0}, {0, 10}, {0, 10}, {10, 10}, {10, 0}, {0, 0}})}});
  EXPECT_THAT(outline.mended, IsEmpty());
  EXPECT_TRUE(holds(outline, 5, 5));
}

TEST(Outline, PartsThatOverlapAreJoined) {
  const Outline outline = outline_of({{square(0, 0, 6, 6)}, {square(4, 0, 10, 6)}});
  EXPECT_THAT(outline.mended, ElementsAre(HasSubstr("joined")));
  for (const double x : {1.0, 5.0, 9.0}) {
    EXPECT_TRUE(holds(outline, x, 3)) << x;
    EXPECT_TRUE(drawn_inside(outline, x, 3)) << x;
  }
}

TEST(Outline, TheSamePartTwiceIsThere) {
  const Outline outline = outline_of({{square(0, 0, 6, 6)}, {square(0, 0, 6, 6)}});
  EXPECT_TRUE(holds(outline, 3, 3));
}

TEST(Outline, APartInAnotherIsNoHole) {
  const Outline outline = outline_of({{square(0, 0, 10, 10)}, {square(4, 4, 6, 6)}});
  EXPECT_TRUE(holds(outline, 5, 5));
}

TEST(Outline, APartInTheHoleOfAnotherIsThere) {
  const Outline outline = outline_of({{square(0, 0, 10, 10), square(2, 2, 8, 8)}, {square(4, 4, 6, 6)}});
  EXPECT_THAT(outline.mended, IsEmpty());
  EXPECT_FALSE(holds(outline, 3, 3));
  EXPECT_TRUE(holds(outline, 5, 5));
}

TEST(Outline, APartOverTheHoleOfAnotherFillsIt) {
  const Outline outline = outline_of({{square(0, 0, 10, 10), square(2, 2, 8, 8)}, {square(1, 1, 9, 9)}});
  EXPECT_TRUE(holds(outline, 5, 5));
}

TEST(Outline, PartsThatShareAnEdgeHaveNoSeam) {
  const Outline outline = outline_of({{square(0, 0, 5, 10)}, {square(5, 0, 10, 10)}});
  EXPECT_TRUE(holds(outline, 5, 5));
}

TEST(Outline, PartsThatTouchInAPlaceAreProper) {
  EXPECT_THAT(outline_of({{square(0, 0, 5, 5)}, {square(5, 5, 10, 10)}}).mended, IsEmpty());
}

TEST(Outline, ABowTieIsBothItsHalves) {
  const Outline outline = outline_of({{ring({{0, 0}, {10, 10}, {10, 0}, {0, 10}, {0, 0}})}});
  EXPECT_THAT(outline.mended, ElementsAre(HasSubstr("self-intersection at 47.50000, 36.50000")));
  EXPECT_TRUE(holds(outline, 1, 5));
  EXPECT_TRUE(holds(outline, 9, 5));
  EXPECT_FALSE(holds(outline, 5, 1));
  EXPECT_TRUE(drawn_inside(outline, 1, 5.001));
  EXPECT_FALSE(drawn_inside(outline, 5, 1));
}

TEST(Outline, InsideIsWhatAnOddNumberOfTheRingsHolds) {
  const Ring shell = square(0, 0, 10, 10);
  const Outline overlapping = outline_of({{shell, square(1, 1, 5, 5), square(3, 3, 8, 8)}});
  EXPECT_FALSE(holds(overlapping, 2, 2));
  EXPECT_TRUE(holds(overlapping, 4, 4));
  const Outline outside = outline_of({{shell, square(20, 20, 25, 25)}});
  EXPECT_TRUE(holds(outside, 22, 22));
  const Outline crossing = outline_of({{shell, square(5, 4, 15, 6)}});
  EXPECT_FALSE(holds(crossing, 7, 5));
  EXPECT_TRUE(holds(crossing, 12, 5));
  for (const Outline* outline : {&overlapping, &outside, &crossing}) EXPECT_THAT(outline->mended, testing::SizeIs(1));
}

// By the even-odd rule an edge that shell and hole share bounds nothing: the strip is outside.
TEST(Outline, AHoleAlongTheOutlineIsAHole) {
  const Ring shell = square(0, 0, 10, 10);
  const Outline strip = outline_of({{shell, square(4, 0, 6, 10)}});  // from edge to edge
  EXPECT_TRUE(holds(strip, 2, 5));
  EXPECT_FALSE(holds(strip, 5, 5));
  EXPECT_TRUE(holds(strip, 8, 5));
  EXPECT_FALSE(drawn_inside(strip, 5, 5.001));
  const Outline bay = outline_of({{shell, square(4, 0, 6, 5)}});  // along one edge
  EXPECT_FALSE(holds(bay, 5, 3));
  EXPECT_TRUE(holds(bay, 5, 7));
  const Outline corner = outline_of({{shell, square(0, 0, 4, 4)}});
  EXPECT_FALSE(holds(corner, 2, 2));
  EXPECT_TRUE(holds(corner, 2, 6));
  const Outline beyond = outline_of({{shell, square(0, 5, 10, 15)}});  // one edge shared, and over it
  EXPECT_TRUE(holds(beyond, 5, 2));
  EXPECT_FALSE(holds(beyond, 5, 7));
  EXPECT_TRUE(holds(beyond, 5, 12));
  const Outline holes = outline_of({{shell, square(2, 2, 5, 8), square(5, 2, 8, 8)}});  // that share an edge
  EXPECT_FALSE(holds(holes, 3, 5));
  EXPECT_FALSE(holds(holes, 5, 5));
  EXPECT_FALSE(holds(holes, 7, 5));
  for (const Outline* outline : {&strip, &bay, &corner, &beyond, &holes})
    EXPECT_THAT(outline->mended, testing::SizeIs(1));
}

TEST(Outline, RingsThatAreThereTwiceHoldNothing) {
  const Ring shell = square(0, 0, 10, 10), hole = square(4, 4, 6, 6);
  EXPECT_FALSE(outline_of({{shell, shell}}).area.is_drawn());
  EXPECT_TRUE(holds(outline_of({{shell, hole, hole}}), 5, 5));
  const Outline twice =
      outline_of({{ring({{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}})}});
  EXPECT_FALSE(twice.area.is_drawn());
}

// The hole is drawn by a way to it and back.
TEST(Outline, AKeyholeIsAHole) {
  const Outline outline = outline_of(
      {{ring({{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 4}, {4, 4}, {4, 6}, {6, 6}, {6, 4}, {4, 4}, {0, 4}, {0, 0}})}});
  EXPECT_FALSE(holds(outline, 5, 5));
  EXPECT_TRUE(holds(outline, 2, 2));
  EXPECT_TRUE(holds(outline, 2, 5));
}

TEST(Outline, ASpikeIsCutOff) {
  const Outline outline = outline_of({{ring({{0, 0}, {10, 0}, {10, 10}, {5, 10}, {5, 20}, {5, 10}, {0, 10}, {0, 0}})}});
  EXPECT_THAT(outline.mended, testing::SizeIs(1));
  EXPECT_TRUE(holds(outline, 5, 5));
  EXPECT_FALSE(holds(outline, 5, 15));
}

TEST(Outline, AnOpenRingIsClosed) {
  const Outline outline = outline_of({{ring({{0, 0}, {10, 0}, {10, 10}, {0, 10}})}});
  EXPECT_THAT(outline.mended, ElementsAre(HasSubstr("a ring is open at 48.00000, 36.00000")));
  EXPECT_TRUE(holds(outline, 1, 5));
}

TEST(Outline, ARingOfTwoPlacesIsLeftOut) {
  const Outline outline = outline_of({{square(0, 0, 10, 10)}, {ring({{20, 20}, {21, 21}})}});
  EXPECT_THAT(outline.mended, ElementsAre(HasSubstr("fewer than three places")));
  EXPECT_TRUE(holds(outline, 5, 5));
}

TEST(Outline, WhatShutsNothingInIsNoArea) {
  EXPECT_FALSE(outline_of({}).area.is_drawn());
  EXPECT_FALSE(outline_of({{ring({{0, 0}, {10, 0}, {0, 0}})}}).area.is_drawn());
  EXPECT_FALSE(outline_of({{ring({{0, 0}, {10, 0}, {5, 0}, {0, 0}})}}).area.is_drawn());
  EXPECT_FALSE(outline_of({{ring({{3, 3}, {3, 3}, {3, 3}, {3, 3}})}}).area.is_drawn());
}

LayerPoint degrees(double lat, double lon) {
  return {static_cast<std::int32_t>(lon * 1e7), static_cast<std::int32_t>(lat * 1e7)};
}

TEST(Outline, AnEdgeOverHalfTheEarthGoesTheOtherWay) {
  const Outline outline =
      outline_of({{{degrees(-17, 179), degrees(-17, -179), degrees(-16, -179), degrees(-16, 179), degrees(-17, 179)},
                   {degrees(-16.6, -179.6), degrees(-16.6, -179.4), degrees(-16.4, -179.4), degrees(-16.4, -179.6),
                    degrees(-16.6, -179.6)}}});
  EXPECT_THAT(outline.mended, IsEmpty());
  EXPECT_THAT(outline.assumed, testing::SizeIs(1));
  for (const double lon : {179.5, 180.0, -180.0, -179.9}) EXPECT_TRUE(outline.area.holds(degrees(-16.5, lon))) << lon;
  for (const double lon : {0.0, 178.0, -178.0, -179.5}) EXPECT_FALSE(outline.area.holds(degrees(-16.5, lon))) << lon;
}

TEST(Outline, AHoleOnThe180thMeridian) {
  const auto box = [](double west, double south, double east, double north) {
    return Ring{degrees(south, west), degrees(south, east), degrees(north, east), degrees(north, west),
                degrees(south, west)};
  };
  // Split at the meridian, with the hole in both halves.
  const Outline split = outline_of({{box(179, -18, 180, -16), box(179.5, -17.5, 180, -16.5)},
                                    {box(-180, -18, -179, -16), box(-180, -17.5, -179.5, -16.5)}});
  for (const double lon : {179.7, -179.7}) EXPECT_FALSE(split.area.holds(degrees(-17, lon))) << lon;
  for (const double lon : {179.2, -179.2}) EXPECT_TRUE(split.area.holds(degrees(-17, lon))) << lon;
  // A hole that begins at the meridian, written as -180, in an area that ends there, written as 180.
  const Ring hole{degrees(-17.5, -180), degrees(-17.5, 179.5), degrees(-16.5, 179.5), degrees(-16.5, -180),
                  degrees(-17.5, -180)};
  const Outline wide = outline_of({{box(10, -18, 180, -16), hole}});
  EXPECT_FALSE(wide.area.holds(degrees(-17, 179.7)));
}

TEST(Outline, TheWholeEarthIsAsDrawn) {
  const Outline outline =
      outline_of({{{degrees(-90, -180), degrees(-90, 180), degrees(90, 180), degrees(90, -180), degrees(-90, -180)}}});
  EXPECT_THAT(outline.assumed, IsEmpty());
  EXPECT_TRUE(outline.area.holds(degrees(47, 36)));
}

TEST(Outline, ARingRoundAPoleIsLeftOut) {
  Ring round;
  for (int lon = -180; lon < 180; lon += 30) round.push_back(degrees(-70, lon));
  round.push_back(round.front());
  const Outline outline = outline_of({{round}});
  EXPECT_FALSE(outline.area.is_drawn());
  EXPECT_THAT(outline.mended, ElementsAre(HasSubstr("round a pole")));
}

}  // namespace
}  // namespace passage::geodata
