// The cut bound and what is made with it, on one road after the other: people at n1, a refuge at n3, ten minutes a
// road, and two people a minute on the second.
#include "bounds/bound.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "bounds/active_network.h"
#include "bounds/bound_parts.h"
#include "bounds/bound_tightener.h"
#include "bounds/cut_compression.h"
#include "bounds/promising_steps.h"
#include "bounds/proof.h"
#include "bounds/reasons.h"
#include "test/support/worked_case.h"
#include "timenet/assignment.h"
#include "timenet/links_at.h"

namespace passage::bounds {

using rules::Rounding;

namespace {

using namespace test;

using network::RoadId;

constexpr Persons kProvesNothing{std::numeric_limits<std::int64_t>::max()};

scenario::Case in_a_row(int persons = 1000) {
  scenario::Case c = empty_case(120);
  c.behaviour.people_per_car = PersonsPerVehicle{Rational{1}};
  c.network = drawn(3, {{"r1", 1, 2, 10000, 240}, {"r2", 2, 3, 10000, 120}});
  add_origin(c, "o", 1, persons);
  add_refuge(c, "y", 3, {}, {}, 0, 120);
  return c;
}

VertexId vertex_at(const TravelNetwork& m, int node) {
  for (const VertexId s : m.node.ids())
    if (m.node[s] == network::NodeId{node - 1}) return s;
  return {};
}
LinkId link_on(const TravelNetwork& m, const scenario::Case& c, const char* road) {
  for (const LinkId a : m.tail.ids())
    if (m.arc[a].valid() && c.network.road[m.arc[a]] == road_named(c.network, road)) return a;
  return {};
}
// By node, in minutes; gates and hubs follow.
TemporalCut cut_at(const TravelNetwork& m, CaseTime deadline, std::initializer_list<int> cut_time) {
  TemporalCut out{deadline, Table<VertexId, CaseTime>(m.node.size(), CaseTime{0})};
  int node = 0;
  for (const int at : cut_time)
    if (const VertexId s = vertex_at(m, ++node); s.valid()) out.cut_time[s] = minutes(at);
  cut_refuges(m, out);
  return out;
}

TEST(CutBound, IsWhatPassesTheCut) {
  const TravelNetwork outer = timenet::travel_network(in_a_row(), Rounding::kOuter);
  // r2 from 0:10 to 1:50, two a minute.
  EXPECT_EQ(cut_bound(outer, cut_at(outer, minutes(120), {0, 10, 120})), Persons{200});
  // A minute later: four on r1 that minute, 99 minutes of r2, and one person who may reach over the cut.
  EXPECT_EQ(cut_bound(outer, cut_at(outer, minutes(120), {0, 11, 120})), Persons{4 + 198 + 1});
  // Cut times later than the release hold everybody at home.
  EXPECT_EQ(cut_bound(outer, cut_at(outer, minutes(120), {120, 120, 120})), Persons{1000});
  EXPECT_EQ(cut_bound(outer, cut_at(outer, minutes(60), {0, 10, 60})), Persons{80});
  // The refuge has no limit, so its cut time has to be the deadline.
  EXPECT_EQ(cut_bound(outer, cut_at(outer, minutes(120), {0, 0, 0})), kProvesNothing);
}

TEST(CutBound, ARefugeCountsTheSmallerOfRoomAndIntake) {
  scenario::Case c = in_a_row();
  c.refuges[scenario::RefugeId{0}].intake = PersonsPerHour{Rational{60}};
  // From the soonest arrival, 0:20, one a minute.
  EXPECT_EQ(cut_bound(timenet::travel_network(c, Rounding::kOuter),
                      cut_at(timenet::travel_network(c, Rounding::kOuter), minutes(120), {0, 10, 20})),
            Persons{100});
  c.refuges[scenario::RefugeId{0}].capacity = Persons{70};
  EXPECT_EQ(cut_bound(timenet::travel_network(c, Rounding::kOuter),
                      cut_at(timenet::travel_network(c, Rounding::kOuter), minutes(120), {0, 10, 20})),
            Persons{70});
}

TEST(CutBound, CutTimesAreClosedAndMovedToTheirBestPlaces) {
  const TravelNetwork outer = timenet::travel_network(in_a_row(), Rounding::kOuter);
  TemporalCut cut = cut_at(outer, minutes(120), {0, 0, 0});
  close_unlimited(outer, cut);
  EXPECT_EQ(cut.cut_time[vertex_at(outer, 3)], minutes(120));
  EXPECT_EQ(cut_bound(outer, cut), Persons{220});  // r2 from the start to 1:50
  descend(outer, cut, 10);
  EXPECT_EQ(cut_bound(outer, cut), Persons{200});
  // Where fewer live than pass, everybody is the bound.
  const TravelNetwork few = timenet::travel_network(in_a_row(30), Rounding::kOuter);
  TemporalCut any = cut_at(few, minutes(120), {0, 0, 0});
  EXPECT_EQ(CoordinateDescent(few).descend(any, 10), Persons{30});
}

TEST(BoundParts, CountOpenTimeAndWhoReachesOver) {
  const Times open{between(10, 20), between(30, 40)};
  EXPECT_EQ(rules::open_within(open, between(15, 35)), minutes(10));
  EXPECT_EQ(rules::open_within(open, between(20, 30)), minutes(0));
  EXPECT_EQ(rules::open_within(open, {minutes(35), minutes(15)}), minutes(0));
  const scenario::Case c = in_a_row();
  const TravelNetwork outer = timenet::travel_network(c, Rounding::kOuter);
  const LinkId r1 = link_on(outer, c, "r1"), r2 = link_on(outer, c, "r2");
  EXPECT_FALSE(may_reach_over(outer, r1, minutes(0)));
  EXPECT_TRUE(may_reach_over(outer, r1, minutes(1)));
  EXPECT_FALSE(may_reach_over(outer, r2, minutes(10)));  // nobody is there before
  EXPECT_TRUE(may_reach_over(outer, r2, minutes(11)));
  const BoundParts parts(outer);
  EXPECT_NEAR(parts.of(r2, minutes(10), minutes(120), minutes(120)), 200, 1e-6);
  EXPECT_NEAR(parts.of(r2, minutes(11), minutes(120), minutes(120)), 199, 1e-6);
  EXPECT_EQ(parts.of(r2, minutes(110), minutes(120), minutes(120)), 0);
  EXPECT_FALSE(parts.limited(r2));
  EXPECT_EQ(static_cast<std::int64_t>(micro_persons(outer, r2, between(10, 20))), 20'000'000);
}

TEST(BoundParts, ADailyLimitIsByTheDay) {
  scenario::Case c = in_a_row();
  c.days = {between(0, 60), between(60, 120)};
  c.agreement.planned = c.agreement.rounds.push_back({"r", "", "", "", scenario::RoundStatus::kAgreed, {}});
  const auto k = c.agreement.corridors.push_back({"k", "K", c.agreement.planned, {{RoadId{1}}}});
  scenario::Term limit = window_term(c.agreement.planned, k, 0, 120);
  c.agreement.terms.push_back(limit);
  limit.kind = scenario::TermKind::kDailyLimit;
  limit.persons_per_day = Persons{30};
  c.agreement.terms.push_back(limit);
  const TravelNetwork outer = timenet::travel_network(c, Rounding::kOuter);
  const LinkId r2 = link_on(outer, c, "r2");
  const BoundParts parts(outer);
  EXPECT_TRUE(parts.limited(r2));
  EXPECT_NEAR(parts.of(r2, minutes(50), minutes(120), minutes(120)), 21 + 30, 1e-6);  // ten minutes and one; a day's
  EXPECT_EQ(cut_bound(outer, cut_at(outer, minutes(120), {0, 10, 120})), Persons{60});
}

TEST(CutCompression, FewRowsTellAllCutTimes) {
  const scenario::Case c = worked_case();
  const TravelNetwork outer = timenet::travel_network(c, Rounding::kOuter);
  const CutCompression compression(outer);
  TemporalCut cut{outer.horizon, Table<VertexId, CaseTime>(outer.node.size(), CaseTime{0})};
  descend(outer, cut, 20);
  for (const VertexId s : outer.node.ids())
    cut.cut_time[s] = std::max(cut.cut_time[s], std::min(outer.soonest[s], cut.deadline));
  const CutRows rows = compression.compress(cut);
  EXPECT_LT(rows.rows.size(), outer.node.size());
  EXPECT_EQ(compression.expand(rows).cut_time, cut.cut_time);
}

TEST(CutCompression, TheLatestMomentThatLeadsThere) {
  const scenario::Case c = in_a_row();
  TravelNetwork outer = timenet::travel_network(c, Rounding::kOuter);
  Table<VertexId, char> given(outer.node.size(), 0);
  TemporalCut cut = cut_at(outer, minutes(120), {0, 0, 120});
  given[vertex_at(outer, 3)] = 1;
  const TemporalCut all = CutCompression(outer).reaching(cut, given);
  EXPECT_EQ(all.cut_time[vertex_at(outer, 2)], minutes(110));
  EXPECT_EQ(all.cut_time[vertex_at(outer, 1)], minutes(100));
  const auto set = static_cast<std::uint32_t>(outer.sets.size());
  outer.sets.push_back(rules::time_set({between(10, 20), between(30, 40)}, outer.horizon));
  EXPECT_EQ(latest_before(outer, set, minutes(15)), minutes(15));
  EXPECT_EQ(latest_before(outer, set, minutes(25)), minutes(20));
  EXPECT_EQ(latest_before(outer, set, minutes(100)), minutes(40));
  EXPECT_EQ(latest_before(outer, set, minutes(10)), minutes(0));
}

// n1 - n2 - n3 in two minutes, and round by six other roads in an hour.
scenario::Case with_a_detour(int vehicles_per_h) {
  scenario::Case c = empty_case(240);
  c.behaviour.people_per_car = PersonsPerVehicle{Rational{1}};
  c.network = drawn(8, {{"r1", 1, 2, 1000, vehicles_per_h},
                        {"r2", 2, 3, 1000, vehicles_per_h},
                        {"d1", 1, 4, 10000, 600},
                        {"d2", 4, 5, 10000, 600},
                        {"d3", 5, 6, 10000, 600},
                        {"d4", 6, 7, 10000, 600},
                        {"d5", 7, 8, 10000, 600},
                        {"d6", 8, 3, 10000, 600}});
  add_origin(c, "o", 1, 600);
  add_refuge(c, "y", 3, {}, {}, 0, 240);
  return c;
}

TEST(AssignedWays, TakeADetourOnceTheShortWayIsFull) {
  const auto passed = [](int vehicles_per_h, int rounds) {
    const TravelNetwork outer = timenet::travel_network(with_a_detour(vehicles_per_h), Rounding::kOuter);
    const Table<VertexId, char> assigned = timenet::assigned_vertices(outer, rounds);
    std::vector<int> out;
    for (int node = 1; node <= 8; ++node)
      if (assigned[vertex_at(outer, node)]) out.push_back(node);
    return out;
  };
  EXPECT_EQ(passed(1200, 5), (std::vector{1, 2, 3}));
  EXPECT_EQ(passed(12, 1), (std::vector{1, 2, 3}));
  EXPECT_EQ(passed(12, 5), (std::vector{1, 2, 3, 4, 5, 6, 7, 8}));
}

TEST(ActiveNetwork, PricesInTheWaysThatACutLetsThrough) {
  const TravelNetwork outer = timenet::travel_network(with_a_detour(1200), Rounding::kOuter);
  ActiveNetwork active(outer, 0);
  ASSERT_FALSE(active.is_all());
  std::vector<std::uint32_t> nodes;
  for (const Place& place : active.places()) nodes.push_back(place.node.index() + 1);
  std::sort(nodes.begin(), nodes.end());
  EXPECT_EQ(nodes, (std::vector<std::uint32_t>{1, 2, 3}));
  // Who is at n1 from the start is held till the end at n2 by these, and goes round.
  TemporalCut cut{outer.horizon, Table<VertexId, CaseTime>(active.travel().node.size(), outer.horizon)};
  cut.cut_time[vertex_at(active.travel(), 1)] = CaseTime{0};
  const TemporalCut whole = active.extended(cut);
  EXPECT_EQ(whole.cut_time[vertex_at(outer, 8)], minutes(230));
  EXPECT_EQ(whole.cut_time[vertex_at(outer, 4)], minutes(190));
  EXPECT_EQ(active.within(whole).cut_time, cut.cut_time);
  EXPECT_EQ(active.price_in(whole, 1e9), 0u);
  EXPECT_EQ(active.price_in(whole, 1), 5u);
  active.rebuild();
  EXPECT_TRUE(active.is_all());
}

TEST(Proof, HoursStepsAndWhatHoldsBefore) {
  scenario::Case c = in_a_row();
  c.horizon = minutes(150);
  EXPECT_EQ(deadlines(c), (std::vector{minutes(60), minutes(120), minutes(150)}));
  EXPECT_EQ(deadlines(c, 2), (std::vector{minutes(120), minutes(150)}));
  EXPECT_EQ(deadlines(c, 9), std::vector{minutes(150)});
  EXPECT_EQ(last_step(minutes(60), minutes(7)), 7);  // 0:56 to 1:03 is not over
  EXPECT_EQ(last_step(minutes(63), minutes(7)), 8);
  EXPECT_EQ(last_step(minutes(6), minutes(7)), -1);
  const TravelNetwork outer = timenet::travel_network(in_a_row(), Rounding::kOuter);
  const ActiveNetwork active(outer);
  const Prover prover(outer, active);
  Proof proof = Prover::none({minutes(60), minutes(120)});
  EXPECT_EQ(proof.at_most[0], kProvesNothing);
  prover.offer(proof, 1, cut_at(outer, minutes(120), {0, 0, 120}));
  EXPECT_EQ(proof.at_most[1], Persons{200});
  prover.offer(proof, 1, cut_at(outer, minutes(120), {120, 120, 120}));  // worse: not taken
  EXPECT_EQ(proof.at_most[1], Persons{200});
  EXPECT_EQ(proof.last.cut_time[vertex_at(outer, 2)], minutes(10));
  Prover::close(proof);
  EXPECT_EQ(proof.at_most[0], Persons{200});
}

TEST(BoundTightener, BeginsAnywhereAndEndsAtTheBest) {
  const TravelNetwork outer = timenet::travel_network(worked_case(), Rounding::kOuter);
  const ActiveNetwork active(outer);
  const std::vector<CaseTime> times = deadlines(worked_case());
  std::vector<TemporalCut> known;
  for (const CaseTime t : times) known.push_back({t, Table<VertexId, CaseTime>(outer.node.size(), t)});
  BoundTightener tightener(outer, active, Prover::none(times), known, known, minutes(120), jobs::Task());
  tightener.work();
  const Persons last = tightener.last_bound();
  const Proof proof = tightener.take();
  EXPECT_EQ(proof.at_most.back(), last);
  EXPECT_GE(last, Persons{4180});  // what can be brought out, by hand
  EXPECT_LE(last, Persons{4200});
  EXPECT_TRUE(std::is_sorted(proof.at_most.begin(), proof.at_most.end()));
}

// 2 people a minute on r2: steps of m minutes take 2 m whole ones, so only detours weigh: 0.08 % a minute.
TEST(PromisingSteps, LongOnesLoseToDetoursAndShortOnesToPartsOfPersons) {
  scenario::Case c = in_a_row();
  const TravelNetwork outer = timenet::travel_network(c, Rounding::kOuter);
  const TemporalCut guide = cut_at(outer, minutes(120), {0, 10, 120});
  EXPECT_NEAR(lost_in_steps(outer, guide, 200, minutes(5)), 0.0008 * 5 * 200, 1e-9);
  EXPECT_EQ(promising_steps(outer, guide, 200, minutes(1)), (std::vector{minutes(7), minutes(4), minutes(1)}));
  EXPECT_EQ(promising_steps(outer, guide, 200, minutes(4)), (std::vector{minutes(7), minutes(4)}));
  EXPECT_EQ(promising_steps(outer, guide, 200, minutes(12)), std::vector{minutes(12)});
  // 1.5 a minute: in whole persons steps of a minute lose a third of them, of two minutes nobody.
  c.network = drawn(3, {{"r1", 1, 2, 10000, 240}, {"r2", 2, 3, 10000, 90}});
  const TravelNetwork odd = timenet::travel_network(c, Rounding::kOuter);
  EXPECT_NEAR(lost_in_steps(odd, guide, 150, minutes(1)), 0.0008 * 150 + 150 / 3.0, 1e-6);
  EXPECT_NEAR(lost_in_steps(odd, guide, 150, minutes(2)), 0.0008 * 2 * 150, 1e-6);
}

TEST(Reasons, SayWhatHoldsPeopleBack) {
  const auto held = [](const scenario::Case& c, std::initializer_list<int> cut_time) {
    const TravelNetwork outer = timenet::travel_network(c, Rounding::kOuter);
    return Reasons(c, outer, cut_at(outer, minutes(120), cut_time)).of({vertex_at(outer, 1)});
  };
  scenario::Case c = in_a_row();
  EXPECT_EQ(held(c, {0, 10, 120}).reason, "road_capacity");
  EXPECT_EQ(held(c, {0, 10, 120}).by, std::vector<std::string>{"road r2"});
  c.refuges[scenario::RefugeId{0}].capacity = Persons{50};
  EXPECT_EQ(held(c, {0, 10, 20}).reason, "refuge_full");
  EXPECT_EQ(held(c, {0, 10, 20}).by, std::vector<std::string>{"room in y"});
  c = in_a_row();
  c.agreement.planned = c.agreement.rounds.push_back({"r", "", "", "", scenario::RoundStatus::kAgreed, {"a"}});
  const auto k = c.agreement.corridors.push_back({"k", "K", c.agreement.planned, {{RoadId{1}}}});
  c.agreement.terms.push_back(window_term(c.agreement.planned, k, 30, 60));
  scenario::Term more = window_term(c.agreement.planned, k, 60, 90);
  more.in_force = false;
  c.agreement.terms.push_back(more);
  EXPECT_EQ(held(c, {0, 10, 120}).reason, "window");
  EXPECT_EQ(held(c, {0, 10, 120}).by, std::vector<std::string>{"road r2, corridor \"K\""});
  const TravelNetwork outer = timenet::travel_network(c, Rounding::kOuter);
  const auto narrow = bottlenecks(c, outer, cut_at(outer, minutes(120), {0, 10, 120}), Persons{900});
  ASSERT_EQ(narrow.size(), 1u);
  EXPECT_EQ(narrow[0].id, "r2");
  EXPECT_EQ(narrow[0].at_most, Persons{120});  // one more hour, two a minute
  EXPECT_EQ(narrow[0].asks, std::vector<std::string>{"window-60 (a must grant)"});
}

TEST(LinksAt, InOrderOfTheirIds) {
  Table<LinkId, VertexId> tails;
  for (const int s : {2, 0, 2, 1}) tails.push_back(VertexId{s});
  const timenet::LinksAt at = timenet::links_at(tails, 4);
  EXPECT_EQ(std::vector<LinkId>(at[VertexId{2}].begin(), at[VertexId{2}].end()), (std::vector{LinkId{0}, LinkId{2}}));
  EXPECT_EQ(at[VertexId{0}].size(), 1u);
  EXPECT_TRUE(at[VertexId{3}].empty());
}

}  // namespace
}  // namespace passage::bounds
