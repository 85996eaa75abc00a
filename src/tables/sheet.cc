#include "tables/sheet.h"

#include <cmath>

#include "core/text.h"
#include "tables/column_names.h"

namespace passage::tables {

Sheet sheet_of(CsvTable table) {
  Sheet sheet{table.file, false, table.header, {}, table.complete};
  sheet.rows.reserve(table.rows.size());
  for (CsvRow& row : table.rows) sheet.rows.push_back({table.where(row), std::move(row.fields)});
  return sheet;
}

bool Sheet::has(std::string_view column) const {
  return std::find(header.begin(), header.end(), column) != header.end();
}

void understand_names(Sheet& sheet, bool cut_off, const std::vector<ColumnRule>& rules) {
  constexpr std::size_t kMostLetters = 10;
  for (std::string& name : sheet.header) {
    const std::string lower = lower_case(name);
    const bool cut = cut_off && name.size() == kMostLetters;
    const auto meant = [&](const ColumnRule& rule) {
      return rule.name == lower || (cut && rule.name.starts_with(lower));
    };
    if (std::count_if(rules.begin(), rules.end(), meant) != 1) continue;
    const std::string& known = std::find_if(rules.begin(), rules.end(), meant)->name;
    if (!sheet.has(known)) name = known;
  }
}

void check_columns(Sheet& sheet, const std::vector<ColumnRule>& rules, Problems& problems) {
  std::vector<std::string> known;
  for (const ColumnRule& rule : rules) known.push_back(rule.name);
  const std::string where = sheet.is_layer ? sheet.file : sheet.file + ":1";
  if (!sheet.is_layer && std::none_of(known.begin(), known.end(), [&](auto& name) { return sheet.has(name); })) {
    problems.add({.code = "P107",
                  .problem = "the first row names no column that is known",
                  .why = fmt::format("{}", fmt::join(sheet.header, ",")),
                  .where = where,
                  .suggestion = fmt::format("above all rows stands a header such as {}", fmt::join(known, ","))});
    sheet.complete = false;
    sheet.rows.clear();  // nothing of them can be told apart
    return;
  }
  for (const std::string& name : sheet.header) {
    if (name.empty() || is_free_column(name) || std::find(known.begin(), known.end(), name) != known.end()) continue;
    std::string help = did_you_mean(usual_name(name), known);
    if (help.empty()) help = "a column of your own begins with x_; passed over: source, note, x_*, P-codes";
    problems.add({.code = "P105",
                  .problem = fmt::format("unknown column \"{}\"", name),
                  .where = where,
                  .suggestion = std::move(help)});
  }
  for (const ColumnRule& rule : rules) {
    if (rule.need == Need::kOptional) continue;
    if (sheet.has(rule.name)) continue;
    problems.add({.code = "P107",
                  .problem = fmt::format("column \"{}\" is missing", rule.name),
                  .where = where,
                  .suggestion = "passage explain P107 names the columns of each file"});
  }
}

std::string_view Row::cell(std::string_view column) const {
  for (std::size_t at = 0; at < sheet_.header.size() && at < row_.fields.size(); ++at)
    if (sheet_.header[at] == column) return trimmed(row_.fields[at]);
  return {};
}

std::string_view Row::needed(std::string_view column, Need need) const {
  const std::string_view text = cell(column);
  if (text.empty() && need == Need::kRequired && sheet_.has(column)) {
    problems_.add(
        {.code = "P108", .problem = fmt::format("{} is empty and must be given", column), .where = row_.where});
  }
  return text;
}

std::string Row::text(std::string_view column, Need need) const {
  return std::string(needed(column, need));
}

std::string Row::id() const {
  std::string id = text("id", Need::kRequired);
  if (!id.empty() && !is_id(id)) {
    problems_.add({.code = "P112",
                   .problem = fmt::format("id \"{}\" holds a character that ids can't have", id),
                   .where = row_.where,
                   .suggestion = "letters A-Z a-z, digits, _ . and - only; put the name people use in `name`"});
  }
  return id;
}

std::optional<std::int64_t> Row::whole(std::string_view column, Need need, std::int64_t least,
                                       std::int64_t most) const {
  const std::string_view text = needed(column, need);
  if (text.empty()) return std::nullopt;
  return read_whole(text, {column, row_.where, least, most}, problems_);
}

std::optional<Rational> Row::figure(std::string_view column, Need need, std::int64_t least, std::int64_t most) const {
  const std::string_view text = needed(column, need);
  if (text.empty()) return std::nullopt;
  FigureRule rule{column, row_.where, least, most};
  // A number of a layer has no zeros at its end: only a text that has may have thousands.
  if (sheet_.is_layer && !text.ends_with('0')) rule.usual = 0;
  return read_figure(text, rule, problems_);
}

std::optional<std::int64_t> Row::thousandths(std::string_view column, std::int64_t most, std::int64_t usual,
                                             std::string_view why, bool& finer) const {
  const std::string_view text = needed(column, Need::kRequired);
  if (text.empty()) return std::nullopt;
  const FigureRule rule{column, row_.where, 0, most, usual};
  const auto figure = read_thousandths(text, rule, problems_, finer);
  if (figure && usual > 0) expect_usual(Rational::of(*figure, 1000), usual, rule, why, problems_);
  return figure;
}

std::string Row::one_of(std::string_view column, Need need, const std::vector<std::string>& values) const {
  const std::string text(needed(column, need));
  if (text.empty() || std::find(values.begin(), values.end(), text) != values.end()) return text;
  problems_.add({.code = "P109",
                 .problem = fmt::format("{} can't be \"{}\"", column, text),
                 .why = fmt::format("it is one of {}", fmt::join(values, ", ")),
                 .where = row_.where,
                 .suggestion = did_you_mean(text, values)});
  return {};
}

std::optional<network::Coordinate> Row::coordinate() const {
  const std::string_view lat_text = needed("lat", Need::kRequired), lon_text = needed("lon", Need::kRequired);
  if (lat_text.empty() || lon_text.empty()) return std::nullopt;
  const auto lat = read_degrees(lat_text, "lat", row_.where, problems_);
  const auto lon = read_degrees(lon_text, "lon", row_.where, problems_);
  if (!lat || !lon) return std::nullopt;
  if (std::abs(*lat) <= 90 && std::abs(*lon) <= 180) return network::Coordinate::of(*lat, *lon);
  std::string help = "coordinates are WGS84 degrees (EPSG:4326); latitude is within 90, longitude within 180";
  if (std::abs(*lat) > 360 || std::abs(*lon) > 360)
    help = "these look like metres of a projected system: reproject the file to EPSG:4326 (ogr2ogr -t_srs EPSG:4326)";
  else if (std::abs(*lon) <= 90 && std::abs(*lat) <= 180)
    help = "latitude and longitude look swapped";
  problems_.add({.code = "P130",
                 .problem = fmt::format("{}, {} is no place on Earth", lat_text, lon_text),
                 .where = row_.where,
                 .suggestion = std::move(help)});
  return std::nullopt;
}

std::map<std::string, std::string> Row::pcodes() const {
  std::map<std::string, std::string> out;
  for (std::size_t at = 0; at < sheet_.header.size() && at < row_.fields.size(); ++at) {
    const std::string name = pcode_column(sheet_.header[at]);
    const std::string_view value = trimmed(row_.fields[at]);
    if (!name.empty() && !value.empty()) out[name] = std::string(value);
  }
  return out;
}

}  // namespace passage::tables
