#include "displacement/overlaps.h"

#include <algorithm>
#include <functional>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/text.h"

namespace passage::displacement {
namespace {

using Key = std::vector<std::string>;

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

std::string parts_of(const CountRow& row) {
  const bool sex = !row.part[0].empty(), age = !row.part[1].empty();
  return sex && age ? "by sex and age" : sex ? "by sex" : age ? "by age" : "for all";
}

// "1,500 at admin 1, 1,500 at admin 2".
std::string listed(const std::map<std::string, std::int64_t>& sums) {
  std::vector<std::string> out;
  for (const auto& [variant, people] : sums) out.push_back(fmt::format("{} {}", grouped(people), variant));
  return fmt::format("{}", fmt::join(out, ", "));
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
  std::erase_if(rows, [&](const CountRow& row) {
    const auto chosen = best.find(overlap.same(row));
    return chosen != best.end() && chosen->second != overlap.variant(row);
  });
  problems.add(
      {.severity = Severity::kFinding,
       .code = "P617",
       .problem = fmt::format("the same people are counted {}: taken are {}, not {}", overlap.how, listed(taken),
                              listed(left)),
       .why = apart > 0 ? fmt::format("of one place and date those left out have up to {} more", grouped(apart)) : ""});
}

// Two files may repeat a figure; they may not give two.
void resolve_files(std::vector<CountRow>& rows, Problems& problems) {
  const auto same = [](const CountRow& r) {
    return Key{r.source, r.what,       r.country, r.district, r.within,  fmt::format("{}", r.level),
               r.date,   r.assessment, r.round,   r.part[0],  r.part[1], r.part[2]};
  };
  std::map<Key, std::map<std::string, std::int64_t>> groups;
  for (const CountRow& row : rows) groups[same(row)][row.file] += row.people;
  for (const auto& [key, files] : groups)
    for (const auto& [file, people] : files)
      if (people != files.begin()->second)
        problems.add({.code = "P621",
                      .problem = fmt::format("{} of {} on {}: {} in {}, {} in {}", key[1],
                                             key[3].empty() ? key[2] : key[3], key[6], grouped(files.begin()->second),
                                             files.begin()->first, grouped(people), file),
                      .where = file,
                      .suggestion = "leave the older file out"});
  if (problems.has_errors()) return;
  resolve(rows, {"in several files", same, [](const CountRow& r) { return "in " + r.file; }, lesser}, problems);
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

std::string named(const CountRow& row) {
  return row.level == 0 ? row.country : row.district;
}

// Operations and the like count different people, as far as a table tells.
void tell_of_added(const std::vector<CountRow>& rows, Problems& problems) {
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

}  // namespace

std::map<std::string, std::map<std::string, std::int64_t>> without_overlaps(std::vector<CountRow> rows,
                                                                            Problems& problems) {
  resolve_files(rows, problems);
  const auto place = [](const CountRow& r) { return Key{r.country, r.district, r.within, fmt::format("{}", r.level)}; };
  const auto with = [](Key key, std::initializer_list<std::string> more) {
    key.insert(key.end(), more);
    return key;
  };
  const auto all_first = [](const std::string& a, const std::string& b) {
    return std::pair(!a.starts_with("for all"), a.size()) < std::pair(!b.starts_with("for all"), b.size());
  };
  const Overlap overlaps[] = {
      {"for all and in parts",
       [&](const CountRow& r) {
         return with(place(r), {r.source, r.what, r.date, r.assessment, r.round, r.part[2]});
       },
       parts_of, all_first},
      {"for all origins and by them",
       [&](const CountRow& r) {
         return with(place(r), {r.source, r.what, r.date, r.assessment, r.round});
       },
       [](const CountRow& r) { return std::string(r.part[2].empty() ? "for all" : "by origin"); }, all_first},
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
  for (const Overlap& overlap : overlaps) resolve(rows, overlap, problems);
  leave_countries(rows, problems);
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

}  // namespace passage::displacement
