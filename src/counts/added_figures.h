// Findings about figures that are added although they may count the same people: the tables do not say.
#pragma once

#include <vector>

#include "core/error.h"
#include "counts/count_row.h"

namespace passage::counts {

// Findings P617: sexes, ages or origins with as many people as all others together, as a total under a name that is
// not known. For rows as they are read.
void tell_of_parts_that_are_sums(const std::vector<CountRow>& rows, Problems& problems);

// Findings P617: operations of one place and date, rows that differ in a column that is not read, and places with as
// many people as all others together. For the rows that count.
void tell_of_added(const std::vector<CountRow>& rows, Problems& problems);

}  // namespace passage::counts
