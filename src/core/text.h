// Small text helpers for people: grouped figures, trimmed and split fields.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace passage {
[[nodiscard]] std::string grouped(std::int64_t value);  // 4,180
// "1 road", "4,180 roads"; `many` where an s is not enough: counted(1, "person", "people").
[[nodiscard]] std::string counted(std::int64_t value, std::string_view one, std::string_view many = {});
[[nodiscard]] std::string people_text(std::int64_t persons);  // "1 person", "4,180 people"
[[nodiscard]] std::string_view trimmed(std::string_view text);
[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);
// First byte that is not part of well-formed UTF-8, or npos.
[[nodiscard]] std::size_t first_invalid_utf8(std::string_view text);
[[nodiscard]] bool is_id(std::string_view text);  // [A-Za-z0-9_.-]+
}  // namespace passage
