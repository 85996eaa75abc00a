#include <charconv>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "core/text.h"
#include "plan/local_time.h"
#include "plan/tables.h"

namespace passage::plan {
namespace {

using geodata::LayerReader;
using geodata::ShapeKind;
using geodata::ShapeParts;
using network::Coordinate;
using network::NodeId;
using network::RoadId;

constexpr std::size_t kMostProblems = 1000;

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

// One table at a time; cells by place, which is looked up once. What is wrong is collected.
class Rows {
 public:
  Rows(LayerReader& in, Problems& problems) : in_(in), problems_(problems) {}

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
  [[nodiscard]] Persons persons(std::size_t at) { return Persons{integer(at)}; }
  [[nodiscard]] std::int64_t decimal(std::size_t at, int digits) {
    return kept(in_.decimal(at, digits), at, digits == 3 ? "no number of at most 3 decimals" : "no number of degrees");
  }
  [[nodiscard]] std::int32_t degrees(std::size_t at, std::int64_t most) {
    const std::int64_t value = decimal(at, 7);
    if (std::abs(value) > most * 10'000'000) bad(at, fmt::format("outside -{}..{}", most, most));
    return static_cast<std::int32_t>(std::clamp(value, -most * 10'000'000, most * 10'000'000));
  }
  [[nodiscard]] Coordinate position(std::size_t lat, std::size_t lon) { return {degrees(lat, 90), degrees(lon, 180)}; }
  [[nodiscard]] PlanTime time(std::size_t at, Instant start) {
    const auto value = parse_iso(in_.text(at));
    if (!value) bad(at, "no time such as 2022-03-05T08:00:00+02:00");
    return value ? *value - start : PlanTime{0};
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
  [[nodiscard]] Direction direction(std::size_t at) {
    return one_of<Direction>(at, {{"forward", Direction::kForward}, {"backward", Direction::kBackward}});
  }
  [[nodiscard]] bool yes(std::size_t at) { return one_of<bool>(at, {{"no", false}, {"yes", true}}); }
  template <class T>
  [[nodiscard]] T kept(std::optional<T> value, std::size_t at, const char* why) {
    if (!value) bad(at, why);
    return value.value_or(T{});
  }
  [[nodiscard]] bool shape(ShapeKind& kind, ShapeParts& parts) {
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
  [[nodiscard]] std::string where() const { return in_.where(); }
  void add(Problem problem) {
    problems_.add(std::move(problem));
    if (problems_.list().size() >= kMostProblems) problems_.throw_if_errors();
  }

 private:
  LayerReader& in_;
  Problems& problems_;
  std::string table_;
};

class Reader {
 public:
  explicit Reader(LayerReader& in) : in_(in), rows_(in, problems_) {}

  Plan all() {
    provenance();
    for (const auto read :
         {&Reader::sources, &Reader::findings, &Reader::dangers, &Reader::nodes, &Reader::roads, &Reader::corridors,
          &Reader::bottlenecks, &Reader::origins, &Reader::refuges, &Reader::orders, &Reader::legs, &Reader::flows,
          &Reader::arrivals, &Reader::labels, &Reader::safe_by, &Reader::left_by_district}) {
      (this->*read)();
      problems_.throw_if_errors();
    }
    return std::move(plan_);
  }

 private:
  struct Side {
    RoadId road;
    bool flipped = false;
  };

  void provenance() {
    if (!in_.open("provenance")) {
      throw InputError(Problem{.code = "P500",
                               .problem = "the file is no plan",
                               .why = "it has no table \"provenance\"",
                               .suggestion = "name a file that passage plan wrote"});
    }
    const std::size_t key = rows_.column("key"), value = rows_.column("value");
    std::map<std::string, std::string, std::less<>> entries;
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
        entries.insert_or_assign(name, text);
      }
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
    const auto count = [&](const char* name) { return Persons{parsed(name, whole)}; };
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
    plan_.horizon = parsed("end", parse_iso) - plan_.start;
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
    if (!entry("last_arrival").empty()) plan_.last_arrival = parsed("last_arrival", parse_iso) - plan_.start;
    plan_.gap = parsed("gap", parse_real);
    plan_.curve_gap = parsed("curve_gap", parse_real);
    plan_.certificate_accepted = parsed("certificate_accepted", yes);
    plan_.certificate_kind = entry("certificate_kind");
    plan_.exposure_person_h = parsed("exposure_person_h", parse_fraction);
    plan_.legs_left_out = parsed("legs_left_out", yes);
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
  }

  void sources() {
    if (!rows_.open("sources")) return;
    const std::size_t id = rows_.column("id"), title = rows_.column("title"), url = rows_.column("url"),
                      date = rows_.column("date"), licence = rows_.column("licence");
    while (rows_.next()) {
      plan_.sources.push_back({std::string(rows_.text(id)), std::string(rows_.text(title)),
                               std::string(rows_.text(url)), std::string(rows_.text(date)),
                               std::string(rows_.text(licence))});
    }
  }

  void findings() {
    if (!rows_.open("findings")) return;
    const std::size_t severity = rows_.column("severity"), code = rows_.column("code"),
                      problem = rows_.column("problem"), why = rows_.column("why"), where = rows_.column("where"),
                      suggestion = rows_.column("suggestion"), persons = rows_.column("persons");
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

  void dangers() {
    if (!rows_.open("dangers")) return;
    const std::size_t id = rows_.column("id"), kind = rows_.column("kind"), closed = rows_.column("closed"),
                      from = rows_.column("from"), until = rows_.column("until"), source = rows_.column("source");
    ShapeKind shape{};
    ShapeParts parts;
    while (rows_.next()) {
      DangerRow one;
      one.id = rows_.text(id);
      one.is_polygon = rows_.one_of<bool>(kind, {{"line", false}, {"polygon", true}});
      one.closed = rows_.yes(closed);
      one.when = interval(from, until);
      one.source = rows_.text(source);
      if (rows_.shape(shape, parts)) {
        for (const auto& part : parts) {
          one.rings.emplace_back();
          for (const auto& p : part) one.rings.back().push_back({p.lat_e7, p.lon_e7});
        }
      }
      plan_.dangers.push_back(std::move(one));
    }
  }

  void nodes() {
    if (!rows_.open("nodes")) return;
    const std::size_t id = rows_.column("id"), lat = rows_.column("lat"), lon = rows_.column("lon");
    while (rows_.next()) plan_.nodes.push_back({std::string(rows_.text(id)), rows_.position(lat, lon)});
    for (const NodeId node : plan_.nodes.ids()) node_by_id_.emplace(plan_.nodes[node].id, node);
  }

  void roads() {
    if (!rows_.open("roads")) return;
    const std::size_t id = rows_.column("id"), from = rows_.column("from"), to = rows_.column("to"),
                      length = rows_.column("length_m"), speed = rows_.column("speed_km_h"),
                      capacity = rows_.column("capacity_vehicles_per_h"), oneway = rows_.column("oneway"),
                      lanes = rows_.column("lanes"), modes = rows_.column("modes"), road_class = rows_.column("class"),
                      name = rows_.column("name"), source = rows_.column("source"),
                      reverse_of = rows_.column("reverse_of"), corridor = rows_.column("corridor");
    ShapeKind kind{};
    ShapeParts parts;
    while (rows_.next()) {
      const network::ModeSet used = rows_.kept(parse_modes(rows_.text(modes)), modes, "none of car, foot, none");
      if (!rows_.none(reverse_of)) {
        add_reverse(std::string(rows_.text(id)), std::string(rows_.text(reverse_of)), used);
        continue;
      }
      RoadRow road;
      road.id = rows_.text(id);
      road.from = node(from);
      road.to = node(to);
      road.length_mm = rows_.decimal(length, 3);
      road.speed_m_h = rows_.decimal(speed, 3);
      road.capacity_milli_veh_h = rows_.decimal(capacity, 3);
      road.forward = used;
      road.backward = rows_.yes(oneway) ? network::ModeSet{0} : used;
      if (!rows_.none(lanes)) {
        const std::int64_t count = rows_.integer(lanes);
        if (count < 0 || count > 255) rows_.bad(lanes, "not in 0..255");
        road.lanes = static_cast<std::uint8_t>(count);
      }
      road.road_class = rows_.text(road_class);
      road.name = rows_.text(name);
      road.source = rows_.text(source);
      road.corridor = rows_.yes(corridor);
      if (rows_.shape(kind, parts) && parts.size() == 1)
        for (std::size_t i = 1; i + 1 < parts[0].size(); ++i)
          road.shape.push_back({parts[0][i].lat_e7, parts[0][i].lon_e7});
      const RoadId row = plan_.roads.push_back(std::move(road));
      side_by_id_.insert_or_assign(plan_.roads[row].id, Side{row, false});
    }
  }

  void add_reverse(std::string id, const std::string& of, network::ModeSet modes) {
    const auto found = side_by_id_.find(of);
    if (found == side_by_id_.end()) return rows_.unknown("road", of);
    plan_.roads[found->second.road].backward = modes;
    side_by_id_.insert_or_assign(std::move(id), Side{found->second.road, true});
  }

  void corridors() {
    if (!rows_.open("corridors")) return;
    const std::size_t id = rows_.column("id"), name = rows_.column("name"), roads = rows_.column("roads"),
                      open = rows_.column("open");
    while (rows_.next()) {
      CorridorRow one;
      one.id = rows_.text(id);
      one.name = rows_.text(name);
      if (!rows_.none(roads)) {
        for (const std::string& word : split(rows_.text(roads), ' ')) {
          const std::size_t colon = word.find(':');
          const Side side = side_of(word.substr(0, colon));
          const bool backward = (colon != std::string::npos) != side.flipped;
          one.roads.emplace_back(side.road, backward ? Direction::kBackward : Direction::kForward);
        }
      }
      one.open = intervals(open);
      plan_.corridors.push_back(std::move(one));
    }
  }

  void bottlenecks() {
    if (!rows_.open("bottlenecks")) return;
    const std::size_t kind = rows_.column("kind"), id = rows_.column("id"), name = rows_.column("name"),
                      direction = rows_.column("direction"), at_most = rows_.column("at_most");
    while (rows_.next()) {
      plan_.bottlenecks.push_back({std::string(rows_.text(kind)), std::string(rows_.text(id)),
                                   std::string(rows_.text(name)), rows_.direction(direction), rows_.persons(at_most)});
    }
  }

  void origins() {
    if (!rows_.open("origins")) return;
    const std::size_t id = rows_.column("id"), name = rows_.column("name"), lat = rows_.column("lat"),
                      lon = rows_.column("lon"), people = rows_.column("people"), safe = rows_.column("safe"),
                      left = rows_.column("left"), staying = rows_.column("staying"),
                      unreached = rows_.column("unreached"), district = rows_.column("district"),
                      reason = rows_.column("reason"), source = rows_.column("source");
    const auto codes =
        pcode_places({"first_departure", "last_departure", "leave_by_hour"},
                     {id, name, lat, lon, people, safe, left, staying, unreached, district, reason, source});
    while (rows_.next()) {
      OriginRow one;
      one.id = rows_.text(id);
      one.name = rows_.text(name);
      one.position = rows_.position(lat, lon);
      one.people = rows_.persons(people);
      one.safe = rows_.persons(safe);
      one.left = rows_.persons(left);
      one.staying = rows_.persons(staying);
      one.unreached = rows_.persons(unreached);
      one.district = rows_.text(district);
      one.reason = rows_.text(reason);
      one.source = rows_.text(source);
      one.pcodes = pcodes(codes);
      plan_.origins.push_back(std::move(one));
    }
  }

  void refuges() {
    if (!rows_.open("refuges")) return;
    const std::size_t id = rows_.column("id"), name = rows_.column("name"), kind = rows_.column("kind"),
                      lat = rows_.column("lat"), lon = rows_.column("lon"), capacity = rows_.column("capacity_persons"),
                      intake = rows_.column("intake_persons_per_h"), open = rows_.column("open"),
                      persons = rows_.column("persons"), source = rows_.column("source");
    const auto codes =
        pcode_places({"arrivals_by_hour"}, {id, name, kind, lat, lon, capacity, intake, open, persons, source});
    while (rows_.next()) {
      RefugeRow one;
      one.id = rows_.text(id);
      one.name = rows_.text(name);
      one.kind = rows_.text(kind);
      one.position = rows_.position(lat, lon);
      if (rows_.text(capacity) != "unlimited") one.capacity = rows_.persons(capacity);
      if (const std::string_view rate = rows_.text(intake); rate != "unlimited")
        one.intake_persons_per_h = rows_.kept(parse_fraction(rate), intake, "no number, nor \"unlimited\"");
      one.open = intervals(open);
      one.persons = rows_.persons(persons);
      one.source = rows_.text(source);
      one.pcodes = pcodes(codes);
      plan_.refuges.push_back(std::move(one));
    }
  }

  void orders() {
    if (!rows_.open("orders")) return;
    const std::size_t id = rows_.column("order_id"), origin = rows_.column("origin_id"), mode = rows_.column("mode"),
                      refuge = rows_.column("refuge_id"), persons = rows_.column("persons"),
                      from = rows_.column("depart_from"), until = rows_.column("depart_until"),
                      arrive = rows_.column("arrive_until");
    while (rows_.next()) {
      Order one;
      one.id = rows_.text(id);
      one.origin_id = rows_.text(origin);
      one.mode = rows_.mode(mode);
      one.refuge_id = rows_.text(refuge);
      one.persons = rows_.persons(persons);
      one.depart = interval(from, until);
      one.arrive_until = rows_.time(arrive, plan_.start);
      const OrderId row = plan_.orders.push_back(std::move(one));
      order_by_id_.insert_or_assign(plan_.orders[row].id, row);
    }
  }

  void legs() {
    if (!rows_.open("legs")) return;
    const std::size_t order = rows_.column("order_id"), seq = rows_.column("seq"), road = rows_.column("road_id"),
                      from = rows_.column("enter_from"), until = rows_.column("enter_until"),
                      persons = rows_.column("persons"), direction = rows_.column("direction");
    while (rows_.next()) {
      Leg leg;
      scratch_ = rows_.text(order);
      if (const auto found = order_by_id_.find(scratch_); found != order_by_id_.end()) {
        leg.order = found->second;
      } else {
        rows_.unknown("order", scratch_);
      }
      leg.seq = static_cast<std::int32_t>(std::clamp<std::int64_t>(rows_.integer(seq), INT32_MIN, INT32_MAX));
      take_side(road, direction, leg.road, leg.direction);
      leg.enter = interval(from, until);
      leg.persons = rows_.persons(persons);
      plan_.legs.push_back(leg);
    }
  }

  void flows() {
    if (!rows_.open("flows")) return;
    const std::size_t road = rows_.column("road_id"), direction = rows_.column("direction"),
                      mode = rows_.column("mode"), from = rows_.column("enter_from"),
                      until = rows_.column("enter_until"), persons = rows_.column("persons");
    while (rows_.next()) {
      Flow flow;
      take_side(road, direction, flow.road, flow.direction);
      flow.mode = rows_.mode(mode);
      flow.enter = interval(from, until);
      flow.persons = rows_.persons(persons);
      plan_.flows.push_back(flow);
    }
  }

  void arrivals() {
    if (!rows_.open("arrivals")) return;
    const std::size_t refuge = rows_.column("refuge_id"), from = rows_.column("taken_from"),
                      until = rows_.column("taken_until"), persons = rows_.column("persons");
    while (rows_.next())
      plan_.arrivals.push_back({std::string(rows_.text(refuge)), interval(from, until), rows_.persons(persons)});
  }

  void labels() {
    if (!rows_.open("labels")) return;
    const std::size_t deadline = rows_.column("deadline"), at = rows_.column("node_id"), mode = rows_.column("mode"),
                      alpha = rows_.column("alpha_s");
    while (rows_.next()) {
      plan_.labels.push_back(
          {rows_.time(deadline, plan_.start), node(at), rows_.mode(mode), PlanTime{rows_.decimal(alpha, 3)}});
    }
  }

  void safe_by() {
    if (!rows_.open("safe_by")) return;
    const std::size_t time = rows_.column("time"), persons = rows_.column("persons"), at_most = rows_.column("at_most");
    while (rows_.next())
      plan_.safe_by.push_back({rows_.time(time, plan_.start), rows_.persons(persons), rows_.persons(at_most)});
  }

  void left_by_district() {
    if (!rows_.open("left_by_district")) return;
    const std::size_t district = rows_.column("district"), persons = rows_.column("persons"),
                      reason = rows_.column("reason");
    while (rows_.next()) {
      plan_.left_by_district.push_back(
          {std::string(rows_.text(district)), rows_.persons(persons), std::string(rows_.text(reason))});
    }
  }

  PlanInterval interval(std::size_t from, std::size_t until) {
    return {rows_.time(from, plan_.start), rows_.time(until, plan_.start)};
  }

  std::vector<PlanInterval> intervals(std::size_t at) {
    std::vector<PlanInterval> out;
    if (rows_.none(at)) return out;
    for (const std::string& word : split(rows_.text(at), ' ')) {
      const std::size_t bar = std::min(word.find('/'), word.size());
      const auto from = parse_iso(word.substr(0, bar)), until = parse_iso(word.substr(std::min(bar + 1, word.size())));
      if (!from || !until) {
        rows_.bad(at, "no intervals FROM/UNTIL");
      } else {
        out.push_back({*from - plan_.start, *until - plan_.start});
      }
    }
    return out;
  }

  NodeId node(std::size_t at) {
    scratch_ = rows_.text(at);
    const auto found = node_by_id_.find(scratch_);
    if (found != node_by_id_.end()) return found->second;
    rows_.unknown("node", scratch_);
    return {};
  }

  Side side_of(const std::string& id) {
    const auto found = side_by_id_.find(id);
    if (found != side_by_id_.end()) return found->second;
    rows_.unknown("road", id);
    return {};
  }

  void take_side(std::size_t road_at, std::size_t direction_at, RoadId& road, Direction& direction) {
    scratch_ = rows_.text(road_at);
    const Side side = side_of(scratch_);
    road = side.road;
    direction = rows_.direction(direction_at);
    if (!side.flipped) return;
    // A one-way row of a road that has two has nothing but its forward direction.
    if (direction == Direction::kBackward) rows_.bad(direction_at, "the road is one-way");
    direction = Direction::kBackward;
  }

  // Columns that are neither known nor derived.
  std::vector<std::size_t> pcode_places(const std::set<std::string>& derived, const std::set<std::size_t>& known) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < rows_.columns().size(); ++i)
      if (!known.contains(i) && !derived.contains(rows_.columns()[i])) places.push_back(i);
    return places;
  }
  std::map<std::string, std::string> pcodes(const std::vector<std::size_t>& places) {
    std::map<std::string, std::string> codes;
    for (const std::size_t at : places)
      if (!rows_.none(at)) codes.emplace(rows_.columns()[at], rows_.text(at));
    return codes;
  }

  LayerReader& in_;
  Problems problems_;
  Rows rows_;
  Plan plan_;
  std::unordered_map<std::string, NodeId> node_by_id_;
  std::unordered_map<std::string, Side> side_by_id_;
  std::unordered_map<std::string, OrderId> order_by_id_;
  std::string scratch_;
};

}  // namespace

Plan read_tables(LayerReader& in) {
  return Reader(in).all();
}

}  // namespace passage::plan
