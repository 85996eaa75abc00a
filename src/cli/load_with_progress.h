// Roads for a verb: an import that takes long shows how far it is.
#pragma once

#include "core/progress.h"
#include "osm/load.h"

namespace passage::cli {

[[nodiscard]] inline network::StoredNetwork load_with_progress(const std::filesystem::path& path, bool quiet) {
  Progress progress("importing", quiet ? Progress::Mode::kQuiet : Progress::Mode::kShown);
  return osm::load_roads(path, [&](double done) { progress.report(done); });
}

}  // namespace passage::cli
