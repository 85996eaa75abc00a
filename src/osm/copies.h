// Objects that stand in a file more than once: extracts put one behind the other, full-history files, Overpass
// queries that write what they found again.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/error.h"

namespace osmium {
class OSMObject;
}

namespace passage::osm {

struct ObjectCopy {
  std::int64_t id = 0;
  std::uint64_t at = 0;       // among the file's objects of its kind, from 0
  std::uint32_t version = 0;  // 0: not said
  bool visible = true;
  std::uint64_t shape = 0;  // of the place, node references or members
  std::uint64_t tags = 0;   // 0: none
};
[[nodiscard]] ObjectCopy copy_of(const osmium::OSMObject& object, std::uint64_t at);

// Rising places of those that do not count. Of an object the newest version does; of copies of one version, which
// have to be alike, the first that has tags: Overpass's `out skel` writes none. A problem P311 where they
// differ, a hundred at most.
[[nodiscard]] std::vector<std::uint64_t> superseded(std::vector<ObjectCopy> copies, const char* kind,
                                                    const std::filesystem::path& path, Problems& problems);

}  // namespace passage::osm
