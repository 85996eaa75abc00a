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
  const auto codes = pcode_columns(plan_.origins);
  for (const std::string& code : codes) columns.push_back({code, kText});
  std::unordered_map<std::string_view, const OriginRow*> origins;
  for (const OriginRow& origin : plan_.origins) origins.emplace(origin.id, &origin);
  out_.begin({"orders", "Who leaves when, to where; legs say by which roads", columns});
  for (const Order& order : plan_.orders) {
    out_.text(order.id);
    out_.text(order.origin_id);
    out_.text(name_of(order.mode));
    out_.text(order.refuge_id);
    persons(order.persons);
    interval(order.depart);
    time(order.arrive_until);
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
  out_.begin({"flows",
              "People entering each road, evenly within a row",
              {{"road_id", kText},
               {"direction", kText},
               {"mode", kText},
               {"enter_from", kText},
               {"enter_until", kText},
               {"persons", kInteger}}});
  for (const Flow& flow : plan_.flows) {
    const auto side = names_.side(flow.road, flow.direction);
    out_.text(side.road_id);
    out_.text(name_of(side.direction));
    out_.text(name_of(flow.mode));
    interval(flow.enter);
    persons(flow.persons);
    out_.end_row();
  }
}

void TablesWriter::arrivals() {
  out_.begin({"arrivals",
              "People taken in at refuges, evenly within a row",
              {{"refuge_id", kText}, {"taken_from", kText}, {"taken_until", kText}, {"persons", kInteger}}});
  for (const Arrival& arrival : plan_.arrivals) {
    out_.text(arrival.refuge_id);
    interval(arrival.taken);
    persons(arrival.persons);
    out_.end_row();
  }
}

void TablesWriter::labels() {
  out_.begin({"labels",
              "Time labels that prove the bound, in seconds since the start",
              {{"deadline", kText}, {"node_id", kText}, {"mode", kText}, {"alpha_s", kDecimal}}});
  for (const Label& label : plan_.labels) {
    time(label.deadline);
    out_.text(plan_.nodes[label.node].id);
    out_.text(name_of(label.mode));
    out_.decimal(label.alpha.count(), 3);
    out_.end_row();
  }
}

}  // namespace passage::plan
