#include "verify/totals.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "core/text.h"
#include "verify/cumulative.h"
#include "verify/fraction.h"

namespace passage::verify {
namespace {

void expect(Findings& findings, const char* rule, const std::string& what, std::int64_t said, std::int64_t found) {
  if (said != found) {
    findings.add(rule, fmt::format("{}: the plan says {}, it is {}", what, grouped(said), grouped(found)));
  }
}

// Nodes from which some road leads to a refuge at some hour, for one mode.
std::vector<char> reached_nodes(const Case& c, const Rules& rules, Mode mode) {
  const network::Network& net = c.network;
  std::vector<std::vector<NodeId>> into(net.node_count());
  for (const NodeId v : net.position.ids()) {
    for (const network::ArcId a : net.out[v]) {
      if (!rules.of(mode).of(side_index(net.road[a], net.direction[a])).empty()) into[net.head[a].index()].push_back(v);
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
    if (row.reason.empty() != (row.left == Persons{0})) {
      findings.add("totals",
                   fmt::format("{}: {} people are left, and the reason is \"{}\"", name, row.left.count(), row.reason));
    }
    if (!matched.origin[i].valid()) continue;
    const scenario::Origin& origin = c.origins[matched.origin[i]];
    Persons cut_off{0};
    if (!origin.car_node.valid() || !reached[0][origin.car_node.index()]) cut_off += origin.by_car;
    if (!origin.foot_node.valid() || !reached[1][origin.foot_node.index()]) cut_off += origin.on_foot;
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
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> by_district;  // said, found
  for (const plan::OriginRow& row : plan.origins) by_district[row.district].second += row.left.count();
  std::set<std::pair<std::string, std::string>> seen;
  for (const plan::LeftByDistrict& row : plan.left_by_district) {
    by_district[row.district].first += row.persons.count();
    if (row.persons < Persons{0} || !seen.emplace(row.district, row.reason).second ||
        (!kReasons.contains(row.reason) && row.persons != Persons{0})) {
      findings.add("districts", fmt::format("district {}: {} people left for the reason \"{}\"", row.district,
                                            row.persons.count(), row.reason));
    }
  }
  for (const auto& [district, left] : by_district) {
    expect(findings, "districts", fmt::format("district {}, left", district), left.first, left.second);
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
    findings.add("totals",
                 fmt::format("last_arrival: the plan says {}, it is {}",
                             plan.last_arrival ? clock(*plan.last_arrival) : "never", last ? clock(*last) : "never"));
  }
  std::vector<Millis> times;
  for (const plan::SafeBy& row : plan.safe_by) {
    const Millis before = times.empty() ? Millis{0} : times.back();
    if (row.time <= before || row.time > c.horizon || row.time - before > std::chrono::hours{1}) {
      findings.add("safe_by",
                   fmt::format("the row for {} does not follow the one for {}", clock(row.time), clock(before)));
      return;
    }
    times.push_back(row.time);
  }
  if (c.horizon > Millis{0} && (times.empty() || times.back() != c.horizon)) {
    findings.add("safe_by", fmt::format("there is no row for the end of the case, {}", clock(c.horizon)));
  }
  const std::vector<std::int64_t> taken = taken_before(plan, times);
  for (std::size_t i = 0; i < times.size(); ++i) {
    expect(findings, "safe_by", "safe by " + clock(times[i]), plan.safe_by[i].persons.count(), taken[i]);
  }
}

// Person-hours on roads outside every corridor that are at one's own risk.
void check_exposure(const Case& c, const Plan& plan, const Matched& matched, const RuleSet& rules, Findings& findings) {
  const bool weighed = std::any_of(c.dangers.begin(), c.dangers.end(),
                                   [](const auto& d) { return d.exposure_per_person_h.has_value(); });
  if (weighed) return;
  std::map<std::pair<RoadId, Mode>, std::int64_t> persons;
  if (c.outside == scenario::Outside::kOwnRisk) {
    for (const plan::Flow& flow : plan.flows) {
      if (!plan.roads.contains(flow.road) || !matched.road[flow.road].valid()) continue;
      const RoadId r = matched.road[flow.road];
      if (rules.inner.outside[side_index(r, flow.direction)]) persons[{r, flow.mode}] += flow.persons.count();
    }
  }
  Fraction hours;
  for (const auto& [road, count] : persons) {
    if (road.second == Mode::kCar && c.network.speed_m_h[road.first] <= 0) continue;
    Fraction spent = Fraction::of(travel_time(c, road.first, road.second));
    spent.multiply({count, 3'600'000});
    hours.add(spent);
  }
  // The file holds a fraction of 64 bits; a sum of many roads may only fit rounded.
  const double said = plan.exposure_person_h.to_double(), found = hours.to_double();
  if (std::abs(said - found) > 1e-6 * std::max(1.0, found)) {
    findings.add("exposure", fmt::format("exposure: the plan says {:.3f} person-hours, it is {:.3f}", said, found));
  }
}

}  // namespace

void check_totals(const Case& c, const Plan& plan, const Matched& matched, const RuleSet& rules, Findings& findings) {
  check_origins(c, plan, matched, rules, findings);
  check_districts(plan, findings);
  check_times(c, plan, findings);
  check_exposure(c, plan, matched, rules, findings);
}

}  // namespace passage::verify
