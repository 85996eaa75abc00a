#pragma once

#include <span>

#include "core/codes.h"

namespace passage::network {
[[nodiscard]] std::span<const CodePage> network_codes();
}
