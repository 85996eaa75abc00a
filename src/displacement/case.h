// A displacement case as Flee and FabFlee lay it out: places, links, closures, conflict by day, and
// the record of people counted in camps. docs/formats.md, "Displacement cases and forecasts".
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/id.h"
#include "core/table.h"
#include "displacement/settings.h"

namespace passage::displacement {

using PlaceId = Id<struct PlaceTag>;
using LinkId = Id<struct LinkTag>;  // one direction
using Day = int;                    // since the start of the case

enum class PlaceKind { kTown, kConflict, kCamp, kIdpCamp, kHub, kMarker };

struct Place {
  std::string name, region, country;
  double lat = 0, lon = 0;  // degrees
  PlaceKind kind = PlaceKind::kTown;
  Day conflict_from = 0;        // kConflict: a town before
  std::int64_t population = 0;  // towns, conflict zones
  std::int64_t capacity = 0;    // camps; 0 = unlimited
  bool foreign = false;         // not in the country of the first row
  std::map<std::string, std::string> attributes;
  std::string where;
};

struct Link {
  PlaceId from, to;
  std::int32_t metres = 0;
  bool forced = false;  // everybody who leaves `from` takes it
};

enum class ClosureKind { kLocation, kCountry, kLink, kCamp, kIdpCamp, kForcedRedirection };

struct Closure {
  ClosureKind kind = ClosureKind::kLink;
  std::string name1, name2;
  Day from = 0;
  std::optional<Day> until;  // none: never reopens
};

// People counted, by day; linear between the dates of the record, constant before and after them.
struct Series {
  std::string name;
  std::vector<double> by_day;                  // days of the case, each cut to whole persons
  std::vector<std::pair<Day, double>> points;  // as recorded (corrected), ascending
};

struct Record {
  std::vector<Series> camps;      // rows of data_layout.csv that are places, but the total
  std::vector<Series> elsewhere;  // rows that are not: they count among those who flee
  Series total;
  [[nodiscard]] bool empty() const { return camps.empty(); }
};

struct Case {
  std::string name;  // of the folder
  std::string directory;
  int year = 0;
  unsigned month = 0, day = 0;  // of day 0
  Day days = 0;
  Table<PlaceId, Place> places;
  Table<LinkId, Link> links;  // a route owns 2k and 2k + 1: there and back
  std::vector<Closure> closures;
  // Intensity 0..1 by day; empty row: never in the file (then conflict_from alone says).
  Table<PlaceId, std::vector<float>> conflict;
  Record record;
  Settings settings;
  std::vector<Problem> findings;
};

struct CaseOptions {
  std::string settings_file;  // empty: simsetting.yml in the folder, or up to two above
  Day days = 0;               // 0: as sim_period.csv says
  // Rows of conflicts.csv and of the record after this day are not read; none: all are.
  std::optional<Day> read_until;
};

// Throws InputError with every problem found.
[[nodiscard]] Case read_case(const std::string& directory, const CaseOptions& options = {});

[[nodiscard]] std::string date_of(const Case& c, Day day);  // "2012-02-29"
// Days from the start of the case to a date; none if it is no date.
[[nodiscard]] std::optional<Day> day_of(const Case& c, std::string_view date);
[[nodiscard]] std::optional<PlaceId> find_place(const Case& c, std::string_view name);

}  // namespace passage::displacement
