// `passage forecast DIR --train-until DAY --until DAY` of a case with arrivals.csv.
#pragma once

#include <cstdint>
#include <string>

namespace passage::cli {

struct ArrivalsCommand {
  std::string directory, train_until, until, since, log, output;  // the last three may be empty
  std::uint64_t seed = 1;
  bool json = false, by_hour = false, overwrite = false;
};

[[nodiscard]] bool has_arrivals(const std::string& directory);

int run_arrivals(const ArrivalsCommand& o);

}  // namespace passage::cli
