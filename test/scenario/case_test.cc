#include "scenario/case.h"

#include <gtest/gtest.h>

#include "scenario/moment.h"
#include "scenario/travellers.h"
#include "test/support/worked_case.h"

namespace passage::scenario {
namespace {

using namespace test;

TEST(Moments, AreOfTheCasesZone) {
  const Case c = worked_case();  // from the beginning of 1970, when it was 03:00 in Kyiv
  EXPECT_EQ(local_time(c, minutes(60)), "1970-01-01T04:00:00+03:00");
  EXPECT_EQ(moment_of(c, "1970-01-01T04:00", "--at"), minutes(60));
  EXPECT_THROW((void)moment_of(c, "1970-01-01T02:59", "--at"), InputError);
  EXPECT_THROW((void)moment_of(c, "four", "--at"), InputError);
}

TEST(Terms, GiveWayToWhatReplacesThem) {
  Agreement agreement = worked_case().agreement;
  for (Term& term : agreement.terms) term.granted = true;
  Term wider = agreement.terms[TermId{1}];
  wider.id = "wider-gate";
  wider.replaces = "north-gate";
  agreement.terms.push_back(wider);
  decide_force(agreement);
  EXPECT_TRUE(agreement.terms[TermId{0}].in_force);
  EXPECT_FALSE(agreement.terms[TermId{1}].in_force);
  EXPECT_TRUE(agreement.terms[TermId{2}].in_force);
}

TEST(Terms, NeedThePartiesThatHaveNotAccepted) {
  Agreement agreement = worked_case().agreement;
  agreement.rounds[agreement.planned].parties = {"a", "b"};
  agreement.terms[TermId{0}].stance["b"] = Stance::kAccepts;
  EXPECT_EQ(grants_needed(agreement, agreement.terms[TermId{0}]), std::vector<std::string>{"a"});
}

TEST(Travellers, AreOneGroupWhereAllAreAlike) {
  Case c = worked_case();
  EXPECT_EQ(groups(c).size(), 1u);
  EXPECT_FALSE(several_groups(c));
  c.origins[OriginId{0}].priority = 1;
  EXPECT_TRUE(several_groups(c));
}

}  // namespace
}  // namespace passage::scenario
