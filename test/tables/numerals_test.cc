// Figures as people type them: read where they can mean one thing, refused with what to write elsewhere.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tables/figures.h"
#include "tables/numerals.h"

namespace passage::tables {
namespace {

using testing::HasSubstr;

struct Read {
  std::optional<std::int64_t> value;
  std::string code, help;
};

Read whole(std::string_view text) {
  Problems problems;
  Read out{read_whole(text, {"persons", "people.csv:2", 0, 1'000'000'000}, problems), {}, {}};
  if (!problems.list().empty()) out.code = problems.list()[0].code, out.help = problems.list()[0].suggestion;
  return out;
}

// In thousandths, so that decimals show.
Read figure(std::string_view text, std::int64_t most, std::int64_t usual) {
  Problems problems;
  bool finer = false;
  Read out{read_thousandths(text, {"figure", "roads.csv:2", 0, most, usual}, problems, finer), {}, {}};
  if (!problems.list().empty()) out.code = problems.list()[0].code, out.help = problems.list()[0].suggestion;
  return out;
}

TEST(Numerals, BlanksAndApostrophesBetweenThousandsAreRead) {
  for (const char* blank : {" ", "\u00A0", "\u202F", "\u2009", "\u2007", "'", "\u2019", "\u066C"}) {
    EXPECT_EQ(whole(std::string("1") + blank + "500").value, 1500) << blank;
    EXPECT_EQ(whole(std::string("12") + blank + "345" + blank + "678").value, 12345678) << blank;
    EXPECT_EQ(whole(std::string("15") + blank + "00").code, "P113") << blank;
    EXPECT_EQ(whole(std::string("1") + blank + "5000").code, "P113") << blank;
    EXPECT_EQ(whole(std::string("1500") + blank + "000").code, "P113") << blank;
  }
  EXPECT_EQ(whole("1 500.0").value, 1500);
  EXPECT_EQ(whole("1 '500").code, "P113");
}

TEST(Numerals, DigitsOfOtherScriptsAreRead) {
  EXPECT_EQ(whole("٥٠٠").value, 500);
  EXPECT_EQ(whole("۱٬۵۰۰").value, 1500);
  EXPECT_EQ(whole("५००").value, 500);
  EXPECT_EQ(whole("５００").value, 500);
  EXPECT_EQ(figure("٦٠٫٥", 300, 150).value, 60'500);
  EXPECT_EQ(whole("\u2212500").code, "P114");
}

TEST(Numerals, APointOrCommaBeforeThreeDigitsIsRefused) {
  for (const char* text : {"3.000", "12.000", "123.456", "3,000", "12,345"}) {
    EXPECT_EQ(whole(text).code, "P177") << text;
    EXPECT_EQ(whole(text).value, std::nullopt) << text;
  }
  EXPECT_EQ(whole("3.000").help, "write 3000 or 3");
  EXPECT_EQ(whole("12,345").help, "write 12345 or 12.345");
  EXPECT_EQ(whole("0.500").code, "P117");
  EXPECT_EQ(whole("500.0").value, 500);
  EXPECT_EQ(whole("1234.000").value, 1234);
}

TEST(Numerals, OfDecimalsThePlausibleReadingIsTaken) {
  EXPECT_EQ(figure("60.000", 300, 150).value, 60'000);
  EXPECT_EQ(figure("480.000", 1'000'000, 20'000).value, 480'000);
  EXPECT_EQ(figure("1.200", 1'000'000, 20'000).code, "P177");
  EXPECT_EQ(figure("1,200", 1'000'000, 0).code, "P177");
  EXPECT_EQ(figure("11.200", 5'000'000, 0).value, 11'200);
  EXPECT_EQ(figure("0,5", 1, 1).help, "write 0.5: the decimal point is \".\", and no comma is read");
}

TEST(Numerals, WhatIsNoNumberIsToldWithWhatToWrite) {
  EXPECT_THAT(whole("1.234.567").help, HasSubstr("write 1234567"));
  EXPECT_THAT(whole("1,23,456").help, HasSubstr("write 123456"));
  EXPECT_THAT(whole("1.234,00").help, HasSubstr("write 1234:"));
  EXPECT_THAT(whole("1,234.50").help, HasSubstr("write 1234.5:"));
  EXPECT_THAT(whole("4,5").help, HasSubstr("write 4.5"));
  EXPECT_THAT(whole("5k").help, HasSubstr("write 5000"));
  EXPECT_THAT(whole("500 people").help, HasSubstr("write 500 alone"));
  EXPECT_THAT(whole("12%").help, HasSubstr("share"));
  for (const char* text : {"~500", "about 500", ">500", "500+", "≈500"})
    EXPECT_THAT(whole(text).help, HasSubstr("estimate")) << text;
  EXPECT_THAT(whole("400-600").help, HasSubstr("range"));
  EXPECT_THAT(whole("#REF!").help, HasSubstr("formula"));
  EXPECT_EQ(whole("1.2E+05").code, "P182");
  EXPECT_EQ(whole("1e3").code, "P182");
  EXPECT_EQ(figure("1e-3", 1, 1).value, 1);
}

}  // namespace
}  // namespace passage::tables
