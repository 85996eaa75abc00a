// Counts of the same people: at several levels of districts, "all" beside sexes, ages or origins, in several rounds,
// by several assessments, agencies or files. One of each is taken, so that nobody is counted twice.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/error.h"

namespace passage::displacement {

struct CountRow {
  std::string source = {};                 // "IOM DTM v3"
  std::string what = {};                   // who is counted: "refugees", an operation's name
  std::string country = {};                // the place of level 0
  std::string district = {}, within = {};  // codes of levels 1 and 2
  int level = 0;
  std::string date = {};
  std::string assessment = {}, round = {};
  std::array<std::string, 3> part = {};  // sex, age, origin; empty: all
  std::int64_t people = 0;
  std::string file = {};
};

// People by place (a district's code, or the country's) and date. Findings P617 say what was taken and what not, P618
// how many stand at level 0 on dates without districts; an error P621 where two files differ on one figure.
[[nodiscard]] std::map<std::string, std::map<std::string, std::int64_t>> without_overlaps(std::vector<CountRow> rows,
                                                                                          Problems& problems);

}  // namespace passage::displacement
