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
  while (rows_.next()) {
    Order one;
    one.id = rows_.text(id);
    one.origin_id = rows_.text(origin);
    one.mode = rows_.mode(mode);
    one.refuge_id = rows_.text(refuge);
    one.persons = rows_.persons(persons);
    one.depart = interval(from, until);
    one.arrive_until = rows_.time(arrive, plan_.start);
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
    leg.seq = static_cast<std::int32_t>(std::clamp<std::int64_t>(rows_.integer(seq), INT32_MIN, INT32_MAX));
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
  while (rows_.next()) {
    Flow flow;
    take_side(road, direction, flow.road, flow.direction);
    flow.mode = rows_.mode(mode);
    flow.enter = interval(from, until);
    flow.persons = rows_.persons(persons);
    plan_.flows.push_back(flow);
  }
}

void TablesReader::arrivals() {
  if (!rows_.open("arrivals")) return;
  const std::size_t refuge = rows_.column("refuge_id"), from = rows_.column("taken_from"),
                    until = rows_.column("taken_until"), persons = rows_.column("persons");
  while (rows_.next())
    plan_.arrivals.push_back({std::string(rows_.text(refuge)), interval(from, until), rows_.persons(persons)});
}

void TablesReader::labels() {
  if (!rows_.open("labels")) return;
  const std::size_t deadline = rows_.column("deadline"), at = rows_.column("node_id"), mode = rows_.column("mode"),
                    alpha = rows_.column("alpha_s");
  while (rows_.next()) {
    plan_.labels.push_back(
        {rows_.time(deadline, plan_.start), node(at), rows_.mode(mode), PlanTime{rows_.decimal(alpha, 3)}});
  }
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
  if (!side.flipped) return;
  // A one-way row of a road that has two has nothing but its forward direction.
  if (direction == Direction::kBackward) rows_.bad(direction_at, "the road is one-way");
  direction = Direction::kBackward;
}

}  // namespace passage::plan
