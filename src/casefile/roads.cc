// The roads of a case: drawn tables, a network file, or OpenStreetMap data.
#include <set>

#include "casefile/closed_roads.h"
#include "casefile/reading.h"
#include "core/text.h"
#include "osm/load.h"

namespace passage::casefile {
namespace {

using network::Doubt;
using network::Network;
using network::NetworkMeta;

// Kinds of things in a map, the most frequent first.
struct Kinds {
  std::int64_t count = 0;
  std::string text;  // "ford=yes 3, tidal=yes 1"
};

Kinds kinds_of(const NetworkMeta& meta, std::string_view prefix) {
  constexpr std::size_t kMost = 8;
  std::vector<std::pair<std::int64_t, std::string>> all;
  for (const network::MetaCount& c : meta.counts)
    if (c.what.starts_with(prefix)) all.emplace_back(-c.count, c.what.substr(prefix.size()));
  std::sort(all.begin(), all.end());
  Kinds out;
  for (std::size_t i = 0; i < all.size(); ++i) {
    out.count -= all[i].first;
    if (i < kMost) out.text += fmt::format("{}{} {}", i == 0 ? "" : ", ", all[i].second, -all[i].first);
  }
  if (all.size() > kMost) out.text += fmt::format(" and {} more kinds", all.size() - kMost);
  return out;
}

// "3 roads of 33.4 km and 1 place on roads".
std::string extent_of(const Network& net, const NetworkMeta& meta, Doubt doubt) {
  std::int64_t roads = 0, length_mm = 0;
  std::set<network::NodeId> places;
  for (const network::DoubtfulRoad& doubtful : meta.doubtful) {
    if (!doubtful.has(doubt_bit(doubt))) continue;
    const network::RoadId road = doubtful.road;
    if (net.road_class[road] == network::RoadClass::kTurn) {
      places.insert(net.from[road]);
    } else {
      ++roads;
      length_mm += net.length_mm[road];
    }
  }
  std::string out;
  if (roads > 0) out = fmt::format("{} of {:.1f} km", counted(roads, "road"), static_cast<double>(length_mm) * 1e-6);
  if (places.empty()) return out;
  return out + (out.empty() ? "" : " and ") + counted(static_cast<std::int64_t>(places.size()), "place") + " on roads";
}

// "node 2, node 7 and 3 more".
std::string places_of(const NetworkMeta& meta, std::string_view code) {
  constexpr int kMost = 5;
  std::string out;
  int count = 0;
  for (const Problem& finding : meta.findings) {
    if (finding.code == code && ++count <= kMost) out += (out.empty() ? "" : ", ") + finding.where;
  }
  return count <= kMost ? out : fmt::format("{} and more", out);
}

void report_map(Reading& reading, const Network& net, const NetworkMeta& meta) {
  const auto report = [&](const char* code, std::string problem, std::string why, std::string help) {
    reading.problems.add({.severity = Severity::kFinding,
                          .code = code,
                          .problem = std::move(problem),
                          .why = std::move(why),
                          .where = reading.roads_where.empty() ? reading.files.roads.where : reading.roads_where,
                          .suggestion = std::move(help)});
  };
  const auto taken = [&](Doubt doubt) {
    return (reading.closed_doubts & doubt_bit(doubt)) != 0 ? std::pair{"closed", "open"} : std::pair{"open", "closed"};
  };
  const std::string& file = reading.files.roads.path;
  if (!meta.doubts_known)
    reading.problems.add(
        {.severity = Severity::kWarning,
         .code = "P264",
         .problem = fmt::format("{} does not tell which roads are in doubt: all of them are taken as open", file),
         .why = "it was imported by an earlier version",
         .where = reading.roads_where.empty() ? reading.files.roads.where : reading.roads_where,
         .suggestion = "import the roads again: fords, ice roads, locked gates and damage are then told"});
  if (const Kinds kinds = kinds_of(meta, network::kOpenAtTimes); kinds.count > 0) {
    const auto [now, other] = taken(Doubt::kAtTimes);
    report(
        "P260", fmt::format("{}: open at times only, taken as {}", extent_of(net, meta, Doubt::kAtTimes), now),
        fmt::format("tagged on the map: {}", kinds.text),  // ways and nodes there; a way is cut into several roads
        fmt::format("[roads] seasonal = \"{}\" takes them as {}; passage inspect {} names them", other, other, file));
  }
  if (const Kinds kinds = kinds_of(meta, network::kLocked); kinds.count > 0) {
    const auto [now, other] = taken(Doubt::kLocked);
    report("P261",
           fmt::format("{}: locked, or closed without a barrier, taken as {}: {}", counted(kinds.count, "place"), now,
                       places_of(meta, "P329")),
           kinds.text,
           fmt::format("[roads] locked_gates = \"{}\" takes them as {}; passage inspect {} names them", other, other,
                       file));
  }
  if (const Kinds kinds = kinds_of(meta, network::kImpassable); kinds.count > 0)
    report("P262",
           fmt::format("{} on the map: impassable, closed", counted(kinds.count, "road or place", "roads or places")),
           kinds.text, fmt::format("passage inspect {} names them", file));
}

void report_closed(Reading& reading, std::size_t roads) {
  if (roads == 0) return;
  reading.problems.add({.severity = Severity::kFinding,
                        .code = "P250",
                        .problem = fmt::format("{} closed: speed or capacity 0",
                                               counted(static_cast<std::int64_t>(roads), "road is", "roads are")),
                        .where = reading.files.roads.where,
                        .suggestion =
                            "nobody takes them, walkers neither; where these are paths, import the roads again: "
                            "paths have a capacity now"});
}

void read_network_file(Reading& reading, const jobs::Task& task) {
  if (!note_file(reading, reading.files.roads)) return;
  try {
    const network::StoredNetwork stored = osm::load_roads(reading.directory / reading.files.roads.path, task);
    const NetworkMeta meta = stored.meta();
    report_map(reading, stored.network, meta);
    ClosedRoads left =
        close_roads_at_zero(network::without_doubtful(stored.network, meta.doubtful, reading.closed_doubts));
    report_closed(reading, left.roads);
    reading.c.network = std::move(left.network);
  } catch (const InputError& error) {
    for (Problem problem : error.problems()) {
      if (problem.where.empty()) problem.where = reading.files.roads.where;
      reading.problems.add(std::move(problem));
    }
    return;
  }
  reading.roads_known = reading.c.network.node_count() > 0;
}

// Drawn roads are open as they are drawn.
void report_no_doubts(Reading& reading) {
  if (reading.roads_where.empty()) return;
  reading.problems.add({.severity = Severity::kWarning,
                        .code = "P263",
                        .problem = "[roads] says nothing of roads in a table",
                        .where = reading.roads_where,
                        .suggestion = "take the rows of closed roads out, or give them capacity 0"});
}

}  // namespace

void read_roads(Reading& reading, const jobs::Task& task) {
  const std::string& path = reading.files.roads.path;
  if (has_ending(path, ".csv")) {
    report_no_doubts(reading);
    return read_drawn_roads(reading);
  }
  for (const char* ending : {".network", ".osm.pbf", ".osm", ".osm.gz", ".osm.bz2"})
    if (path.ends_with(ending)) return read_network_file(reading, task);
  const std::string help = other_kind_help(path);
  reading.problems.add(
      {.code = "P166",
       .problem = fmt::format("roads \"{}\" are of no kind that is read", path),
       .where = reading.files.roads.where,
       .suggestion =
           help.empty() ? "a table .csv with [files] nodes, a .network of passage import, or an .osm.pbf" : help});
}

}  // namespace passage::casefile
