#include "plan/difference.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "core/text.h"
#include "plan/by_hour.h"

namespace passage::plan {
namespace {

using Changes = std::map<std::string, Change>;

Change& change_of(Changes& all, const std::string& id, const std::string& name) {
  Change& change = all[id];
  change.id = id;
  if (change.name.empty()) change.name = name;
  return change;
}

std::vector<Change> largest_first(const Changes& all) {
  std::vector<Change> out;
  for (const auto& [id, change] : all)
    if (change.before != change.after) out.push_back(change);
  std::stable_sort(out.begin(), out.end(), [](const Change& a, const Change& b) {
    return std::abs(b.gain().count()) < std::abs(a.gain().count());
  });
  return out;
}

// Mean time of intake in hours after 1970: comparable between plans that start at different times.
std::optional<double> mean_arrival(const Plan& plan) {
  double sum = 0, persons = 0;
  for (const Arrival& arrival : plan.arrivals) {
    const double middle = static_cast<double>((arrival.taken.from + arrival.taken.until).count()) / 2;
    sum += middle * static_cast<double>(arrival.persons.count());
    persons += static_cast<double>(arrival.persons.count());
  }
  if (persons == 0) return std::nullopt;
  return (sum / persons + static_cast<double>(plan.start.time_since_epoch().count())) / 3'600'000;
}

void add_roads(Changes& roads, const Plan& plan, Persons Change::*side) {
  const auto use = use_of_roads(plan);
  for (const network::RoadId id : plan.roads.ids()) {
    if (use[id].total > Persons{0}) change_of(roads, plan.roads[id].id, plan.roads[id].name).*side += use[id].total;
  }
}

std::string fitted(const std::string& text, std::size_t width) {
  std::size_t characters = 0, end = 0;
  for (; end < text.size(); ++end) {
    if ((static_cast<unsigned char>(text[end]) & 0xC0u) != 0x80u && ++characters > width) break;
  }
  return text.substr(0, end) + std::string(width - std::min(width, characters), ' ');
}

std::string signed_grouped(Persons persons) {
  return fmt::format("{}{}", persons.count() > 0 ? "+" : "", grouped(persons.count()));
}

std::string line(const std::string& what, const Change& change) {
  return fmt::format("  {}{:>13}{:>13}{:>13}\n", fitted(what, 36), grouped(change.before.count()),
                     grouped(change.after.count()), signed_grouped(change.gain()));
}

std::string block(const char* title, const std::vector<Change>& changes) {
  constexpr std::size_t kMost = 10;
  if (changes.empty()) return fmt::format("\n{}: no change\n", title);
  std::string out = fmt::format("\n{}\n", title);
  for (std::size_t i = 0; i < std::min(kMost, changes.size()); ++i) {
    const Change& c = changes[i];
    out += line(c.name.empty() || c.name == c.id ? c.id : fmt::format("{} ({})", c.id, c.name), c);
  }
  if (changes.size() > kMost)
    out += fmt::format("  and {} more\n", grouped(static_cast<std::int64_t>(changes.size() - kMost)));
  return out;
}

}  // namespace

Difference difference(const Plan& before, const Plan& after) {
  Difference out;
  out.people = {"people", "", before.people, after.people};
  out.safe = {"safe", "", before.safe, after.safe};
  out.left = {"left", "", before.left, after.left};
  out.upper_bound = {"upper_bound", "", before.upper_bound, after.upper_bound};
  const auto mean_before = mean_arrival(before), mean_after = mean_arrival(after);
  if (mean_before && mean_after) out.mean_hours_earlier = *mean_before - *mean_after;
  Changes districts, refuges, roads;
  for (const auto& [plan, side] : {std::pair{&before, &Change::before}, std::pair{&after, &Change::after}}) {
    for (const OriginRow& origin : plan->origins)
      change_of(districts, origin.district.empty() ? origin.id : origin.district, "").*side += origin.safe;
    for (const RefugeRow& refuge : plan->refuges) change_of(refuges, refuge.id, refuge.name).*side += refuge.persons;
    add_roads(roads, *plan, side);
  }
  out.districts = largest_first(districts);
  out.refuges = largest_first(refuges);
  out.roads = largest_first(roads);
  return out;
}

std::string difference_page(const Difference& d) {
  std::string out = fmt::format("  {}{:>13}{:>13}{:>13}\n", fitted("", 36), "before", "after", "change");
  out += line("people", d.people) + line("safe", d.safe) + line("left behind", d.left) +
         line("most that could be safe (bound)", d.upper_bound);
  if (d.mean_hours_earlier) {
    const double hours = *d.mean_hours_earlier;
    out += std::abs(hours) < 0.005 ? "  those who are safe arrive at the same time on average\n"
                                   : fmt::format("  those who are safe arrive {:.2f} h {} on average\n",
                                                 std::abs(hours), hours > 0 ? "earlier" : "later");
  }
  return out + block("Safe, by district", d.districts) + block("Taken in, by refuge", d.refuges) +
         block("People on roads", d.roads);
}

}  // namespace passage::plan
