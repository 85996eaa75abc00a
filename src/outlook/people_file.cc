#include "outlook/people_file.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/csv.h"
#include "displacement/dated_csv.h"

namespace passage::outlook {

using displacement::PlaceId;

namespace {

std::string id_of(std::string_view text) {
  std::string out;
  for (const char ch : text)
    out += (ch >= '0' && ch <= '9') || (ch >= 'A' && ch <= 'Z') || (ch >= 'a' && ch <= 'z') || ch == '-' ? ch : '_';
  return out;
}

// Whole persons by row: rounded down, then one more to the largest remainders of the day.
std::vector<std::int64_t> whole_persons(const std::vector<Departure>& rows) {
  std::vector<std::int64_t> out(rows.size());
  std::map<std::string, std::vector<std::size_t>> days;
  for (std::size_t k = 0; k < rows.size(); ++k) days[rows[k].date].push_back(k);
  for (auto& [date, day] : days) {
    double sum = 0;
    std::int64_t given = 0;
    for (const std::size_t k : day) {
      sum += rows[k].people;
      given += out[k] = static_cast<std::int64_t>(std::floor(rows[k].people));
    }
    std::stable_sort(day.begin(), day.end(), [&](std::size_t a, std::size_t b) {
      return rows[a].people - std::floor(rows[a].people) > rows[b].people - std::floor(rows[b].people);
    });
    for (std::size_t k = 0; k < day.size() && given < std::llround(sum); ++k, ++given) ++out[day[k]];
  }
  return out;
}

}  // namespace

std::vector<Departure> departures(const OutlookCase& c, const Outlook& outlook) {
  std::vector<Departure> out;
  for (const RegionId id : c.regions.ids()) {
    if (c.regions[id].left_out) continue;
    std::vector<Settlement> places;
    for (const bool contested : {true, false}) {
      if (places.empty())
        for (const Settlement& s : c.settlements)
          if (s.region == id && (s.contested || !contested)) places.push_back(s);
    }
    if (places.empty())
      places.push_back(
          {.region = id, .name = c.regions[id].name, .people = 1, .lat = c.regions[id].lat, .lon = c.regions[id].lon});
    double people = 0;
    for (const Settlement& s : places) people += s.people;
    for (std::size_t d = static_cast<std::size_t>(c.as_of - c.onset) + 1; d < outlook.leaving[id].size(); ++d)
      for (std::size_t k = 0; k < places.size(); ++k) {
        const std::string date = displacement::calendar_date(c.onset + static_cast<Day>(d));
        out.push_back({fmt::format("{}-{}-{}", c.regions[id].id, k + 1, date), places[k].name, date, c.regions[id].id,
                       places[k].lat, places[k].lon,
                       people > 0 ? outlook.leaving[id][d] * places[k].people / people : 0});
      }
  }
  return out;
}

std::vector<Departure> departures(const displacement::Case& c, const std::vector<std::int64_t>& by_day, Day from) {
  std::vector<Departure> out;
  for (Day day = std::max(from, 1); day < c.days && static_cast<std::size_t>(day) < by_day.size(); ++day) {
    const auto at = static_cast<std::size_t>(day);
    const auto weight = [&](PlaceId id) {
      const auto& days = c.conflict[id];
      const double intensity =
          at < days.size()                                                                               ? days[at]
          : c.places[id].kind == displacement::PlaceKind::kConflict && day >= c.places[id].conflict_from ? 1.0
                                                                                                         : 0.0;
      return intensity * static_cast<double>(c.places[id].population);
    };
    double all = 0;
    for (const PlaceId id : c.places.ids()) all += weight(id);
    const std::string date = displacement::date_of(c, day);
    for (const PlaceId id : c.places.ids())
      if (const double part = weight(id); part > 0 && by_day[at] > 0)
        out.push_back({fmt::format("{}-{}", id_of(c.places[id].name), date), c.places[id].name, date,
                       id_of(c.places[id].region), c.places[id].lat, c.places[id].lon,
                       static_cast<double>(by_day[at]) * part / all});
  }
  return out;
}

std::string people_csv(const std::vector<Departure>& rows, const std::string& source) {
  const auto persons = whole_persons(rows);
  std::string out = "id,name,lat,lon,persons,release,district,source\n";
  for (std::size_t k = 0; k < rows.size(); ++k)
    if (persons[k] > 0)
      out += fmt::format("{},{},{:.5f},{:.5f},{},{}T00:00,{},{}\n", rows[k].id, csv_field(rows[k].name), rows[k].lat,
                         rows[k].lon, persons[k], rows[k].date, rows[k].district, csv_field(source));
  return out;
}

}  // namespace passage::outlook
