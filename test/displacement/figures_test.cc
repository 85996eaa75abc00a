#include "displacement/figures.h"

#include <gtest/gtest.h>

#include "displacement/dated_csv.h"

namespace passage::displacement {
namespace {

double value(const char* cell) {
  return read_figure(cell).value.value_or(-1);
}

TEST(Figures, GroupsOfThreeAreReadAndNothingIsErased) {
  EXPECT_EQ(value("1000"), 1000);
  EXPECT_EQ(value("1000.0"), 1000);
  EXPECT_EQ(value("-4.8"), -4.8);
  for (const char* million : {"1,234,567", "1.234.567", "1 234 567",
                              "1\xC2\xA0"
                              "234\xC2\xA0"
                              "567",
                              "1\xE2\x80\xAF"
                              "234\xE2\x80\xAF"
                              "567",
                              "1'234'567"})
    EXPECT_EQ(value(million), 1234567) << million;
  for (const char* none : {"4,8", "1,23,456", "1,2345", ",5", "12,", "0x10", "inf", "nan", "1 23", "5 people", ""})
    EXPECT_FALSE(read_figure(none).value) << none;
}

TEST(Figures, BothReadingsAreNamed) {
  EXPECT_EQ(read_figure("4,8").why, "the comma may mark decimals, 4.8, or thousands, 48");
  EXPECT_EQ(read_figure("16,356").as_other, "16.356");
  EXPECT_EQ(read_figure("3.000").as_other, "3000");
  EXPECT_EQ(read_figure("1,234,567").as_other, "");
}

TEST(Figures, WhatIsNotKnownIsNoFigure) {
  for (const char* none : {"", "-", "*", "#N/A", "<5", "< 5"}) EXPECT_TRUE(is_no_figure(none)) << none;
  for (const char* other : {"0", "#REF!", "-5", "<b>"}) EXPECT_FALSE(is_no_figure(other)) << other;
}

TEST(Figures, Dates) {
  for (const char* day : {"2022-03-05", "2022-03-05T10:00:00", "2022-03-05 00:00:00.000", "2022/03/05", "5 March 2022",
                          "05 March 2022", "5-Mar-2022", "March 5, 2022"})
    EXPECT_EQ(read_date(day).date, "2022-03-05") << day;
  for (const char* none :
       {"05/03/2022", "25/03/2022", "5.3.2022", "2022-03-0512", "2022-02-30", "5 Mar 22", "44625", "soon", ""})
    EXPECT_EQ(read_date(none).date, "") << none;
  EXPECT_EQ(read_date("05/03/2022").why, "it may be 2022-03-05 or 2022-05-03: write it as one of them");
  EXPECT_EQ(read_date("25/03/2022").why, "write it as 2022-03-25");
  EXPECT_EQ(read_date("44625").why,
            "it may be a spreadsheet program's number of 2022-03-05: give the column a date format");
}

TEST(Figures, TablesOfCommasInDegreesAreRefused) {
  Problems problems;
  const CsvTable table = parse_csv("population,lat\n\"16,356\",\"47,659\"\n\"1,6\",47.659\n", "control.csv", problems);
  EXPECT_EQ(number_in(table, table.rows[0], "population", 1e9, problems), 16356);
  EXPECT_FALSE(degree_in(table, table.rows[0], "lat", 90, problems));
  EXPECT_FALSE(number_in(table, table.rows[1], "population", 1e9, problems));
  EXPECT_EQ(degree_in(table, table.rows[1], "lat", 90, problems), 47.659);
  EXPECT_EQ(problems.list().size(), 2u);
}

}  // namespace
}  // namespace passage::displacement
