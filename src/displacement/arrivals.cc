#include "displacement/arrivals.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>

#include "core/csv.h"
#include "core/file.h"
#include "displacement/dated_csv.h"
#include "displacement/draws.h"
#include "displacement/queue.h"
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

std::array<double, 5> levels(std::vector<double> sample) {
  std::sort(sample.begin(), sample.end());
  return {quantile(sample, 0.05), quantile(sample, 0.25), quantile(sample, 0.5), quantile(sample, 0.75),
          quantile(sample, 0.95)};
}

struct Crossings {
  std::map<std::string, std::vector<std::string>> by_country;  // lower case
  double headroom_low = 1, headroom_high = 1;
};

Crossings read_crossings(const std::filesystem::path& directory, const std::filesystem::path& data) {
  Crossings out;
  const auto list = directory / "crossings.csv";
  if (!std::filesystem::exists(list)) return out;
  Problems problems;
  const CsvTable figures = parse_csv(read_file(list), "crossings.csv", problems);
  std::string file;
  for (const CsvRow& row : figures.rows) {
    const auto kind = figures.cell(row, "kind");
    if (kind == "file") file = figures.cell(row, "value");
    if (kind == "headroom_low") out.headroom_low = number_in(figures, row, "value", 100, problems).value_or(1);
    if (kind == "headroom_high") out.headroom_high = number_in(figures, row, "value", 100, problems).value_or(1);
  }
  problems.throw_if_errors();
  const CsvTable table = parse_csv(read_file(data / file), std::filesystem::path(file).filename().string(), problems);
  problems.throw_if_errors();
  for (const CsvRow& row : table.rows) {
    std::string country{table.cell(row, "country")};
    for (char& ch : country) ch = static_cast<char>(std::tolower(static_cast<unsigned char>(ch)));
    out.by_country[country].emplace_back(table.cell(row, "name_en"));
  }
  return out;
}

// A country's day over its crossings: shares drawn once a member (nobody says where people go), hours
// evenly over the day, rates from the fullest day seen.
void forecast_crossings(const std::string& country, const std::vector<std::string>& names, const Crossings& figures,
                        double fullest_day, const std::vector<std::vector<double>>& sample, Day first,
                        std::uint64_t seed, std::uint32_t stream, Arrivals& out) {
  constexpr std::uint32_t kQueueMembers = 200;
  const std::size_t days = sample.size(), count = names.size();
  std::vector<std::vector<std::vector<double>>> people(count, std::vector<std::vector<double>>(days)), hours = people;
  for (std::uint32_t m = 0; m < kQueueMembers; ++m) {
    Random random(seed, m, 0x51554555u + stream);
    const double headroom = between(random, figures.headroom_low, figures.headroom_high);
    const double rate = std::max(1.0, headroom * fullest_day / static_cast<double>(count) / 24);
    std::vector<double> share(count);
    double sum = 0;
    for (double& s : share) sum += s = 0.5 + random.uniform();
    for (std::size_t k = 0; k < count; ++k) {
      std::vector<double> arriving;
      for (std::size_t day = 0; day < days; ++day)
        arriving.insert(arriving.end(), 24, sample[day][m] * share[k] / sum / 24);
      const auto queue = queue_by_hour(arriving, rate);
      for (std::size_t day = 0; day < days; ++day) {
        double crossed = 0, longest = 0;
        for (std::size_t hour = 24 * day; hour < 24 * (day + 1); ++hour) {
          crossed += queue[hour].crossed;
          longest = std::max(longest, queue[hour].waiting / rate);
        }
        people[k][day].push_back(crossed);
        hours[k][day].push_back(longest);
      }
    }
  }
  for (std::size_t k = 0; k < count; ++k)
    for (std::size_t day = 0; day < days; ++day)
      out.crossings.push_back({country, names[k], calendar_date(first + static_cast<Day>(day)), levels(people[k][day]),
                               levels(hours[k][day])});
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
  const Crossings crossings = read_crossings(directory, data);
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
      out.by_country.push_back({country, calendar_date(last + 1 + static_cast<Day>(day)), levels(sample[day])});
    if (const auto at = crossings.by_country.find(country); at != crossings.by_country.end())
      forecast_crossings(country, at->second, crossings, fullest_day_of(counts), sample, last + 1, seed, stream, out);
    ++stream;
  }
  for (std::size_t day = 0; day < days; ++day)
    out.totals.push_back({"", calendar_date(last + 1 + static_cast<Day>(day)), levels(total[day])});
  return out;
}

}  // namespace passage::displacement
