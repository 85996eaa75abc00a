// OpenStreetMap bytes imported, whatever the format.
#pragma once

#include <unistd.h>

#include "core/file.h"
#include "network/store.h"
#include "osm/import.h"
#include "test/fuzz/fuzz.h"

namespace passage::fuzz {

// What is imported can be written, and read again with the same bytes. The name says the format.
inline void import_bytes(const std::string& name, std::string_view bytes) {
  // libosmium leaves the file open whose header it refuses; the program ends then, a fuzzer goes on.
  static const int next = next_descriptor();
  close_range(static_cast<unsigned>(next), ~0U, 0);
  const auto roads = put(name, bytes), first = scratch() / "1.network", second = scratch() / "2.network";
  (void)accepts([&] {
    const osm::ImportedRoads imported = osm::import_osm(roads, osm::RoadModel::standard(), jobs::Task());
    network::write_network(first, imported.network, imported.meta, Overwrite::kReplace);
    const network::StoredNetwork stored = network::read_network(first);
    network::write_network(second, stored.network, stored.meta(), Overwrite::kReplace);
    expect(read_file(first) == read_file(second), "a network comes back otherwise than it was written");
  });
}

}  // namespace passage::fuzz
