// passage plan --survive 1, apart from cmd_plan.cc.
#pragma once

#include <string>
#include <vector>

#include "core/file.h"
#include "planner/planner.h"

namespace passage::cli {

struct SurviveCommand {
  planner::PlanOptions plan;
  std::vector<std::string> assume, without, outputs;
  std::string wishes;  // what provenance says of them
  Overwrite overwrite = Overwrite::kRefuse;
  bool json = false, quiet = false;
};

// Each output NAME.gpkg gets the plan if nothing fails, NAME.without-CORRIDOR.gpkg that for each failure;
// each plan is verified against its own case. Exit code 0, or 1 if a certificate is not accepted.
int survive_plan_command(const scenario::Case& c, const SurviveCommand& command, const jobs::Task& task);

}  // namespace passage::cli
