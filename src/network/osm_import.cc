#include "network/osm_import.h"

#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "core/hash.h"
#include "core/version.h"
#include "network/columns.h"
#include "network/osm_pieces.h"

namespace passage::network {
namespace {

constexpr std::int64_t kTurnCapacityMilli = 1'000'000'000;  // a million vehicles an hour: never binds

// Of two near points: the chord on the sphere, one cosine instead of five functions. Below 50 km it is
// within 1e-5 of distance().
double near_metres(Coordinate a, Coordinate b) {
  constexpr double kPerE7 = 6371008.8 * std::numbers::pi / 180 * 1e-7;
  const double north = static_cast<double>(std::int64_t{b.lat_e7} - a.lat_e7);
  const double east = static_cast<double>(std::int64_t{b.lon_e7} - a.lon_e7);
  if (std::abs(north) + std::abs(east) > 5e6) return distance(a, b).count();
  const double middle = (static_cast<double>(a.lat_e7) + b.lat_e7) / 2 * 1e-7 * std::numbers::pi / 180;
  return kPerE7 * std::hypot(north, east * std::cos(middle));
}

class Assembly {
 public:
  Assembly(const OsmRoads& roads, const Pieces& pieces) : roads_(roads), pieces_(pieces) {}

  Columns run() {
    for (std::size_t v = 0; v < pieces_.rank_of.size(); ++v) add_node(v);
    std::size_t at = 0;
    const auto& all = pieces_.pieces;
    while (at < all.size()) {
      std::size_t end = at;
      lengths_.clear();
      double whole = 0;
      for (; end < all.size() && all[end].way == all[at].way; ++end) {
        lengths_.push_back(length_of(all[end]));
        whole += lengths_.back();
      }
      for (std::size_t i = at; i < end; ++i) add_piece(all[i], lengths_[i - at], whole);
      at = end;
    }
    for (const TurnRoad& turn : pieces_.turns) add_turn(turn);
    return std::move(out_);
  }

 private:
  void add_node(std::size_t v) {
    const NodeRank rank = pieces_.rank_of[v];
    const auto name = pieces_.part_of[v] == 0
                          ? fmt::format_to_n(text_, sizeof text_, "n{}", roads_.node_id[rank])
                          : fmt::format_to_n(text_, sizeof text_, "n{}.{}", roads_.node_id[rank], pieces_.part_of[v]);
    out_.node_name.add({text_, name.size});
    out_.position.push_back(roads_.position[rank]);
  }

  [[nodiscard]] double length_of(const Piece& piece) const {
    double metres = 0;
    for (std::uint32_t ref = piece.first; ref < piece.last; ++ref)
      metres += near_metres(roads_.position[roads_.refs[ref]], roads_.position[roads_.refs[ref + 1]]);
    return metres;
  }

  void add_piece(const Piece& piece, double metres, double whole) {
    const OsmWay& way = roads_.ways[piece.way];
    const auto ferry_speed = [&](WaySide side) {
      if (way.ferry_seconds > 0)
        side.speed_m_h = std::max<std::int64_t>(100, std::llround(whole / way.ferry_seconds * 3600));
      return side;
    };
    const WaySide forward = ferry_speed(way.forward), backward = ferry_speed(way.backward);
    const bool same_ends = piece.backward_from == piece.to && piece.backward_to == piece.from;
    WaySide as_forward = backward;
    as_forward.modes = forward.modes;
    const bool same_figures = as_forward == forward || (backward.modes & mode_bit(Mode::kCar)) == 0;
    if (forward.modes != 0 && (backward.modes == 0 || (same_ends && same_figures))) {
      add_road(piece, metres, forward, piece.from, piece.to, forward.modes, backward.modes, Direction::kForward);
    } else if (same_ends && forward.modes == 0) {
      add_road(piece, metres, backward, piece.from, piece.to, 0, backward.modes, Direction::kForward);
    } else if (same_ends && (forward.modes & mode_bit(Mode::kCar)) == 0) {
      add_road(piece, metres, backward, piece.from, piece.to, forward.modes, backward.modes, Direction::kForward);
    } else {
      if (forward.modes != 0)
        add_road(piece, metres, forward, piece.from, piece.to, forward.modes, 0, Direction::kForward);
      add_road(piece, metres, backward, piece.backward_from, piece.backward_to, backward.modes, 0,
               Direction::kBackward);
    }
  }

  // A road drawn backward runs from the piece's end to its start.
  void add_road(const Piece& piece, double metres, const WaySide& side, NodeId from, NodeId to, ModeSet forward,
                ModeSet backward, Direction drawn) {
    const OsmWay& way = roads_.ways[piece.way];
    const auto name =
        fmt::format_to_n(text_, sizeof text_, "w{}.{}{}", way.id, piece.part, drawn == Direction::kForward ? "" : "r");
    out_.road_id.add({text_, name.size});
    const auto& names = roads_.names;
    const std::uint32_t first = names.first[piece.way], last = names.first[piece.way + 1];
    out_.road_name.add(std::string_view(names.pool.data() + first, last - first));
    out_.from.push_back(from);
    out_.to.push_back(to);
    out_.road_class.push_back(way.road_class);
    out_.length_mm.push_back(std::llround(metres * 1000));
    out_.speed_m_h.push_back(side.speed_m_h);
    out_.capacity_milli_veh_h.push_back(side.capacity_milli_veh_h);
    out_.lanes.push_back(side.lanes);
    out_.paved.push_back(way.paved);
    out_.forward.push_back(forward);
    out_.backward.push_back(backward);
    for (std::uint32_t i = 1; i < piece.last - piece.first; ++i) {
      const std::uint32_t ref = drawn == Direction::kForward ? piece.first + i : piece.last - i;
      out_.shape.push_back(roads_.position[roads_.refs[ref]]);
    }
    out_.shape_first.push_back(static_cast<std::uint32_t>(out_.shape.size()));
  }

  void add_turn(const TurnRoad& turn) {
    const std::int64_t node = roads_.node_id[pieces_.rank_of[turn.from.index()]];
    const auto name = fmt::format_to_n(text_, sizeof text_, "t{}.{}", node, ++turns_at_[node]);
    out_.road_id.add({text_, name.size});
    out_.road_name.add({});
    out_.from.push_back(turn.from);
    out_.to.push_back(turn.to);
    out_.road_class.push_back(RoadClass::kTurn);
    out_.length_mm.push_back(0);
    out_.speed_m_h.push_back(30'000);
    out_.capacity_milli_veh_h.push_back(kTurnCapacityMilli);
    out_.lanes.push_back(0);
    out_.paved.push_back(2);
    out_.forward.push_back(turn.forward);
    out_.backward.push_back(turn.backward);
    out_.shape_first.push_back(static_cast<std::uint32_t>(out_.shape.size()));
  }

  const OsmRoads& roads_;
  const Pieces& pieces_;
  Columns out_;
  std::vector<double> lengths_;
  std::map<std::int64_t, int> turns_at_;
  char text_[64];
};

NetworkMeta describe(const std::filesystem::path& path, OsmRoads& roads, const RoadModel& model) {
  NetworkMeta meta;
  meta.source = path.filename().string();
  meta.source_sha256 = sha256_of_file(path);
  meta.version = version();
  meta.attribution = "(c) OpenStreetMap contributors, ODbL";
  meta.sustained_factor = model.at("sustained_factor");
  for (const ModelRow& row : model.rows()) {
    if (RoadModel::standard().find(row.parameter, row.key) == row.value) continue;
    meta.model += fmt::format("{} {} = {}\n", row.parameter, row.key, row.value);
  }
  for (const auto& [what, count] : roads.counts) meta.counts.push_back({what, count});
  for (const std::int64_t node : roads.border_controls) meta.border_controls.push_back(fmt::format("n{}", node));
  meta.findings = std::move(roads.findings);
  return meta;
}

}  // namespace

ImportedRoads import_osm(const std::filesystem::path& path, const RoadModel& model) {
  OsmRoads roads = read_osm(path, model);
  Pieces pieces = cut_ways(roads);
  if (pieces.pieces.empty()) {
    throw InputError(Problem{
        .code = "P307",
        .problem = fmt::format("no road in {} has two nodes with coordinates", path.filename().string()),
        .why = fmt::format("{} nodes are missing", roads.counts["nodes of roads that are missing from the file"]),
        .where = path.string(),
        .suggestion = "extract again with complete ways"});
  }
  split_at_restrictions(roads, pieces);
  Columns columns = Assembly(roads, pieces).run();
  NetworkMeta meta = describe(path, roads, model);
  roads = {};
  pieces = {};
  return {sealed(std::move(columns)), std::move(meta)};
}

}  // namespace passage::network
