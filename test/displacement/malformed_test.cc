// One bad row in each file of a case: the error names file, line, value and reason, and nothing is read.
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "displacement/case.h"

namespace passage::displacement {
namespace {

namespace fs = std::filesystem;

struct Bad {
  const char *file, *text;                   // in place of the sound file
  const char *code, *where, *problem, *why;  // expected; problem and why in part
};

const std::vector<std::pair<std::string, std::string>> kSound = {
    {"input_csv/sim_period.csv", "StartDate,2020-01-01\nLength,3\n"},
    {"input_csv/locations.csv",
     "#name,region,country,lat,lon,type,conflict_date,pop\nA,r,X,0,0,conflict_zone,0,1000\nC,r,Y,0,2,camp,,0\n"},
    {"input_csv/routes.csv", "#name1,name2,distance,forced\nA,C,100,\n"},
    {"input_csv/closures.csv", "#closure_type,name1,name2,start,end\nlink,A,C,1,2\n"},
    {"input_csv/conflicts.csv", "#Day,A\n0,1\n1,1\n2,1\n"},
    {"input_csv/registration_corrections.csv", "C,2020-01-02,normalize\n"},
    {"source_data/data_layout.csv", "total,t.csv\nC,c.csv\n"},
    {"source_data/t.csv", "2020-01-01,10\n2020-01-03,30\n"},
    {"source_data/c.csv", "2020-01-01,10\n2020-01-02,20\n2020-01-03,30\n"},
    {"simsetting.yml", "move_rules:\n  max_move_speed: 200\n"}};

fs::path folder_of(const Bad* bad) {
  const fs::path folder = fs::temp_directory_path() / fmt::format("passage-malformed-{}", getpid());
  fs::remove_all(folder);
  for (const auto& [file, text] : kSound) {
    fs::create_directories((folder / file).parent_path());
    std::ofstream(folder / file) << (bad && bad->file == file ? bad->text : text);
  }
  return folder;
}

std::vector<Problem> problems_of(const Bad& bad) {
  const fs::path folder = folder_of(&bad);
  std::vector<Problem> out;
  try {
    out = read_case(folder.string()).findings;
  } catch (const InputError& error) {
    out = error.problems();
  }
  fs::remove_all(folder);
  return out;
}

void expect(const Bad& bad) {
  SCOPED_TRACE(std::string(bad.file) + ": " + bad.text);
  const auto problems = problems_of(bad);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].code, bad.code);
  EXPECT_EQ(problems[0].where, bad.where);
  EXPECT_NE(problems[0].problem.find(bad.problem), std::string::npos) << problems[0].problem;
  EXPECT_NE(problems[0].why.find(bad.why), std::string::npos) << problems[0].why;
}

TEST(Malformed, SoundCaseHasNoFinding) {
  const fs::path folder = folder_of(nullptr);
  EXPECT_TRUE(read_case(folder.string()).findings.empty());
  fs::remove_all(folder);
}

TEST(Malformed, Period) {
  const char* file = "input_csv/sim_period.csv";
  expect({file, "StartDate,2020-01-01\nLength,-3\n", "P602", "input_csv/sim_period.csv:2", "\"-3\"", "whole number"});
  expect({file, "StartDate,2020-01-01\nLength,3\nEnd,4\n", "P602", "input_csv/sim_period.csv:3", "\"End\"", "Length"});
}

TEST(Malformed, Locations) {
  const char* file = "input_csv/locations.csv";
  const std::string head = "#name,region,country,lat,lon,type,conflict_date,pop\nA,r,X,0,0,conflict_zone,0,1000\n";
  const auto row = [&](const std::string& last, const char* code, const char* problem, const char* why) {
    const std::string text = head + last + "\n";
    expect({file, text.c_str(), code, "input_csv/locations.csv:3", problem, why});
  };
  row("C,r,Y,0,2,camp,", "P601", "7 fields, not 8", "C,r,Y");
  row("C,r,Y,91,2,camp,,0", "P602", "\"91\"", "-90 to 90");
  row("C,r,Y,0,two,camp,,0", "P602", "\"two\"", "-180 to 180");
  row("C,r,Y,0,2,castle,,0", "P602", "\"castle\"", "camp, idpcamp");
  row("C,r,Y,0,2,conflict_zone,soon,0", "P602", "\"soon\"", "whole number");
  row("C,r,Y,0,2,camp,,-5", "P602", "\"-5\"", "whole number");
  row("A,r,Y,0,2,camp,,0", "P602", "\"A\" has no name of its own", "unique");
}

TEST(Malformed, Routes) {
  const char* file = "input_csv/routes.csv";
  expect({file, "A,C\n", "P601", "input_csv/routes.csv:1", "2 fields, not 3", "A,C"});
  expect({file, "A,Q,100,\n", "P603", "input_csv/routes.csv:1", "\"Q\"", "two places"});
  expect({file, "A,C,far,\n", "P602", "input_csv/routes.csv:1", "\"far\"", "a number"});
  expect({file, "A,C,nan,\n", "P602", "input_csv/routes.csv:1", "\"nan\"", "a number"});
  expect({file, "A,C,100,3\n", "P602", "input_csv/routes.csv:1", "\"3\"", "0 to 2"});
}

TEST(Malformed, Closures) {
  const char* file = "input_csv/closures.csv";
  expect({file, "link,A,C,1\n", "P601", "input_csv/closures.csv:1", "4 fields, not 5", "link,A,C,1"});
  expect({file, "bridge,A,C,1,2\n", "P602", "input_csv/closures.csv:1", "\"bridge\"", "location"});
  expect({file, "location,Q,-,1,2\n", "P603", "input_csv/closures.csv:1", "\"Q\"", "close nothing"});
  expect({file, "country,X,Z,1,2\n", "P603", "input_csv/closures.csv:1", "country \"Z\"", "close nothing"});
  expect({file, "link,A,C,one,2\n", "P602", "input_csv/closures.csv:1", "\"one\"", "whole number"});
  expect({file, "link,A,C,2,1\n", "P602", "input_csv/closures.csv:1", "day 1", "never reopens"});
}

TEST(Malformed, Conflicts) {
  const char* file = "input_csv/conflicts.csv";
  expect({file, "#Day,A\n0,1\n1,2\n2,1\n", "P602", "input_csv/conflicts.csv:3", "\"2\"", "0 to 1"});
  expect({file, "#Day,A\n0,1\n1\n2,1\n3,1\n", "P601", "input_csv/conflicts.csv:3", "1 fields, not 2", "1"});
  expect({file, "#Day,A\n0,1\n2,1\n2,1\n", "P602", "input_csv/conflicts.csv:3", "Day is 2, not 1", "from 0"});
  expect({file, "#Day,Q\n0,1\n1,1\n2,1\n", "P603", "input_csv/conflicts.csv:1", "\"Q\"", ""});
}

TEST(Malformed, Corrections) {
  const char* file = "input_csv/registration_corrections.csv";
  expect({file, "C\n", "P601", "input_csv/registration_corrections.csv:1", "1 fields, not 2", "C"});
  expect({file, "Q,2020-01-02\n", "P603", "input_csv/registration_corrections.csv:1", "\"Q\"", "camps are"});
  expect({file, "C,2020-02-30\n", "P602", "input_csv/registration_corrections.csv:1", "\"2020-02-30\"", "YYYY"});
  expect({file, "C,2020-01-01\n", "P607", "input_csv/registration_corrections.csv:1", "2020-01-01", "earlier rows"});
}

TEST(Malformed, Record) {
  const char* file = "source_data/c.csv";
  expect({file, "2020-01-01,10\n2020-01-02,20\n2020-01-03,many\n", "P602", "source_data/c.csv:3", "\"many\"", "whole"});
  expect({file, "2020-01-01,10\n2020-01-02,20\nsoon,30\n", "P602", "source_data/c.csv:3", "\"soon\"", "YYYY"});
}

TEST(Malformed, Settings) {
  expect(
      {"simsetting.yml", "move_rules:\n  max_move_speed: fast\n", "P602", "simsetting.yml:2", "\"fast\"", "a number"});
  expect({"simsetting.yml", "move_rules:\n  max_move_sped: 200\n", "P604", "simsetting.yml:2", "max_move_sped",
          "no effect"});
}

}  // namespace
}  // namespace passage::displacement
