#include "counts/overlaps.h"

#include <algorithm>
#include <functional>
#include <set>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/text.h"
#include "counts/added_figures.h"

namespace passage::counts {
namespace {

// A way in which the same people may stand there twice.
struct Overlap {
  const char* how;                                      // "at several levels"
  std::function<Key(const CountRow&)> same;             // alike for counts of the same people
  std::function<std::string(const CountRow&)> variant;  // unlike for counts that are not to be added
  std::function<bool(const std::string&, const std::string&)> better;
};

bool lesser(const std::string& a, const std::string& b) {
  return a < b;
}

// Later rounds are better: by number, as far as they have one.
bool later(const std::string& a, const std::string& b) {
  return std::pair(a.size(), a) > std::pair(b.size(), b);
}

// What stands for all, then what is parted by fewest columns.
bool all_first(const std::string& a, const std::string& b) {
  return std::tuple(!a.starts_with("for all"), a.size(), a) < std::tuple(!b.starts_with("for all"), b.size(), b);
}

Key with(Key key, std::initializer_list<std::string> more) {
  key.insert(key.end(), more);
  return key;
}

std::string parted_by(const CountRow& row) {
  std::vector<std::string> columns;
  for (const auto& [column, cell] : row.others) columns.push_back(column);
  return columns.empty() ? "for all" : fmt::format("by {}", fmt::join(columns, " and "));
}

// Keeps the best variant of each; the others' sums are told.
void resolve(std::vector<CountRow>& rows, const Overlap& overlap, Problems& problems) {
  std::map<Key, std::map<std::string, std::int64_t>> groups;
  for (const CountRow& row : rows) groups[overlap.same(row)][overlap.variant(row)] += row.people;
  std::map<Key, std::string> best;
  std::map<std::string, std::int64_t> taken, left;
  std::int64_t apart = 0;
  for (const auto& [key, variants] : groups) {
    if (variants.size() < 2) continue;
    const auto& chosen = *std::min_element(variants.begin(), variants.end(), [&](const auto& a, const auto& b) {
      return overlap.better(a.first, b.first);
    });
    best[key] = chosen.first;
    for (const auto& [variant, people] : variants) {
      (variant == chosen.first ? taken : left)[variant] += people;
      apart = std::max(apart, people - chosen.second);
    }
  }
  if (best.empty()) return;
  const bool anybody = std::any_of(left.begin(), left.end(), [](const auto& sum) { return sum.second > 0; });
  std::erase_if(rows, [&](const CountRow& row) {
    const auto chosen = best.find(overlap.same(row));
    return chosen != best.end() && chosen->second != overlap.variant(row);
  });
  if (!anybody) return;
  problems.add(
      {.severity = Severity::kFinding,
       .code = "P617",
       .problem = fmt::format("the same people are counted {}: taken are {}, not {}", overlap.how, listed(taken),
                              listed(left)),
       .why = apart > 0 ? fmt::format("of one place and date those left out have up to {} more", grouped(apart)) : ""});
}

Problem contradiction(const CountRow& row, const std::string& one, const std::string& other, const std::string& where,
                      const char* suggestion) {
  return {.code = "P621",
          .problem = fmt::format("{} of {} on {}: {}, {}", row.what, named(row), row.date, one, other),
          .where = where,
          .suggestion = suggestion};
}

// A row may repeat a figure of its file; it may not give another.
void resolve_repeats(std::vector<CountRow>& rows, Problems& problems) {
  std::map<std::pair<Key, std::map<std::string, std::string>>, const CountRow*> firsts;
  std::vector<CountRow> out;
  out.reserve(rows.size());
  std::int64_t repeats = 0, people = 0;
  std::string where;
  for (CountRow& row : rows) {
    const auto [known, is_new] = firsts.try_emplace({with(key_of(row), {row.file}), row.others}, nullptr);
    if (is_new) {
      known->second = &out.emplace_back(std::move(row));
      continue;
    }
    const CountRow& first = *known->second;
    if (first.people != row.people) {
      problems.add(contradiction(row, fmt::format("{} in {}", grouped(first.people), first.where),
                                 fmt::format("{} in {}", grouped(row.people), row.where), row.where,
                                 "leave the older row out"));
    } else if (row.people > 0) {
      if (repeats++ == 0) where = row.where;
      people += row.people;
    }
  }
  rows = std::move(out);
  if (repeats > 0)
    problems.add({.severity = Severity::kFinding,
                  .code = "P625",
                  .problem = fmt::format("left out: {} with the figure of one before", counted(repeats, "row")),
                  .why = fmt::format("{} of the same kind, place and date", people_text(people)),
                  .where = where,
                  .persons = people});
}

// Two files may repeat a figure; they may not give two.
void resolve_files(std::vector<CountRow>& rows, Problems& problems) {
  std::map<Key, std::map<std::string, std::int64_t>> groups;
  std::map<Key, const CountRow*> firsts;
  for (const CountRow& row : rows) {
    groups[key_of(row)][row.file] += row.people;
    firsts.emplace(key_of(row), &row);
  }
  for (const auto& [key, files] : groups)
    for (const auto& [file, people] : files)
      if (people != files.begin()->second)
        problems.add(contradiction(*firsts[key],
                                   fmt::format("{} in {}", grouped(files.begin()->second), files.begin()->first),
                                   fmt::format("{} in {}", grouped(people), file), file, "leave the older file out"));
  if (problems.has_errors()) return;
  resolve(rows, {"in several files", key_of, [](const CountRow& r) { return "in " + r.file; }, lesser}, problems);
}

// A total says nothing of places.
void leave_totals(std::vector<CountRow>& rows, Problems& problems) {
  const auto variant = [](const CountRow& r) {
    return r.is_total ? fmt::format("in rows \"{}\"", named(r)) : "by place";
  };
  const auto same = [](const CountRow& r) { return Key{r.source, r.what, r.date}; };
  resolve(rows, {"by place and in a total", same, variant, lesser}, problems);
  std::int64_t people = 0;
  std::set<std::string> dates, names;
  std::string where;
  std::erase_if(rows, [&](const CountRow& row) {
    if (!row.is_total) return false;
    people += row.people, dates.insert(row.date), names.insert(variant(row));
    if (where.empty()) where = row.where;
    return true;
  });
  if (dates.empty()) return;
  problems.add(
      {.severity = Severity::kFinding,
       .code = "P622",
       .problem = fmt::format("left out: {} {} on {} without figures of places", people_text(people),
                              fmt::join(names, ", "), counted(static_cast<std::int64_t>(dates.size()), "date")),
       .where = where,
       .persons = people});
}

// A country's own figure says nothing of districts: it stands only where no date has any.
void leave_countries(std::vector<CountRow>& rows, Problems& problems) {
  const auto same = [](const CountRow& r) { return std::pair(r.what, r.country); };
  std::set<std::pair<std::string, std::string>> divided;
  for (const CountRow& row : rows)
    if (row.level > 0) divided.insert(same(row));
  std::int64_t people = 0;
  std::set<std::string> dates;
  std::erase_if(rows, [&](const CountRow& row) {
    const bool leaves = row.level == 0 && divided.contains(same(row));
    if (leaves) people += row.people, dates.insert(row.date);
    return leaves;
  });
  if (dates.empty()) return;
  problems.add({.severity = Severity::kFinding,
                .code = "P618",
                .problem = fmt::format("{} stand for a whole country on {}, and for its districts on others: left out",
                                       people_text(people), counted(static_cast<std::int64_t>(dates.size()), "date")),
                .why = fmt::format("{} to {}", *dates.begin(), *dates.rbegin()),
                .persons = people});
}

}  // namespace

std::map<std::string, std::map<std::string, std::int64_t>> without_overlaps(std::vector<CountRow> rows,
                                                                            Problems& problems) {
  resolve_repeats(rows, problems);
  resolve(rows,
          {"for all and by other columns", [](const CountRow& r) { return with(key_of(r), {r.file}); }, parted_by,
           all_first},
          problems);
  resolve_files(rows, problems);
  const auto place = [](const CountRow& r) { return Key{r.country, r.district, r.within, fmt::format("{}", r.level)}; };
  const Overlap overlaps[] = {
      {"for all ages and by them",
       [&](const CountRow& r) {
         return with(place(r), {r.source, r.what, r.date, r.assessment, r.round, r.part[0], r.part[2]});
       },
       [](const CountRow& r) { return std::string(r.part[1].empty() ? "for all" : "by age"); }, all_first},
      {"for all sexes and by them",
       [&](const CountRow& r) {
         return with(place(r), {r.source, r.what, r.date, r.assessment, r.round, r.part[2]});
       },
       [](const CountRow& r) { return std::string(r.part[0].empty() ? "for all" : "by sex"); }, all_first},
      {"for all origins and by them",
       [&](const CountRow& r) {
         return with(place(r), {r.source, r.what, r.date, r.assessment, r.round});
       },
       [](const CountRow& r) { return std::string(r.part[2].empty() ? "for all" : "by origin"); }, all_first},
      {"for all operations and by them",
       [&](const CountRow& r) {
         return with(place(r), {r.source, r.date, r.assessment, r.round});
       },
       [](const CountRow& r) { return std::string(r.what == kAllOperations ? "for all" : "by operation"); }, all_first},
      {"for all operations of a country and by them",
       [](const CountRow& r) {
         return Key{r.source, r.country, r.date};
       },
       [](const CountRow& r) {
         return std::string(r.level == 0 && r.what == kAllOperations ? "for the country" : "by operation or district");
       },
       lesser},
      {"in several rounds",
       [&](const CountRow& r) {
         return with(place(r), {r.source, r.what, r.date, r.assessment});
       },
       [](const CountRow& r) { return "in round " + r.round; }, later},
      {"by several assessments",
       [&](const CountRow& r) {
         return with(place(r), {r.source, r.what, r.date});
       },
       [](const CountRow& r) { return "by " + (r.assessment.empty() ? "one without a name" : r.assessment); }, lesser},
      {"at several levels",
       [](const CountRow& r) {
         return Key{r.source, r.what, r.country, r.level == 0 ? "" : r.district, r.date};
       },
       [](const CountRow& r) { return fmt::format("at admin {}", r.level); }, lesser},
      {"for a country and its districts",
       [](const CountRow& r) {
         return Key{r.source, r.what, r.country, r.date};
       },
       [](const CountRow& r) { return std::string(r.level == 0 ? "for the country" : "for districts"); }, lesser},
  };
  tell_of_parts_that_are_sums(rows, problems);
  for (const Overlap& overlap : overlaps) resolve(rows, overlap, problems);
  leave_countries(rows, problems);
  leave_totals(rows, problems);
  resolve(rows,
          {"by several agencies",
           [&](const CountRow& r) {
             return Key{named(r), r.date};
           },
           [](const CountRow& r) { return "of " + r.source; }, lesser},
          problems);
  tell_of_added(rows, problems);
  std::map<std::string, std::map<std::string, std::int64_t>> out;
  for (const CountRow& row : rows) out[named(row)][row.date] += row.people;
  return out;
}

}  // namespace passage::counts
