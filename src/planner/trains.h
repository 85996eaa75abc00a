// Trains of a fleet, on rails of their own: each departs as soon as it can (docs/methods/travellers.md).
#pragma once

#include "planner/reservations.h"

namespace passage::planner {

// Trains that leave together.
struct TrainRun {
  CaseTime departs{0};  // a full quarter of an hour
  CaseInterval taken;   // when its people are taken in, evenly
  Persons persons;
  std::vector<std::int64_t> vehicles;  // 1 .., in rising order
  CaseTime ready{0};                   // when they may depart again
};

// people: who wait at the base for them. Runs end when nobody is left or the refuge takes nobody in any more.
// O(runs x rows).
[[nodiscard]] std::vector<TrainRun> train_runs(const Case& c, const scenario::Fleet& fleet, Persons people,
                                               const Reservations& reserved);

}  // namespace passage::planner
