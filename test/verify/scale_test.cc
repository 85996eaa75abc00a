// A million rows: sorted sweeps, nothing quadratic.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "core/measure.h"
#include "planner/planner.h"
#include "test/support/example.h"
#include "verify/verify.h"

namespace passage::verify {
namespace {

using example::minutes;

// 1,000 chains of 100 roads of 1 km (1 minute each), an origin and a refuge on each. People enter the
// chain in ten rows of 6 minutes, 6 x k in row k: 330 a chain.
TEST(Scale, AMillionFlowRowsInSeconds) {
  constexpr int kChains = 1000, kLength = 100, kRows = 10;
  std::vector<example::Road> roads;
  roads.reserve(kChains * kLength);
  for (int chain = 0; chain < kChains; ++chain) {
    for (int i = 0; i < kLength; ++i) {
      const int node = chain * (kLength + 1) + i;
      roads.push_back({fmt::format("r{}", roads.size()), node, node + 1, 1000, 60, 1000});
    }
  }
  scenario::Case c = example::small_case(kChains * (kLength + 1), roads, 300);
  for (int chain = 0; chain < kChains; ++chain) {
    example::add_origin(c, fmt::format("o{}", chain), chain * (kLength + 1), 330);
    example::add_refuge(c, fmt::format("s{}", chain), chain * (kLength + 1) + kLength);
  }
  plan::Plan p = example::empty_plan(c);
  example::leave_legs_out(p);
  for (int chain = 0; chain < kChains; ++chain) {
    for (int i = 0; i < kLength; ++i) {
      for (int row = 0; row < kRows; ++row) {
        const std::int64_t from = i + 6 * row;
        p.flows.push_back({network::RoadId{chain * kLength + i}, network::Direction::kForward, network::Mode::kCar,
                           minutes(from, from + 6), Persons{6 * (row + 1)}});
      }
    }
    for (int row = 0; row < kRows; ++row) {
      const std::int64_t from = kLength + 6 * row;
      p.arrivals.push_back({c.refuges.values()[chain].id, minutes(from, from + 6), Persons{6 * (row + 1)}});
    }
    plan::Order order;
    order.id = fmt::format("o{}", chain + 1);
    order.origin_id = c.origins.values()[chain].id;
    order.refuge_id = c.refuges.values()[chain].id;
    order.persons = Persons{330};
    order.depart = minutes(0, 60);
    order.arrive_until = minutes(160);
    p.orders.push_back(order);
    p.origins[chain].safe = Persons{330};
    p.origins[chain].left = Persons{0};
    p.origins[chain].reason = "";
    p.refuges[chain].persons = Persons{330};
  }
  // Everybody: every cut time at the end counts the people.
  for (const network::NodeId v : p.nodes.ids()) p.labels.push_back({c.horizon, v, network::Mode::kCar, c.horizon});
  p.safe = p.upper_bound = Persons{330 * kChains};
  p.left = Persons{0};
  p.last_arrival = minutes(160);
  // By 120 minutes rows 0 to 2 and a third of row 3: 36 + 8; by 180 all.
  const std::int64_t safe[] = {0, 44, 330, 330, 330};
  for (int h = 1; h <= 5; ++h) p.safe_by.push_back({minutes(60 * h), Persons{safe[h - 1] * kChains}, p.safe});
  example::set_curve_gap(p);

  const Stopwatch watch;
  Verdict verdict = verify_plan(c, p, jobs::Task());
  const double seconds = watch.seconds();
  EXPECT_EQ(verdict.status, Status::kAccepted) << verdict.violations.front().text;
  EXPECT_LT(seconds, 60) << "sanitizers and a busy machine included";
  RecordProperty("seconds", static_cast<int>(seconds));
  std::printf("%zu rows in %.1f s\n", p.flows.size(), seconds);
  p.flows[777'777].persons += Persons{1};
  EXPECT_EQ(verify_plan(c, p, jobs::Task()).status, Status::kRejected);
}

// Two towns, each a chain of 50 roads from a junction, and 21,000 roads that are too slow for anybody, so that the case
// is planned on a core with its chains joined. From the junction a gate leads to a refuge, open from 1:01:30 to
// 1:37:18, which fills no whole steps at its ends: remnant links use these. With few routes a district they still do,
// and the plan is possible.
TEST(Scale, RemnantLinksWithFewRoutes) {
  constexpr int kTown = 50, kSlow = 21'000, kJunction = 2 * kTown, kNodes = kJunction + 3 + kSlow;
  std::vector<example::Road> roads;
  for (int i = 0; i < 2 * kTown; ++i) {
    const bool last = (i + 1) % kTown == 0;
    roads.push_back({fmt::format("r{}", i), i, last ? kJunction : i + 1, 600, 60, 3000});
  }
  const int gate = static_cast<int>(roads.size());
  roads.push_back({"gate", kJunction, kJunction + 1, 1000, 60, 1200});
  roads.push_back({"around", kJunction, kJunction + 2, 40'000, 60, 120});
  for (int i = 0; i <= kSlow; ++i) {
    const int from = i == 0 ? 0 : kJunction + 2 + i, to = i == kSlow ? kJunction + 1 : kJunction + 3 + i;
    roads.push_back({fmt::format("slow{}", i), from, to, 600, 5, 3000});
  }
  scenario::Case c = example::small_case(kNodes, roads, 150);
  c.window = scenario::WindowRule::kEnter;
  for (int town = 0; town < 2; ++town) {
    example::add_origin(c, fmt::format("o{}", town), town * kTown, 500);
    c.origins.values().back().district = "d";
  }
  example::add_refuge(c, "s", kJunction + 1);
  example::add_refuge(c, "t", kJunction + 2);
  const Interval<Millis> open{Millis{61 * 60'000 + 30'000}, Millis{97 * 60'000 + 18'000}};
  example::add_corridor(c, "k", {gate}, {open});
  const auto at_ends = [&](const plan::Plan& p) {
    return std::count_if(p.flows.begin(), p.flows.end(), [&](const plan::Flow& flow) {
      return flow.road.index() == static_cast<std::uint32_t>(gate) &&
             (flow.enter.from == open.from || flow.enter.until == open.until);
    });
  };
  const plan::Plan any = planner::make_plan(c, {}, jobs::Task());
  EXPECT_EQ(verify_plan(c, any, jobs::Task()).status, Status::kAccepted);
  EXPECT_GT(at_ends(any), 0);
  for (const std::size_t routes : {1, 2}) {
    const plan::Plan p = planner::make_plan(c, {.routes = routes}, jobs::Task());
    const Verdict verdict = verify_plan(c, p, jobs::Task());
    EXPECT_EQ(verdict.status, Status::kAccepted) << verdict.violations.front().text;
    std::set<std::string> refuges;
    for (const plan::Order& order : p.orders) refuges.insert(order.refuge_id);
    EXPECT_LE(refuges.size(), routes);
    EXPECT_GT(at_ends(p), 0);
    EXPECT_EQ(p.safe, routes == 1 ? Persons{716} : any.safe);  // 35 min 48 s of 20 a minute
  }
}

}  // namespace
}  // namespace passage::verify
