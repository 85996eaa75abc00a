// The plan form of `passage verify`, apart from the flow form in cmd_verify.cc.
#pragma once

#include <string>

namespace passage::cli {

struct VerifyPlan {
  std::string file, case_path, people;  // people: of --demand, empty = the case's own
  bool json = false, quiet = false;
};

// passage verify PLAN --case CASE: exit code 0 accepted, 1 rejected; InputError if unreadable.
int verify_plan_command(const VerifyPlan& command);

}  // namespace passage::cli
