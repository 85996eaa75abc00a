// A case that was opened, and the same under other premises. Not installed.
#pragma once

#include <memory>
#include <string>

#include "api/fwd.h"
#include "api/plan.h"

namespace passage::api {

struct OpenedCase {
  std::string folder;
  Premises premises;
  std::shared_ptr<const scenario::Case> c;
  double seconds = 0;  // that reading took
};

// Throws as casefile::read_case does.
[[nodiscard]] scenario::Case read_with(const std::string& folder, const Premises& premises, const jobs::Task& task);

}  // namespace passage::api
