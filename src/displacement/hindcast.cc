#include "displacement/hindcast.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/random.h"
#include "displacement/scores.h"

namespace passage::displacement {
namespace {

using Matrix = std::vector<std::vector<double>>;  // [camp][day]

double normal(Random& random) {
  const double u = 1 - random.uniform(), v = random.uniform();
  return std::sqrt(-2 * std::log(u)) * std::cos(2 * std::numbers::pi * v);
}

double between(Random& random, double low, double high) {
  return low + (high - low) * random.uniform();
}

// One prior for every case, chosen on all four validation cases together.
ShareParameters draw(Random& random) {
  return {between(random, 0.5, 1.0), between(random, 0.3, 0.7), between(random, 0.0, 0.3),
          0.7 * std::pow(random.uniform(), 3), between(random, 0.02, 0.05)};
}

std::vector<double> totals_of(const Matrix& record) {
  std::vector<double> out(record.empty() ? 0 : record[0].size(), 0);
  for (const auto& camp : record)
    for (std::size_t day = 0; day < out.size(); ++day) out[day] += camp[day];
  return out;
}

// People by camp on days (last, until), stock of day `last` onwards.
Matrix project(const Matrix& record, const std::vector<double>& totals, std::size_t last, std::size_t until,
               const ShareParameters& p, Random& random) {
  const std::size_t camps = record.size(), training = last + 1;
  const auto window = std::max<std::size_t>(5, static_cast<std::size_t>(p.window * static_cast<double>(training)));
  std::vector<double> stock(camps), inflow(camps), walk(camps, 0);
  double all = 0, gained = 0;
  for (std::size_t k = 0; k < camps; ++k) {
    stock[k] = record[k][last];
    inflow[k] = std::max(0.0, record[k][last] - record[k][last > window ? last - window : 0]);
    all += stock[k];
    gained += inflow[k];
  }
  const double count = static_cast<double>(camps);
  // Where people go who follow neither stock nor recent inflow is not known: Dirichlet(1/2).
  std::vector<double> target(camps, 1 / count);
  double drawn = 0;
  for (double& t : target) drawn += t = std::pow(normal(random), 2);
  for (double& t : target) t /= drawn;
  const double step = p.noise / std::sqrt(static_cast<double>(training));
  Matrix out(camps);
  for (std::size_t day = last + 1; day < until; ++day) {
    const double change = totals[day] - totals[day - 1], scale = totals[day - 1] > 0 ? all / totals[day - 1] : 0;
    const double gain = change * (scale > 0 ? scale : 1);
    double sum = 0;
    for (std::size_t k = 0; k < camps; ++k) {
      const double held = all > 0 ? stock[k] / all : 1 / count;
      const double recent = gained > 0 ? inflow[k] / gained : held;
      stock[k] +=
          gain > 0
              ? gain * (p.momentum * recent + p.spread * target[k] + (std::max(0.0, 1 - p.momentum - p.spread)) * held)
              : gain * held;
      sum += stock[k];
    }
    all = sum;
    double noisy = 0;
    for (std::size_t k = 0; k < camps; ++k) {
      stock[k] += p.evening / static_cast<double>(training) * (all * target[k] - stock[k]);
      // Shares drift like frequencies in a small population (Wright, Fisher): sd of the log ~ sqrt((1 - s) / s).
      const double share = std::max(0.05, stock[k] / std::max(1.0, all));
      walk[k] += step * std::sqrt((1 - std::min(0.95, share)) / share) * normal(random);
      noisy += stock[k] * std::exp(walk[k]);
    }
    for (std::size_t k = 0; k < camps; ++k)
      out[k].push_back(noisy > 0 ? stock[k] * std::exp(walk[k]) / noisy * totals[day] : 0);
  }
  return out;
}

std::vector<ShareParameters> draw_members(std::uint64_t seed, std::uint32_t members) {
  std::vector<ShareParameters> out;
  for (std::uint32_t m = 0; m < members; ++m) {
    Random random(seed, m, 0x5052494Fu);
    out.push_back(draw(random));
  }
  return out;
}

struct Coverage {
  double c50 = 0, c80 = 0, c90 = 0;
  void add(std::vector<double>& sorted, double truth) {
    const auto in = [&](double low, double high) {
      return quantile(sorted, low) <= truth + 0.5 && truth - 0.5 <= quantile(sorted, high) ? 1.0 : 0.0;
    };
    c50 += in(0.25, 0.75);
    c80 += in(0.1, 0.9);
    c90 += in(0.05, 0.95);
  }
};

// The total: growth of log people, recent slope damped with half-life of half the training days, and a
// random walk whose step is that of the record by weeks.
void forecast_totals(const std::vector<double>& known, const std::vector<double>& truth, std::size_t last,
                     std::uint64_t seed, std::uint32_t members, Hindcast& out) {
  const double training = static_cast<double>(last + 1);
  const std::size_t window = std::max<std::size_t>(5, last / 3), back = last > window ? last - window : 0;
  const double slope = (known[last] - known[back]) / static_cast<double>(last - back);
  double square = 0, weeks = 0;
  for (std::size_t day = 7; day <= last; day += 7, ++weeks)
    square += std::pow(std::log((known[day] + 100) / (known[day - 7] + 100)) -
                           std::log((known[last] + 100) / (known[0] + 100)) * 7 / training,
                       2);
  const double step = std::min(0.05, std::sqrt(square / std::max(1.0, weeks) / 7));
  std::vector<double> walk(members, 0), damp(members), grown(members, known[last]);
  std::vector<Random> random;
  for (std::uint32_t m = 0; m < members; ++m) {
    random.emplace_back(seed, m, 0x544F544Cu);
    damp[m] = std::pow(0.5, 1 / (training * between(random[m], 0.1, 1.0)));
  }
  std::vector<double> rate(members, slope);
  Coverage coverage;
  for (std::size_t day = last + 1; day < truth.size(); ++day) {
    std::vector<double> sample(members);
    for (std::uint32_t m = 0; m < members; ++m) {
      rate[m] *= damp[m];
      grown[m] = std::max(0.0, grown[m] + rate[m]);
      walk[m] += step * normal(random[m]);
      sample[m] = grown[m] * std::exp(walk[m]);
    }
    const double trend = std::max(0.0, known[last] + slope * static_cast<double>(day - last));
    out.totals_crps += crps(sample, truth[day]) / out.days;
    out.totals_crps_last_value += std::fabs(known[last] - truth[day]) / out.days;
    out.totals_crps_trend += std::fabs(trend - truth[day]) / out.days;
    std::sort(sample.begin(), sample.end());
    coverage.add(sample, truth[day]);
  }
  out.totals_coverage50 = coverage.c50 / out.days;
  out.totals_coverage80 = coverage.c80 / out.days;
  out.totals_coverage90 = coverage.c90 / out.days;
}

void summarise(const std::vector<ShareParameters>& members, Hindcast& out) {
  const auto put = [&](const char* name, double ShareParameters::*field) {
    std::vector<double> values;
    for (const ShareParameters& p : members) values.push_back(p.*field);
    std::sort(values.begin(), values.end());
    out.parameters.emplace_back(name, Range{quantile(values, 0.05), quantile(values, 0.5), quantile(values, 0.95)});
  };
  put("window", &ShareParameters::window);
  put("momentum", &ShareParameters::momentum);
  put("spread", &ShareParameters::spread);
  put("evening", &ShareParameters::evening);
  put("noise", &ShareParameters::noise);
}

}  // namespace

Hindcast hindcast(const Case& full, const Case& known_case, Day train_until, std::uint64_t seed,
                  std::uint32_t members) {
  if (full.record.empty())
    throw InputError({.code = "P611", .problem = "the case has no record to learn from", .where = full.name});
  if (train_until < 9 || train_until + 1 >= full.days)
    throw InputError({.code = "P610",
                      .problem = fmt::format("--train-until is day {}", train_until),
                      .why = fmt::format("a day from 9 to {} is wanted", full.days - 2),
                      .where = "command line"});
  Matrix truth, known;
  for (const Series& camp : full.record.camps) truth.push_back(camp.by_day);
  for (const Series& camp : known_case.record.camps) known.push_back(camp.by_day);
  for (auto& camp : known) camp.resize(static_cast<std::size_t>(train_until) + 1);
  const std::size_t last = static_cast<std::size_t>(train_until), camps = truth.size();
  const auto totals = totals_of(truth), known_totals = totals_of(known);
  Hindcast out;
  out.train_until = train_until;
  out.days = full.days - train_until - 1;
  const auto parameters = draw_members(seed, members);
  summarise(parameters, out);
  std::vector<Matrix> runs;
  for (std::uint32_t m = 0; m < members; ++m) {
    Random random(seed, m, 0x57414C4Bu);
    runs.push_back(project(known, totals, last, totals.size(), parameters[m], random));
  }
  Coverage coverage;
  for (std::size_t day = last + 1; day < totals.size(); ++day) {
    auto& row = out.camps.emplace_back(camps);
    double gap = 0, constant = 0;
    for (std::size_t k = 0; k < camps; ++k) {
      std::vector<double> sample;
      for (const Matrix& run : runs) sample.push_back(run[k][day - last - 1]);
      out.crps += crps(sample, truth[k][day]) / out.days / static_cast<double>(camps);
      std::sort(sample.begin(), sample.end());
      constexpr double kLevels[] = {0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95};
      for (std::size_t q = 0; q < 7; ++q) row[k][q] = quantile(sample, kLevels[q]);
      coverage.add(sample, truth[k][day]);
      gap += std::fabs(row[k][3] - truth[k][day]);
      const double kept = totals[last] > 0 ? truth[k][last] / totals[last] * totals[day] : 0;
      constant += std::fabs(kept - truth[k][day]);
    }
    out.ard += gap / std::max(1.0, totals[day]) / out.days;
    out.ard_constant_share += constant / std::max(1.0, totals[day]) / out.days;
    out.crps_constant_share += constant / out.days / static_cast<double>(camps);
  }
  const double scored = static_cast<double>(out.days) * static_cast<double>(camps);
  out.coverage50 = coverage.c50 / scored;
  out.coverage80 = coverage.c80 / scored;
  out.coverage90 = coverage.c90 / scored;
  forecast_totals(known_totals, totals, last, seed, members, out);
  return out;
}

}  // namespace passage::displacement
