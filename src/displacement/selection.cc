#include "displacement/selection.h"

#include <algorithm>
#include <cmath>

#include <tbb/parallel_for.h>

namespace passage::displacement {
namespace {

constexpr int kScoredDays = 12;
constexpr std::uint32_t kShareMembers = 400, kTotalMembers = 1000;  // in the search
// Of the outcomes of each case, by the 90 % intervals, at least: of camps the lower end of the mark, of the
// one total what the interval says.
constexpr double kSharesCovered = 0.8, kTotalsCovered = 0.9;

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
    for (const double upheaval : {0.0, 0.5, 1.0, 2.0, 4.0})
      for (const double rarity : {1.0, 3.0, 9.0})
        for (const double noise : {0.0175, 0.035, 0.07, 0.14}) {
          if (upheaval == 0 && rarity > 1) continue;  // nothing to be rare
          SharePrior& p = out.emplace_back().shares;
          p.momentum = momentum;
          p.upheaval = upheaval;
          p.rarity = rarity;
          p.noise = noise;
        }
  return out;
}

std::vector<Priors> total_grid() {
  std::vector<Priors> out;
  for (const double window : {0.1, 0.2})
    for (const double low : {0.25, 0.5, 0.75})
      for (const double high : {1.0, 1.5, 2.0})
        for (const double damping : {0.0, 0.5, 1.0, 2.0})
          for (const double noise : {0.025, 0.05, 0.1, 0.2}) {
            TotalPrior& p = out.emplace_back().totals;
            p.window = window;
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
  std::vector<double> score;    // log of CRPS over that of the naive forecast
  std::vector<double> covered;  // share of outcomes inside the 90 % intervals
};

// A naive forecast may be exactly right: 0.2 % of the people of a place is added to both.
double log_ratio(double ours, double naive, double people) {
  return std::log((ours + 0.002 * people) / (naive + 0.002 * people));
}

enum class Part { kShares, kTotals };

std::pair<double, double> score(const EvaluationCase& c, Day origin, const Priors& priors, Part part,
                                std::uint64_t seed) {
  const std::uint32_t members = part == Part::kShares ? kShareMembers : kTotalMembers;
  HindcastOptions options{.seed = seed, .members = members, .priors = priors};
  options.until = c.train_until + 1;
  options.points = kScoredDays;
  options.shares = part == Part::kShares;
  options.totals = part == Part::kTotals;
  const Hindcast h = hindcast(c.known, c.known, origin, options);
  double people = 1;
  for (const Series& camp : c.known.record.camps) people += camp.by_day[static_cast<std::size_t>(c.train_until)];
  if (part == Part::kTotals)
    return {log_ratio(h.totals_crps, std::min(h.totals_crps_last_value, h.totals_crps_trend), people),
            h.totals_coverage.in90};
  people /= static_cast<double>(c.known.record.camps.size());
  return {log_ratio(h.crps, h.crps_constant_share, people), h.coverage.in90};
}

std::vector<Tally> tally(const std::vector<EvaluationCase>& cases, const std::vector<Task>& tasks,
                         const std::vector<Priors>& candidates, Part part, std::uint64_t seed) {
  std::vector<double> count(cases.size(), 0);
  for (const Task& task : tasks) ++count[task.at];
  std::vector<Tally> out(candidates.size());
  tbb::parallel_for(std::size_t{0}, candidates.size(), [&](std::size_t k) {
    out[k].score.assign(cases.size(), 0);
    out[k].covered.assign(cases.size(), 0);
    for (const Task& task : tasks) {
      const auto [crps, covered] = score(cases[task.at], task.origin, candidates[k], part, seed);
      out[k].score[task.at] += crps / count[task.at];
      out[k].covered[task.at] += covered / count[task.at];
    }
  });
  return out;
}

// Sharp only as far as calibrated (Gneiting, Balabdaoui, Raftery 2007): of those whose intervals cover
// enough of each case, the best mean score; if none does, the one that covers most of its worst case.
std::size_t choose(const std::vector<Tally>& tallies, double enough, std::size_t without) {
  std::size_t out = 0;
  std::pair<double, double> best{-1, 0};  // worst coverage, at most enough; less the score
  for (std::size_t k = 0; k < tallies.size(); ++k) {
    double worst = enough, score = 0;
    for (std::size_t c = 0; c < tallies[k].score.size(); ++c) {
      if (c == without) continue;
      worst = std::min(worst, tallies[k].covered[c]);
      score += tallies[k].score[c];
    }
    if (std::pair{worst, -score} <= best) continue;
    best = {worst, -score};
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
    return Priors{shares[choose(by_share, kSharesCovered, k)].shares,
                  totals[choose(by_total, kTotalsCovered, k)].totals};
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
