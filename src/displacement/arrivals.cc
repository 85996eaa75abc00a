#include "displacement/arrivals.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <numbers>

#include "core/csv.h"
#include "core/file.h"
#include "core/random.h"
#include "core/text.h"
#include "displacement/case.h"
#include "displacement/scores.h"

namespace passage::displacement {
namespace {

constexpr std::uint32_t kMembers = 1000;

double normal(Random& random) {
  const double u = 1 - random.uniform(), v = random.uniform();
  return std::sqrt(-2 * std::log(u)) * std::cos(2 * std::numbers::pi * v);
}

Case calendar() {  // dates as days since 1 January 2000
  Case c;
  c.year = 2000;
  c.month = c.day = 1;
  return c;
}

Day parse_day(const Case& dates, const std::string& text, const char* what) {
  if (const auto day = day_of(dates, text)) return *day;
  throw InputError({.code = "P610",
                    .problem = fmt::format("{} is \"{}\"", what, text),
                    .why = "a date YYYY-MM-DD is wanted",
                    .where = "command line"});
}

// Cumulative people by day up to and with `last`; rows after it are not parsed.
std::vector<std::pair<Day, double>> read_counts(const Case& dates, const std::filesystem::path& path, Day last) {
  Problems problems;
  // Later rows are cut off before anything is parsed: what stands in them cannot matter.
  std::string text;
  bool header = true;
  for (const std::string& line : split(read_file(path), '\n')) {
    const auto day = day_of(dates, line.substr(0, 10));
    if (header || (day && *day <= last)) text += line + '\n';
    header = false;
  }
  const CsvTable table = parse_csv(text, path.filename().string(), problems);
  std::vector<std::pair<Day, double>> out;
  for (const CsvRow& row : table.rows) {
    const auto day = day_of(dates, table.cell(row, "data_date"));
    if (!day) continue;
    const std::string cell{table.cell(row, "cumulative_refugees")};
    char* end = nullptr;
    const double people = std::strtod(cell.c_str(), &end);
    if (cell.empty() || *end != 0 || !(people >= 0) || people > 1e9) {
      problems.add({.code = "P602",
                    .problem = fmt::format("cumulative_refugees is \"{}\"", cell),
                    .why = "a count of people is wanted",
                    .where = table.where(row)});
      continue;
    }
    out.emplace_back(*day, people);
  }
  problems.throw_if_errors();
  std::sort(out.begin(), out.end());
  if (out.size() < 5)
    throw InputError({.code = "P611",
                      .problem = fmt::format("{} has {} rows to learn from", path.filename().string(), out.size()),
                      .why = "five are wanted",
                      .where = path.filename().string()});
  return out;
}

std::array<double, 5> levels(std::vector<double> sample) {
  std::sort(sample.begin(), sample.end());
  return {quantile(sample, 0.05), quantile(sample, 0.25), quantile(sample, 0.5), quantile(sample, 0.75),
          quantile(sample, 0.95)};
}

}  // namespace

Arrivals forecast_arrivals(const std::string& directory, const std::string& train_until, const std::string& until,
                           std::uint64_t seed) {
  const Case dates = calendar();
  const Day last = parse_day(dates, train_until, "--train-until"), end = parse_day(dates, until, "--until");
  if (end <= last)
    throw InputError({.code = "P610", .problem = "--until is not after --train-until", .where = "command line"});
  const char* data = std::getenv("PASSAGE_DATA");
  if (!data)
    throw InputError({.code = "P611",
                      .problem = "PASSAGE_DATA is not set",
                      .why = "the counts are not part of the example",
                      .where = directory,
                      .suggestion = "set it to the folder that holds displacement/"});
  Problems problems;
  const std::filesystem::path list = std::filesystem::path(directory) / "arrivals.csv";
  const CsvTable countries = parse_csv(read_file(list), "arrivals.csv", problems);
  problems.throw_if_errors();
  const std::size_t days = static_cast<std::size_t>(end - last);
  std::vector<std::vector<double>> total(days, std::vector<double>(kMembers, 0));
  Arrivals out;
  std::uint32_t stream = 1;
  for (const CsvRow& row : countries.rows) {
    const std::string file{countries.cell(row, "file")}, country{countries.cell(row, "country")};
    const auto counts = read_counts(dates, std::filesystem::path(data) / file, last);
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
      out.by_country.push_back({country, date_of(dates, last + 1 + static_cast<Day>(day)), levels(sample[day])});
    ++stream;
  }
  for (std::size_t day = 0; day < days; ++day)
    out.totals.push_back({"", date_of(dates, last + 1 + static_cast<Day>(day)), levels(total[day])});
  return out;
}

}  // namespace passage::displacement
