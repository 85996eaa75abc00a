// Parts of match_tables.
#pragma once

#include <fmt/format.h>

#include "verify/match.h"

namespace passage::verify {

// What differs between a row of the file and the case's, by column.
class ComparedRow {
 public:
  template <class T>
  void same(const char* column, const T& file, const T& of_case) {
    if (!(file == of_case)) off_ += fmt::format("{}{}", off_.empty() ? "" : ", ", column);
  }
  void report(Findings& findings, const char* table, std::string_view id) const {
    if (!off_.empty()) findings.add(table, fmt::format("{} \"{}\": not as the case has it: {}", table, id, off_));
  }

 private:
  std::string off_;
};

// What the plan says of itself and of the files that it was made from.
void match_provenance(const Case& c, const Plan& plan, Findings& findings);
void match_dangers(const Case& c, const Plan& plan, Findings& findings);
// Those of the planned round, once each.
void match_corridors(const Case& c, const Plan& plan, const Matched& matched, Findings& findings);

}  // namespace passage::verify
