// Random closures against linear programming: roads, lines and polygons, one direction or both, closed from before the
// start, to the end, one as another ends; corridors with gaps between their windows. The planner brings out as many as
// can be, and the checker accepts that, and nothing that breaks a rule.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "core/random.h"
#include "planner/planner.h"
#include "test/support/example.h"
#include "test/verify/closure_oracle.h"
#include "verify/verify.h"

namespace passage::verify {
namespace {

using example::minutes;
using network::NodeId;
using network::RoadId;
using scenario::Case;
using scenario::WindowRule;

constexpr int kStep = 5;  // minutes: every time of these cases is a multiple of it

class Maker {
 public:
  explicit Maker(std::uint32_t seed) : random_(1946, seed) {}

  Case make() {
    nodes_ = 4 + below(3);
    steps_ = 18 + below(13);
    c_ = example::small_case(nodes_, roads(), kStep * steps_);
    c_.behaviour.people_per_car = PersonsPerVehicle{Rational{1 + below(3)}};
    c_.behaviour.walk_m_h = 30'000;
    c_.window = one_in(2) ? WindowRule::kEnter : WindowRule::kClear;
    people();
    for (int i = 0; i < 1 + below(2); ++i)
      example::add_refuge(c_, "s" + std::to_string(i), nodes_ - 1 - i, one_in(4) ? 50 + below(300) : -1,
                          one_in(3) ? 12 * (1 + below(30)) : -1);
    if (one_in(3)) corridors();
    for (int i = 0; i < 1 + below(3); ++i) closure(i);
    return std::move(c_);
  }

 private:
  int below(int n) { return static_cast<int>(random_.below(static_cast<std::uint64_t>(n))); }
  bool one_in(int n) { return below(n) == 0; }

  std::vector<example::Road> roads() {
    std::vector<example::Road> roads;
    for (int i = 0; i < nodes_ + 2 + below(4); ++i) {
      const bool chain = i < nodes_ - 1;  // so that a corridor can follow it
      example::Road road{"r" + std::to_string(i), chain ? i : below(nodes_), chain ? i + 1 : below(nodes_)};
      if (road.from == road.to) road.to = (road.to + 1) % nodes_;
      road.metres = 5000 * (1 + below(3));
      road.vehicles_h = 12 * (1 + below(20));
      road.forward = 3;
      road.backward = one_in(2) ? 3 : 0;
      roads.push_back(road);
    }
    return roads;
  }
  void people() {
    for (int i = 0; i < 1 + below(3); ++i) {
      example::add_origin(c_, "o" + std::to_string(i), below(nodes_ - 1), 20 + below(600),
                          one_in(2) ? 0 : kStep * below(8));
      scenario::Origin& origin = c_.origins.values().back();
      origin.on_foot = Persons{one_in(3) ? below(20) : 0};
      origin.by_car = origin.persons - origin.on_foot;
    }
  }
  void corridors() {
    c_.outside = std::array{scenario::Outside::kFree, scenario::Outside::kOwnRisk,
                            scenario::Outside::kForbidden}[static_cast<std::size_t>(below(3))];
    for (int k = one_in(3) ? 2 : 1; k > 0; --k) {
      std::vector<Interval<Millis>> windows;
      for (int i = 0; i < 1 + below(3); ++i) windows.push_back(interval());
      std::vector<int> chain;
      for (int i = below(nodes_ - 2), end = i + 2 + below(2); i < std::min(nodes_ - 1, end); ++i) chain.push_back(i);
      example::add_corridor(c_, "k" + std::to_string(k), chain, windows);
    }
  }

  // From before the start, to the end, as the one before ends, or any.
  Interval<Millis> interval() {
    int from = one_in(3) ? 0 : below(steps_ - 2);
    if (last_end_ > 0 && last_end_ < steps_ - 1 && one_in(3)) from = last_end_;
    last_end_ = one_in(3) ? steps_ : std::min(steps_, from + 1 + below(12));
    return minutes(kStep * from, kStep * last_end_);
  }
  void closure(int i) {
    const std::string id = "d" + std::to_string(i);
    std::vector<int> touched, inside;
    const auto on = [&](int v) {
      for (const RoadId r : c_.network.length_mm.ids())
        if (c_.network.from[r] == NodeId{v} || c_.network.to[r] == NodeId{v})
          touched.push_back(static_cast<int>(r.index()));
    };
    if (const int kind = below(3); kind == 0) {  // a polygon around places that are no refuges
      for (int k = 0; k < 1 + below(2); ++k) inside.push_back(below(nodes_ - 2));
      for (const int v : inside) on(v);
    } else if (kind == 1) {  // roads that meet
      on(below(nodes_));
      while (touched.size() > 3) touched.erase(touched.begin() + below(static_cast<int>(touched.size())));
    } else {  // what a line happens to cross
      for (int k = 0; k < 1 + below(3); ++k) touched.push_back(below(static_cast<int>(c_.network.road_count())));
    }
    example::add_closure(c_, id, touched, interval(), inside);
    if (!one_in(3)) return;
    const auto direction = one_in(2) ? network::Direction::kForward : network::Direction::kBackward;
    std::erase_if(c_.dangers.back().touched, [&](const auto& t) { return t.side.direction != direction; });
  }

  Random random_;
  int nodes_ = 0, steps_ = 0, last_end_ = 0;
  Case c_;
};

std::string told(const Verdict& verdict) {
  std::string out;
  for (const Violation& violation : verdict.violations) out += violation.rule + ": " + violation.text + "\n";
  return out;
}

// PASSAGE_SEEDS=FROM-UNTIL looks at others.
std::pair<std::uint32_t, std::uint32_t> seeds() {
  std::uint32_t from = 0, until = 2400;
  if (const char* asked = std::getenv("PASSAGE_SEEDS")) std::sscanf(asked, "%u-%u", &from, &until);
  return {from, until};
}

std::int64_t most_safe(const Case& c) {
  return std::llround(example::most_safe_between_closures(c, minutes(kStep)));
}

TEST(Closures, AsManyAsCanBeAreBroughtOut) {
  const auto [from, until] = seeds();
  int held = 0, proved = 0;
  for (std::uint32_t seed = from; seed < until; ++seed) {
    const Case c = Maker(seed).make();
    const std::int64_t most = most_safe(c);
    const plan::Plan plan = planner::make_plan(c, {.step = minutes(kStep)}, jobs::Task());
    EXPECT_EQ(plan.safe.count(), most) << "seed " << seed;
    EXPECT_GE(plan.upper_bound.count(), most) << "seed " << seed;
    const Verdict verdict = verify_plan(c, plan, jobs::Task());
    EXPECT_EQ(verdict.status, Status::kAccepted) << "seed " << seed << "\n" << told(verdict);
    held += plan.safe < plan.people;
    proved += plan.safe == plan.upper_bound;
  }
  EXPECT_GT(3 * held, static_cast<int>(until - from));
  std::printf("%u cases: in %d not all are safe; %d proved to the last person\n", until - from, held, proved);
}

// A plan that leaves out one closure, or the rule `clear`, and brings out more for it, is found out by what it does.
TEST(Closures, PlansThatBringOutTooManyAreRejected) {
  const auto [from, until] = seeds();
  int tried = 0;
  for (std::uint32_t seed = from; seed < until; seed += 3) {
    const Case c = Maker(seed).make();
    Case laxer = c;
    if (c.window == WindowRule::kClear && seed % 2 == 0)
      laxer.window = WindowRule::kEnter;
    else
      laxer.dangers.back().closed = false;
    plan::Plan plan = planner::make_plan(laxer, {.step = minutes(kStep)}, jobs::Task());
    if (plan.safe.count() <= most_safe(c)) continue;
    ++tried;
    plan.window_rule = c.window == WindowRule::kClear ? "clear" : "enter";
    for (plan::DangerRow& row : plan.dangers) row.closed = true;
    const Verdict verdict = verify_plan(c, plan, jobs::Task());
    EXPECT_TRUE(std::any_of(
        verdict.violations.begin(), verdict.violations.end(),
        [](const Violation& v) { return v.rule == "capacity" || v.rule == "entry" || v.rule == "standing"; }))
        << "seed " << seed << "\n"
        << told(verdict);
  }
  EXPECT_GT(tried, static_cast<int>(until - from) / 30);
}

}  // namespace
}  // namespace passage::verify
