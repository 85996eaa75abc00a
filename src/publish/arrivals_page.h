// A forecast of arrivals as people read it, and as the rows of its files.
#pragma once

#include <string>
#include <vector>

#include "arrivals/arrival_news.h"
#include "arrivals/arrivals.h"
#include "arrivals/forecast_log.h"
#include "publish/forecast_files.h"

namespace passage::publish {

// How many are abroad by the last day, a line a date.
[[nodiscard]] std::string arrivals_page(const arrivals::Arrivals& arrivals);
// Two lines a country: how its forecast changed, and the report that moved it most. `news` is sorted by country.
[[nodiscard]] std::string news_page(const std::vector<arrivals::ArrivalNews>& news);
// "Of our last 120 90 % intervals, 108 held."
[[nodiscard]] std::string held_line(const arrivals::Held& held);

[[nodiscard]] ForecastOutput arrivals_output(const std::string& train_until, const arrivals::Arrivals& arrivals,
                                             const arrivals::Held& held);

}  // namespace passage::publish
