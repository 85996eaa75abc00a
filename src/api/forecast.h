// Who flees and who arrives: forecasts from a folder of their own, which needs no session.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "api/answers.h"
#include "api/task.h"
#include "api/visible.h"

namespace passage::api {

// passage forecast. Days are dates, "2022-04-30".
struct Forecast : Answer {
  std::vector<Problem> findings;  // what is judgement, what is not modelled
};

struct OutlookWishes {
  std::string as_of = {}, until = {};  // nothing later than the first is read; the last day of the forecast
  std::string ceasefire = {};          // there is no fighting from this date on; empty: it continues
  std::filesystem::path plan = {};     // a plan whose corridors bring people out; empty: none
  std::uint64_t seed = 1;
  std::uint32_t runs = 2000;
  std::filesystem::path output = {};  // a folder for CSV, GeoPackage and page, or a people.csv; empty: none
  std::string source = "forecast";    // of the rows of people.csv
  Overwrite overwrite = Overwrite::kRefuse;
};

struct ArrivalsWishes {
  std::string train_until = {}, until = {};  // the last day known; the last day of the forecast
  std::string since = {};  // the last day of an earlier forecast: what changed, and why; empty: nothing
  bool by_hour = false;    // crossings by the hours of crossings.csv
  std::uint64_t seed = 1;
  std::filesystem::path output = {};  // a folder; empty: none
  Overwrite overwrite = Overwrite::kRefuse;
};

// How many leave home and how many of them cross a border: of a folder with outlook.csv. Same seed, same answer. Throws
// Error: P60x, P61x, P003, P004; Cancelled.
[[nodiscard]] PASSAGE_API Forecast forecast_outlook(const std::filesystem::path& folder, const OutlookWishes& wishes,
                                                    const Task& task = Task());

// Arrivals by country and crossing, from counts: of a folder with arrivals.csv. As above.
[[nodiscard]] PASSAGE_API Forecast forecast_arrivals(const std::filesystem::path& folder, const ArrivalsWishes& wishes,
                                                     const Task& task = Task());

}  // namespace passage::api
