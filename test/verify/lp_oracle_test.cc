// Several groups of travellers against linear programming: no bound is below the optimum, no plan above it.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "answers/outcome.h"
#include "bounds/plan_cuts.h"
#include "core/random.h"
#include "negotiate/concessions.h"
#include "negotiate/worth.h"
#include "planner/planner.h"
#include "scenario/travellers.h"
#include "test/support/example.h"
#include "test/verify/lp_oracle.h"
#include "verify/verify.h"

namespace passage::verify {
namespace {

using example::minutes;
using example::most_safe;
using scenario::Case;
using scenario::OriginId;

constexpr int kStep = 5;  // minutes: every time of these cases is a multiple of it

class Maker {
 public:
  explicit Maker(std::uint32_t seed) : random_(1970, seed), trains_(seed % 3 == 2) {}

  Case make() {
    nodes_ = 3 + below(3);
    horizon_ = kStep * (18 + below(25));
    c_ = example::small_case(nodes_, roads(), horizon_);
    c_.behaviour.people_per_car = PersonsPerVehicle{occupancy()};
    c_.behaviour.walk_m_h = 12'000;
    c_.window = one_in(2) ? scenario::WindowRule::kEnter : scenario::WindowRule::kClear;
    origins();
    refuges();
    if (one_in(2)) corridor();
    if (one_in(3)) example::add_closure(c_, "d", {nodes_ - 1 + below(nodes_ - 1)}, interval());
    for (int i = 0; i < below(3); ++i) add_fleet(i);
    return std::move(c_);
  }

 private:
  int below(int n) { return static_cast<int>(random_.below(static_cast<std::uint64_t>(n))); }
  bool one_in(int n) { return below(n) == 0; }
  Rational occupancy() { return Rational::of(10 + below(40), 10); }

  std::vector<example::Road> roads() {
    std::vector<example::Road> roads;
    for (int i = 0; i < 2 * nodes_ - 2; ++i) {
      const bool chain = i < nodes_ - 1;
      example::Road road{"r" + std::to_string(i), chain ? i : below(nodes_), chain ? i + 1 : below(nodes_)};
      road.metres = 1000 * kStep * (1 + below(3));
      road.vehicles_h = 10 + below(200);
      road.forward = static_cast<network::ModeSet>(one_in(4) ? 3 : 1);
      road.backward = one_in(2) ? 0 : 1;
      roads.push_back(road);
    }
    return roads;
  }
  void origins() {
    for (int i = 0; i < 2 + below(2); ++i) {
      example::add_origin(c_, "o" + std::to_string(i), below(nodes_ - 1), 20 + below(400),
                          one_in(2) ? 0 : kStep * below(8));
      scenario::Origin& origin = c_.origins.values().back();
      origin.on_foot = Persons{one_in(2) ? below(static_cast<int>(origin.persons.count())) : 0};
      origin.by_car = origin.persons - origin.on_foot;
      if (one_in(2)) origin.people_per_car = PersonsPerVehicle{occupancy()};
      origin.priority = one_in(4) ? 1 : 0;
    }
  }
  void refuges() {
    for (int i = 0; i < 1 + below(2); ++i) {
      example::add_refuge(c_, "s" + std::to_string(i), i == 0 ? nodes_ - 1 : below(nodes_),
                          one_in(3) ? 50 + below(300) : -1, one_in(3) ? 30 + below(300) : -1);
      if (one_in(4)) c_.refuges.values().back().open = {interval()};
    }
  }
  Interval<Millis> interval() {
    const int steps = horizon_ / kStep, from = below(steps / 2);
    return minutes(kStep * from, kStep * std::min(steps, from + 4 + below(12)));
  }
  void corridor() {
    const auto id = example::add_corridor(c_, "k", {below(nodes_ - 1)}, {interval(), interval()});
    if (one_in(2)) {
      scenario::Term gate;
      gate.id = "gate";
      gate.kind = scenario::TermKind::kCheckpoint;
      gate.road = network::RoadId{below(nodes_ - 1)};
      gate.lanes = 1 + below(3);
      gate.seconds_per_vehicle = Rational{20 + below(100)};
      example::add_term(c_, gate);
    }
    if (!one_in(4)) return;
    scenario::Term limit;
    limit.id = "limit";
    limit.kind = scenario::TermKind::kDailyLimit;
    limit.corridor = id;
    limit.persons_per_day = Persons{20 + below(200)};
    example::add_term(c_, limit);
    c_.days = {minutes(0, 60), minutes(60, horizon_)};
  }
  void add_fleet(int i) {
    scenario::Fleet fleet;
    fleet.id = "f" + std::to_string(i);
    fleet.vehicles = 1 + below(4);
    fleet.seats = 5 + below(50);
    fleet.base = OriginId{below(static_cast<int>(c_.origins.size()))};
    fleet.board = minutes(kStep * below(6));
    fleet.turnaround = minutes(kStep * (4 + below(20)));
    if (trains_ && one_in(2)) {
      fleet.to = scenario::RefugeId{below(static_cast<int>(c_.refuges.size()))};
      fleet.ride = minutes(kStep * (1 + below(8)));
      fleet.turnaround += fleet.ride;
    }
    if (i == 1) fleet.escort = minutes(25);
    c_.fleets.push_back(fleet);
  }

  Random random_;
  bool trains_;
  int nodes_ = 0, horizon_ = 0;
  Case c_;
};

// PASSAGE_SEEDS=FROM-UNTIL looks at others.
std::pair<std::uint32_t, std::uint32_t> seeds(std::uint32_t until) {
  std::uint32_t from = 0;
  if (const char* asked = std::getenv("PASSAGE_SEEDS")) std::sscanf(asked, "%u-%u", &from, &until);
  return {from, until};
}

// The example by hand of groups_test.cc, two thirds of an hour for it: 40 cars of 3.
TEST(LpOracle, AgreesWithWhatIsKnown) {
  Case c = example::small_case(2, {{"r", 0, 1, 30'000, 60, 60}}, 70);
  example::add_origin(c, "a", 0, 90);
  example::add_origin(c, "b", 0, 90);
  c.origins[OriginId{0}].people_per_car = PersonsPerVehicle{Rational{3}};
  example::add_refuge(c, "s", 1);
  EXPECT_NEAR(most_safe(c, minutes(5), minutes(70)), 100, 1e-6);  // 30 cars of 3, 10 of 1
  EXPECT_NEAR(most_safe(c, minutes(5), minutes(60)), 90, 1e-6);
  EXPECT_NEAR(most_safe(c, minutes(5), minutes(30)), 0, 1e-6);
}

TEST(LpOracle, BoundsAreNotBelowAndPlansNotAboveTheOptimum) {
  double safe = 0, optimum = 0, bound = 0, first_safe = 0, first_optimum = 0, over = 0;
  int several = 0, exact = 0, proved = 0;
  const auto [from, until] = seeds(400);
  for (std::uint32_t seed = from; seed < until; ++seed) {
    const Case c = Maker(seed).make();
    several += scenario::several_groups(c);
    const double allowed = 2.02 * static_cast<double>(scenario::groups(c).size());
    const plan::Plan p = planner::make_plan(c, {}, jobs::Task());
    for (const plan::SafeBy& row : p.safe_by) {
      if (row.time != c.horizon && row.time != minutes(60)) continue;
      const double most = most_safe(c, minutes(kStep), row.time);
      EXPECT_GE(static_cast<double>(row.at_most.count()) + 1e-6, std::floor(most + 1e-6)) << "seed " << seed;
      // People are whole: each group may have one person ahead at each place that is full; two were never passed.
      EXPECT_LE(static_cast<double>(row.persons.count()), most + allowed) << "seed " << seed;
      over = std::max(over, static_cast<double>(row.persons.count()) - most);
      if (row.time != c.horizon) continue;
      safe += static_cast<double>(p.safe.count());
      optimum += most;
      bound += static_cast<double>(p.upper_bound.count());
      exact += static_cast<double>(p.safe.count()) > most - 1;
      proved += p.upper_bound - p.safe < Persons{1};
    }
    const double first = most_safe(c, minutes(kStep), c.horizon, 1);
    first_optimum += first;
    for (const plan::OriginRow& row : p.origins)
      if (c.origins[OriginId{&row - p.origins.data()}].priority == 1)
        first_safe += static_cast<double>(row.safe.count());
  }
  std::printf(
      "%u cases, %d with several groups: safe %.0f, optimum %.1f, bound %.0f; %d plans within a person, %d with "
      "no gap; of priority %.0f safe, optimum alone %.1f; a plan is above by %.2f at most\n",
      until - from, several, safe, optimum, bound, exact, proved, first_safe, first_optimum, over);
}

using Spoil = std::function<bool(plan::Plan&, Random&)>;  // false: nothing there to spoil

std::size_t any(Random& random, std::size_t n) {
  return static_cast<std::size_t>(random.below(static_cast<std::uint64_t>(n)));
}
template <class Rows>
auto* any_of(Rows& rows, Random& random) {
  return rows.empty() ? nullptr : &rows.begin()[static_cast<std::ptrdiff_t>(any(random, rows.size()))];
}
template <class Rows, class Change>
bool change_one(Rows& rows, Random& random, const Change& change) {
  auto* row = any_of(rows, random);
  if (row != nullptr) change(*row);
  return row != nullptr;
}

// Each spoils every plan that has what it changes.
std::vector<std::pair<const char*, Spoil>> spoils() {
  const Rational less = Rational::of(99, 100);
  const auto other = [](std::size_t& group, const plan::Plan& p) { group = (group + 1) % p.groups.size(); };
  return {
      {"who goes is of another group",
       [=](auto& p, auto& r) {
         return p.groups.size() > 1 && change_one(p.orders, r, [&](auto& row) { other(row.group, p); });
       }},
      {"a road is used by another group",
       [=](auto& p, auto& r) {
         return p.groups.size() > 1 && change_one(p.flows, r, [&](auto& row) { other(row.group, p); });
       }},
      {"another group is taken in",
       [=](auto& p, auto& r) {
         return p.groups.size() > 1 && change_one(p.arrivals, r, [&](auto& row) { other(row.group, p); });
       }},
      {"one more on a road",
       [](auto& p, auto& r) { return change_one(p.flows, r, [](auto& row) { row.persons += Persons{1}; }); }},
      {"one more taken in",
       [](auto& p, auto& r) { return change_one(p.arrivals, r, [](auto& row) { row.persons += Persons{1}; }); }},
      {"a bus leaves later than its order",
       [](auto& p, auto& r) { return change_one(p.trips, r, [](auto& row) { row.depart += minutes(15); }); }},
      {"a train is there before its ride is over",
       [](auto& p, auto&) {
         for (plan::Arrival& row : p.arrivals) {
           if (!p.groups.empty() && p.groups[row.group].rail) {
             row.taken.from = Millis{0};
             return true;
           }
         }
         return false;
       }},
      {"a bus is back too soon",
       [](auto& p, auto& r) { return change_one(p.trips, r, [](auto& row) { row.ready = row.depart; }); }},
      {"a bus that is not there",
       [](auto& p, auto& r) { return change_one(p.trips, r, [](auto& row) { row.vehicle += 1'000'000; }); }},
      {"one more in a bus",
       [](auto& p, auto& r) { return change_one(p.trips, r, [](auto& row) { row.persons += Persons{1}; }); }},
      {"more in a car",
       [](auto& p, auto& r) {
         return change_one(p.groups, r, [](auto& row) { row.people_per_unit = row.people_per_unit + Rational{1}; });
       }},
      {"a level counts nobody",
       [](auto& p, auto& r) {
         return change_one(p.levels, r, [](auto& row) { row.score.assign(row.score.size(), Rational{0}); }) &&
                p.levels.size() == 1;
       }},
      {"a level's score above 1",
       [](auto& p, auto& r) { return change_one(p.levels, r, [](auto& row) { row.score.back() = Rational{2}; }); }},
      {"a level's room below its people",
       [=](auto& p, auto& r) {
         return change_one(p.levels, r, [&](auto& row) { row.people_per_unit = row.people_per_unit * less; });
       }},
      {"a smaller bound",
       [](auto& p, auto&) { return (p.upper_bound -= Persons{1 + p.upper_bound.count() / 50}) >= Persons{0}; }},
  };
}

TEST(LpOracle, SpoiledPlansOfRandomCasesAreRejected) {
  int spoilt = 0;
  const auto [from, until] = seeds(120);
  for (std::uint32_t seed = from; seed < until; ++seed) {
    const Case c = Maker(seed).make();
    if (!scenario::several_groups(c)) continue;
    const plan::Plan good = planner::make_plan(c, {}, jobs::Task());
    ASSERT_EQ(verify_plan(c, good, jobs::Task()).status, Status::kAccepted) << "seed " << seed;
    Random random(7, seed);
    for (const auto& [what, spoil] : spoils()) {
      plan::Plan p = good;
      if (!spoil(p, random)) continue;
      ++spoilt;
      EXPECT_EQ(verify_plan(c, p, jobs::Task()).status, Status::kRejected) << what << ", seed " << seed;
    }
  }
  std::printf("%d spoilt plans rejected\n", spoilt);
  EXPECT_GT(spoilt, 800);
}

// Whoever says that fewer can be safe than the optimum finds no cut times, weights or scores that prove it.
TEST(LpOracle, NoForgedProofIsBelowTheOptimum) {
  int accepted = 0, tried = 0;
  const auto [from, until] = seeds(60);
  for (std::uint32_t seed = from; seed < until; ++seed) {
    const Case c = Maker(seed).make();
    if (!scenario::several_groups(c)) continue;
    const plan::Plan good = planner::make_plan(c, {}, jobs::Task());
    const auto optimum = static_cast<std::int64_t>(std::floor(most_safe(c, minutes(kStep), c.horizon) + 1e-6));
    Random random(11, seed);
    for (int i = 0; i < 40; ++i, ++tried) {
      plan::Plan p = good;
      for (plan::Label& label : p.labels) {
        if (any(random, 4) == 0)
          label.alpha =
              Millis{static_cast<std::int64_t>(any(random, static_cast<std::size_t>(label.deadline.count()) + 1))};
      }
      for (plan::Level& level : p.levels) {
        if (any(random, 3) == 0)
          level.weight = level.weight * Rational::of(5 + static_cast<std::int64_t>(any(random, 10)), 10);
        if (any(random, 3) == 0)
          level.score[any(random, level.score.size())] = Rational::of(static_cast<std::int64_t>(any(random, 11)), 10);
      }
      // What the checker itself makes of them is in its words; it must never be below the optimum.
      p.safe_by.clear();
      for (const Violation& violation : verify_plan(c, p, jobs::Task()).violations) {
        const std::string what = "the labels prove ";
        const auto at = violation.text.find(what);
        if (violation.rule != "bound" || at == std::string::npos) continue;
        std::string figure = violation.text.substr(at + what.size());
        std::erase(figure, ',');
        if (figure == "nothing") continue;
        ++accepted;
        EXPECT_GE(std::stoll(figure), optimum) << "seed " << seed;
      }
    }
  }
  std::printf("%d forged proofs, %d of them prove something\n", tried, accepted);
  EXPECT_GT(accepted, 100);
}

// Windows and gates of one road each that are asked for, besides what is in force.
std::vector<scenario::TermId> ask_for_more(Case& c, Random& random) {
  for (scenario::Term& term : c.agreement.terms) term.granted = true;
  const auto time = [&](int most) { return kStep * static_cast<int>(any(random, static_cast<std::size_t>(most))); };
  std::vector<scenario::TermId> asked;
  const auto add = [&](scenario::Term term) {
    term.id = "asked" + std::to_string(asked.size());
    example::add_term(c, term);
    asked.push_back(scenario::TermId{c.agreement.terms.size() - 1});
    c.agreement.terms[asked.back()].in_force = false;
  };
  for (const scenario::CorridorId id : c.agreement.corridors.ids()) {
    for (int i = 0; i < 2; ++i) {
      scenario::Term window;
      window.kind = scenario::TermKind::kWindow;
      window.corridor = id;
      const int from = time(12);
      window.intervals = {{minutes(from), std::min(c.horizon, minutes(from + 20 + time(8)))}};
      add(window);
    }
  }
  for (const scenario::Term& gate : c.agreement.terms.values()) {
    if (gate.kind != scenario::TermKind::kCheckpoint || gate.id != "gate") continue;
    scenario::Term wider = gate;
    wider.lanes = gate.lanes + 1;
    wider.replaces = gate.id;
    wider.granted = false;
    add(wider);
    break;
  }
  return asked;
}

// What carried cut times prove of any set of terms is not below the optimum with them: at_most of `worth`, and the
// conditions of `worth --reach`.
TEST(LpOracle, CarriedLabelsBoundEverySetOfTerms) {
  int sets = 0;
  double optimum = 0, carried = 0, linear = 0;
  const auto [from, until] = seeds(200);
  for (std::uint32_t seed = from; seed < until; ++seed) {
    Case c = Maker(seed).make();
    if (!scenario::several_groups(c) || c.agreement.corridors.empty()) continue;
    Random random(13, seed);
    const std::vector<scenario::TermId> asked = ask_for_more(c, random);
    const plan::Plan now = planner::make_plan(c, {}, jobs::Task());
    std::vector<std::pair<Rational, negotiate::LinearBound>> bounds;
    for (bounds::ProvingCase& part : bounds::proving_cases(c, now)) {
      const negotiate::Concessions concessions(std::move(part.of), asked);
      bounds.emplace_back(part.weight, concessions.bound(now.labels, part.level));
    }
    for (unsigned set = 0; set < 1u << asked.size(); ++set, ++sets) {
      std::vector<scenario::TermId> granted;
      double sum = 0;
      for (std::size_t t = 0; t < asked.size(); ++t)
        if ((set >> t & 1u) != 0) granted.push_back(asked[t]);
      for (const auto& [weight, bound] : bounds) {
        sum += weight.to_double() * static_cast<double>(bound.constant) / 1e6;
        for (std::size_t t = 0; t < asked.size(); ++t)
          if ((set >> t & 1u) != 0) sum += weight.to_double() * static_cast<double>(bound.worth[t]) / 1e6;
      }
      const Case then = rules::with_terms(c, granted);
      const double most = most_safe(then, minutes(kStep), c.horizon);
      const auto at_most = static_cast<double>(bounds::bound_by_cuts(then, now).count());
      EXPECT_GE(at_most, std::floor(most + 1e-6)) << "seed " << seed << ", set " << set;
      EXPECT_GE(sum + 1e-3, most) << "seed " << seed << ", set " << set;
      optimum += most;
      carried += at_most;
      linear += sum;
    }
  }
  std::printf("%d sets of terms: optimum %.0f, carried labels %.0f, linear %.0f\n", sets, optimum, carried, linear);
  EXPECT_GT(sets, 300);
}

// Fair, simple, with places to wait: whatever is wished for, rules are kept and no plan is above the optimum.
TEST(LpOracle, WishesKeepTheRules) {
  std::int64_t soonest = 0, fair = 0, simple = 0, by_district = 0, staged = 0, waited = 0;
  const auto [from, until] = seeds(150);
  const auto planned = [&](const Case& c, const planner::PlanOptions& options, double most, std::uint32_t seed) {
    const plan::Plan p = planner::make_plan(c, options, jobs::Task());
    const Verdict verdict = verify_plan(c, p, jobs::Task());
    EXPECT_EQ(verdict.status, Status::kAccepted)
        << "seed " << seed << ": " << (verdict.violations.empty() ? "" : verdict.violations.front().text);
    EXPECT_LE(static_cast<double>(p.safe.count()), most + 2.02 * static_cast<double>(p.groups.size()));
    return p;
  };
  for (std::uint32_t seed = from; seed < until; ++seed) {
    Case c = Maker(seed).make();
    if (!scenario::several_groups(c)) continue;
    const double most = most_safe(c, minutes(kStep), c.horizon);
    soonest += planned(c, {}, most, seed).safe.count();
    fair += planned(c, {.sharing = planner::Sharing::kFair}, most, seed).safe.count();
    const plan::Plan one = planned(c, {.routes = 1}, most, seed);
    simple += one.safe.count();
    std::map<std::tuple<std::string, std::size_t, network::Mode>, std::set<std::map<std::int32_t, network::RoadId>>>
        routes;
    std::map<plan::OrderId, std::map<std::int32_t, network::RoadId>> roads;
    for (const plan::Leg& leg : one.legs) roads[leg.order][leg.seq] = leg.road;
    for (const plan::OrderId id : one.orders.ids())
      routes[{one.orders[id].origin_id, one.orders[id].group, one.orders[id].mode}].insert(roads[id]);
    for (const auto& [place, ways] : routes)
      EXPECT_EQ(ways.size(), 1u) << "seed " << seed << ", " << std::get<0>(place);
    // All places one district: at each node those of a group go on by one road, and to one refuge.
    Case whole = c;
    for (scenario::Origin& origin : whole.origins) origin.district = "all";
    const plan::Plan tree = planned(whole, {.routes = 1}, most, seed);
    by_district += tree.safe.count();
    std::map<std::tuple<std::size_t, network::Mode, network::NodeId>, network::RoadId> next;
    std::map<std::pair<std::size_t, network::Mode>, std::string> refuge;
    for (const plan::Leg& leg : tree.legs) {
      const plan::Order& order = tree.orders[leg.order];
      if (!tree.groups[order.group].fleet_id.empty()) continue;
      const network::NodeId at =
          leg.direction == network::Direction::kForward ? c.network.from[leg.road] : c.network.to[leg.road];
      EXPECT_EQ(next.emplace(std::tuple(order.group, order.mode, at), leg.road).first->second, leg.road) << seed;
      EXPECT_EQ(refuge.emplace(std::pair(order.group, order.mode), order.refuge_id).first->second, order.refuge_id)
          << seed;
    }
    Random random(17, seed);
    c.wait = scenario::WaitRule::kOriginsAndStaging;
    for (std::size_t r = 0; r < c.network.road_count(); ++r)
      c.staging.push_back(Persons{static_cast<std::int64_t>(any(random, 90))});
    const plan::Plan waits = planned(c, {}, most, seed);
    staged += waits.safe.count();
    for (Persons& room : c.staging) room = Persons{0};
    waited += verify_plan(c, waits, jobs::Task()).status == Status::kRejected;
  }
  std::printf("safe: %ld; fair %ld; one route %ld, a district %ld; with places to wait %ld, needed in %ld cases\n",
              soonest, fair, simple, by_district, staged, waited);
  EXPECT_GT(10 * fair, 9 * soonest);
  EXPECT_GT(waited, 10);
}

// One group: sharing between districts loses nobody who is safe by the end, and its price is time; few routes cost what
// is said, and no plan is above the optimum.
TEST(LpOracle, OneGroupIsFairAtNoLoss) {
  double later = 0, optimum = 0;
  std::int64_t soonest = 0, fewer = 0, fairer = 0;
  const auto [from, until] = seeds(150);
  for (std::uint32_t seed = from; seed < until; ++seed) {
    Case c = Maker(seed).make();
    c.fleets.clear();
    for (scenario::Origin& origin : c.origins) {
      origin.people_per_car.reset();
      origin.priority = 0;
    }
    ASSERT_FALSE(scenario::several_groups(c));
    const double most = most_safe(c, minutes(kStep), c.horizon);
    std::vector<plan::Plan> plans;
    for (const planner::PlanOptions& options :
         {planner::PlanOptions{}, {.sharing = planner::Sharing::kFair}, {.routes = 1}}) {
      plans.push_back(planner::make_plan(c, options, jobs::Task()));
      EXPECT_EQ(verify_plan(c, plans.back(), jobs::Task()).status, Status::kAccepted) << "seed " << seed;
      // People are whole: a part of one at each place that is full, of which there may be two.
      EXPECT_LE(static_cast<double>(plans.back().safe.count()), most + 2) << "seed " << seed;
    }
    const answers::Outcome any = answers::outcome_of(plans[0]);
    const answers::PriceOfFairness price = answers::price_of_fairness(any, answers::outcome_of(plans[1]));
    EXPECT_EQ(price.people, Persons{0}) << "seed " << seed;
    double person = 0;  // of the smallest district: people are whole
    for (const auto& [district, people] : any.could_go_in)
      if (people > Persons{0}) person = std::max(person, 1 / static_cast<double>(people.count()));
    EXPECT_GT(price.share_after, price.share_before - person) << "seed " << seed;
    EXPECT_GE(price.hours_later, -1e-9) << "seed " << seed;
    const answers::PriceOfSimplicity simple = answers::price_of_simplicity(any, answers::outcome_of(plans[2]));
    EXPECT_EQ(simple.people, plans[0].safe - plans[2].safe);
    EXPECT_GE(simple.people, Persons{0}) << "seed " << seed;
    soonest += plans[0].safe.count();
    fewer += simple.people.count();
    fairer += price.share_after > price.share_before + 1e-9;
    later += price.hours_later * static_cast<double>(plans[0].safe.count());
    optimum += most;
  }
  std::printf("safe %ld of at most %.0f; fairer in %ld cases, %.3f h later on average; one route a place: %ld fewer\n",
              soonest, optimum, fairer, later / static_cast<double>(soonest), fewer);
  EXPECT_GT(fairer, 5);
}

}  // namespace
}  // namespace passage::verify
