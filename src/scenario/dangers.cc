// dangers.geojson: areas, lines or named roads that are closed, or where people are exposed.
#include <cmath>

#include <nlohmann/json.hpp>

#include "core/text.h"
#include "scenario/area.h"
#include "scenario/json_text.h"
#include "scenario/reading.h"

namespace passage::scenario {
namespace {

using network::Coordinate;
using network::Direction;
using nlohmann::json;

struct Feature {
  const json& properties;
  std::string where;
  Problems& problems;

  [[nodiscard]] std::string text(const char* key) const {
    const auto found = properties.find(key);
    if (found == properties.end() || found->is_null()) return {};
    if (found->is_string()) return found->get<std::string>();
    problems.add({.code = "P113", .problem = fmt::format("{} is {}, not a text", key, found->dump()), .where = where});
    return {};
  }
};

// GeoJSON is WGS84 (RFC 7946); the old `crs` member is accepted where it says the same (P132).
void check_crs(Reading& reading, const json& document, const std::string& file) {
  const auto crs = document.find("crs");
  if (crs == document.end() || crs->is_null()) return;
  const std::string text = crs->dump();
  if (text.find("CRS84") != std::string::npos || text.find("4326") != std::string::npos) return;
  reading.problems.add({.code = "P132",
                        .problem = "the file is in another coordinate system",
                        .why = text,
                        .where = file,
                        .suggestion = "reproject it: ogr2ogr -t_srs EPSG:4326 dangers.geojson FILE"});
}

// One [lon, lat] position; reports P152 and P130.
std::optional<Coordinate> position_of(const json& position, const Feature& feature) {
  const bool pair = position.is_array() && position.size() >= 2 && position[0].is_number() && position[1].is_number();
  if (!pair) {
    feature.problems.add({.code = "P152",
                          .problem = fmt::format("a position is {}, not [lon, lat]", position.dump().substr(0, 40)),
                          .where = feature.where});
    return std::nullopt;
  }
  const double lon = position[0].get<double>(), lat = position[1].get<double>();
  if (std::abs(lat) <= 90 && std::abs(lon) <= 180) return Coordinate::of(lat, lon);
  feature.problems.add({.code = "P130",
                        .problem = fmt::format("{}, {} is no place on Earth", lat, lon),
                        .where = feature.where,
                        .suggestion = std::abs(lat) > 360 || std::abs(lon) > 360
                                          ? "these look like metres: reproject the file to EPSG:4326"
                                          : "a position is [longitude, latitude]; they look swapped"});
  return std::nullopt;
}

bool read_line(const json& positions, std::size_t least, const Feature& feature, std::vector<Ring>& out) {
  if (!positions.is_array() || positions.size() < least) {
    feature.problems.add({.code = "P152",
                          .problem = fmt::format("a line of the geometry has fewer than {} positions", least),
                          .where = feature.where});
    return false;
  }
  Ring ring;
  for (const json& position : positions) {
    const auto point = position_of(position, feature);
    if (!point) return false;
    ring.push_back(*point);
  }
  out.push_back(std::move(ring));
  return true;
}

// The rings or lines of a geometry. False (and a problem) if it is neither polygon nor line.
bool read_geometry(const json& geometry, const Feature& feature, Danger& danger) {
  const auto type_at = geometry.is_object() ? geometry.find("type") : geometry.end();
  const std::string type =
      geometry.is_object() && type_at != geometry.end() && type_at->is_string() ? type_at->get<std::string>() : "";
  const bool many = type.starts_with("Multi");
  const bool polygon = type == "Polygon" || type == "MultiPolygon";
  if ((!polygon && type != "LineString" && type != "MultiLineString") || !geometry.contains("coordinates")) {
    feature.problems.add({.code = "P152",
                          .problem = fmt::format("the geometry is \"{}\", not a polygon or line", type),
                          .where = feature.where,
                          .suggestion = "or name the roads: \"roads\": \"r8 r9\""});
    return false;
  }
  danger.is_polygon = polygon;
  const json& coordinates = geometry["coordinates"];
  const std::vector<json> parts =
      many ? std::vector<json>(coordinates.begin(), coordinates.end()) : std::vector<json>{coordinates};
  for (const json& part : parts) {
    if (!polygon) {
      if (!read_line(part, 2, feature, danger.rings)) return false;
      continue;
    }
    if (!part.is_array() || part.empty()) return read_line(json(), 4, feature, danger.rings);
    for (const json& ring : part)
      if (!read_line(ring, 4, feature, danger.rings)) return false;
  }
  return !danger.rings.empty();
}

void add_sides(const network::Network& net, network::RoadId road, double share, const std::string& direction,
               Danger& danger) {
  (void)net;
  if (direction != "backward") danger.touched.push_back({{road, Direction::kForward}, share});
  if (direction != "forward") danger.touched.push_back({{road, Direction::kBackward}, share});
}

// What the geometry touches.
void touch(const network::Network& net, const std::string& direction, Danger& danger) {
  const Area area(danger.rings);
  for (const network::RoadId road : net.length_mm.ids()) {
    Box box;
    box.add(net.position[net.from[road]]);
    box.add(net.position[net.to[road]]);
    for (const Coordinate p : net.shape_of(road)) box.add(p);
    if (!box.meets(area.box())) continue;
    const auto line = line_of(net, road);
    if (danger.is_polygon) {
      if (const double share = area.share_inside(line); share > 1e-12) add_sides(net, road, share, direction, danger);
    } else if (std::any_of(danger.rings.begin(), danger.rings.end(),
                           [&](const Ring& drawn) { return lines_meet(line, drawn); })) {
      add_sides(net, road, 1, direction, danger);
    }
  }
  if (!danger.is_polygon) return;
  for (const network::NodeId node : net.position.ids())
    if (area.contains(net.position[node])) danger.nodes_inside.push_back(node);
}

void read_effect(Reading& reading, const Feature& feature, Danger& danger) {
  const auto closed = feature.properties.find("closed");
  if (closed != feature.properties.end() && !closed->is_null()) {
    if (closed->is_boolean()) {
      danger.closed = closed->get<bool>();
    } else {
      reading.problems.add({.code = "P113",
                            .problem = fmt::format("closed is {}, not true or false", closed->dump()),
                            .where = feature.where});
      danger.closed = true;  // so that P154 does not speak of the same
    }
  }
  const auto exposure = feature.properties.find("exposure_per_person_h");
  if (exposure != feature.properties.end() && !exposure->is_null()) {
    const std::string text = exposure->is_string() ? exposure->get<std::string>() : exposure->dump();
    danger.exposure_per_person_h =
        read_figure(text, {"exposure_per_person_h", feature.where, 0, 1'000'000}, reading.problems);
  } else if (!danger.closed) {
    reading.problems.add({.code = "P154",
                          .problem = fmt::format("danger \"{}\" is neither closed nor has an exposure", danger.id),
                          .where = feature.where,
                          .suggestion = "\"closed\": true, or \"exposure_per_person_h\": 0.001"});
  }
}

void check_keys(Reading& reading, const Feature& feature) {
  const std::vector<std::string> known{"id",   "source", "closed", "exposure_per_person_h",
                                       "from", "until",  "roads",  "direction"};
  for (const auto& [key, ignored] : feature.properties.items()) {
    if (is_free_column(key) || std::find(known.begin(), known.end(), key) != known.end()) continue;
    reading.problems.add({.code = "P104",
                          .problem = fmt::format("unknown key \"{}\" in a danger", key),
                          .where = feature.where,
                          .suggestion = did_you_mean(key, known)});
  }
}

void read_danger(Reading& reading, const json& document, std::size_t nth) {
  const std::string where = fmt::format("{}: feature {}", reading.files.dangers.path, nth);
  static const json kNone = json::object();
  const bool has_properties =
      document.is_object() && document.contains("properties") && document["properties"].is_object();
  const Feature feature{has_properties ? document["properties"] : kNone, where, reading.problems};
  check_keys(reading, feature);
  Danger danger;
  danger.where = where;
  danger.id = feature.text("id");
  danger.source = feature.text("source");
  for (const auto& [key, value] : {std::pair{"id", &danger.id}, {"source", &danger.source}})
    if (value->empty())
      reading.problems.add({.code = "P106", .problem = fmt::format("the danger has no \"{}\"", key), .where = where});
  if (!danger.id.empty() && !is_id(danger.id))
    reading.problems.add({.code = "P112",
                          .problem = fmt::format("id \"{}\" holds a character that ids can't have", danger.id),
                          .where = where,
                          .suggestion = "letters A-Z a-z, digits, _ . and - only"});
  for (const Danger& other : reading.c.dangers)
    if (!danger.id.empty() && other.id == danger.id) report_duplicate(reading, "danger", danger.id, where);
  check_source(reading, danger.source, where);
  read_effect(reading, feature, danger);
  danger.when = read_interval(reading, feature.text("from"), feature.text("until"),
                              fmt::format("danger \"{}\"", danger.id), where)
                    .value_or(CaseInterval{});
  const std::string direction = feature.text("direction");
  if (!direction.empty() && direction != "forward" && direction != "backward" && direction != "both")
    reading.problems.add({.code = "P109",
                          .problem = fmt::format("direction can't be \"{}\"", direction),
                          .why = "it is one of forward, backward, both",
                          .where = where,
                          .suggestion = did_you_mean(direction, {"forward", "backward", "both"})});
  if (const std::string roads = feature.text("roads"); !roads.empty()) {
    for (const std::string& id : split(roads, ' ')) {
      if (id.empty()) continue;
      const auto road = find_road(reading, fmt::format("danger \"{}\"", danger.id), id, where);
      if (road.valid()) add_sides(reading.c.network, road, 1, direction, danger);
    }
  } else {
    const json geometry = document.is_object() ? document.value("geometry", json()) : json();
    if (read_geometry(geometry, feature, danger)) touch(reading.c.network, direction, danger);
  }
  if (danger.touched.empty() && reading.roads_known)
    reading.problems.add({.severity = Severity::kFinding,
                          .code = "P216",
                          .problem = fmt::format("danger \"{}\" touches no road", danger.id),
                          .where = where});
  if (danger.when.empty() && reading.clock)
    reading.problems.add({.severity = Severity::kFinding,
                          .code = "P205",
                          .problem = fmt::format("danger \"{}\" lies outside the horizon", danger.id),
                          .where = where});
  reading.c.dangers.push_back(std::move(danger));
}

}  // namespace

void read_dangers(Reading& reading) {
  if (!reading.files.dangers.named()) return;
  const auto text = read_text(reading, reading.files.dangers);
  if (!text) return;
  const std::string& file = reading.files.dangers.path;
  const auto document = parse_json(*text, file, reading.problems);
  if (!document) return;
  if (!document->is_object() || !document->contains("features") || !(*document)["features"].is_array()) {
    reading.problems.add({.code = "P152",
                          .problem = "the file is not a GeoJSON FeatureCollection",
                          .where = file,
                          .suggestion = "{\"type\": \"FeatureCollection\", \"features\": [...]}"});
    return;
  }
  check_crs(reading, *document, file);
  std::size_t nth = 0;
  for (const json& feature : (*document)["features"]) read_danger(reading, feature, ++nth);
}

}  // namespace passage::scenario
