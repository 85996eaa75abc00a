#pragma once

#include <span>

#include "core/codes.h"

namespace passage::plan {
[[nodiscard]] std::span<const CodePage> plan_codes();  // P500 .. P519
}  // namespace passage::plan
