#include <unordered_map>

#include "plan/tables_writer.h"

namespace passage::plan {

using geodata::CellType;
using geodata::LayerColumn;

namespace {

constexpr auto kText = CellType::kText;
constexpr auto kInteger = CellType::kInteger;
constexpr auto kDecimal = CellType::kDecimal;

}  // namespace

void TablesWriter::orders() {
  std::vector<LayerColumn> columns{{"order_id", kText},     {"origin_id", kText},   {"mode", kText},
                                   {"refuge_id", kText},    {"persons", kInteger},  {"depart_from", kText},
                                   {"depart_until", kText}, {"arrive_until", kText}};
  add_column(columns, "group");
  const auto codes = pcode_columns(plan_.origins);
  for (const std::string& code : codes) columns.push_back({code, kText});
  std::unordered_map<std::string_view, const OriginRow*> origins;
  for (const OriginRow& origin : plan_.origins) origins.emplace(origin.id, &origin);
  out_.begin({"orders", "Who leaves when, to where; legs say by which roads", columns});
  for (const Order& order : plan_.orders) {
    out_.text(order.id);
    out_.text(order.origin_id);
    out_.text(mode_name(plan_, order.mode, order.group));
    out_.text(order.refuge_id);
    persons(order.persons);
    interval(order.depart);
    time(order.arrive_until);
    group(order.group);
    const auto origin = origins.find(order.origin_id);
    pcodes(codes, origin == origins.end() ? std::map<std::string, std::string>{} : origin->second->pcodes);
    out_.end_row();
  }
}

void TablesWriter::legs() {
  out_.begin({"legs",
              "The roads of each order, in the order people travel",
              {{"order_id", kText},
               {"seq", kInteger},
               {"road_id", kText},
               {"enter_from", kText},
               {"enter_until", kText},
               {"persons", kInteger},
               {"direction", kText}}});
  if (moves_ == Moves::kColumnsAlone) return;
  for (const Leg& leg : plan_.legs) {
    const auto side = names_.side(leg.road, leg.direction);
    out_.text(plan_.orders[leg.order].id);
    out_.integer(leg.seq);
    out_.text(side.road_id);
    interval(leg.enter);
    persons(leg.persons);
    out_.text(name_of(side.direction));
    out_.end_row();
  }
}

void TablesWriter::flows() {
  std::vector<LayerColumn> columns{{"road_id", kText},    {"direction", kText},   {"mode", kText},
                                   {"enter_from", kText}, {"enter_until", kText}, {"persons", kInteger}};
  add_column(columns, "group");
  out_.begin({"flows", "People entering each road, evenly within a row", columns});
  if (moves_ == Moves::kColumnsAlone) return;
  for (const Flow& flow : plan_.flows) {
    const auto side = names_.side(flow.road, flow.direction);
    out_.text(side.road_id);
    out_.text(name_of(side.direction));
    out_.text(mode_name(plan_, flow.mode, flow.group));
    interval(flow.enter);
    persons(flow.persons);
    group(flow.group);
    out_.end_row();
  }
}

void TablesWriter::arrivals() {
  std::vector<LayerColumn> columns{
      {"refuge_id", kText}, {"taken_from", kText}, {"taken_until", kText}, {"persons", kInteger}};
  add_column(columns, "group");
  out_.begin({"arrivals", "People taken in at refuges, evenly within a row", columns});
  if (moves_ == Moves::kColumnsAlone) return;
  for (const Arrival& arrival : plan_.arrivals) {
    out_.text(arrival.refuge_id);
    interval(arrival.taken);
    persons(arrival.persons);
    group(arrival.group);
    out_.end_row();
  }
}

void TablesWriter::labels() {
  std::vector<LayerColumn> columns{{"deadline", kText}, {"node_id", kText}, {"mode", kText}, {"alpha_s", kDecimal}};
  if (!plan_.levels.empty()) columns.push_back({"level", kInteger});
  out_.begin({"labels", "Time labels that prove the bound, in seconds since the start", columns});
  if (moves_ == Moves::kColumnsAlone) return;
  for (const Label& label : plan_.labels) {
    time(label.deadline);
    out_.text(plan_.nodes[label.node].id);
    out_.text(name_of(label.mode));
    out_.decimal(label.alpha.count(), 3);
    if (!plan_.levels.empty()) out_.integer(static_cast<std::int64_t>(label.level));
    out_.end_row();
  }
}

void TablesWriter::groups() {
  if (plan_.groups.empty()) return;
  out_.begin(
      {"groups",
       "Travellers who were planned together, in the order of planning",
       {{"group", kText}, {"mode", kText}, {"fleet_id", kText}, {"priority", kInteger}, {"people_per_unit", kText}}});
  for (std::size_t g = 0; g < plan_.groups.size(); ++g) {
    const GroupRow& row = plan_.groups[g];
    out_.text(row.id);
    out_.text(mode_name(plan_, Mode::kCar, g));
    text_or_none(row.fleet_id);
    out_.integer(row.priority);
    out_.text(row.people_per_unit.to_string());
    out_.end_row();
  }
  out_.begin(
      {"levels",
       "How often labels of a level count the people of a group, and what the level weighs",
       {{"level", kInteger}, {"weight", kText}, {"people_per_unit", kText}, {"group", kText}, {"score", kText}}});
  for (std::size_t l = 0; l < plan_.levels.size(); ++l) {
    for (std::size_t g = 0; g < plan_.groups.size(); ++g) {
      out_.integer(static_cast<std::int64_t>(l));
      out_.text(plan_.levels[l].weight.to_string());
      out_.text(plan_.levels[l].people_per_unit.to_string());
      out_.text(plan_.groups[g].id);
      out_.text(plan_.levels[l].score[g].to_string());
      out_.end_row();
    }
  }
}

void TablesWriter::trips() {
  if (plan_.groups.empty()) return;
  out_.begin({"trips",
              "Each bus, each time it departs; those of one order are a convoy",
              {{"trip_id", kText},
               {"fleet_id", kText},
               {"vehicle", kInteger},
               {"order_id", kText},
               {"depart", kText},
               {"ready", kText},
               {"persons", kInteger}}});
  for (const TripRow& trip : plan_.trips) {
    out_.text(trip.id);
    out_.text(trip.fleet_id);
    out_.integer(trip.vehicle);
    out_.text(plan_.orders[trip.order].id);
    time(trip.depart);
    time(trip.ready);
    persons(trip.persons);
    out_.end_row();
  }
}

}  // namespace passage::plan
