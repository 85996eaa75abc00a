// What a plan achieves, and how two of them compare: the figures that talks are about.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "plan/plan.h"

namespace passage::answers {

struct Outcome {
  Persons people, safe, staying, unreached, upper_bound;
  double gap = 0;
  std::size_t orders = 0;
  bool complete = false;                             // false: stopped before its end
  std::vector<plan::Arrival> arrivals;               // by refuge, time
  std::map<std::string, Persons> safe_in;            // by district
  std::map<std::string, Persons> could_go_in;        // by district: people less those who stay or have no road
  std::map<std::string, double> person_hours_until;  // by district: sum over those safe of their order's last arrival
};

[[nodiscard]] Outcome outcome_of(const plan::Plan& plan);

// How much sooner the first n arrive in `after` than in `before`, on average, in hours: n the number of
// those safe in both. 0 if nobody is.
[[nodiscard]] double hours_earlier(const Outcome& before, const Outcome& after);

// The smallest share of a district's people safe, of those who could go; 1 if nobody could.
[[nodiscard]] double least_share(const Outcome& outcome);

// What a limit on routes costs against any number of them.
struct PriceOfSimplicity {
  Persons people;          // fewer safe
  double hours_later = 0;  // of those safe in both, on average
  std::size_t orders_before = 0, orders_after = 0;
};
[[nodiscard]] PriceOfSimplicity price_of_simplicity(const Outcome& any, const Outcome& simple);

// What sharing fairly changes against going as soon as can be.
struct PriceOfFairness {
  double share_before = 0, share_after = 0;  // least_share
  Persons people;                            // more safe in all; 0 but for what steps round
  double hours_later = 0;                    // of those safe in both, on average
};
[[nodiscard]] PriceOfFairness price_of_fairness(const Outcome& soonest, const Outcome& fair);

// What it costs all that some go first. Against a plan in which nobody does.
struct PriceOfPriority {
  Persons fewer_safe;
  double hours_later = 0;  // of those safe in both, on average; in thousandths
};
[[nodiscard]] PriceOfPriority price_of_priority(const Outcome& with, const Outcome& without);

}  // namespace passage::answers
