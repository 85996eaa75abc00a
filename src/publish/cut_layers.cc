#include "publish/cut_layers.h"

#include <memory>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "answers/words.h"
#include "core/text.h"
#include "geodata/geopackage.h"
#include "plan/local_time.h"

namespace passage::publish {

using geodata::CellType;
using geodata::LayerPoint;
using geodata::ShapeKind;
using network::Coordinate;
using network::Direction;
using network::RoadId;
using Json = nlohmann::ordered_json;

namespace {

constexpr const char* kNotice = "What holds people back, not where it is safe.";

bool on_road(const CutElement& element) {
  return element.arc.valid();
}

// In the direction of travel.
std::vector<Coordinate> line_of(const Case& c, const CutElement& element) {
  const network::Network& net = c.network;
  const RoadId road = net.road[element.arc];
  std::vector<Coordinate> out{net.position[net.from[road]]};
  for (const Coordinate p : net.shape_of(road)) out.push_back(p);
  out.push_back(net.position[net.to[road]]);
  if (net.direction[element.arc] == Direction::kBackward) std::reverse(out.begin(), out.end());
  return out;
}

// The cells of both layers, in this order, by name.
Json cells(const Case& c, const CutElement& element, CaseTime at) {
  const network::Network& net = c.network;
  Json out;
  out["id"] = on_road(element) ? std::string(net.road_id[net.road[element.arc]]) : c.refuges[element.refuge].id;
  out["name"] = on_road(element) ? std::string(net.road_name[net.road[element.arc]]) : c.refuges[element.refuge].name;
  out["direction"] = on_road(element) ? network::name_of(net.direction[element.arc]) : "";
  out["kind"] = answers::name_of(element.kind);
  out["term"] = element.term;
  out["state"] = answers::name_of(element.state);
  out["from"] = scenario::local_time(c, element.when.from);
  out["until"] = scenario::local_time(c, element.when.until);
  out["persons_per_h"] = element.persons_per_h.to_double();
  out["hour_at_most"] = element.hour.count();
  out["at_hour"] = element.when.contains(at) ? 1 : 0;
  return out;
}

void write_layer(const Case& c, const std::vector<CutElement>& elements, CaseTime at, bool roads,
                 geodata::LayerWriter& out) {
  out.begin({roads ? "held_roads" : "held_refuges",
             kNotice,
             {{"id"},
              {"name"},
              {"direction"},
              {"kind"},
              {"term"},
              {"state"},
              {"from"},
              {"until"},
              {"persons_per_h", CellType::kReal},
              {"hour_at_most", CellType::kInteger},
              {"at_hour", CellType::kInteger}},
             roads ? ShapeKind::kLine : ShapeKind::kPoint});
  for (const CutElement& element : elements) {
    if (on_road(element) != roads) continue;
    const Json row = cells(c, element, at);
    for (const auto& [key, cell] : row.items()) {
      if (cell.is_string()) {
        out.text(cell.get<std::string>());
      } else if (cell.is_number_float()) {
        out.real(cell.get<double>());
      } else {
        out.integer(cell.get<std::int64_t>());
      }
    }
    std::vector<LayerPoint> points;
    if (roads) {
      for (const Coordinate p : line_of(c, element)) points.push_back({p.lon_e7, p.lat_e7});
    } else {
      const Coordinate p = c.refuges[element.refuge].position;
      points.push_back({p.lon_e7, p.lat_e7});
    }
    out.shape(roads ? ShapeKind::kLine : ShapeKind::kPoint, {points});
    out.end_row();
  }
}

std::string geojson(const Case& c, const std::vector<CutElement>& elements, CaseTime at) {
  const auto point = [](Coordinate p) { return Json::array({p.lon_e7 / 1e7, p.lat_e7 / 1e7}); };
  Json out{{"type", "FeatureCollection"},
           {"metadata",
            {{"classification", "restricted"},
             {"notice", kNotice},
             {"title", c.title},
             {"at", scenario::local_time(c, at)}}},
           {"features", Json::array()}};
  for (const CutElement& element : elements) {
    Json geometry;
    if (on_road(element)) {
      Json line = Json::array();
      for (const Coordinate p : line_of(c, element)) line.push_back(point(p));
      geometry = {{"type", "LineString"}, {"coordinates", std::move(line)}};
    } else {
      geometry = {{"type", "Point"}, {"coordinates", point(c.refuges[element.refuge].position)}};
    }
    out["features"].push_back(
        {{"type", "Feature"}, {"geometry", std::move(geometry)}, {"properties", cells(c, element, at)}});
  }
  return out.dump(1) + "\n";
}

std::string what_it_does(const CutElement& element) {
  if (element.kind == answers::CutElementKind::kRoom) return "full";
  if (element.state == answers::CutElementState::kClosed) return "closed";
  return fmt::format("{} an hour", grouped(element.persons_per_h.floor()));
}

}  // namespace

std::string cut_page(const Case& c, const std::vector<CutElement>& elements, CaseTime at, Persons left) {
  const plan::LocalClock clock(c.time_zone, c.start);
  std::string out = answers::heading(c, "What keeps people from being safe by");
  if (left == Persons{0}) return out + "\n  Nothing: everybody who has a road to a refuge is safe.\n";
  out += fmt::format("\n  {} left behind for these reasons\n", counted(left.count(), "person is", "people are"));
  out += fmt::format("\n{:<40}{:>14}{:>12}{:>14}\n",
                     fmt::format("At {} on {}", clock.hour_minute(at), clock.short_day(at)), "lets through", "until",
                     "1 h is worth");
  for (const CutElement& element : elements) {
    std::string words = answers::element_in_words(c, element);
    if (words.size() > 36) words = words.substr(0, 34) + "..";
    const std::string day =
        clock.day(at) == clock.day(element.when.until) ? "" : clock.short_day(element.when.until) + " ";
    out += fmt::format("  {:<38}{:>14}{:>12}{:>14}\n", words, what_it_does(element),
                       day + clock.hour_minute(element.when.until), "<= " + grouped(element.hour.count()));
  }
  if (elements.empty()) out += "  nothing: who is not safe by then has no road, or is released too late\n";
  return out;
}

namespace {

bool is_geojson(const std::filesystem::path& path) {
  const std::string extension = path.extension().string();
  if (extension == ".geojson" || extension == ".json") return true;
  if (extension == ".gpkg") return false;
  throw InputError(Problem{.code = "P504",
                           .problem = fmt::format("{} names no format that a cut is kept in", path.string()),
                           .where = path.string(),
                           .suggestion = "cut.gpkg or cut.geojson"});
}

}  // namespace

void expect_cut_writable(const std::filesystem::path& path, Overwrite overwrite) {
  (void)is_geojson(path);
  expect_writable(path, overwrite);
}

void write_cut(const Case& c, const std::vector<CutElement>& elements, CaseTime at,
               const std::vector<std::string>& paths, Overwrite overwrite) {
  std::set<std::filesystem::path> targets;
  std::vector<std::unique_ptr<PendingOutput>> all;
  for (const std::filesystem::path path : paths) {
    const bool json = is_geojson(path);
    if (!targets.insert(std::filesystem::absolute(path).lexically_normal()).second) continue;
    const PendingOutput& pending = *all.emplace_back(std::make_unique<PendingOutput>(path, overwrite));
    if (json) {
      write_file(pending.path(), geojson(c, elements, at), Overwrite::kReplace);
      continue;
    }
    // GeoPackage wants a time of last change; the clock's would make each file different.
    const std::string start = plan::LocalClock("UTC", c.start).iso(CaseTime{0}).substr(0, 19) + ".000Z";
    const auto out = geodata::write_geopackage(pending.path(), start, {});
    write_layer(c, elements, at, true, *out);
    write_layer(c, elements, at, false, *out);
    out->finish();
  }
  for (const auto& pending : all) pending->commit();
}

}  // namespace passage::publish
