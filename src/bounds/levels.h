// The bound for several groups of travellers: cut bounds of cases in which people count by the room
// they take on the road, weighted so that everybody counts once (docs/methods/travellers.md).
#pragma once

#include <atomic>

#include "bounds/bound.h"
#include "plan/plan.h"
#include "scenario/travellers.h"

namespace passage::bounds {

// The case whose people are a level's counts of people, rounded up, in one group.
struct LevelCase {
  Case c;
  // A fleet is as many people as its buses can have taken, each wave of buses at its earliest: origins of
  // their own, behind those of the case. For each the base whose walkers they are too; invalid elsewhere.
  Table<scenario::OriginId, scenario::OriginId> base_of;
  Rational allowance{0};  // TravelNetwork::allowance
};
// kOuter.
[[nodiscard]] TravelNetwork outer_of(const LevelCase& of_level);
// Who may walk or take a bus is in the sum of a cut bound twice where cut times hold him at home both ways.
[[nodiscard]] Persons counted_twice(const LevelCase& of_level, const TravelNetwork& outer, const TemporalCut& cut);

// A level for people as they are, and one for each number of people in a car's room.
[[nodiscard]] std::vector<plan::Level> levels_of(const std::vector<scenario::Group>& groups);
[[nodiscard]] LevelCase case_of_level(const Case& c, const std::vector<scenario::Group>& groups,
                                      const plan::Level& level);

// Everybody who does not stay: no bound is more.
[[nodiscard]] Persons leaving(const Case& c);

// A case whose cut bound, times its weight, is a part of what a plan proves.
struct ProvingCase {
  Rational weight{1};
  std::size_t level = 0;  // of its cut times
  LevelCase of;
};

// Of `plan`'s bound for the end, in a case with the people of c (its terms may be others): cut bounds of all of
// these, weighted, add up to a bound of c. The case itself where the plan has one group.
[[nodiscard]] std::vector<ProvingCase> proving_cases(const Case& c, const plan::Plan& plan);

// By deadline: which levels prove how much.
struct LevelProof {
  CaseTime deadline{0};
  std::vector<std::size_t> levels;
  Persons at_most;
};

struct LevelProofs {
  std::vector<plan::Level> levels;
  std::vector<TravelNetwork> outer;            // by level
  std::vector<std::vector<TemporalCut>> cuts;  // by level and deadline
  std::vector<LevelProof> proofs;              // by deadline, at_most never falling
};

// deadlines: rising, the last the horizon. O(levels x (a solved flow problem + deadlines x links)).
[[nodiscard]] LevelProofs prove_levels(const Case& c, const std::vector<scenario::Group>& groups, Millis step,
                                       const std::vector<CaseTime>& deadlines, const std::atomic<bool>* stop);

}  // namespace passage::bounds
