#include "outlook/selection.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <span>

namespace passage::outlook {
namespace {

constexpr int kScoredDays = 8;
constexpr std::uint32_t kMembers = 300;  // in the search
constexpr Day kShortest = 30;
constexpr double kCovered = 0.85;  // of the outcomes, by 90 % intervals that are not widened

// Parts of a record after which it is forecast: in the search of a prior; and those whose outcomes tell how wide.
constexpr double kSearched[] = {1.0 / 8, 1.0 / 4, 1.0 / 2, 2.0 / 3};
constexpr double kRolled[] = {1.0 / 12, 1.0 / 8, 1.0 / 6, 1.0 / 4, 1.0 / 3, 1.0 / 2, 2.0 / 3};

// A case, forecast after a day of its record.
struct Trial {
  const Case* at;
  Day origin;
};

std::vector<Trial> trials_of(std::span<const Case> cases, std::span<const double> parts) {
  std::vector<Trial> out;
  for (const Case& c : cases) {
    if (c.days < kShortest)
      throw InputError({.code = "P612",
                        .problem = fmt::format("{} is too short: {} days", c.name, c.days),
                        .why = fmt::format("{} are wanted to learn from and to score", kShortest),
                        .where = "command line"});
    for (const double part : parts) {
      const Day day = std::max<Day>(7, static_cast<Day>(part * c.days) - 1);
      const auto at = static_cast<std::size_t>(day);
      const bool anybody = std::any_of(c.record.camps.begin(), c.record.camps.end(),
                                       [at](const displacement::Series& camp) { return camp.by_day[at] > 0; });
      if (anybody && (out.empty() || out.back().at != &c || day > out.back().origin)) out.push_back({&c, day});
    }
  }
  return out;
}

std::vector<Priors> share_grid() {
  std::vector<Priors> out;
  for (const double momentum : {0.25, 0.5, 0.75})
    for (const double upheaval : {0.5, 1.0, 2.0})
      for (const double rarity : {3.0, 9.0})
        for (const double noise : {0.0175, 0.035, 0.07}) {
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
  for (const double low : {0.0, 0.25, 0.5})
    for (const double high : {1.0, 1.5, 2.0})
      for (const double damping : {0.0, 1.0, 2.0})
        for (const double noise : {0.05, 0.1, 0.2}) {
          TotalPrior& p = out.emplace_back().totals;
          p.low = low;
          p.high = high;
          p.damping = damping;
          p.noise = noise;
        }
  return out;
}

enum class Part { kShares, kTotals };

Hindcast forecast(const Trial& trial, const Priors& priors, Part part, std::uint64_t seed, std::uint32_t members) {
  HindcastOptions options{.seed = seed, .members = members, .priors = priors};
  options.priors.shares_width = options.priors.totals_width = kNotWidened;
  options.until = std::min(trial.at->days, 3 * (trial.origin + 1));
  options.points = kScoredDays;
  options.shares = part == Part::kShares;
  options.totals = part == Part::kTotals;
  return hindcast(*trial.at, *trial.at, trial.origin, options);
}

// A naive forecast may be exactly right: 0.2 % of the people of a place is added to both.
double log_ratio(const Trial& trial, const Hindcast& h, Part part) {
  double people = 1;
  for (const displacement::Series& camp : trial.at->record.camps)
    people += camp.by_day[static_cast<std::size_t>(trial.origin)];
  const double least =
      0.002 * people / (part == Part::kShares ? static_cast<double>(trial.at->record.camps.size()) : 1);
  if (part == Part::kShares) return std::log((h.crps + least) / (h.crps_constant_share + least));
  return std::log((h.totals_crps + least) / (std::min(h.totals_crps_last_value, h.totals_crps_trend) + least));
}

bool scored(const Trial& trial, Part part) {
  return part == Part::kTotals || trial.at->record.camps.size() > 1;
}

// Means over the origins of a crisis.
struct Tally {
  double score = 0, covered = 0;  // log ratio; part of the outcomes inside the 90 % intervals
};
using Tallies = std::map<std::string, Tally>;

Tallies tallies_of(const std::vector<Trial>& trials, const Priors& priors, Part part, std::uint64_t seed) {
  Tallies sum;
  std::map<std::string, double> count;
  for (const Trial& trial : trials) {
    if (!scored(trial, part)) continue;
    const Hindcast h = forecast(trial, priors, part, seed, kMembers);
    Tally& tally = sum[crisis_of(trial.at->name)];
    tally.score += log_ratio(trial, h, part);
    tally.covered += part == Part::kShares ? h.coverage.in90 : h.totals_coverage.in90;
    ++count[crisis_of(trial.at->name)];
  }
  for (auto& [crisis, tally] : sum) tally = {tally.score / count[crisis], tally.covered / count[crisis]};
  return sum;
}

// What the crises but one choose, of one part.
class Choice {
 public:
  Choice(std::vector<Priors> grid, const std::vector<Case>& cases, Part part, std::uint64_t seed,
         const jobs::Task& task)
      : grid_(std::move(grid)), tallies_(grid_.size()), outcomes_(grid_.size()) {
    const auto searched = trials_of(cases, kSearched), rolled = trials_of(cases, kRolled);
    task.in_parallel(grid_.size(), [&](std::size_t k) {
      task.expect_wanted();
      tallies_[k] = tallies_of(searched, grid_[k], part, seed);
    });
    std::set<std::string> crises{""};
    for (const Case& c : cases) crises.insert(crisis_of(c.name));
    for (const std::string& crisis : crises) {
      auto& outcomes = outcomes_[best(crisis)];
      if (!outcomes.empty()) continue;
      for (const Trial& trial : rolled) {
        if (!scored(trial, part)) continue;
        const Hindcast h = forecast(trial, grid_[best(crisis)], part, seed, kMembers);
        for (Outcome o : part == Part::kShares ? h.camp_outcomes : h.total_outcomes) {
          o.crisis = crisis_of(trial.at->name);
          outcomes.push_back(std::move(o));
        }
      }
    }
  }
  [[nodiscard]] const Priors& prior(const std::string& without) const { return grid_[best(without)]; }
  [[nodiscard]] Widening width(const std::string& without) const {
    return learn_widening(outcomes_[best(without)], without);
  }

 private:
  // Sharp only as far as calibrated (Gneiting, Balabdaoui, Raftery 2007).
  [[nodiscard]] std::size_t best(const std::string& without) const {
    std::size_t out = 0;
    std::pair<double, double> least{2, 0};
    for (std::size_t k = 0; k < tallies_.size(); ++k) {
      Tally mean;
      double crises = 0;
      for (const auto& [crisis, tally] : tallies_[k]) {
        if (crisis == without) continue;
        mean = {mean.score + tally.score, mean.covered + tally.covered};
        ++crises;
      }
      const std::pair<double, double> here{std::max(0.0, kCovered - mean.covered / crises), mean.score / crises};
      if (here >= least) continue;
      least = here;
      out = k;
    }
    return out;
  }

  std::vector<Priors> grid_;
  std::vector<Tallies> tallies_;
  std::vector<std::vector<Outcome>> outcomes_;  // of the priors that are chosen by some
};

}  // namespace

std::string crisis_of(const std::string& case_name) {
  return case_name.substr(0, case_name.find('_'));
}

Evaluation evaluate(const std::vector<Case>& cases, std::uint64_t seed, std::uint32_t members, const jobs::Task& task) {
  std::set<std::string> crises;
  for (const Case& c : cases) crises.insert(crisis_of(c.name));
  if (crises.size() < 2)
    throw InputError({.code = "P612",
                      .problem = fmt::format("--evaluate has {} case", crises.size()),
                      .why = "each is scored with what the others chose; two at least are wanted",
                      .where = "command line"});
  const Choice shares(share_grid(), cases, Part::kShares, seed, task),
      totals(total_grid(), cases, Part::kTotals, seed, task);
  const auto without = [&](const std::string& crisis) {
    return Priors{shares.prior(crisis).shares, totals.prior(crisis).totals, shares.width(crisis), totals.width(crisis)};
  };
  Evaluation out;
  out.chosen = without("");
  for (const Case& c : cases) {
    task.expect_wanted();
    HindcastOptions options{.seed = seed, .members = members, .priors = without(crisis_of(c.name))};
    const Day third = c.days / 3 - 1;
    out.left_out.push_back({c.name, third, options.priors, hindcast(c, c, third, options)});
    for (const Trial& trial : trials_of({&c, 1}, kRolled)) {
      options.until = std::min(c.days, 3 * (trial.origin + 1));
      options.points = kScoredDays;
      out.rolled.push_back({c.name, trial.origin, options.priors, hindcast(c, c, trial.origin, options)});
    }
  }
  return out;
}

}  // namespace passage::outlook
