#include "publish/difference_page.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/text.h"

namespace passage::publish {

using answers::Change;

namespace {

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

std::string difference_page(const answers::Difference& d) {
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

}  // namespace passage::publish
