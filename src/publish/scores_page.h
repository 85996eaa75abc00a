// How well days past would have been forecast, as tables and as a chart: passage forecast --evaluate.
#pragma once

#include <cstddef>
#include <string>

#include "arrivals/arrival_selection.h"
#include "outlook/selection.h"

namespace passage::publish {

// A line a place, then means over crises, then what was chosen on all of them.
[[nodiscard]] std::string scores_page(const arrivals::ArrivalEvaluation& evaluation, std::size_t crises);
// The same by case, from origins along each record and from its first third.
[[nodiscard]] std::string scores_page(const outlook::Evaluation& evaluation, std::size_t cases);
// SVG: ARD of each case beside that of a constant share.
[[nodiscard]] std::string evaluation_chart(const outlook::Evaluation& evaluation);

}  // namespace passage::publish
