// Tables as spreadsheet programs and people leave them: read, or one error that says the cause.
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test/casefile/spoiled.h"

namespace passage::casefile {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string people_with(const std::string& row) {
  return read_file(kExamples / "north-or-west" / "people.csv") + row;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

// Errors alone, with their places.
std::vector<std::string> errors(const std::string& people) {
  std::vector<std::string> out;
  for (const Problem& p : Spoiled().write("people.csv", people).problems())
    if (p.severity == Severity::kError) out.push_back(p.code + " " + p.where);
  return out;
}

std::int64_t persons(const std::string& people) {
  std::int64_t sum = 0;
  for (const scenario::Origin& origin :
       read_case(Spoiled().write("people.csv", people).path(), {}, jobs::Task()).origins)
    sum += origin.persons.count();
  return sum;
}

TEST(Tables, ThatAreRead) {
  const std::string as_it_is = people_with("");
  EXPECT_EQ(persons(as_it_is), 7300);
  EXPECT_EQ(persons(replaced(as_it_is, "\n", "\r")), 7300);
  EXPECT_EQ(persons(replaced(as_it_is, "\n", "\r\n")), 7300);
  EXPECT_EQ(persons(replaced(as_it_is, "5000", "5\u202F000")), 7300);
  EXPECT_EQ(persons(replaced(as_it_is, "5000", "\u00A05000\u00A0")), 7300);
  EXPECT_EQ(persons(replaced(as_it_is, "id,name,node,persons", "ID,Name,Node, Persons ")), 7300);
  EXPECT_EQ(persons("sep=,\n" + as_it_is), 7300);
  EXPECT_EQ(persons("id,name,node,,persons,source\na,A,n1,,5000,made\n"), 5000);
}

TEST(Tables, WhatStandsAroundTheHeaderIsPassedOverAndTold) {
  const std::string as_it_is = people_with("");
  for (const std::string& title :
       {std::string("People of May 2024,,,,,\n,,,,,\n"), std::string("People of May 2024\n\n")}) {
    EXPECT_EQ(persons(title + as_it_is), 7300);
    EXPECT_EQ(Spoiled().write("people.csv", title + as_it_is).first("P232").why, "\"People of May 2024\"");
  }
  const std::string tags = replaced(as_it_is, "alfa,", "#loc+code,#loc,#geo,#affected,#meta\nalfa,");
  EXPECT_EQ(persons(tags), 7300);
  EXPECT_EQ(Spoiled().write("people.csv", tags).first("P232").where, "people.csv:2");
}

TEST(Tables, ThatAreRefusedHaveOneError) {
  const std::string as_it_is = people_with("");
  EXPECT_THAT(errors(replaced(as_it_is, ",", ";") + "x;X;n1;4,5;made\n"), ElementsAre("P178 people.csv:1"));
  EXPECT_THAT(errors("People\n" + replaced(as_it_is, ",", "\t")), ElementsAre("P178 people.csv:1"));
  EXPECT_THAT(errors(people_with("Total,,,7300,\n")), ElementsAre("P179 people.csv:5"));
  EXPECT_THAT(errors(people_with(",Всього,,7300,\n")), ElementsAre("P179 people.csv:5"));
  EXPECT_THAT(errors(people_with("total,Total,n1,7300,made\n")), ElementsAre("P179 people.csv:5"));
  EXPECT_THAT(errors(people_with(",,,7300,\n")), ElementsAre("P179 people.csv:5"));
  EXPECT_THAT(errors(people_with("Source: OCHA,,,,\n")), ElementsAre("P180 people.csv:5"));
  EXPECT_THAT(errors(people_with("id,name,node,persons,source\n")), ElementsAre("P180 people.csv:5"));
  EXPECT_THAT(errors("alfa,Alfa,n1,5000,made\nSource: OCHA,,,,\n"), ElementsAre("P107 people.csv:1"));
  EXPECT_THAT(errors(replaced(as_it_is, "alfa,", ",alfa,")), ElementsAre("P011 people.csv:2"));
  EXPECT_THAT(errors("id,name,node,,persons,source\na,A,n1,7,5000,made\n"), ElementsAre("P181 people.csv:2"));
}

TEST(Tables, FilesOfOtherPrograms) {
  const auto told = [](const std::string& bytes) { return Spoiled().write("people.csv", bytes).problems(); };
  const auto workbook = told(std::string("PK\x03\x04\x14\0[Content_Types].xml", 25));
  EXPECT_EQ(workbook[0].problem, "the file is an Excel workbook, not text");
  EXPECT_THAT(workbook[0].suggestion, HasSubstr("CSV UTF-8"));
  EXPECT_THAT(told("%PDF-1.7\n")[0].problem, HasSubstr("PDF"));
  EXPECT_THAT(told("<!DOCTYPE html>\n<html>")[0].problem, HasSubstr("web page"));
  EXPECT_THAT(told(std::string("\xD0\xCF\x11\xE0\0\0", 6))[0].suggestion, HasSubstr("CSV UTF-8"));
  EXPECT_THAT(told(std::string("i\0d\0,\0n\0a\0m\0e\0", 14))[0].why, HasSubstr("UTF-16"));
  EXPECT_THAT(told("id,name\na,\xCC\xE0\xF0\n")[0].suggestion, HasSubstr("WINDOWS-1251"));
  for (const char* name : {"people.xlsx", "people.ods", "people.pdf", "people.asc"}) {
    Spoiled spoiled;
    spoiled.write(name, "PK").replace("case.toml", "people.csv", name);
    EXPECT_EQ(spoiled.where("P183"), "case.toml:11") << name;
  }
}

TEST(Tables, LimitsInWords) {
  EXPECT_EQ(Spoiled().replace("refuges.csv", "unlimited", "Unlimited").codes().count("P119"), 0u);
  for (const char* word : {"unlimted", "inf", "-", "none", "n/a"})
    EXPECT_THAT(Spoiled().replace("refuges.csv", "unlimited", word).first("P119").suggestion, HasSubstr("unlimited"));
}

TEST(Tables, FiguresOutOfTheOrdinaryAreWarnedOf) {
  const auto warned = [](const char* file, const char* from, const char* to) {
    const Problem p = Spoiled().replace(file, from, to).first("P234");
    return p.severity == Severity::kWarning ? p.problem : p.code;
  };
  EXPECT_THAT(warned("people.csv", "5000", "1000000000"), HasSubstr("persons 1,000,000,000"));
  EXPECT_THAT(warned("roads.csv", ",60,", ",250,"), HasSubstr("speed_km_h 250"));
  EXPECT_THAT(warned("case.toml", "people_per_car = 2.5", "people_per_car = 80"), HasSubstr("people_per_car 80"));
  EXPECT_EQ(Spoiled().replace("roads.csv", "10000", "1000000").first("P235").severity, Severity::kWarning);
  EXPECT_THAT(Spoiled().replace("roads.csv", "10000", "10").first("P133").suggestion, HasSubstr("is 10000 meant"));
  EXPECT_EQ(Spoiled()
                .write("roads.csv", replaced(read_file(kExamples / "north-or-west" / "roads.csv"), ",60,", ",0,"))
                .problems()[0]
                .code,
            "P184");
  EXPECT_EQ(Spoiled().write("people.csv", "id,name,node,persons,source\na,A,n1,0,made\n").first("P233").where,
            "people.csv");
  EXPECT_EQ(Spoiled().write("people.csv", people_with("all,All,n1,7300,made\n")).first("P237").persons, 7300);
}

TEST(Tables, WindowsOutsideTheHorizonSayByHowMuch) {
  const Problem p = Spoiled()
                        .replace("agreement.toml", "from = 2022-03-05T09:00:00\nuntil = 2022-03-05T12:00:00",
                                 "from = 2021-03-05T09:00:00\nuntil = 2021-03-05T12:00:00")
                        .first("P205");
  EXPECT_EQ(p.severity, Severity::kWarning);
  EXPECT_EQ(p.why, "it ends 8,756 h before start; the horizon is of 6 h");
}

TEST(Tables, ACaseIsNamedByItsSettingsToo) {
  const Spoiled spoiled;
  EXPECT_EQ(read_case(spoiled.path() + "/case.toml", {}, jobs::Task()).origins.size(), 3u);
}

}  // namespace
}  // namespace passage::casefile
