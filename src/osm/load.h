// Roads from whatever file a case or a command names.
#pragma once

#include "network/store.h"
#include "osm/import.h"

namespace passage::osm {

// A .network file is mapped. OpenStreetMap data is imported with the standard model, and the result
// kept in $XDG_CACHE_HOME/passage (else ~/.cache/passage) under the hash of its content and the
// version; the next time it is mapped from there. Without a folder to keep it in, it is imported anew.
// InputError as read_network and import_osm; jobs::Cancelled. Only an import tells how far it is.
[[nodiscard]] network::StoredNetwork load_roads(const std::filesystem::path& path, const jobs::Task& task);

}  // namespace passage::osm
