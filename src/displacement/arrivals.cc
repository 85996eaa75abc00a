#include "displacement/arrivals.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "core/csv.h"
#include "core/file.h"
#include "displacement/dated_csv.h"
#include "displacement/draws.h"
#include "displacement/scores.h"

namespace passage::displacement {
namespace {

constexpr std::uint32_t kMembers = 1000;

// Cumulative people by day up to and with `last`; rows after it are not parsed.
std::vector<std::pair<Day, double>> read_counts(const std::filesystem::path& path, Day last) {
  Problems problems;
  const CsvTable table = read_csv_until(path, 0, last, problems);
  std::vector<std::pair<Day, double>> out;
  for (const CsvRow& row : table.rows)
    if (const auto people = number_in(table, row, "cumulative_refugees", 1e9, problems))
      out.emplace_back(*calendar_day(row.fields[0]), *people);
  problems.throw_if_errors();
  std::sort(out.begin(), out.end());
  if (out.size() < 5)
    throw InputError({.code = "P611",
                      .problem = fmt::format("{} has {} rows to learn from", path.filename().string(), out.size()),
                      .why = "five are wanted",
                      .where = path.filename().string()});
  return out;
}

double fullest_day_of(const std::vector<std::pair<Day, double>>& counts) {
  double out = 0;
  for (std::size_t k = 1; k < counts.size(); ++k)
    out = std::max(out, (counts[k].second - counts[k - 1].second) / (counts[k].first - counts[k - 1].first));
  return out;
}

}  // namespace

Arrivals forecast_arrivals(const std::string& directory, const std::string& train_until, const std::string& until,
                           std::uint64_t seed) {
  const Day last = day_option(train_until, "--train-until"), end = day_option(until, "--until");
  if (end <= last)
    throw InputError({.code = "P610", .problem = "--until is not after --train-until", .where = "command line"});
  const std::filesystem::path data = bulk_folder(directory);
  Problems problems;
  const std::filesystem::path list = std::filesystem::path(directory) / "arrivals.csv";
  const CsvTable countries = parse_csv(read_file(list), "arrivals.csv", problems);
  problems.throw_if_errors();
  const std::size_t days = static_cast<std::size_t>(end - last);
  std::vector<std::vector<double>> total(days, std::vector<double>(kMembers, 0));
  Arrivals out;
  const CrossingFigures crossings = read_crossings(directory, data);
  std::uint32_t stream = 1;
  for (const CsvRow& row : countries.rows) {
    const std::string file{countries.cell(row, "file")}, country{countries.cell(row, "country")};
    const auto counts = read_counts(data / file, last);
    const auto& [now, held] = counts.back();
    const auto& [before, had] = counts[counts.size() - 4];
    const double level = std::max(0.0, (held - had) / (now - before));
    std::vector<std::vector<double>> sample(days, std::vector<double>(kMembers));
    for (std::uint32_t m = 0; m < kMembers; ++m) {
      Random shared(seed, m, 0), own(seed, m, stream);  // how fast flight ebbs is common to all countries
      const double ebb = 8 * std::pow(20.0 / 8, shared.uniform());
      double walk = 0.1 * normal(own), sum = held + level * (last - now);
      for (std::size_t day = 0; day < days; ++day) {
        walk += 0.06 * normal(own);
        const double people = level * std::exp(-static_cast<double>(day + 1) / ebb + walk);
        sample[day][m] = people;
        total[day][m] += sum += people;
      }
    }
    for (std::size_t day = 0; day < days; ++day)
      out.by_country.push_back({country, calendar_date(last + 1 + static_cast<Day>(day)), five_levels(sample[day])});
    forecast_crossings({country, fullest_day_of(counts), last + 1, std::move(sample)}, crossings, seed, stream,
                       out.crossings, out.crossing_steps);
    ++stream;
  }
  for (std::size_t day = 0; day < days; ++day)
    out.totals.push_back({"", calendar_date(last + 1 + static_cast<Day>(day)), five_levels(total[day])});
  return out;
}

}  // namespace passage::displacement
