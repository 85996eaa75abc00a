// What holds of every table of worths, over random cases.
#include <gtest/gtest.h>

#include "negotiate/worth.h"
#include "rules/stays_possible.h"
#include "scenario/travellers.h"
#include "test/support/random_talks.h"
#include "test/support/worked_case.h"
#include "verify/verify.h"

namespace passage::negotiate {
namespace {

using namespace test;

using scenario::TermId;

std::vector<Case> cases() {
  std::vector<Case> out;
  std::mt19937 random(6);
  for (int i = 0; i < 30; ++i) {
    out.push_back(random_talks(random));
    out.push_back(random_talks_of_groups(random));
  }
  return out;
}

WorthOptions with_all_named(const Case& c) {
  WorthOptions out;
  for (const TermId t : c.agreement.terms.ids()) out.also.push_back(t);
  return out;
}

TEST(WorthOfRandomCases, AtMostIsNeverLessThanExact) {
  int more = 0, tight = 0, all = 0;
  for (const Case& c : cases()) {
    const answers::Worths worth = worths(c, with_all_named(c), jobs::Task());
    ASSERT_EQ(worth.terms.size(), c.agreement.terms.size());
    for (std::size_t i = 0; i < worth.terms.size(); ++i, ++all) {
      const answers::TermWorth& row = worth.terms[i];
      const scenario::Term& term = c.agreement.terms[row.term];
      ASSERT_TRUE(row.exact.has_value()) << term.id;
      EXPECT_GE(row.at_most, *row.exact) << term.id;
      // Less than nothing only where what there was is not possible any more.
      if (*row.exact < Persons{0}) {
        const Case with = term.in_force ? c : rules::with_terms(c, std::vector{row.term});
        const Case without = term.in_force ? rules::without_term(c, row.term) : c;
        EXPECT_FALSE(rules::stays_possible(with, without, planner::make_plan(without, {}, jobs::Task()))) << term.id;
      }
      if (i > 0) {
        EXPECT_LE(*row.exact, *worth.terms[i - 1].exact);  // ranked
      }
      more += *row.exact > Persons{0};
      tight += row.at_most - *row.exact <= Persons{2};
    }
  }
  std::printf("%d terms, %d bring out somebody, of %d at_most is within 2 persons\n", all, more, tight);
  EXPECT_GT(more, 60);
}

// The plan with a term knows the plan without it, so that what is open besides never brings out fewer; it is possible,
// as it is said to be, and the figure is its people.
TEST(WorthOfRandomCases, ExactIsTheDifferenceOfTwoPlans) {
  std::mt19937 random(6);
  int fewer = 0;
  for (int i = 0; i < 40; ++i) {
    const Case c = i < 30 ? random_talks_of_groups(random) : random_talks(random);
    const answers::Worths worth = worths(c, {}, jobs::Task());
    const plan::Plan now = planner::make_plan(c, {}, jobs::Task());
    EXPECT_EQ(worth.base.safe, now.safe);
    for (const answers::TermWorth& row : worth.terms) {
      const Case granted = rules::with_terms(c, std::vector{row.term});
      const plan::Plan then = planner::make_plan(granted, {.incumbent = {&c, &now}}, jobs::Task());
      EXPECT_EQ(verify::verify_plan(granted, then, jobs::Task()).status, verify::Status::kAccepted);
      fewer += planner::make_plan(granted, {}, jobs::Task()).safe < then.safe;
      const bool opens = rules::stays_possible(granted, c, now);
      EXPECT_EQ(*row.exact, opens ? std::max(then.safe - now.safe, Persons{0}) : then.safe - now.safe);
      if (scenario::several_groups(c) && opens) {
        EXPECT_GE(then.safe, now.safe);
      }
    }
  }
  std::printf("%d plans would have brought out fewer by themselves\n", fewer);
  EXPECT_GT(fewer, 0);
}

// Longer openings: the plan stays. A checkpoint: one way or the other. A window: mostly, as where the clear rule joins
// it to another, the end by which people have to be clear of the corridor is a later one.
TEST(StaysPossible, WhereNothingCloses) {
  std::mt19937 random(8);
  int stays = 0, breaks = 0, windows_that_close = 0;
  for (int i = 0; i < 20; ++i) {
    const Case c = random_talks_of_groups(random);
    const plan::Plan now = planner::make_plan(c, {}, jobs::Task());
    EXPECT_TRUE(rules::stays_possible(c, c, now));
    for (const TermId t : c.agreement.terms.ids()) {
      const scenario::Term& term = c.agreement.terms[t];
      if (term.in_force) continue;
      const Case granted = rules::with_terms(c, std::vector{t});
      const plan::Plan then = planner::make_plan(granted, {}, jobs::Task());
      const bool more = rules::stays_possible(granted, c, now), less = rules::stays_possible(c, granted, then);
      if (term.kind == scenario::TermKind::kOpening) {
        EXPECT_TRUE(more) << term.id;
      }
      if (term.kind == scenario::TermKind::kCheckpoint) {
        EXPECT_TRUE(more || less) << term.id;
      }
      windows_that_close += term.kind == scenario::TermKind::kWindow && !more;
      stays += more;
      breaks += !less;
    }
  }
  EXPECT_GT(stays, 20);
  EXPECT_GT(breaks, 20);
  EXPECT_LE(windows_that_close, 2);
}

// A corridor's inner node, to which an outside road leads that closes at 0:40. In one window from 1:00 on, people come
// before it and wait; with a window before that, the corridor is closed from 0:30 to 1:00, and nobody may stand in it.
// With one after it they still may.
TEST(StaysPossible, NotWhereAWindowBeforeAllOthersForbidsToWait) {
  Case c = empty_case(120);
  c.network = drawn(4, {{"in", 1, 2, 5000, 480}, {"w1", 4, 2, 5000, 480}, {"w2", 2, 3, 5000, 240}});
  add_origin(c, "o", 1, 400);
  add_origin(c, "p", 4, 10);
  add_refuge(c, "z", 3, {}, {}, 0, 120);
  const auto round = c.agreement.rounds.push_back({"one", "", "", "", scenario::RoundStatus::kAgreed, {"a"}});
  c.agreement.planned = round;
  using network::RoadId;
  const auto k = c.agreement.corridors.push_back({"k", "K", round, {{RoadId{1}}, {RoadId{2}}}});
  scenario::Term window = window_term(round, k, 60, 90);
  window.granted = true;
  c.agreement.terms.push_back(window);
  window.granted = window.in_force = false;
  window.intervals = {between(0, 30)};
  const TermId before = c.agreement.terms.push_back(window);
  window.intervals = {between(100, 120)};
  const TermId after = c.agreement.terms.push_back(window);
  scenario::Danger closed;
  closed.closed = true;
  closed.when = between(40, 120);
  closed.touched = {{{RoadId{0}}, 1}};
  c.dangers.push_back(closed);
  const plan::Plan now = planner::make_plan(c, {}, jobs::Task());
  EXPECT_GT(now.origins[0].safe, Persons{0});
  EXPECT_FALSE(rules::stays_possible(rules::with_terms(c, std::vector{before}), c, now));
  EXPECT_TRUE(rules::stays_possible(rules::with_terms(c, std::vector{after}), c, now));
}

TEST(WorthOfRandomCases, AnyNumberOfThreadsGivesTheSameTable) {
  const auto table = [](const Case& c, unsigned threads) {
    std::vector<std::tuple<TermId, Persons, Persons, double, double, std::vector<std::string>>> out;
    for (const answers::TermWorth& row : worths(c, with_all_named(c), jobs::Task(threads)).terms)
      out.emplace_back(row.term, *row.exact, row.at_most, *row.hours_earlier, row.gap, row.grants_needed);
    return out;
  };
  const std::vector<Case> all = cases();
  for (std::size_t i = 0; i < 20; ++i) {
    const auto one = table(all[i], 1);
    EXPECT_EQ(table(all[i], 2), one) << i;
    EXPECT_EQ(table(all[i], 4), one) << i;
  }
}

}  // namespace
}  // namespace passage::negotiate
