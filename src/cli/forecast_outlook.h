// `passage forecast` of a directory with outlook.csv: the number itself, as of a day.
#pragma once

#include <cstdint>
#include <string>

namespace passage::cli {

struct OutlookCommand {
  std::string directory, as_of, until, scenario, ceasefire, plan, output, source;
  std::uint64_t seed = 1;
  std::uint32_t runs = 2000;
  bool json = false, overwrite = false;
};

int run_outlook(const OutlookCommand& command);

}  // namespace passage::cli
