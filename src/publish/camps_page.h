// People in camps by day, as people read it and as the rows of the forecast's files.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "displacement/model.h"
#include "outlook/hindcast.h"
#include "publish/forecast_files.h"

namespace passage::publish {

// `answer`: ensemble::json_of(c, ..).
[[nodiscard]] std::string camps_page(const displacement::Case& c, const nlohmann::ordered_json& answer);
// What is known of the forecast after the days it learnt from.
[[nodiscard]] std::string hindcast_line(const outlook::Hindcast& hindcast);

// Camps by day: the forecast's fans where there is one, else those of the runs, beside the record.
[[nodiscard]] ForecastOutput camps_output(const displacement::Case& c, const outlook::Hindcast* h,
                                          const std::vector<displacement::Run>& runs);

}  // namespace passage::publish
