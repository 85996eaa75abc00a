// Reads the tables of a plan, one after the other: what is shared by tables_read*.cc.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>

#include "core/text.h"
#include "jobs/task.h"
#include "plan/local_time.h"
#include "plan/tables.h"

namespace passage::plan {

// No plan holds more: with these, sums over its rows fit.
inline constexpr std::int64_t kMostPeople = 10'000'000'000;
inline constexpr std::int64_t kMostThousandths = 1'000'000'000'000'000;
inline constexpr std::int64_t kMostMillis = std::int64_t{367} * 86'400'000;
inline constexpr std::int64_t kMostOfFraction = 1'000'000'000;  // numerator and denominator

// Exact, "7200/7" too.
[[nodiscard]] std::optional<Rational> parse_fraction(std::string_view text);
[[nodiscard]] std::optional<double> parse_real(std::string_view text);
[[nodiscard]] std::optional<network::ModeSet> parse_modes(std::string_view text);

// One table at a time; cells by place, which is looked up once. What is wrong is collected.
class TableRows {
 public:
  TableRows(geodata::LayerReader& in, Problems& problems) : in_(in), problems_(problems) {}

  [[nodiscard]] bool open(const std::string& table) {
    table_ = table;
    if (in_.open(table)) return true;
    problems_.add({.code = "P501",
                   .problem = fmt::format("the plan has no table \"{}\"", table),
                   .suggestion = "take the file again from where it came, or make the plan again"});
    return false;
  }
  [[nodiscard]] std::size_t column(const std::string& name) {
    const auto& names = in_.columns();
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    problems_.add({.code = "P501",
                   .problem = fmt::format("table \"{}\" has no column \"{}\"", table_, name),
                   .suggestion = did_you_mean(name, names)});
    problems_.throw_if_errors();
    return 0;
  }
  [[nodiscard]] const std::vector<std::string>& columns() const { return in_.columns(); }
  [[nodiscard]] bool next() { return in_.next(); }
  [[nodiscard]] bool none(std::size_t at) { return in_.is_none(at); }

  [[nodiscard]] std::string_view text(std::size_t at) {
    const std::string_view value = in_.text(at);
    if (first_invalid_utf8(value) != std::string_view::npos) bad(at, "the cell is not UTF-8");
    return value;
  }
  [[nodiscard]] std::int64_t integer(std::size_t at) { return kept(in_.integer(at), at, "no whole number"); }
  // What lies outside is reported, and the nearest of [least, most].
  [[nodiscard]] std::int64_t within(std::int64_t value, std::size_t at, std::int64_t least, std::int64_t most,
                                    const char* why) {
    if (value < least || value > most) bad(at, why);
    return std::clamp(value, least, most);
  }
  [[nodiscard]] Persons persons(std::size_t at) {
    return Persons{within(integer(at), at, 0, kMostPeople, "below 0, or more people than there are")};
  }
  [[nodiscard]] std::int64_t decimal(std::size_t at, int digits) {
    return kept(in_.decimal(at, digits), at, digits == 3 ? "no number of at most 3 decimals" : "no number of degrees");
  }
  // A length, speed, capacity or time, in thousandths.
  [[nodiscard]] std::int64_t measure(std::size_t at) {
    return within(decimal(at, 3), at, 0, kMostThousandths, "less than nothing, or more than a road can have");
  }
  [[nodiscard]] std::int32_t degrees(std::size_t at, std::int64_t most) {
    const std::int64_t limit = most * 10'000'000;
    return static_cast<std::int32_t>(within(decimal(at, 7), at, -limit, limit, "no place on Earth"));
  }
  [[nodiscard]] network::Coordinate position(std::size_t lat, std::size_t lon) {
    return {degrees(lat, 90), degrees(lon, 180)};
  }
  // Times of tables are told by this clock, whose zero is the start; none is before it, or a year and a day after it.
  void set_clock(const LocalClock& clock, Instant start) {
    clock_ = clock;
    start_ = start;
  }
  // Written in the one way that the clock writes it: another offset would show another hour.
  [[nodiscard]] PlanTime time(std::size_t at) {
    const std::string_view text = in_.text(at);
    if (text == time_text_ && !text.empty()) return time_;
    const auto value = parse_iso(text);
    if (!value) {
      bad(at, "no time such as 2022-03-05T08:00:00+02:00");
      return PlanTime{0};
    }
    const std::int64_t millis = (*value - start_).count();
    const PlanTime since{within(millis, at, 0, kMostMillis, "no time of the case")};
    written_.clear();
    clock_->append_iso(written_, since);
    if (written_ == text) {
      time_text_.swap(written_);
      time_ = since;
    } else if (since.count() == millis) {
      bad(at, "the plan's clock writes " + written_);
    }
    return since;
  }
  template <class T>
  [[nodiscard]] T one_of(std::size_t at, std::initializer_list<std::pair<const char*, T>> words) {
    const std::string_view value = in_.text(at);
    for (const auto& [word, meaning] : words)
      if (value == word) return meaning;
    std::vector<std::string> known;
    for (const auto& [word, meaning] : words) known.emplace_back(word);
    bad(at, fmt::format("none of {}", fmt::join(known, ", ")));
    return words.begin()->second;
  }
  [[nodiscard]] Mode mode(std::size_t at) { return one_of<Mode>(at, {{"car", Mode::kCar}, {"foot", Mode::kFoot}}); }
  // Of a group's people: a fleet's are told as what it is.
  [[nodiscard]] Mode mode(std::size_t at, const Plan& plan, std::size_t group) {
    const std::string_view value = in_.text(at);
    for (const Mode mode : {Mode::kCar, Mode::kFoot})
      if (value == mode_name(plan, mode, group)) return mode;
    bad(at, "not what this group goes by");
    return Mode::kCar;
  }
  [[nodiscard]] Direction direction(std::size_t at) {
    return one_of<Direction>(at, {{"forward", Direction::kForward}, {"backward", Direction::kBackward}});
  }
  [[nodiscard]] bool yes(std::size_t at) { return one_of<bool>(at, {{"no", false}, {"yes", true}}); }
  template <class T>
  [[nodiscard]] T kept(std::optional<T> value, std::size_t at, const char* why) {
    if (!value) bad(at, why);
    return value.value_or(T{});
  }
  [[nodiscard]] bool shape(geodata::ShapeKind& kind, geodata::ShapeParts& parts) {
    const bool read = in_.shape(kind, parts);
    if (!read) add({.code = "P502", .problem = "the shape can't be read", .where = in_.where()});
    return read;
  }
  void bad(std::size_t at, std::string why) {
    add({.code = "P502",
         .problem = fmt::format("{} \"{}\" can't be read", in_.columns()[at], in_.text(at)),
         .why = std::move(why),
         .where = in_.where(),
         .suggestion = "make the plan again; a plan is not to be edited by hand"});
  }
  void unknown(const char* what, std::string_view id) {
    add({.code = "P503",
         .problem = fmt::format("there is no {} \"{}\" in the plan", what, id),
         .where = in_.where(),
         .suggestion = "make the plan again; a plan is not to be edited by hand"});
  }
  [[nodiscard]] std::vector<std::string> texts(std::size_t at);
  [[nodiscard]] std::string where() const { return in_.where(); }
  void add(Problem problem) {
    problems_.add(std::move(problem));
    if (problems_.list().size() >= 1000) problems_.throw_if_errors();
  }

 private:
  geodata::LayerReader& in_;
  Problems& problems_;
  std::string table_;
  std::optional<LocalClock> clock_;
  Instant start_;
  std::string time_text_, written_;  // the last time that was read, as most come again
  PlanTime time_{0};
};

class TablesReader {
 public:
  explicit TablesReader(geodata::LayerReader& in) : in_(in), rows_(in, problems_) {}
  Plan all(const jobs::Task& task);

 private:
  struct Side {
    network::RoadId road;
    bool flipped = false, oneway = false;  // oneway: another row is its other direction
  };
  void provenance();
  void sources();
  void findings();
  void dangers();
  void nodes();
  void roads();
  void add_reverse(std::string id, const std::string& of, network::ModeSet modes);
  void corridors();
  void bottlenecks();
  void origins();
  void refuges();
  void orders();
  void legs();
  void flows();
  void arrivals();
  void labels();
  void groups();
  void levels();
  void trips();
  // The column `group` of a plan that has several, its place where the file has it.
  std::optional<std::size_t> group_column();
  std::size_t group_at(std::size_t at);
  std::size_t group(std::optional<std::size_t> at) { return at ? group_at(*at) : 0; }
  void safe_by();
  void left_by_district();

  PlanInterval interval(std::size_t from, std::size_t until) { return {rows_.time(from), rows_.time(until)}; }
  std::vector<PlanInterval> intervals(std::size_t at);
  PlanTime since_start(Instant time, std::size_t at);
  Rational fraction(std::size_t at);
  network::NodeId node(std::size_t at);
  Side side_of(const std::string& id);
  void take_side(std::size_t road_at, std::size_t direction_at, network::RoadId& road, Direction& direction);

  // Columns that are neither known nor derived.
  std::vector<std::size_t> pcode_places(const std::set<std::string>& derived, const std::set<std::size_t>& known);
  std::map<std::string, std::string> pcodes(const std::vector<std::size_t>& places);
  geodata::LayerReader& in_;
  Problems problems_;
  TableRows rows_;
  Plan plan_;
  std::unordered_map<std::string, network::NodeId> node_by_id_;
  std::unordered_map<std::string, Side> side_by_id_;
  std::unordered_map<std::string, OrderId> order_by_id_;
  std::string scratch_;
};

}  // namespace passage::plan
