// An OpenStreetMap file as a road network (docs/methods/roads.md).
#pragma once

#include <filesystem>

#include "network/meta.h"
#include "network/network.h"
#include "osm/read.h"

namespace passage::osm {

struct ImportedRoads {
  network::Network network;
  network::NetworkMeta meta;
};

// Roads are named "w" + way + "." + part, from 1, with "r" behind the one that holds the way back where
// the two directions differ; turn roads "t" + node + "." + number. Nodes "n" + id, parts "n" + id + "." + number.
// InputError P001, P305, P306, P307, P309; jobs::Cancelled. Besides the thread that calls, one reads and two decode, or
// one if the task has but one; time and memory grow with the roads.
[[nodiscard]] ImportedRoads import_osm(const std::filesystem::path& path, const RoadModel& model,
                                       const jobs::Task& task);

}  // namespace passage::osm
