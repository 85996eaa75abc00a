// Pages of the codes that flow files bring about.
#pragma once

#include "core/codes.h"

namespace passage::flow {
[[nodiscard]] std::span<const CodePage> flow_codes();
}  // namespace passage::flow
