#pragma once
#include <string_view>
namespace passage {
[[nodiscard]] std::string_view version();  // "0.2.0"
}
