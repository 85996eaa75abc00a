#include "arrivals/arrival_selection.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace passage::arrivals {
namespace {

constexpr double kCovered = 0.88, kPlaceCovered = 0.65;  // by the 90 % intervals
constexpr double kPrice = 10;                            // of a shortfall of these, in logs of CRPS
constexpr double kWorth = 0.005;                         // log of CRPS: what gains less is noise
constexpr double kLeastCounts = 5;

// A figure of the prior and what it may be, in order. The search starts in the middle: round figures, of no record.
struct Ladder {
  double& (*figure)(ArrivalPrior&);
  std::vector<double> values;
};

template <auto kFigure>
double& figure(ArrivalPrior& prior) {
  return prior.*kFigure;
}
template <auto kRate, auto kFigure>
double& figure(ArrivalPrior& prior) {
  return prior.*kRate.*kFigure;
}

// The first are those that matter most. `shared` has no part: it moves sums over places, and places are scored.
const std::vector<Ladder>& ladders() {
  static const std::vector<double> spread{0.25, 0.35, 0.5, 0.7, 1.0, 1.4, 2.0};
  static const std::vector<double> chance{0.0005, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032};
  static const std::vector<double> tails{2, 3, 4, 6, 10};
  static const std::vector<Ladder> out{
      {figure<&ArrivalPrior::error, &WideRate::median>, {0.14, 0.2, 0.28, 0.4, 0.56, 0.8, 1.1}},
      {figure<&ArrivalPrior::error, &WideRate::spread>, spread},
      {figure<&ArrivalPrior::shock, &WideRate::median>, {0.035, 0.05, 0.07, 0.1, 0.14, 0.2, 0.28}},
      {figure<&ArrivalPrior::shock, &WideRate::spread>, spread},
      {figure<&ArrivalPrior::ebb, &WideRate::median>, {0.018, 0.025, 0.035, 0.05, 0.07, 0.1, 0.14}},
      {figure<&ArrivalPrior::ebb, &WideRate::spread>, spread},
      {figure<&ArrivalPrior::stops>, chance},
      {figure<&ArrivalPrior::begins>, chance},
      {figure<&ArrivalPrior::shock_tails>, tails},
      {figure<&ArrivalPrior::error_tails>, tails},
      {figure<&ArrivalPrior::trend>, {0.0075, 0.015, 0.03, 0.06, 0.12}},
      {figure<&ArrivalPrior::damping>, {0.5, 0.7, 0.8, 0.9, 0.95}},
      {figure<&ArrivalPrior::error_days>, {0, 0.125, 0.25, 0.375, 0.5}},
      {figure<&ArrivalPrior::most_error>, {1, 1.5, 2, 2.5, 3}},
      {figure<&ArrivalPrior::memory>, {25, 50, 100, 200, 400}},
      {figure<&ArrivalPrior::weekday>, {2, 4, 8, 16, 32}},
  };
  return out;
}

using Rungs = std::vector<std::size_t>;  // by ladder

ArrivalPrior prior_at(const Rungs& rungs) {
  ArrivalPrior out;
  for (std::size_t k = 0; k < rungs.size(); ++k) ladders()[k].figure(out) = ladders()[k].values[rungs[k]];
  return out;
}

struct ScoredPlace {
  std::size_t crisis;
  const ArrivalSeries* series;
};

// By place: the score and the part of counts inside, of one prior.
struct Tally {
  std::vector<double> score, covered;
};

Tally tally(const std::vector<ScoredPlace>& places, const ArrivalPrior& prior, const SearchOptions& options,
            const jobs::Task& task) {
  Tally out{std::vector<double>(places.size()), std::vector<double>(places.size())};
  const RollOptions roll{.seed = options.seed, .particles = options.particles, .origins = options.origins};
  task.in_parallel(places.size(), [&](std::size_t k) {
    task.expect_wanted();
    const ArrivalScore s = sum_of(score_rolling(*places[k].series, prior, roll));
    out.score[k] = log_ratio(s);
    out.covered[k] = s.inside[2] / s.counts;
  });
  return out;
}

// Mean over crises of the mean over their places, without one of them.
double mean_over_crises(const std::vector<ScoredPlace>& places, const std::vector<double>& values,
                        std::size_t without) {
  std::vector<double> sum, count;
  for (std::size_t k = 0; k < places.size(); ++k) {
    if (places[k].crisis == without) continue;
    sum.resize(std::max(sum.size(), places[k].crisis + 1), 0);
    count.resize(sum.size(), 0);
    sum[places[k].crisis] += values[k];
    ++count[places[k].crisis];
  }
  double mean = 0, crises = 0;
  for (std::size_t c = 0; c < sum.size(); ++c) {
    if (count[c] == 0) continue;
    mean += sum[c] / count[c];
    ++crises;
  }
  return mean / crises;
}

// Sharp only as far as calibrated.
double loss(const std::vector<ScoredPlace>& places, const Tally& tally, std::size_t without) {
  double worst = 1;
  for (std::size_t p = 0; p < places.size(); ++p)
    if (places[p].crisis != without) worst = std::min(worst, tally.covered[p]);
  const double covered = mean_over_crises(places, tally.covered, without);
  return mean_over_crises(places, tally.score, without) +
         kPrice * (std::max(0.0, kCovered - covered) + std::max(0.0, kPlaceCovered - worst));
}

// Up and down one ladder after the other while it gains, until none does. What one search has scored, others know.
class Search {
 public:
  Search(const std::vector<ScoredPlace>& places, const SearchOptions& options, const jobs::Task& task)
      : places_(places), options_(options), task_(task) {}

  ArrivalPrior best(std::size_t without) {
    Rungs at;
    for (const Ladder& ladder : ladders()) at.push_back(ladder.values.size() / 2);
    double least = loss_at(at, without);
    bool gained = true;
    for (int pass = 0; gained && pass < options_.passes; ++pass) {
      gained = false;
      for (std::size_t k = 0; k < at.size(); ++k)
        for (const bool up : {false, true})
          while (step(at, k, up, without, least)) gained = true;
    }
    return prior_at(at);
  }

 private:
  bool step(Rungs& at, std::size_t k, bool up, std::size_t without, double& least) {
    if (up ? at[k] + 1 == ladders()[k].values.size() : at[k] == 0) return false;
    Rungs next = at;
    next[k] += up ? 1 : -1;
    const double here = loss_at(next, without);
    if (here > least - kWorth) return false;
    at = next;
    least = here;
    return true;
  }

  double loss_at(const Rungs& rungs, std::size_t without) {
    auto known = tallies_.find(rungs);
    if (known == tallies_.end())
      known = tallies_.emplace(rungs, tally(places_, prior_at(rungs), options_, task_)).first;
    return loss(places_, known->second, without);
  }

  const std::vector<ScoredPlace>& places_;
  const SearchOptions options_;
  const jobs::Task& task_;
  std::map<Rungs, Tally> tallies_;
};

}  // namespace

double log_ratio(const ArrivalScore& score) {
  const double least = 0.002 * score.people;
  return std::log((score.crps + least) / (score.best_naive() + least));
}

ArrivalEvaluation evaluate_arrivals(const std::vector<ArrivalCrisis>& crises, const SearchOptions& options,
                                    const jobs::Task& task) {
  if (crises.size() < 2)
    throw InputError({.code = "P612",
                      .problem = fmt::format("--evaluate has {} crisis", crises.size()),
                      .why = "each is scored with what the others chose; two at least are wanted",
                      .where = "command line"});
  std::vector<ScoredPlace> places;
  for (std::size_t c = 0; c < crises.size(); ++c)
    for (const ArrivalSeries& series : crises[c].places) {
      const ArrivalScore s = sum_of(score_rolling(series, {}, {.particles = 20, .origins = options.origins}));
      if (s.counts >= kLeastCounts && s.people > 0) places.push_back({c, &series});
    }
  Search search(places, options, task);
  ArrivalEvaluation out{.chosen = search.best(crises.size()), .left_out = {}};
  std::vector<ArrivalPrior> chosen;
  for (std::size_t c = 0; c < crises.size(); ++c) chosen.push_back(search.best(c));
  out.left_out.resize(places.size());
  task.in_parallel(places.size(), [&](std::size_t k) {
    task.expect_wanted();
    const auto& [crisis, series] = places[k];
    out.left_out[k] = {crises[crisis].name, series->country, chosen[crisis],
                       score_rolling(*series, chosen[crisis], {.seed = options.seed})};
  });
  return out;
}

}  // namespace passage::arrivals
