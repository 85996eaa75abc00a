// How many will leave home, and how many of them cross a border, by day: from where the war is
// (conflict events, control of places, alerts), who lives there and how long it has lasted; not from
// any count of the displaced. docs/methods/displacement.md, "The number itself".
//
// A share u of a region's people leaves while it lasts, each at rate e(t) / tau a day; e in [0, 1] is the
// day's exposure. A share x of those who have left crosses a border: more from near an open crossing, and each region
// has something of its own. Those away go back at a rate that fighting at home holds up, and may leave again. Who stays
// in the country goes to regions near and large, away from the fighting. All are drawn from priors.csv.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "displacement/case.h"
#include "displacement/priors.h"

namespace passage::outlook {

using displacement::Day;

using RegionId = Id<struct RegionTag>;

struct Region {
  std::string id, name, alert_name;  // id: P-code
  double people = 0, lat = 0, lon = 0;
  bool left_out = false;  // e.g. not under the government before
  double border_km = 0;   // to the nearest open crossing
};

// A place people are counted at: a town of the control file, or the middle of a region without one.
struct Settlement {
  RegionId region;
  std::string name;
  double people = 0, lat = 0, lon = 0;
  bool contested = false;  // on the last day known
};

struct Exposure {
  double conflict = 0, contested = 0, alert = 0;  // each 0..1; parts of the day's exposure
};

struct Claim {
  std::string what;
  double people = 0;
  bool crossing = false;
  std::string source;
};

struct OutlookCase {
  std::string name;
  Day onset = 0, as_of = 0;  // calendar days (dated_csv.h)
  Table<RegionId, Region> regions;
  std::vector<Settlement> settlements;
  Table<RegionId, std::vector<Exposure>> known;  // by day from onset to as_of
  displacement::OutlookPriors priors;
  std::vector<Claim> claims;
  std::vector<Problem> findings;  // P631 which ranges are judgements, P634 what is not modelled for want of a row
};

// Reads outlook.csv (kind, file under PASSAGE_DATA, source), priors.csv and claims.csv of a directory. Rows `crossings`
// and `closed` of the first, and the last four kinds of priors (kOptionalPriors), may be missing.
// No row later than `as_of` is parsed. P601, P602 (a name that stands for nothing too), P610 (as_of before the onset),
// P611.
[[nodiscard]] OutlookCase read_outlook_case(const std::string& directory, Day as_of);

enum class Scenario { kContinues, kCeasefire };

// People a plan brings out of a region on a day (they leave home that day, if they had not).
struct BroughtOut {
  RegionId region;
  Day day = 0;
  double people = 0;
};

struct OutlookOptions {
  Day until = 0;  // last day
  Scenario scenario = Scenario::kContinues;
  Day ceasefire = 0;  // exposure is none from this day on
  std::uint64_t seed = 1;
  std::uint32_t runs = 2000;
  std::vector<BroughtOut> brought_out;
};

using Quantiles = std::array<double, 5>;  // 5, 25, 50, 75, 95 %

struct OutlookDay {
  Day day = 0;
  Quantiles displaced, crossed, share;  // have left; of them over a border; that part
  Quantiles away, abroad;               // the stock: have not gone back; of them over a border
};

// At the end.
struct RegionOutlook {
  Quantiles displaced{}, crossed{};  // who left it
  Quantiles inside{};                // who are in it, away from home
};

struct Outlook {
  std::vector<OutlookDay> days;  // from the onset to until
  Table<RegionId, RegionOutlook> regions;
  Table<RegionId, std::vector<double>> leaving;  // departures by day from onset, mean over runs
  std::vector<double> claim_chance;              // by claim: share of runs that reach it by `until`
  std::vector<std::pair<std::string, Quantiles>> parameters;
  double brought_out_more = 0;  // mean over runs: displaced at the end with the plan less without it
};

// Same seed, same answer. O(runs x days x regions).
[[nodiscard]] Outlook forecast_outlook(const OutlookCase& c, const OutlookOptions& options);

// Plain distance in km, good to a few percent within a country.
[[nodiscard]] double km_apart(double lat1, double lon1, double lat2, double lon2);

// The region whose middle is nearest.
[[nodiscard]] RegionId nearest_region(const OutlookCase& c, double lat, double lon);

}  // namespace passage::outlook
