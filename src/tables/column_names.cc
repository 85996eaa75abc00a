#include "tables/column_names.h"

#include <algorithm>
#include <cctype>
#include <map>

#include <fmt/format.h>

namespace passage::tables {
namespace {

// Row numbers, lengths and areas, drawing: of QGIS, ArcGIS, GDAL, PostGIS, Carto.
constexpr std::string_view kBookkeeping[] = {
    "fid",         "ogc_fid",    "objectid",     "objectid_1", "oid_",         "gid",        "gml_id",
    "cartodb_id",  "layer",      "path",         "the_geom",   "shape",        "shape_leng", "shape_le_1",
    "shape_area",  "shape_ar_1", "shape_length", "shape_len",  "shape__len",   "shape__are", "shape__length",
    "shape__area", "tessellate", "extrude",      "visibility", "altitudemode", "draworder",  "globalid"};

}  // namespace

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

bool AdminColumn::is_code() const {
  return rest == "pcode" || rest == "code" || rest == "pcod";  // cut off: admin2Pcod
}

bool AdminColumn::is_name() const {
  return rest.size() == 2 || rest.starts_with("name");  // ADM1_EN, adm1_name, admin1Name_en
}

std::optional<AdminColumn> admin_column(std::string_view column) {
  std::string name = lower_case(column);
  std::erase(name, '_');
  std::string_view rest = name;
  if (!rest.starts_with("adm")) return std::nullopt;
  rest.remove_prefix(3);
  if (rest.starts_with("in")) rest.remove_prefix(2);
  if (rest.size() < 2 || rest[0] < '0' || rest[0] > '5') return std::nullopt;
  return AdminColumn{rest[0] - '0', std::string(rest.substr(1))};
}

std::string pcode_column(std::string_view column) {
  const auto admin = admin_column(column);
  return admin && admin->is_code() ? fmt::format("adm{}_pcode", admin->level) : std::string{};
}

bool is_free_column(std::string_view column) {
  if (column == "note" || column == "source" || column.starts_with("x_")) return true;
  if (const auto admin = admin_column(column))  // ref, alt: other names of the same
    return admin->is_code() || admin->is_name() || admin->rest.starts_with("ref") || admin->rest.starts_with("alt");
  return std::find(std::begin(kBookkeeping), std::end(kBookkeeping), lower_case(column)) != std::end(kBookkeeping);
}

std::string usual_name(const std::string& column) {
  static const std::map<std::string, std::string> kNames{{"latitude", "lat"},
                                                         {"y", "lat"},
                                                         {"longitude", "lon"},
                                                         {"lng", "lon"},
                                                         {"long", "lon"},
                                                         {"x", "lon"},
                                                         {"population", "persons"},
                                                         {"people", "persons"},
                                                         {"pop", "persons"},
                                                         {"individuals", "persons"},
                                                         {"capacity", "capacity_persons"},
                                                         {"length", "length_m"},
                                                         {"speed", "speed_km_h"},
                                                         {"maxspeed", "speed_km_h"}};
  const auto found = kNames.find(lower_case(column));
  return found == kNames.end() ? column : found->second;
}

BoundaryColumns boundary_columns(const std::vector<std::string>& header) {
  BoundaryColumns out;
  int deepest = -1, best = 0;
  for (const std::string& column : header)
    if (const auto admin = admin_column(column); admin && admin->is_code() && admin->level > deepest) {
      deepest = admin->level;
      out.id = column;
    }
  const auto rank = [&](const std::string& column) {
    const auto admin = admin_column(column);
    if (!admin || admin->level != deepest || !admin->is_name()) return 0;
    return admin->rest == "en" || admin->rest == "nameen" ? 3 : admin->rest == "name" ? 2 : 1;
  };
  for (const std::string& column : header)
    if (rank(column) > best) {
      best = rank(column);
      out.name = column;
    }
  for (const std::string& column : header) {
    if (out.id.empty() && lower_case(column) == "shapeid") out.id = column;
    if (out.name.empty() && lower_case(column) == "shapename") out.name = column;
  }
  return out;
}

}  // namespace passage::tables
