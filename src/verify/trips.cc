#include "verify/trips.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "scenario/travellers.h"

namespace passage::verify {
namespace {

using plan::OrderId;
using plan::TripRow;

constexpr std::int64_t kQuarter = 15 * 60 * 1000;

class Trips {
 public:
  Trips(const Case& c, const Plan& plan, const Matched& matched, Findings& findings)
      : c_(c), plan_(plan), matched_(matched), findings_(findings) {
    for (const scenario::Group& group : scenario::groups(c))
      fleet_of_.push_back(group.fleet ? &c.fleets[*group.fleet] : nullptr);
    for (const plan::Leg& leg : plan.legs) {
      if (plan.orders.contains(leg.order)) last_leg_[leg.order] = &leg;
    }
  }

  void check() {
    std::map<OrderId, std::vector<const TripRow*>> by_order;
    std::map<std::pair<std::string, std::int64_t>, std::vector<const TripRow*>> by_vehicle;
    for (const TripRow& trip : plan_.trips) {
      if (!sound(trip)) continue;
      by_order[trip.order].push_back(&trip);
      by_vehicle[{trip.fleet_id, trip.vehicle}].push_back(&trip);
    }
    for (const OrderId id : plan_.orders.ids()) {
      if (const scenario::Fleet* fleet = fleet_of(id)) convoy(id, *fleet, by_order[id]);
    }
    for (auto& [vehicle, trips] : by_vehicle) one_bus(trips);
    flows_are_convoys();
    convoys_are_apart();
    trains_are_taken_in();
  }

 private:
  [[nodiscard]] const scenario::Fleet* fleet_of(OrderId id) const {
    const std::size_t group = plan_.orders[id].group;
    return group < fleet_of_.size() ? fleet_of_[group] : nullptr;
  }
  void tell(const TripRow& trip, const std::string& what) {
    findings_.add("trips", fmt::format("trip {} (fleet {}, bus {}): {}", trip.id, trip.fleet_id, trip.vehicle, what));
  }

  bool sound(const TripRow& trip) {
    const scenario::Fleet* fleet = plan_.orders.contains(trip.order) ? fleet_of(trip.order) : nullptr;
    if (fleet == nullptr || fleet->id != trip.fleet_id) {
      tell(trip, "takes the people of an order that is not its fleet's");
      return false;
    }
    if (trip.vehicle < 1 || trip.vehicle > fleet->vehicles) {
      tell(trip, fmt::format("the fleet has {} buses", fleet->vehicles));
      return false;
    }
    if (trip.persons <= Persons{0} || trip.persons.count() > fleet->seats)
      tell(trip, fmt::format("{} people, and {} seats", trip.persons.count(), fleet->seats));
    if (trip.depart != plan_.orders[trip.order].depart.from) tell(trip, "does not depart when its order does");
    if ((c_.start.time_since_epoch() + trip.depart).count() % kQuarter != 0)
      tell(trip, fmt::format("departs {}, which is no full quarter of an hour", findings_.clock(trip.depart)));
    return true;
  }

  void convoy(OrderId id, const scenario::Fleet& fleet, const std::vector<const TripRow*>& trips) {
    const plan::Order& order = plan_.orders[id];
    std::int64_t persons = 0;
    for (const TripRow* trip : trips) persons += trip->persons.count();
    const std::int64_t buses = (order.persons.count() + fleet.seats - 1) / fleet.seats;
    if (persons != order.persons.count() || static_cast<std::int64_t>(trips.size()) != buses) {
      findings_.add("trips", fmt::format("order {}: {} people in {} buses, its trips are {} with {} people", order.id,
                                         order.persons.count(), buses, trips.size(), persons));
    }
  }

  void one_bus(std::vector<const TripRow*>& trips) {
    std::sort(trips.begin(), trips.end(), [](const TripRow* x, const TripRow* y) { return x->depart < y->depart; });
    for (std::size_t i = 0; i < trips.size(); ++i) {
      const TripRow& trip = *trips[i];
      if (trip.ready < trip.depart + fleet_of(trip.order)->turnaround)
        tell(trip,
             fmt::format("is said to be ready by {}, before its turnaround is over", findings_.clock(trip.ready)));
      if (const std::optional<Millis> ready = ready_again(trip); ready && trip.ready != *ready) {
        tell(trip, fmt::format("is said to be ready by {}, it is by {}", findings_.clock(trip.ready),
                               findings_.clock(*ready)));
      }
      if (i > 0 && trip.depart < trips[i - 1]->ready)
        tell(trip, fmt::format("departs {}, before it is back", findings_.clock(trip.depart)));
    }
  }

  // When its turnaround is over and it has been at the refuge; nothing where the plan does not tell its way.
  [[nodiscard]] std::optional<Millis> ready_again(const TripRow& trip) const {
    const scenario::Fleet& fleet = *fleet_of(trip.order);
    const Millis turned = trip.depart + fleet.turnaround;
    if (fleet.to.valid()) return turned;
    const auto last = last_leg_.find(trip.order);
    if (last == last_leg_.end()) return std::nullopt;
    const plan::Leg& leg = *last->second;
    const RoadId road = plan_.roads.contains(leg.road) ? matched_.road[leg.road] : RoadId{};
    if (!road.valid() || c_.network.speed_m_h[road] <= 0) return std::nullopt;
    return std::max(turned, leg.enter.until + Millis{certify::travel_time(c_, road, Mode::kCar).ceil()});
  }

  // So that what a row takes of a road can be told from its people.
  void flows_are_convoys() {
    if (plan_.legs_left_out) return;
    std::map<std::tuple<RoadId, network::Direction, Millis, Millis, std::int64_t>, int> rows;
    for (const plan::Flow& flow : plan_.flows) {
      if (flow.group < fleet_of_.size() && fleet_of_[flow.group] != nullptr)
        ++rows[{flow.road, flow.direction, flow.enter.from, flow.enter.until, flow.persons.count()}];
    }
    for (const plan::Leg& leg : plan_.legs) {
      if (plan_.orders.contains(leg.order) && fleet_of(leg.order) != nullptr)
        --rows[{leg.road, leg.direction, leg.enter.from, leg.enter.until, leg.persons.count()}];
    }
    if (std::any_of(rows.begin(), rows.end(), [](const auto& row) { return row.second != 0; }))
      findings_.add("trips", "flows of buses are not the legs of convoys, row by row");
  }

  // Convoys of a fleet enter each road at least its escort's interval apart.
  void convoys_are_apart() {
    std::map<std::tuple<std::size_t, RoadId, network::Direction>, std::vector<Millis>> entries;
    for (const plan::Flow& flow : plan_.flows) {
      if (flow.group < fleet_of_.size() && fleet_of_[flow.group] != nullptr)
        entries[{flow.group, flow.road, flow.direction}].push_back(flow.enter.from);
    }
    for (auto& [where, times] : entries) {
      const scenario::Fleet& fleet = *fleet_of_[std::get<0>(where)];
      std::sort(times.begin(), times.end());
      for (std::size_t i = 1; i < times.size(); ++i) {
        if (times[i] - times[i - 1] >= fleet.escort) continue;
        const RoadId road = std::get<1>(where);
        findings_.add("trips",
                      fmt::format("road {}: convoys of fleet {} enter {} and {}, closer than its escort's interval",
                                  plan_.roads.contains(road) ? plan_.roads[road].id : "?", fleet.id,
                                  findings_.clock(times[i - 1]), findings_.clock(times[i])));
        break;
      }
    }
  }

  // A train has no legs: each of its orders is one row of arrivals, after the ride, at the refuge to which it runs.
  void trains_are_taken_in() {
    std::multiset<std::tuple<std::size_t, std::string, Millis, std::int64_t>> orders;
    for (const OrderId id : plan_.orders.ids()) {
      const plan::Order& order = plan_.orders[id];
      const scenario::Fleet* fleet = fleet_of(id);
      if (fleet == nullptr || !fleet->to.valid()) continue;
      orders.insert({order.group, order.refuge_id, order.arrive_until, order.persons.count()});
      if (order.refuge_id != c_.refuges[fleet->to].id)
        findings_.add("trips",
                      fmt::format("order {}: fleet {} does not run to {}", order.id, fleet->id, order.refuge_id));
      const bool arrives = std::any_of(plan_.arrivals.begin(), plan_.arrivals.end(), [&](const plan::Arrival& row) {
        return row.group == order.group && row.refuge_id == order.refuge_id && row.persons == order.persons &&
               row.taken.until == order.arrive_until && row.taken.from >= order.depart.from + fleet->ride;
      });
      if (!arrives)
        findings_.add("trips",
                      fmt::format("order {}: its people are taken in before the train is there, or by no row of "
                                  "arrivals of their own",
                                  order.id));
    }
    for (const plan::Arrival& row : plan_.arrivals) {
      const scenario::Fleet* fleet = row.group < fleet_of_.size() ? fleet_of_[row.group] : nullptr;
      if (fleet == nullptr || !fleet->to.valid()) continue;
      const auto found = orders.find({row.group, row.refuge_id, row.taken.until, row.persons.count()});
      if (found == orders.end()) {
        findings_.add("trips",
                      fmt::format("refuge {}: {} people of fleet {} are taken in by {} from no train", row.refuge_id,
                                  row.persons.count(), fleet->id, findings_.clock(row.taken.until)));
      } else {
        orders.erase(found);
      }
    }
  }

  const Case& c_;
  const Plan& plan_;
  const Matched& matched_;
  Findings& findings_;
  std::vector<const scenario::Fleet*> fleet_of_;  // by group
  std::map<OrderId, const plan::Leg*> last_leg_;
};

}  // namespace

void check_trips(const Case& c, const Plan& plan, const Matched& matched, Findings& findings) {
  Trips(c, plan, matched, findings).check();
}

}  // namespace passage::verify
