#include "arrivals/arrival_record.h"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "core/csv.h"
#include "core/file.h"
#include "displacement/dated_csv.h"

namespace passage::arrivals {
namespace {

struct Row {
  Day day = 0;
  std::optional<double> cumulative, daily;
};

std::vector<Row> read_rows(const std::filesystem::path& path, Day last) {
  Problems problems;
  const CsvTable table = displacement::read_csv_until(path, 0, last, problems);
  std::vector<Row> out;
  for (const CsvRow& row : table.rows) {
    Row& r = out.emplace_back();
    r.day = *displacement::calendar_day(row.fields[0]);
    if (!table.cell(row, "cumulative_refugees").empty())
      r.cumulative = displacement::number_in(table, row, "cumulative_refugees", 1e9, problems);
    else if (!table.cell(row, "daily_refugees").empty())
      r.daily = displacement::number_in(table, row, "daily_refugees", 1e9, problems);
    else
      problems.add({.code = "P602",
                    .problem = "the row has no figure",
                    .why = "cumulative_refugees or daily_refugees is wanted",
                    .where = table.where(row)});
  }
  problems.throw_if_errors();
  std::stable_sort(out.begin(), out.end(), [](const Row& a, const Row& b) { return a.day < b.day; });
  return out;
}

ArrivalSeries series_of(std::string country, const std::vector<Row>& rows) {
  ArrivalSeries out{.country = std::move(country), .reports = {}, .last = rows.empty() ? 0 : rows.back().day};
  std::optional<Row> before;
  double days = 0;
  for (const Row& row : rows) {
    if (row.daily) {
      out.reports.push_back({row.day - 1, row.day, *row.daily});
      days += *row.daily;
      continue;
    }
    if (before && row.day > before->day) {
      const double more = *row.cumulative - *before->cumulative;
      out.reports.push_back({before->day, row.day, more});
      out.falls += more < 0 ? 1 : 0;
      out.fell += std::max(0.0, -more);
    }
    before = row;
    days = 0;
  }
  out.held = (before ? *before->cumulative : 0) + days;
  return out;
}

}  // namespace

std::vector<ArrivalSeries> read_arrivals(const std::string& directory, Day last) {
  const std::filesystem::path data = displacement::bulk_folder(directory);
  Problems problems;
  const CsvTable list =
      parse_csv(read_file(std::filesystem::path(directory) / "arrivals.csv"), "arrivals.csv", problems);
  problems.throw_if_errors();
  std::vector<ArrivalSeries> out;
  for (const CsvRow& row : list.rows) {
    const std::string file{list.cell(row, "file")};
    const auto rows = read_rows(data / file, last);
    out.push_back(series_of(std::string{list.cell(row, "country")}, rows));
    if (rows.size() < 5 || out.back().reports.size() < 4)
      throw InputError({.code = "P611",
                        .problem = fmt::format("{} has {} rows to learn from", file, rows.size()),
                        .why = "five of different days are wanted",
                        .where = list.where(row)});
  }
  return out;
}

}  // namespace passage::arrivals
