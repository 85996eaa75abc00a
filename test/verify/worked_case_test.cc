// The worked case of docs/formats.md: its certificate is exactly 4,180, its plan is accepted, and
// every change of it by hand is found.
#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "certify/bound.h"
#include "test/support/example.h"
#include "verify/verify.h"

namespace passage::verify {

using certify::Rounding;
using certify::Rules;

namespace {

using example::minutes;
using example::north_or_west;
using example::north_or_west_plan;
using network::NodeId;
using plan::Plan;

std::string all(const Verdict& verdict) {
  std::string out;
  for (const Violation& violation : verdict.violations) out += violation.rule + ": " + violation.text + "\n";
  return out;
}

certify::Alpha labels(const std::vector<std::int64_t>& car, std::int64_t foot_at_refuges) {
  certify::Alpha alpha{Table<NodeId, Millis>(car.size()), Table<NodeId, Millis>(car.size(), Millis{0})};
  for (std::size_t i = 0; i < car.size(); ++i) alpha[0][NodeId{i}] = minutes(car[i]);
  alpha[1][NodeId{7}] = alpha[1][NodeId{11}] = minutes(foot_at_refuges);
  return alpha;
}

// r2 [10, 190) open from 60: 130 x 10; r3 [210, 330) open [60, 210): 0; r8 [0, 300) open from 180:
// 120 x 8; Omega from 60, open from 120: 240 x 8. 1,300 + 960 + 1,920.
TEST(WorkedCase, LabelsProve4180) {
  const auto c = north_or_west();
  for (const certify::Precision precision :
       {certify::finest(c, Rounding::kOuter), certify::Precision{1, Rounding::kOuter, true}}) {
    const Rules rules = certify::make_rules(c, precision);
    const certify::CutBound bound =
        certify::cut_bound(c, rules, c.horizon, labels({0, 10, 210, 0, 0, 0, 330, 360, 0, 0, 0, 60}, 360));
    EXPECT_EQ(bound.at_most, Persons{4180}) << bound.unlimited;
  }
}

TEST(WorkedCase, NoLabelsProveNothingLess) {
  const auto c = north_or_west();
  const Rules rules = certify::make_rules(c, certify::finest(c, Rounding::kOuter));
  // All 0: the refuges alone, 2,700 + 1,920. All at the end: everybody who moves.
  EXPECT_EQ(certify::cut_bound(c, rules, c.horizon, labels(std::vector<std::int64_t>(12, 0), 0)).at_most,
            Persons{4620});
  EXPECT_EQ(certify::cut_bound(c, rules, c.horizon, labels(std::vector<std::int64_t>(12, 360), 360)).at_most,
            Persons{7300});
}

// An hour more opens r3 for 60 minutes of its cut [210, 330): 1,200, and one person who may have begun
// before 210; with n3 at 270, 60 minutes of r2.
TEST(WorkedCase, OneMoreHourIsBoundedAsByHand) {
  auto c = north_or_west();
  scenario::Term hour = c.agreement.terms.values()[0];
  hour.intervals = {minutes(240, 300)};
  example::add_term(c, hour);
  const Rules rules = certify::make_rules(c, certify::finest(c, Rounding::kOuter));
  EXPECT_EQ(certify::cut_bound(c, rules, c.horizon, labels({0, 10, 210, 0, 0, 0, 330, 360, 0, 0, 0, 60}, 360)).at_most,
            Persons{4180 + 1200 + 1})
      << "r2 is cut in [10, 190) as before";
  EXPECT_EQ(certify::cut_bound(c, rules, c.horizon, labels({0, 10, 270, 0, 0, 0, 330, 360, 0, 0, 0, 60}, 360)).at_most,
            Persons{4180 + 600});
  EXPECT_EQ(certify::cut_bound(c, rules, c.horizon, labels({0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 60}, 360)).at_most,
            Persons{4180 + 440});
}

TEST(WorkedCase, PlanIsAccepted) {
  const auto c = north_or_west();
  const Verdict verdict = verify_plan(c, north_or_west_plan(c), jobs::Task());
  EXPECT_EQ(verdict.status, Status::kAccepted) << all(verdict);
  EXPECT_EQ(verdict.upper_bound, Persons{4180});
}

TEST(WorkedCase, PlanWithoutLegsIsAccepted) {
  const auto c = north_or_west();
  Plan p = north_or_west_plan(c);
  p.legs.clear();
  EXPECT_EQ(verify_plan(c, p, jobs::Task()).status, Status::kRejected);
  example::leave_legs_out(p);
  const Verdict verdict = verify_plan(c, p, jobs::Task());
  EXPECT_EQ(verdict.status, Status::kAccepted) << all(verdict);
}

struct Change {
  const char* name;
  std::function<void(Plan&)> make;
};

Persons one() {
  return Persons{1};
}

const Change kChanges[] = {
    {"flow gains one", [](Plan& p) { p.flows[0].persons += one(); }},
    {"flow loses one", [](Plan& p) { p.flows[0].persons -= one(); }},
    {"last flow loses one", [](Plan& p) { p.flows.back().persons -= one(); }},
    {"one moves between rows of a road", [](Plan& p) { p.flows[4].persons -= one(), p.flows[5].persons += one(); }},
    {"one moves between roads", [](Plan& p) { p.flows[8].persons -= one(), p.flows[9].persons += one(); }},
    {"flow row removed", [](Plan& p) { p.flows.erase(p.flows.begin() + 3); }},
    {"flow row twice", [](Plan& p) { p.flows.push_back(p.flows[3]); }},
    {"flow starts a minute late", [](Plan& p) { p.flows[0].enter.from += minutes(1); }},
    {"flow starts a millisecond before the window", [](Plan& p) { p.flows[1].enter.from -= Millis{1}; }},
    {"flow ends a millisecond after the window can be cleared", [](Plan& p) { p.flows[2].enter.until += Millis{1}; }},
    {"flow on the closed road", [](Plan& p) { p.flows[9].enter.from -= minutes(10); }},
    {"flow goes by foot", [](Plan& p) { p.flows[0].mode = network::Mode::kFoot; }},
    {"flow goes backward", [](Plan& p) { p.flows[0].direction = network::Direction::kBackward; }},
    {"flow takes another road", [](Plan& p) { p.flows[0].road = network::RoadId{10}; }},
    {"flow of an unknown road", [](Plan& p) { p.flows[0].road = network::RoadId{}; }},
    {"everything a minute late",
     [](Plan& p) {
       for (auto& f : p.flows) f.enter = {f.enter.from + minutes(1), f.enter.until + minutes(1)};
     }},
    {"leg gains one", [](Plan& p) { p.legs[0].persons += one(); }},
    {"leg loses one", [](Plan& p) { p.legs[5].persons -= one(); }},
    {"leg removed", [](Plan& p) { p.legs.erase(p.legs.begin() + 1); }},
    {"leg twice", [](Plan& p) { p.legs.insert(p.legs.begin(), p.legs[0]); }},
    {"leg enters early", [](Plan& p) { p.legs[1].enter.from -= Millis{1}; }},
    {"leg on another road", [](Plan& p) { p.legs[4].road = network::RoadId{10}; }},
    {"legs swapped", [](Plan& p) { std::swap(p.legs[0].seq, p.legs[1].seq); }},
    {"one moves between the legs of two orders",
     [](Plan& p) { p.legs[3].persons -= one(), p.legs[7].persons += one(); }},
    {"order gains one", [](Plan& p) { p.orders.values()[0].persons += one(); }},
    {"order loses one", [](Plan& p) { p.orders.values()[3].persons -= one(); }},
    {"order removed", [](Plan& p) { p.orders.values().pop_back(); }},
    {"one moves between orders",
     [](Plan& p) { p.orders.values()[1].persons -= one(), p.orders.values()[2].persons += one(); }},
    {"order to the other refuge", [](Plan& p) { p.orders.values()[2].refuge_id = "omega"; }},
    {"order from the other origin", [](Plan& p) { p.orders.values()[2].origin_id = "alfa"; }},
    {"order on foot", [](Plan& p) { p.orders.values()[2].mode = network::Mode::kFoot; }},
    {"order of an unknown origin", [](Plan& p) { p.orders.values()[2].origin_id = "delta"; }},
    {"order leaves before the start", [](Plan& p) { p.orders.values()[3].depart.from = Millis{-1}; }},
    {"order arrives too early", [](Plan& p) { p.orders.values()[0].arrive_until -= Millis{1}; }},
    {"arrival gains one", [](Plan& p) { p.arrivals[1].persons += one(); }},
    {"arrival loses one", [](Plan& p) { p.arrivals[1].persons -= one(); }},
    {"one arrives in the row before", [](Plan& p) { p.arrivals[1].persons -= one(), p.arrivals[0].persons += one(); }},
    {"one arrives elsewhere", [](Plan& p) { p.arrivals[1].persons -= one(), p.arrivals[2].persons += one(); }},
    {"arrival removed", [](Plan& p) { p.arrivals.pop_back(); }},
    {"arrival before the doors open", [](Plan& p) { p.arrivals[2].taken.from -= Millis{1}; }},
    {"origin has one more", [](Plan& p) { p.origins[0].people += one(), p.origins[0].left += one(); }},
    {"one more safe at an origin", [](Plan& p) { p.origins[0].safe += one(), p.origins[0].left -= one(); }},
    {"one moves between origins' safe",
     [](Plan& p) {
       p.origins[0].safe += one(), p.origins[0].left -= one(), p.origins[1].safe -= one(), p.origins[1].left += one();
     }},
    {"one more unreached", [](Plan& p) { p.origins[0].unreached += one(); }},
    {"one more staying", [](Plan& p) { p.origins[0].staying += one(), p.origins[0].left -= one(); }},
    {"origin removed", [](Plan& p) { p.origins.pop_back(); }},
    {"refuge gains one", [](Plan& p) { p.refuges[0].persons += one(); }},
    {"one moves between refuges", [](Plan& p) { p.refuges[0].persons += one(), p.refuges[1].persons -= one(); }},
    {"refuge is larger", [](Plan& p) { *p.refuges[0].capacity += one(); }},
    {"refuge takes in faster", [](Plan& p) { p.refuges[1].intake_persons_per_h = Rational{481}; }},
    {"refuge removed", [](Plan& p) { p.refuges.pop_back(); }},
    {"safe_by gains one", [](Plan& p) { p.safe_by[2].persons += one(); }},
    {"safe_by loses one", [](Plan& p) { p.safe_by[2].persons -= one(); }},
    {"at_most gains one", [](Plan& p) { p.safe_by[2].at_most += one(); }},
    {"at_most loses one", [](Plan& p) { p.safe_by[2].at_most -= one(); }},
    {"safe_by row removed", [](Plan& p) { p.safe_by.erase(p.safe_by.begin() + 2); }},
    {"last safe_by row removed", [](Plan& p) { p.safe_by.pop_back(); }},
    {"district gains one", [](Plan& p) { p.left_by_district[0].persons += one(); }},
    {"one moves between districts",
     [](Plan& p) { p.left_by_district[0].persons += one(), p.left_by_district[1].persons -= one(); }},
    {"district removed", [](Plan& p) { p.left_by_district.pop_back(); }},
    {"people", [](Plan& p) { p.people += one(); }},
    {"safe", [](Plan& p) { p.safe += one(); }},
    {"left", [](Plan& p) { p.left -= one(); }},
    {"staying", [](Plan& p) { p.staying += one(); }},
    {"unreached", [](Plan& p) { p.unreached -= one(); }},
    {"upper bound gains one", [](Plan& p) { p.upper_bound += one(); }},
    {"upper bound loses one", [](Plan& p) { p.upper_bound -= one(); }},
    {"gap", [](Plan& p) { p.gap = 0.001; }},
    {"last arrival", [](Plan& p) { *p.last_arrival -= Millis{1}; }},
    {"nobody arrives last", [](Plan& p) { p.last_arrival.reset(); }},
    {"label of n3 a minute early", [](Plan& p) { p.labels[1].alpha -= minutes(1); }},
    {"label of n12 a minute late", [](Plan& p) { p.labels[4].alpha += minutes(61); }},
    {"label removed", [](Plan& p) { p.labels.erase(p.labels.begin() + 3); }},
    {"label twice", [](Plan& p) { p.labels.push_back(p.labels[0]); }},
    {"label beyond the deadline", [](Plan& p) { p.labels[3].alpha += Millis{1}; }},
    {"labels of another deadline",
     [](Plan& p) {
       for (auto& l : p.labels) l.deadline -= Millis{1}, l.alpha = std::min(l.alpha, l.deadline);
     }},
    {"no labels", [](Plan& p) { p.labels.clear(); }},
    {"road longer", [](Plan& p) { p.roads.values()[1].length_mm += 1; }},
    {"road wider", [](Plan& p) { p.roads.values()[7].capacity_milli_veh_h += 1000; }},
    {"road joins other nodes", [](Plan& p) { p.roads.values()[9].to = NodeId{11}; }},
    {"road added", [](Plan& p) { p.roads.push_back(p.roads.values()[0]), p.roads.values().back().id = "r12"; }},
    {"road removed", [](Plan& p) { p.roads.values().pop_back(); }},
    {"node moved", [](Plan& p) { p.nodes.values()[0].position.lat_e7 += 1; }},
    {"node removed", [](Plan& p) { p.nodes.values().pop_back(); }},
    {"danger not closed", [](Plan& p) { p.dangers[0].closed = false; }},
    {"another horizon", [](Plan& p) { p.horizon += minutes(60); }},
    {"another round", [](Plan& p) { p.round_id = "first"; }},
    {"another people.csv", [](Plan& p) { p.provenance.inputs[0].second = "cc"; }},
    {"an input less", [](Plan& p) { p.provenance.inputs.pop_back(); }},
    {"certificate not accepted", [](Plan& p) { p.certificate_accepted = false; }},
    {"left for another reason", [](Plan& p) { p.left_by_district[0].reason = "no_road"; }},
    {"a place left for another reason", [](Plan& p) { p.origins.back().reason = "window"; }},
    {"a corridor of another name", [](Plan& p) { p.corridors[0].name = "South"; }},
    {"a corridor less", [](Plan& p) { p.corridors.pop_back(); }},
    {"a finding of fewer people", [](Plan& p) { p.findings.push_back({.code = "P201", .persons = 299}); }},
    {"a bottleneck of one more", [](Plan& p) { p.bottlenecks[3].at_most += one(); }},
    {"a bottleneck on a road that is not cut", [](Plan& p) { p.bottlenecks[3].id = "r9"; }},
    {"a bottleneck the other way", [](Plan& p) { p.bottlenecks[3].direction = network::Direction::kBackward; }},
    {"a bottleneck twice", [](Plan& p) { p.bottlenecks.push_back(p.bottlenecks.back()); }},
    {"a bottleneck that asks for nothing", [](Plan& p) { p.bottlenecks[0].asks.clear(); }},
    {"bottlenecks out of order", [](Plan& p) { std::swap(p.bottlenecks[0], p.bottlenecks[1]); }},
    {"a bottleneck of another layer", [](Plan& p) { p.bottlenecks[0].kind = "refuge_capacity"; }},
    {"held back by nothing of the case", [](Plan& p) { p.left_by_district[0].held_by = {"road r99"}; }},
    {"held back by a checkpoint that is not there",
     [](Plan& p) { p.left_by_district[0].held_by = {"checkpoint on road r8"}; }},
    {"a source of another title", [](Plan& p) { p.sources[0].title = "Official"; }},
    {"a source less", [](Plan& p) { p.sources.pop_back(); }},
    {"a place of another source", [](Plan& p) { p.origins[0].source = "other"; }},
    {"a road of another name", [](Plan& p) { p.roads.values()[0].name = "Main street"; }},
    {"a road of another class", [](Plan& p) { p.roads.values()[0].road_class = "motorway"; }},
    {"a finding in other words", [](Plan& p) { p.findings[0].problem = "nothing to see"; }},
    {"a finding with other advice", [](Plan& p) { p.findings[0].suggestion = "ask the author"; }},
    {"a finding less", [](Plan& p) { p.findings.clear(); }},
    {"a corridor open longer", [](Plan& p) { p.corridors[0].open[0].until += minutes(60); }},
    {"an order told to leave a quarter early", [](Plan& p) { p.orders.values()[0].depart.from -= minutes(15); }},
    {"an order told to leave until the end", [](Plan& p) { p.orders.values()[0].depart.until = minutes(360); }},
    {"an order due after everybody", [](Plan& p) { p.orders.values()[0].arrive_until += minutes(121); }},
    {"an order of another number", [](Plan& p) { p.orders.values()[0].id = "o7"; }},
    {"another status of the round", [](Plan& p) { p.round_status = "active"; }},
    {"another rule of windows", [](Plan& p) { p.window_rule = "enter"; }},
    {"another language", [](Plan& p) { p.language = "uk"; }},
    {"another certificate", [](Plan& p) { p.certificate_kind = "levels"; }},
    {"another gap of the curve", [](Plan& p) { p.curve_gap = 0; }},
    {"a road of another shape", [](Plan& p) { p.roads.values()[0].shape.push_back({}); }},
    {"a road of a source", [](Plan& p) { p.roads.values()[0].source = "made"; }},
    {"a danger drawn elsewhere", [](Plan& p) { p.dangers[0].rings.push_back({{1, 2}, {3, 4}}); }},
    {"a finding more severe", [](Plan& p) { p.findings[0].severity = Severity::kError; }},
    {"a finding that no plan tells", [](Plan& p) { p.findings.push_back({.code = "P599"}); }},
    {"legs said to be left out",
     [](Plan& p) { p.findings.push_back({.severity = Severity::kFinding, .code = "P510"}); }},
    {"a district that nobody of is left", [](Plan& p) { p.left_by_district.push_back({"x", Persons{0}, "window"}); }},
    {"held back by nothing", [](Plan& p) { p.left_by_district[0].held_by.clear(); }},
    {"held back by one thing twice", [](Plan& p) { p.left_by_district[0].held_by.push_back("road r8"); }},
    {"a reason that is not its places'", [](Plan& p) { p.left_by_district[0].reason = "refuge_full"; }},
    {"a bottleneck less", [](Plan& p) { p.bottlenecks.pop_back(); }},
    {"no bottlenecks", [](Plan& p) { p.bottlenecks.clear(); }},
    {"a refuge less among bottlenecks", [](Plan& p) { p.bottlenecks.erase(p.bottlenecks.begin() + 2); }},
    {"a row of half an hour",
     [](Plan& p) { p.safe_by.insert(p.safe_by.begin(), {minutes(30), {}, p.safe_by[0].at_most}); }},
    {"exposure", [](Plan& p) { p.exposure_person_h = Rational{1}; }},
};

TEST(WorkedCase, EveryChangeByHandIsFound) {
  const auto c = north_or_west();
  for (const Change& change : kChanges) {
    Plan p = north_or_west_plan(c);
    change.make(p);
    const Verdict verdict = verify_plan(c, p, jobs::Task());
    EXPECT_EQ(verdict.status, Status::kRejected) << change.name;
    if (verdict.status == Status::kRejected) {
      EXPECT_FALSE(verdict.violations.empty()) << change.name;
    }
  }
}

// Without legs the flows alone still have to carry the orders.
TEST(WorkedCase, ChangesOfFlowsAreFoundWithoutLegs) {
  const auto c = north_or_west();
  for (std::size_t i = 0; i < 11; ++i) {
    for (const int change : {-1, 1}) {
      Plan p = north_or_west_plan(c);
      example::leave_legs_out(p);
      p.flows[i].persons += Persons{change};
      EXPECT_EQ(verify_plan(c, p, jobs::Task()).status, Status::kRejected) << "flow " << i << " by " << change;
    }
  }
}

TEST(WorkedCase, ViolationsNameRoadTimesAndFigures) {
  const auto c = north_or_west();
  Plan p = north_or_west_plan(c);
  p.flows[1].persons += Persons{1};
  EXPECT_THAT(all(verify_plan(c, p, jobs::Task())),
              testing::HasSubstr("capacity: road r2 forward, car, 04:00 to 06:10: 1,301 people enter, 1,300 can"));
}

}  // namespace
}  // namespace passage::verify
