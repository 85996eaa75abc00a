// case.toml.
#include "casefile/reading.h"
#include "core/text.h"
#include "tables/writing_help.h"

namespace passage::casefile {

using scenario::CaseTime;
using tables::Clock;
using tables::Keys;
using tables::Need;

namespace {

// 92 days. Planning takes as long as the square of the horizon: of eleven roads 1 s for a month, 8 s for three.
constexpr std::int64_t kMostHours = 2208;
constexpr std::int64_t kUsualHours = 744;  // a month

NamedFile named_file(Keys& keys, std::string_view key, Need need) {
  NamedFile file{keys.text(key, need), {}};
  if (file.named()) file.where = keys.where(key);
  return file;
}

void read_files(Reading& reading, Keys keys) {
  CaseFiles& files = reading.files;
  files.people = named_file(keys, "people", Need::kRequired);
  files.refuges = named_file(keys, "refuges", Need::kRequired);
  files.roads = named_file(keys, "roads", Need::kRequired);
  files.nodes = named_file(keys, "nodes", Need::kOptional);
  files.agreement = named_file(keys, "agreement", Need::kOptional);
  files.dangers = named_file(keys, "dangers", Need::kOptional);
  files.openings = named_file(keys, "openings", Need::kOptional);
  files.transport = named_file(keys, "transport", Need::kOptional);
  files.boundaries = named_file(keys, "boundaries", Need::kOptional);
  files.people_source = keys.text("people_source", Need::kOptional);
  files.boundaries_source = keys.text("boundaries_source", Need::kOptional);
  check_source(reading, files.people_source, keys.where("people_source"));
  check_source(reading, files.boundaries_source, keys.where("boundaries_source"));
  keys.finish();
  if (!reading.options.people_file.empty()) {
    const auto path = std::filesystem::absolute(reading.options.people_file);
    files.people = {path.string(), "command line", true};
  }
}

void read_zone(Reading& reading, Keys& keys) {
  Case& c = reading.c;
  c.time_zone = keys.text("time_zone", Need::kRequired);
  if (c.time_zone.empty()) return;
  reading.clock = Clock::of(c.time_zone);
  if (!reading.clock) {
    reading.problems.add({.code = "P123",
                          .problem = fmt::format("there is no time zone \"{}\"", c.time_zone),
                          .where = keys.where("time_zone"),
                          .suggestion = tables::zone_help(c.time_zone, Clock::zone_names())});
  } else if (c.time_zone.starts_with("Etc/GMT+")) {
    reading.problems.add({.severity = Severity::kWarning,
                          .code = "P236",
                          .problem = fmt::format("clocks of {} are behind UTC", c.time_zone),
                          .why = "its sign is the other way round than in UTC+2",
                          .where = keys.where("time_zone"),
                          .suggestion = "name a place, such as Europe/Kyiv; Etc/GMT-2 is two hours before UTC"});
  }
}

void read_case_table(Reading& reading, Keys keys) {
  Case& c = reading.c;
  c.id = keys.id();
  c.title = keys.text("title", Need::kRequired);
  c.language = keys.text("language", Need::kOptional);
  if (c.language.empty()) c.language = "en";
  read_zone(reading, keys);
  c.source = keys.text("source", Need::kRequired);
  check_source(reading, c.source, keys.where("source"));
  const std::string start = keys.time("start", Need::kRequired);
  if (const auto moment = read_moment(reading, start, "start", keys.where("start"))) {
    c.start = moment->at;
  } else {
    reading.clock.reset();  // no time can be placed: what is told is why
  }
  if (const auto hours = keys.figure("horizon_h", Need::kRequired, 0, 1'000'000)) {
    c.horizon = CaseTime{(*hours * 3'600'000).round_half_up()};
    const std::string where = keys.where("horizon_h");
    if (*hours > kMostHours) {
      reading.problems.add({.code = "P116",
                            .problem = fmt::format("horizon_h {} is too long to be planned", hours->to_string()),
                            .why = fmt::format("at most {}: 92 days", grouped(kMostHours)),
                            .where = where,
                            .suggestion = "hours from start to the end of the last window"});
    } else {
      tables::expect_usual(*hours, kUsualHours, {"horizon_h", where},
                           "hours, and planning takes as long as their square", reading.problems);
    }
    if (c.horizon <= CaseTime{0}) {
      reading.problems.add({.code = "P116",
                            .problem = "horizon_h 0 leaves no time for anybody",
                            .where = keys.where("horizon_h"),
                            .suggestion = "hours from start to when people have to be safe"});
    }
  } else {
    reading.clock.reset();  // without an end, everything would seem to lie outside
  }
  keys.finish();
}

// A figure of [behaviour] that is a share.
void read_share(Keys& keys, std::string_view key, Rational& share, Problems& problems) {
  const auto value = keys.figure(key, Need::kOptional, -1'000'000, 1'000'000);
  if (!value) return;
  if (*value < 0 || *value > 1) {
    problems.add({.code = "P118",
                  .problem = fmt::format("{} {} is not a share", key, value->to_string()),
                  .where = keys.where(key),
                  .suggestion = "a share is from 0 to 1: 60 % is 0.6"});
    return;
  }
  share = *value;
}

void read_behaviour(Reading& reading, Keys keys) {
  scenario::Behaviour& b = reading.c.behaviour;
  if (const auto people = keys.figure("people_per_car", Need::kRequired, 0, 100)) {
    b.people_per_car = PersonsPerVehicle{*people};
    tables::expect_people_in_cars(*people, keys.where("people_per_car"), reading.problems);
  }
  read_share(keys, "car_share", b.car_share, reading.problems);
  read_share(keys, "uptake_share", b.uptake_share, reading.problems);
  if (const auto walk = keys.figure("walk_km_h", Need::kOptional, 0, 20)) {
    b.walk_m_h = (*walk * 1000).round_half_up();
    if (b.walk_m_h <= 0)
      reading.problems.add({.code = "P116",
                            .problem = "walk_km_h must be above 0",
                            .where = keys.where("walk_km_h"),
                            .suggestion = "4.0 is usual; where nobody walks, car_share = 1"});
  }
  if (const auto units = keys.figure("bus_car_units", Need::kOptional, 0, 20)) {
    b.bus_car_units = *units;
    if (*units == 0)
      reading.problems.add({.code = "P116",
                            .problem = "bus_car_units must be above 0",
                            .where = keys.where("bus_car_units"),
                            .suggestion = "how many cars' room a bus takes: 2 is usual"});
  }
  keys.finish();
}

void read_rules(Reading& reading, Keys keys) {
  Case& c = reading.c;
  const std::string outside = keys.one_of("outside_corridors", Need::kRequired, {"free", "forbidden", "own_risk"});
  if (outside == "forbidden") c.outside = scenario::Outside::kForbidden;
  if (outside == "own_risk") c.outside = scenario::Outside::kOwnRisk;
  if (keys.one_of("window", Need::kOptional, {"clear", "enter"}) == "enter") c.window = scenario::WindowRule::kEnter;
  if (keys.one_of("wait", Need::kOptional, {"anywhere", "origins_and_staging"}) == "origins_and_staging")
    c.wait = scenario::WaitRule::kOriginsAndStaging;
  if (const auto snap = keys.figure("snap_m", Need::kOptional, 0, 100'000)) c.snap = Metres{snap->to_double()};
  if (const auto width = keys.figure("gather_m", Need::kOptional, 0, 100'000))
    reading.gather = Metres{width->to_double()};
  keys.finish();
}

// What the map of the roads leaves open: roads that are open at times only, gates that are locked.
void read_doubts(Reading& reading, Keys keys) {
  reading.roads_where = keys.where();
  const auto read = [&](const char* key, network::Doubt doubt) {
    if (keys.one_of(key, Need::kOptional, {"open", "closed"}) == "closed")
      reading.closed_doubts |= network::doubt_bit(doubt);
  };
  read("seasonal", network::Doubt::kAtTimes);
  read("locked_gates", network::Doubt::kLocked);
  keys.finish();
}

void read_sources(Reading& reading, const toml::table& sources, const std::string& file) {
  for (const auto& [key, node] : sources) {
    const std::string id(key.str());
    reading.c.sources[id].id = id;
    const toml::table* table = node.as_table();
    if (table == nullptr) {
      reading.problems.add({.code = "P113",
                            .problem = fmt::format("[sources.{}] is not a table", id),
                            .where = fmt::format("{}:{}", file, node.source().begin.line),
                            .suggestion = fmt::format("write [sources.{}] and below it title = \"...\"", id)});
      continue;
    }
    Keys keys(*table, fmt::format("[sources.{}]", id), file, reading.problems);
    scenario::Source& source = reading.c.sources[id];
    source.title = keys.text("title", Need::kRequired);
    source.url = keys.text("url", Need::kOptional);
    source.date = keys.date("date", Need::kOptional);
    source.licence = keys.text("licence", Need::kOptional);
    keys.finish();
  }
}

void read_days(Case& c, const Clock& clock) {
  const Instant end = c.start + c.horizon;
  CaseTime at{0};
  for (date::local_days day = date::floor<date::days>(clock.local(c.start)) + date::days{1};; day += date::days{1}) {
    const Instant midnight = clock.at(tables::LocalTime{day}).at;
    if (midnight >= end) break;
    if (midnight - c.start <= at) continue;
    c.days.push_back({at, midnight - c.start});
    at = midnight - c.start;
  }
  c.days.push_back({at, c.horizon});
}

}  // namespace

void read_settings(Reading& reading) {
  const std::string file = "case.toml";
  const auto text = read_text(reading, {file, reading.directory.string()});
  if (!text) return;
  const auto document = tables::parse_toml(*text, file, reading.problems);
  if (!document) return;
  Keys keys(*document, "case.toml", file, reading.problems);
  if (const auto schema = keys.whole("schema", Need::kRequired, 0, 1'000'000); schema && *schema != 1) {
    reading.problems.add({.code = "P125",
                          .problem = fmt::format("schema {} is not known", *schema),
                          .why = "this program reads schema 1",
                          .where = keys.where("schema")});
  }
  if (const auto* table = keys.table("sources", Need::kOptional)) read_sources(reading, *table, file);
  const auto part = [&](const char* name, auto read) {
    if (const auto* table = keys.table(name, Need::kRequired))
      read(reading, Keys(*table, fmt::format("[{}]", name), file, reading.problems));
  };
  part("case", read_case_table);
  part("files", read_files);
  part("behaviour", read_behaviour);
  part("rules", read_rules);
  if (const auto* table = keys.table("roads", Need::kOptional))
    read_doubts(reading, Keys(*table, "[roads]", file, reading.problems));
  keys.finish();
  if (reading.clock && reading.c.horizon > CaseTime{0}) read_days(reading.c, *reading.clock);
}

}  // namespace passage::casefile
