// What an OpenStreetMap XML file says beside its objects: which of them an editor has deleted, and whether the
// server that wrote it came to an end. libosmium's reader passes over both.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <unordered_set>

#include "jobs/task.h"
#include "osm/format.h"

namespace passage::osm {

struct XmlMarks {
  // Marked action="delete" (JOSM, Merkaartor): ids of nodes, ways, relations.
  std::array<std::unordered_set<std::int64_t>, 3> deleted;
};

// One pass over the file; time grows with it. InputError P305: not well-formed, cut off, a web page, a file of
// changes, or of an Overpass query that was broken off; jobs::Cancelled.
[[nodiscard]] XmlMarks read_xml_marks(const std::filesystem::path& path, OsmFormat::Packing packing,
                                      const jobs::Task& task);

}  // namespace passage::osm
