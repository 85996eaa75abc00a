#include "publish/forecast_files.h"

#include <cmath>

#include <fmt/format.h>

#include "core/csv.h"
#include "geodata/geopackage.h"
#include "publish/forecast_page.h"

namespace passage::publish {
namespace {

const FolderMarks kMarks{"forecast.csv"};
constexpr const char* kLevels[] = {"p5", "p25", "p50", "p75", "p95"};

std::string csv(const ForecastOutput& out) {
  std::string text = "place,what,date,p5,p25,p50,p75,p95,observed\n";
  for (const ForecastSeries& s : out.series)
    for (std::size_t d = 0; d < s.dates.size(); ++d) {
      text += fmt::format("{},{},{}", csv_field(s.place), csv_field(s.what), s.dates[d]);
      for (const double people : s.fans[d]) text += fmt::format(",{}", std::llround(people));
      const bool known = d < s.observed.size() && !std::isnan(s.observed[d]);
      text += known ? fmt::format(",{}\n", std::llround(s.observed[d])) : ",\n";
    }
  return text;
}

void geopackage(const ForecastOutput& out, const std::filesystem::path& path, const std::string& as_of) {
  using geodata::CellType;
  const auto writer = geodata::write_geopackage(path, as_of + "T00:00:00.000Z", {});
  std::vector<geodata::LayerColumn> columns{
      {"id", CellType::kText}, {"name", CellType::kText}, {"what", CellType::kText}};
  for (const char* level : kLevels) columns.push_back({level, CellType::kInteger});
  writer->begin({.name = "places",
                 .description = "people on the last day, quantiles",
                 .columns = columns,
                 .shape = geodata::ShapeKind::kPoint});
  for (const ForecastPlace& p : out.places) {
    writer->text(p.id);
    writer->text(p.name);
    writer->text(p.what);
    for (const double people : p.people) writer->integer(std::llround(people));
    const geodata::LayerPoint point{static_cast<std::int32_t>(std::llround(p.lon * 1e7)),
                                    static_cast<std::int32_t>(std::llround(p.lat * 1e7))};
    writer->shape(geodata::ShapeKind::kPoint, {{point}});
    writer->end_row();
  }
  columns = {{"place", CellType::kText}, {"what", CellType::kText}, {"date", CellType::kText}};
  for (const char* level : kLevels) columns.push_back({level, CellType::kInteger});
  writer->begin({.name = "by_day", .description = "people by day, quantiles", .columns = columns});
  for (const ForecastSeries& s : out.series)
    for (std::size_t d = 0; d < s.dates.size(); ++d) {
      writer->text(s.place);
      writer->text(s.what);
      writer->text(s.dates[d]);
      for (const double people : s.fans[d]) writer->integer(std::llround(people));
      writer->end_row();
    }
  writer->finish();
}

std::string page(const ForecastOutput& out) {
  ForecastPage page{.title = out.title, .notes = out.notes, .charts = {}, .circles = {}};
  for (const ForecastSeries& s : out.series)
    page.charts.push_back({.title = s.place == "all" ? s.what : s.place + ": " + s.what,
                           .unit = "people",
                           .days = s.dates,
                           .fans = s.fans,
                           .observed = s.observed});
  for (const ForecastPlace& p : out.places)
    page.circles.push_back({p.name, p.lat, p.lon, p.people[0], p.people[2], p.people[4]});
  return forecast_page(page);
}

}  // namespace

void expect_forecast_writable(const std::filesystem::path& output, Overwrite overwrite) {
  output.extension() == ".csv" ? expect_writable(output, overwrite) : expect_writable(output, overwrite, kMarks);
}

void write_forecast(const ForecastOutput& out, const std::filesystem::path& folder, const std::string& as_of,
                    Overwrite overwrite) {
  PendingOutput pending(folder, overwrite, kMarks);
  std::filesystem::create_directory(pending.path());
  write_file(pending.path() / "forecast.csv", csv(out), Overwrite::kRefuse);
  geopackage(out, pending.path() / "forecast.gpkg", as_of);
  write_file(pending.path() / "index.html", page(out), Overwrite::kRefuse);
  for (const auto& [name, text] : out.files) write_file(pending.path() / name, text, Overwrite::kRefuse);
  pending.commit();
}

}  // namespace passage::publish
