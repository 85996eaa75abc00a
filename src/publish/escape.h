// Text of a plan inside HTML and SVG.
#pragma once

#include <string>
#include <string_view>

namespace passage::publish {
[[nodiscard]] std::string escaped(std::string_view text);  // < > & " as entities
}  // namespace passage::publish
