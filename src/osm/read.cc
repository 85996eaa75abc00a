#include "osm/read.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <unordered_map>

#include <fmt/format.h>
#include <osmium/osm.hpp>

#include "core/text.h"
#include "graph/compressed_rows.h"
#include "osm/file.h"

namespace passage::osm {

using network::Mode;

namespace {

constexpr double kWaysShare = 0.58;  // of the time; the rest is for nodes

// Least-significant-digit radix sort: ids are dense, so a few rounds do.
void sort_unique(std::vector<std::int64_t>& ids) {
  constexpr int kBits = 12;
  constexpr std::uint64_t kSign = std::uint64_t{1} << 63;  // negative ids stand before the others
  std::uint64_t most = 0;
  for (const std::int64_t id : ids) most = std::max(most, static_cast<std::uint64_t>(id) ^ kSign);
  std::uint64_t least = UINT64_MAX;
  for (const std::int64_t id : ids) least = std::min(least, static_cast<std::uint64_t>(id) ^ kSign);
  std::vector<std::int64_t> other(ids.size());
  const auto digit = [&](std::int64_t id, int shift) {
    return (((static_cast<std::uint64_t>(id) ^ kSign) - least) >> shift) & ((1u << kBits) - 1);
  };
  for (int shift = 0; shift < 64 && !ids.empty() && (most - least) >> shift != 0; shift += kBits) {
    std::vector<std::uint32_t> at((1u << kBits) + 1, 0);
    for (const std::int64_t id : ids) ++at[digit(id, shift) + 1];
    for (std::size_t i = 1; i < at.size(); ++i) at[i] += at[i - 1];
    for (const std::int64_t id : ids) other[at[digit(id, shift)]++] = id;
    ids.swap(other);
  }
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  ids.shrink_to_fit();
}

// Rank of an id among sorted ones: about one id a bucket, so nearly constant time.
class RankIndex {
 public:
  explicit RankIndex(const std::vector<std::int64_t>& ids) : ids_(ids) {
    if (ids.empty()) return;
    const auto range = static_cast<std::uint64_t>(ids.back() - ids.front());
    while (range >> shift_ >= ids.size()) ++shift_;
    first_ = graph::row_offsets<std::size_t>((range >> shift_) + 1, [&](const auto& put) {
      for (const std::int64_t id : ids) put(bucket(id));
    });
  }
  // UINT32_MAX if it is not there.
  [[nodiscard]] NodeRank rank(std::int64_t id) const {
    if (ids_.empty() || id < ids_.front() || id > ids_.back()) return UINT32_MAX;
    const std::size_t b = bucket(id);
    const auto begin = ids_.begin() + first_[b], end = ids_.begin() + first_[b + 1];
    const auto at = std::lower_bound(begin, end, id);
    return at == end || *at != id ? UINT32_MAX : static_cast<NodeRank>(at - ids_.begin());
  }

 private:
  [[nodiscard]] std::size_t bucket(std::int64_t id) const {
    return static_cast<std::size_t>(static_cast<std::uint64_t>(id - ids_.front()) >> shift_);
  }
  const std::vector<std::int64_t>& ids_;
  int shift_ = 0;
  std::vector<std::uint32_t> first_;
};

// What tags say of single ways, nodes and relations: counted, and the first thousand of a kind kept as findings.
class Report {
 public:
  explicit Report(OsmRoads& roads) : roads_(roads) {}

  void add(const TagNote& note, const std::string& where) {
    if (!note.counted.empty()) ++roads_.counts[note.counted];
    if (note.code[0] == 0) {
      if (note.counted.empty()) ++roads_.counts["noted: " + note.what];
      return;
    }
    ++roads_.counts[fmt::format("findings {}", note.code)];
    if (++of_kind_[note.code] > kFindingsOfAKind) return;
    roads_.findings.push_back(
        {.severity = Severity::kFinding, .code = note.code, .problem = note.what, .where = where});
  }

 private:
  OsmRoads& roads_;
  std::map<std::string, std::size_t> of_kind_;
};

// Ways, or nodes, that differ in nothing but their names have the same rules, and there are few kinds of them.
template <class Rules>
class Kinds {
 public:
  template <class Read>
  const Rules& rules(const osmium::TagList& tags, const Read& read) {
    constexpr std::size_t kMost = 50'000;
    kind_.clear();
    for (const osmium::Tag& t : tags) {
      const std::string_view key = t.key();
      if (key == "name" || key == "ref" || key.starts_with("name:")) continue;
      kind_.append(key).append(1, '\0').append(t.value()).append(1, '\0');
    }
    const auto known = rules_.find(kind_);
    if (known != rules_.end()) return known->second;
    if (rules_.size() == kMost) rules_.clear();
    return rules_.emplace(kind_, read([&](const char* key) { return tags.get_value_by_key(key); })).first->second;
  }

 private:
  std::string kind_;
  std::unordered_map<std::string, Rules> rules_;
};

class WayPass {
 public:
  WayPass(OsmRoads& roads, const RoadModel& model, Report& report) : roads_(roads), model_(model), report_(report) {}

  void way(const osmium::Way& way) {
    const TagLookup tag = [&](const char* key) { return way.tags().get_value_by_key(key); };
    if (!is_road(tag)) return;
    ++roads_met_;
    const WayRules& rules = kinds_.rules(way.tags(), [&](const TagLookup& of) { return read_way(of, model_); });
    for (const TagNote& note : rules.notes) report_.add(note, fmt::format("way {}", way.id()));
    if (!rules.dropped.empty()) {
      ++roads_.counts["dropped: " + rules.dropped];
      return;
    }
    if (way.nodes().size() < 2) {
      ++roads_.counts["dropped: fewer than two nodes"];
      return;
    }
    OsmWay& out = roads_.ways.emplace_back();
    out.id = way.id();
    out.first_ref = static_cast<std::uint32_t>(ids.size());
    out.road_class = rules.road_class;
    out.paved = rules.paved;
    out.doubts = rules.doubts;
    out.forward = rules.forward;
    out.backward = rules.backward;
    out.ferry_seconds = rules.ferry_seconds.value_or(0);
    const std::string_view name = road_name(tag);
    roads_.names.add(first_invalid_utf8(name) == std::string_view::npos ? name : std::string_view{});
    std::int64_t before = INT64_MIN;
    for (const auto& node : way.nodes()) {
      if (node.ref() == before) continue;
      before = node.ref();
      ids.push_back(before);
      if (!node.location().valid()) continue;
      places.resize(ids.size() - 1, kNowhere);
      places.push_back({node.location().y(), node.location().x()});
    }
  }

  void relation(const osmium::Relation& relation) {
    const auto type = relation.tags().get_value_by_key("type", "");
    if (std::strcmp(type, "restriction") != 0) return;
    ++roads_.counts[kRestrictions];
    const std::string where = fmt::format("relation {}", relation.id());
    const char* tag = restriction_of_cars(relation, where);
    if (tag == nullptr) return;
    OsmRestriction out{.id = relation.id(), .tag = tag, .from = {}, .via_ways = {}, .to = {}};
    const bool only = out.tag.starts_with("only_");
    if (!only && !out.tag.starts_with("no_")) {
      report_.add({fmt::format("restriction={} is not understood", tag), "P326"}, where);
      ++roads_.counts[std::string(kNotRepresented) + "its value is not understood"];
      return;
    }
    out.kind = only ? OsmRestriction::Kind::kOnly : OsmRestriction::Kind::kNo;
    for (const auto& member : relation.members()) {
      const bool is_way = member.type() == osmium::item_type::way;
      if (is_way && std::strcmp(member.role(), "from") == 0) out.from.push_back(member.ref());
      if (is_way && std::strcmp(member.role(), "to") == 0) out.to.push_back(member.ref());
      if (std::strcmp(member.role(), "via") != 0) continue;
      if (is_way) out.via_ways.push_back(member.ref());
      if (member.type() == osmium::item_type::node) out.via_node = member.ref();
    }
    roads_.restrictions.push_back(std::move(out));
  }

  std::vector<std::int64_t> ids;  // of the nodes of all ways, one after another
  // Of the first so many of them, where ways have the places of their nodes in them (osmium add-locations-to-ways,
  // Overpass's `out geom`); kNowhere where one has not.
  std::vector<Coordinate> places;

 private:
  // What the relation says to cars; nullptr, and counted, if that is nothing, or nothing at most times.
  const char* restriction_of_cars(const osmium::Relation& relation, const std::string& where) {
    const auto value = [&](const char* key) { return relation.tags().get_value_by_key(key); };
    const char* tag = nullptr;
    for (const char* key :
         {"restriction:motorcar", "restriction:motor_vehicle", "restriction:vehicle", "restriction"}) {
      if (tag == nullptr) tag = value(key);
    }
    for (const char* key : {"restriction:motorcar:conditional", "restriction:motor_vehicle:conditional",
                            "restriction:vehicle:conditional", "restriction:conditional", "day_on", "hour_on"}) {
      if (value(key) == nullptr) continue;
      report_.add({fmt::format("{}={} is not applied", key, value(key)), "P322"}, where);
      if (tag == nullptr) {
        ++roads_.counts[std::string(kNotRepresented) + "it holds at some times only"];
        return nullptr;
      }
    }
    if (tag == nullptr) ++roads_.counts[std::string(kWithoutEffect) + "it is for others than cars"];
    for (const std::string& vehicle : split(relation.tags().get_value_by_key("except", ""), ';')) {
      const std::string_view who = trimmed(vehicle);
      if (tag == nullptr || (who != "motorcar" && who != "motor_vehicle" && who != "vehicle")) continue;
      ++roads_.counts[std::string(kWithoutEffect) + "it excepts cars"];
      return nullptr;
    }
    return tag;
  }

  OsmRoads& roads_;
  const RoadModel& model_;
  Report& report_;
  std::int64_t& roads_met_ = roads_.counts["ways with a highway or ferry tag"];
  Kinds<WayRules> kinds_;
};

// A node has one place, wherever the file tells it: joined, two would make of two roads one.
class Places {
 public:
  Places(OsmRoads& roads, const std::filesystem::path& path) : roads_(roads), path_(path) {}

  // of: "way", or "node" itself.
  void set(NodeRank rank, Coordinate place, const char* of, std::int64_t id) {
    Coordinate& here = roads_.position[rank];
    if ((roads_.node_flags[rank] & kNodeFound) != 0 && here != place && problems_.list().size() < kMostTold) {
      problems_.add({.code = "P311",
                     .problem = fmt::format("node {} stands in the file at two places", roads_.node_id[rank]),
                     .why = fmt::format("{} and, in {} {}, {}", text(here), of, id, text(place)),
                     .where = path_.string(),
                     .suggestion = "ways and nodes are of different days: ask for both at once, or end an Overpass "
                                   "query with (._;>;); out meta;"});
    }
    here = place;
    roads_.node_flags[rank] |= kNodeFound;
  }
  void refuse_two() const { problems_.throw_if_errors(); }

 private:
  static constexpr std::size_t kMostTold = 100;
  static std::string text(Coordinate c) { return fmt::format("{},{}", c.lat_e7 / 1e7, c.lon_e7 / 1e7); }

  OsmRoads& roads_;
  const std::filesystem::path& path_;
  Problems problems_;
};

std::uint8_t flags_of(const NodeRules& rules) {
  const auto flag = [](ModeSet modes, Mode mode, std::uint8_t bit) {
    return (modes & network::mode_bit(mode)) != 0 ? bit : 0;
  };
  return static_cast<std::uint8_t>(
      flag(rules.blocked, Mode::kCar, kNodeNoCar) | flag(rules.blocked, Mode::kFoot, kNodeNoFoot) |
      flag(rules.locked, Mode::kCar, kNodeLockedCar) | flag(rules.locked, Mode::kFoot, kNodeLockedFoot) |
      (rules.at_times ? kNodeAtTimes : 0) | (rules.border_control ? kNodeKeep : 0));
}

// A road over a node that is deleted contradicts the file: nobody is led over the place.
void report_deleted(OsmRoads& roads, std::vector<NodeRank> deleted) {
  if (deleted.empty()) return;
  std::sort(deleted.begin(), deleted.end());
  for (std::size_t w = 0, told = 0; w + 1 < roads.ways.size() && told < kFindingsOfAKind; ++w) {
    for (std::uint32_t ref = roads.ways[w].first_ref; ref < roads.ways[w + 1].first_ref; ++ref) {
      if (!std::binary_search(deleted.begin(), deleted.end(), roads.refs[ref])) continue;
      roads.findings.push_back(
          {.severity = Severity::kFinding,
           .code = "P314",
           .problem = fmt::format("the road runs over node {}, which is deleted", roads.node_id[roads.refs[ref]]),
           .why = "it is cut there",
           .where = fmt::format("way {}", roads.ways[w].id)});
      ++told;
    }
  }
}

// False if the file has to be read again: OsmFile::read.
bool read_nodes(OsmFile& file, const RoadModel& model, OsmRoads& roads, const RankIndex& index, Places& places,
                Report& report, const jobs::Task& task) {
  Kinds<NodeRules> kinds;
  std::size_t cursor = 0;
  const std::size_t needed = roads.node_id.size();
  const auto read = [&](const osmium::OSMObject& object) {
    const auto& node = static_cast<const osmium::Node&>(object);
    // Files are sorted, so the next one is nearly always near; any order is read right.
    while (cursor < needed && roads.node_id[cursor] < node.id()) ++cursor;
    NodeRank rank = static_cast<NodeRank>(cursor);
    if (cursor == needed || roads.node_id[cursor] != node.id()) rank = index.rank(node.id());
    if (rank == UINT32_MAX) {
      if (cursor < needed && cursor > 0 && roads.node_id[cursor - 1] > node.id()) cursor = 0;
      return;
    }
    if (!node.location().valid()) return;
    places.set(rank, {node.location().y(), node.location().x()}, "node", node.id());
    if (!node.tags().empty()) {
      const NodeRules& rules = kinds.rules(node.tags(), [&](const TagLookup& tag) { return read_node(tag, model); });
      roads.node_flags[rank] |= flags_of(rules);
      for (const TagNote& note : rules.notes) report.add(note, fmt::format("node {}", node.id()));
      if (rules.border_control) {
        roads.border_controls.push_back(node.id());
        ++roads.counts["border controls on roads"];
      }
    }
  };
  std::vector<NodeRank> deleted;
  const auto note_deleted = [&](std::int64_t id) {
    const NodeRank rank = index.rank(id);
    if (rank == UINT32_MAX) return;
    deleted.push_back(rank);
    roads.node_flags[rank] &= static_cast<std::uint8_t>(~kNodeFound);
  };
  if (!file.read(OsmKind::kNode, OsmKind::kNode, {read, note_deleted}, task)) return false;
  const auto missing = std::count_if(roads.node_flags.begin(), roads.node_flags.end(),
                                     [](std::uint8_t flags) { return (flags & kNodeFound) == 0; });
  if (missing > 0) roads.counts["nodes of roads that are missing from the file"] = missing;
  report_deleted(roads, std::move(deleted));
  return true;
}

// Nothing if the file has to be read again: OsmFile::read.
std::optional<OsmRoads> read_roads(OsmFile& file, const std::filesystem::path& path, const RoadModel& model,
                                   const jobs::Task& task) {
  OsmRoads roads;
  Report report(roads);
  WayPass pass(roads, model, report);
  const auto read = [&](const osmium::OSMObject& object) {
    if (object.type() == osmium::item_type::way) pass.way(static_cast<const osmium::Way&>(object));
    if (object.type() == osmium::item_type::relation) pass.relation(static_cast<const osmium::Relation&>(object));
  };
  if (!file.read(OsmKind::kWay, OsmKind::kRelation, {.object = read}, task.part(0, kWaysShare))) return std::nullopt;
  if (roads.ways.empty()) {
    const bool without_nodes = roads.counts.contains("dropped: fewer than two nodes");
    throw InputError(Problem{.code = "P306",
                             .problem = fmt::format("there are no roads in {}", path.filename().string()),
                             .why = fmt::format("{} ways with a highway or ferry tag, none of which anybody may use",
                                                roads.counts["ways with a highway or ferry tag"]),
                             .where = path.string(),
                             .suggestion = without_nodes
                                               ? "ways lack their nodes: end an Overpass query with (._;>;); out meta;"
                                               : "extract highway ways and their nodes; a .pbf that was cut off "
                                                 "between two of its blocks looks like this too"});
  }
  roads.ways.emplace_back().first_ref = static_cast<std::uint32_t>(pass.ids.size());
  roads.node_id = pass.ids;
  sort_unique(roads.node_id);
  const RankIndex index(roads.node_id);
  roads.refs.reserve(pass.ids.size());
  for (const std::int64_t id : pass.ids) roads.refs.push_back(index.rank(id));
  pass.ids = {};
  roads.position.assign(roads.node_id.size(), kNowhere);
  roads.node_flags.assign(roads.node_id.size(), 0);
  Places places(roads, path);
  for (std::size_t i = 0, w = 0; i < pass.places.size(); ++i) {
    while (roads.ways[w + 1].first_ref <= i) ++w;
    if (pass.places[i] != kNowhere) places.set(roads.refs[i], pass.places[i], "way", roads.ways[w].id);
  }
  if (!read_nodes(file, model, roads, index, places, report, task.part(kWaysShare, 1))) return std::nullopt;
  places.refuse_two();
  for (OsmRestriction& restriction : roads.restrictions) {
    const NodeRank via = index.rank(restriction.via_node);
    if (restriction.via_node != 0 && via != UINT32_MAX) roads.node_flags[via] |= kNodeKeep;
  }
  std::sort(roads.border_controls.begin(), roads.border_controls.end());
  file.tell_of_left_out(roads);
  return roads;
}

}  // namespace

OsmRoads read_osm(const std::filesystem::path& path, const RoadModel& model, const jobs::Task& task) {
  OsmFile file(path, task);
  if (auto roads = read_roads(file, path, model, task)) return std::move(*roads);
  file.tell_copies_apart(task);
  return read_roads(file, path, model, task).value();
}

}  // namespace passage::osm
