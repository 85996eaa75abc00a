// What `passage forecast -o DIR` writes: forecast.csv, forecast.gpkg and index.html, from plain rows.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/file.h"

namespace passage::publish {

struct ForecastSeries {
  std::string place, what;  // "Mbera", "people"
  std::vector<std::string> dates;
  std::vector<std::array<double, 5>> fans;  // 5, 25, 50, 75, 95 %
  std::vector<double> observed;             // by date, or empty; NaN: not known
};

struct ForecastPlace {
  std::string id, name;
  double lat = 0, lon = 0;
  std::string what;
  std::array<double, 5> people;  // on the last day
};

struct ForecastOutput {
  std::string title;
  std::vector<std::string> notes;
  std::vector<ForecastSeries> series;
  std::vector<ForecastPlace> places;
  std::map<std::string, std::string> files;  // further ones of the folder, by name
};

// Throws what writing a forecast to `output`, a folder or a people.csv, would throw: to be asked before the work.
void expect_forecast_writable(const std::filesystem::path& output, Overwrite overwrite);

// The folder whole or not at all. P003 if it is there and may not be replaced.
void write_forecast(const ForecastOutput& out, const std::filesystem::path& folder, const std::string& as_of,
                    Overwrite overwrite);

}  // namespace passage::publish
