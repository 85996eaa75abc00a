#include "verify/totals.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "core/text.h"
#include "verify/cumulative.h"

namespace passage::verify {
namespace {

void expect(Findings& findings, const char* rule, const std::string& what, std::int64_t said, std::int64_t found) {
  if (said != found) {
    findings.add(rule, fmt::format("{}: the plan says {}, it is {}", what, grouped(said), grouped(found)));
  }
}

// Nodes from which some road leads to a refuge at some hour, for one mode.
std::vector<char> reached_nodes(const Case& c, const certify::Rules& rules, Mode mode) {
  const network::Network& net = c.network;
  std::vector<std::vector<NodeId>> into(net.node_count());
  for (const NodeId v : net.position.ids()) {
    for (const network::ArcId a : net.out[v]) {
      if (!rules.of(mode).of(certify::side_index(net.road[a], net.direction[a])).empty())
        into[net.head[a].index()].push_back(v);
    }
  }
  std::vector<char> reached(net.node_count(), 0);
  std::vector<NodeId> queue;
  const auto reach = [&](NodeId v) {
    if (v.valid() && !reached[v.index()]++) queue.push_back(v);
  };
  for (const scenario::Refuge& refuge : c.refuges) reach(mode == Mode::kCar ? refuge.car_node : refuge.foot_node);
  while (!queue.empty()) {
    const NodeId v = queue.back();
    queue.pop_back();
    for (const NodeId u : into[v.index()]) reach(u);
  }
  return reached;
}

// people: who are left; unreached: of them, to whom no road leads.
bool fits(const std::string& reason, Persons people, Persons unreached) {
  static const std::set<std::string> kReasons{"window", "refuge_full", "road_capacity"};
  if (people == Persons{0}) return reason.empty();
  return people == unreached ? reason == "no_road" : kReasons.contains(reason);
}

bool has_bus(const Case& c, scenario::OriginId origin) {
  return std::any_of(c.fleets.begin(), c.fleets.end(),
                     [&](const auto& fleet) { return fleet.base == origin && !fleet.to.valid(); });
}

bool has_train(const Case& c, scenario::OriginId origin) {
  return std::any_of(c.fleets.begin(), c.fleets.end(), [&](const auto& fleet) {
    return fleet.base == origin && fleet.to.valid() && c.refuges[fleet.to].car_node.valid();
  });
}

void check_origins(const Case& c, const Plan& plan, const Matched& matched, const RuleSet& rules, Findings& findings) {
  const std::array<std::vector<char>, 2> reached{reached_nodes(c, rules.inner, Mode::kCar),
                                                 reached_nodes(c, rules.inner, Mode::kFoot)};
  Persons people, safe, left, staying, unreached;
  for (std::size_t i = 0; i < plan.origins.size(); ++i) {
    const plan::OriginRow& row = plan.origins[i];
    people += row.people;
    safe += row.safe;
    left += row.left;
    staying += row.staying;
    unreached += row.unreached;
    const std::string name = fmt::format("origin {}", row.id);
    expect(findings, "totals", name + ", left", row.left.count(), (row.people - row.safe - row.staying).count());
    if (!fits(row.reason, row.left, row.unreached)) {
      findings.add("totals", fmt::format("{}: {} left, and the reason is \"{}\"", name,
                                         counted(row.left.count(), "person is", "people are"), row.reason));
    }
    if (!matched.origin[i].valid()) continue;
    const scenario::Origin& origin = c.origins[matched.origin[i]];
    Persons cut_off{0};
    if (!origin.car_node.valid() || !reached[0][origin.car_node.index()]) cut_off += origin.by_car;
    const bool bus = cut_off == Persons{0} && has_bus(c, matched.origin[i]) && origin.car_node.valid() &&
                     reached[0][origin.car_node.index()];
    const bool rides = bus || has_train(c, matched.origin[i]);
    if (!rides && (!origin.foot_node.valid() || !reached[1][origin.foot_node.index()])) cut_off += origin.on_foot;
    expect(findings, "totals", name + ", unreached", row.unreached.count(), cut_off.count());
  }
  expect(findings, "totals", "people", plan.people.count(), people.count());
  expect(findings, "totals", "safe", plan.safe.count(), safe.count());
  expect(findings, "totals", "left", plan.left.count(), left.count());
  expect(findings, "totals", "staying", plan.staying.count(), staying.count());
  expect(findings, "totals", "unreached", plan.unreached.count(), unreached.count());
}

void check_districts(const Plan& plan, Findings& findings) {
  static const std::set<std::string> kReasons{"no_road", "window", "refuge_full", "road_capacity"};
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> by_district, no_road;  // said, found
  for (const plan::OriginRow& row : plan.origins) {
    by_district[row.district].second += row.left.count();
    no_road[row.district].second += row.unreached.count();
  }
  std::set<std::pair<std::string, std::string>> seen;
  for (const plan::LeftByDistrict& row : plan.left_by_district) {
    by_district[row.district].first += row.persons.count();
    if (row.reason == "no_road") no_road[row.district].first += row.persons.count();
    if (row.persons <= Persons{0} || !seen.emplace(row.district, row.reason).second || !kReasons.contains(row.reason)) {
      findings.add("districts", fmt::format("district {}: {} left for the reason \"{}\"", row.district,
                                            people_text(row.persons.count()), row.reason));
    }
  }
  for (const auto& [district, left] : by_district) {
    expect(findings, "districts", fmt::format("district {}, left", district), left.first, left.second);
  }
  for (const auto& [district, left] : no_road) {
    expect(findings, "districts", fmt::format("district {}, no road", district), left.first, left.second);
  }
}

// One reason a district beside "no_road", and its places have it too.
void check_reasons(const Plan& plan, Findings& findings) {
  std::map<std::string, std::string> reasons;
  for (const plan::LeftByDistrict& row : plan.left_by_district) {
    if (row.reason == "no_road") {
      if (!row.held_by.empty())
        findings.add("districts", fmt::format("district {}: no road holds it back", row.district));
      continue;
    }
    if (!reasons.emplace(row.district, row.reason).second)
      findings.add("districts", fmt::format("district {}: is left for two reasons", row.district));
    const std::set<std::string> names(row.held_by.begin(), row.held_by.end());
    if (names.size() != row.held_by.size() || names.size() > 6 || (names.empty() && row.reason != "window"))
      findings.add("districts",
                   fmt::format("district {}: nothing holds it back, something twice, or more than six", row.district));
  }
  for (const plan::OriginRow& row : plan.origins) {
    if (!row.reason.empty() && row.reason != "no_road" && row.reason != reasons[row.district])
      findings.add("districts", fmt::format("origin {}: the reason is \"{}\", of its district \"{}\"", row.id,
                                            row.reason, reasons[row.district]));
  }
}

// Whole people taken in before each of these times (rising).
std::vector<std::int64_t> taken_before(const Plan& plan, const std::vector<Millis>& times) {
  std::vector<Ramp> ramps;
  for (const plan::Arrival& arrival : plan.arrivals) {
    if (!arrival.taken.empty())
      ramps.push_back({arrival.taken.from.count(), arrival.taken.until.count(), arrival.persons.count(), 0});
  }
  for (const Millis t : times) ramps.push_back({t.count(), t.count(), 0, 0});
  std::vector<std::int64_t> taken;
  with_scale(ramps, [&](const auto& scale) {
    using Number = std::decay_t<decltype(scale)>;
    sweep<Number>(ramps, 1, scale, [&](std::int64_t at, auto before, auto) {
      while (taken.size() < times.size() && times[taken.size()].count() == at) {
        taken.push_back(static_cast<std::int64_t>(Number(before[0] / scale)));
      }
    });
  });
  return taken;
}

void check_times(const Case& c, const Plan& plan, Findings& findings) {
  std::optional<Millis> last;
  std::int64_t total = 0;
  for (const plan::Arrival& arrival : plan.arrivals) {
    total += arrival.persons.count();
    if (!last || *last < arrival.taken.until) last = arrival.taken.until;
  }
  expect(findings, "totals", "safe, by arrivals", plan.safe.count(), total);
  if (plan.last_arrival != last) {
    findings.add("totals", fmt::format("last_arrival: the plan says {}, it is {}",
                                       plan.last_arrival ? findings.clock(*plan.last_arrival) : "never",
                                       last ? findings.clock(*last) : "never"));
  }
  std::vector<Millis> times;
  for (const plan::SafeBy& row : plan.safe_by) {
    const Millis before = times.empty() ? Millis{0} : times.back();
    if (row.time != std::min<Millis>(before + std::chrono::hours{1}, c.horizon) || row.time == before) {
      findings.add("safe_by", fmt::format("the row for {} does not follow the one for {}", findings.clock(row.time),
                                          findings.clock(before)));
      return;
    }
    times.push_back(row.time);
  }
  if (c.horizon > Millis{0} && (times.empty() || times.back() != c.horizon)) {
    findings.add("safe_by", fmt::format("there is no row for the end of the case, {}", findings.clock(c.horizon)));
  }
  const std::vector<std::int64_t> taken = taken_before(plan, times);
  double at_most = 0, safe = 0;
  for (std::size_t i = 0; i < times.size(); ++i) {
    expect(findings, "safe_by", "safe by " + findings.clock(times[i]), plan.safe_by[i].persons.count(), taken[i]);
    at_most += static_cast<double>(plan.safe_by[i].at_most.count());
    safe += static_cast<double>(plan.safe_by[i].persons.count());
  }
  const double curve_gap = at_most > 0 ? std::max(0.0, (at_most - safe) / at_most) : 0;
  if (curve_gap != plan.curve_gap)
    findings.add("safe_by", fmt::format("curve_gap: the plan says {}, it is {}", plan.curve_gap, curve_gap));
}

// Mean share of a stretch of `time` that people who enter it evenly within `enter` spend in `span`.
double share_within(Interval<Millis> enter, double time, Interval<Millis> span) {
  const auto spent_by = [&](Millis end) {  // mean time on the road before `end`
    const double a = static_cast<double>((end - enter.until).count()),
                 b = static_cast<double>((end - enter.from).count());
    // The integral of min(max(x, 0), time) over x in [a, b).
    const auto integral = [&](double x) {
      return x <= 0 ? 0 : x < time ? x * x / 2 : time * time / 2 + (x - time) * time;
    };
    return (integral(b) - integral(a)) / (b - a);
  };
  return time > 0 ? (spent_by(span.until) - spent_by(span.from)) / time : 0;
}

// Person-hours on roads at one's own risk, and in dangers with a weight by share of length and time.
// A figure to weigh plans by, not a promise: recomputed in floating point.
void check_exposure(const Case& c, const Plan& plan, const Matched& matched, const RuleSet& rules, Findings& findings) {
  std::vector<std::vector<std::pair<const scenario::Danger*, double>>> dangers(2 * c.network.road_count());
  for (const scenario::Danger& danger : c.dangers) {
    if (!danger.exposure_per_person_h) continue;
    for (const scenario::Danger::Touched& touched : danger.touched) {
      const double weight = touched.share * danger.exposure_per_person_h->to_double();
      dangers[certify::side_index(touched.side.road, touched.side.direction)].emplace_back(&danger, weight);
    }
  }
  double sum = 0;
  for (const plan::Flow& flow : plan.flows) {
    if (!plan.roads.contains(flow.road) || !matched.road[flow.road].valid() || flow.enter.empty()) continue;
    const RoadId r = matched.road[flow.road];
    if (flow.mode == Mode::kCar && c.network.speed_m_h[r] <= 0) continue;
    const std::size_t side = certify::side_index(r, flow.direction);
    const auto time =
        static_cast<double>(certify::travel_time(c, r, flow.mode).ceil());  // in whole milliseconds, as rows are
    double share = c.outside == scenario::Outside::kOwnRisk && rules.inner.outside[side] ? 1 : 0;
    for (const auto& [danger, weight] : dangers[side]) share += weight * share_within(flow.enter, time, danger->when);
    sum += static_cast<double>(flow.persons.count()) * time / 3.6e6 * share;
  }
  const double said = plan.exposure_person_h.to_double();
  if (!(std::abs(said - sum) <= 0.0005 + 1e-9 * (1 + sum))) {  // it is told to a thousandth
    findings.add("exposure", fmt::format("the plan says {:.3f} person-hours, it is {:.3f}", said, sum));
  }
}

}  // namespace

void check_totals(const Case& c, const Plan& plan, const Matched& matched, const RuleSet& rules, Findings& findings) {
  check_origins(c, plan, matched, rules, findings);
  check_districts(plan, findings);
  check_reasons(plan, findings);
  check_times(c, plan, findings);
  check_exposure(c, plan, matched, rules, findings);
}

}  // namespace passage::verify
