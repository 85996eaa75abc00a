#include "core/utf8.h"

#include "core/text.h"

namespace passage {

std::string as_utf8(std::string_view text) {
  std::string out;
  for (;;) {
    const std::size_t end = first_invalid_utf8(text);
    out += text.substr(0, end);
    if (end == std::string_view::npos) return out;
    out += "\xEF\xBF\xBD";
    text.remove_prefix(end + 1);
  }
}

}  // namespace passage
