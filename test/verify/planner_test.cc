// What the planner makes is held against the checker: two programs that share only plain data.
#include <gtest/gtest.h>

#include "core/random.h"
#include "planner/planner.h"
#include "test/verify/example.h"
#include "verify/verify.h"

namespace passage::verify {
namespace {

using example::minutes;
using network::Mode;
using scenario::Case;

std::string all(const Verdict& verdict) {
  std::string out;
  for (const Violation& violation : verdict.violations) out += violation.rule + ": " + violation.text + "\n";
  return out;
}

TEST(PlannersPlans, WorkedCase) {
  const auto c = example::north_or_west();
  const plan::Plan p = planner::make_plan(c);
  EXPECT_EQ(p.safe, Persons{4180});
  const Verdict verdict = verify_plan(c, p);
  EXPECT_EQ(verdict.status, Status::kAccepted) << all(verdict);
}

// A case of up to 8 places with everything that the rules know, figures that fit nothing.
Case random_case(std::uint32_t seed) {
  Random random(2022, seed);
  const auto below = [&](int n) { return static_cast<int>(random.below(static_cast<std::uint64_t>(n))); };
  const int nodes = 4 + below(5), horizon = 120 + below(600);
  std::vector<example::Road> roads;
  const auto modes = [&] { return static_cast<network::ModeSet>(below(5) == 0 ? 1 : below(6) == 0 ? 2 : 3); };
  for (int i = 0; i < nodes * 2; ++i) {
    // The first roads are a chain, so that a corridor can follow it.
    example::Road road{"r" + std::to_string(i), i < nodes - 1 ? i : below(nodes), i < nodes - 1 ? i + 1 : below(nodes)};
    road.metres = 200 + below(9000);
    road.km_h = 20 + below(70);
    road.vehicles_h = 20 + below(300);
    road.forward = modes();
    road.backward = below(2) == 0 ? 0 : modes();
    roads.push_back(road);
  }
  Case c = example::small_case(nodes, roads, horizon);
  c.behaviour.people_per_car = PersonsPerVehicle{Rational::of(10 + below(30), 10)};
  c.behaviour.walk_m_h = 3000 + below(2000);
  c.window = below(3) == 0 ? scenario::WindowRule::kEnter : scenario::WindowRule::kClear;
  c.outside = std::array{scenario::Outside::kFree, scenario::Outside::kFree, scenario::Outside::kOwnRisk,
                         scenario::Outside::kForbidden}[below(4)];
  for (int i = 0; i < 1 + below(3); ++i) {
    example::add_origin(c, "o" + std::to_string(i), below(nodes - 1), 20 + below(900), below(2) == 0 ? 0 : below(60));
    scenario::Origin& origin = c.origins.values().back();
    const int staying = below(20), walking = below(3) == 0 ? below(20) : 0;
    origin.staying = Persons{staying};
    origin.on_foot = Persons{std::min<std::int64_t>(walking, origin.persons.count() - staying)};
    origin.by_car = origin.persons - origin.staying - origin.on_foot;
  }
  for (int i = 0; i < 1 + below(2); ++i) {
    example::add_refuge(c, "s" + std::to_string(i), i == 0 ? nodes - 1 : below(nodes),
                        below(3) == 0 ? 50 + below(500) : -1, below(3) == 0 ? 30 + below(400) : -1);
    if (below(3) == 0) c.refuges.values().back().open = {minutes(below(60), 60 + below(horizon - 60))};
  }
  const auto interval = [&] {
    const int from = below(horizon - 30);
    return Interval<Millis>{minutes(from) + Millis{below(1000)}, std::min(c.horizon, minutes(from + 10 + below(200)))};
  };
  if (below(2) == 0) {
    std::vector<Interval<Millis>> windows;
    for (int i = 0; i < 1 + below(3); ++i) windows.push_back(interval());
    std::vector<int> chain;
    for (int i = below(2); i < std::min(nodes - 1, 3 + below(3)); ++i) chain.push_back(i);
    const auto corridor = example::add_corridor(c, "k", chain, windows);
    if (below(4) == 0) {
      scenario::Term limit;
      limit.id = "limit";
      limit.kind = scenario::TermKind::kDailyLimit;
      limit.corridor = corridor;
      limit.persons_per_day = Persons{20 + below(200)};
      example::add_term(c, limit);
      c.days = {{Millis{0}, minutes(90)}, {minutes(90), c.horizon}};
    }
  }
  for (int i = 0; i < below(3); ++i) {
    std::vector<int> touched{below(nodes), below(nodes)};
    example::add_closure(c, "d" + std::to_string(i), touched, interval());
  }
  if (below(3) == 0) {
    example::add_closure(c, "e", {below(nodes)}, interval());
    c.dangers.back().closed = false;
    c.dangers.back().exposure_per_person_h = Rational::of(1, 2);
  }
  return c;
}

TEST(PlannersPlans, DISABLED_RandomCasesAreAccepted) {
  int moved = 0;
  for (std::uint32_t seed = 0; seed < 300; ++seed) {
    const Case c = random_case(seed);
    const plan::Plan p = planner::make_plan(c);
    const Verdict verdict = verify_plan(c, p);
    moved += p.safe > Persons{0};
    if (verdict.status == Status::kAccepted) continue;
    std::map<std::string, int> told;
    for (const Violation& violation : verdict.violations) {
      if (told[violation.rule]++ == 0)
        ADD_FAILURE() << "seed " << seed << ", " << violation.rule << ": " << violation.text;
    }
  }
  EXPECT_GT(moved, 150);
}

}  // namespace
}  // namespace passage::verify
