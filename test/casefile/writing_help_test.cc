// What is said of times, zones and lines of TOML that can't be read.
#include "tables/writing_help.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tables/clock.h"
#include "test/casefile/spoiled.h"

namespace passage::casefile {
namespace {

using testing::HasSubstr;

TEST(WritingHelp, TimesThatClocksRead) {
  const auto clock = tables::Clock::of("Europe/Kyiv");
  const auto nine = clock->parse("2022-03-05T09:00").at;
  for (const char* text : {"2022-03-05 09:00", "2022-03-05 9:00", "2022-03-05T07:00Z", "2022-03-05T09:00+02"}) {
    EXPECT_EQ(clock->parse(text).status, tables::TimeStatus::kOk) << text;
    EXPECT_EQ(clock->parse(text).at, nine) << text;
  }
  EXPECT_EQ(clock->parse("2022-03-05T24:00").at, clock->parse("2022-03-06T00:00").at);
  for (const char* text : {"2022-03-05T24:01", "2022-03-05T25:00", "9:00", "2022-03-05", "05.03.2022 09:00"})
    EXPECT_EQ(clock->parse(text).status, tables::TimeStatus::kMalformed) << text;
}

TEST(WritingHelp, TimesThatTheyDont) {
  const auto help = [](std::string_view text) { return tables::time_help(text, "2022-03-05"); };
  for (const char* text : {"05.03.2022 09:00", "5.3.2022 9:00", "2022/03/05 9:00 AM", "9:00", "2022-03-05 09.00",
                           "5 March 2022 09:00", "05.03.22 9:00"})
    EXPECT_EQ(help(text), "write 2022-03-05T09:00") << text;
  EXPECT_EQ(help("2022-03-05"), "write the hour too: 2022-03-05T00:00");
  EXPECT_EQ(help("3/5/2022 9:00 PM"), "write 2022-05-03T21:00 or 2022-03-05T21:00, whichever is meant");
  EXPECT_EQ(help("25/3/2022 9:00"), "write 2022-03-25T09:00");
  EXPECT_THAT(help("44625.375"), HasSubstr("2022-03-05T09:00"));
  EXPECT_THAT(help("2022-03-05 09:00 GMT+2"), HasSubstr("+02:00"));
  EXPECT_EQ(help("noon"), "");
  EXPECT_EQ(tables::time_help("9:00", ""), "");
}

TEST(WritingHelp, Days) {
  EXPECT_EQ(tables::day_help("04/03/2022"), "write 2022-03-04 or 2022-04-03, whichever is meant");
  for (const char* text : {"4.3.2022", "2022/03/04", "4 March 2022", "2022-3-4", "04.03.22", "2022-03-04T09:00"})
    EXPECT_EQ(tables::day_help(text), "write 2022-03-04") << text;
  for (const char* text : {"yesterday", "0001-01-01", "March 2022", "2022-02-30", "20220304"})
    EXPECT_EQ(tables::day_help(text), "") << text;
  for (const char* text : {"2022-03-04", "1900-01-01", "2200-12-31"}) EXPECT_TRUE(tables::is_day(text)) << text;
  for (const char* text : {"", "2022-3-4", "2022-02-30", "2022-03-04T09:00", "22-03-04", "2022.03.04", "0001-01-01"})
    EXPECT_FALSE(tables::is_day(text)) << text;
}

TEST(WritingHelp, Zones) {
  const auto names = tables::Clock::zone_names();
  EXPECT_EQ(tables::zone_help("Kyiv", names), "did you mean \"Europe/Kyiv\"?");
  EXPECT_EQ(tables::zone_help("beirut", names), "did you mean \"Asia/Beirut\"?");
  for (const char* zone : {"GMT+2", "UTC+2", "+02:00"})
    EXPECT_THAT(tables::zone_help(zone, names), HasSubstr("Etc/GMT-2"));
  EXPECT_THAT(tables::zone_help("MSK", names), HasSubstr("IANA"));
  EXPECT_EQ(Spoiled().replace("case.toml", "Europe/Kyiv", "Etc/GMT+2").first("P236").severity, Severity::kWarning);
}

TEST(WritingHelp, LinesOfToml) {
  const auto help = [](const std::string& from, const std::string& to) {
    return Spoiled().replace("case.toml", from, to).first("P102").suggestion;
  };
  EXPECT_THAT(help("\"people.csv\"", "\"C:\\data\\people.csv\""), HasSubstr("write /"));
  EXPECT_THAT(help("\"people.csv\"", "\u201Cpeople.csv\u201D"), HasSubstr("straight quotes"));
  EXPECT_THAT(help("\"people.csv\"", "people.csv"), HasSubstr("in \"quotes\""));
  EXPECT_THAT(help("T08:00:00", "T24:00:00"), HasSubstr("next day"));
  EXPECT_EQ(help("T08:00:00", "T08:00"), "write 2022-03-05T08:00:00");
  EXPECT_THAT(help("people_per_car = 2.5", "people_per_car = 2,5"), HasSubstr("decimal point"));
  EXPECT_THAT(help("horizon_h = 6", "horizon_h = 6h"), HasSubstr("alone"));
  EXPECT_THAT(help("horizon_h = 6", "horizon_h: 6"), HasSubstr("key = value"));
  EXPECT_THAT(help("horizon_h = 6", "horizon_h = 6\nhorizon_h = 7"), HasSubstr("keep one"));
  EXPECT_EQ(Spoiled().replace("case.toml", "horizon_h = 6", "horizon_h = 6.000").first("P177").suggestion,
            "write 6000 or 6");
}

}  // namespace
}  // namespace passage::casefile
