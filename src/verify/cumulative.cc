#include "verify/cumulative.h"

#include <algorithm>

namespace passage::verify {

boost::multiprecision::cpp_int common_scale(std::span<const Ramp> ramps) {
  std::vector<std::int64_t> lengths;
  lengths.reserve(ramps.size());
  for (const Ramp& ramp : ramps) {
    if (ramp.until > ramp.from) lengths.push_back(ramp.until - ramp.from);
  }
  std::sort(lengths.begin(), lengths.end());
  lengths.erase(std::unique(lengths.begin(), lengths.end()), lengths.end());
  boost::multiprecision::cpp_int scale = 1;
  for (const std::int64_t length : lengths)
    scale = boost::multiprecision::lcm(scale, boost::multiprecision::cpp_int(length));
  return scale;
}

}  // namespace passage::verify
