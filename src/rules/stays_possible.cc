#include "rules/stays_possible.h"

#include <algorithm>
#include <map>

#include "rules/access_rules.h"

namespace passage::rules {
namespace {

using network::Direction;
using network::Mode;
using network::NodeId;

// `more` is merged.
bool covers(const Times& more, const Times& less) {
  return std::all_of(less.begin(), less.end(), [&](const CaseInterval& in) {
    return std::any_of(more.begin(), more.end(),
                       [&](const CaseInterval& out) { return out.from <= in.from && in.until <= out.until; });
  });
}

struct Wait {
  plan::OrderId order;
  Mode mode;
  NodeId at;
  CaseInterval when;  // from when the first of the order come to when the last go on
};

std::vector<Wait> waits(const Case& c, const plan::Plan& plan) {
  std::map<std::pair<plan::OrderId, std::int32_t>, CaseInterval> entered;
  std::map<std::pair<plan::OrderId, std::int32_t>, const plan::Leg*> leg_of;
  for (const plan::Leg& leg : plan.legs) {
    const auto [at, fresh] = entered.emplace(std::pair(leg.order, leg.seq), leg.enter);
    leg_of[at->first] = &leg;
    at->second = {std::min(at->second.from, leg.enter.from), std::max(at->second.until, leg.enter.until)};
  }
  std::vector<Wait> out;
  for (const auto& [key, enter] : entered) {
    const auto next = entered.find({key.first, key.second + 1});
    if (next == entered.end()) continue;
    const plan::Leg& leg = *leg_of.at(key);
    const Mode mode = plan.orders[leg.order].mode;
    const NodeId at = leg.direction == Direction::kForward ? c.network.to[leg.road] : c.network.from[leg.road];
    const CaseTime come = enter.from + travel_time(c, leg.road, mode, Rounding::kOuter);
    out.push_back({leg.order, mode, at, {come, next->second.until}});
  }
  return out;
}

}  // namespace

bool stays_possible(const Case& more, const Case& less, const plan::Plan& plan) {
  if (more.agreement.terms.size() != less.agreement.terms.size() || plan.legs_left_out) return false;
  for (const scenario::TermId t : more.agreement.terms.ids()) {
    const scenario::Term& term = more.agreement.terms[t];
    if (term.kind == scenario::TermKind::kDailyLimit && term.in_force && !less.agreement.terms[t].in_force)
      return false;
  }
  for (const scenario::RefugeId r : more.refuges.ids())
    if (!covers(intake_times(more, r), intake_times(less, r))) return false;
  const auto rate = car_rates(more), before = car_rates(less);
  for (const network::RoadId r : more.network.length_mm.ids())
    if (rate[r] < before[r]) return false;
  const auto waiting = waits(less, plan);
  for (const Mode mode : {Mode::kCar, Mode::kFoot}) {
    const AccessRules now = access_rules(more, mode, Rounding::kInner),
                      then = access_rules(less, mode, Rounding::kInner);
    if (!now.exact || !then.exact) return false;
    for (const network::ArcId a : more.network.head.ids())
      if (!covers(now.of(a), then.of(a))) return false;
    // More windows may mean less room to stand: who comes by other roads may wait inside a corridor until it first
    // opens, but not between two openings.
    for (const Wait& wait : waiting)
      if (wait.mode == mode && !covers(now.of(wait.at), {wait.when})) return false;
  }
  return true;
}

Persons orders_possible(const Case& other, const Case& of, const plan::Plan& plan) {
  if (plan.legs_left_out) return Persons{0};
  Table<plan::OrderId, char> possible(plan.orders.size(), 1);
  const AccessRules open[] = {access_rules(other, Mode::kCar, Rounding::kInner),
                              access_rules(other, Mode::kFoot, Rounding::kInner)};
  const auto of_mode = [&](Mode mode) -> const AccessRules& { return open[mode == Mode::kCar ? 0 : 1]; };
  std::map<std::pair<network::RoadId, Direction>, network::ArcId> arc;
  for (const network::ArcId a : of.network.head.ids()) arc[{of.network.road[a], of.network.direction[a]}] = a;
  for (const plan::Leg& leg : plan.legs) {
    const AccessRules& now = of_mode(plan.orders[leg.order].mode);
    if (!covers(now.of(arc.at({leg.road, leg.direction})), {leg.enter})) possible[leg.order] = 0;
  }
  for (const Wait& wait : waits(of, plan))
    if (!covers(of_mode(wait.mode).of(wait.at), {wait.when})) possible[wait.order] = 0;
  Persons out{0};
  for (const plan::OrderId id : plan.orders.ids())
    if (possible[id]) out += plan.orders[id].persons;
  return out;
}

}  // namespace passage::rules
