// Reads and writes flow-over-time instances (.fot; docs/formats.md).
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "flow/problem.h"

namespace passage::flow {

// InputError with every bad line: P401 to P414, each with its file and line; P001, P002, P010.
// Rates are {c, 1, 0}. Pieces of an arc come out sorted. O(size log windows of an arc).
[[nodiscard]] Problem read_fot(const std::filesystem::path& path);
[[nodiscard]] Problem parse_fot(std::string_view text, const std::string& file = "problem.fot");

// What parse_fot reads back. Only of problems whose rates are whole (den 1, phase 0).
[[nodiscard]] std::string write_fot(const Problem& problem);

}  // namespace passage::flow
