#include "outlook/outlook.h"

#include <cmath>

#include <gtest/gtest.h>

#include "displacement/dated_csv.h"
#include "outlook/people_file.h"

namespace passage::outlook {
namespace {

// One region of 1,000 at war from the onset, one of 500 never reached (nobody leaves without a
// background); each prior is a point: half may leave, 63 % of them within ten days, a quarter crosses.
OutlookCase made() {
  OutlookCase c;
  c.name = "made";
  c.onset = 0;
  c.as_of = 2;
  const RegionId south = c.regions.push_back({.id = "X1", .name = "South", .alert_name = "", .people = 1000});
  (void)c.regions.push_back(
      {.id = "X2", .name = "Away", .alert_name = "", .people = 500, .lat = 5, .lon = 0, .left_out = true});
  for (std::size_t k = 0; k < 2; ++k) (void)c.known.push_back(std::vector<Exposure>(3));
  for (Exposure& day : c.known[south]) day = {.conflict = 1, .contested = 1, .alert = 1};
  c.settlements = {{.region = south, .name = "A", .people = 300, .lat = 0, .lon = 0, .contested = true},
                   {.region = south, .name = "B", .people = 100, .lat = 0, .lon = 1, .contested = true},
                   {.region = south, .name = "C", .people = 900, .lat = 0, .lon = 2, .contested = false}};
  for (const auto& [name, value] : {std::pair{"leave_share", 0.5},
                                    {"days", 10.0},
                                    {"cross_share", 0.25},
                                    {"weight_conflict", 1.0},
                                    {"weight_contested", 1.0},
                                    {"weight_alert", 1.0},
                                    {"background", 0.0}})
    c.priors.push_back({name, value, value, false, "made"});
  c.claims = {{"two hundred", 200, false, ""}, {"two hundred abroad", 200, true, ""}};
  return c;
}

// After n days of full exposure 500 (1 - exp(-n / 10)) have left; a quarter of them has crossed.
TEST(Outlook, FollowsItsFormula) {
  const Outlook o = forecast_outlook(made(), {.until = 9, .runs = 50, .brought_out = {}});
  ASSERT_EQ(o.days.size(), 10u);
  for (std::size_t d = 0; d < 10; ++d) {
    const double left = 500 * (1 - std::exp(-(static_cast<double>(d) + 1) / 10));
    for (std::size_t q = 0; q < 5; ++q) {
      EXPECT_NEAR(o.days[d].displaced[q], left, 1e-9);
      EXPECT_NEAR(o.days[d].crossed[q], left / 4, 1e-9);
    }
  }
  EXPECT_EQ(o.claim_chance, (std::vector<double>{1, 0}));
}

TEST(Outlook, NobodyLeavesAfterACeasefire) {
  const Outlook o = forecast_outlook(
      made(), {.until = 9, .scenario = Scenario::kCeasefire, .ceasefire = 5, .runs = 20, .brought_out = {}});
  EXPECT_NEAR(o.days[4].displaced[2], 500 * (1 - std::exp(-0.5)), 1e-9);
  EXPECT_EQ(o.days[4].displaced, o.days[9].displaced);
}

// 400 brought out on day 4. Before it 500 (1 - e^-0.4) have left by choice, and of those who still may,
// e^-0.1 stay through day 4; as large a part of them as of all at home goes with the corridor.
TEST(Outlook, ACorridorBringsOutSomeWhoWouldHaveLeft) {
  const OutlookCase c = made();
  OutlookOptions options{.until = 9, .runs = 20, .brought_out = {{RegionId{0u}, 4, 400}}};
  const Outlook with = forecast_outlook(c, options);
  const double may = 500 * std::exp(-0.5), home = 1000 - (500 - may);
  const double left = (500 - may) + 400 + may * (1 - 400 / home) * (1 - std::exp(-0.5));
  EXPECT_NEAR(with.days[9].displaced[2], left, 1e-9);
  EXPECT_NEAR(with.brought_out_more, left - 500 * (1 - std::exp(-1.0)), 1e-9);
  options.brought_out[0].people = 1e9;  // never more than live there
  EXPECT_NEAR(forecast_outlook(c, options).days[9].displaced[2], 1000, 1e-9);
}

// A second region as far again from the border, with the same people and fighting. At log odds of -1 each 100 km and
// 100 km to either side of the usual way, the odds of a third are times e and by e.
OutlookCase two_regions() {
  OutlookCase c = made();
  c.regions[RegionId{0u}].border_km = 100;
  Region& far = c.regions[RegionId{1u}];
  far.people = 1000;
  far.border_km = 300;
  far.left_out = false;
  c.known[RegionId{1u}] = c.known[RegionId{0u}];
  return c;
}

TEST(Outlook, MoreCrossFromNearTheBorder) {
  OutlookCase c = two_regions();
  c.priors.push_back({"cross_distance", 1, 1, false, "made"});
  const Outlook o = forecast_outlook(c, {.until = 9, .runs = 20, .brought_out = {}});
  const double odds = std::exp(1.0) / 3, left = 500 * (1 - std::exp(-1.0));
  EXPECT_NEAR(o.regions[RegionId{0u}].crossed[2], left * odds / (1 + odds), 1e-9);
  EXPECT_NEAR(o.regions[RegionId{1u}].crossed[2], left / (1 + 3 * std::exp(1.0)), 1e-9);
  EXPECT_NEAR(o.days[9].crossed[2], o.regions[RegionId{0u}].crossed[2] + o.regions[RegionId{1u}].crossed[2], 1e-9);
}

// Under full exposure nobody goes back; after a cease-fire a tenth does in 30 days. Those who left stay counted.
TEST(Outlook, PeopleGoBackWhenItIsOver) {
  OutlookCase c = made();
  c.priors.push_back({"return_month", 0.1, 0.1, false, "made"});
  const Outlook o = forecast_outlook(
      c, {.until = 34, .scenario = Scenario::kCeasefire, .ceasefire = 5, .runs = 20, .brought_out = {}});
  const double left = 500 * (1 - std::exp(-0.5));
  EXPECT_NEAR(o.days[4].away[2], left, 1e-9);
  EXPECT_NEAR(o.days[34].away[2], 0.9 * left, 1e-9);
  EXPECT_NEAR(o.days[34].abroad[2], 0.9 * left / 4, 1e-9);
  EXPECT_NEAR(o.days[34].displaced[2], left, 1e-9);
}

// Five days of war, thirty of calm in which a tenth goes home, and war again: who came home leaves like the others, and
// is counted once among those who have left. Who was brought out and would not have gone alone stays, once home.
TEST(Outlook, WhoWentHomeMayLeaveAgain) {
  OutlookCase c = made();
  c.priors.push_back({"return_month", 0.1, 0.1, false, "made"});
  c.as_of = 39;
  std::vector<Exposure>& days = c.known[RegionId{0u}];
  days.resize(40);
  for (std::size_t d = 0; d < 40; ++d)
    days[d] = d < 5 || d >= 35 ? Exposure{.conflict = 1, .contested = 1, .alert = 1} : Exposure{};
  OutlookOptions options{.until = 40, .runs = 20, .brought_out = {}};
  const double first = 500 * (1 - std::exp(-0.5)), again = 1 - std::exp(-0.6);
  const Outlook o = forecast_outlook(c, options);
  EXPECT_NEAR(o.days[40].displaced[2], 500 * (1 - std::exp(-1.1)), 1e-9);
  EXPECT_NEAR(o.days[40].away[2], 0.9 * first + (500 - 0.9 * first) * again, 1e-9);
  options.brought_out = {{RegionId{0u}, 4, 1e9}};  // everybody
  const Outlook all = forecast_outlook(c, options);
  EXPECT_NEAR(all.days[40].displaced[2], 1000, 1e-9);
  EXPECT_NEAR(all.days[40].away[2], 900 + 50 * again, 1e-9);
  double departures = 0;
  for (const double of_day : all.leaving[RegionId{0u}]) departures += of_day;
  EXPECT_NEAR(departures, 1000 + 50 * again, 1e-9);
}

// Whoever is away and has not crossed is in some region; nobody where all is fought over.
TEST(Outlook, WhoStaysInTheCountryIsSomewhere) {
  OutlookCase c = two_regions();
  for (Exposure& day : c.known[RegionId{1u}]) day = {};
  c.priors.push_back({"inside_near", 100, 100, false, "made"});
  const Outlook o = forecast_outlook(
      c, {.until = 9, .scenario = Scenario::kCeasefire, .ceasefire = 5, .runs = 20, .brought_out = {}});
  double inside = 0;
  for (const RegionId id : c.regions.ids()) inside += o.regions[id].inside[2];
  EXPECT_NEAR(inside, o.days[9].away[2] - o.days[9].abroad[2], 1e-9);
  const Outlook war = forecast_outlook(made(), {.until = 9, .runs = 20, .brought_out = {}});
  EXPECT_EQ(war.regions[RegionId{0u}].inside[2], 0);  // and without the row, nobody is told where
}

// From day 3 on, over A and B (fought over), 3 to 1; whole persons of a day add to its rounded sum.
TEST(PeopleFile, SpreadsARegionOverItsPlaces) {
  const OutlookCase c = made();
  const Outlook o = forecast_outlook(c, {.until = 4, .runs = 10, .brought_out = {}});
  const auto rows = departures(c, o);
  ASSERT_EQ(rows.size(), 4u);
  const double day3 = 500 * (std::exp(-0.3) - std::exp(-0.4));  // 35.2
  EXPECT_EQ(rows[0].date, "2000-01-04");
  EXPECT_NEAR(rows[0].people, 0.75 * day3, 1e-9);
  EXPECT_NEAR(rows[1].people, 0.25 * day3, 1e-9);
  const std::string csv = people_csv(rows, "made");
  EXPECT_NE(csv.find("X1-1-2000-01-04,A,0.00000,0.00000,26,2000-01-04T00:00,X1,made\n"), std::string::npos) << csv;
  EXPECT_NE(csv.find("X1-2-2000-01-04,B,0.00000,1.00000,9,2000-01-04T00:00,X1,made\n"), std::string::npos) << csv;
}

TEST(Outlook, NamesAPriorThatIsMissing) {
  OutlookCase c = made();
  c.priors.pop_back();
  try {
    (void)forecast_outlook(c, {.until = 9, .runs = 1, .brought_out = {}});
    FAIL();
  } catch (const InputError& error) {
    EXPECT_EQ(error.problems()[0].code, "P611");
  }
}

}  // namespace
}  // namespace passage::outlook
