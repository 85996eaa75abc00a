#include "plan/tables_reader.h"

namespace passage::plan {

using network::NodeId;
using network::RoadId;

void TablesReader::orders() {
  if (!rows_.open("orders")) return;
  const std::size_t id = rows_.column("order_id"), origin = rows_.column("origin_id"), mode = rows_.column("mode"),
                    refuge = rows_.column("refuge_id"), persons = rows_.column("persons"),
                    from = rows_.column("depart_from"), until = rows_.column("depart_until"),
                    arrive = rows_.column("arrive_until");
  const auto group_at = group_column();
  while (rows_.next()) {
    Order one;
    one.id = rows_.text(id);
    one.origin_id = rows_.text(origin);
    one.group = group(group_at);
    one.mode = rows_.mode(mode, plan_, one.group);
    one.refuge_id = rows_.text(refuge);
    one.persons = rows_.persons(persons);
    one.depart = interval(from, until);
    one.arrive_until = rows_.time(arrive);
    const OrderId row = plan_.orders.push_back(std::move(one));
    order_by_id_.insert_or_assign(plan_.orders[row].id, row);
  }
}

void TablesReader::legs() {
  if (!rows_.open("legs")) return;
  const std::size_t order = rows_.column("order_id"), seq = rows_.column("seq"), road = rows_.column("road_id"),
                    from = rows_.column("enter_from"), until = rows_.column("enter_until"),
                    persons = rows_.column("persons"), direction = rows_.column("direction");
  while (rows_.next()) {
    Leg leg;
    scratch_ = rows_.text(order);
    if (const auto found = order_by_id_.find(scratch_); found != order_by_id_.end()) {
      leg.order = found->second;
    } else {
      rows_.unknown("order", scratch_);
    }
    leg.seq = static_cast<std::int32_t>(rows_.within(rows_.integer(seq), seq, 1, INT32_MAX, "legs count from 1"));
    take_side(road, direction, leg.road, leg.direction);
    leg.enter = interval(from, until);
    leg.persons = rows_.persons(persons);
    plan_.legs.push_back(leg);
  }
}

void TablesReader::flows() {
  if (!rows_.open("flows")) return;
  const std::size_t road = rows_.column("road_id"), direction = rows_.column("direction"), mode = rows_.column("mode"),
                    from = rows_.column("enter_from"), until = rows_.column("enter_until"),
                    persons = rows_.column("persons");
  const auto group_at = group_column();
  while (rows_.next()) {
    Flow flow;
    take_side(road, direction, flow.road, flow.direction);
    flow.group = group(group_at);
    flow.mode = rows_.mode(mode, plan_, flow.group);
    flow.enter = interval(from, until);
    flow.persons = rows_.persons(persons);
    plan_.flows.push_back(flow);
  }
}

void TablesReader::arrivals() {
  if (!rows_.open("arrivals")) return;
  const std::size_t refuge = rows_.column("refuge_id"), from = rows_.column("taken_from"),
                    until = rows_.column("taken_until"), persons = rows_.column("persons");
  const auto group_at = group_column();
  while (rows_.next())
    plan_.arrivals.push_back(
        {std::string(rows_.text(refuge)), interval(from, until), rows_.persons(persons), group(group_at)});
}

void TablesReader::labels() {
  if (!rows_.open("labels")) return;
  const std::size_t deadline = rows_.column("deadline"), at = rows_.column("node_id"), mode = rows_.column("mode"),
                    alpha = rows_.column("alpha_s");
  const bool levels = !plan_.levels.empty();
  const std::size_t level = levels ? rows_.column("level") : 0;
  while (rows_.next()) {
    plan_.labels.push_back(
        {rows_.time(deadline), node(at), rows_.mode(mode),
         PlanTime{rows_.within(rows_.decimal(alpha, 3), alpha, 0, kMostMillis, "no time of the case")}});
    if (!levels) continue;
    const std::int64_t row = rows_.integer(level);
    if (row < 0 || row >= static_cast<std::int64_t>(plan_.levels.size())) rows_.bad(level, "there is no such level");
    plan_.labels.back().level = static_cast<std::size_t>(std::max<std::int64_t>(0, row));
  }
}

void TablesReader::groups() {
  if (!in_.open("groups")) return;  // a plan for one group
  if (!rows_.open("groups")) return;
  const std::size_t id = rows_.column("group"), mode = rows_.column("mode"), fleet = rows_.column("fleet_id"),
                    priority = rows_.column("priority"), people = rows_.column("people_per_unit");
  while (rows_.next()) {
    GroupRow row;
    row.id = rows_.text(id);
    if (!rows_.none(fleet)) row.fleet_id = rows_.text(fleet);
    row.rail = rows_.text(mode) == "train";
    row.priority = rows_.integer(priority);
    row.people_per_unit = fraction(people);
    if (row.people_per_unit == Rational{0}) rows_.bad(people, "nobody is in a car");
    plan_.groups.push_back(std::move(row));
  }
}

// Rows of a level follow each other, one a group.
void TablesReader::levels() {
  if (plan_.groups.empty() || !rows_.open("levels")) return;
  const std::size_t at = rows_.column("level"), weight = rows_.column("weight"),
                    people = rows_.column("people_per_unit"), group = rows_.column("group"),
                    score = rows_.column("score");
  while (rows_.next()) {
    const std::int64_t level = rows_.integer(at);
    const auto known = static_cast<std::int64_t>(plan_.levels.size());
    if (level < 0 || level > known || (level < known && level != known - 1)) {
      rows_.bad(at, "levels are not in order");
      return;
    }
    if (level == known) plan_.levels.push_back({Rational{1}, Rational{1}, std::vector<Rational>(plan_.groups.size())});
    Level& row = plan_.levels.back();
    row.weight = fraction(weight);
    row.people_per_unit = fraction(people);
    row.score[group_at(group)] = fraction(score);
  }
}

void TablesReader::trips() {
  if (plan_.groups.empty() || !rows_.open("trips")) return;
  const std::size_t id = rows_.column("trip_id"), fleet = rows_.column("fleet_id"), vehicle = rows_.column("vehicle"),
                    order = rows_.column("order_id"), depart = rows_.column("depart"), ready = rows_.column("ready"),
                    persons = rows_.column("persons");
  while (rows_.next()) {
    TripRow trip;
    trip.id = rows_.text(id);
    trip.fleet_id = rows_.text(fleet);
    trip.vehicle = rows_.integer(vehicle);
    scratch_ = rows_.text(order);
    if (const auto found = order_by_id_.find(scratch_); found != order_by_id_.end()) {
      trip.order = found->second;
    } else {
      rows_.unknown("order", scratch_);
    }
    trip.depart = rows_.time(depart);
    trip.ready = rows_.time(ready);
    trip.persons = rows_.persons(persons);
    plan_.trips.push_back(std::move(trip));
  }
}

std::optional<std::size_t> TablesReader::group_column() {
  if (plan_.groups.empty()) return std::nullopt;
  return rows_.column("group");
}

std::size_t TablesReader::group_at(std::size_t at) {
  scratch_ = rows_.text(at);
  for (std::size_t g = 0; g < plan_.groups.size(); ++g)
    if (plan_.groups[g].id == scratch_) return g;
  rows_.unknown("group", scratch_);
  return 0;
}

NodeId TablesReader::node(std::size_t at) {
  scratch_ = rows_.text(at);
  const auto found = node_by_id_.find(scratch_);
  if (found != node_by_id_.end()) return found->second;
  rows_.unknown("node", scratch_);
  return {};
}

TablesReader::Side TablesReader::side_of(const std::string& id) {
  const auto found = side_by_id_.find(id);
  if (found != side_by_id_.end()) return found->second;
  rows_.unknown("road", id);
  return {};
}

void TablesReader::take_side(std::size_t road_at, std::size_t direction_at, RoadId& road, Direction& direction) {
  scratch_ = rows_.text(road_at);
  const Side side = side_of(scratch_);
  road = side.road;
  direction = rows_.direction(direction_at);
  // A one-way row of a road that has two has nothing but its forward direction.
  if (side.oneway && direction == Direction::kBackward) rows_.bad(direction_at, "the road is one-way");
  if (side.flipped) direction = Direction::kBackward;
}

}  // namespace passage::plan
