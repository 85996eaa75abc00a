// When roads may be entered, and the bound against a plain count of moments.
#include <gtest/gtest.h>

#include "certify/bound.h"
#include "certify/rules.h"
#include "core/random.h"
#include "test/support/example.h"

namespace passage::certify {
namespace {

using example::minutes;
using network::NodeId;
using network::RoadId;
using scenario::Case;
using scenario::Outside;
using scenario::WindowRule;

std::size_t forward(int road) {
  return side_index(RoadId{road}, Direction::kForward);
}

// 300 roads of 33 m at 47 km/h in a row, a way out at the ends only: 118,800/47 ms each.
// Window 60 to 120 minutes: road i may be entered until 120 minutes less (300 - i) roads.
Case short_arcs(WindowRule rule) {
  std::vector<example::Road> roads;
  std::vector<int> listed;
  for (int i = 0; i < 300; ++i) {
    roads.push_back({"r" + std::to_string(i), i, i + 1, 33, 47});
    listed.push_back(i);
  }
  Case c = example::small_case(301, roads, 240);
  c.outside = Outside::kForbidden;
  c.window = rule;
  example::add_corridor(c, "k", listed, {minutes(60, 100), minutes(90, 120)});
  return c;
}

TEST(Rules, ClearReachesAcrossHundredsOfShortRoads) {
  const Case c = short_arcs(WindowRule::kClear);
  const Rules rules = make_rules(c, finest(c, Rounding::kInner));
  ASSERT_EQ(rules.precision.per_ms, 47);
  for (int i = 0; i < 300; ++i) {
    const Times expected{{60 * 60'000 * 47, 120 * 60'000 * 47 - (300 - i) * 118'800}};
    EXPECT_EQ(rules.of(Mode::kCar).of(forward(i)), expected) << i;
  }
  // Nobody stands between the ends once it has closed.
  ASSERT_EQ(rules.of(Mode::kCar).no_standing.size(), 299u);
  EXPECT_EQ(rules.of(Mode::kCar).no_standing[0], (std::pair{NodeId{1}, minutes(120, 240)}));
}

TEST(Rules, WholeMillisecondsStayOnTheirSide) {
  const Case c = short_arcs(WindowRule::kClear);
  const Rules inner = make_rules(c, {1, Rounding::kInner, true}), outer = make_rules(c, {1, Rounding::kOuter, true});
  // 118,800 / 47 = 2,527.66: up 2,528, down 2,527.
  EXPECT_EQ(inner.of(Mode::kCar).of(forward(0))[0].until, 120 * 60'000 - 300 * 2528);
  EXPECT_EQ(outer.of(Mode::kCar).of(forward(0))[0].until, 120 * 60'000 - 300 * 2527);
}

TEST(Rules, EnterAsksForTheEntryAlone) {
  const Case c = short_arcs(WindowRule::kEnter);
  const Rules rules = make_rules(c, finest(c, Rounding::kInner));
  for (const int i : {0, 150, 299})
    EXPECT_EQ(rules.of(Mode::kCar).of(forward(i)), (Times{{60 * 60'000, 120 * 60'000}}));
  EXPECT_TRUE(rules.of(Mode::kCar).no_standing.empty());
}

// A side road out of n1 makes n1 a way out: r0 (10 min) closes at 110 then, r1 at 110 too.
TEST(Rules, ASideRoadIsAWayOutWhileOutsideIsFree) {
  Case c = example::small_case(4, {{"r0", 0, 1, 10000}, {"r1", 1, 2, 10000}, {"side", 1, 3, 1000}}, 240);
  example::add_corridor(c, "k", {0, 1}, {minutes(0, 120)});
  const auto until = [&](int road) {
    return make_rules(c, finest(c, Rounding::kInner)).of(Mode::kCar).of(forward(road)).at(0).until / 60'000;
  };
  EXPECT_EQ(until(0), 110);
  EXPECT_EQ(until(1), 110);
  c.outside = Outside::kForbidden;
  EXPECT_EQ(until(0), 100);
  EXPECT_TRUE(make_rules(c, finest(c, Rounding::kInner)).of(Mode::kCar).of(forward(2)).empty());
}

// Two closures of one area, given by roads that join at n1: open [0, 60), [90, 150), [200, 240).
// r0 + r1 take 20 minutes; an area that opens for good has nothing to be clear of.
TEST(Rules, ClosuresLeaveGaps) {
  Case c = example::small_case(3, {{"r0", 0, 1, 10000}, {"r1", 1, 2, 10000}}, 240);
  example::add_closure(c, "d", {0, 1}, minutes(60, 90));
  example::add_closure(c, "e", {0, 1}, minutes(150, 200));
  const Rules rules = make_rules(c, finest(c, Rounding::kInner));
  // n1 joins two affected roads, and r1 itself is closed: r0 has to be left by r1.
  const auto m = [](Tick t) { return t * 60'000; };
  EXPECT_EQ(rules.of(Mode::kCar).of(forward(0)), (Times{{m(0), m(40)}, {m(90), m(130)}, {m(200), m(240)}}));
  EXPECT_EQ(rules.of(Mode::kCar).of(forward(1)), (Times{{m(0), m(50)}, {m(90), m(140)}, {m(200), m(240)}}));
  c.window = WindowRule::kEnter;
  EXPECT_EQ(make_rules(c, finest(c, Rounding::kInner)).of(Mode::kCar).of(forward(0)),
            (Times{{m(0), m(60)}, {m(90), m(150)}, {m(200), m(240)}}));
}

TEST(Rules, AClosedCorridorAndTheOtherDirection) {
  Case c = example::small_case(3, {{"r0", 0, 1, 1000, 60, 480, 3, 3}, {"r1", 1, 2, 1000, 60, 480, 3, 3}}, 60);
  example::add_corridor(c, "k", {0, 1}, {});
  const Rules rules = make_rules(c, finest(c, Rounding::kInner));
  EXPECT_TRUE(rules.of(Mode::kCar).of(forward(0)).empty()) << "closed without any window";
  EXPECT_FALSE(rules.of(Mode::kCar).of(side_index(RoadId{0}, Direction::kBackward)).empty()) << "counts as outside";
}

// 60 an hour for two days from 18:00: days of 6, 24 and 18 hours. At most 500 a day:
// 360 + 500 + 500; without the limit 60 x 48.
TEST(Bound, DailyLimitGoesByCalendarDay) {
  Case c = example::small_case(2, {{"r0", 0, 1, 0, 60, 60}}, 48 * 60);
  example::add_origin(c, "o", 0, 10000);
  example::add_refuge(c, "s", 1);
  const auto corridor = example::add_corridor(c, "k", {0}, {minutes(0, 48 * 60)});
  c.days = {minutes(0, 360), minutes(360, 1800), minutes(1800, 2880)};
  const Alpha alpha{Table<NodeId, Millis>{Millis{0}, c.horizon}, Table<NodeId, Millis>{Millis{0}, Millis{0}}};
  EXPECT_EQ(cut_bound(c, make_rules(c, finest(c, Rounding::kOuter)), c.horizon, alpha).at_most, Persons{60 * 48});
  scenario::Term limit;
  limit.kind = scenario::TermKind::kDailyLimit;
  limit.corridor = corridor;
  limit.persons_per_day = Persons{500};
  example::add_term(c, limit);
  EXPECT_EQ(cut_bound(c, make_rules(c, finest(c, Rounding::kOuter)), c.horizon, alpha).at_most, Persons{1360});
}

// What cannot be limited must not be cut: the cut times then prove nothing, and say on what.
TEST(Bound, WalkersAndOpenRefugesHaveNoLimit) {
  Case c = example::small_case(2, {{"r0", 0, 1, 1000, 60, 60, 3}}, 60);
  example::add_origin(c, "o", 0, 100);
  example::add_refuge(c, "s", 1);
  c.origins.values()[0].on_foot = Persons{10};
  c.origins.values()[0].by_car = Persons{90};
  const Rules rules = make_rules(c, finest(c, Rounding::kOuter));
  const auto bound = [&](std::int64_t car, std::int64_t foot) {
    const Alpha alpha{Table<NodeId, Millis>{Millis{0}, minutes(car)}, Table<NodeId, Millis>{Millis{0}, minutes(foot)}};
    return cut_bound(c, rules, c.horizon, alpha);
  };
  EXPECT_EQ(bound(60, 60).unlimited, "walkers on road r0");
  EXPECT_EQ(bound(60, 0).unlimited, "refuge s");
}

// Against a count: is this moment cut, and is the road open then? 20 ms apart, rule `enter`.
TEST(Bound, AgreesWithACountOfMoments) {
  constexpr std::int64_t kTick = 20;
  for (std::uint32_t seed = 0; seed < 40; ++seed) {
    Random random(7, seed);
    const auto below = [&](int n) { return static_cast<int>(random.below(static_cast<std::uint64_t>(n))); };
    std::vector<example::Road> roads;
    for (int i = 0; i < 5; ++i)
      roads.push_back(
          {"r" + std::to_string(i), below(4), below(4), 10 + below(3000), 13 + below(80), 40 + below(4000)});
    Case c = example::small_case(4, roads, 20);
    c.window = WindowRule::kEnter;
    c.behaviour.people_per_car = PersonsPerVehicle{Rational::of(7, 3)};
    example::add_origin(c, "o", 0, 5000, 1);
    example::add_refuge(c, "s", 3, 900, 1234);
    const auto when = [&] { return Interval<Millis>{Millis{below(900'000)}, Millis{900'000 + below(300'000)}}; };
    example::add_corridor(c, "k", {0, 1}, {when()});
    example::add_closure(c, "d", {1, 2}, when());
    Alpha alpha{Table<NodeId, Millis>(4), Table<NodeId, Millis>(4)};
    for (const NodeId v : alpha[0].ids()) alpha[0][v] = Millis{below(1'200'001)};
    const CutBound bound = cut_bound(c, make_rules(c, finest(c, Rounding::kOuter)), c.horizon, alpha);

    const auto open = [&](int r, Millis t) {
      const bool window = c.agreement.terms.values()[0].intervals[0].contains(t),
                 shelled = c.dangers[0].when.contains(t);
      return (r > 1 || window) && (r == 0 || r > 2 || !shelled);
    };
    // What rows of whole people may take of what could have entered before the cut begins.
    const auto over = [&](int r, Millis t) {
      std::vector<Interval<Millis>> times{{Millis{0}, c.horizon}};
      if (r <= 1) times = intersect(times, {c.agreement.terms.values()[0].intervals[0]});
      if (r == 1 || r == 2) times = intersect(times, complement<Millis>({c.dangers[0].when}, {Millis{0}, c.horizon}));
      std::int64_t before = 0;
      for (const auto& i : times) {
        if (i.from < t && t < i.until) return 1.0;
      }
      for (const auto& i : times) before += std::max(Millis{0}, std::min(i.until, t) - i.from).count();
      const std::int64_t total = roads[static_cast<std::size_t>(r)].vehicles_h * 7 * before;
      return static_cast<double>(total % 10'800'000) / 10'800'000;
    };
    double sum = alpha[0][NodeId{0}] > minutes(1) ? 5000 : 0, taken = 0;
    std::array<bool, 5> counted{};
    for (std::int64_t t = kTick / 2; t < 1'200'000; t += kTick) {
      for (int r = 0; r < 5; ++r) {
        const example::Road& road = roads[static_cast<std::size_t>(r)];
        const double time = static_cast<double>(road.metres) * 3600.0 / static_cast<double>(road.km_h);
        const bool cut = alpha[0][NodeId{road.from}].count() <= t &&
                         static_cast<double>(t) + time < static_cast<double>(alpha[0][NodeId{road.to}].count());
        if (!cut || !open(r, Millis{t})) continue;
        sum += static_cast<double>(road.vehicles_h) * 7 / 3 * kTick / 3.6e6;
        if (!std::exchange(counted[static_cast<std::size_t>(r)], true)) sum += over(r, alpha[0][NodeId{road.from}]);
      }
      if (alpha[0][NodeId{3}].count() <= t) taken += 1234.0 * kTick / 3.6e6;
    }
    if (taken > 0 && alpha[0][NodeId{3}] > Millis{0}) taken += 1;
    sum += std::min(taken, 900.0);
    ASSERT_TRUE(bound.at_most) << bound.unlimited;
    EXPECT_NEAR(static_cast<double>(bound.at_most->count()) + 0.5, sum, 0.5 + 0.3) << "seed " << seed;
  }
}

}  // namespace
}  // namespace passage::certify
