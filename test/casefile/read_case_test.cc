// The worked case, read.
#include <filesystem>
#include <fstream>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "casefile/read_case.h"
#include "core/file.h"
#include "test/casefile/spoiled.h"

namespace passage::casefile {

using scenario::Case;
using scenario::OriginId;
using scenario::Term;

namespace {

TEST(ReadCase, TheWorkedCase) {
  const Case c = read_case((kExamples / "north-or-west").string(), {}, jobs::Task());
  ASSERT_EQ(c.origins.size(), 3u);
  EXPECT_EQ(c.origins[OriginId{0}].persons, Persons{5000});
  EXPECT_EQ(c.origins[OriginId{0}].by_car, Persons{5000});
  EXPECT_EQ(c.behaviour.people_per_car.count(), Rational::of(5, 2));
  EXPECT_EQ(c.horizon, std::chrono::hours{6});
  EXPECT_EQ(scenario::local_time(c, c.horizon), "2022-03-05T14:00:00+02:00");
  // Omega takes in people from 10:00 to 14:00: two hours in, to the end.
  EXPECT_THAT(c.refuges[scenario::RefugeId{1}].open,
              testing::ElementsAre(scenario::CaseInterval{std::chrono::hours{2}, std::chrono::hours{6}}));
  std::vector<std::string> in_force;
  for (const Term& term : c.agreement.terms)
    if (term.in_force) in_force.push_back(term.id);
  EXPECT_THAT(in_force, testing::ElementsAre("north-morning", "north-gate"));
  // The area lies across r8 (n6 - n7) and nothing else: from longitude 35.57 to 35.63 of 35.55 to 35.65,
  // and latitude 47.18 to 47.22; r8 rises from 47.10 to 47.30, so it is inside from 47.18 (t = 0.4) to
  // 47.22 (t = 0.6): a fifth.
  ASSERT_EQ(c.dangers.size(), 1u);
  ASSERT_EQ(c.dangers[0].touched.size(), 2u);
  EXPECT_EQ(c.network.road_id[c.dangers[0].touched[0].side.road], "r8");
  EXPECT_NEAR(c.dangers[0].touched[0].share, 0.2, 1e-3);
  ASSERT_EQ(c.findings.size(), 1u);
  EXPECT_EQ(c.findings[0].code, "P201");
  EXPECT_EQ(c.findings[0].persons, 300);
}

TEST(ReadCase, AnAssumedTermTakesTheOthersPlace) {
  const Case c = read_case((kExamples / "north-or-west").string(), {.assume = {"north-third-lane"}}, jobs::Task());
  for (const Term& term : c.agreement.terms) {
    if (term.id == "north-third-lane") {
      EXPECT_TRUE(term.in_force);
    } else if (term.id == "north-gate") {
      EXPECT_FALSE(term.in_force);
    }
  }
}

TEST(ReadCase, TheEmbeddedExample) {
  const Case c = read_case((kExamples / "zaporizhzhia-2022").string(), {}, jobs::Task());
  EXPECT_EQ(c.agreement.rounds[c.agreement.planned].id, "5-march");
  EXPECT_EQ(c.days.size(), 4u);
  for (const Term& term : c.agreement.terms) {
    if (term.id == "mariupol-further-days") {
      EXPECT_EQ(term.intervals.size(), 3u);
    }
  }
}

TEST(ReadCase, PlacesInDegreesAreSnapped) {
  Spoiled near;
  near.write("people.csv", "id,name,lat,lon,persons,source\nalfa,Alfa,47.001,36.001,10,made\n");
  const Case c = read_case(near.path(), {}, jobs::Task());
  EXPECT_EQ(c.network.node_name[c.origins[OriginId{0}].car_node], "n1");
  EXPECT_FALSE(c.origins[OriginId{0}].foot_node.valid());
  Spoiled far;  // in the Sea of Azov
  far.write("people.csv", "id,name,lat,lon,persons,source\nalfa,Alfa,46.2,36.5,10,made\n");
  EXPECT_THAT(far.codes(), testing::Contains("P202"));
  Spoiled sea;
  sea.write("refuges.csv",
            "id,name,kind,lat,lon,capacity_persons,intake_persons_per_h,source\nz,Z,shelter,46.2,36.5,5,5,made\n");
  EXPECT_THAT(sea.codes(), testing::Contains("P150"));
  Spoiled shelled;  // in the middle of the closed area
  shelled.write("refuges.csv",
                "id,name,kind,lat,lon,capacity_persons,intake_persons_per_h,source\nz,Z,shelter,47.2,35.6,5,5,made\n");
  EXPECT_THAT(shelled.codes(), testing::Contains("P151"));
  Spoiled swapped;
  swapped.write("people.csv", "id,name,lat,lon,persons,source\nalfa,Alfa,36.001,47.001,10,made\n");
  EXPECT_THAT(swapped.codes(), testing::Contains("P131"));
}

TEST(ReadCase, SharesRoundHalfUpRowByRow) {
  // 5 people, uptake 0.5: 2.5 -> 3 move, 2 stay; of 3, a car share of 0.5 is 1.5 -> 2 by car, 1 walks.
  Spoiled spoiled;
  spoiled.replace("case.toml", "people_per_car = 2.5", "people_per_car = 2.5\nuptake_share = 0.5\ncar_share = 0.5");
  spoiled.replace("people.csv", "5000", "5");
  const Case c = read_case(spoiled.path(), {}, jobs::Task());
  const scenario::Origin& alfa = c.origins[OriginId{0}];
  EXPECT_EQ(alfa.staying, Persons{2});
  EXPECT_EQ(alfa.by_car, Persons{2});
  EXPECT_EQ(alfa.on_foot, Persons{1});
}

// A recurring window over the night when the clocks go forward (27 March 2022, 03:00 -> 04:00): 09:00 local
// is 07:00 UTC before it and 06:00 UTC after it, so the second one begins 23 hours after the first.
TEST(ReadCase, WallClockTimeRecurs) {
  Spoiled spoiled;
  spoiled.replace("case.toml", "2022-03-05T08:00:00\nhorizon_h = 6", "2022-03-26T08:00:00\nhorizon_h = 48");
  spoiled.replace("agreement.toml", "from = 2022-03-05T09:00:00\nuntil = 2022-03-05T12:00:00",
                  "from = 2022-03-26T09:00:00\nuntil = 2022-03-26T12:00:00\nrrule = \"FREQ=DAILY\"");
  const Case c = read_case(spoiled.path(), {}, jobs::Task());
  using std::chrono::hours;
  ASSERT_EQ(c.agreement.terms[scenario::TermId{0}].intervals.size(), 2u);
  EXPECT_EQ(c.agreement.terms[scenario::TermId{0}].intervals[1], (scenario::CaseInterval{hours{24}, hours{27}}));
}

TEST(ReadCase, TheLastRoundIsTheLastByDateOrThatIsTold) {
  const auto with_round = [](const std::string& date) {
    Spoiled spoiled;
    spoiled.append("agreement.toml", "[[round]]\nid = \"other\"\n" + date +
                                         "status = \"agreed\"\nparties = [\"a\"]\nsource = \"made\"\n");
    return spoiled.codes().count("P228");
  };
  EXPECT_EQ(with_round("date = 2022-03-04\n"), 0);  // the same day, so the file's order says which
  EXPECT_EQ(with_round("date = 2022-03-05\n"), 0);
  EXPECT_EQ(with_round(""), 0);
  EXPECT_EQ(with_round("date = \"2022-03-03\"\n"), 1);
  Spoiled later;  // talks after the start of the case did not bind it
  later.replace("agreement.toml", "date = 2022-03-04", "date = 2022-03-06");
  later.append("agreement.toml",
               "[[round]]\nid = \"other\"\ndate = 2022-03-04\nstatus = \"agreed\"\nparties = [\"a\"]\n"
               "source = \"made\"\n");
  EXPECT_EQ(later.codes().count("P228"), 0);
  Spoiled asked;
  asked.append("agreement.toml",
               "[[round]]\nid = \"other\"\ndate = 2022-02-10\nstatus = \"agreed\"\nparties = [\"a\"]\n"
               "source = \"made\"\n");
  EXPECT_EQ(asked.codes({.round = "other"}).count("P228"), 0);
}

TEST(ReadCase, AMisspeltStatusIsOneError) {
  Spoiled spoiled;
  spoiled.replace("agreement.toml", "\"agreed\"", "\"agred\"");
  EXPECT_EQ(spoiled.codes().count("P109"), 1);
  EXPECT_EQ(spoiled.codes().count("P207"), 0);
}

TEST(ReadCase, AllProblemsAtOnce) {
  Spoiled spoiled;
  spoiled.replace("people.csv", "5000", "-5")
      .replace("roads.csv", "10000", "inf")
      .replace("refuges.csv", "shelter", "camp");
  EXPECT_THAT(spoiled.codes(), testing::IsSupersetOf({"P114", "P115", "P109"}));
}

}  // namespace
}  // namespace passage::casefile
