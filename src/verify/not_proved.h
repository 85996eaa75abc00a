// What of a plan file `passage verify` cannot or does not tell to be the one right value, by table and column
// (docs/formats.md, "Not proved"). Everything else is worked out again and compared.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace passage::verify {

struct Columns {
  std::string table;
  std::vector<std::string> columns;  // of provenance: keys
};

// Nothing is held against the case.
[[nodiscard]] std::span<const Columns> not_proved();
// Kept to every rule, and others may keep to them as well.
[[nodiscard]] std::span<const Columns> chosen();

// What is not proved in one line, for people.
[[nodiscard]] std::string not_proved_line();

}  // namespace passage::verify
