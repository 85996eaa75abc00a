#include "osm/load.h"

#include <cstdlib>

#include <fmt/format.h>

#include "core/hash.h"
#include "core/version.h"

namespace passage::osm {
namespace fs = std::filesystem;
namespace {

// Grows with each change of what an import yields, so that an old cache is not read.
constexpr int kImportRevision = 6;

std::optional<fs::path> cache_folder() {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  const char* home = std::getenv("HOME");
  fs::path folder;
  if (cache != nullptr && cache[0] == '/') {
    folder = fs::path(cache) / "passage";
  } else if (home != nullptr && home[0] == '/') {
    folder = fs::path(home) / ".cache" / "passage";
  } else {
    return std::nullopt;
  }
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) return std::nullopt;
  return folder;
}

}  // namespace

network::StoredNetwork load_roads(const fs::path& path, const jobs::Task& task) {
  if (path.extension() == ".network") return network::read_network(path);
  const auto folder = fs::is_regular_file(path) ? cache_folder() : std::nullopt;
  fs::path cached;
  if (folder) {
    cached = *folder / fmt::format("{}-{}-{}.network", sha256_of_file(path).substr(0, 32), version(), kImportRevision);
    try {
      if (fs::exists(cached)) return network::read_network(cached);
    } catch (const InputError&) {
      // Damaged: replaced below.
    }
  }
  ImportedRoads imported = import_osm(path, RoadModel::standard(), task);
  if (folder) {
    try {
      network::write_network(cached, imported.network, imported.meta, Overwrite::kReplace);
    } catch (const InputError&) {
      // A full or closed cache costs time, no answer.
    }
  }
  auto text = std::make_shared<std::pair<std::shared_ptr<const void>, std::string>>(imported.network.storage,
                                                                                    network::to_json(imported.meta));
  network::StoredNetwork stored{std::move(imported.network), text->second};
  stored.network.storage = std::move(text);
  return stored;
}

}  // namespace passage::osm
