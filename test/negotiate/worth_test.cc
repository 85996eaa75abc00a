#include "negotiate/worth.h"

#include <gtest/gtest.h>

#include "bounds/plan_cuts.h"
#include "casefile/read_case.h"
#include "publish/worth_page.h"
#include "test/support/worked_case.h"

namespace passage::negotiate {

using answers::TermWorth;
using answers::Worths;

namespace {

using namespace test;

Case worked_example() {
  return casefile::read_case(PASSAGE_SOURCE_DIR "/examples/north-or-west", {}, jobs::Task());
}

const TermWorth& worth_of(const Case& c, const Worths& all, const std::string& term) {
  for (const TermWorth& worth : all.terms)
    if (c.agreement.terms[worth.term].id == term) return worth;
  ADD_FAILURE() << term << " is not listed";
  return all.terms.front();
}

scenario::TermId term_named(const Case& c, const std::string& id) {
  for (const scenario::TermId t : c.agreement.terms.ids())
    if (c.agreement.terms[t].id == id) return t;
  return {};
}

// The worked case of docs/formats.md, by hand: 440, 440 (Zeta has 440 places left) and 160 (20 min x 8).
TEST(Worth, WorkedCase) {
  const Case c = worked_example();
  const Worths all = worths(c, {}, jobs::Task());
  ASSERT_EQ(all.terms.size(), 3u);
  EXPECT_EQ(all.base.safe, Persons{4180});
  EXPECT_EQ(worth_of(c, all, "north-one-more-hour").exact, Persons{440});
  EXPECT_EQ(worth_of(c, all, "north-third-lane").exact, Persons{440});
  EXPECT_EQ(worth_of(c, all, "omega-from-nine").exact, Persons{160});
  EXPECT_EQ(worth_of(c, all, "north-one-more-hour").grants_needed, std::vector<std::string>{"b"});
  EXPECT_EQ(worth_of(c, all, "north-third-lane").grants_needed, std::vector<std::string>{"a"});
  EXPECT_EQ(c.agreement.terms[all.terms.back().term].id, "omega-from-nine");
  for (const TermWorth& worth : all.terms) {
    EXPECT_GE(worth.at_most, worth.exact) << c.agreement.terms[worth.term].id;
    EXPECT_LE(worth.at_most, Persons{1200});
    EXPECT_LT(worth.gap, 0.001);  // a whole person at most
  }
}

// Without Zeta's limit: 60 min x 10 and 130 min x 5.
TEST(Worth, WithoutTheLimitOfTheRefuge) {
  Case c = worked_example();
  c.refuges[scenario::RefugeId{0}].capacity.reset();
  const Worths all = worths(c, {}, jobs::Task());
  EXPECT_EQ(worth_of(c, all, "north-one-more-hour").exact, Persons{600});
  EXPECT_EQ(worth_of(c, all, "north-third-lane").exact, Persons{650});
  EXPECT_EQ(worth_of(c, all, "omega-from-nine").exact, Persons{160});
}

// Two refuges, one hour earlier at the nearer one: as many are safe, 60 of 480 an hour sooner or so.
// One road of 10 min, 20 persons a minute, 600 people; the refuge opens at 60, with the term at 0.
// Now: all 600 wait and are taken in at 60 .. 90 (the road fills the place before the refuge, then
// those 600 go in at once: intake is unlimited). With it: they arrive evenly in 10 .. 40, mean 25.
TEST(Worth, HoursEarlierWhereNobodyMoreIsSafe) {
  Case c = empty_case(180);
  c.network = drawn(2, {{"r1", 1, 2, 10000, 480}});
  add_origin(c, "o", 1, 600);
  add_refuge(c, "z", 2, {}, {}, 60, 180);
  c.agreement.parties = {{"a", "A"}};
  c.agreement.planned = c.agreement.rounds.push_back({"one", "", "", "", scenario::RoundStatus::kAgreed, {"a"}});
  scenario::Term term;
  term.id = "from-the-start";
  term.round = c.agreement.planned;
  term.kind = scenario::TermKind::kOpening;
  term.refuge = scenario::RefugeId{0};
  term.intervals = {between(0, 60)};
  c.agreement.terms.push_back(term);
  const Worths all = worths(c, {}, jobs::Task());
  ASSERT_EQ(all.terms.size(), 1u);
  EXPECT_EQ(all.terms[0].exact, Persons{0});
  EXPECT_EQ(all.terms[0].grants_needed, std::vector<std::string>{"a"});
  // Taken in within the step that begins at 60, 60.5 on average, against 25 (step of a minute: 25 to 26).
  EXPECT_NEAR(*all.terms[0].hours_earlier, (60.5 - 25.5) / 60, 0.02);
}

// What is in force and named: its loss. Without the gate nobody slows r2 down, so it costs -440, of
// at most 2,700 - 2,260; without the window the corridor is closed and 1,300 people find no way.
TEST(Worth, TermsInForceAreWorthWhatTheirLossCosts) {
  const Case c = worked_example();
  WorthOptions options;
  options.also = {term_named(c, "north-morning"), term_named(c, "north-gate"), term_named(c, "omega-from-nine")};
  const Worths all = worths(c, options, jobs::Task());
  ASSERT_EQ(all.terms.size(), 5u);
  EXPECT_EQ(worth_of(c, all, "north-morning").exact, Persons{1300});
  EXPECT_EQ(worth_of(c, all, "north-gate").exact, Persons{-440});
  EXPECT_TRUE(worth_of(c, all, "north-gate").grants_needed.empty());
}

// A granted term that replaces another takes its place; lost, the other is back.
TEST(Worth, TermsThatReplace) {
  const Case c = worked_example();
  const auto gate = term_named(c, "north-gate"), lane = term_named(c, "north-third-lane");
  const Case granted = rules::with_terms(c, std::vector{lane});
  EXPECT_FALSE(granted.agreement.terms[gate].in_force);
  EXPECT_TRUE(granted.agreement.terms[lane].in_force);
  EXPECT_EQ(planner::make_plan(granted, {}, jobs::Task()).safe, Persons{4620});
  EXPECT_EQ(planner::make_plan(rules::without_term(granted, lane), {}, jobs::Task()).safe, Persons{4180});
  const std::vector<TermId> left = askable_terms(granted);
  EXPECT_EQ(std::count(left.begin(), left.end(), gate), 0);
}

// Labels of the plan as it is stay a true bound of the case with any set of terms granted.
TEST(Worth, CarriedCutsBoundEverySetOfTerms) {
  const Case c = worked_example();
  const plan::Plan now = planner::make_plan(c, {}, jobs::Task());
  EXPECT_EQ(bounds::bound_by_cuts(c, now), now.upper_bound);
  const std::vector<TermId> ask = askable_terms(c);
  for (unsigned set = 0; set < 8; ++set) {
    std::vector<TermId> granted;
    for (unsigned i = 0; i < 3; ++i)
      if ((set >> i & 1) != 0) granted.push_back(ask[i]);
    const Case then = rules::with_terms(c, granted);
    EXPECT_GE(bounds::bound_by_cuts(then, now), planner::make_plan(then, {}, jobs::Task()).safe) << set;
  }
}

TEST(Worth, BoundsAloneNeedOnePlan) {
  const Case c = worked_example();
  const Worths all = worths(c, {.exact = Exact::kNo}, jobs::Task());
  ASSERT_EQ(all.terms.size(), 3u);
  for (const TermWorth& worth : all.terms) EXPECT_FALSE(worth.exact.has_value());
  EXPECT_GE(worth_of(c, all, "omega-from-nine").at_most, Persons{160});
}

TEST(Worth, HoursOfTheFirstArrivals) {
  // 60 people evenly over [0, 60), then 60 over [60, 120); against 60 over [30, 60).
  answers::Outcome before, after;
  before.safe = Persons{120};
  before.arrivals = {{"z", {minutes(60), minutes(120)}, Persons{60}}, {"y", {minutes(0), minutes(60)}, Persons{60}}};
  after.safe = Persons{60};
  after.arrivals = {{"z", {minutes(30), minutes(60)}, Persons{60}}};
  EXPECT_NEAR(answers::hours_earlier(before, after), (30.0 - 45.0) / 60, 1e-9);
}

}  // namespace
}  // namespace passage::negotiate
