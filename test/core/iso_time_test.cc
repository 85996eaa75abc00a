#include "core/iso_time.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

namespace passage {
namespace {

// What is read, written in one way; empty if nothing is.
std::string read(const std::string& text, IsoForm form) {
  const std::optional<IsoTime> time = parse_iso_time(text, form);
  if (!time) return {};
  std::string out = date::format("%F %T", time->local);
  if (time->offset) out += fmt::format(" {}", time->offset->count());
  return out;
}
std::string loose(const std::string& text) {
  return read(text, IsoForm::kLoose);
}
std::string full(const std::string& text) {
  return read(text, IsoForm::kFull);
}

TEST(IsoTime, AsPeopleWrite) {
  EXPECT_EQ(loose("2022-03-05T09:00"), "2022-03-05 09:00:00.000");
  EXPECT_EQ(loose("2022-03-05 9:00:07"), "2022-03-05 09:00:07.000");
  EXPECT_EQ(loose("2022-03-05t09:00:07.25z"), "2022-03-05 09:00:07.250 0");
  EXPECT_EQ(loose("2022-03-05T09:00:07.0019+02"), "2022-03-05 09:00:07.001 120");
  EXPECT_EQ(loose("2022-03-05T09:00-0330"), "2022-03-05 09:00:00.000 -210");
  EXPECT_EQ(loose("2022-03-05T24:00"), "2022-03-06 00:00:00.000");
  EXPECT_EQ(loose("2024-02-29T00:00"), "2024-02-29 00:00:00.000");
}

TEST(IsoTime, NoTimeAtAll) {
  for (const char* text : {"",
                           "2022",
                           "2022-03-05",
                           "2022-03-05T",
                           "2022-03-05T09",
                           "2022-03-05T9",
                           "2022-3-5T09:00",
                           "2022-02-29T09:00",
                           "2022-13-01T09:00",
                           "2022-00-01T09:00",
                           "1899-01-01T09:00",
                           "2201-01-01T09:00",
                           "2022-03-05T25:00",
                           "2022-03-05T24:01",
                           "2022-03-05T24:00:00.001",
                           "2022-03-05T09:60",
                           "2022-03-05T09:00:60",
                           "2022-03-05T09:00:00.",
                           "2022-03-05T09:00:00.x",
                           "2022-03-05T09:00+",
                           "2022-03-05T09:00+16",
                           "2022-03-05T09:00+02:60",
                           "2022-03-05T09:00+02:00x",
                           "2022-03-05T09:00 ",
                           "2022-03-05T09:00Europe/Kyiv"}) {
    EXPECT_EQ(loose(text), "") << text;
    EXPECT_EQ(full(text), "") << text;
  }
}

TEST(IsoTime, AsProgramsWrite) {
  EXPECT_EQ(full("2022-03-05T09:00:00+02:00"), "2022-03-05 09:00:00.000 120");
  EXPECT_EQ(full("2022-03-05T09:00:00Z"), "2022-03-05 09:00:00.000 0");
  EXPECT_EQ(full("2022-03-05T09:00:00.5-11:30"), "2022-03-05 09:00:00.500 -690");
  EXPECT_EQ(full("2022-03-05T09:00:00.123000Z"), "2022-03-05 09:00:00.123 0");
  for (const char* text : {"2022-03-05T09:00:00", "2022-03-05 09:00:00Z", "2022-03-05T9:00:00Z", "2022-03-05T09:00Z",
                           "2022-03-05T09:00:00z", "2022-03-05T09:00:00+02", "2022-03-05T09:00:00+0200",
                           "2022-03-05T24:00:00Z", "2022-03-05T09:00:00.1234Z", "2022-03-05T09:00:00.123"})
    EXPECT_EQ(full(text), "") << text;
}

}  // namespace
}  // namespace passage
