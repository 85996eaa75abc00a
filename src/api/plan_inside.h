// What a Plan holds. Not installed.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "api/fwd.h"
#include "api/plan.h"

namespace passage::api {

struct Plan::Inside {
  std::shared_ptr<const plan::Plan> plan;
  PlanFigures figures;
  std::vector<Problem> findings;
  double seconds = 0;                                                // that it took
  std::string price = {};                                            // of what was asked for besides the most people
  nlohmann::ordered_json prices = nlohmann::ordered_json::object();  // the same, added to the answer
};

// What a wish costs those who are safe, in words and figures.
struct Price {
  std::string text;
  nlohmann::ordered_json figures = nlohmann::ordered_json::object();
};

[[nodiscard]] Plan plan_told(plan::Plan plan, double seconds, Price price = {});

}  // namespace passage::api
