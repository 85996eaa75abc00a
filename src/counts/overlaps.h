// Counts of the same people: in two rows, at several levels of districts, in a total beside places, "all" beside sexes,
// ages or origins, in several rounds, by several assessments, agencies or files. One of each is taken, so that nobody
// is counted twice.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/error.h"
#include "counts/count_row.h"

namespace passage::counts {

// People by place (a district's code, or the country's) and date. Findings P617 say what was taken and what not, P618
// how many stand at level 0 on dates without districts, P622 how many in a total on dates without places, P625 what
// stands there twice; an error P621 where two rows or files differ on one figure.
[[nodiscard]] std::map<std::string, std::map<std::string, std::int64_t>> without_overlaps(std::vector<CountRow> rows,
                                                                                          Problems& problems);

}  // namespace passage::counts
