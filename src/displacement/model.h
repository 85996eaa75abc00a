// Flee's documented model over counts: people who share place, remaining route, and stint state are
// interchangeable, so a day draws multinomials over cohorts. docs/methods/displacement.md.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "displacement/case.h"

namespace passage::displacement {

// What Flee's newest code does beside its manual; off unless asked for.
enum class Compat {
  kTravelRestart,      // a day's travel starts anew on every link
  kIgnoreRedirection,  // forced redirection is stored and never used
  kIgnoreLinkClosure,  // closures of links close nothing
  kDay0Capacity,       // capacity less the people of day 0, who still count against it
  kFirstIntensity,     // while a conflict lasts, its intensity stays that of its first day
};
[[nodiscard]] const std::vector<std::pair<std::string, Compat>>& compat_names();

struct ModelOptions {
  std::set<Compat> compat;
  bool use_capacity = true;
  // People at one place whose way done today falls into one bin (of a day's way) are one cohort, which
  // keeps its mean. More bins: nearer to one person at a time, and slower.
  int travel_bins = 1;             // >= 1
  std::size_t most_paths = 20000;  // a place, at awareness > 1
};

struct Candidate {  // a destination by a path
  PlaceId to;
  std::uint32_t path = 0;  // into Compiled::paths: links, then an invalid id
  double metres = 0;
  double nearness = 0;  // (softening + distance) ^ -power
};

// What all runs of a case share: routes by closure state, spawn by day.
struct Compiled {
  const Case* source = nullptr;
  ModelOptions options;
  std::vector<LinkId> paths;
  struct State {
    Day from = 0;
    std::vector<char> open;                          // by link
    std::vector<std::vector<Candidate>> candidates;  // by place
    std::vector<LinkId> forced;                      // by place; invalid: none
    std::vector<PlaceKind> kind;                     // camps closed are towns
  };
  std::vector<State> states;            // ascending by day
  std::vector<std::uint32_t> state_on;  // by day, into states
  std::vector<std::int64_t> spawn;      // by day
  std::vector<std::int64_t> day0;       // by place
  double dropped_weight = 0;            // at most what paths left out weigh, over those kept
};

[[nodiscard]] Compiled compile(const Case& c, const ModelOptions& options = {});

// On one thread these repeat exactly; bench/ compares them.
struct Work {
  std::int64_t cohorts = 0;    // decisions of a cohort
  std::int64_t draws = 0;      // outcomes that somebody fell on
  std::int64_t weighings = 0;  // tables of weights made anew
};

// people[day][camp] in the order of Record::camps (places of kind camp where there is no record).
struct Run {
  std::vector<std::vector<double>> camps;
  std::vector<double> spawned;                    // by day, total so far
  std::vector<std::vector<std::int64_t>> places;  // of the last day, by place
  Work work;
};

[[nodiscard]] std::vector<PlaceId> camps_of(const Case& c);
// One run: the same for the same seed and run, whatever else runs. Cost: days times cohorts, not people.
[[nodiscard]] Run simulate(const Compiled& model, std::uint64_t seed, std::uint32_t run);

}  // namespace passage::displacement
