#include "counts/added_figures.h"

#include <functional>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/text.h"

namespace passage::counts {
namespace {

// Operations and the like count different people, as far as a table tells.
void tell_of_operations(const std::vector<CountRow>& rows, Problems& problems) {
  std::map<std::pair<std::string, std::string>, std::set<std::string>> whats;
  for (const CountRow& row : rows) whats[{named(row), row.date}].insert("of " + row.what);
  std::map<std::string, std::int64_t> added;
  for (const CountRow& row : rows)
    if (whats[{named(row), row.date}].size() > 1) added["of " + row.what] += row.people;
  if (!added.empty())
    problems.add({.severity = Severity::kFinding,
                  .code = "P617",
                  .problem = fmt::format("figures of one place and date are added: {}", listed(added)),
                  .why = "whether they count the same people, the tables do not say"});
}

bool differ(const std::vector<const CountRow*>& group, const std::string& column) {
  std::set<std::string> cells;
  for (const CountRow* row : group) {
    const auto cell = row->others.find(column);
    cells.insert(cell == row->others.end() ? "" : cell->second);
  }
  return cells.size() > 1;
}

// So do rows that differ in a column that is not read.
void tell_of_rows(const std::vector<CountRow>& rows, Problems& problems) {
  std::map<Key, std::vector<const CountRow*>> groups;
  for (const CountRow& row : rows)
    if (row.people > 0) groups[key_of(row)].push_back(&row);
  std::int64_t people = 0, added = 0;
  std::set<std::string> columns;
  for (const auto& [key, group] : groups) {
    if (group.size() < 2) continue;
    for (const CountRow* row : group) {
      people += row->people, ++added;
      for (const auto& other : row->others)
        if (differ(group, other.first)) columns.insert(other.first);
    }
  }
  if (columns.empty()) return;
  problems.add({.severity = Severity::kFinding,
                .code = "P617",
                .problem = fmt::format("figures of one place and date are added: {} in {} that differ in {}",
                                       people_text(people), counted(added, "row"), fmt::join(columns, ", ")),
                .why = "whether they count the same people, the tables do not say"});
}

// A name that is not known for a total: wherever it stands it has as many people as all others together.
void tell_of_sums(const std::vector<CountRow>& rows, const std::function<Key(const CountRow&)>& same,
                  const std::function<std::string(const CountRow&)>& member, Problems& problems) {
  std::map<Key, std::map<std::string, std::int64_t>> groups;
  for (const CountRow& row : rows)
    if (row.people > 0 && !member(row).empty()) groups[same(row)][member(row)] += row.people;
  std::map<std::string, bool> always;
  for (const auto& [key, members] : groups) {
    std::int64_t sum = 0;
    for (const auto& [name, people] : members) sum += people;
    for (const auto& [name, people] : members) {
      const bool is_sum = members.size() > 2 && 2 * people == sum;
      const auto [known, is_new] = always.emplace(name, is_sum);
      known->second = known->second && is_sum;
    }
  }
  for (const auto& [name, is_sum] : always)
    if (is_sum)
      problems.add(
          {.severity = Severity::kFinding,
           .code = "P617",
           .problem = fmt::format("\"{}\" has as many people as all others together, and is added to them", name),
           .suggestion = "if it is a total, leave its rows out"});
}

}  // namespace

void tell_of_parts_that_are_sums(const std::vector<CountRow>& rows, Problems& problems) {
  for (std::size_t k = 0; k < 3; ++k)
    tell_of_sums(
        rows,
        [&](const CountRow& row) {
          Key key = key_of(row);
          key[key.size() - 3 + k].clear();
          return key;
        },
        [&](const CountRow& row) { return row.part[k]; }, problems);
}

void tell_of_added(const std::vector<CountRow>& rows, Problems& problems) {
  tell_of_operations(rows, problems);
  tell_of_rows(rows, problems);
  tell_of_sums(
      rows,
      [](const CountRow& row) {
        return Key{row.source, row.what, row.date};
      },
      named, problems);
}

}  // namespace passage::counts
