// SHA-256, for provenance: which bytes a plan was made from.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace passage {
[[nodiscard]] std::string sha256_of(std::string_view bytes);                  // 64 hex digits
[[nodiscard]] std::string sha256_of_file(const std::filesystem::path& path);  // InputError P001 if unreadable
}  // namespace passage
