// Bytes from elsewhere as text that can be shown and put into JSON.
#pragma once

#include <string>
#include <string_view>

namespace passage {
[[nodiscard]] std::string as_utf8(std::string_view text);  // each byte that is not UTF-8 becomes U+FFFD
}  // namespace passage
