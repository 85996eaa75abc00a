// Roads for a verb: an import that takes long shows how far it is.
#pragma once

#include "cli/progress.h"
#include "osm/load.h"

namespace passage::cli {

[[nodiscard]] inline network::StoredNetwork load_with_progress(const std::filesystem::path& path, bool quiet) {
  Progress progress("importing", quiet ? Progress::Mode::kQuiet : Progress::Mode::kShown);
  return osm::load_roads(path, progress.task());
}

}  // namespace passage::cli
