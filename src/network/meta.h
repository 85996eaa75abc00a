// What a network file tells of itself: where it came from, and what was dropped on the way and why.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "network/doubts.h"

namespace passage::network {

struct MetaCount {
  std::string what;  // "ways dropped: access=private"
  std::int64_t count = 0;
  bool operator==(const MetaCount&) const = default;
};

struct NetworkMeta {
  std::string source, source_sha256;         // file name without folder; hash of its bytes
  std::string version;                       // of Passage
  std::string attribution;                   // licence and credit the data asks for
  std::string model;                         // the speed and capacity model's rows that differ from the defaults
  double sustained_factor = 1;               // stored capacity = textbook capacity x this
  std::vector<MetaCount> counts;             // of the input, what was kept, what was dropped and why
  std::vector<Problem> findings;             // single facts with their OpenStreetMap id, at most 1,000 of a kind
  std::vector<std::string> border_controls;  // names of nodes
  std::vector<DoubtfulRoad> doubtful;        // in order of roads
  bool doubts_known = true;                  // false: a file of version 1, which kept none
};

// Counts of what a case tells of its roads: behind these stands the kind, "ford=yes".
inline constexpr const char *kOpenAtTimes = "open at times only: ", *kLocked = "locked: ",
                            *kImpassable = "impassable: ";

[[nodiscard]] std::string to_json(const NetworkMeta& meta);
[[nodiscard]] NetworkMeta meta_from_json(std::string_view text);  // InputError P304

}  // namespace passage::network
