// The plan form of `passage verify`, apart from the flow form in cmd_verify.cc.
#pragma once

#include <string>

namespace passage::cli {

// passage verify PLAN --case CASE: exit code 0 accepted, 1 rejected; InputError if unreadable.
int verify_plan_command(const std::string& plan, const std::string& case_path, bool json, bool quiet);

}  // namespace passage::cli
