#include "counts/count_row.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/text.h"

namespace passage::counts {

Key key_of(const CountRow& r) {
  return {r.source, r.what,       r.country, r.district, r.within,  fmt::format("{}", r.level),
          r.date,   r.assessment, r.round,   r.part[0],  r.part[1], r.part[2]};
}

std::string named(const CountRow& row) {
  return row.level == 0 ? row.country : row.district;
}

std::string listed(const std::map<std::string, std::int64_t>& sums) {
  std::vector<std::string> out;
  for (const auto& [variant, people] : sums) out.push_back(fmt::format("{} {}", grouped(people), variant));
  return fmt::format("{}", fmt::join(out, ", "));
}

}  // namespace passage::counts
