// Pages of the codes that displacement/ reports: P6xx.
#pragma once

#include "core/codes.h"

namespace passage::displacement {
[[nodiscard]] std::span<const CodePage> displacement_codes();
}  // namespace passage::displacement
