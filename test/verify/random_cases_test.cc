// Random tiny cases with everything that the rules know: what the planner makes of them, the checker
// accepts. Two programs that share only plain data.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>

#include "core/random.h"
#include "negotiate/survive.h"
#include "plan/store.h"
#include "planner/large.h"
#include "planner/warm_start.h"
#include "rules/variant.h"
#include "test/support/example.h"
#include "verify/verify.h"

namespace passage::verify {
namespace {

using example::minutes;
using scenario::Case;

// Up to 8 places, figures that fit nothing.
class Maker {
 public:
  explicit Maker(std::uint32_t seed) : random_(2022, seed) {}

  Case make() {
    nodes_ = 4 + below(5);
    horizon_ = 120 + below(600);
    c_ = example::small_case(nodes_, roads(), horizon_);
    settings();
    origins();
    refuges();
    corridors();
    dangers();
    if (one_in(6)) staging();
    return std::move(c_);
  }

 private:
  int below(int n) { return static_cast<int>(random_.below(static_cast<std::uint64_t>(n))); }
  bool one_in(int n) { return below(n) == 0; }

  std::vector<example::Road> roads() {
    const auto modes = [&] { return static_cast<network::ModeSet>(one_in(5) ? 1 : one_in(6) ? 2 : 3); };
    std::vector<example::Road> roads;
    for (int i = 0; i < nodes_ * 2; ++i) {
      // The first roads are a chain, so that a corridor can follow it.
      const bool chain = i < nodes_ - 1;
      example::Road road{fmt::format("r{}", i), chain ? i : below(nodes_), chain ? i + 1 : below(nodes_)};
      road.metres = 200 + below(9000);
      road.km_h = 20 + below(70);
      road.vehicles_h = 20 + below(300);
      road.forward = modes();
      road.backward = one_in(2) ? 0 : modes();
      roads.push_back(road);
    }
    return roads;
  }

  void settings() {
    c_.behaviour.people_per_car = PersonsPerVehicle{Rational::of(10 + below(30), 10)};
    c_.behaviour.walk_m_h = 3000 + below(2000);
    c_.window = one_in(3) ? scenario::WindowRule::kEnter : scenario::WindowRule::kClear;
    c_.outside = std::array{scenario::Outside::kFree, scenario::Outside::kFree, scenario::Outside::kOwnRisk,
                            scenario::Outside::kForbidden}[below(4)];
  }

  void origins() {
    for (int i = 0; i < 1 + below(3); ++i) {
      example::add_origin(c_, fmt::format("o{}", i), below(nodes_), 20 + below(900), one_in(2) ? 0 : below(60));
      scenario::Origin& origin = c_.origins.values().back();
      const int staying = below(20), walking = one_in(3) ? below(20) : 0;
      origin.staying = Persons{staying};
      origin.on_foot = Persons{std::min<std::int64_t>(walking, origin.persons.count() - staying)};
      origin.by_car = origin.persons - origin.staying - origin.on_foot;
    }
  }

  void refuges() {
    for (int i = 0; i < 1 + below(2); ++i) {
      example::add_refuge(c_, fmt::format("s{}", i), i == 0 ? nodes_ - 1 : below(nodes_),
                          one_in(3) ? 50 + below(500) : -1, one_in(3) ? 30 + below(400) : -1);
      if (one_in(3)) c_.refuges.values().back().open = {minutes(below(60), 60 + below(horizon_ - 60))};
    }
  }

  Interval<Millis> interval() {
    const int from = below(horizon_ - 30);
    return {minutes(from) + Millis{below(1000)}, std::min(c_.horizon, minutes(from + 10 + below(200)))};
  }

  // Up to three stretches of the chain, which may share roads and nodes.
  void corridors() {
    if (one_in(2)) return;
    const int count = one_in(3) ? 1 + below(3) : 1;
    for (int k = 0; k < count; ++k) {
      std::vector<Interval<Millis>> windows;
      for (int i = 0; i < 1 + below(3); ++i) windows.push_back(interval());
      std::vector<int> chain;
      const int first = below(count == 1 ? 2 : nodes_ - 2);
      for (int i = first; i < std::min(nodes_ - 1, first + 2 + below(3)); ++i) chain.push_back(i);
      const auto corridor = example::add_corridor(c_, fmt::format("k{}", k), chain, windows);
      if (!one_in(4)) continue;
      scenario::Term limit;
      limit.id = fmt::format("limit{}", k);
      limit.kind = scenario::TermKind::kDailyLimit;
      limit.corridor = corridor;
      limit.persons_per_day = Persons{20 + below(200)};
      example::add_term(c_, limit);
      c_.days = {{Millis{0}, minutes(90)}, {minutes(90), c_.horizon}};
    }
  }

  void dangers() {
    for (int i = 0; i < below(3); ++i) {
      std::vector<int> touched{below(nodes_), below(nodes_)};
      example::add_closure(c_, fmt::format("d{}", i), touched, interval());
    }
    if (!one_in(3)) return;
    example::add_closure(c_, "e", {below(nodes_)}, interval());
    c_.dangers.back().closed = false;
    c_.dangers.back().exposure_per_person_h = Rational::of(1, 2);
  }

  void staging() {
    c_.wait = scenario::WaitRule::kOriginsAndStaging;
    for (const network::RoadId r : c_.network.length_mm.ids()) {
      (void)r;
      c_.staging.push_back(Persons{one_in(3) ? below(60) : 0});
    }
  }

  Random random_;
  int nodes_ = 0, horizon_ = 0;
  Case c_;
};

// PASSAGE_SEEDS=FROM-UNTIL looks at others.
std::pair<std::uint32_t, std::uint32_t> seeds() {
  std::uint32_t from = 0, until = 2000;
  if (const char* asked = std::getenv("PASSAGE_SEEDS")) std::sscanf(asked, "%u-%u", &from, &until);
  return {from, until};
}

// people = safe + left + staying, in all and by place, and as many as the case has.
void expect_nobody_lost(const Case& c, const plan::Plan& p, std::uint32_t seed) {
  Persons in_case, staying, safe, left, in_orders;
  for (const scenario::Origin& origin : c.origins) {
    in_case += origin.persons;
    staying += origin.staying;
  }
  for (const plan::OriginRow& row : p.origins) {
    EXPECT_EQ(row.people, row.safe + row.left + row.staying) << "seed " << seed << ", " << row.id;
    safe += row.safe;
    left += row.left;
  }
  for (const plan::Order& order : p.orders) in_orders += order.persons;
  EXPECT_EQ(p.people, p.safe + p.left + p.staying) << "seed " << seed;
  EXPECT_EQ(p.people, in_case) << "seed " << seed;
  EXPECT_EQ(p.staying, staying) << "seed " << seed;
  EXPECT_EQ(p.safe, safe) << "seed " << seed;
  EXPECT_EQ(p.left, left) << "seed " << seed;
  EXPECT_EQ(p.safe, in_orders) << "seed " << seed;
}

void expect_accepted(const Case& c, const plan::Plan& p, std::uint32_t seed) {
  const Verdict verdict = verify_plan(c, p, jobs::Task());
  if (verdict.status == Status::kAccepted) return;
  std::map<std::string, int> told;
  for (const Violation& violation : verdict.violations) {
    if (told[violation.rule]++ == 0)
      ADD_FAILURE() << "seed " << seed << ", " << violation.rule << ": " << violation.text;
  }
}

TEST(RandomCases, PlansAreAccepted) {
  int moved = 0;
  const auto [from, until] = seeds();
  for (std::uint32_t seed = from; seed < until; ++seed) {
    const Case c = Maker(seed).make();
    const plan::Plan p =
        planner::make_plan(c, {.most_labels = seed % 2 == 0 ? std::size_t{3'000'000} : 0}, jobs::Task());
    moved += p.safe > Persons{0};
    expect_nobody_lost(c, p, seed);
    expect_accepted(c, p, seed);
  }
  EXPECT_GT(2 * moved, static_cast<int>(until - from));
}

// Few rows of cut times prove what all of them do.
TEST(RandomCases, LabelsLeftOutProveTheSame) {
  std::size_t rows = 0, all_rows = 0;
  for (std::uint32_t seed = 0; seed < 100; ++seed) {
    const Case c = Maker(seed).make();
    const plan::Plan all = planner::make_plan(c, {}, jobs::Task()),
                     few = planner::make_plan(c, {.most_labels = 0}, jobs::Task());
    EXPECT_EQ(all.safe_by, few.safe_by) << "seed " << seed;
    EXPECT_EQ(all.upper_bound, few.upper_bound) << "seed " << seed;
    if (!few.labels_left_out) continue;
    all_rows += all.labels.size();
    rows += few.labels.size();
  }
  EXPECT_LT(rows, all_rows);
}

// The files of a plan, and of the plans for each corridor that may fail.
std::vector<std::string> bytes_of_plans(const Case& c, const std::filesystem::path& file, unsigned threads) {
  std::vector<std::string> out;
  const auto keep = [&](const plan::Plan& p) {
    plan::write_plan(p, file, Overwrite::kReplace);
    out.push_back(read_file(file));
  };
  const answers::Survival survival = negotiate::survive_one(c, {}, jobs::Task(threads));
  keep(survival.plan);
  for (const answers::Failure& failure : survival.failures) keep(failure.plan);
  return out;
}

TEST(RandomCases, AnyNumberOfThreadsGivesTheSameBytes) {
  const auto file = std::filesystem::temp_directory_path() / fmt::format("passage-threads-{}.gpkg", getpid());
  std::size_t plans = 0;
  for (std::uint32_t seed = 0; seed < 60; ++seed) {
    const Case c = Maker(seed).make();
    const std::vector<std::string> one = bytes_of_plans(c, file, 1);
    plans += one.size();
    for (const unsigned threads : {2u, 4u})
      EXPECT_EQ(bytes_of_plans(c, file, threads) == one, true) << "seed " << seed << ", " << threads << " threads";
  }
  std::filesystem::remove(file);
  EXPECT_GT(plans, 80u);  // some have corridors, so that there is more than one piece of work
}

// What large cases are planned with, against the same cases planned as a whole: neither can be better than
// what the other proves, and the active network loses little.
TEST(RandomCases, PlansOnACoreAreAccepted) {
  std::int64_t whole = 0, on_core = 0;
  const auto [from, until] = seeds();
  for (std::uint32_t seed = from; seed < until; ++seed) {
    const Case c = Maker(seed).make();
    if (c.wait == scenario::WaitRule::kOriginsAndStaging) continue;
    const auto inner = timenet::travel_network(c, rules::Rounding::kInner);
    const auto outer = timenet::travel_network(c, rules::Rounding::kOuter);
    if (inner.supplies.empty() || inner.hubs.empty()) continue;
    const plan::Plan part =
        planner::plan_large(c, inner, outer, bounds::ActiveNetwork(outer, 0), Stopwatch{},
                            {.most_labels = seed % 2 == 0 ? std::size_t{3'000'000} : 0, .gap = 0}, jobs::Task());
    const plan::Plan all = planner::make_plan(c, {}, jobs::Task());
    expect_accepted(c, part, seed);
    EXPECT_LE(all.safe, part.upper_bound) << "seed " << seed;
    EXPECT_LE(part.safe, all.upper_bound) << "seed " << seed;
    whole += all.safe.count();
    on_core += part.safe.count();
  }
  EXPECT_GT(static_cast<double>(on_core), 0.9 * static_cast<double>(whole));
  RecordProperty("on_core", std::to_string(on_core));
  RecordProperty("whole", std::to_string(whole));
}

// Stopped before the first phase there is a plan all the same, and what it says is true.
TEST(RandomCases, PlansStoppedAtOnceAreAccepted) {
  const jobs::Task stopped;
  stopped.cancel();
  const auto [from, until] = seeds();
  for (std::uint32_t seed = from; seed < until; ++seed) {
    const Case c = Maker(seed).make();
    if (c.wait == scenario::WaitRule::kOriginsAndStaging) continue;
    const auto inner = timenet::travel_network(c, rules::Rounding::kInner);
    const auto outer = timenet::travel_network(c, rules::Rounding::kOuter);
    if (inner.supplies.empty() || inner.hubs.empty()) continue;
    const plan::Plan plan =
        planner::plan_large(c, inner, outer, bounds::ActiveNetwork(outer, 0), Stopwatch{}, {}, stopped);
    expect_accepted(c, plan, seed);
    EXPECT_LE(planner::make_plan(c, {}, jobs::Task()).safe, plan.upper_bound) << "seed " << seed;
  }
}

// A case planned from what another was planned with: as well proved, and of the same case no worse.
TEST(RandomCases, PlansBegunElsewhereAreAccepted) {
  std::int64_t again = 0, from_nothing = 0;
  int changed = 0;
  const auto [from, until] = seeds();
  for (std::uint32_t seed = from; seed < until; ++seed) {
    const Case c = Maker(seed).make();
    if (c.wait == scenario::WaitRule::kOriginsAndStaging) continue;
    const auto plan_of = [](const Case& of, const planner::WarmStart* begin, planner::WarmStart* keep) {
      const auto inner = timenet::travel_network(of, rules::Rounding::kInner);
      const auto outer = timenet::travel_network(of, rules::Rounding::kOuter);
      if (inner.supplies.empty() || inner.hubs.empty()) return std::optional<plan::Plan>{};
      bounds::ActiveNetwork active =
          begin != nullptr ? bounds::ActiveNetwork(outer, begin->active, 0) : bounds::ActiveNetwork(outer, 0);
      return std::optional{planner::plan_large(of, inner, outer, std::move(active), Stopwatch{},
                                               {.warm_start = begin, .next_start = keep}, jobs::Task())};
    };
    planner::WarmStart warm_start;
    const auto first = plan_of(c, nullptr, &warm_start);
    if (!first) continue;
    const auto same = plan_of(c, &warm_start, nullptr);
    expect_accepted(c, *same, seed);
    EXPECT_GE(same->safe, first->safe) << "seed " << seed;
    std::vector<Case> others;
    for (const scenario::TermId term : c.agreement.terms.ids())
      if (c.agreement.terms[term].in_force) others.push_back(rules::without_term(c, term));
    for (const scenario::CorridorId id : c.agreement.corridors.ids())
      if (c.agreement.corridors[id].round == c.agreement.planned) others.push_back(rules::without_corridor(c, id));
    Case fewer = c;
    fewer.dangers.clear();
    others.push_back(std::move(fewer));
    for (const Case& other : others) {
      const auto cold = plan_of(other, nullptr, nullptr);
      if (!cold) continue;
      const auto warm = plan_of(other, &warm_start, nullptr);
      expect_accepted(other, *warm, seed);
      EXPECT_LE(warm->safe, cold->upper_bound) << "seed " << seed;
      EXPECT_LE(cold->safe, warm->upper_bound) << "seed " << seed;
      again += warm->safe.count();
      from_nothing += cold->safe.count();
      ++changed;
    }
  }
  EXPECT_GT(changed, 100);
  EXPECT_GT(static_cast<double>(again), 0.99 * static_cast<double>(from_nothing));
  printf("%d changes: %lld safe begun elsewhere, %lld from nothing\n", changed, static_cast<long long>(again),
         static_cast<long long>(from_nothing));
}

}  // namespace
}  // namespace passage::verify
