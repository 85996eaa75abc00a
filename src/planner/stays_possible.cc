#include "planner/stays_possible.h"

#include <algorithm>
#include <map>

#include "planner/openings.h"

namespace passage::planner {
namespace {

using network::Direction;
using network::Mode;
using network::NodeId;

// Both are merged.
bool covers(const Times& more, const Times& less) {
  return std::all_of(less.begin(), less.end(), [&](const CaseInterval& in) {
    return std::any_of(more.begin(), more.end(),
                       [&](const CaseInterval& out) { return out.from <= in.from && in.until <= out.until; });
  });
}

// When somebody may be waiting on the way, by node: from when the first of an order come to when the last go on.
std::map<std::pair<Mode, NodeId>, Times> waits(const Case& c, const plan::Plan& plan) {
  std::map<std::pair<plan::OrderId, std::int32_t>, CaseInterval> entered;
  std::map<std::pair<plan::OrderId, std::int32_t>, const plan::Leg*> leg_of;
  for (const plan::Leg& leg : plan.legs) {
    const auto [at, fresh] = entered.emplace(std::pair(leg.order, leg.seq), leg.enter);
    leg_of[at->first] = &leg;
    at->second = {std::min(at->second.from, leg.enter.from), std::max(at->second.until, leg.enter.until)};
  }
  std::map<std::pair<Mode, NodeId>, Times> out;
  for (const auto& [key, enter] : entered) {
    const auto next = entered.find({key.first, key.second + 1});
    if (next == entered.end()) continue;
    const plan::Leg& leg = *leg_of.at(key);
    const Mode mode = plan.orders[leg.order].mode;
    const NodeId at = leg.direction == Direction::kForward ? c.network.to[leg.road] : c.network.from[leg.road];
    out[{mode, at}].push_back({enter.from + travel_time(c, leg.road, mode, Rounding::kOuter), next->second.until});
  }
  for (auto& [where, times] : out) times = merged(std::move(times));
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
    const Openings now = openings(more, mode, Rounding::kInner), then = openings(less, mode, Rounding::kInner);
    if (!now.exact || !then.exact) return false;
    for (const network::ArcId a : more.network.head.ids())
      if (!covers(now.of(a), then.of(a))) return false;
    // More windows may mean less room to stand: who comes by other roads may wait inside a corridor until it first
    // opens, but not between two openings.
    for (const auto& [where, times] : waiting)
      if (where.first == mode && !covers(now.of(where.second), times)) return false;
  }
  return true;
}

}  // namespace passage::planner
