// Charts as SVG text that needs no network: fans of quantiles by day, and bars beside each other.
// Colours by Okabe and Ito (2008), told apart by colour-blind readers; every text is escaped.
#pragma once

#include <array>
#include <string>
#include <vector>

namespace passage::publish {

struct FanChart {
  std::string title, unit;
  std::vector<std::string> days;            // labels, one a column
  std::vector<std::array<double, 5>> fans;  // by day: 5, 25, 50, 75, 95 %
  std::vector<double> observed;             // by day, or empty; NaN: not known
};

[[nodiscard]] std::string fan_chart_svg(const FanChart& chart, int width, int height);

struct BarChart {
  std::string title;
  std::vector<std::string> series;  // what the bars of a group are
  std::vector<std::string> groups;
  std::vector<std::vector<double>> values;  // [group][series], >= 0
};

[[nodiscard]] std::string bar_chart_svg(const BarChart& chart, int width, int height);

}  // namespace passage::publish
