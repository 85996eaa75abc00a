#include <array>
#include <charconv>
#include <cmath>

#include <nlohmann/json.hpp>

#include "plan/tables_reader.h"

namespace passage::plan {

std::optional<Rational> parse_fraction(std::string_view text) {
  const std::size_t bar = text.find('/');
  if (bar == std::string_view::npos) return Rational::parse(text);
  const auto num = geodata::parse_decimal(text.substr(0, bar), 0),
             den = geodata::parse_decimal(text.substr(bar + 1), 0);
  if (!num || !den || *den <= 0) return std::nullopt;
  return Rational::of(*num, *den);
}

std::optional<double> parse_real(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<network::ModeSet> parse_modes(std::string_view text) {
  if (text == "none") return network::ModeSet{0};
  network::ModeSet modes = 0;
  for (const std::string& word : split(text, ' ')) {
    if (word == "car") {
      modes |= network::mode_bit(Mode::kCar);
    } else if (word == "foot") {
      modes |= network::mode_bit(Mode::kFoot);
    } else {
      return std::nullopt;
    }
  }
  return modes;
}

Plan TablesReader::all(const jobs::Task& task) {
  provenance();
  const std::array tables{
      &TablesReader::sources, &TablesReader::findings,  &TablesReader::dangers,         &TablesReader::nodes,
      &TablesReader::roads,   &TablesReader::corridors, &TablesReader::bottlenecks,     &TablesReader::origins,
      &TablesReader::refuges, &TablesReader::groups,    &TablesReader::levels,          &TablesReader::orders,
      &TablesReader::legs,    &TablesReader::trips,     &TablesReader::flows,           &TablesReader::arrivals,
      &TablesReader::labels,  &TablesReader::safe_by,   &TablesReader::left_by_district};
  for (std::size_t i = 0; i < tables.size(); ++i) {
    task.expect_wanted();
    task.report(static_cast<double>(i) / tables.size());
    (this->*tables[i])();
    problems_.throw_if_errors();
  }
  return std::move(plan_);
}

std::vector<PlanInterval> TablesReader::intervals(std::size_t at) {
  std::vector<PlanInterval> out;
  if (rows_.none(at)) return out;
  for (const std::string& word : split(rows_.text(at), ' ')) {
    const std::size_t bar = std::min(word.find('/'), word.size());
    const auto from = parse_iso(word.substr(0, bar)), until = parse_iso(word.substr(std::min(bar + 1, word.size())));
    if (!from || !until) {
      rows_.bad(at, "no intervals FROM/UNTIL");
    } else {
      out.push_back({since_start(*from, at), since_start(*until, at)});
    }
  }
  return out;
}

PlanTime TablesReader::since_start(Instant time, std::size_t at) {
  return PlanTime{rows_.within((time - plan_.start).count(), at, 0, kMostMillis, "no time of the case")};
}

Rational TablesReader::fraction(std::size_t at) {
  const Rational value = rows_.kept(parse_fraction(rows_.text(at)), at, "no fraction");
  if (value.num() >= 0 && value.num() <= kMostOfFraction && value.den() <= kMostOfFraction) return value;
  rows_.bad(at, "below 0, or of too many digits");
  return {};
}

void TablesReader::provenance() {
  if (!in_.open("provenance")) {
    throw InputError(Problem{.code = "P500",
                             .problem = "the file is no plan",
                             .why = "it has no table \"provenance\"",
                             .suggestion = "name a file that passage plan wrote"});
  }
  const std::size_t key = rows_.column("key"), value = rows_.column("value");
  std::map<std::string, std::string, std::less<>> entries;
  std::set<std::pair<std::string, std::string>> seen;
  Provenance& made = plan_.provenance;
  while (rows_.next()) {
    const std::string name(rows_.text(key)), text(rows_.text(value));
    if (name == "assumed") {
      made.assumed.push_back(text);
    } else if (name == "without") {
      made.without.push_back(text);
    } else if (name.starts_with("input:")) {
      made.inputs.emplace_back(name.substr(6), text);
    } else {
      entries.emplace(name, text);
    }
    const bool listed = name == "assumed" || name == "without";
    if (!seen.emplace(name, listed ? text : std::string()).second) rows_.bad(key, "it is there twice: neither counts");
  }
  problems_.throw_if_errors();
  const auto entry = [&](const char* name) -> const std::string& {
    static const std::string kNothing;
    const auto found = entries.find(name);
    if (found != entries.end()) return found->second;
    problems_.add({.code = "P501", .problem = fmt::format("the plan's provenance has no \"{}\"", name)});
    return kNothing;
  };
  const auto parsed = [&](const char* name, auto parse) {
    const auto result = parse(entry(name));
    if (!result) {
      problems_.add({.code = "P502",
                     .problem = fmt::format("{} \"{}\" can't be read", name, entry(name)),
                     .where = "provenance"});
    }
    return result.value_or(std::decay_t<decltype(*result)>{});
  };
  const auto whole = [](std::string_view text) { return geodata::parse_decimal(text, 0); };
  const auto count = [&](const char* name) {
    return Persons{parsed(name, [&](std::string_view text) -> std::optional<std::int64_t> {
      const auto number = whole(text);
      return number && *number >= 0 && *number <= kMostPeople ? number : std::nullopt;
    })};
  };
  const auto yes = [](std::string_view text) {
    return text == "yes" ? std::optional(true) : text == "no" ? std::optional(false) : std::nullopt;
  };
  if (parsed("tables_version", whole) > kTablesVersion) {
    throw InputError(Problem{.code = "P506",
                             .problem = "the plan was written by a later version of Passage",
                             .why = "passage " + entry("passage_version"),
                             .suggestion = "read it with that version"});
  }
  plan_.start = parsed("start", parse_iso);
  plan_.horizon =
      parsed("end",
             [&](std::string_view text) -> std::optional<Instant> {
               const auto end = parse_iso(text);
               return end && *end > plan_.start && (*end - plan_.start).count() <= kMostMillis ? end : std::nullopt;
             }) -
      plan_.start;
  plan_.title = entry("title");
  plan_.language = entry("language");
  plan_.time_zone = entry("time_zone");
  plan_.round_id = entry("round_id");
  plan_.round_status = entry("round_status");
  plan_.window_rule = entry("window_rule");
  plan_.people_per_car = parsed("people_per_car", parse_fraction);
  plan_.people = count("people");
  plan_.safe = count("safe");
  plan_.left = count("left");
  plan_.staying = count("staying");
  plan_.unreached = count("unreached");
  plan_.upper_bound = count("upper_bound");
  if (!entry("last_arrival").empty()) {
    plan_.last_arrival =
        parsed("last_arrival",
               [&](std::string_view text) -> std::optional<Instant> {
                 const auto last = parse_iso(text);
                 return last && *last > plan_.start && *last - plan_.start <= plan_.horizon ? last : std::nullopt;
               }) -
        plan_.start;
  }
  plan_.gap = parsed("gap", parse_real);
  plan_.curve_gap = parsed("curve_gap", parse_real);
  plan_.certificate_accepted = parsed("certificate_accepted", yes);
  plan_.certificate_kind = entry("certificate_kind");
  plan_.exposure_person_h = parsed("exposure_person_h", parse_fraction);
  plan_.legs_left_out = parsed("legs_left_out", yes);
  plan_.labels_left_out = entries.contains("labels_left_out") && parsed("labels_left_out", yes);
  made.version = entry("passage_version");
  made.case_id = entry("case_id");
  made.case_directory = entry("case_directory");
  made.options = entry("options");
  made.seed = parsed("seed", [](std::string_view text) -> std::optional<std::uint64_t> {
    std::uint64_t seed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return seed;
  });
  problems_.throw_if_errors();
  rows_.set_clock(LocalClock(plan_.time_zone, plan_.start), plan_.start);
}

void TablesReader::sources() {
  if (!rows_.open("sources")) return;
  const std::size_t id = rows_.column("id"), title = rows_.column("title"), url = rows_.column("url"),
                    date = rows_.column("date"), licence = rows_.column("licence");
  while (rows_.next()) {
    plan_.sources.push_back({std::string(rows_.text(id)), std::string(rows_.text(title)), std::string(rows_.text(url)),
                             std::string(rows_.text(date)), std::string(rows_.text(licence))});
  }
}

void TablesReader::findings() {
  if (!rows_.open("findings")) return;
  const std::size_t severity = rows_.column("severity"), code = rows_.column("code"), problem = rows_.column("problem"),
                    why = rows_.column("why"), where = rows_.column("where"), suggestion = rows_.column("suggestion"),
                    persons = rows_.column("persons");
  while (rows_.next()) {
    Problem one;
    one.severity = rows_.one_of<Severity>(
        severity, {{"finding", Severity::kFinding}, {"warning", Severity::kWarning}, {"error", Severity::kError}});
    one.code = rows_.text(code);
    one.problem = rows_.text(problem);
    one.why = rows_.text(why);
    one.where = rows_.text(where);
    one.suggestion = rows_.text(suggestion);
    one.persons = rows_.none(persons) ? -1 : rows_.integer(persons);
    plan_.findings.push_back(std::move(one));
  }
}

void TablesReader::safe_by() {
  if (!rows_.open("safe_by")) return;
  const std::size_t time = rows_.column("time"), persons = rows_.column("persons"), at_most = rows_.column("at_most");
  while (rows_.next()) plan_.safe_by.push_back({rows_.time(time), rows_.persons(persons), rows_.persons(at_most)});
}

void TablesReader::left_by_district() {
  if (!rows_.open("left_by_district")) return;
  const std::size_t district = rows_.column("district"), persons = rows_.column("persons"),
                    reason = rows_.column("reason"), held_by = rows_.column("held_by");
  while (rows_.next()) {
    plan_.left_by_district.push_back({std::string(rows_.text(district)), rows_.persons(persons),
                                      std::string(rows_.text(reason)), rows_.texts(held_by)});
  }
}

// A JSON list of texts.
std::vector<std::string> TableRows::texts(std::size_t at) {
  const auto list = nlohmann::json::parse(text(at), nullptr, false);
  const bool sound =
      list.is_array() && std::all_of(list.begin(), list.end(), [](const auto& e) { return e.is_string(); });
  if (sound) return list.get<std::vector<std::string>>();
  bad(at, "no list of texts");
  return {};
}

Plan read_tables(geodata::LayerReader& in, const jobs::Task& task) {
  return TablesReader(in).all(task);
}

}  // namespace passage::plan
