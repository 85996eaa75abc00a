// At most how many people are safe whichever of some terms are granted: a bound that is linear in the
// terms (docs/methods/worth.md), so that each one is a condition on what must be granted.
#pragma once

#include <vector>

#include "bounds/levels.h"
#include "plan/plan.h"
#include "rules/variant.h"

namespace passage::negotiate {

using rules::Times;
using scenario::Case;
using scenario::CaseInterval;
using scenario::CaseTime;
using scenario::TermId;
using timenet::LinkId;
using timenet::TravelNetwork;
using timenet::VertexId;

// For every set S of the terms: persons safe by the end of the case <= (constant + sum of worth over S) / 1e6.
struct LinearBound {
  Int128 constant = 0;        // millionths of a person
  std::vector<Int128> worth;  // by term, as asked; >= 0
};

class Concessions {
 public:
  Concessions(const Concessions&) = delete;
  // O((terms + 2) x openings of the case). Terms of the planned round that are not in force.
  Concessions(bounds::LevelCase of_level, std::vector<TermId> terms);

  [[nodiscard]] const std::vector<TermId>& terms() const { return terms_; }
  // True for any cut times, whatever plan they come from. O(links x terms).
  [[nodiscard]] LinearBound bound(const std::vector<plan::Label>& rows, std::size_t level = 0) const;

 private:
  struct Opening {  // when links of one variant may be entered
    std::vector<rules::AccessRules> by_mode;
    std::vector<Times> intake;  // by refuge
  };
  // Persons an hour on a road: never above `most`, nor above `now` + the gains of the granted terms.
  struct Rate {
    Rational now{0}, most{0};
    std::vector<Rational> gain;  // by term
  };

  [[nodiscard]] Case with_all_but(std::size_t left_out) const;
  [[nodiscard]] Opening opening_of(const Case& c) const;
  [[nodiscard]] const Times& times(const Opening& opening, LinkId m) const;
  void find_rates();
  [[nodiscard]] Rational rate_with(network::RoadId road, unsigned set, const std::vector<std::size_t>& gates) const;
  [[nodiscard]] Int128 daily_limit(LinkId m, CaseInterval crossing) const;
  void add_part(LinkId m, CaseInterval crossing, LinearBound& out) const;

  bounds::LevelCase of_level_;
  const Case& c_ = of_level_.c;
  std::vector<TermId> terms_;
  TravelNetwork outer_;                       // with all terms
  Table<LinkId, scenario::RefugeId> refuge_;  // of intake links
  Opening none_, all_;
  std::vector<Opening> all_but_;                           // by term
  std::vector<std::pair<network::RoadId, Rate>> changed_;  // by road
  Table<network::RoadId, Rational> rates_;
};

}  // namespace passage::negotiate
