// What a file is that was meant to be text.
#pragma once

#include <string>
#include <string_view>

namespace passage {

struct FileKind {
  std::string what;     // "an Excel workbook"; empty: nothing known
  std::string instead;  // what to do
};

// By its first bytes.
[[nodiscard]] FileKind kind_of_bytes(std::string_view bytes);

// Which encoding a text that is not UTF-8 may have, and how to save it again; `at`: the first byte that is wrong.
[[nodiscard]] FileKind kind_of_encoding(std::string_view bytes, std::size_t at);

}  // namespace passage
