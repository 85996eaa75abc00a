// People and refuges, tables or layers; openings.csv.
#include <unordered_set>

#include "casefile/reading.h"
#include "casefile/settlement.h"
#include "core/text.h"

namespace passage::casefile {

using scenario::Refuge;
using tables::Need;
using tables::SheetRow;

namespace {

constexpr std::int64_t kMostPersons = 1'000'000'000;
constexpr std::int64_t kUsualPersons = 20'000'000;  // no town has more

std::optional<Rational> read_row_share(Reading& reading, const Row& row) {
  const auto share = row.figure("car_share", Need::kOptional, -1'000'000, 1'000'000);
  if (!share) return std::nullopt;
  if (*share >= 0 && *share <= 1) return share;
  reading.problems.add({.code = "P118",
                        .problem = fmt::format("car_share {} is not a share", share->to_string()),
                        .where = row.where(),
                        .suggestion = "a share is from 0 to 1: 60 % is 0.6"});
  return std::nullopt;
}

// What the row does not say of its district, the boundary that holds it does.
void take_district(Reading& reading, Origin& origin) {
  const Boundary* boundary = boundary_of_people(reading, origin.position, origin.persons.count() * kMicro);
  if (boundary == nullptr) return;
  if (origin.district.empty()) origin.district = boundary->district;
  origin.pcodes.insert(boundary->pcodes.begin(), boundary->pcodes.end());
}

Origin read_origin(Reading& reading, const Row& row) {
  Origin origin;
  origin.where = row.where();
  origin.id = row.id();
  origin.name = row.text("name", Need::kRequired);
  origin.persons = Persons{row.whole("persons", Need::kRequired, 0, kMostPersons).value_or(0)};
  tables::expect_usual(origin.persons.count(), kUsualPersons, {"persons", row.where()}, "few towns have so many",
                       reading.problems);
  origin.source = row.text("source", Need::kRequired);
  check_source(reading, origin.source, row.where());
  origin.district = row.text("district", Need::kOptional);
  origin.pcodes = row.pcodes();
  if (row.drawn().kind != geodata::ShapeKind::kPolygon) {
    const Place place = read_place(reading, row);
    origin.car_node = origin.foot_node = place.node;
    if (place.position) {
      origin.position = *place.position;
      take_district(reading, origin);
    } else {
      reading.unplaced.insert(row.where());
    }
  }
  if (origin.district.empty()) origin.district = origin.id;
  if (const auto release = read_time(reading, row.cell("release"), "release", row.where()))
    origin.release = std::max(scenario::CaseTime{0}, *release);
  if (const auto people = row.figure("people_per_car", Need::kOptional, 0, 100)) {
    origin.people_per_car = PersonsPerVehicle{*people};
    tables::expect_people_in_cars(*people, row.where(), reading.problems);
  }
  origin.priority = row.whole("priority", Need::kOptional, 0, 9).value_or(0);
  split_people(origin, reading.c.behaviour, read_row_share(reading, row).value_or(reading.c.behaviour.car_share));
  if (origin.release >= reading.c.horizon && reading.c.horizon > scenario::CaseTime{0}) {
    reading.problems.add({.severity = Severity::kFinding,
                          .code = "P210",
                          .problem = fmt::format("\"{}\" may leave only after the horizon has ended", origin.id),
                          .where = row.where(),
                          .persons = origin.persons.count()});
  }
  return origin;
}

// A figure that may be `unlimited`; P119 where the cell is empty.
template <class Read>
auto read_limit(Reading& reading, const Row& row, std::string_view column, Read read) -> decltype(read(column)) {
  const std::string_view text = row.cell(column);
  if (names_column(text, "unlimited")) return {};
  if (text.find_first_of("0123456789") != std::string_view::npos) return read(column);
  reading.problems.add(
      {.code = "P119",
       .problem = text.empty() ? fmt::format("{} is empty", column) : fmt::format("{} can't be \"{}\"", column, text),
       .where = row.where(),
       .suggestion = "a number, or where there is no limit: unlimited"});
  return {};
}

// Nobody to bring out, or nowhere to: a plan of it would say nothing.
void expect_some(Reading& reading, bool some, const std::string& what, const std::string& why, const NamedFile& file) {
  if (some || !file.named() || reading.problems.has_errors()) return;
  reading.problems.add({.severity = Severity::kWarning,
                        .code = "P233",
                        .problem = what,
                        .why = why,
                        .where = file.path,
                        .suggestion = "check the column: is it the one that is meant?"});
}

// Whether the last row is the sum of the others: then it may be a total that is called otherwise.
void expect_no_sum(Reading& reading) {
  const auto& origins = reading.c.origins;
  if (origins.size() < 4) return;
  std::int64_t others = 0;
  for (const scenario::OriginId o : origins.ids()) others += origins[o].persons.count();
  const Origin& last = origins[scenario::OriginId{origins.size() - 1}];
  others -= last.persons.count();
  if (others == 0 || others != last.persons.count()) return;
  reading.problems.add({.severity = Severity::kWarning,
                        .code = "P237",
                        .problem = fmt::format("\"{}\" has as many people as all rows above together", last.id),
                        .why = people_text(others),
                        .where = last.where,
                        .suggestion = "take the row out if it is their total",
                        .persons = others});
}

Refuge read_refuge(Reading& reading, const Row& row) {
  Refuge refuge;
  refuge.where = row.where();
  refuge.id = row.id();
  refuge.name = row.text("name", Need::kRequired);
  refuge.kind = row.one_of("kind", Need::kRequired, {"shelter", "station", "crossing"});
  refuge.source = row.text("source", Need::kRequired);
  check_source(reading, refuge.source, row.where());
  const Place place = read_place(reading, row);
  if (place.position) {
    refuge.position = *place.position;
  } else {
    reading.unplaced.insert(row.where());
  }
  refuge.car_node = refuge.foot_node = place.node;
  refuge.pcodes = row.pcodes();
  const auto capacity = read_limit(reading, row, "capacity_persons", [&](std::string_view column) {
    return row.whole(column, Need::kRequired, 0, kMostPersons);
  });
  if (capacity) refuge.capacity = Persons{*capacity};
  const auto intake = read_limit(reading, row, "intake_persons_per_h", [&](std::string_view column) {
    return row.figure(column, Need::kRequired, 0, 10'000'000);
  });
  if (intake) refuge.intake = PersonsPerHour{*intake};
  const auto open = read_interval(reading, row.cell("open_from"), row.cell("open_until"),
                                  fmt::format("opening of \"{}\"", refuge.id), row.where());
  if (open && !open->empty()) refuge.open.push_back(*open);
  return refuge;
}

void read_openings(Reading& reading) {
  if (!reading.files.openings.named()) return;
  const auto sheet =
      read_sheet(reading, reading.files.openings,
                 {{"refuge", Need::kRequired}, {"open_from", Need::kRequired}, {"open_until", Need::kRequired}});
  if (!sheet) return;
  for (const SheetRow& fields : sheet->rows) {
    const Row row(*sheet, fields, reading.problems);
    const std::string id = row.text("refuge", Need::kRequired);
    const std::string from = row.text("open_from", Need::kRequired), until = row.text("open_until", Need::kRequired);
    const auto open = read_interval(reading, from, until, fmt::format("opening of \"{}\"", id), row.where());
    const auto found = reading.refuges.find(id);
    if (found == reading.refuges.end()) {
      if (!id.empty())
        report_unknown(reading, "the opening", "refuge", id, keys_of(reading.refuges), reading.files.refuges.path,
                       row.where());
      continue;
    }
    if (!open || open->empty()) continue;
    Refuge& refuge = reading.c.refuges[found->second];
    const bool all_day = refuge.open == std::vector<CaseInterval>{horizon_of(reading.c)};
    for (const CaseInterval& other : refuge.open) {
      if (!overlap(other, *open)) continue;
      reading.problems.add(
          {.severity = all_day ? Severity::kWarning : Severity::kFinding,
           .code = all_day ? "P214" : "P204",
           .problem = all_day ? fmt::format("the opening of \"{}\" has no effect", id)
                              : fmt::format("openings of \"{}\" overlap and are taken together", id),
           .why = all_day ? fmt::format("{} leaves it open over all of the horizon", refuge.where) : "",
           .where = row.where()});
      break;
    }
    refuge.open.push_back(*open);
  }
}

void read_people_rows(Reading& reading, const NamedFile& file) {
  const auto sheet = read_place_sheet(reading, file, "people",
                                      {{"id", Need::kRequired},
                                       {"name", Need::kRequired},
                                       {"persons", Need::kRequired},
                                       {"source", Need::kRequired},
                                       {"release"},
                                       {"district"},
                                       {"car_share"},
                                       {"people_per_car"},
                                       {"priority"}});
  if (!sheet) return;
  StreetSettler settler(reading);
  for (const SheetRow& fields : sheet->rows) {
    const Row row(*sheet, fields, reading.problems);
    Origin origin = read_origin(reading, row);
    if (row.drawn().kind == geodata::ShapeKind::kPolygon) {
      settler.settle(origin, row.drawn().shape);
    } else {
      reading.c.origins.push_back(std::move(origin));
    }
  }
  settler.report();
  std::unordered_set<std::string> seen;
  for (const Origin& origin : reading.c.origins)
    if (!origin.id.empty() && !seen.insert(origin.id).second)
      report_duplicate(reading, "origin", origin.id, origin.where);
  expect_no_sum(reading);
}

void expect_movers(Reading& reading, const NamedFile& file) {
  const auto& origins = reading.c.origins;
  const auto any = [&](auto counts) { return origins.empty() || std::any_of(origins.begin(), origins.end(), counts); };
  const bool anybody = any([](const Origin& origin) { return origin.persons > Persons{0}; });
  expect_some(reading, anybody, "there is nobody to bring out", "all persons are 0", file);
  if (!anybody) return;
  const bool movers = any([](const Origin& origin) { return origin.persons > origin.staying; });
  expect_some(reading, movers, "there is nobody to bring out",
              fmt::format("by uptake_share {} all of them stay", reading.c.behaviour.uptake_share.to_string()), file);
}

}  // namespace

void read_people(Reading& reading) {
  const NamedFile& file = reading.files.people;
  if (!file.named()) return;
  if (has_ending(file.path, ".tif") || has_ending(file.path, ".tiff")) {
    read_population(reading);
  } else {
    read_people_rows(reading, file);
  }
  expect_movers(reading, file);
}

void read_refuges(Reading& reading) {
  if (!reading.files.refuges.named()) return;
  const auto sheet = read_place_sheet(reading, reading.files.refuges, "refuges",
                                      {{"id", Need::kRequired},
                                       {"name", Need::kRequired},
                                       {"kind", Need::kRequired},
                                       {"source", Need::kRequired},
                                       {"capacity_persons", Need::kRequired},
                                       {"intake_persons_per_h", Need::kRequired},
                                       {"open_from"},
                                       {"open_until"}});
  if (!sheet) return;
  for (const SheetRow& fields : sheet->rows) {
    Refuge refuge = read_refuge(reading, Row(*sheet, fields, reading.problems));
    if (!reading.refuges.emplace(refuge.id, scenario::RefugeId{reading.c.refuges.size()}).second && !refuge.id.empty())
      report_duplicate(reading, "refuge", refuge.id, refuge.where);
    reading.c.refuges.push_back(std::move(refuge));
  }
  read_openings(reading);
  const bool room = std::any_of(reading.c.refuges.begin(), reading.c.refuges.end(), [](const Refuge& refuge) {
    return refuge.capacity != Persons{0} && refuge.intake != PersonsPerHour{Rational{0}};
  });
  expect_some(reading, room || reading.c.refuges.empty(), "no refuge takes anybody in",
              "capacity_persons or intake_persons_per_h is 0 in all rows", reading.files.refuges);
  for (Refuge& refuge : reading.c.refuges) {
    refuge.open = merged(std::move(refuge.open));
    if (refuge.open.empty() && reading.clock)
      reading.problems.add({.severity = Severity::kFinding,
                            .code = "P213",
                            .problem = fmt::format("refuge \"{}\" is never open within the horizon", refuge.id),
                            .where = refuge.where});
  }
}

}  // namespace passage::casefile
