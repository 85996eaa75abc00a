#include "casefile/reading.h"

#include "casefile/area.h"
#include "core/file.h"
#include "core/hash.h"
#include "core/text.h"
#include "tables/writing_help.h"

namespace passage::casefile {

using tables::TimeStatus;

namespace {

std::vector<std::string> files_of(const std::filesystem::path& directory) {
  std::vector<std::string> out;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(directory, ignored))
    out.push_back(entry.path().filename().string());
  std::sort(out.begin(), out.end());
  return out;
}

// The same name however it was written and wherever the case lies: relative to the case where the file is in it,
// by links or not.
std::string path_in_case(const std::filesystem::path& directory, const std::filesystem::path& path) {
  const auto escapes = [](const std::filesystem::path& p) {
    return p.empty() || p.is_absolute() || *p.begin() == "..";
  };
  std::filesystem::path inside = path.lexically_normal();
  std::error_code failed;
  if (escapes(inside)) {
    const auto real_folder = std::filesystem::weakly_canonical(directory, failed);
    const auto real = std::filesystem::weakly_canonical(directory / path, failed);
    const std::filesystem::path found = real.lexically_relative(real_folder);
    if (!failed && !escapes(found)) inside = found;
  }
  return inside.string();
}

// What to write instead of a path at which there is no file.
std::string path_help(const Reading& reading, const NamedFile& file) {
  if (std::any_of(file.path.begin(), file.path.end(), [](unsigned char c) { return c < ' '; }))
    return "in \"quotes\" a backslash begins a special character: write / between folders";
  if (file.path.starts_with("file://")) return "write the path without file://";
  if (file.path.find("://") != std::string::npos) return "download it first: nothing is fetched";
  if (file.path.find('\\') != std::string::npos || file.path.find(":/") == 1)  // C:\data, C:/data
    return "write / between folders, from the folder of case.toml on";
  if (file.path.starts_with('~')) return "~ is not read here: write the whole path, or one from the case's folder on";
  const std::filesystem::path path = reading.directory / file.path;
  const std::string other = nearest(path.filename().string(), files_of(path.parent_path()));
  if (!other.empty())
    return fmt::format("did you mean \"{}\"?", (std::filesystem::path(file.path).parent_path() / other).string());
  return file.where == "command line"
             ? "check the path"
             : "put it there, from the folder of case.toml on, or take its line out of [files]";
}

}  // namespace

bool note_file(Reading& reading, const NamedFile& file) {
  const auto path = reading.directory / file.path;
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    reading.problems.add({.code = "P002",
                          .problem = fmt::format("\"{}\" is a folder, not a file", file.path),
                          .where = file.where,
                          .suggestion = "name a file in it"});
    return false;
  }
  if (!std::filesystem::is_regular_file(path, ignored)) {
    reading.problems.add({.code = "P101",
                          .problem = fmt::format("there is no file \"{}\"", file.path),
                          .where = file.where,
                          .suggestion = path_help(reading, file)});
    return false;
  }
  // People of --demand are named as such, wherever they lie.
  reading.c.inputs.push_back(
      {file.from_elsewhere ? "demand:" + path.filename().string() : path_in_case(reading.directory, file.path),
       sha256_of_file(path)});
  return true;
}

std::optional<std::string> read_text(Reading& reading, const NamedFile& file) {
  if (!note_file(reading, file)) return std::nullopt;
  return read_file(reading.directory / file.path);
}

bool has_ending(std::string_view path, std::string_view ending) {
  return path.size() >= ending.size() && names_column(path.substr(path.size() - ending.size()), ending);
}

std::string other_kind_help(const std::string& path) {
  const auto is_one_of = [&](std::initializer_list<std::string_view> endings) {
    return std::any_of(endings.begin(), endings.end(), [&](auto ending) { return has_ending(path, ending); });
  };
  const std::filesystem::path name = std::filesystem::path(path).stem();
  if (is_one_of({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".numbers", ".tsv", ".tab", ".txt", ".dat"}))
    return fmt::format("save the sheet as CSV UTF-8 with commas: {}.csv", name.string());
  if (is_one_of({".pdf", ".doc", ".docx", ".odt", ".rtf", ".html", ".htm"}))
    return fmt::format("copy its table into a spreadsheet program, and save that as CSV UTF-8: {}.csv", name.string());
  if (is_one_of({".asc", ".img", ".vrt", ".nc", ".grd", ".bil", ".flt", ".adf", ".jp2", ".xyz"}))
    return fmt::format("make a GeoTIFF of it: gdal_translate -a_srs EPSG:4326 {} {}.tif, with the system it is in",
                       path, name.string());
  if (name == std::filesystem::path(path).filename())
    return "a table's name ends in .csv, a layer's in .gpkg and the like";
  if (is_one_of({".zip", ".gz", ".7z", ".rar", ".tar"})) return "unpack it, and name the file inside";
  return {};
}

std::optional<Sheet> read_sheet(Reading& reading, const NamedFile& file, const std::vector<ColumnRule>& rules) {
  const std::optional<std::string> text = read_text(reading, file);
  if (!text) return std::nullopt;
  std::vector<std::string> columns;
  for (const ColumnRule& rule : rules) columns.push_back(rule.name);
  CsvTable table = parse_csv(*text, file.path, reading.problems, columns);
  if (table.header.empty()) return std::nullopt;
  Sheet sheet = tables::sheet_of(std::move(table));
  tables::understand_names(sheet, false, rules);
  tables::check_columns(sheet, rules, reading.problems);
  tables::drop_other_rows(sheet, rules, reading.problems);
  return sheet;
}

std::optional<Sheet> read_place_sheet(Reading& reading, const NamedFile& file, const std::string& layer,
                                      std::vector<ColumnRule> rules) {
  if (!has_ending(file.path, ".csv")) {
    auto sheet = read_layer_sheet(reading, file, layer, rules);
    if (!sheet) return sheet;
    tables::check_columns(*sheet, rules, reading.problems);
    expect_rows(reading, *sheet);
    return sheet;
  }
  for (const char* name : {"node", "lat", "lon"}) rules.push_back({name});
  auto sheet = read_sheet(reading, file, rules);
  if (!sheet) return sheet;
  if (sheet->has("id") && !sheet->has("node") && !(sheet->has("lat") && sheet->has("lon")))
    reading.problems.add({.code = "P107",
                          .problem = "column \"node\", or \"lat\" and \"lon\", is missing",
                          .where = sheet->file + ":1"});
  expect_rows(reading, *sheet);
  return sheet;
}

void expect_rows(Reading& reading, const Sheet& sheet) {
  if (!sheet.rows.empty() || !sheet.complete) return;
  reading.problems.add({.code = "P162",
                        .problem = "there is nothing in the file",
                        .why = sheet.is_layer ? "it has no features" : "a header and no rows",
                        .where = sheet.file,
                        .suggestion = "fill it, or name another file in case.toml"});
}

void note_companions(Reading& reading, const NamedFile& file, const std::vector<std::filesystem::path>& all) {
  const std::filesystem::path named(file.path);
  for (const std::filesystem::path& path : all) {
    if (path.filename() == named.filename()) continue;
    reading.c.inputs.push_back(
        {path_in_case(reading.directory, named.parent_path() / path.filename()), sha256_of_file(path)});
  }
}

std::optional<tables::LocalMoment> read_moment(Reading& reading, std::string_view text, std::string_view what,
                                               const std::string& where) {
  if (!reading.clock || text.empty()) return std::nullopt;
  const tables::LocalMoment moment = reading.clock->parse(text);
  const std::string& zone = reading.c.time_zone;
  if (moment.status == TimeStatus::kMalformed) {
    const bool started = reading.c.start != Instant{};
    std::string help = tables::time_help(text, started ? reading.clock->format(reading.c.start).substr(0, 10) : "");
    if (help.empty())
      help = fmt::format("write 2022-03-05T09:00, local time of {}, or with an offset 2022-03-05T09:00+02:00", zone);
    reading.problems.add({.code = "P120",
                          .problem = fmt::format("{} \"{}\" is not a time", what, text),
                          .where = where,
                          .suggestion = std::move(help)});
    return std::nullopt;
  }
  if (moment.status == TimeStatus::kGap) {
    reading.problems.add({.code = "P121",
                          .problem = fmt::format("{} {} does not exist in {}", what, text, zone),
                          .why = "the clocks go forward over it",
                          .where = where,
                          .suggestion = fmt::format("{} is that moment", reading.clock->format(moment.at))});
    return std::nullopt;
  }
  if (moment.status == TimeStatus::kTwice) {
    reading.problems.add({.severity = Severity::kWarning,
                          .code = "P212",
                          .problem = fmt::format("{} {} happens twice in {}", what, text, zone),
                          .why = "the clocks go back over it; the first is taken",
                          .where = where,
                          .suggestion = fmt::format("write {} to say so", reading.clock->format(moment.at))});
  }
  return moment;
}

std::optional<scenario::CaseTime> read_time(Reading& reading, std::string_view text, std::string_view what,
                                            const std::string& where) {
  const auto moment = read_moment(reading, text, what, where);
  if (!moment) return std::nullopt;
  return moment->at - reading.c.start;
}

CaseInterval horizon_of(const Case& c) {
  return {scenario::CaseTime{0}, c.horizon};
}

CaseInterval cut_to_horizon(const Case& c, Interval<Instant> interval) {
  return intersect(CaseInterval{interval.from - c.start, interval.until - c.start}, horizon_of(c));
}

std::optional<CaseInterval> read_interval(Reading& reading, std::string_view from, std::string_view until,
                                          std::string_view what, const std::string& where) {
  const CaseInterval horizon = horizon_of(reading.c);
  const auto begin = from.empty() ? horizon.from : read_time(reading, from, fmt::format("from of {}", what), where);
  const auto end = until.empty() ? horizon.until : read_time(reading, until, fmt::format("until of {}", what), where);
  if (!begin || !end) return std::nullopt;
  if (*end <= *begin && !from.empty() && !until.empty()) {
    reading.problems.add(
        {.code = "P103",
         .problem = fmt::format("{} ends before it starts (from {} until {})", what, from, until),
         .where = where,
         .suggestion = fmt::format(
             "half-open [from, until), local time of {}; for a window over midnight give the next day's date",
             reading.c.time_zone)});
    return std::nullopt;
  }
  return intersect(CaseInterval{*begin, *end}, horizon);
}

void check_source(Reading& reading, const std::string& source, const std::string& where) {
  if (source.empty() || reading.c.sources.contains(source)) return;
  std::vector<std::string> known;
  for (const auto& [id, ignored] : reading.c.sources) known.push_back(id);
  std::string help = did_you_mean(source, known);
  if (help.empty()) help = "add it to case.toml as [sources.ID] with a title; a remark goes into `note`";
  reading.problems.add({.code = "P127",
                        .problem = fmt::format("source \"{}\" is not among [sources]", source),
                        .where = where,
                        .suggestion = std::move(help)});
}

void report_unknown(Reading& reading, std::string_view what, std::string_view kind, const std::string& id,
                    const std::vector<std::string>& known, std::string_view in, const std::string& where) {
  reading.problems.add(
      {.code = "P110",
       .problem = fmt::format("{} uses unknown {} \"{}\"", what, kind, id),
       .why = fmt::format("{} in {}",
                          counted(static_cast<std::int64_t>(known.size()), kind, kind == "party" ? "parties" : ""), in),
       .where = where,
       .suggestion = did_you_mean(id, known)});
}

void report_duplicate(Reading& reading, std::string_view kind, const std::string& id, const std::string& where) {
  reading.problems.add({.code = "P111",
                        .problem = fmt::format("{} \"{}\" is there already", kind, id),
                        .where = where,
                        .suggestion = "ids are unique in their file"});
}

// Of a stored network no name is guessed at: they are numbers, and there are too many.
void report_not_stored(Reading& reading, std::string_view what, const char* kind, const std::string& id,
                       std::size_t count, const std::string& where) {
  reading.problems.add(
      {.code = "P110",
       .problem = fmt::format("{} uses unknown {} \"{}\"", what, kind, id),
       .why = fmt::format("{} {}s in {}", grouped(static_cast<std::int64_t>(count)), kind, reading.files.roads.path),
       .where = where,
       .suggestion = "ids change with each import: places in degrees and waypoints don't"});
}

network::NodeId find_node(Reading& reading, const std::string& name, const std::string& where) {
  const auto& stored = reading.c.network.node_name;
  const auto drawn = reading.nodes.find(name);
  const network::NodeId node = reading.drawn() ? (drawn == reading.nodes.end() ? network::NodeId{} : drawn->second)
                                               : reading.stored_nodes.find(stored, name);
  if (node.valid() || !reading.roads_known) return node;
  if (reading.drawn()) {
    report_unknown(reading, "the row", "node", name, keys_of(reading.nodes), "the roads", where);
  } else {
    report_not_stored(reading, "the row", "node", name, stored.size(), where);
  }
  return {};
}

network::RoadId find_road(Reading& reading, std::string_view what, const std::string& id, const std::string& where) {
  const auto& stored = reading.c.network.road_id;
  const auto drawn = reading.roads.find(id);
  if (reading.drawn() && drawn != reading.roads.end()) return drawn->second;  // invalid: its row can't be read
  const network::RoadId road = reading.drawn() ? network::RoadId{} : reading.stored_roads.find(stored, id);
  if (road.valid() || !reading.roads_known) return road;
  if (reading.drawn()) {
    report_unknown(reading, what, "road", id, keys_of(reading.roads), reading.files.roads.path, where);
  } else {
    report_not_stored(reading, what, "road", id, stored.size(), where);
  }
  return {};
}

Place read_place(Reading& reading, const Row& row) {
  Place place;
  if (row.of_layer()) {
    if (row.drawn().kind == geodata::ShapeKind::kPoint) {
      place.position = coordinate_of(row.drawn().parts[0][0]);
    } else {
      report_shape(reading, row, "a point");
    }
    return place;
  }
  if (!row.can_be_placed()) return place;  // told of the header
  const bool degrees = row.has("lat") || row.has("lon");
  if (row.has("node") == degrees) {
    reading.problems.add({.code = "P135",
                          .problem = degrees ? "the row gives a node and lat, lon too" : "the row gives no place",
                          .where = row.where(),
                          .suggestion = "give `node`, or `lat` and `lon`: one of the two"});
    return place;
  }
  if (degrees) {
    place.position = row.coordinate();
    return place;
  }
  place.node = find_node(reading, row.text("node", tables::Need::kRequired), row.where());
  if (place.node.valid()) place.position = reading.c.network.position[place.node];
  return place;
}

}  // namespace passage::casefile
