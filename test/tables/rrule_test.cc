// Recurring windows against libical, which reads the same RFC 5545.
#include "tables/rrule.h"

#include <gtest/gtest.h>
#include <libical/ical.h>

#include <memory>

#include "core/random.h"

namespace passage::tables {
namespace {

constexpr Interval<Instant> kYear{Instant{Millis{1'640'995'200'000}}, Instant{Millis{1'672'531'200'000}}};  // 2022

// The beginnings that libical finds for a window that begins at `from`, before the end of the year.
std::vector<Instant> by_libical(const std::string& rule, const std::string& from, const Clock& clock) {
  const std::unique_ptr<icalrecur_iterator, void (*)(icalrecur_iterator*)> each(
      icalrecur_iterator_new(icalrecurrencetype_from_string(rule.c_str()), icaltime_from_string(from.c_str())),
      icalrecur_iterator_free);
  std::vector<Instant> out;
  if (each == nullptr) return out;
  for (icaltimetype t = icalrecur_iterator_next(each.get()); icaltime_is_null_time(t) == 0;
       t = icalrecur_iterator_next(each.get())) {
    const date::year_month_day day{date::year{t.year}, date::month(static_cast<unsigned>(t.month)),
                                   date::day(static_cast<unsigned>(t.day))};
    const Instant at =
        clock.at(LocalTime{date::local_days{day}} + std::chrono::hours{t.hour} + std::chrono::minutes{t.minute}).at;
    if (at >= kYear.until) break;
    out.push_back(at);
  }
  return out;
}

std::vector<Instant> here(const std::string& rule, LocalTime from, const Clock& clock) {
  const ParsedRule parsed = parse_rrule(rule, clock);
  EXPECT_TRUE(parsed.rule) << rule << ": " << parsed.problem;
  std::vector<Instant> out;
  for (const auto& window : occurrences(*parsed.rule, from, from + std::chrono::hours{2}, kYear.until, clock))
    out.push_back(window.from);
  return out;
}

// A rule whose BYDAY, if it has one, names the day of the start: libical leaves a start out that its rule does not hit.
// Without WKST, after which libical 3.0.16 begins some rules of several weeks in their second week.
// Where weeks begin on another day than Monday or Sunday, libical 3.0 loses starts that the rule does hit.
std::string random_rule(Random& random, int weekday_of_start) {
  static constexpr const char* kDays[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
  std::string out = random.below(2) == 0 ? "FREQ=DAILY" : "FREQ=WEEKLY";
  if (random.below(2) == 0) out += ";INTERVAL=" + std::to_string(1 + random.below(5));
  const std::uint64_t end = random.below(3);
  if (end == 0) out += ";COUNT=" + std::to_string(1 + random.below(30));
  if (end == 1) out += fmt::format(";UNTIL=2022{:02}{:02}T230000", 4 + random.below(7), 1 + random.below(28));
  if (random.below(2) == 0) {
    out += std::string(";BYDAY=") + kDays[weekday_of_start];
    for (int day = 0; day < 7; ++day)
      if (day != weekday_of_start && random.below(3) == 0) out += std::string(",") + kDays[day];
  }
  if (random.below(2) == 0) out += random.below(2) == 0 ? ";WKST=MO" : ";WKST=SU";
  return out;
}

TEST(RecurringWindow, BeginsWhenLibicalSays) {
  const Clock clock = *Clock::of("Europe/Kyiv");
  Random random(5545, 0);
  for (int round = 0; round < 3000; ++round) {
    const date::local_days day = date::local_days{date::year{2022} / 1 / 1} + date::days{random.below(330)};
    const std::uint64_t hour = random.below(24), minute = 15 * random.below(4);
    const LocalTime from = day + std::chrono::hours{hour} + std::chrono::minutes{minute};
    const int weekday = static_cast<int>(date::weekday{day}.iso_encoding()) - 1;
    const std::string rule = random_rule(random, weekday);
    const std::string start = date::format("%Y%m%dT%H%M00", from);
    ASSERT_EQ(here(rule, from, clock), by_libical(rule, start, clock)) << rule << " from " << start;
  }
}

// What libical leaves to its callers, and agreements meet: local times that are skipped or happen twice.
TEST(RecurringWindow, KeepsItsHourWhenClocksChange) {
  const Clock clock = *Clock::of("Europe/Kyiv");
  const auto found =
      here("FREQ=DAILY;COUNT=3",
           LocalTime{date::local_days{date::year{2022} / 3 / 26}} + std::chrono::minutes{3 * 60 + 30}, clock);
  std::vector<std::string> shown;
  for (const Instant at : found) shown.push_back(clock.format(at));
  EXPECT_EQ(shown, (std::vector<std::string>{"2022-03-26T03:30:00+02:00", "2022-03-27T04:30:00+03:00",
                                             "2022-03-28T03:30:00+03:00"}));
}

TEST(RecurringWindow, ItsOwnDayCountsWhateverBydaySays) {
  const Clock clock = *Clock::of("Europe/Kyiv");
  const LocalTime thursday = LocalTime{date::local_days{date::year{2022} / 3 / 10}} + std::chrono::hours{9};
  const auto found = here("FREQ=WEEKLY;BYDAY=MO;COUNT=2", thursday, clock);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(clock.format(found[0]), "2022-03-10T09:00:00+02:00");
  EXPECT_EQ(clock.format(found[1]), "2022-03-14T09:00:00+02:00");
}

// As dateutil counts them; see random_rule.
TEST(RecurringWindow, WeeksMayBeginOnSaturday) {
  const Clock clock = *Clock::of("Europe/Kyiv");
  const LocalTime wednesday = LocalTime{date::local_days{date::year{2022} / 1 / 26}} + std::chrono::hours{19};
  std::vector<std::string> shown;
  for (const Instant at : here("FREQ=WEEKLY;INTERVAL=5;COUNT=6;BYDAY=WE,MO,TH,FR;WKST=SA", wednesday, clock))
    shown.push_back(clock.format(at).substr(5, 5));
  EXPECT_EQ(shown, (std::vector<std::string>{"01-26", "01-27", "01-28", "02-28", "03-02", "03-03"}));
}

}  // namespace
}  // namespace passage::tables
