#pragma once
#include <span>
#include "core/codes.h"
namespace passage::planner {
[[nodiscard]] std::span<const CodePage> planner_codes();  // P510 ..
}
