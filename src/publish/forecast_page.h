// A forecast as one HTML file that needs no network: fan charts and a map of circles by people.
#pragma once

#include <string>
#include <vector>

#include "publish/chart.h"

namespace passage::publish {

struct MapCircle {
  std::string name;
  double lat = 0, lon = 0;
  double low = 0, median = 0, high = 0;  // 5, 50, 95 %
};

struct ForecastPage {
  std::string title;
  std::vector<std::string> notes;
  std::vector<FanChart> charts;
  std::vector<MapCircle> circles;
};

[[nodiscard]] std::string forecast_page(const ForecastPage& page);

}  // namespace passage::publish
