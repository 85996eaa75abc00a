#include "orders/assemble.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "core/text.h"
#include "graph/compressed_rows.h"
#include "rules/exposure.h"

namespace passage::orders {

using expand::Leg;
using flow::Amount;
using flow::Step;
using network::ArcId;
using network::Mode;
using network::RoadId;
using scenario::OriginId;
using timenet::Road;

namespace {

constexpr Millis kQuarter{15 * 60 * 1000};
constexpr Millis kLongQueue{30 * 60 * 1000};

// Adds a row to those of one place. If it follows the last one and has as many people a step, the two become one row:
// people then enter as evenly as they did.
template <class Row>
void add_row(std::vector<Row>& rows, std::size_t first, const Row& row, CaseInterval Row::*when) {
  if (rows.size() > first) {
    Row& last = rows.back();
    const CaseInterval before = last.*when, next = row.*when;
    const bool as_dense = last.persons.count() * next.length().count() == row.persons.count() * before.length().count();
    if (before.until == next.from && as_dense) {
      (last.*when).until = next.until;
      last.persons += row.persons;
      return;
    }
  }
  rows.push_back(row);
}

// The sequences of links with a road that people take, each sequence once, as a tree: a route is the route before it
// and one link more.
class Routes {
 public:
  Routes(const TravelNetwork& m, const Trips& trips) : m_(m), at_leg_(trips.legs.size()), first_(m.tail.size(), 0) {
    for (std::size_t i = 0; i < trips.legs.size(); ++i) {  // a leg comes after the one before it
      const Leg& leg = trips.legs[i];
      const std::uint32_t before = of(leg.before);
      at_leg_[i] = m_.arc[leg.link].valid() ? after(before, leg.link) : before;
    }
    order();
  }
  // The route of a trip, by its last leg; 0 = no road at all.
  [[nodiscard]] std::uint32_t of(std::int32_t leg) const {
    return leg < 0 ? 0 : at_leg_[static_cast<std::size_t>(leg)];
  }
  // The rank of each route in the order of their sequences of links.
  [[nodiscard]] std::uint32_t rank(std::uint32_t route) const { return rank_[route]; }
  [[nodiscard]] std::size_t roads(std::uint32_t route) const { return all_[route].roads; }
  [[nodiscard]] std::vector<LinkId> links(std::uint32_t route) const {
    std::vector<LinkId> out;
    for (; route != 0; route = all_[route].before) out.push_back(all_[route].link);
    std::reverse(out.begin(), out.end());
    return out;
  }

 private:
  struct Route {
    std::uint32_t before;
    LinkId link;
    std::size_t roads;         // how many it has
    std::uint32_t longer = 0;  // one of the routes that go on from it; 0 = none
    std::uint32_t other = 0;   // the next of the routes that go on from `before`
  };

  // The route that goes on from `before` by a link. Few routes go on from one, but for the one without roads.
  std::uint32_t after(std::uint32_t before, LinkId link) {
    std::uint32_t& found = before == 0 ? first_[link] : all_[before].longer;
    std::uint32_t route = found;
    while (route != 0 && all_[route].link != link) route = all_[route].other;
    if (route != 0) return route;
    route = static_cast<std::uint32_t>(all_.size());
    const std::uint32_t other = std::exchange(found, route);
    std::size_t roads = all_[before].roads;
    m_.each_road(link, [&](const Road&) { ++roads; });
    all_.push_back({before, link, roads, 0, other});
    return route;
  }

  // A route comes before those that go on from it, and these come by their next link.
  void order() {
    std::vector<std::uint32_t> by_before(all_.size() - 1), todo{0};
    std::iota(by_before.begin(), by_before.end(), 1);
    const auto key = [&](std::uint32_t r) { return std::pair(all_[r].before, all_[r].link); };
    std::sort(by_before.begin(), by_before.end(), [&](auto x, auto y) { return key(x) < key(y); });
    const auto first = graph::row_offsets<std::uint32_t>(all_.size(), [&](const auto& put) {
      for (const std::uint32_t r : by_before) put(all_[r].before);
    });
    rank_.resize(all_.size());
    for (std::uint32_t next = 0; !todo.empty(); ++next) {
      const std::uint32_t r = todo.back();
      todo.pop_back();
      rank_[r] = next;
      for (std::uint32_t i = first[r + 1]; i-- > first[r];) todo.push_back(by_before[i]);
    }
  }

  const TravelNetwork& m_;
  std::vector<Route> all_{{0, LinkId{}, 0}};
  std::vector<std::uint32_t> at_leg_;
  Table<LinkId, std::uint32_t> first_;  // by link: the route of that link alone
  std::vector<std::uint32_t> rank_;
};

class Assembler {
 public:
  Assembler(plan::Plan& plan, const Case& c, const TravelNetwork& travel, const Discrete& discrete,
            const flow::Solution& solution, const Trips& trips)
      : plan_(plan), c_(c), m_(travel), d_(discrete), solution_(solution), trips_(trips) {}

  void run(std::size_t most_legs, const jobs::Task& task) {
    task.in_parallel(2, [&](std::size_t i) {
      if (i == 0) return flows();
      arrivals();
      totals();
      orders(most_legs);
      queues();
    });
    plan_.exposure_person_h = rules::exposure(plan_, c_);
  }

 private:
  [[nodiscard]] CaseInterval when(LinkId link, Step step) const { return expand::entry_of(m_, d_.step, link, step); }

  void flows() {
    const auto by_link = runs_by_link();  // all roads of a chain have the same rows, some time later
    struct Use {
      std::size_t link;  // index in by_link
      Road road;
    };
    std::vector<Use> uses;
    std::size_t rows = 0;
    for (std::size_t i = 0; i < by_link.size(); ++i) {
      m_.each_road(by_link[i].first, [&](const Road& road) {
        uses.push_back({i, road});
        rows += by_link[i].second.size();
      });
    }
    const auto key_of_use = [&](const Use& use) {
      const ArcId arc = use.road.arc;
      return std::tuple(c_.network.road[arc], c_.network.direction[arc], m_.mode[m_.tail[by_link[use.link].first]]);
    };
    std::stable_sort(uses.begin(), uses.end(),
                     [&](const Use& x, const Use& y) { return key_of_use(x) < key_of_use(y); });
    plan_.flows.reserve(rows);
    std::vector<plan::Flow> together;
    for (std::size_t i = 0; i < uses.size();) {
      std::size_t end = i;
      together.clear();
      for (; end < uses.size() && key_of_use(uses[end]) == key_of_use(uses[i]); ++end) {
        for (plan::Flow row : by_link[uses[end].link].second) {
          row.road = c_.network.road[uses[end].road.arc];
          row.direction = c_.network.direction[uses[end].road.arc];
          row.enter = {row.enter.from + uses[end].road.after, row.enter.until + uses[end].road.after};
          together.push_back(row);
        }
      }
      if (end - i > 1) {
        std::sort(together.begin(), together.end(),
                  [](const auto& x, const auto& y) { return x.enter.from < y.enter.from; });
      }
      const std::size_t first = plan_.flows.size();
      for (const plan::Flow& row : together) add_row(plan_.flows, first, row, &plan::Flow::enter);
      i = end;
    }
  }

  // The rows of each link that is used; steps that follow each other with as many people are one row.
  [[nodiscard]] std::vector<std::pair<LinkId, std::vector<plan::Flow>>> runs_by_link() const {
    std::vector<const flow::Entry*> order;
    for (const flow::Entry& e : solution_.entries) order.push_back(&e);
    std::stable_sort(order.begin(), order.end(), [](const auto* x, const auto* y) { return x->arc < y->arc; });
    std::vector<std::pair<LinkId, std::vector<plan::Flow>>> out;
    for (const flow::Entry* e : order) {
      const LinkId link{e->arc.index()};
      if (out.empty() || out.back().first != link) out.push_back({link, {}});
      plan::Flow row;
      row.mode = m_.mode[m_.tail[link]];
      row.enter = when(link, e->step);
      row.persons = Persons{e->amount};
      add_row(out.back().second, 0, row, &plan::Flow::enter);
    }
    return out;
  }

  void arrivals() {
    std::map<std::uint32_t, std::map<Step, Amount>> by_hub;
    for (const Trip& trip : trips_.trips) by_hub[trip.hub][trip.intake_step] += trip.persons;
    for (const auto& [hub, by_step] : by_hub) {
      const std::size_t first = plan_.arrivals.size();
      const std::string& id = c_.refuges[m_.hubs[hub].refuge].id;
      for (const auto& [step, n] : by_step) {
        add_row(plan_.arrivals, first,
                plan::Arrival{id, expand::time_of(m_, d_.step, m_.hubs[hub].vertex, step), Persons{n}},
                &plan::Arrival::taken);
        plan_.refuges[m_.hubs[hub].refuge.index()].persons += Persons{n};
      }
    }
  }

  void totals() {
    for (const Trip& trip : trips_.trips)
      plan_.origins[m_.supplies[trip.supply].origin.index()].safe += Persons{trip.persons};
    for (const OriginId o : c_.origins.ids()) {
      plan::OriginRow& row = plan_.origins[o.index()];
      row.unreached = m_.unreached[o];
      row.left = row.people - row.staying - row.safe;
      plan_.people += row.people;
      plan_.safe += row.safe;
      plan_.left += row.left;
      plan_.staying += row.staying;
      plan_.unreached += row.unreached;
    }
    for (const Trip& trip : trips_.trips) {
      const CaseTime end = d_.step * (trip.intake_step + 1);
      plan_.last_arrival = std::max(plan_.last_arrival.value_or(end), end);
    }
  }

  // People of one origin and mode who leave in one quarter of an hour, by one route, to one refuge.
  struct Group {
    std::uint32_t supply, hub;
    std::int64_t quarter;
    std::uint32_t rank, route;  // index in Routes
    auto operator<=>(const Group&) const = default;
  };

  [[nodiscard]] std::int64_t quarter_of(CaseTime t) const {
    return narrow(floor_div((plan_.start.time_since_epoch() + t).count(), kQuarter.count()));
  }

  void orders(std::size_t most_legs) {
    const Routes routes(m_, trips_);
    const std::vector<std::int32_t> setting_out = first_roads();
    std::vector<std::pair<Group, std::size_t>> groups;  // indices of the trips of each order
    std::size_t rows = 0;
    for (std::size_t i = 0; i < trips_.trips.size(); ++i) {
      const Trip& trip = trips_.trips[i];
      const std::optional<CaseInterval> first = leaves(setting_out, trip);
      const std::uint32_t route = routes.of(trip.last);
      rows += routes.roads(route);
      const std::int64_t quarter = quarter_of(first ? first->from : CaseTime{d_.step * trip.intake_step});
      groups.push_back({{trip.supply, trip.hub, quarter, routes.rank(route), route}, i});
    }
    std::sort(groups.begin(), groups.end());
    const bool with_legs = rows <= most_legs;
    std::vector<const Trip*> members;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      members.push_back(&trips_.trips[groups[i].second]);
      if (i + 1 < groups.size() && groups[i + 1].first == groups[i].first) continue;
      add_order(groups[i].first, routes, setting_out, members, with_legs);
      members.clear();
    }
    if (!with_legs) {
      plan_.legs_left_out = true;
      plan_.findings.push_back(
          {.severity = Severity::kFinding,
           .code = "P510",
           .problem = "the legs of the orders are left out: " + counted(static_cast<std::int64_t>(rows), "row"),
           .why = fmt::format("more than {}", grouped(static_cast<std::int64_t>(most_legs))),
           .where = c_.id,
           .suggestion = "--legs writes them all the same; flows are complete either way"});
    }
  }

  // By leg: the first leg of its trip that is on a road; -1 if no road has been taken yet.
  [[nodiscard]] std::vector<std::int32_t> first_roads() const {
    std::vector<std::int32_t> out(trips_.legs.size(), -1);
    for (std::size_t i = 0; i < out.size(); ++i) {
      const Leg& leg = trips_.legs[i];
      if (leg.before >= 0) out[i] = out[static_cast<std::size_t>(leg.before)];
      if (out[i] < 0 && m_.arc[leg.link].valid()) out[i] = static_cast<std::int32_t>(i);
    }
    return out;
  }
  // When the people of a trip leave home; nothing if they take no road.
  [[nodiscard]] std::optional<CaseInterval> leaves(const std::vector<std::int32_t>& setting_out,
                                                   const Trip& trip) const {
    const std::int32_t first = trip.last < 0 ? -1 : setting_out[static_cast<std::size_t>(trip.last)];
    if (first < 0) return std::nullopt;
    const Leg& leg = trips_.legs[static_cast<std::size_t>(first)];
    return when(leg.link, leg.step);
  }

  void add_order(const Group& group, const Routes& routes, const std::vector<std::int32_t>& setting_out,
                 const std::vector<const Trip*>& members, bool with_legs) {
    const timenet::Supply& supply = m_.supplies[group.supply];
    plan::Order order;
    order.id = fmt::format("o{}", plan_.orders.size() + 1);
    order.origin_id = c_.origins[supply.origin].id;
    order.refuge_id = c_.refuges[m_.hubs[group.hub].refuge].id;
    order.mode = supply.mode;
    // People are told a quarter of an hour to leave in, not before they are released; the last of them may leave in the
    // next.
    const CaseTime quarter = kQuarter * group.quarter - plan_.start.time_since_epoch();
    order.depart = {std::max({quarter, supply.release, CaseTime{0}}), std::min(quarter + kQuarter, c_.horizon)};
    std::optional<CaseTime> last;  // to leave
    for (const Trip* trip : members) {
      order.persons += Persons{trip->persons};
      order.arrive_until = std::max(order.arrive_until, CaseTime{d_.step * (trip->intake_step + 1)});
      if (const auto first = leaves(setting_out, *trip)) last = std::max(last.value_or(first->until), first->until);
    }
    if (last) {
      order.depart.until = std::max(order.depart.until, *last);
    } else {  // people who live at the refuge go in when their turn comes
      order.depart.until = std::min(order.depart.until, order.arrive_until);
    }
    const plan::OrderId id = plan_.orders.push_back(order);
    if (with_legs) add_legs(id, routes.links(group.route), members);
  }

  void add_legs(plan::OrderId id, const std::vector<LinkId>& links, const std::vector<const Trip*>& members) {
    std::vector<std::map<Step, Amount>> by_leg(links.size());
    for (const Trip* trip : members) {
      std::size_t at = 0;
      for (const Leg& leg : expand::route_of(trips_, *trip)) {
        if (m_.arc[leg.link].valid()) by_leg[at++][leg.step] += trip->persons;
      }
    }
    std::int32_t seq = 0;
    for (std::size_t i = 0; i < by_leg.size(); ++i) {
      m_.each_road(links[i], [&](const Road& road) {
        const std::size_t first = plan_.legs.size();
        ++seq;
        for (const auto& [step, n] : by_leg[i]) {
          const CaseInterval enter = when(links[i], step);
          add_row(plan_.legs, first,
                  plan::Leg{id,
                            seq,
                            c_.network.road[road.arc],
                            c_.network.direction[road.arc],
                            {enter.from + road.after, enter.until + road.after},
                            Persons{n}},
                  &plan::Leg::enter);
        }
      });
    }
  }

  // Adds a finding on people who stand on the way for more than half an hour: somebody has to feed and guard them.
  void queues() {
    std::map<ArcId, Amount> waiting;  // at its end
    const auto leg = [&](std::int32_t i) -> const Leg& { return trips_.legs[static_cast<std::size_t>(i)]; };
    const auto wait = [&](const Leg& before, CaseTime until, Amount persons) {
      const CaseTime arrived = when(before.link, before.step).from + m_.time[before.link];
      if (until - arrived <= kLongQueue) return;
      ArcId last;
      m_.each_road(before.link, [&](const Road& road) { last = road.arc; });
      waiting[last] += persons;
    };
    std::vector<Amount> persons(trips_.legs.size(), 0);
    for (const Trip& trip : trips_.trips) {
      std::int32_t at = trip.last;  // the last leg on a road: behind it they wait until they are taken in
      while (at >= 0 && !m_.arc[leg(at).link].valid()) at = leg(at).before;
      if (at < 0) continue;
      wait(leg(at), d_.step * trip.intake_step, trip.persons);
      persons[static_cast<std::size_t>(at)] += trip.persons;
    }
    for (std::size_t i = persons.size(); i-- > 0;) {  // a leg comes after the one before it
      const Leg& on = trips_.legs[i];
      if (persons[i] == 0 || on.before < 0) continue;
      persons[static_cast<std::size_t>(on.before)] += persons[i];
      if (m_.arc[leg(on.before).link].valid()) wait(leg(on.before), when(on.link, on.step).from, persons[i]);
    }
    std::map<std::string, Amount> waiting_at;
    for (const auto& [arc, n] : waiting) waiting_at[std::string(c_.network.node_name[c_.network.head[arc]])] += n;
    for (const auto& [node, n] : waiting_at) {
      plan_.findings.push_back(
          {.severity = Severity::kFinding,
           .code = "P511",
           .problem = fmt::format("{} more than 30 minutes at \"{}\"", counted(n, "person waits", "people wait"), node),
           .why = "leaving later would cost others their place",
           .where = node,
           .suggestion = "plan for shelter, water and safety there",
           .persons = n});
    }
  }

  plan::Plan& plan_;
  const Case& c_;
  const TravelNetwork& m_;
  const Discrete& d_;
  const flow::Solution& solution_;
  const Trips& trips_;
};

}  // namespace

void add_trips(plan::Plan& plan, const Case& c, const TravelNetwork& travel, const Discrete& discrete,
               const flow::Solution& solution, const Trips& trips, std::size_t most_legs, const jobs::Task& task) {
  Assembler(plan, c, travel, discrete, solution, trips).run(most_legs, task);
}

}  // namespace passage::orders
