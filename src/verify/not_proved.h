// What of a plan file `passage verify` does not hold against the case, by table and column (docs/formats.md, "Not
// proved"). Everything else is worked out again and compared.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace passage::verify {

struct NotProved {
  std::string table;
  std::vector<std::string> columns;  // of provenance: keys
};

[[nodiscard]] std::span<const NotProved> not_proved();

// In one line, for people.
[[nodiscard]] std::string not_proved_line();

}  // namespace passage::verify
