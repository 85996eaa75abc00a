// The worth table in the README of the embedded example, worked out again.
#include <gtest/gtest.h>

#include "answers/words.h"
#include "casefile/read_case.h"
#include "core/file.h"
#include "core/text.h"
#include "negotiate/rounds.h"
#include "negotiate/worth.h"
#include "publish/worth_page.h"

namespace passage::negotiate {
namespace {

const std::string kExample = PASSAGE_SOURCE_DIR "/examples/zaporizhzhia-2022";

// | `term` | who must grant it | people | at most | hours earlier |
std::string table_of(const Case& c, const answers::Worths& worths) {
  std::string out;
  for (const answers::TermWorth& worth : worths.terms) {
    out += fmt::format("| `{}` | {} | {} | {} | {:.2f} |\n", c.agreement.terms[worth.term].id,
                       answers::parties_in_words(c, worth.grants_needed), grouped(worth.exact->count()),
                       grouped(worth.at_most.count()), *worth.hours_earlier + 0.0);
  }
  return out;
}

TEST(Example, TheWorthTableOfItsReadme) {
  const Case c = casefile::read_case(kExample, {}, jobs::Task());
  const std::string table = table_of(c, worths(c, {}, jobs::Task()));
  EXPECT_NE(read_file(kExample + "/README.md").find(table), std::string::npos) << "README.md should have:\n" << table;
}

TEST(Example, ThreeRoundsAndWhatTheyBringOut) {
  const Case last = casefile::read_case(kExample, {}, jobs::Task());
  ASSERT_EQ(last.agreement.rounds.size(), 3u);
  std::string table;
  for (const scenario::RoundId id : answers::by_date(last.agreement)) {
    const scenario::Round& round = last.agreement.rounds[id];
    const answers::Outcome outcome = answers::outcome_of(
        planner::make_plan(casefile::read_case(kExample, {.round = round.id}, jobs::Task()), {}, jobs::Task()));
    table += fmt::format("| `{}` | {} | {} |\n", round.id, round.date, grouped(outcome.safe.count()));
  }
  EXPECT_NE(read_file(kExample + "/README.md").find(table), std::string::npos) << "README.md should have:\n" << table;
}

}  // namespace
}  // namespace passage::negotiate
