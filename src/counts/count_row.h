// One count of a table: who, where, when, and how many.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace passage::counts {

inline constexpr const char* kAllOperations = "all operations";

struct CountRow {
  std::string source = {};                 // "IOM DTM v3"
  std::string what = {};                   // who is counted: "refugees", an operation's name
  std::string country = {};                // the place of level 0
  std::string district = {}, within = {};  // codes of levels 1 and 2
  int level = 0;
  bool is_total = false;  // its place is none: a total of several
  std::string date = {};
  std::string assessment = {}, round = {};
  std::array<std::string, 3> part = {};            // sex, age, origin; empty: all
  std::map<std::string, std::string> others = {};  // what other columns say of who is counted
  std::int64_t people = 0;
  std::string file = {}, where = {};
};

using Key = std::vector<std::string>;

// Alike for counts of the same people by one agency, but for `others` and the file. Sex, age and origin are its last.
[[nodiscard]] Key key_of(const CountRow& row);
[[nodiscard]] std::string named(const CountRow& row);  // the place: a district's code, or the country
// "1,500 at admin 1, 1,500 at admin 2".
[[nodiscard]] std::string listed(const std::map<std::string, std::int64_t>& sums);

}  // namespace passage::counts
