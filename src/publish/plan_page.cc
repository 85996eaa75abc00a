#include "publish/plan_page.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "core/text.h"
#include "plan/local_time.h"

namespace passage::publish {

using plan::LocalClock;
using plan::Plan;

namespace {

constexpr std::size_t kColumns = 80;
constexpr std::size_t kHoursShown = 8, kDatedHoursShown = 5;
constexpr std::size_t kDistrictsShown = 12;

std::string number(Persons persons) {
  return grouped(persons.count());
}

std::string reason_in_words(const std::string& reason) {
  if (reason == "no_road") return "no road to a refuge at any hour";
  if (reason == "window") return "windows too short";
  if (reason == "refuge_full") return "refuges full";
  return "road capacity";
}

std::string kind_in_words(const plan::Bottleneck& b) {
  if (b.kind == "refuge_intake") return "intake of " + (b.name.empty() ? b.id : b.name);
  if (b.kind == "refuge_capacity") return "room in " + (b.name.empty() ? b.id : b.name);
  return "road " + b.id + (b.name.empty() ? "" : " (" + b.name + ")") +
         (b.direction == network::Direction::kBackward ? ", backward" : "");
}

// Names are bytes here: good enough to line up, and never cut inside a character.
std::string fitted(std::string text, std::size_t width) {
  if (text.size() <= width) return text + std::string(width - text.size(), ' ');
  std::size_t end = width - 2;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
  return text.substr(0, end) + ".." + std::string(width - 2 - end, ' ');
}

std::string two_sided(const std::string& left, const std::string& right) {
  const std::size_t used = left.size() + right.size();
  if (used + 2 <= kColumns) return left + std::string(kColumns - used, ' ') + right + "\n";
  return left + "\n" + right + "\n";
}

// The hours shown, from the first in which somebody is safe to the last that adds anybody: all if they
// are few, else as many evenly chosen ones, the last always.
std::vector<plan::SafeBy> hours_shown(const Plan& plan, const LocalClock& clock) {
  std::vector<plan::SafeBy> all;
  for (const plan::SafeBy& row : plan.safe_by) {
    if (row.persons > Persons{0}) all.push_back(row);
    if (row.persons == plan.safe) break;
  }
  if (all.empty()) return all;
  const bool same_day = clock.short_day(all.front().time) == clock.short_day(all.back().time);
  const std::size_t most = same_day ? kHoursShown : kDatedHoursShown;
  if (all.size() <= most) return all;
  std::vector<plan::SafeBy> out;
  for (std::size_t i = 1; i <= most; ++i) out.push_back(all[i * all.size() / most - 1]);
  return out;
}

// Words from column `indent` on, broken at blanks before column 80.
std::string wrapped(const std::string& text, std::size_t indent) {
  std::string out, line;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, end - at);
    if (!line.empty() && indent + line.size() + 1 + word.size() > kColumns) {
      out += line + "\n" + std::string(indent, ' ');
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
    at = end + 1;
  }
  return out + line;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : "; ") + part;
  return out;
}

// A district that is one place goes by the place's name.
std::map<std::string, std::string> district_names(const Plan& plan) {
  std::map<std::string, std::string> names;
  std::map<std::string, int> places;
  for (const plan::OriginRow& origin : plan.origins) {
    names[origin.district] = origin.district == origin.id && !origin.name.empty() ? origin.name : origin.district;
    ++places[origin.district];
  }
  for (auto& [district, name] : names) {
    if (places[district] > 1) name = district;
  }
  return names;
}

// Districts with the same reason and the same elements that hold them back are one row.
std::string left_behind(const Plan& plan) {
  const auto names = district_names(plan);
  struct Group {
    std::string who, why;
    Persons persons;
  };
  std::vector<Group> groups;
  for (const plan::LeftByDistrict& row : plan.left_by_district) {
    if (row.persons == Persons{0}) continue;
    const std::string why = reason_in_words(row.reason) + (row.held_by.empty() ? "" : ": " + joined(row.held_by));
    const auto name = names.find(row.district);
    const std::string& who = name == names.end() ? row.district : name->second;
    const auto same = std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g.why == why; });
    if (same == groups.end()) {
      groups.push_back({who, why, row.persons});
    } else {
      same->who += ", " + who;
      same->persons += row.persons;
    }
  }
  if (groups.empty()) return {};
  constexpr std::size_t kWhy = 37;
  std::string out = "\nLeft behind                 people   why\n";
  for (std::size_t i = 0; i < groups.size() && i < kDistrictsShown; ++i) {
    out += fmt::format("  {}{:>12}   {}\n", fitted(groups[i].who, 20), number(groups[i].persons),
                       wrapped(groups[i].why, kWhy));
  }
  if (groups.size() > kDistrictsShown) out += fmt::format("  and {} more rows\n", groups.size() - kDistrictsShown);
  return out;
}

std::string what_holds_back(const Plan& plan) {
  if (plan.bottlenecks.empty()) return {};
  std::string out = "\nWhat holds people back; one more hour of it would bring out at most\n";
  for (const plan::Bottleneck& b : plan.bottlenecks) {
    out += fmt::format("  {}{:>12}\n", fitted(kind_in_words(b), 46), number(b.at_most));
    if (!b.asks.empty()) out += "      to ask for: " + wrapped(joined(b.asks), 18) + "\n";
  }
  return out;
}

}  // namespace

std::string one_line(const Plan& plan) {
  return fmt::format("{} of {} safe, at most {} (gap {:.1f} %)", number(plan.safe), people_text(plan.people.count()),
                     number(plan.upper_bound), 100 * plan.gap);
}

std::string plan_page(const Plan& plan) {
  const LocalClock clock(plan.time_zone, plan.start);
  const bool one_day = clock.day(Millis{0}) == clock.day(plan.horizon - Millis{1});
  const auto moment = [&](plan::PlanTime t) {
    return one_day ? clock.hour_minute(t) : clock.short_day(t) + " " + clock.hour_minute(t);
  };
  std::string out;
  const std::string round =
      plan.round_id.empty() ? "no agreement" : fmt::format("round \"{}\" ({})", plan.round_id, plan.round_status);
  out += two_sided(plan.title, round);
  out += two_sided(
      fmt::format("{} {}-{} {}", clock.day(Millis{0}), clock.hour_minute(Millis{0}), moment(plan.horizon),
                  plan.time_zone),
      plan.window_rule == "clear" ? "windows: clear roads before they close" : "windows: enter before they close");
  if (!plan.round_id.empty() && plan.round_status != "agreed" && plan.round_status != "active") {
    out += fmt::format("WARNING: the round is {}: nothing here is agreed\n", plan.round_status);
  }
  out += fmt::format("\n  {}    {} safe by {}    {} left    {}\n", people_text(plan.people.count()), number(plan.safe),
                     moment(plan.horizon), number(plan.left), counted(plan.staying.count(), "stays", "stay"));
  const char* checked = plan.certificate_accepted ? "certificate checked" : "certificate NOT accepted";
  if (plan.safe == plan.upper_bound) {
    out += fmt::format("  Nobody can bring out more: proven bound {} (gap 0.0 %), {}.\n", number(plan.upper_bound),
                       checked);
  } else {
    out += fmt::format("  At most {} could be safe: proven bound (gap {:.2f} %), {}.\n", number(plan.upper_bound),
                       100 * plan.gap, checked);
  }
  if (plan.last_arrival) out += fmt::format("  The last of them arrives by {}.\n", moment(*plan.last_arrival));
  if (const auto hours = hours_shown(plan, clock); !hours.empty()) {
    // The day is said once where all hours are of one.
    const bool same_day = clock.short_day(hours.front().time) == clock.short_day(hours.back().time);
    std::string times = "\n  safe by ";
    if (same_day && !one_day) times += clock.short_day(hours.front().time) + " ";
    std::string persons(times.size() - 1, ' ');
    for (const plan::SafeBy& row : hours) {
      const std::string time = same_day ? clock.hour_minute(row.time) : moment(row.time), n = number(row.persons);
      const std::size_t width = std::max(time.size(), n.size()) + 2;
      times += std::string(width - time.size(), ' ') + time;
      persons += std::string(width - n.size(), ' ') + n;
    }
    out += times + "\n" + persons + "\n";
  }
  out += left_behind(plan);
  out += what_holds_back(plan);
  if (Rational{0} < plan.exposure_person_h) {
    out += fmt::format("\nExposure on the way: {:.1f} person-hours\n", plan.exposure_person_h.to_double());
  }
  return out;
}

std::string simplicity_line(const answers::PriceOfSimplicity& price, std::size_t routes) {
  return fmt::format(
      "At most {} a district: {} instead of {}; {} safe,\n"
      "the others {:.2f} h {} on average.\n",
      counted(static_cast<std::int64_t>(routes), "route"),
      counted(static_cast<std::int64_t>(price.orders_after), "order"), price.orders_before,
      counted(price.people.count(), "fewer person is", "fewer people are"), std::abs(price.hours_later),
      price.hours_later < 0 ? "sooner" : "later");
}

std::string fairness_line(const answers::PriceOfFairness& price) {
  const std::string time = std::abs(price.hours_later) < 0.005
                               ? "nobody has to wait longer for it on average"
                               : fmt::format("people arrive {:.2f} h {} on average", std::abs(price.hours_later),
                                             price.hours_later > 0 ? "later" : "sooner");
  const std::string people = price.people == Persons{0} ? "as many are safe"
                             : price.people < Persons{0}
                                 ? counted(-price.people.count(), "person fewer is safe", "people fewer are safe")
                                 : counted(price.people.count(), "person more is safe", "people more are safe");
  return fmt::format(
      "Shared between districts: the one worst off has {:.1f} % safe instead of {:.1f} %;\n{}, and {}.\n",
      100 * price.share_after, 100 * price.share_before, people, time);
}

std::string priority_line(const answers::PriceOfPriority& price) {
  return fmt::format("Those with priority go first; without it {} {} would be safe, {:.2f} hours {} on average.\n",
                     grouped(std::abs(price.fewer_safe.count())), price.fewer_safe < Persons{0} ? "fewer" : "more",
                     std::abs(price.hours_later), price.hours_later < 0 ? "later" : "sooner");
}

}  // namespace passage::publish
