// Pages of the codes that reading a case reports: P1xx errors, P2xx warnings and findings.
#pragma once

#include <span>

#include "core/codes.h"

namespace passage::casefile {
[[nodiscard]] std::span<const CodePage> scenario_codes();
}
