#include "displacement/selection.h"

#include <algorithm>
#include <cmath>

#include <tbb/parallel_for.h>

namespace passage::displacement {
namespace {

constexpr int kScoredDays = 12;
constexpr std::uint32_t kSearchMembers = 60;

// A forecast from each is five, three, two and one training lengths long; that of a case from its first
// third is two.
std::vector<Day> origins(Day train_until) {
  std::vector<Day> out;
  for (const double share : {1.0 / 6, 0.25, 1.0 / 3, 0.5}) {
    const Day day = static_cast<Day>(share * (train_until + 1)) - 1;
    if (day >= 4 && day + 1 < train_until && (out.empty() || day > out.back())) out.push_back(day);
  }
  return out;
}

std::vector<Priors> share_grid() {
  std::vector<Priors> out;
  for (const double momentum : {0.25, 0.5, 0.75})
    for (const double spread : {0.0, 0.3, 0.6})
      for (const double evening : {0.0, 0.35, 0.7, 1.4})
        for (const double noise : {0.035, 0.07, 0.14})
          for (const double learning : {0.0, 10.0}) {
            SharePrior& p = out.emplace_back().shares;
            p.momentum = momentum;
            p.spread = spread;
            p.evening = evening;
            p.noise = noise;
            p.learning = learning;
          }
  return out;
}

std::vector<Priors> total_grid() {
  std::vector<Priors> out;
  for (const double low : {0.0, 0.25, 0.5})
    for (const double high : {1.0, 1.5, 2.0, 2.5})
      for (const double damping : {0.0, 0.5, 1.0, 2.0, 4.0})
        for (const double noise : {0.02, 0.05, 0.1, 0.2}) {
          TotalPrior& p = out.emplace_back().totals;
          p.low = low;
          p.high = high;
          p.damping = damping;
          p.noise = noise;
        }
  return out;
}

struct Task {
  std::size_t at;  // index of the case
  Day origin;
};

// By case, the mean over its origins.
struct Tally {
  std::vector<double> score;  // log of CRPS over that of the naive forecast
  std::vector<double> width;  // log of the 90 % intervals' widths over the people of a place
};

// A naive forecast may be exactly right: 0.2 % of the people of a place is added to both.
double log_ratio(double ours, double naive, double people) {
  return std::log((ours + 0.002 * people) / (naive + 0.002 * people));
}

double log_width(const std::vector<Fan>& fans, double people) {
  double sum = 0;
  for (const Fan& fan : fans) sum += std::log((fan.back() - fan.front()) / people + 0.01);
  return sum / static_cast<double>(fans.size());
}

enum class Part { kShares, kTotals };

std::pair<double, double> score(const EvaluationCase& c, Day origin, const Priors& priors, Part part,
                                std::uint64_t seed) {
  HindcastOptions options{.seed = seed, .members = kSearchMembers, .priors = priors};
  options.until = c.train_until + 1;
  options.points = kScoredDays;
  options.shares = part == Part::kShares;
  options.totals = part == Part::kTotals;
  const Hindcast h = hindcast(c.known, c.known, origin, options);
  double people = 1;
  for (const Series& camp : c.known.record.camps) people += camp.by_day[static_cast<std::size_t>(c.train_until)];
  if (part == Part::kTotals)
    return {log_ratio(h.totals_crps, std::min(h.totals_crps_last_value, h.totals_crps_trend), people),
            log_width(h.totals, people)};
  people /= static_cast<double>(c.known.record.camps.size());
  double width = 0;
  for (const auto& camps : h.camps) width += log_width(camps, people) / static_cast<double>(h.camps.size());
  return {log_ratio(h.crps, h.crps_constant_share, people), width};
}

std::vector<Tally> tally(const std::vector<EvaluationCase>& cases, const std::vector<Task>& tasks,
                         const std::vector<Priors>& candidates, Part part, std::uint64_t seed) {
  std::vector<double> count(cases.size(), 0);
  for (const Task& task : tasks) ++count[task.at];
  std::vector<Tally> out(candidates.size());
  tbb::parallel_for(std::size_t{0}, candidates.size(), [&](std::size_t k) {
    out[k].score.assign(cases.size(), 0);
    out[k].width.assign(cases.size(), 0);
    for (const Task& task : tasks) {
      const auto [crps, width] = score(cases[task.at], task.origin, candidates[k], part, seed);
      out[k].score[task.at] += crps / count[task.at];
      out[k].width[task.at] += width / count[task.at];
    }
  });
  return out;
}

struct Mean {
  double mean, standard_error;
};

Mean over_cases(const std::vector<double>& values, std::size_t without) {
  double sum = 0, square = 0, count = 0;
  for (std::size_t k = 0; k < values.size(); ++k) {
    if (k == without) continue;
    sum += values[k];
    square += values[k] * values[k];
    ++count;
  }
  const double mean = sum / count, variance = std::max(0.0, square / count - mean * mean);
  return {mean, count > 1 ? std::sqrt(variance / (count - 1)) : 0};
}

// The one-standard-error rule (Breiman, Friedman, Olshen, Stone 1984): of those not shown to be worse
// than the best, the most cautious one, here that of the widest intervals.
std::size_t choose(const std::vector<Tally>& tallies, std::size_t without) {
  Mean best{1e300, 0};
  for (const Tally& t : tallies)
    if (const Mean m = over_cases(t.score, without); m.mean < best.mean) best = m;
  std::size_t out = 0;
  double widest = -1e300;
  for (std::size_t k = 0; k < tallies.size(); ++k) {
    const double width = over_cases(tallies[k].width, without).mean;
    if (over_cases(tallies[k].score, without).mean > best.mean + best.standard_error || width <= widest) continue;
    widest = width;
    out = k;
  }
  return out;
}

}  // namespace

EvaluationCase read_evaluation_case(const std::string& directory, const std::string& settings_file) {
  EvaluationCase out;
  out.full = read_case(directory, {.settings_file = settings_file, .days = 0, .read_until = std::nullopt});
  out.train_until = out.full.days / 3 - 1;
  out.known = read_case(directory, {.settings_file = settings_file, .days = 0, .read_until = out.train_until});
  return out;
}

Evaluation evaluate(const std::vector<EvaluationCase>& cases, std::uint64_t seed, std::uint32_t members) {
  if (cases.size() < 2)
    throw InputError({.code = "P612",
                      .problem = fmt::format("--evaluate has {} case", cases.size()),
                      .why = "each is scored with what the others chose; two at least are wanted",
                      .where = "command line"});
  std::vector<Task> tasks;
  for (std::size_t k = 0; k < cases.size(); ++k) {
    const auto days = origins(cases[k].train_until);
    if (days.empty())
      throw InputError({.code = "P612",
                        .problem = fmt::format("{} is too short: {} days", cases[k].full.name, cases[k].full.days),
                        .why = "its first third has no five days to learn from with two after them",
                        .where = "command line"});
    for (const Day origin : days) tasks.push_back({k, origin});
  }
  const auto shares = share_grid(), totals = total_grid();
  const auto by_share = tally(cases, tasks, shares, Part::kShares, seed);
  const auto by_total = tally(cases, tasks, totals, Part::kTotals, seed);
  const auto chosen_without = [&](std::size_t k) {
    return Priors{shares[choose(by_share, k)].shares, totals[choose(by_total, k)].totals};
  };
  Evaluation out;
  out.chosen = chosen_without(cases.size());
  for (std::size_t k = 0; k < cases.size(); ++k) {
    const EvaluationCase& c = cases[k];
    HindcastOptions options{.seed = seed, .members = members, .priors = chosen_without(k)};
    out.left_out.push_back(
        {c.full.name, c.train_until, options.priors, hindcast(c.full, c.full, c.train_until, options)});
    options.until = c.train_until + 1;
    for (const Task& t : tasks)
      if (t.at == k)
        out.rolled.push_back({c.full.name, t.origin, options.priors, hindcast(c.known, c.known, t.origin, options)});
  }
  return out;
}

}  // namespace passage::displacement
