#include "bounds/promising_steps.h"

#include <array>
#include <cmath>
#include <limits>

namespace passage::bounds {
namespace {

constexpr Millis kMinute{60'000};
// The part of the people safe that each minute of a step's length loses to detours and the ends of windows.
constexpr double kLossOfMinute = 0.0008;

// Persons whom the roads that cross the cut let through in time, and whole persons a step do not.
double lost_to_parts(const TravelNetwork& outer, const TemporalCut& cut, Millis step) {
  double sum = 0;
  for (const LinkId a : outer.tail.ids()) {
    const CaseInterval crossing{cut.cut_time[outer.tail[a]], cut.cut_time[outer.head[a]] - outer.time[a]};
    if (crossing.empty() || !(outer.persons_per_h[a] > Rational{0})) continue;
    const double whole = outer.persons_per_h[a].to_double() * static_cast<double>(step.count()) / 3.6e6;
    sum += static_cast<double>(micro_persons(outer, a, crossing)) * 1e-6 * (1 - std::floor(whole + 1e-9) / whole);
  }
  return sum;
}

}  // namespace

double lost_in_steps(const TravelNetwork& outer, const TemporalCut& guide, std::int64_t most, Millis step) {
  const double minutes = static_cast<double>(step.count()) / static_cast<double>(kMinute.count());
  return kLossOfMinute * minutes * static_cast<double>(most) + lost_to_parts(outer, guide, step);
}

std::vector<Millis> promising_steps(const TravelNetwork& outer, const TemporalCut& guide, std::int64_t most,
                                    Millis finest) {
  std::vector<Millis> out;
  double least = std::numeric_limits<double>::infinity();
  for (const auto& tier : {std::array{10, 8, 7}, {6, 5, 4}, {3, 2, 1}}) {
    Millis best{0};
    for (const int minutes : tier) {
      const Millis step = kMinute * minutes;
      const double loss = lost_in_steps(outer, guide, most, step);
      if (step < finest || loss >= least) continue;
      least = loss;
      best = step;
    }
    if (best > Millis{0}) out.push_back(best);
  }
  return out.empty() ? std::vector{finest} : out;
}

}  // namespace passage::bounds
