#include "displacement/arrival_selection.h"

#include <algorithm>
#include <cmath>

#include <tbb/parallel_for.h>

namespace passage::displacement {
namespace {

constexpr double kCovered = 0.88, kPlaceCovered = 0.65;  // by the 90 % intervals
constexpr std::size_t kParticles = 300, kOrigins = 12;   // in the search
constexpr double kLeastCounts = 5;

std::vector<ArrivalPrior> grid() {
  std::vector<ArrivalPrior> out;
  for (const double ebb : {0.045, 0.07})
    for (const double shock : {0.05, 0.07, 0.10})
      for (const double error : {0.4, 0.6, 0.9})
        for (const double stops : {0.002, 0.006, 0.017}) {
          ArrivalPrior& p = out.emplace_back();
          p.ebb.median = ebb;
          p.shock.median = shock;
          p.error.median = error;
          p.stops = stops;
        }
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

Tally tally(const std::vector<ScoredPlace>& places, const ArrivalPrior& prior, std::uint64_t seed) {
  Tally out;
  for (const ScoredPlace& place : places) {
    const ArrivalScore s =
        sum_of(score_rolling(*place.series, prior, {.seed = seed, .particles = kParticles, .origins = kOrigins}));
    out.score.push_back(log_ratio(s));
    out.covered.push_back(s.inside[2] / s.counts);
  }
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

// Sharp only as far as calibrated: least short of the marks, then the best score.
std::size_t choose(const std::vector<ScoredPlace>& places, const std::vector<Tally>& tallies, std::size_t without) {
  std::size_t out = 0;
  std::pair<double, double> best{2, 0};
  for (std::size_t k = 0; k < tallies.size(); ++k) {
    double worst = 1;
    for (std::size_t p = 0; p < places.size(); ++p)
      if (places[p].crisis != without) worst = std::min(worst, tallies[k].covered[p]);
    const double covered = mean_over_crises(places, tallies[k].covered, without);
    const double shortfall = std::max(0.0, kCovered - covered) + std::max(0.0, kPlaceCovered - worst);
    const std::pair<double, double> here{shortfall, mean_over_crises(places, tallies[k].score, without)};
    if (here >= best) continue;
    best = here;
    out = k;
  }
  return out;
}

}  // namespace

double log_ratio(const ArrivalScore& score) {
  const double least = 0.002 * score.people;
  return std::log((score.crps + least) / (score.best_naive() + least));
}

ArrivalEvaluation evaluate_arrivals(const std::vector<ArrivalCrisis>& crises, std::uint64_t seed) {
  if (crises.size() < 2)
    throw InputError({.code = "P612",
                      .problem = fmt::format("--evaluate has {} crisis", crises.size()),
                      .why = "each is scored with what the others chose; two at least are wanted",
                      .where = "command line"});
  std::vector<ScoredPlace> places;
  for (std::size_t c = 0; c < crises.size(); ++c)
    for (const ArrivalSeries& series : crises[c].places) {
      const ArrivalScore s = sum_of(score_rolling(series, {}, {.particles = 20, .origins = kOrigins}));
      if (s.counts >= kLeastCounts && s.people > 0) places.push_back({c, &series});
    }
  const auto priors = grid();
  std::vector<Tally> tallies(priors.size());
  tbb::parallel_for(std::size_t{0}, priors.size(), [&](std::size_t k) { tallies[k] = tally(places, priors[k], seed); });
  ArrivalEvaluation out{.chosen = priors[choose(places, tallies, crises.size())], .left_out = {}};
  out.left_out.resize(places.size());
  tbb::parallel_for(std::size_t{0}, places.size(), [&](std::size_t k) {
    const ArrivalPrior& prior = priors[choose(places, tallies, places[k].crisis)];
    out.left_out[k] = {crises[places[k].crisis].name, places[k].series->country, prior,
                       score_rolling(*places[k].series, prior, {.seed = seed})};
  });
  return out;
}

}  // namespace passage::displacement
