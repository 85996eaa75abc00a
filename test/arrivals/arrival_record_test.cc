#include "arrivals/arrival_record.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "displacement/dated_csv.h"

namespace passage::arrivals {
namespace {

namespace fs = std::filesystem;

class ArrivalRecordTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / fmt::format("passage-arrival-record-{}", getpid());
    fs::create_directories(folder_);
    if (const char* data = std::getenv("PASSAGE_DATA")) kept_ = data;
    setenv("PASSAGE_DATA", folder_.c_str(), 1);
  }
  void TearDown() override {
    if (kept_.empty())
      unsetenv("PASSAGE_DATA");
    else
      setenv("PASSAGE_DATA", kept_.c_str(), 1);
    fs::remove_all(folder_);
  }
  ArrivalSeries read(const std::string& rows, const char* last = "2020-12-31") {
    std::ofstream(folder_ / "arrivals.csv") << "country,file,source\nnord,n.csv,made\n";
    std::ofstream(folder_ / "n.csv") << rows;
    return read_arrivals(folder_.string(), *displacement::calendar_day(last)).at(0);
  }
  fs::path folder_;
  std::string kept_;
};

// Cumulative counts at any dates, out of order in the file; one falls and the next counts from it.
TEST_F(ArrivalRecordTest, PeopleBetweenTwoCountsCameBetweenThem) {
  const ArrivalSeries s = read(
      "date,cumulative_refugees\n2020-01-05,700\n2020-01-01,100\n2020-01-02,300\n2020-01-08,600\n2020-01-09,650\n");
  const Day first = *displacement::calendar_day("2020-01-01");
  ASSERT_EQ(s.reports.size(), 4u);
  const double people[] = {200, 400, -100, 50};
  const Day ends[] = {first + 1, first + 4, first + 7, first + 8};
  for (std::size_t k = 0; k < 4; ++k) {
    EXPECT_EQ(s.reports[k].people, people[k]);
    EXPECT_EQ(s.reports[k].to, ends[k]);
  }
  EXPECT_EQ(s.falls, 1);
  EXPECT_EQ(s.fell, 100);
  EXPECT_EQ(s.held, 650);
}

// A day's own count stands for that day; those after the last cumulative count add to it.
TEST_F(ArrivalRecordTest, ADaysOwnCountIsOfThatDay) {
  const ArrivalSeries s = read(
      "date,cumulative_refugees,daily_refugees\n2020-01-01,100,\n2020-01-04,,70\n2020-01-05,400,\n2020-01-06,,50\n"
      "2020-01-09,,40\n");
  ASSERT_EQ(s.reports.size(), 4u);
  EXPECT_EQ(s.reports[0].to - s.reports[0].from, 1);
  EXPECT_EQ(s.reports[1].to - s.reports[1].from, 4);
  EXPECT_EQ(s.reports[1].people, 300);
  EXPECT_EQ(s.held, 490);
}

TEST_F(ArrivalRecordTest, RowsLaterThanTheDayAreNotParsed) {
  const ArrivalSeries s = read(
      "date,cumulative_refugees\n2020-01-01,1\n2020-01-02,2\n2020-01-03,3\n2020-01-04,4\n2020-01-05,5\n2020-01-06,x\n",
      "2020-01-05");
  EXPECT_EQ(s.held, 5);
}

TEST_F(ArrivalRecordTest, TooLittleAndNoFiguresAreErrors) {
  EXPECT_THROW((void)read("date,cumulative_refugees\n2020-01-01,1\n2020-01-02,2\n"), InputError);
  EXPECT_THROW((void)read("date,cumulative_refugees\n2020-01-01,1\n2020-01-01,2\n2020-01-01,3\n2020-01-01,4\n"
                          "2020-01-01,5\n"),
               InputError);
  EXPECT_THROW((void)read("date,people\n2020-01-01,1\n2020-01-02,2\n2020-01-03,3\n2020-01-04,4\n2020-01-05,5\n"),
               InputError);
  EXPECT_THROW((void)read("date,daily_refugees\n2020-01-01,-1\n2020-01-02,2\n2020-01-03,3\n2020-01-04,4\n"
                          "2020-01-05,5\n"),
               InputError);
}

}  // namespace
}  // namespace passage::arrivals
