// What the readers of a case's parts share while it is read. Not for other folders.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

#include "casefile/boundaries.h"
#include "casefile/read_case.h"
#include "network/doubts.h"
#include "scenario/case.h"
#include "tables/clock.h"
#include "tables/keys.h"
#include "tables/sheet.h"

namespace passage::casefile {

using scenario::Case;
using scenario::CaseInterval;
using tables::ColumnRule;
using tables::Row;
using tables::Sheet;

// Whether a file's name ends so, in capitals or not.
[[nodiscard]] bool has_ending(std::string_view path, std::string_view ending);

// How to make a file that is read of one whose ending says that it is not: a workbook, another kind of
// raster. Empty for endings that are not known.
[[nodiscard]] std::string other_kind_help(const std::string& path);

// A file that case.toml names.
struct NamedFile {
  std::string path;             // as written; empty = not named
  std::string where;            // "case.toml:13"
  bool from_elsewhere = false;  // --demand, not [files]
  [[nodiscard]] bool named() const { return !path.empty(); }
};

struct CaseFiles {
  NamedFile people, refuges, roads, nodes, agreement, dangers, openings, transport, boundaries;
  std::string people_source;      // of a raster: an id of [sources]
  std::string boundaries_source;  // of boundaries that name none
};

template <class Id>
using Names = std::unordered_map<std::string, Id>;

// Names of a stored network: looked up on first use, as most cases of one name no node or road of it.
template <class Id>
class StoredNames {
 public:
  [[nodiscard]] Id find(const TextColumn<Id>& names, std::string_view name) {
    if (index_.empty())
      for (std::uint32_t i = 0; i < names.size(); ++i) index_.emplace(names[Id{i}], Id{i});
    const auto found = index_.find(name);
    return found == index_.end() ? Id{} : found->second;
  }

 private:
  std::unordered_map<std::string_view, Id> index_;
};

struct Reading {
  std::filesystem::path directory;
  ReadOptions options;
  Case c;
  Problems problems;
  CaseFiles files;
  std::optional<tables::Clock> clock;  // none if the zone is unknown: then times are not read
  bool roads_known = false;            // false: the roads could not be read, so no reference to them is judged
  Names<network::NodeId> nodes;        // drawn ones
  Names<network::RoadId> roads;
  StoredNames<network::NodeId> stored_nodes;
  StoredNames<network::RoadId> stored_roads;
  [[nodiscard]] bool drawn() const { return has_ending(files.roads.path, ".csv"); }
  Names<scenario::RefugeId> refuges;
  std::set<std::string> unplaced;  // rows of people and refuges, by `where`, whose place was refused
  std::vector<Boundary> boundaries;
  std::vector<geodata::PreparedShape> danger_areas;  // by danger; nothing drawn where it has no area
  // People, in millionths, who live in two boundaries: by the ids of the first and the second.
  std::map<std::pair<std::string, std::string>, std::int64_t> twice;
  Metres gather{500};  // [rules] gather_m
  // [roads]: which doubts of the map close a road, and where the table stands; empty where it does not.
  network::DoubtSet closed_doubts = 0;
  std::string roads_where;
};

// The text of a file of the case, remembered with its hash; P101 where it is not there.
[[nodiscard]] std::optional<std::string> read_text(Reading& reading, const NamedFile& file);
// Records a file that somebody else reads (roads, rasters); false (P101) where it is not there.
[[nodiscard]] bool note_file(Reading& reading, const NamedFile& file);
// A table with these columns; checked, and without rows that are totals or remarks.
[[nodiscard]] std::optional<Sheet> read_sheet(Reading& reading, const NamedFile& file,
                                              const std::vector<ColumnRule>& rules);
// A table whose rows have a place (columns node, lat, lon), or a layer of that name; columns checked.
[[nodiscard]] std::optional<Sheet> read_place_sheet(Reading& reading, const NamedFile& file, const std::string& layer,
                                                    std::vector<ColumnRule> rules);
// A layer, columns not checked yet; names are understood in any letters, and cut off by a shapefile.
[[nodiscard]] std::optional<Sheet> read_layer_sheet(Reading& reading, const NamedFile& file, const std::string& layer,
                                                    const std::vector<ColumnRule>& rules);
// P162 where there is none.
void expect_rows(Reading& reading, const Sheet& sheet);
// Remembers the files beside `file` that belong to it (of a shapefile, a raster).
void note_companions(Reading& reading, const NamedFile& file, const std::vector<std::filesystem::path>& all);

// Case time of a local time; reports P120 (malformed), P121 (skipped by the clocks), warns P212 (twice).
[[nodiscard]] std::optional<tables::LocalMoment> read_moment(Reading& reading, std::string_view text,
                                                             std::string_view what, const std::string& where);
[[nodiscard]] std::optional<scenario::CaseTime> read_time(Reading& reading, std::string_view text,
                                                          std::string_view what, const std::string& where);
// [from, until) cut to the horizon; P103 if it ends before it starts.
[[nodiscard]] std::optional<CaseInterval> read_interval(Reading& reading, std::string_view from, std::string_view until,
                                                        std::string_view what, const std::string& where);
[[nodiscard]] CaseInterval horizon_of(const Case& c);
[[nodiscard]] CaseInterval cut_to_horizon(const Case& c, Interval<Instant> interval);

// P127 where `source` is not among [sources].
void check_source(Reading& reading, const std::string& source, const std::string& where);
// P110: `what` names `id`, which is not among the `known`.
void report_unknown(Reading& reading, std::string_view what, std::string_view kind, const std::string& id,
                    const std::vector<std::string>& known, std::string_view in, const std::string& where);
void report_duplicate(Reading& reading, std::string_view kind, const std::string& id, const std::string& where);
template <class Id>
[[nodiscard]] std::vector<std::string> keys_of(const Names<Id>& names) {
  std::vector<std::string> out;
  for (const auto& [name, id] : names) out.push_back(name);
  std::sort(out.begin(), out.end());
  return out;
}

// The node a `node` cell names, invalid if there is none (P110).
[[nodiscard]] network::NodeId find_node(Reading& reading, const std::string& name, const std::string& where);
[[nodiscard]] network::RoadId find_road(Reading& reading, std::string_view what, const std::string& id,
                                        const std::string& where);

// The place of a row: its `node`, its lat and lon (P135 if it gives neither or both), or its point (P152
// if it is a line or polygon).
struct Place {
  network::NodeId node;  // invalid: snap
  std::optional<network::Coordinate> position;
};
[[nodiscard]] Place read_place(Reading& reading, const Row& row);
// P152: the row's geometry is missing or not `wanted`, if that wasn't told when it was read.
void report_shape(Reading& reading, const Row& row, const char* wanted);

// The parts, in the order they are read.
void read_settings(Reading& reading);
void read_roads(Reading& reading, const jobs::Task& task);
void read_drawn_roads(Reading& reading);  // nodes.csv and roads.csv, called by read_roads
void read_boundaries(Reading& reading);
void read_people(Reading& reading);
// The boundary that these people of one place count in, or nullptr; remembers who lives in two.
inline constexpr std::int64_t kMicro = 1'000'000;
[[nodiscard]] const Boundary* boundary_of_people(Reading& reading, network::Coordinate p, std::int64_t micro);
void report_overlaps(Reading& reading);  // P222
void read_population(Reading& reading);  // people of a raster, called by read_people
void read_refuges(Reading& reading);
void read_agreement(Reading& reading);
void expect_roads_near(Reading& reading);  // P167: people and refuges are all far from the roads
void read_dangers(Reading& reading);
void read_transport(Reading& reading);
void bind_to_roads(Reading& reading);

}  // namespace passage::casefile
