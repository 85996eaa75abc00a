// Roads: OpenStreetMap files made road networks.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "api/answers.h"
#include "api/task.h"
#include "api/visible.h"

namespace passage::api {

// passage import
struct ImportedRoads : Answer {
  std::size_t nodes = 0, arcs = 0, roads = 0, findings = 0;
};

// Reads an .osm.pbf, .osm, .osm.gz or .osm.bz2 and writes the network file that a case may name. `model`: a CSV of
// speeds and capacities that differ from the usual; empty: none. Throws Error: P001, P30x, P003, P004; and Cancelled,
// and then nothing is written.
ImportedRoads PASSAGE_API import_roads(const std::filesystem::path& input, const std::filesystem::path& output,
                                       const std::filesystem::path& model = {},
                                       Overwrite overwrite = Overwrite::kRefuse, const Task& task = Task());

}  // namespace passage::api
