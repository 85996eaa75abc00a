#include "displacement/import_counts.h"

#include <cmath>
#include <cstdlib>
#include <functional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "displacement/dated_csv.h"

namespace passage::displacement {
namespace {

class Reader {
 public:
  Reader(const CsvTable& table, Problems& problems) : table_(table), problems_(problems) {}
  std::string_view text(const CsvRow& row, std::string_view column) const { return table_.cell(row, column); }
  bool has(std::string_view column) const { return table_.column(column).has_value(); }
  std::optional<std::int64_t> people(const CsvRow& row, std::string_view column) {
    const auto value = number_in(table_, row, column, 1e9, problems_);
    if (!value) return std::nullopt;
    if (*value == std::floor(*value)) return static_cast<std::int64_t>(*value);
    bad(row, column, "a whole number of people is wanted");
    return std::nullopt;
  }
  std::optional<double> degrees(const CsvRow& row, std::string_view column, double most) {
    return degree_in(table_, row, column, most, problems_);
  }
  std::optional<std::string> date(const CsvRow& row, std::string_view column) {
    const std::string_view cell = text(row, column);
    if (calendar_day(cell)) return std::string{cell.substr(0, 10)};
    bad(row, column, "a date YYYY-MM-DD is wanted");
    return std::nullopt;
  }
  void bad(const CsvRow& row, std::string_view column, const char* why, const char* code = "P602") {
    problems_.add({.code = code,
                   .problem = fmt::format("{} is \"{}\"", column, text(row, column)),
                   .why = why,
                   .where = table_.where(row)});
  }

 private:
  const CsvTable& table_;
  Problems& problems_;
};

using Place = std::optional<std::string>;
using ReadRow = std::function<void(Reader&, const CsvRow&, const std::string& stem, ImportedCounts&)>;

void add(ImportedCounts& into, const std::string& place, const std::optional<std::string>& date,
         std::optional<std::int64_t> people) {
  if (date && people && !place.empty()) into.people[place][*date] += *people;
}

void data_finder(Reader& read, const CsvRow& row, const std::string&, ImportedCounts& into) {
  const std::string year{read.text(row, "year")};
  if (!calendar_day(year + "-12-31")) return read.bad(row, "year", "a year is wanted");
  // Figures of a year stand for its end. People displaced at home are a place of their own.
  if (!read.text(row, "refugees").empty())
    add(into, std::string{read.text(row, "coa_iso")}, year + "-12-31", read.people(row, "refugees"));
  if (!read.text(row, "idps").empty())
    add(into, std::string{read.text(row, "coo_iso")} + "-idp", year + "-12-31", read.people(row, "idps"));
}

void time_series(Reader& read, const CsvRow& row, const std::string& stem, ImportedCounts& into) {
  const auto date = read.date(row, "data_date");
  const auto people = read.people(row, "individuals");
  if (date && into.people[stem].contains(*date))
    return read.bad(row, "data_date", "the day stands there twice", "P607");
  add(into, stem, date, people);
}

void dtm(Reader& read, const CsvRow& row, const std::string&, ImportedCounts& into) {
  add(into, std::string{read.text(row, "admin1Pcode")}, read.date(row, "reportingDate"),
      read.people(row, "numPresentIdpInd"));
}

void hapi(Reader& read, const CsvRow& row, const std::string&, ImportedCounts& into) {
  std::string_view place;
  for (const char* column : {"asylum_location_code", "admin1_code", "location_code"})
    if (place.empty()) place = read.text(row, column);
  if (place.empty()) return read.bad(row, "location_code", "a code of a place is wanted");
  add(into, std::string{place}, read.date(row, "reference_period_start"), read.people(row, "population"));
}

void event(Reader& read, const CsvRow& row, const char* date_column, const char* deaths_column, ImportedCounts& into) {
  const auto date = read.date(row, date_column);
  const auto deaths = read.people(row, deaths_column);
  const auto lat = read.degrees(row, "latitude", 90), lon = read.degrees(row, "longitude", 180);
  if (!date || !deaths || !lat || !lon) return;
  EventSum& sum = into.events[{static_cast<int>(std::floor(2 * *lat)), static_cast<int>(std::floor(2 * *lon))}][*date];
  ++sum.events;
  sum.deaths += *deaths;
}

struct Format {
  const char* name;
  std::vector<const char*> columns;
  ReadRow read;
};

const std::vector<Format>& formats() {
  static const std::vector<Format> all = {
      {"UNHCR Data Finder", {"year", "coo_iso", "coa_iso", "refugees", "idps"}, data_finder},
      {"UNHCR time series", {"data_date", "individuals"}, time_series},
      {"IOM DTM v3", {"reportingDate", "admin1Pcode", "numPresentIdpInd"}, dtm},
      {"HDX HAPI", {"reference_period_start", "population"}, hapi},
      {"ACLED",
       {"event_id_cnty", "event_date", "event_type", "latitude", "longitude", "fatalities"},
       [](Reader& read, const CsvRow& row, const std::string&, ImportedCounts& into) {
         event(read, row, "event_date", "fatalities", into);
       }},
      {"UCDP GED",
       {"id", "date_start", "type_of_violence", "latitude", "longitude", "best"},
       [](Reader& read, const CsvRow& row, const std::string&, ImportedCounts& into) {
         event(read, row, "date_start", "best", into);
       }}};
  return all;
}

}  // namespace

ImportedFile import_counts(const CsvTable& table, const std::string& stem, ImportedCounts& into, Problems& problems) {
  for (const Format& format : formats()) {
    bool all = true;
    for (const char* column : format.columns) all = all && table.column(column);
    if (!all) continue;
    Reader read(table, problems);
    ImportedFile out{format.name, 0};
    for (const CsvRow& row : table.rows) {
      if (!row.fields.empty() && row.fields[0].starts_with('#')) continue;  // HXL
      format.read(read, row, stem, into);
      ++out.rows;
    }
    return out;
  }
  std::vector<std::string> known;
  for (const Format& format : formats())
    known.push_back(fmt::format("{}: {}", format.name, fmt::join(format.columns, " ")));
  problems.add({.code = "P613",
                .problem = fmt::format("the columns are {}", fmt::join(table.header, " ")),
                .why = "no known export has these",
                .where = table.file,
                .suggestion = fmt::format("{}", fmt::join(known, "; "))});
  return {};
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

}  // namespace passage::displacement
