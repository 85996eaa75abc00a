// Dangers, any layer: areas, lines or named roads that are closed, or where people are exposed.
#include <algorithm>

#include "casefile/area.h"
#include "casefile/reading.h"
#include "core/text.h"
#include "tables/column_names.h"

namespace passage::casefile {

using scenario::Danger;
using tables::Need;

namespace {

using geodata::ShapeKind;
using network::Direction;

void add_sides(network::RoadId road, double share, const std::string& direction, Danger& danger) {
  if (direction != "backward") danger.touched.push_back({{road, Direction::kForward}, share});
  if (direction != "forward") danger.touched.push_back({{road, Direction::kBackward}, share});
}

// What a drawn danger touches. The boxes of all roads are worked out once, for all dangers.
class Toucher {
 public:
  explicit Toucher(const network::Network& net) : net_(net) {}

  void touch(const geodata::PreparedShape& shape, const std::string& direction, Danger& danger) {
    if (boxes_.empty())
      for (const network::RoadId road : net_.length_mm.ids()) boxes_.push_back(geodata::box_of(line_of(net_, road)));
    for (const network::RoadId road : net_.length_mm.ids()) {
      if (!shape.may_meet(boxes_[road.index()])) continue;
      const Line line = line_of(net_, road);
      const double share = danger.is_polygon ? share_inside(shape, line) : shape.meets(line) ? 1 : 0;
      if (share > 0) add_sides(road, share, direction, danger);
    }
    if (!danger.is_polygon) return;
    for (const network::NodeId node : net_.position.ids())
      if (shape.holds(layer_point(net_.position[node]))) danger.nodes_inside.push_back(node);
  }

 private:
  const network::Network& net_;
  std::vector<geodata::PlaneBox> boxes_;
};

// A yes or no, as GeoJSON, tables and shapefiles write it.
bool read_closed(Reading& reading, const Row& row) {
  const std::string text = tables::lower_case(row.cell("closed"));
  for (const char* yes : {"true", "1", "yes", "t", "y"})
    if (text == yes) return true;
  for (const char* no : {"", "false", "0", "no", "f", "n"})
    if (text == no) return false;
  reading.problems.add({.code = "P113",
                        .problem = fmt::format("closed is \"{}\", not true or false", row.cell("closed")),
                        .where = row.where()});
  return true;  // so that P154 does not speak of the same
}

void read_shape(Reading& reading, const Row& row, const std::string& direction, Toucher& toucher, Danger& danger) {
  const geodata::Drawn& drawn = row.drawn();
  if (row.has("roads") && drawn.kind == ShapeKind::kNone) return;  // the list says all, or the fault is told
  danger.is_polygon = drawn.kind == ShapeKind::kPolygon;
  if (!danger.is_polygon && drawn.kind != ShapeKind::kLine && drawn.kind != ShapeKind::kMultiLine)
    return report_shape(reading, row, "a polygon or line; or name the roads: \"roads\": \"r8 r9\"");
  for (const auto& part : drawn.parts) {
    auto& ring = danger.rings.emplace_back();
    for (const geodata::LayerPoint p : part) ring.push_back(coordinate_of(p));
  }
  toucher.touch(drawn.shape, direction, danger);
  if (danger.is_polygon) reading.danger_areas.back() = drawn.shape;
}

// Whoever is named twice, or named and drawn, is in danger once: by the larger share.
void touch_once(Danger& danger) {
  std::vector<Danger::Touched> once;
  for (const Danger::Touched& touched : danger.touched) {
    const auto same = std::find_if(once.begin(), once.end(), [&](auto& other) { return other.side == touched.side; });
    if (same == once.end()) {
      once.push_back(touched);
    } else {
      same->share = std::max(same->share, touched.share);
    }
  }
  danger.touched = std::move(once);
}

void read_danger(Reading& reading, const Row& row, Toucher& toucher) {
  Danger danger;
  danger.where = row.where();
  danger.id = row.id();
  danger.source = row.text("source", Need::kRequired);
  check_source(reading, danger.source, row.where());
  for (const Danger& other : reading.c.dangers)
    if (!danger.id.empty() && other.id == danger.id) report_duplicate(reading, "danger", danger.id, row.where());
  danger.closed = read_closed(reading, row);
  danger.exposure_per_person_h = row.figure("exposure_per_person_h", Need::kOptional, 0, 1'000'000);
  if (!danger.closed && !row.has("exposure_per_person_h"))
    reading.problems.add({.code = "P154",
                          .problem = fmt::format("danger \"{}\" is neither closed nor has an exposure", danger.id),
                          .where = row.where(),
                          .suggestion = "\"closed\": true, or \"exposure_per_person_h\": 0.001"});
  danger.when =
      read_interval(reading, row.cell("from"), row.cell("until"), fmt::format("danger \"{}\"", danger.id), row.where())
          .value_or(CaseInterval{});
  const std::string direction = row.one_of("direction", Need::kOptional, {"forward", "backward", "both"});
  reading.danger_areas.emplace_back();
  if (row.has("roads")) {
    for (const std::string& id : split(row.cell("roads"), ' ')) {
      if (id.empty()) continue;
      const auto road = find_road(reading, fmt::format("danger \"{}\"", danger.id), id, row.where());
      if (road.valid()) add_sides(road, 1, direction, danger);
    }
  }
  read_shape(reading, row, direction, toucher, danger);
  if (row.has("roads")) touch_once(danger);
  const bool told = danger.rings.empty() && !row.has("roads");  // that it has no shape
  if (danger.touched.empty() && reading.roads_known && !told)
    reading.problems.add({.severity = Severity::kFinding,
                          .code = "P216",
                          .problem = fmt::format("danger \"{}\" touches no road", danger.id),
                          .where = row.where()});
  if (danger.when.empty() && reading.clock)
    reading.problems.add({.severity = Severity::kFinding,
                          .code = "P205",
                          .problem = fmt::format("danger \"{}\" lies outside the horizon", danger.id),
                          .where = row.where()});
  reading.c.dangers.push_back(std::move(danger));
}

}  // namespace

void read_dangers(Reading& reading) {
  const NamedFile& file = reading.files.dangers;
  if (!file.named()) return;
  if (file.path.ends_with(".csv")) {
    reading.problems.add({.code = "P155",
                          .problem = "dangers are areas, lines or lists of roads, and a table has no shapes",
                          .where = file.where,
                          .suggestion = "name a layer, such as dangers.geojson"});
    return;
  }
  const std::vector<ColumnRule> rules{{"id", Need::kRequired},
                                      {"source", Need::kRequired},
                                      {"name"},
                                      {"closed"},
                                      {"exposure_per_person_h"},
                                      {"from"},
                                      {"until"},
                                      {"roads"},
                                      {"direction"}};
  auto sheet = read_layer_sheet(reading, file, "dangers", rules);
  if (!sheet || sheet->rows.empty()) return;  // without any there is no danger
  check_columns(*sheet, rules, reading.problems);
  Toucher toucher(reading.c.network);
  for (const tables::SheetRow& fields : sheet->rows)
    read_danger(reading, Row(*sheet, fields, reading.problems), toucher);
}

}  // namespace passage::casefile
