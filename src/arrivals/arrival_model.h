// Arrivals at one place by day, learnt from irregular reports: a state-space model of the log of a day's
// arrivals. docs/methods/displacement.md, "Arrivals".
//
// The log of a day's people is a level that ebbs, with a damped trend, a day-of-the-week effect and shocks with
// heavy tails; it may stop from one day to the next, and begin again. A report says how many came in the days (from,
// to]; its error has heavy tails too (steps of registration). Ebb, shocks and error are each place's own, drawn from
// one wide prior.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/random.h"
#include "displacement/case.h"

namespace passage::arrivals {

using displacement::Day;

// What a report says of the days (from, to]. Fewer than none: a correction, which tells nothing of who came.
struct ArrivalReport {
  Day from = 0, to = 0;
  double people = 0;
};

// Drawn as exp(Normal(log of the median, sd)).
struct WideRate {
  double median = 0, spread = 0;
};

// Particles of a forecast, and the stream of the shocks that places share.
inline constexpr std::size_t kArrivalParticles = 4000;
inline constexpr std::uint32_t kSharedShocks = 0x53484152;

// One prior for every place: what scripts/evaluate-forecast chooses over all crises (arrival_selection.h), `shared`
// apart.
struct ArrivalPrior {
  WideRate ebb{0.05, 0.7};    // a day, of the level
  WideRate shock{0.14, 0.7};  // scale of a day's change of the log
  WideRate error{0.2, 1.0};   // scale of a report's error of the log
  double stops = 0.008;       // chance a day that a flow stops
  double begins = 0.004;      // chance a day that one that has stopped begins again
  double trend = 0.03;        // sd of a day's change of the trend
  double damping = 0.8;       // of the trend, a day
  double shock_tails = 4;     // degrees of freedom
  double error_tails = 3;
  double memory = 100;       // days after which a place's own rates are forgotten
  double weekday = 4;        // days of the same name after which half of their own effect is believed
  double error_days = 0.25;  // a report of k days errs by k^-this times as much
  double most_error = 3;     // log: a report says at most e^this times what came
  double shared = 0.5;       // chance that a day's shock is that of all places of the crisis: a judgement
};

// Paths of the days after the last one learnt.
struct ArrivalPaths {
  std::vector<std::vector<double>> people;  // [day][member], as they come
  std::vector<double> error;                // by member: scale of a one-day report's error
};

// A particle filter. Same seed and stream, same answer. O(particles) a day.
class ArrivalFilter {
 public:
  ArrivalFilter(const ArrivalPrior& prior, std::uint64_t seed, std::uint32_t stream, std::size_t particles);

  // Reports in order of `to`. One that does not go on from the last such one is of a single day, the others are of
  // all days since.
  void learn(const ArrivalReport& report);

  // The days after the last report; before the first, nobody comes. `common` names the stream of the shocks that
  // places of a crisis share; members of one rank have trends of one rank, so that sums over places spread enough.
  [[nodiscard]] ArrivalPaths forecast(std::size_t days, std::size_t members, std::uint32_t common) const;

  // What a report of so many days may say if `people` came.
  [[nodiscard]] double reported(double people, double error, double days, Random& random) const;

 private:
  struct Particle {
    double level = 0, trend = 0, ebb = 0, shock = 0, error = 0;  // the last three as logs
    double peak = 0;              // the highest level yet: a step of registration is none
    double since = 0, today = 0;  // people since the last cumulative report; that day
  };
  void start(const ArrivalReport& first);
  void step(Particle& p, Day day, double shock, Random& random) const;
  void weigh(const ArrivalReport& report, bool single);
  [[nodiscard]] std::vector<Particle> drawn(std::size_t count, Random& random) const;
  void learn_weekdays();

  ArrivalPrior prior_;
  std::uint64_t seed_;
  std::uint32_t stream_;
  Random random_;
  std::vector<Particle> particles_;
  std::vector<double> weight_;  // logs
  Day now_ = 0, since_ = 0;
  double peak_ = 0;  // log of the fullest day reported
  std::vector<ArrivalReport> reports_;
  std::array<double, 7> weekday_{};  // logs, by day mod 7
};

}  // namespace passage::arrivals
