// A solution with its certificate, as text (docs/formats.md).
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "flow/solution.h"

namespace passage::flow {

struct SolutionFile {
  Solution solution;
  Certificate certificate;
};

[[nodiscard]] std::string write_solution(const Problem& problem, const Solution& solution,
                                         const Certificate& certificate);

// Says nothing about whether it is allowed: flow/check.h does. Records on one arc or node and step
// add up. Blocks of cut times come out by rising deadline; a block with `l` or `q` records holds prices.
// InputError with every bad line: P402 to P406, P420 to P422; P001, P002, P010.
[[nodiscard]] SolutionFile read_solution(const std::filesystem::path& path, const Problem& problem);
[[nodiscard]] SolutionFile parse_solution(std::string_view text, const Problem& problem,
                                          const std::string& file = "solution");

[[nodiscard]] const char* name_of(CertificateKind kind);  // none, cut, cuts, prices

}  // namespace passage::flow
