#include "arrivals/crossings.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include <fmt/format.h>

#include "arrivals/queue.h"
#include "core/csv.h"
#include "core/file.h"
#include "core/text.h"
#include "displacement/dated_csv.h"
#include "displacement/draws.h"
#include "displacement/scores.h"

namespace passage::arrivals {
namespace {

constexpr std::uint32_t kMembers = 200;

void wrong(Problems& problems, const CsvTable& table, const CsvRow& row, const char* why) {
  problems.add({.code = "P602",
                .problem = fmt::format("{} is \"{}\"", table.cell(row, "kind"), table.cell(row, "value")),
                .why = why,
                .where = table.where(row)});
}

void read_step(const CsvTable& table, const CsvRow& row, CrossingFigures& out, Problems& problems) {
  const auto hours = displacement::number_in(table, row, "value", 24, problems);
  if (!hours) return;
  if (*hours < 1 || *hours != std::floor(*hours) || 24 % static_cast<int>(*hours) != 0)
    wrong(problems, table, row, "hours a step: 1, 2, 3, 4, 6, 8, 12 or 24 are wanted");
  else
    out.step_h = static_cast<int>(*hours);
}

void read_hours(const CsvTable& table, const CsvRow& row, CrossingFigures& out, Problems& problems) {
  std::vector<double> parts;
  double sum = 0;
  for (const std::string& word : split(std::string(table.cell(row, "value")), ' ')) {
    if (word.empty()) continue;
    char* end = nullptr;
    const double part = std::strtod(word.c_str(), &end);
    if (*end != 0 || !(part >= 0 && part < 1e9)) return wrong(problems, table, row, "24 parts >= 0 are wanted");
    parts.push_back(part);
    sum += part;
  }
  if (parts.size() != 24 || sum <= 0)
    return wrong(problems, table, row, "24 parts are wanted, one an hour from midnight, not all 0");
  for (double& part : parts) part /= sum;
  out.by_hour = std::move(parts);
}

void read_positions(const std::filesystem::path& file, CrossingFigures& out, Problems& problems) {
  const CsvTable table = parse_csv(read_file(file), file.filename().string(), problems);
  problems.throw_if_errors();
  for (const CsvRow& row : table.rows) {
    std::string country{table.cell(row, "country")};
    for (char& ch : country) ch = static_cast<char>(std::tolower(static_cast<unsigned char>(ch)));
    const auto lat = displacement::degree_in(table, row, "lat", 90, problems),
               lon = displacement::degree_in(table, row, "lon", 180, problems);
    if (lat && lon) out.by_country[country].push_back({std::string(table.cell(row, "name_en")), *lat, *lon});
  }
}

// People let through and waiting by step, of one member at one crossing.
struct Sample {
  std::vector<std::vector<std::vector<double>>> crossed, waiting;  // [crossing][step][member]
  std::vector<double> rate;                                        // people a step, by member
};

Sample sample_queues(const CountryArrivals& c, std::size_t crossings, const CrossingFigures& figures,
                     std::uint64_t seed, std::uint32_t stream) {
  const std::size_t a_day = 24 / static_cast<std::size_t>(figures.step_h), steps = c.arrivals.size() * a_day;
  Sample out;
  out.crossed.assign(crossings, std::vector<std::vector<double>>(steps));
  out.waiting = out.crossed;
  for (std::uint32_t m = 0; m < kMembers; ++m) {
    Random random(seed, m, 0x51554555u + stream);
    const double headroom = displacement::between(random, figures.headroom_low, figures.headroom_high);
    const double a_crossing = headroom * c.fullest_day / static_cast<double>(crossings);
    out.rate.push_back(std::max(1.0, a_crossing / 24) * figures.step_h);
    std::vector<double> share(crossings);
    double sum = 0;
    for (double& s : share) sum += s = 0.5 + random.uniform();
    for (std::size_t k = 0; k < crossings; ++k) {
      std::vector<double> arriving(steps, 0);
      for (std::size_t hour = 0; hour < 24 * c.arrivals.size(); ++hour)
        arriving[hour * a_day / 24] += c.arrivals[hour / 24][m] * share[k] / sum * figures.by_hour[hour % 24];
      const auto queue = queue_by_step(arriving, out.rate.back());
      for (std::size_t step = 0; step < steps; ++step) {
        out.crossed[k][step].push_back(queue[step].crossed);
        out.waiting[k][step].push_back(queue[step].waiting);
      }
    }
  }
  return out;
}

}  // namespace

CrossingFigures read_crossings(const std::filesystem::path& directory, const std::filesystem::path& data) {
  CrossingFigures out;
  const auto list = directory / "crossings.csv";
  if (!std::filesystem::exists(list)) return out;
  Problems problems;
  const CsvTable figures = parse_csv(read_file(list), "crossings.csv", problems);
  problems.throw_if_errors();
  for (const CsvRow& row : figures.rows) {
    const auto kind = figures.cell(row, "kind");
    if (kind == "file")
      read_positions(data / std::string(figures.cell(row, "value")), out, problems);
    else if (kind == "headroom_low")
      out.headroom_low = displacement::number_in(figures, row, "value", 100, problems).value_or(1);
    else if (kind == "headroom_high")
      out.headroom_high = displacement::number_in(figures, row, "value", 100, problems).value_or(1);
    else if (kind == "step_h")
      read_step(figures, row, out, problems);
    else if (kind == "arrivals_by_hour")
      read_hours(figures, row, out, problems);
    else
      problems.add({.code = "P602",
                    .problem = fmt::format("kind is \"{}\"", kind),
                    .why = "file, headroom_low, headroom_high, step_h or arrivals_by_hour is wanted",
                    .where = figures.where(row)});
  }
  if (out.headroom_low <= 0 || out.headroom_low > out.headroom_high)
    problems.add({.code = "P602",
                  .problem = fmt::format("headroom is {} to {}", out.headroom_low, out.headroom_high),
                  .why = "headroom_low is to be above 0 and at most headroom_high",
                  .where = "crossings.csv"});
  problems.throw_if_errors();
  return out;
}

void forecast_crossings(const CountryArrivals& country, const CrossingFigures& figures, std::uint64_t seed,
                        std::uint32_t stream, std::vector<CrossingRow>& rows, std::vector<CrossingStep>& steps) {
  const auto at = figures.by_country.find(country.country);
  if (at == figures.by_country.end()) return;
  const std::vector<Crossing>& crossings = at->second;
  const Sample sample = sample_queues(country, crossings.size(), figures, seed, stream);
  const std::size_t a_day = 24 / static_cast<std::size_t>(figures.step_h);
  for (std::size_t k = 0; k < crossings.size(); ++k)
    for (std::size_t day = 0; day < country.arrivals.size(); ++day) {
      const std::string date = displacement::calendar_date(country.first + static_cast<displacement::Day>(day));
      std::vector<double> people(kMembers, 0), hours(kMembers, 0);
      for (std::size_t step = day * a_day; step < (day + 1) * a_day; ++step) {
        const auto &crossed = sample.crossed[k][step], &waiting = sample.waiting[k][step];
        for (std::size_t m = 0; m < kMembers; ++m) {
          people[m] += crossed[m];
          hours[m] = std::max(hours[m], waiting[m] / sample.rate[m] * figures.step_h);
        }
        if (a_day == 1) continue;
        const int hour = static_cast<int>(step % a_day) * figures.step_h;
        steps.push_back({country.country, crossings[k].name, fmt::format("{}T{:02}:00", date, hour),
                         displacement::five_levels(crossed), displacement::five_levels(waiting)});
      }
      rows.push_back({country.country, crossings[k].name, date, crossings[k].lat, crossings[k].lon,
                      displacement::five_levels(people), displacement::five_levels(hours)});
    }
}

}  // namespace passage::arrivals
