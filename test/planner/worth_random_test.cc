// What holds of every table of worths, over random cases.
#include <gtest/gtest.h>

#include "core/parallel.h"
#include "planner/worth.h"
#include "test/planner/random_talks.h"

namespace passage::planner {
namespace {

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
    const Worths worth = worths(c, with_all_named(c));
    ASSERT_EQ(worth.terms.size(), c.agreement.terms.size());
    for (std::size_t i = 0; i < worth.terms.size(); ++i, ++all) {
      const TermWorth& row = worth.terms[i];
      const scenario::Term& term = c.agreement.terms[row.term];
      ASSERT_TRUE(row.exact.has_value()) << term.id;
      EXPECT_GE(row.at_most, *row.exact) << term.id;
      if (!term.in_force && term.replaces.empty()) {
        EXPECT_GE(*row.exact, Persons{0}) << term.id;
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

// But that a term which only opens is never worth less than nothing: planned group by group, a case that is more open
// may bring out fewer.
TEST(WorthOfRandomCases, ExactIsTheDifferenceOfTwoPlans) {
  const std::vector<Case> all = cases();
  for (std::size_t i = 0; i < all.size(); i += 6) {
    const Case& c = all[i];
    const Worths worth = worths(c, {});
    const plan::Plan now = make_plan(c);
    EXPECT_EQ(worth.base.safe, now.safe);
    for (const TermWorth& row : worth.terms) {
      const Persons more = make_plan(with_terms(c, std::vector{row.term})).safe - now.safe;
      const bool opens = c.agreement.terms[row.term].replaces.empty();
      EXPECT_EQ(*row.exact, opens ? std::max(more, Persons{0}) : more);
    }
  }
}

TEST(WorthOfRandomCases, AnyNumberOfThreadsGivesTheSameTable) {
  const auto table = [](const Case& c, unsigned threads) {
    limit_threads(threads);
    std::vector<std::tuple<TermId, Persons, Persons, double, double, std::vector<std::string>>> out;
    for (const TermWorth& row : worths(c, with_all_named(c)).terms)
      out.emplace_back(row.term, *row.exact, row.at_most, *row.hours_earlier, row.gap, row.grants_needed);
    limit_threads(0);
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
}  // namespace passage::planner
