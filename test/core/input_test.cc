// Tables and files: what is read, what is refused, and where it is told.
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/csv.h"
#include "core/file.h"
#include "core/text.h"

namespace passage {
namespace {

namespace fs = std::filesystem;

std::string first_problem(const std::string& text) {
  Problems problems;
  (void)parse_csv(text, "t.csv", problems);
  return problems.list().empty() ? "none" : problems.list()[0].code + " " + problems.list()[0].where;
}

TEST(Problems, OneLineEachWorstFirst) {
  std::vector<Problem> problems{
      {.severity = Severity::kFinding, .code = "P204", .problem = "they overlap", .where = "agreement.toml:59"},
      {.code = "P103", .problem = "what", .why = "why", .where = "case.toml:41", .suggestion = "mend it"},
      {.code = "P102", .problem = "what a library says\nin two lines", .suggestion = "mend it"}};
  EXPECT_EQ(render(problems),
            "error[P103]: what (why) -> case.toml:41; help: mend it\n"
            "error[P102]: what a library says in two lines; help: mend it\n"
            "finding[P204]: they overlap -> agreement.toml:59\n");
  const std::vector<Problem> many(23, problems[0]);
  EXPECT_THAT(render(many), testing::EndsWith("finding[P204]: and 3 more\n"));
}

TEST(Problems, QuoteNothingThatIsNotUtf8) {
  const Problem quoted{.code = "P502", .problem = "\"+02:0\xE4\" can't be read", .where = "\xFF.csv"};
  Problems problems;
  problems.add(quoted);
  for (const Problem& told : {problems.list().front(), InputError(quoted).problems().front(),
                              InputError(std::vector{quoted}).problems().front()}) {
    EXPECT_EQ(told.problem, "\"+02:0\uFFFD\" can't be read");
    EXPECT_EQ(told.where, "\uFFFD.csv");
  }
}

TEST(Text, OneIsNotMany) {
  EXPECT_EQ(people_text(0), "0 people");
  EXPECT_EQ(people_text(1), "1 person");
  EXPECT_EQ(people_text(4180), "4,180 people");
  EXPECT_EQ(counted(1, "road"), "1 road");
  EXPECT_EQ(counted(2, "road"), "2 roads");
}

TEST(Csv, WhatIsWrongIsToldWithItsLine) {
  EXPECT_EQ(first_problem("a,b\n1,2\n"), "none");
  EXPECT_EQ(first_problem("a,b\n1,\"2\n3\"\n"), "none");
  EXPECT_EQ(first_problem("a,b\n1,\xFF\n"), "P010 t.csv:2");
  EXPECT_EQ(first_problem({"a,b\n1,\0\n", 8}), "P010 t.csv:2");
  EXPECT_EQ(first_problem("a,b\n1,2\n1,2,3\n"), "P011 t.csv:3");
  EXPECT_EQ(first_problem("a,b\n1,\"2\n"), "P012 t.csv:2");
  EXPECT_EQ(first_problem(""), "P013 t.csv:1");
  EXPECT_EQ(first_problem("a,a\n1,2\n"), "P014 t.csv:1");
  EXPECT_EQ(first_problem("sep=,\na,b\n1,2\n"), "none");
  EXPECT_EQ(first_problem("sep=;\na;b\n1;2\n"), "P178 t.csv:1");
  EXPECT_EQ(first_problem("a;b\n1;2,5\n"), "P178 t.csv:1");
  EXPECT_EQ(first_problem("a,,b\n1,7,2\n"), "P181 t.csv:2");
  EXPECT_EQ(first_problem("a,b\r1,2\r1,2,3\r"), "P011 t.csv:3");
  EXPECT_EQ(first_problem("PK\x03\x04 xl/workbook.xml"), "P010 t.csv");
  EXPECT_EQ(first_problem("\xFF\xFE"
                          "a"),
            "P010 t.csv:1");
}

TEST(Csv, WhatSpreadsheetsLeaveBehind) {
  Problems problems;
  const CsvTable t = parse_csv(
      "\xEF\xBB\xBF"
      "a,b,,\r\n1,2,,\r\n,,,\r\n\r\n3,4,,\r\n",
      "t.csv", problems);
  EXPECT_TRUE(problems.list().empty());
  EXPECT_EQ(t.header, (std::vector<std::string>{"a", "b"}));
  ASSERT_EQ(t.rows.size(), 2u);
  EXPECT_EQ(t.rows[1].fields, (std::vector<std::string>{"3", "4"}));
  EXPECT_EQ(t.where(t.rows[1]), "t.csv:5");
  EXPECT_EQ(first_problem("a,b,\n1,2,x\n"), "P011 t.csv:2");  // a cell without a column is no leftover
}

template <class Act>
std::string code_of(Act act) {
  try {
    act();
  } catch (const InputError& error) {
    return error.problems()[0].code;
  }
  return "none";
}

TEST(Files, AreNeverReplacedUnaskedAndNeverHalfWritten) {
  const fs::path folder = fs::temp_directory_path() / fmt::format("passage-files-{}", ::getpid());
  fs::create_directory(folder);
  const fs::path file = folder / "a.txt";
  EXPECT_EQ(code_of([&] { (void)read_file(file); }), "P001");
  EXPECT_EQ(code_of([&] { (void)read_file(folder); }), "P002");
  write_file(file, "one", Overwrite::kRefuse);
  EXPECT_EQ(code_of([&] { write_file(file, "two", Overwrite::kRefuse); }), "P003");
  EXPECT_EQ(read_file(file), "one");
  EXPECT_EQ(code_of([&] { write_file(folder / "none" / "a.txt", "one", Overwrite::kRefuse); }), "P004");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), fs::directory_iterator{}), 1);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace passage
