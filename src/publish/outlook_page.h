// How many are away from home, as people read it and as the rows of the forecast's files.
#pragma once

#include <string>

#include "outlook/outlook.h"
#include "publish/forecast_files.h"

namespace passage::publish {

// The last day, and how likely each claim is.
[[nodiscard]] std::string outlook_page(const outlook::OutlookCase& c, const outlook::OutlookOptions& options,
                                       const outlook::Outlook& forecast);

[[nodiscard]] ForecastOutput outlook_output(const outlook::OutlookCase& c, const outlook::OutlookOptions& options,
                                            const outlook::Outlook& forecast);

}  // namespace passage::publish
