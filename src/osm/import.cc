#include "osm/import.h"

#include <cmath>
#include <numbers>

#include <fmt/compile.h>
#include <fmt/format.h>

#include "core/hash.h"
#include "core/version.h"
#include "network/columns.h"
#include "osm/pieces.h"

namespace passage::osm {

using network::Columns;
using network::Direction;
using network::NetworkMeta;

namespace {

constexpr double kReadShare = 0.6;  // of the time

constexpr std::int64_t kTurnCapacityMilli = 1'000'000'000;  // a million vehicles an hour: never binds

// Of two near points: the chord on the sphere, one cosine instead of five functions. Below 50 km it is
// within 1e-5 of distance().
double near_metres(Coordinate a, Coordinate b) {
  constexpr double kPerE7 = 6371008.8 * std::numbers::pi / 180 * 1e-7;
  const double north = static_cast<double>(std::int64_t{b.lat_e7} - a.lat_e7);
  const double east = static_cast<double>(std::int64_t{b.lon_e7} - a.lon_e7);
  if (std::abs(north) + std::abs(east) > 5e6) return network::distance(a, b).count();
  const double middle = (static_cast<double>(a.lat_e7) + b.lat_e7) / 2 * 1e-7 * std::numbers::pi / 180;
  const double shrunk = east * std::cos(middle);
  return kPerE7 * std::sqrt(north * north + shrunk * shrunk);
}

class Assembly {
 public:
  Assembly(const OsmRoads& roads, const Pieces& pieces) : roads_(roads), pieces_(pieces) {}

  Columns run() {
    reserve();
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

  std::vector<network::DoubtfulRoad> doubtful;  // after run

 private:
  // One road a piece, and some of both directions apart.
  void reserve() {
    const std::size_t nodes = pieces_.rank_of.size(), roads = pieces_.pieces.size() + pieces_.turns.size();
    out_.node_name.first.reserve(nodes + 1);
    out_.position.reserve(nodes);
    for (auto* texts : {&out_.road_id, &out_.road_name}) texts->first.reserve(roads + 1);
    for (auto* ends : {&out_.from, &out_.to}) ends->reserve(roads);
    for (auto* figures : {&out_.length_mm, &out_.speed_m_h, &out_.capacity_milli_veh_h}) figures->reserve(roads);
    for (auto* bytes : {&out_.lanes, &out_.paved, &out_.forward, &out_.backward}) bytes->reserve(roads);
    out_.road_class.reserve(roads);
    out_.shape_first.reserve(roads + 1);
    out_.shape.reserve(roads_.refs.size() - std::min(roads_.refs.size(), pieces_.pieces.size()));
  }

  // Of a letter and two numbers at most, so it fits; valid until the next one.
  template <class Format, class... Numbers>
  std::string_view name(const Format& format, Numbers... numbers) {
    return {text_, static_cast<std::size_t>(fmt::format_to(text_, format, numbers...) - text_)};
  }

  void add_node(std::size_t v) {
    const NodeRank rank = pieces_.rank_of[v];
    const std::int64_t id = roads_.node_id[rank];
    out_.node_name.add(pieces_.part_of[v] == 0 ? name(FMT_COMPILE("n{}"), id)
                                               : name(FMT_COMPILE("n{}.{}"), id, pieces_.part_of[v]));
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
    const bool same_figures = as_forward == forward || (backward.modes & network::mode_bit(network::Mode::kCar)) == 0;
    if (forward.modes != 0 && (backward.modes == 0 || (same_ends && same_figures))) {
      add_road(piece, metres, forward, piece.from, piece.to, forward.modes, backward.modes, Direction::kForward);
    } else if (same_ends && forward.modes == 0) {
      add_road(piece, metres, backward, piece.from, piece.to, 0, backward.modes, Direction::kForward);
    } else if (same_ends && (forward.modes & network::mode_bit(network::Mode::kCar)) == 0) {
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
    doubt(way.doubts);
    out_.road_id.add(drawn == Direction::kForward ? name(FMT_COMPILE("w{}.{}"), way.id, piece.part)
                                                  : name(FMT_COMPILE("w{}.{}r"), way.id, piece.part));
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

  // Of the road that is added next.
  void doubt(network::DoubtSet doubts) {
    if (doubts != 0) doubtful.push_back({network::RoadId{out_.from.size()}, doubts});
  }

  void add_turn(const TurnRoad& turn) {
    doubt(turn.doubts);
    const std::int64_t node = roads_.node_id[pieces_.rank_of[turn.from.index()]];
    out_.road_id.add(name(FMT_COMPILE("t{}.{}"), node, ++turns_at_[node]));
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
  for (const network::ModelRow& row : model.rows()) {
    if (RoadModel::standard().find(row.parameter, row.key) == row.value) continue;
    meta.model += fmt::format("{} {} = {}\n", row.parameter, row.key, row.value);
  }
  for (const auto& [what, count] : roads.counts) meta.counts.push_back({what, count});
  for (const std::int64_t node : roads.border_controls) meta.border_controls.push_back(fmt::format("n{}", node));
  meta.findings = std::move(roads.findings);
  return meta;
}

}  // namespace

ImportedRoads import_osm(const std::filesystem::path& path, const RoadModel& model, const jobs::Task& task) {
  const auto reached = [&](double done) {
    task.expect_wanted();
    task.report(done);
  };
  OsmRoads roads = read_osm(path, model, task.part(0, kReadShare));
  reached(kReadShare);
  Pieces pieces = cut_ways(roads);
  if (pieces.pieces.empty()) {
    throw InputError(Problem{
        .code = "P307",
        .problem = fmt::format("no road in {} has two nodes with coordinates", path.filename().string()),
        .why = fmt::format("{} nodes are missing", roads.counts["nodes of roads that are missing from the file"]),
        .where = path.string(),
        .suggestion = "extract again with complete ways; end an Overpass query with (._;>;); out meta;"});
  }
  split_at_restrictions(roads, pieces);
  split_at_barriers(roads, pieces);
  reached(0.7);
  Assembly assembly(roads, pieces);
  Columns columns = assembly.run();
  reached(0.85);
  NetworkMeta meta = describe(path, roads, model);
  meta.doubtful = std::move(assembly.doubtful);
  roads = {};
  pieces = {};
  return {network::sealed(std::move(columns)), std::move(meta)};
}

}  // namespace passage::osm
