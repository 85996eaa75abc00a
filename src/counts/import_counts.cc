#include "counts/import_counts.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "core/text.h"
#include "counts/export_cells.h"
#include "counts/totals.h"

namespace passage::counts {
namespace {

using Rows = std::vector<CountRow>;

// A row without a date or a figure has been told of.
void add(Rows& into, CountRow row, const std::optional<std::string>& date, std::optional<std::int64_t> people) {
  if (!date || !people) return;
  row.date = *date;
  row.people = *people;
  into.push_back(std::move(row));
}

// A row of a place that has no code says who is left out.
bool has_code(ExportCells& cells, const CsvRow& row, std::string_view code, std::string_view people_column) {
  if (!code.empty() && code != "-" && code != "#N/A") return true;
  cells.left_out(row, "P622", "whose rows have no code of their place", cells.people(row, people_column));
  return false;
}

// One that is no place at all has a figure of several.
bool is_total_of(const ExportCells& cells, const CsvRow& row, std::string_view code,
                 std::initializer_list<const char*> names) {
  return is_total(code) ||
         std::any_of(names.begin(), names.end(), [&](const char* name) { return is_total(cells.text(row, name)); });
}

std::string age_of(const ExportCells& cells, const CsvRow& row) {
  const std::string_view range = cells.text(row, "age_range"), from = cells.text(row, "min_age");
  return !range.empty() || from.empty() ? ExportCells::part(range)
                                        : fmt::format("{}-{}", from, cells.text(row, "max_age"));
}

// Of an origin without a code the name.
std::string origin_of(const ExportCells& cells, const CsvRow& row, const char* code, const char* name) {
  const std::string out = ExportCells::part(cells.text(row, code));
  return out.empty() && !is_total(cells.text(row, code)) ? ExportCells::part(cells.text(row, name)) : out;
}

void data_finder(ExportCells& cells, const CsvRow& row, const std::string&, Rows& into) {
  const std::string year{cells.text(row, "year")};
  if (year.size() != 4 || displacement::read_date(year + "-12-31").date.empty())
    return cells.bad(row, "year", "a year is wanted");
  // Figures of a year stand for its end. People displaced at home are a place of their own.
  const std::string origin{cells.text(row, "coo_iso")}, asylum{cells.text(row, "coa_iso")};
  const std::string sex = ExportCells::part(cells.text(row, "gender"));
  const auto given = [&](const char* column) {
    const std::string_view cell = cells.text(row, column);
    return !cell.empty() && cell != "-";
  };
  if (given("refugees") && has_code(cells, row, asylum, "refugees"))
    add(into,
        {.what = "refugees",
         .country = asylum,
         .is_total = is_total_of(cells, row, asylum, {"coa_name"}),
         .part = {sex, age_of(cells, row), origin_of(cells, row, "coo_iso", "coo_name")}},
        year + "-12-31", cells.people(row, "refugees"));
  if (given("idps") && has_code(cells, row, origin, "idps"))
    add(into,
        {.what = "idps",
         .country = origin + "-idp",
         .is_total = is_total_of(cells, row, origin, {"coo_name"}),
         .part = {sex, age_of(cells, row), ExportCells::part(asylum)}},
        year + "-12-31", cells.people(row, "idps"));
  for (const char* column : {"asylum_seekers", "oip", "ooc", "stateless", "hst", "returned_refugees", "returned_idps"})
    if (given(column))
      cells.left_out(row, "P624", fmt::format("counted as {}", cells.own_name(column)), cells.people(row, column));
}

void time_series(ExportCells& cells, const CsvRow& row, const std::string& stem, Rows& into) {
  const std::string column = cells.column_of_places();
  const std::string place = column.empty() ? stem : std::string(cells.text(row, column));
  if (!has_code(cells, row, place, "individuals")) return;
  const auto date = cells.date(row, "data_date");
  const auto people = cells.people(row, "individuals");
  if (date &&
      std::any_of(into.begin(), into.end(), [&](const CountRow& r) { return r.country == place && r.date == *date; }))
    return cells.bad(row, "data_date", "the day stands there twice", "P607");
  add(into, {.what = "people", .country = place, .is_total = !column.empty() && is_total(place)}, date, people);
}

// The level of a row: as a column says, else by the codes and names that are there.
int level_of(const ExportCells& cells, const CsvRow& row) {
  const std::string_view said = cells.text(row, "admin_level");
  if (!said.empty() && said[0] >= '0' && said[0] <= '2') return said[0] - '0';
  const auto any = [&](std::initializer_list<const char*> columns) {
    return std::any_of(columns.begin(), columns.end(), [&](const char* c) { return !cells.text(row, c).empty(); });
  };
  if (any({"admin2Pcode", "admin2Name", "admin2_code", "admin2_name", "provider_admin2_name"})) return 2;
  return any({"admin1Pcode", "admin1Name", "admin1_code", "admin1_name", "provider_admin1_name"}) ? 1 : 0;
}

struct Columns {
  const char *country, *district, *within, *date, *people;
};

void displaced_at_home(ExportCells& cells, const CsvRow& row, const Columns& columns, Rows& into) {
  CountRow out{.what = std::string(cells.text(row, "operation")),
               .country = std::string(cells.text(row, columns.country)),
               .district = std::string(cells.text(row, columns.district)),
               .within = std::string(cells.text(row, columns.within)),
               .level = level_of(cells, row),
               .assessment = ExportCells::part(cells.text(row, "assessment_type")),
               .round = std::string(cells.text(row, "round")),
               .part = {ExportCells::part(cells.text(row, "gender")), age_of(cells, row), ""}};
  if (means_all(out.what)) out.what = is_total(out.what) ? kAllOperations : "idps";
  if (is_total_of(cells, row, out.within, {"admin2Name", "admin2_name", "provider_admin2_name"}))
    out.level = std::min(out.level, 1);
  if (is_total_of(cells, row, out.district, {"admin1Name", "admin1_name", "provider_admin1_name"}))
    out.level = cells.has(columns.country) ? 0 : 1;
  if (out.level == 0 && !cells.has(columns.country)) out.level = 1;
  if (!has_code(cells, row, out.level == 0 ? out.country : out.district, columns.people)) return;
  if (out.level < 2) out.within.clear();
  if (out.level < 1) out.district.clear();
  out.is_total = is_total(out.country) || is_total(out.district);
  add(into, std::move(out), cells.date(row, columns.date), cells.people(row, columns.people));
}

void dtm(ExportCells& cells, const CsvRow& row, const std::string&, Rows& into) {
  displaced_at_home(cells, row, {"admin0Pcode", "admin1Pcode", "admin2Pcode", "reportingDate", "numPresentIdpInd"},
                    into);
}

void hapi(ExportCells& cells, const CsvRow& row, const std::string&, Rows& into) {
  if (!cells.has("asylum_location_code"))
    return displaced_at_home(
        cells, row, {"location_code", "admin1_code", "admin2_code", "reference_period_start", "population"}, into);
  const std::string asylum{cells.text(row, "asylum_location_code")}, group{cells.text(row, "population_group")};
  if (!has_code(cells, row, asylum, "population")) return;
  if (!group.empty() && group != "REF" && group != "IDP")
    return cells.left_out(row, "P624", fmt::format("of the population group {}", group),
                          cells.people(row, "population"));
  CountRow out{.what = group == "IDP" ? "idps" : "refugees", .country = group == "IDP" ? asylum + "-idp" : asylum};
  out.part = {ExportCells::part(cells.text(row, "gender")), age_of(cells, row),
              origin_of(cells, row, "origin_location_code", "origin_location_name")};
  out.is_total = is_total(asylum);
  add(into, std::move(out), cells.date(row, "reference_period_start"), cells.people(row, "population"));
}

using ReadRow = void (*)(ExportCells&, const CsvRow&, const std::string& stem, Rows&);
struct Format {
  ExportKind kind;
  ReadRow read = nullptr;                                           // counts
  const char *event_id = "", *event_date = "", *event_deaths = "";  // events
};

const std::vector<Format>& formats() {
  static const std::vector<Format> all = {
      {{"UNHCR Data Finder", {"year", "coo_iso", "coa_iso"}, {"refugees", "idps"}}, data_finder},
      {{"UNHCR time series", {"data_date", "individuals"}, {}}, time_series},
      {{"IOM DTM v3", {"reportingDate", "numPresentIdpInd"}, {"admin1Pcode", "admin0Pcode"}}, dtm},
      {{"HDX HAPI", {"reference_period_start", "population"}, {"asylum_location_code", "admin1_code", "location_code"}},
       hapi},
      {{"ACLED", {"event_id_cnty", "event_date", "event_type", "latitude", "longitude", "fatalities"}, {}},
       nullptr,
       "event_id_cnty",
       "event_date",
       "fatalities"},
      {{"UCDP GED", {"id", "date_start", "type_of_violence", "latitude", "longitude", "best"}, {}},
       nullptr,
       "id",
       "date_start",
       "best"}};
  return all;
}

// HAPI has tables of other people with the same columns.
std::optional<std::string> of_others(const ExportTable& t) {
  if (std::string_view(t.kind->name) != "HDX HAPI" || t.table.column("asylum_location_code")) return std::nullopt;
  for (const char* column : {"sector_code", "population_status", "ipc_phase"})
    if (t.table.column(column)) return "it counts people in need, not those displaced";
  if (t.table.column("gender") || t.table.column("age_range")) return "it counts inhabitants, not those displaced";
  return std::nullopt;
}

void add_event(ExportCells& cells, const CsvRow& row, const Format& format,
               std::map<std::string, ImportedRows::Event>& events) {
  const auto date = cells.date(row, format.event_date);
  const auto deaths = cells.people(row, format.event_deaths);
  const auto lat = cells.degrees(row, "latitude", 90), lon = cells.degrees(row, "longitude", 180);
  if (!date || !deaths || !lat || !lon) return;
  const std::string id{cells.text(row, format.event_id)};
  if (id.empty()) return cells.bad(row, format.event_id, "an event's own number is wanted");
  const ImportedRows::Event event{
      {static_cast<int>(std::floor(2 * *lat)), static_cast<int>(std::floor(2 * *lon))}, *date, *deaths};
  const auto [known, is_new] = events.emplace(fmt::format("{} {}", format.kind.name, id), event);
  if (is_new) return;
  if (known->second == event) return cells.left_out(row, "P625", "of an event that stands there before");
  cells.bad(row, format.event_id, "the event stands there twice, with another date, place or number of deaths", "P621");
}

// Nothing is left of a file or of all: what was left out has been told of.
Problem nothing_left(const std::string& where) {
  return {.code = "P626",
          .problem = "nothing is left to import",
          .why = "no row has a place, a date and a figure of people displaced",
          .where = where,
          .suggestion = "see the findings"};
}

}  // namespace

ImportedFile ImportedRows::add(std::string_view text, const std::string& file, const std::string& stem,
                               Problems& problems) {
  std::vector<ExportKind> kinds;
  for (const Format& format : formats()) kinds.push_back(format.kind);
  const ExportTable table = read_export(text, file, kinds, problems);
  if (table.kind == nullptr) return {};
  if (const auto others = of_others(table)) {
    problems.add({.code = "P613",
                  .problem = "the file is of no known export",
                  .why = *others,
                  .where = file,
                  .suggestion = "download HAPI's table of refugees or of internally displaced people"});
    return {};
  }
  const Format& format = formats()[static_cast<std::size_t>(table.kind - kinds.data())];
  ExportCells cells(table, problems);
  Rows rows;
  std::set<std::vector<std::string>> seen;
  for (const CsvRow& row : table.table.rows) {
    if (format.read == nullptr)
      add_event(cells, row, format, events_);
    else if (table.table.header.size() > format.kind.columns.size() + 1 && !seen.insert(row.fields).second)
      cells.left_out(row, "P625", "alike in every cell with one before");
    else {
      const std::size_t before = rows.size();
      format.read(cells, row, stem, rows);
      for (std::size_t k = before; k < rows.size(); ++k) {
        rows[k].source = format.kind.name;
        rows[k].others = cells.others(row);
        rows[k].file = file;
        rows[k].where = cells.where(row);
      }
    }
  }
  people_.insert(people_.end(), rows.begin(), rows.end());
  cells.tell();
  return {format.kind.name, table.table.rows.size()};
}

ImportedCounts ImportedRows::counts(Problems& problems) const {
  ImportedCounts out;
  out.people = without_overlaps(people_, problems);
  for (const auto& [id, event] : events_) {
    EventSum& sum = out.events[event.cell][event.date];
    ++sum.events;
    sum.deaths += event.deaths;
  }
  if (out.people.empty() && out.events.empty() && !problems.has_errors()) problems.add(nothing_left("command line"));
  return out;
}

std::map<std::string, std::string> record_files(const ImportedCounts& counts) {
  std::map<std::string, std::string> out;
  if (!counts.people.empty()) out["data_layout.csv"] = "";
  for (const auto& [place, days] : counts.people) {
    std::string name;  // other places may have been written alike
    for (const char ch : place) name += std::isalnum(static_cast<unsigned char>(ch)) || ch == '-' ? ch : '_';
    while (out.contains(name + ".csv")) name += '_';
    out["data_layout.csv"] += fmt::format("{},{}.csv\n", csv_field(place), name);
    for (const auto& [date, people] : days) out[name + ".csv"] += fmt::format("{},{}\n", date, people);
  }
  if (!counts.events.empty()) out["events.csv"] = "date,lat,lon,events,deaths\n";
  for (const auto& [cell, days] : counts.events)
    for (const auto& [date, sum] : days)
      out["events.csv"] += fmt::format("{},{:.2f},{:.2f},{},{}\n", date, cell[0] / 2.0 + 0.25, cell[1] / 2.0 + 0.25,
                                       sum.events, sum.deaths);
  return out;
}

}  // namespace passage::counts
