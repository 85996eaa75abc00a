// transport.csv: fleets of buses and trains.
#include <algorithm>

#include "casefile/reading.h"
#include "core/text.h"

namespace passage::casefile {

using scenario::Fleet;
using scenario::OriginId;
using tables::Need;

namespace {

constexpr Millis kMinute{60'000};

std::optional<Millis> minutes(const Row& row, std::string_view column, std::int64_t most) {
  const auto figure = row.figure(column, Need::kRequired, 0, most);
  if (!figure) return std::nullopt;
  return Millis{(*figure * kMinute.count()).round_half_up()};
}

// A bus of it would be on the road for ever, or is nowhere.
void check_figures(Reading& reading, const Row& row, const Fleet& fleet) {
  const auto none = [&](const char* column) {
    reading.problems.add({.code = "P116",
                          .problem = fmt::format("{} 0 moves nobody", column),
                          .where = row.where(),
                          .suggestion = "give the number, or take the fleet's row out"});
  };
  if (fleet.vehicles == 0) none("vehicles");
  if (fleet.seats == 0) none("seats");
  if (fleet.turnaround == Millis{0})
    reading.problems.add({.code = "P116",
                          .problem = "turnaround_min must be above 0",
                          .where = row.where(),
                          .suggestion = "it is the time from one departure of a bus to its next"});
}

// What only buses or only trains have.
void report_kind(Reading& reading, const Row& row, const std::string& what, const std::string& instead) {
  reading.problems.add({.code = "P116", .problem = what, .where = row.where(), .suggestion = instead});
}

// Buses that leave together have an escort, which takes its time to be back for the next.
void read_escort(Reading& reading, const Row& row, const std::string& kind, Fleet& fleet) {
  if (row.cell("escort_min").empty()) return;
  if (kind == "train") return report_kind(reading, row, "\"escort_min\" is for buses", "leave it empty");
  const auto escort = minutes(row, "escort_min", 100'000);
  if (!escort) return;
  fleet.escort = *escort;
  if (*escort < 15 * kMinute)
    report_kind(reading, row, "escort_min is less than 15", "convoys take a quarter of an hour to pass: 15 at least");
}

// Where a train runs and for how long; a bus finds its own way.
void read_run(Reading& reading, const Row& row, const std::string& kind, Fleet& fleet) {
  const std::string to(row.cell("to"));
  if (kind == "bus" && !to.empty())
    return report_kind(reading, row, "\"to\" is for trains",
                       "leave it empty: buses go to the refuge where they are soonest");
  if (kind == "bus" && !row.cell("ride_min").empty())
    return report_kind(reading, row, "\"ride_min\" is for trains",
                       "leave it empty: buses take as long as their roads do");
  if (to.empty()) return;
  Names<scenario::RefugeId> refuges;
  for (const scenario::RefugeId r : reading.c.refuges.ids()) refuges.emplace(reading.c.refuges[r].id, r);
  const auto found = refuges.find(to);
  if (found == refuges.end()) {
    report_unknown(reading, "the train", "refuge", to, keys_of(refuges), reading.files.refuges.path, row.where());
    return;
  }
  fleet.to = found->second;
  const auto ride = minutes(row, "ride_min", 100'000);
  if (!ride) return;
  fleet.ride = *ride;
  if (fleet.turnaround < *ride)
    reading.problems.add({.code = "P116",
                          .problem = "turnaround_min is less than ride_min",
                          .where = row.where(),
                          .suggestion = "a train departs again when it is back: at least ride_min there and back"});
}

void read_fleet(Reading& reading, const Row& row, const Names<OriginId>& bases) {
  Fleet fleet;
  fleet.id = row.id();
  const std::string kind = row.text("kind", Need::kRequired);
  const auto vehicles = row.whole("vehicles", Need::kRequired, 0, 1'000'000);
  const auto seats = row.whole("seats", Need::kRequired, 0, 10'000);
  const auto board = minutes(row, "board_min", 10'000), turnaround = minutes(row, "turnaround_min", 100'000);
  fleet.source = row.text("source", Need::kRequired);
  check_source(reading, fleet.source, row.where());
  const std::string base = row.text("base", Need::kRequired);
  const auto found = bases.find(base);
  if (!base.empty() && found == bases.end())
    report_unknown(reading, "the fleet", "origin", base, keys_of(bases), reading.files.people.path, row.where());
  if (!vehicles || !seats || !board || !turnaround || found == bases.end()) return;
  fleet.vehicles = *vehicles;
  fleet.seats = *seats;
  fleet.board = *board;
  fleet.turnaround = *turnaround;
  fleet.base = found->second;
  check_figures(reading, row, fleet);
  tables::expect_usual(fleet.vehicles, 2'000, {"vehicles", row.where()}, "few countries have so many to send",
                       reading.problems);
  tables::expect_usual(fleet.seats, kind == "train" ? 5'000 : 200, {"seats", row.where()},
                       "they are the seats of one vehicle", reading.problems);
  read_run(reading, row, kind, fleet);
  read_escort(reading, row, kind, fleet);
  const scenario::Origin& at = reading.c.origins[fleet.base];
  const bool refused = at.persons == Persons{0} && reading.problems.has_errors();  // how many there are is not known
  if (at.on_foot == Persons{0} && !refused)
    reading.problems.add({.severity = Severity::kWarning,
                          .code = "P208",
                          .problem = fmt::format("fleet \"{}\" has nobody to take", fleet.id),
                          .why = fmt::format("everybody of \"{}\" who moves has a car", at.id),
                          .where = row.where(),
                          .suggestion = "car_share, in [behaviour] or people.csv, is the part that has one"});
  if (kind == "bus" || (kind == "train" && fleet.to.valid())) {
    reading.c.fleets.push_back(std::move(fleet));
    return;
  }
  if (kind == "train" && !row.cell("to").empty()) return;  // told
  const std::string known_kind = kind == "train" ? "" : did_you_mean(kind, {"bus", "train"});
  reading.problems.add(
      {.severity = Severity::kWarning,
       .code = "P208",
       .problem = fmt::format("fleet \"{}\" is of kind \"{}\" and not used by a plan", fleet.id, kind),
       .why = kind == "train" ? "it does not say to which refuge it runs: columns to, ride_min"
                              : "plans know buses, trains, cars and people on foot",
       .where = row.where(),
       .suggestion = known_kind.empty() ? "its people travel by car or on foot as car_share says" : known_kind});
}

}  // namespace

void read_transport(Reading& reading) {
  if (!reading.files.transport.named()) return;
  std::vector<ColumnRule> rules;
  for (const char* name : {"id", "kind", "vehicles", "seats", "base", "board_min", "turnaround_min", "source"})
    rules.push_back({name, Need::kRequired});
  for (const char* name : {"to", "ride_min", "escort_min"}) rules.push_back({name, Need::kOptional});
  const auto sheet = read_sheet(reading, reading.files.transport, rules);
  if (!sheet) return;
  Names<OriginId> bases;
  for (const OriginId o : reading.c.origins.ids()) bases.emplace(reading.c.origins[o].id, o);
  for (const tables::SheetRow& fields : sheet->rows) read_fleet(reading, Row(*sheet, fields, reading.problems), bases);
  std::vector<std::string> seen;
  for (const Fleet& fleet : reading.c.fleets) {
    if (std::find(seen.begin(), seen.end(), fleet.id) != seen.end())
      report_duplicate(reading, "fleet", fleet.id, reading.files.transport.path);
    seen.push_back(fleet.id);
  }
}

}  // namespace passage::casefile
