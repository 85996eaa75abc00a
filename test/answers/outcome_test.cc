#include "answers/outcome.h"

#include <gtest/gtest.h>

#include "answers/words.h"

namespace passage::answers {
namespace {

constexpr Millis kHour{3'600'000};

Outcome arriving(int persons, int hours) {
  plan::Arrival row;
  row.taken = {Millis{0}, kHour * hours};
  row.persons = Persons{persons};
  Outcome out;
  out.safe = row.persons;
  out.arrivals = {row};
  return out;
}

TEST(HoursEarlier, AreOfThoseSafeInBoth) {
  EXPECT_DOUBLE_EQ(hours_earlier(arriving(100, 2), arriving(100, 1)), 0.5);
  EXPECT_DOUBLE_EQ(hours_earlier(arriving(100, 2), arriving(50, 1)), 0);  // the first 50 need one hour in both
  EXPECT_DOUBLE_EQ(hours_earlier(arriving(100, 2), arriving(0, 1)), 0);
}

TEST(LeastShare, IsOfDistrictsFromWhichSomebodyCouldGo) {
  Outcome out;
  EXPECT_DOUBLE_EQ(least_share(out), 1);
  out.could_go_in = {{"north", Persons{200}}, {"south", Persons{100}}, {"cut off", Persons{0}}};
  out.safe_in = {{"north", Persons{50}}, {"south", Persons{100}}, {"cut off", Persons{0}}};
  EXPECT_DOUBLE_EQ(least_share(out), 0.25);
}

TEST(Words, PartiesByTheirNames) {
  Case c;
  c.agreement.parties = {{"a", "Party A"}, {"b", ""}};
  EXPECT_EQ(parties_in_words(c, {"a"}), "Party A");
  EXPECT_EQ(parties_in_words(c, {"a", "b"}), "Party A and b");
  EXPECT_EQ(parties_in_words(c, {"a", "b", "c"}), "Party A, b and c");
}

TEST(Words, NamesAreCutBetweenCharacters) {
  EXPECT_EQ(shortened("north", 5), "north");
  EXPECT_EQ(shortened("northern", 5), "nor..");
  EXPECT_EQ(shortened("Ї Ї Ї", 6), "Ї ..");  // two bytes a letter
}

}  // namespace
}  // namespace passage::answers
