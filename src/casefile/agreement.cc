// agreement.toml: parties, rounds, corridors. Terms are in terms.cc.
#include "casefile/agreement.h"

#include <algorithm>

#include "tables/writing_help.h"

namespace passage::casefile {

using scenario::RoadSide;
using scenario::Round;
using scenario::RoundStatus;
using tables::Need;

namespace {

using network::Direction;
using network::NodeId;
using network::RoadId;

void read_parties(AgreementReading& a, Keys& keys) {
  for (const toml::table* table : keys.tables("party", Need::kRequired)) {
    Keys party(*table, "a party", a.file, a.reading.problems);
    const std::string id = party.id();
    if (std::find(a.parties.begin(), a.parties.end(), id) != a.parties.end())
      report_duplicate(a.reading, "party", id, party.where());
    a.parties.push_back(id);
    a.reading.c.agreement.parties.push_back({id, party.text("name", Need::kRequired)});
    party.finish();
  }
}

// Rounds are told apart and put in order by their dates, so one is a day, whoever reads it.
std::string read_day(AgreementReading& a, Keys& row) {
  std::string day = row.date("date", Need::kOptional);
  if (day.empty() || tables::is_day(day)) return day;
  const std::string help = tables::day_help(day);
  a.reading.problems.add({.code = "P185",
                          .problem = fmt::format("date of {} \"{}\" is not a date", row.what(), day),
                          .where = row.where("date"),
                          .suggestion = help.empty() ? "such as 2022-03-05, without quotes" : help});
  return {};
}

void read_rounds(AgreementReading& a, Keys& keys) {
  for (const toml::table* table : keys.tables("round", Need::kRequired)) {
    Keys row(*table, "a round", a.file, a.reading.problems);
    Round round;
    round.id = row.id();
    row.rename(fmt::format("round \"{}\"", round.id));
    round.date = read_day(a, row);
    round.place = row.text("place", Need::kOptional);
    const std::vector<std::string> names{"tentative", "agreed", "active", "suspended", "ended"};
    const std::string status = row.one_of("status", Need::kRequired, names);
    const auto nth = std::find(names.begin(), names.end(), status);
    // One that can't be read is told, and no reason to doubt the round as well.
    round.status = nth == names.end() ? RoundStatus::kAgreed : static_cast<RoundStatus>(nth - names.begin());
    round.parties = row.texts("parties", Need::kRequired);
    for (const std::string& party : round.parties)
      if (std::find(a.parties.begin(), a.parties.end(), party) == a.parties.end())
        report_unknown(a.reading, fmt::format("round \"{}\"", round.id), "party", party, a.parties, a.file,
                       row.where("parties"));
    round.source = row.text("source", Need::kRequired);
    check_source(a.reading, round.source, row.where("source"));
    row.finish();
    if (!a.rounds.emplace(round.id, scenario::RoundId{a.reading.c.agreement.rounds.size()}).second)
      report_duplicate(a.reading, "round", round.id, row.where());
    a.reading.c.agreement.rounds.push_back(std::move(round));
  }
}

// Orders the listed roads head to tail, beginning with the first one in `first`'s direction.
std::optional<std::vector<RoadSide>> chain(const network::Network& net, const std::vector<RoadId>& roads,
                                           Direction first, std::size_t& broken_at) {
  std::vector<RoadSide> out;
  NodeId at = first == Direction::kForward ? net.from[roads[0]] : net.to[roads[0]];
  for (std::size_t i = 0; i < roads.size(); ++i) {
    const bool forward = net.from[roads[i]] == at;
    if (!forward && net.to[roads[i]] != at) {
      broken_at = std::max(broken_at, i);
      return std::nullopt;
    }
    out.push_back({roads[i], forward ? Direction::kForward : Direction::kBackward});
    at = forward ? net.to[roads[i]] : net.from[roads[i]];
  }
  return out;
}

bool has_side(const network::Network& net, RoadSide side) {
  const NodeId tail = side.direction == Direction::kForward ? net.from[side.road] : net.to[side.road];
  for (const network::ArcId arc : net.out[tail])
    if (net.road[arc] == side.road && net.direction[arc] == side.direction) return true;
  return false;
}

std::vector<RoadSide> sides_of(AgreementReading& a, const scenario::Corridor& corridor,
                               const std::vector<RoadId>& roads, const std::string& where) {
  const network::Network& net = a.reading.c.network;
  std::size_t broken_at = 0;
  auto sides = chain(net, roads, Direction::kForward, broken_at);
  if (!sides || !has_side(net, sides->front())) {
    if (auto other = chain(net, roads, Direction::kBackward, broken_at)) sides = std::move(other);
  }
  if (!sides) {
    a.reading.problems.add({.code = "P140",
                            .problem = fmt::format("corridor \"{}\" is not connected", corridor.id),
                            .why = fmt::format("road \"{}\" does not begin where \"{}\" ends",
                                               net.road_id[roads[broken_at]], net.road_id[roads[broken_at - 1]]),
                            .where = where,
                            .suggestion = "list its roads in the order people travel them"});
    return {};
  }
  for (const RoadSide& side : *sides) {
    if (has_side(net, side)) continue;
    const bool closed =
        net.capacity_milli_veh_h[side.road] == 0 || net.speed_m_h[side.road] == 0 ||
        (!has_side(net, {side.road, Direction::kForward}) && !has_side(net, {side.road, Direction::kBackward}));
    a.reading.problems.add(
        {.severity = closed ? Severity::kWarning : Severity::kError,
         .code = closed ? "P218" : "P141",
         .problem = fmt::format("corridor \"{}\" uses road \"{}\", which {}", corridor.id, net.road_id[side.road],
                                closed ? "is closed" : "is one-way the other way"),
         .where = where});
  }
  return *sides;
}

void read_corridor(AgreementReading& a, const toml::table& table) {
  Keys row(table, "a corridor", a.file, a.reading.problems);
  scenario::Corridor corridor;
  corridor.id = row.id();
  row.rename(fmt::format("corridor \"{}\"", corridor.id));
  corridor.name = row.text("name", Need::kRequired);
  corridor.round = a.find(a.rounds, row, "round", "round");
  if (row.has("roads") == row.has("waypoints")) {
    a.reading.problems.add(
        {.code = "P142",
         .problem = fmt::format("corridor \"{}\" needs roads or waypoints, one of the two", corridor.id),
         .where = row.where()});
  }
  std::vector<RoadId> roads;
  const auto ids = row.texts("roads", Need::kOptional);
  for (const std::string& id : ids) {
    const RoadId road = find_road(a.reading, fmt::format("corridor \"{}\"", corridor.id), id, row.where("roads"));
    if (road.valid()) roads.push_back(road);
  }
  if (row.has("roads") && ids.empty())
    a.reading.problems.add({.code = "P147",
                            .problem = fmt::format("corridor \"{}\" has no roads", corridor.id),
                            .where = row.where("roads")});
  if (!roads.empty() && roads.size() == ids.size()) corridor.roads = sides_of(a, corridor, roads, row.where("roads"));
  if (const toml::array* points = row.array("waypoints", Need::kOptional))
    corridor.roads = route_waypoints(a, corridor, *points, row.where("waypoints"));
  row.finish();
  if (!a.corridors.emplace(corridor.id, scenario::CorridorId{a.reading.c.agreement.corridors.size()}).second)
    report_duplicate(a.reading, "corridor", corridor.id, row.where());
  a.reading.c.agreement.corridors.push_back(std::move(corridor));
}

// The last of the file is planned, and `passage rounds` goes by dates. Talks after the start of the case can't
// have bound it, so they may stand before.
void expect_last_by_date(AgreementReading& a) {
  if (!a.reading.clock) return;
  const scenario::Agreement& agreement = a.reading.c.agreement;
  const Round& planned = agreement.rounds[agreement.planned];
  const std::string start = a.reading.clock->format(a.reading.c.start).substr(0, 10);
  const Round* last = &planned;
  for (const Round& round : agreement.rounds)
    if (round.date > last->date && round.date <= start) last = &round;
  if (last == &planned || planned.date.empty()) return;
  a.reading.problems.add(
      {.severity = Severity::kWarning,
       .code = "P228",
       .problem = fmt::format("round \"{}\" of {} is planned, the last of the file", planned.id, planned.date),
       .why = fmt::format("\"{}\" of {} is later", last->id, last->date),
       .where = a.file,
       .suggestion = fmt::format("put the rounds in the order of their dates, or name one: --round {}", last->id)});
}

// The round that binds: the one asked for, or the last.
void choose_round(AgreementReading& a) {
  scenario::Agreement& agreement = a.reading.c.agreement;
  const std::string& asked = a.reading.options.round;
  if (agreement.rounds.empty()) return;
  agreement.planned = scenario::RoundId{agreement.rounds.size() - 1};
  if (!asked.empty()) {
    const auto found = a.rounds.find(asked);
    if (found == a.rounds.end()) {
      report_unknown(a.reading, "--round", "round", asked, keys_of(a.rounds), a.file, "command line");
    } else {
      agreement.planned = found->second;
    }
  } else {
    expect_last_by_date(a);
  }
  const Round& round = agreement.rounds[agreement.planned];
  if (round.status != RoundStatus::kAgreed && round.status != RoundStatus::kActive) {
    static constexpr const char* kNames[] = {"tentative", "agreed", "active", "suspended", "ended"};
    a.reading.problems.add({.severity = Severity::kWarning,
                            .code = "P207",
                            .problem = fmt::format("round \"{}\" is {}, not agreed or active", round.id,
                                                   kNames[static_cast<int>(round.status)]),
                            .where = a.file,
                            .suggestion = "its terms are planned as if it held; make sure before anybody moves"});
  }
}

}  // namespace

void read_agreement(Reading& reading) {
  if (!reading.files.agreement.named()) {
    if (!reading.options.round.empty() || !reading.options.assume.empty() || !reading.options.without.empty())
      reading.problems.add({.code = "P110",
                            .problem = "--round, --assume and --without need an agreement, and the case has none",
                            .where = "command line"});
    return;
  }
  const auto text = read_text(reading, reading.files.agreement);
  if (!text) return;
  const auto document = tables::parse_toml(*text, reading.files.agreement.path, reading.problems);
  if (!document) return;
  AgreementReading a{reading, reading.files.agreement.path, {}, {}, {}, {}};
  Keys keys(*document, a.file, a.file, reading.problems);
  read_parties(a, keys);
  read_rounds(a, keys);
  for (const toml::table* table : keys.tables("corridor", Need::kOptional)) read_corridor(a, *table);
  choose_round(a);
  read_terms(a, keys);
  keys.finish();
}

}  // namespace passage::casefile
