#include "negotiate/rounds.h"

#include <gtest/gtest.h>

#include "bounds/plan_cuts.h"
#include "casefile/read_case.h"
#include "negotiate/cut.h"
#include "negotiate/worth.h"
#include "test/support/worked_case.h"

namespace passage::negotiate {

using answers::Fate;

namespace {

using namespace test;

Case worked_example(std::vector<std::string> assume = {}) {
  return casefile::read_case(PASSAGE_SOURCE_DIR "/examples/north-or-west", {.assume = std::move(assume)}, jobs::Task());
}

// The round as it is against the same with the lane granted: the gate goes, the lane comes, 440 more.
TEST(Rounds, ATermThatTakesTheOthersPlace) {
  const Case before = worked_example(), after = worked_example({"north-third-lane"});
  const answers::RoundChange change = change_between(before, after, {}, jobs::Task());
  EXPECT_EQ(change.after.safe - change.before.safe, Persons{440});
  std::map<std::string, const answers::TermChange*> terms;
  for (const answers::TermChange& term : change.terms) terms[term.term] = &term;
  ASSERT_EQ(terms.size(), 3u);
  EXPECT_EQ(terms["north-morning"]->fate, Fate::kKept);
  EXPECT_FALSE(terms["north-morning"]->people.has_value());
  ASSERT_EQ(terms["north-third-lane"]->fate, Fate::kAdded);
  EXPECT_EQ(terms["north-third-lane"]->people, Persons{440});  // without it, the gate of two lanes is back
  ASSERT_EQ(terms["north-gate"]->fate, Fate::kDropped);
  EXPECT_EQ(terms["north-gate"]->people, Persons{-440});  // the round before loses nothing by losing it
  Persons gained{0};
  for (const answers::DistrictChange& row : change.districts) gained += row.after - row.before;
  EXPECT_EQ(gained, Persons{440});
}

TEST(Rounds, ARoundAgainstItselfChangesNothing) {
  const Case c = worked_example();
  const answers::RoundChange change = change_between(c, c, {}, jobs::Task());
  EXPECT_EQ(change.hours_earlier, 0);
  EXPECT_TRUE(change.districts.empty());
  for (const answers::TermChange& term : change.terms) EXPECT_EQ(term.fate, Fate::kKept);
}

std::vector<std::string> names(const Case& c, const std::vector<CutElement>& all) {
  std::vector<std::string> out;
  for (const CutElement& element : all) {
    const std::string id = element.arc.valid() ? std::string(c.network.road_id[c.network.road[element.arc]])
                                               : c.refuges[element.refuge].id;
    out.push_back(id + (element.state == answers::CutElementState::kFull ? " full" : " closed"));
  }
  std::sort(out.begin(), out.end());
  return out;
}

// By the cut times of docs/formats.md: r2 over [10, 190), open from 60; r3 over [210, 330), which is after
// its last entry; r8 over [0, 300), open from 180; Omega from 60, open from 120.
TEST(Cut, WorkedCase) {
  const Case c = worked_example();
  const TravelNetwork outer = timenet::travel_network(c, rules::Rounding::kOuter);
  const auto node = [](int i) { return network::NodeId{i - 1}; };
  std::vector<plan::Label> rows;
  const int alpha[] = {0, 10, 210, 0, 0, 0, 330, 360, 0, 0, 0, 60};
  for (int i = 1; i <= 12; ++i) rows.push_back({c.horizon, node(i), network::Mode::kCar, minutes(alpha[i - 1])});
  const TemporalCut cut = bounds::cut_from_rows(rows, outer, c.horizon);
  EXPECT_EQ(bounds::cut_bound(outer, cut), Persons{4180});
  const std::vector<CutElement> all = cut_elements(c, outer, cut, Persons{2820});
  EXPECT_EQ(names(c, answers::elements_at(all, minutes(30))), (std::vector<std::string>{"r2 closed", "r8 closed"}));
  EXPECT_EQ(names(c, answers::elements_at(all, minutes(100))),
            (std::vector<std::string>{"omega closed", "r2 full", "r8 closed"}));
  EXPECT_EQ(names(c, answers::elements_at(all, minutes(185))),
            (std::vector<std::string>{"omega full", "r2 full", "r8 full"}));
  EXPECT_EQ(names(c, answers::elements_at(all, minutes(250))),
            (std::vector<std::string>{"omega full", "r3 closed", "r8 full"}));
  EXPECT_EQ(names(c, answers::elements_at(all, minutes(350))), (std::vector<std::string>{"omega full"}));
  for (const CutElement& element : all) {
    if (element.kind != answers::CutElementKind::kCheckpoint) continue;
    EXPECT_EQ(element.term, "north-gate");
    EXPECT_EQ(element.persons_per_h, Rational{600});
    EXPECT_EQ(element.hour, Persons{600});
  }
  EXPECT_EQ(answers::hardest_hour(all, c.horizon), minutes(240));  // r3 1,200, r8 480, Omega 480
}

}  // namespace
}  // namespace passage::negotiate
