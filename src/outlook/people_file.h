// A forecast as the planner's demand: people.csv of the case schema, a row a place and day.
#pragma once

#include <string>
#include <vector>

#include "outlook/outlook.h"

namespace passage::outlook {

struct Departure {
  std::string id, name, date, district;  // date: nobody leaves before its midnight
  double lat = 0, lon = 0;
  double people = 0;
};

// Those expected to leave after the last day known, of all at home then, who came back too, by settlement (those fought
// over where there are any, else all, by their people) and day.
[[nodiscard]] std::vector<Departure> departures(const OutlookCase& c, const Outlook& outlook);

// Those who leave conflict zones, by zone and day from `from`: the day's number by population times
// intensity, as Flee draws them.
[[nodiscard]] std::vector<Departure> departures(const displacement::Case& c, const std::vector<std::int64_t>& by_day,
                                                Day from);

// Columns of the case schema: id,name,lat,lon,persons,release,district,source. Persons are rounded so
// that the sum over a day keeps its whole persons (largest parts first); rows of nobody are left out.
[[nodiscard]] std::string people_csv(const std::vector<Departure>& rows, const std::string& source);

}  // namespace passage::outlook
