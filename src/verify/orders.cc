#include "verify/orders.h"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "core/text.h"
#include "verify/cumulative.h"

namespace passage::verify {
namespace {

using plan::Order;
using plan::OrderId;
using plan::PlanTime;

NodeId node_of(const scenario::Origin& origin, Mode mode) {
  return mode == Mode::kCar ? origin.car_node : origin.foot_node;
}
NodeId node_of(const scenario::Refuge& refuge, Mode mode) {
  return mode == Mode::kCar ? refuge.car_node : refuge.foot_node;
}

constexpr Millis kQuarter{15 * 60 * 1000};  // departures are told in quarters of an hour

// A side of a road of the plan, as the case has it.
struct Stretch {
  RoadId road;
  NodeId tail, head;
  std::size_t side = 0;
  bool known = false;
};

Stretch stretch(const Case& c, const Plan& plan, const Matched& matched, RoadId row, Direction direction, Mode mode) {
  if (!plan.roads.contains(row) || !matched.road[row].valid()) return {};
  const RoadId r = matched.road[row];
  if (mode == Mode::kCar && c.network.speed_m_h[r] <= 0) return {};
  NodeId tail = c.network.from[r], head = c.network.to[r];
  if (direction == Direction::kBackward) std::swap(tail, head);
  return {r, tail, head, certify::side_index(r, direction), true};
}

// When people come out of the last road of an order to a refuge, or set out if they live there.
struct Coming {
  scenario::RefugeId refuge;
  Ramp ramp;
};

class Orders {
 public:
  Orders(const Case& c, const Plan& plan, const Matched& matched, Findings& findings)
      : c_(c),
        plan_(plan),
        matched_(matched),
        findings_(findings),
        origin_(plan.orders.size()),
        refuge_(plan.orders.size()) {}

  void check() {
    for (const plan::Arrival& arrival : plan_.arrivals) {
      Millis& last = last_taken_[arrival.refuge_id];
      last = std::max(last, arrival.taken.until);
    }
    for (const OrderId id : plan_.orders.ids()) order(id);
    people();
    balance();
    if (plan_.legs_left_out) {
      if (!plan_.legs.empty()) findings_.add("legs", "the plan says that legs are left out, and has some");
    } else {
      legs();
      legs_are_flows();
    }
    refuges();
  }

 private:
  void tell(OrderId id, const std::string& what, const char* rule = "orders") {
    findings_.add(rule, fmt::format("order {}: {}", plan_.orders[id].id, what));
  }

  void order(OrderId id) {
    const Order& order = plan_.orders[id];
    const auto origin = matched_.origin_by_id.find(order.origin_id);
    const auto refuge = matched_.refuge_by_id.find(order.refuge_id);
    if (origin == matched_.origin_by_id.end())
      return tell(id, fmt::format("leaves \"{}\", which is no origin of the case", order.origin_id));
    if (refuge == matched_.refuge_by_id.end())
      return tell(id, fmt::format("leads to \"{}\", which is no refuge of the case", order.refuge_id));
    if (!node_of(c_.origins[origin->second], order.mode).valid())
      return tell(id, "nobody can leave there, no road is near");
    origin_[id] = origin->second;
    refuge_[id] = refuge->second;
    if (order.persons <= Persons{0}) tell(id, people_text(order.persons.count()));
    if (order.depart.empty()) tell(id, "leaves before it may");
    const CaseTime release = c_.origins[origin->second].release;
    if (order.depart.from < release) {
      tell(id, fmt::format("leaves {}, and nobody leaves before {}", findings_.clock(order.depart.from),
                           findings_.clock(release)));
    }
    if (const Millis last = last_taken_[order.refuge_id]; order.arrive_until > last)
      tell(id, fmt::format("arrives by {}, and the last arrive there by {}", findings_.clock(order.arrive_until),
                           findings_.clock(last)));
    if (order.arrive_until > c_.horizon || order.arrive_until <= order.depart.from) {
      tell(id, fmt::format("arrives by {}, leaves {}, and the case ends {}", findings_.clock(order.arrive_until),
                           findings_.span(order.depart), findings_.clock(c_.horizon)));
    }
  }

  [[nodiscard]] bool known(OrderId id) const { return origin_[id].valid(); }

  // No more leave an origin than there are; as many are safe as have an order.
  void people() {
    std::vector<std::array<std::int64_t, 2>> sent(c_.origins.size(), {0, 0});
    for (const OrderId id : plan_.orders.ids()) {
      if (known(id))
        sent[origin_[id].index()][static_cast<std::size_t>(plan_.orders[id].mode)] += plan_.orders[id].persons.count();
    }
    for (const scenario::OriginId o : c_.origins.ids()) {
      const scenario::Origin& origin = c_.origins[o];
      for (const Mode mode : certify::kModes) {
        const std::int64_t most = (mode == Mode::kCar ? origin.by_car : origin.on_foot).count();
        const std::int64_t leave = sent[o.index()][static_cast<std::size_t>(mode)];
        if (leave > most) {
          findings_.add("orders", fmt::format("origin {}: orders send {} by {}, it has {}", origin.id,
                                              people_text(leave), name_of(mode), grouped(most)));
        }
      }
    }
    for (std::size_t i = 0; i < plan_.origins.size(); ++i) {
      if (!matched_.origin[i].valid()) continue;
      const auto& by_mode = sent[matched_.origin[i].index()];
      if (by_mode[0] + by_mode[1] != plan_.origins[i].safe.count()) {
        findings_.add("orders", fmt::format("origin {}: {} said to be safe, orders bring out {}", plan_.origins[i].id,
                                            counted(plan_.origins[i].safe.count(), "person is", "people are"),
                                            grouped(by_mode[0] + by_mode[1])));
      }
    }
  }

  // At every node and mode: people in by road and setting out = people off by road and taken in.
  void balance() {
    std::vector<std::int64_t> net(2 * c_.network.node_count(), 0);
    const auto at = [&](NodeId v, Mode mode) -> std::int64_t& {
      return net[2 * v.index() + static_cast<std::size_t>(mode)];
    };
    for (const OrderId id : plan_.orders.ids()) {
      if (!known(id)) continue;
      const Order& order = plan_.orders[id];
      at(node_of(c_.origins[origin_[id]], order.mode), order.mode) += order.persons.count();
      const NodeId end = node_of(c_.refuges[refuge_[id]], order.mode);
      if (end.valid()) at(end, order.mode) -= order.persons.count();
    }
    for (const plan::Flow& flow : plan_.flows) {
      const Stretch road = stretch(c_, plan_, matched_, flow.road, flow.direction, flow.mode);
      if (!road.known) continue;
      at(road.tail, flow.mode) -= flow.persons.count();
      at(road.head, flow.mode) += flow.persons.count();
    }
    for (std::size_t i = 0; i < net.size(); ++i) {
      if (net[i] == 0) continue;
      findings_.add("orders", fmt::format("node {}, {}: by orders and flows {} nowhere",
                                          c_.network.node_name[NodeId{i / 2}], name_of(static_cast<Mode>(i % 2)),
                                          net[i] < 0 ? counted(-net[i], "person comes from", "people come from")
                                                     : counted(net[i], "person goes", "people go")));
    }
  }

  void legs() {
    std::vector<char> seen(plan_.orders.size(), 0);
    const std::vector<plan::Leg>& legs = plan_.legs;
    for (std::size_t first = 0; first < legs.size();) {
      std::size_t end = first + 1;
      while (end < legs.size() && legs[end].order == legs[first].order) ++end;
      const OrderId id = legs[first].order;
      if (!plan_.orders.contains(id)) {
        findings_.add("legs",
                      counted(static_cast<std::int64_t>(end - first), "leg") + " of an order that is not there");
      } else if (seen[id.index()]++) {
        tell(id, "its legs are not together", "legs");
      } else if (known(id)) {
        route(id, {legs.data() + first, end - first});
      }
      first = end;
    }
    for (const OrderId id : plan_.orders.ids()) {
      if (seen[id.index()] || !known(id)) continue;
      const Order& order = plan_.orders[id];
      if (node_of(c_.origins[origin_[id]], order.mode) != node_of(c_.refuges[refuge_[id]], order.mode)) {
        tell(id, "has no legs, and its refuge is elsewhere", "legs");
      } else {
        const std::int64_t there = order.depart.from.count();
        coming_.push_back({refuge_[id], {there, there, order.persons.count(), 1}});
      }
    }
  }

  // One order's legs, in rows by seq; a seq may be in several rows, one after the other.
  void route(OrderId id, std::span<const plan::Leg> legs) {
    const Order& order = plan_.orders[id];
    NodeId at = node_of(c_.origins[origin_[id]], order.mode);
    std::span<const plan::Leg> before;
    std::int32_t seq = 1;
    for (std::size_t first = 0; first < legs.size(); ++seq) {
      std::size_t end = first + 1;
      while (end < legs.size() && legs[end].seq == legs[first].seq) ++end;
      const std::span<const plan::Leg> step = legs.subspan(first, end - first);
      const Stretch road = stretch(c_, plan_, matched_, step[0].road, step[0].direction, order.mode);
      if (!one_road(id, step, seq) || !road.known)
        return tell(id, fmt::format("leg {} is no road, or its rows do not agree", seq), "legs");
      if (road.tail != at) {
        return tell(id,
                    fmt::format("leg {} (road {}) does not begin where the one before ends, at node {}", seq,
                                c_.network.road_id[road.road], c_.network.node_name[at]),
                    "legs");
      }
      if (seq == 1) {
        if (step.front().enter.from < order.depart.from || step.back().enter.until > order.depart.until) {
          tell(id,
               fmt::format("leaves {}, its first leg {}", findings_.span(order.depart),
                           findings_.span({step.front().enter.from, step.back().enter.until})),
               "legs");
        } else if (step.front().enter.from - order.depart.from >= kQuarter ||
                   order.depart.until - step.back().enter.until >= kQuarter) {
          tell(id, fmt::format("is told to leave {}, a quarter of an hour or more beyond its first leg, {}",
                               findings_.span(order.depart),
                               findings_.span({step.front().enter.from, step.back().enter.until})));
        }
      } else if (!follows(before, step, order.mode)) {
        tell(id,
             fmt::format("leg {} (road {}, {}) is entered before leg {} is done", seq, c_.network.road_id[road.road],
                         findings_.span(step[0].enter), seq - 1),
             "legs");
      }
      at = road.head;
      before = step;
      first = end;
    }
    arrives(id, before, at);
  }

  bool one_road(OrderId id, std::span<const plan::Leg> step, std::int32_t seq) {
    std::int64_t persons = 0;
    for (std::size_t i = 0; i < step.size(); ++i) {
      const plan::Leg& leg = step[i];
      persons += leg.persons.count();
      if (leg.seq != seq || leg.road != step[0].road || leg.direction != step[0].direction || leg.enter.empty() ||
          leg.persons <= Persons{0} || (i > 0 && leg.enter.from < step[i - 1].enter.until)) {
        return false;
      }
    }
    if (persons != plan_.orders[id].persons.count()) {
      tell(id,
           fmt::format("{}, and {} on leg {}", people_text(plan_.orders[id].persons.count()), grouped(persons), seq),
           "legs");
    }
    return true;
  }

  [[nodiscard]] Rational time_of(const plan::Leg& leg, Mode mode) const {
    return certify::travel_time(c_, matched_.road[leg.road], mode);
  }

  // Exactly: nobody enters the next road before leaving this one, first in first out.
  [[nodiscard]] bool follows(std::span<const plan::Leg> before, std::span<const plan::Leg> step, Mode mode) const {
    const Rational time = time_of(before[0], mode);
    if (before.size() == 1 && step.size() == 1) {
      return Rational{step[0].enter.from.count()} >= Rational{before[0].enter.from.count()} + time &&
             Rational{step[0].enter.until.count()} >= Rational{before[0].enter.until.count()} + time;
    }
    std::vector<Ramp> ramps;
    for (const plan::Leg& leg : before) {
      ramps.push_back({leg.enter.from.count() * time.den() + time.num(),
                       leg.enter.until.count() * time.den() + time.num(), leg.persons.count(), 0});
    }
    for (const plan::Leg& leg : step) {
      ramps.push_back(
          {leg.enter.from.count() * time.den(), leg.enter.until.count() * time.den(), leg.persons.count(), 1});
    }
    bool in_order = true;
    with_scale(ramps, [&](const auto& scale) {
      using Number = std::decay_t<decltype(scale)>;
      sweep<Number>(ramps, 2, scale, [&](std::int64_t, auto sum, auto) { in_order &= sum[1] <= sum[0]; });
    });
    return in_order;
  }

  void arrives(OrderId id, std::span<const plan::Leg> last, NodeId at) {
    const Order& order = plan_.orders[id];
    if (at != node_of(c_.refuges[refuge_[id]], order.mode)) {
      return tell(id,
                  fmt::format("its legs end at node {}, not at refuge {}", c_.network.node_name[at], order.refuge_id),
                  "legs");
    }
    const Rational time = time_of(last[0], order.mode);
    if (Rational{last.back().enter.until.count()} + time > Rational{order.arrive_until.count()}) {
      tell(id,
           fmt::format("is said to be safe by {}, and its last leg takes longer", findings_.clock(order.arrive_until)),
           "legs");
    }
    for (const plan::Leg& leg : last) {
      const std::int64_t shift = time.floor();
      coming_.push_back(
          {refuge_[id], {leg.enter.from.count() + shift, leg.enter.until.count() + shift, leg.persons.count(), 1}});
    }
  }

  // Legs and flows of each road side and mode, added up, agree wherever a flow row begins or ends.
  void legs_are_flows() {
    struct Entry {
      std::size_t side;
      Ramp ramp;
    };
    std::vector<Entry> entries;
    entries.reserve(plan_.flows.size() + plan_.legs.size());
    const auto add = [&](RoadId row, Direction direction, Mode mode, Interval<PlanTime> enter, Persons persons,
                         std::uint32_t channel) {
      const Stretch road = stretch(c_, plan_, matched_, row, direction, mode);
      if (road.known) {
        entries.push_back({2 * road.side + static_cast<std::size_t>(mode),
                           {enter.from.count(), enter.until.count(), persons.count(), channel}});
      }
    };
    for (const plan::Flow& flow : plan_.flows) add(flow.road, flow.direction, flow.mode, flow.enter, flow.persons, 0);
    for (const plan::Leg& leg : plan_.legs) {
      if (plan_.orders.contains(leg.order))
        add(leg.road, leg.direction, plan_.orders[leg.order].mode, leg.enter, leg.persons, 1);
    }
    std::sort(entries.begin(), entries.end(), [](const Entry& x, const Entry& y) { return x.side < y.side; });
    std::vector<Ramp> ramps;
    for (std::size_t first = 0; first < entries.size();) {
      const std::size_t side = entries[first].side;
      ramps.clear();
      for (; first < entries.size() && entries[first].side == side; ++first) ramps.push_back(entries[first].ramp);
      compare(side, ramps);
    }
  }

  void compare(std::size_t side, const std::vector<Ramp>& ramps) {
    std::vector<std::int64_t> bounds;
    std::int64_t end = 0;
    for (const Ramp& ramp : ramps) {
      end = std::max(end, ramp.until);
      if (ramp.channel == 0) bounds.insert(bounds.end(), {ramp.from, ramp.until});
    }
    bounds.push_back(end);
    std::sort(bounds.begin(), bounds.end());
    with_scale(ramps, [&](const auto& scale) {
      using Number = std::decay_t<decltype(scale)>;
      bool told = false;
      sweep<Number>(ramps, 2, scale, [&](std::int64_t at, auto sum, auto) {
        if (told || sum[0] == sum[1] || !std::binary_search(bounds.begin(), bounds.end(), at)) return;
        told = true;
        findings_.add("legs",
                      fmt::format("road {} {}, {}: by {} flows and legs do not agree",
                                  c_.network.road_id[RoadId{side / 4}], side / 2 % 2 == 0 ? "forward" : "backward",
                                  name_of(static_cast<Mode>(side % 2)), findings_.clock(Millis{at})));
      });
    });
  }

  // By refuge: as many are taken in as have orders to it, nobody later than the order says, and
  // nobody before the legs bring them.
  void refuges() {
    std::vector<std::vector<Ramp>> ramps(c_.refuges.size());
    std::vector<std::int64_t> sent(c_.refuges.size(), 0), taken(c_.refuges.size(), 0);
    for (const plan::Arrival& arrival : plan_.arrivals) {
      const auto found = matched_.refuge_by_id.find(arrival.refuge_id);
      if (found == matched_.refuge_by_id.end() || arrival.taken.empty()) continue;
      taken[found->second.index()] += arrival.persons.count();
      ramps[found->second.index()].push_back(
          {arrival.taken.from.count(), arrival.taken.until.count(), arrival.persons.count(), 0});
    }
    for (const Coming& coming : coming_) ramps[coming.refuge.index()].push_back(coming.ramp);
    for (const OrderId id : plan_.orders.ids()) {
      if (!known(id)) continue;
      const Order& order = plan_.orders[id];
      sent[refuge_[id].index()] += order.persons.count();
      ramps[refuge_[id].index()].push_back(
          {order.arrive_until.count(), order.arrive_until.count(), order.persons.count(), 2});
    }
    for (std::size_t i = 0; i < plan_.refuges.size(); ++i) {
      if (!matched_.refuge[i].valid()) continue;
      const std::size_t r = matched_.refuge[i].index();
      const std::int64_t said = plan_.refuges[i].persons.count();
      if (said != sent[r] || said != taken[r]) {
        findings_.add("orders", fmt::format("refuge {}: {} said to be taken in; orders bring {}, arrivals are {}",
                                            plan_.refuges[i].id, counted(said, "person is", "people are"),
                                            grouped(sent[r]), grouped(taken[r])));
      }
    }
    for (std::size_t r = 0; r < ramps.size(); ++r) refuge_by_time(c_.refuges[scenario::RefugeId{r}].id, ramps[r]);
  }

  void refuge_by_time(const std::string& id, const std::vector<Ramp>& ramps) {
    with_scale(ramps, [&](const auto& scale) {
      using Number = std::decay_t<decltype(scale)>;
      bool late = false, early = false;
      sweep<Number>(ramps, 3, scale, [&](std::int64_t at, auto before, auto after) {
        if (after[2] > after[0] && !late) {
          late = true;
          findings_.add("orders", fmt::format("refuge {}: by {} fewer people are taken in than orders say", id,
                                              findings_.clock(Millis{at})));
        }
        if (!plan_.legs_left_out && before[0] > before[1] && !early) {
          early = true;
          findings_.add("legs", fmt::format("refuge {}: by {} more people are taken in than legs have brought", id,
                                            findings_.clock(Millis{at})));
        }
      });
    });
  }

  const Case& c_;
  const Plan& plan_;
  const Matched& matched_;
  Findings& findings_;
  Table<OrderId, scenario::OriginId> origin_;
  Table<OrderId, scenario::RefugeId> refuge_;
  std::unordered_map<std::string_view, Millis> last_taken_;  // by refuge
  std::vector<Coming> coming_;
};

}  // namespace

void check_orders(const Case& c, const Plan& plan, const Matched& matched, Findings& findings) {
  Orders(c, plan, matched, findings).check();
}

}  // namespace passage::verify
