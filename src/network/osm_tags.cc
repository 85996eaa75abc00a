#include "network/osm_tags.h"

#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "core/text.h"

namespace passage::network {
namespace {

constexpr ModeSet kCar = mode_bit(Mode::kCar), kFoot = mode_bit(Mode::kFoot);

std::string_view text_of(const char* value) {
  return value == nullptr ? std::string_view{} : std::string_view(value);
}

bool one_of(std::string_view value, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::optional<double> number(std::string_view text, std::string_view* rest = nullptr) {
  double value = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (wrong != std::errc{} || !std::isfinite(value)) return std::nullopt;
  const std::string_view behind = trimmed(text.substr(static_cast<std::size_t>(end - text.data())));
  if (rest == nullptr && !behind.empty()) return std::nullopt;
  if (rest != nullptr) *rest = behind;
  return value;
}

void add_note(std::vector<TagNote>& notes, std::string_view what, const char* code = "") {
  notes.emplace_back(std::string(what), code);
}

enum class Access { kUnset, kOpen, kClosed, kPrivate };

Access access_of(std::string_view value) {
  if (value.empty()) return Access::kUnset;
  if (one_of(value, {"private", "permit", "residents"})) return Access::kPrivate;
  if (one_of(value, {"no", "agricultural", "forestry", "agricultural;forestry", "emergency", "psv", "bus", "military",
                     "use_sidepath", "restricted", "hgv", "official"}))
    return Access::kClosed;
  return Access::kOpen;  // yes, designated, permissive, destination, delivery, customers, unknown values
}

// The last of the keys that is there decides: the more special ones stand behind.
Access last_access(const TagLookup& tag, std::initializer_list<const char*> keys) {
  Access access = Access::kUnset;
  for (const char* key : keys) {
    const Access here = access_of(text_of(tag(key)));
    if (here != Access::kUnset) access = here;
  }
  return access;
}

struct Highway {
  const char* value;
  RoadClass road_class;
  const char* model_key;
  ModeSet modes;
};
constexpr Highway kHighways[] = {
    {"motorway", RoadClass::kMotorway, "motorway", kCar},
    {"motorway_link", RoadClass::kMotorway, "motorway_link", kCar},
    {"trunk", RoadClass::kTrunk, "trunk", kCar | kFoot},
    {"trunk_link", RoadClass::kTrunk, "trunk_link", kCar | kFoot},
    {"primary", RoadClass::kPrimary, "primary", kCar | kFoot},
    {"primary_link", RoadClass::kPrimary, "primary_link", kCar | kFoot},
    {"secondary", RoadClass::kSecondary, "secondary", kCar | kFoot},
    {"secondary_link", RoadClass::kSecondary, "secondary_link", kCar | kFoot},
    {"tertiary", RoadClass::kTertiary, "tertiary", kCar | kFoot},
    {"tertiary_link", RoadClass::kTertiary, "tertiary_link", kCar | kFoot},
    {"unclassified", RoadClass::kUnclassified, "unclassified", kCar | kFoot},
    {"residential", RoadClass::kResidential, "residential", kCar | kFoot},
    {"road", RoadClass::kUnknown, "road", kCar | kFoot},
    {"living_street", RoadClass::kLivingStreet, "living_street", kCar | kFoot},
    {"service", RoadClass::kService, "service", kCar | kFoot},
    {"track", RoadClass::kTrack, "track", kCar | kFoot},
    {"pedestrian", RoadClass::kPath, "path", kFoot},
    {"footway", RoadClass::kPath, "path", kFoot},
    {"path", RoadClass::kPath, "path", kFoot},
    {"steps", RoadClass::kPath, "path", kFoot},
    {"cycleway", RoadClass::kPath, "path", kFoot},
    {"bridleway", RoadClass::kPath, "path", kFoot},
};

const Highway* highway_of(std::string_view value) {
  for (const Highway& h : kHighways) {
    if (value == h.value) return &h;
  }
  return nullptr;
}

ModeSet allowed(const TagLookup& tag, ModeSet base, const RoadModel& model, std::vector<TagNote>* notes) {
  const bool private_open = model.at("private_open") > 0;
  const auto apply = [&](Access access, ModeSet bit, bool open_adds) {
    if (access == Access::kOpen && open_adds) base |= bit;
    if (access == Access::kClosed || (access == Access::kPrivate && !private_open)) {
      if ((base & bit) != 0 && notes != nullptr) {
        notes->push_back({fmt::format("{} {}", access == Access::kPrivate ? "private, closed to" : "access, closed to",
                                      bit == kCar ? "cars" : "walkers")});
      }
      base = static_cast<ModeSet>(base & ~bit);
    }
  };
  // A general access=yes opens no footway to cars; only a tag of the vehicle's own does.
  const Access vehicle = last_access(tag, {"vehicle", "motor_vehicle", "motorcar"});
  const Access any = last_access(tag, {"access"});
  apply(vehicle == Access::kUnset ? any : vehicle, kCar, vehicle != Access::kUnset);
  const Access foot = last_access(tag, {"foot"});
  apply(foot == Access::kUnset ? any : foot, kFoot, foot != Access::kUnset);
  return base;
}

double lanes_of(const TagLookup& tag, const char* key) {
  const auto value = number(text_of(tag(key)));
  return value && *value >= 1 && *value <= 20 ? *value : 0;
}

// Speed of one direction: the class's, or the limit's; no more than surface, smoothness and track bear.
std::int64_t side_speed(const TagLookup& tag, const RoadModel& model, const char* model_key, const char* directed,
                        std::vector<TagNote>& notes) {
  double km_h = model.at("speed_km_h", model_key);
  std::optional<std::int64_t> limit;
  for (const char* key : {directed, "maxspeed", "maxspeed:type", "source:maxspeed", "zone:maxspeed"}) {
    const auto value = text_of(tag(key));
    if (value.empty()) continue;
    limit = read_maxspeed(value, model);
    if (limit) break;
    if (std::string_view(key).starts_with("maxspeed") && !one_of(value, {"none", "signals", "variable", "sign"})) {
      notes.push_back({fmt::format("{}={} is not understood", key, value), "P326"});
    }
  }
  double m_h = limit ? static_cast<double>(*limit) * model.at("maxspeed_share") : km_h * 1000;
  const auto cap = [&](const char* parameter, const char* key) {
    if (const auto most = model.find(parameter, text_of(tag(key)))) m_h = std::min(m_h, *most * 1000);
  };
  cap("surface_speed_km_h", "surface");
  cap("smoothness_speed_km_h", "smoothness");
  if (!limit || std::string_view(model_key) == "track") cap("tracktype_speed_km_h", "tracktype");
  return std::max<std::int64_t>(1000, std::llround(m_h));
}

struct SideLanes {
  std::uint8_t told = 0;  // 0: not tagged
  double used = 0;        // for capacity; 0: half of a single-lane road
};

std::array<SideLanes, 2> side_lanes(const TagLookup& tag, const RoadModel& model, const char* model_key, bool two_way) {
  const double all = lanes_of(tag, "lanes");
  std::array<SideLanes, 2> side;
  const std::array<const char*, 2> keys{"lanes:forward", "lanes:backward"};
  for (std::size_t i = 0; i < 2; ++i) {
    double told = lanes_of(tag, keys[i]);
    const double other = lanes_of(tag, keys[1 - i]);
    if (told == 0 && all > 0) told = !two_way ? all : other > 0 && all > other ? all - other : all == 1 ? 0 : all / 2;
    const bool single = two_way && all == 1 && lanes_of(tag, keys[i]) == 0;
    side[i].told = single ? 1 : static_cast<std::uint8_t>(told);
    side[i].used = single ? 0 : told > 0 ? told : model.at(two_way ? "lanes_two_way" : "lanes_one_way", model_key);
  }
  return side;
}

std::int64_t side_capacity(const RoadModel& model, const char* model_key, const SideLanes& lanes,
                           std::string_view surface) {
  double per_hour = lanes.used > 0
                        ? lanes.used * model.at("lane_capacity", model_key)
                        : std::min(model.at("single_lane_capacity") / 2, model.at("lane_capacity", model_key));
  if (const auto factor = model.find("surface_capacity_factor", surface)) per_hour *= *factor;
  return std::llround(per_hour * model.at("sustained_factor") * 1000);
}

enum class OneWay { kNo, kForward, kBackward, kReversible };

OneWay oneway_of(const TagLookup& tag, std::string_view highway) {
  std::string_view value;
  for (const char* key : {"oneway", "oneway:motor_vehicle", "oneway:motorcar"}) {
    const auto here = text_of(tag(key));
    if (!here.empty()) value = here;
  }
  if (one_of(value, {"yes", "true", "1"})) return OneWay::kForward;
  if (one_of(value, {"-1", "reverse"})) return OneWay::kBackward;
  if (value == "reversible") return OneWay::kReversible;
  if (one_of(value, {"no", "false", "0", "alternating"})) return OneWay::kNo;
  const auto junction = text_of(tag("junction"));
  if (junction == "roundabout" || junction == "circular") return OneWay::kForward;
  return highway == "motorway" || highway == "motorway_link" ? OneWay::kForward : OneWay::kNo;
}

bool impassable(const TagLookup& tag) {
  const auto damage = text_of(tag("damage"));
  return text_of(tag("impassable")) == "yes" || text_of(tag("status")) == "impassable" ||
         one_of(damage, {"destroyed", "collapsed", "severe"});
}

void note_conditions(const TagLookup& tag, std::vector<TagNote>& notes) {
  for (const char* key : {"access:conditional", "vehicle:conditional", "motor_vehicle:conditional",
                          "motorcar:conditional", "foot:conditional", "oneway:conditional", "maxspeed:conditional"}) {
    if (const char* value = tag(key)) {
      const bool speed = std::string_view(key).starts_with("maxspeed");
      notes.push_back(
          {speed ? std::string(key) : fmt::format("{}={} is not applied", key, value), speed ? "" : "P322"});
    }
  }
  for (const char* key : {"maxweight", "maxheight"}) {
    const auto value = text_of(tag(key));
    if (!value.empty() && !one_of(value, {"none", "default", "unsigned", "below_default"}))
      notes.push_back({fmt::format("{}={}", key, value), "P325"});
  }
  const auto damage = text_of(tag("damage"));
  if (!damage.empty() && !one_of(damage, {"no", "none"})) notes.push_back({fmt::format("damage={}", damage), "P327"});
}

ModeSet ferry_modes(const TagLookup& tag) {
  const Access motor = last_access(tag, {"vehicle", "motor_vehicle", "motorcar"});
  const bool told = tag("foot") != nullptr || tag("bicycle") != nullptr;
  return static_cast<ModeSet>(kFoot | (motor == Access::kUnset && told ? 0 : kCar));
}

// Directions: cars as oneway says, walkers both ways unless oneway:foot.
void set_directions(const TagLookup& tag, std::string_view highway, ModeSet modes, WayRules& rules) {
  rules.forward.modes = rules.backward.modes = modes;
  const auto close = [](WaySide& side, ModeSet bit) { side.modes = static_cast<ModeSet>(side.modes & ~bit); };
  const OneWay oneway = oneway_of(tag, highway);
  if (oneway == OneWay::kForward || oneway == OneWay::kReversible) close(rules.backward, kCar);
  if (oneway == OneWay::kBackward || oneway == OneWay::kReversible) close(rules.forward, kCar);
  if (oneway == OneWay::kReversible && (modes & kCar) != 0)
    add_note(rules.notes, "oneway=reversible: not used by cars", "P324");
  const auto foot = text_of(tag("oneway:foot"));
  if (one_of(foot, {"yes", "1", "true"})) close(rules.backward, kFoot);
  if (foot == "-1") close(rules.forward, kFoot);
  for (const char* key : {"vehicle", "motor_vehicle", "motorcar"}) {
    if (access_of(text_of(tag(fmt::format("{}:forward", key).c_str()))) == Access::kClosed) close(rules.forward, kCar);
    if (access_of(text_of(tag(fmt::format("{}:backward", key).c_str()))) == Access::kClosed)
      close(rules.backward, kCar);
  }
}

}  // namespace

std::optional<std::int64_t> read_maxspeed(std::string_view value, const RoadModel& model) {
  std::optional<std::int64_t> least;
  for (const std::string& part : split(value, ';')) {
    const std::string_view text = trimmed(part);
    std::optional<double> km_h;
    std::string_view unit;
    if (const auto figure = number(text, &unit)) {
      if (unit.empty() || one_of(unit, {"km/h", "kmh", "kph", "kmph"})) km_h = *figure;
      if (unit == "mph") km_h = *figure * 1.609344;
      if (unit == "knots") km_h = *figure * 1.852;
    } else if (const auto named = model.find("maxspeed_km_h", text)) {
      km_h = *named;
    } else if (const auto colon = text.find(':'); colon != std::string_view::npos) {
      std::string_view kind = text.substr(colon + 1);
      if (kind.starts_with("zone:")) kind.remove_prefix(5);
      if (kind.starts_with("zone")) kind.remove_prefix(4);
      km_h = model.find("maxspeed_km_h", kind);
      if (!km_h) km_h = number(kind);
    }
    if (!km_h || *km_h < 1 || *km_h > 200) continue;
    const std::int64_t m_h = std::llround(*km_h * 1000);
    least = least ? std::min(*least, m_h) : m_h;
  }
  return least;
}

std::optional<double> read_duration(std::string_view value) {
  value = trimmed(value);
  double seconds = 0;
  if (value.starts_with("P")) {
    const auto time = value.find('T');
    double days = 0;
    std::string_view rest = value.substr(1, time == std::string_view::npos ? time : time - 1);
    if (!rest.empty()) {
      std::string_view unit;
      const auto figure = number(rest, &unit);
      if (!figure || unit != "D") return std::nullopt;
      days = *figure;
    }
    rest = time == std::string_view::npos ? std::string_view{} : value.substr(time + 1);
    while (!rest.empty()) {
      std::string_view behind;
      const auto figure = number(rest, &behind);
      if (!figure || behind.empty()) return std::nullopt;
      const char unit = behind.front();
      seconds += *figure * (unit == 'H' ? 3600 : unit == 'M' ? 60 : unit == 'S' ? 1 : NAN);
      rest = behind.substr(1);
    }
    seconds += days * 86400;
  } else {
    const auto parts = split(value, ':');
    if (parts.size() > 3) return std::nullopt;
    for (const std::string& part : parts) {
      const auto figure = number(part);
      if (!figure || *figure < 0) return std::nullopt;
      seconds = seconds * 60 + *figure;
    }
    if (parts.size() < 3) seconds *= 60;  // minutes, or hours:minutes
  }
  return std::isfinite(seconds) && seconds > 0 && seconds <= 86400 * 7 ? std::optional(seconds) : std::nullopt;
}

bool is_road(const TagLookup& tag) {
  return !text_of(tag("highway")).empty() || text_of(tag("route")) == "ferry";
}

std::string_view road_name(const TagLookup& tag) {
  const char* ref = tag("ref");
  return text_of(ref != nullptr ? ref : tag("name"));
}

WayRules read_way(const TagLookup& tag, const RoadModel& model) {
  const auto highway = text_of(tag("highway"));
  const bool ferry = text_of(tag("route")) == "ferry";
  const Highway* known = highway_of(highway);
  WayRules rules;
  if (known == nullptr && !ferry) {
    rules.dropped = fmt::format("highway={}", highway);
    return rules;
  }
  const bool is_ferry = known == nullptr;
  const char* key = is_ferry ? "ferry" : known->model_key;
  rules.road_class = is_ferry ? RoadClass::kFerry : known->road_class;
  ModeSet base = is_ferry ? ferry_modes(tag) : known->modes;
  if (text_of(tag("motorroad")) == "yes" || one_of(text_of(tag("sidewalk")), {"separate"}))
    base = static_cast<ModeSet>(base & ~kFoot);
  if (text_of(tag("area")) == "yes" && (base & kCar) != 0) {
    base = static_cast<ModeSet>(base & ~kCar);
    add_note(rules.notes, "an area, closed to cars");
  }
  ModeSet modes = allowed(tag, base, model, &rules.notes);
  if (text_of(tag("smoothness")) == "impassable" && (modes & kCar) != 0) {
    modes = static_cast<ModeSet>(modes & ~kCar);
    add_note(rules.notes, "smoothness=impassable: closed to cars", "P323");
  }
  note_conditions(tag, rules.notes);
  if (impassable(tag)) {
    add_note(rules.notes, "the road is impassable", "P323");
    rules.dropped = "impassable or destroyed";
    return rules;
  }
  set_directions(tag, highway, modes, rules);
  if ((rules.forward.modes | rules.backward.modes) == 0) {
    rules.dropped = rules.notes.empty() ? "nobody may use it" : rules.notes.front().what;
    return rules;
  }
  // A path opened to cars by a tag of its own is a track to them.
  if (rules.drivable() && std::string_view(key) == "path") key = "track";
  const bool both = (rules.forward.modes & rules.backward.modes & kCar) != 0;
  const auto lanes = side_lanes(tag, model, key, both);
  const auto surface = text_of(tag("surface"));
  if (const auto paved = model.find("surface_paved", surface)) {
    rules.paved = *paved > 0 ? 1 : 0;
  } else if (const auto grade = text_of(tag("tracktype")); !grade.empty()) {
    rules.paved = grade == "grade1" ? 1 : 0;
  }
  rules.forward.speed_m_h = side_speed(tag, model, key, "maxspeed:forward", rules.notes);
  rules.backward.speed_m_h = tag("maxspeed:backward") == nullptr && tag("maxspeed:forward") == nullptr
                                 ? rules.forward.speed_m_h
                                 : side_speed(tag, model, key, "maxspeed:backward", rules.notes);
  rules.forward.lanes = lanes[0].told;
  rules.backward.lanes = lanes[1].told;
  rules.forward.capacity_milli_veh_h = side_capacity(model, key, lanes[0], surface);
  rules.backward.capacity_milli_veh_h = side_capacity(model, key, lanes[1], surface);
  if (is_ferry && tag("duration") != nullptr) {
    rules.ferry_seconds = read_duration(text_of(tag("duration")));
    if (!rules.ferry_seconds)
      rules.notes.push_back({fmt::format("duration={} is not understood", tag("duration")), "P326"});
  }
  return rules;
}

NodeRules read_node(const TagLookup& tag, const RoadModel& model) {
  NodeRules rules;
  const auto barrier = text_of(tag("barrier"));
  rules.border_control = barrier == "border_control";
  const bool shut = impassable(tag);
  if (barrier.empty() && !shut) return rules;
  ModeSet open = kCar | kFoot;
  // What keeps a car from passing unless a tag says otherwise; gates and the like stand open.
  if (one_of(barrier, {"bollard", "block", "jersey_barrier", "cycle_barrier", "motorcycle_barrier", "chain", "log",
                       "debris", "turnstile", "full-height_turnstile", "stile", "kissing_gate", "planter", "bus_trap",
                       "sump_buster", "bar", "barrier_board", "rope", "horse_stile"}) &&
      text_of(tag("bollard")) != "rising") {
    open = kFoot;
  }
  if (one_of(barrier, {"wall", "fence", "hedge", "retaining_wall", "ditch", "city_wall"})) open = 0;
  open = shut ? 0 : allowed(tag, open, model, nullptr);
  rules.blocked = static_cast<ModeSet>((kCar | kFoot) & ~open);
  if (rules.blocked != 0) {
    rules.note = fmt::format("{} closed to {}", barrier.empty() ? "impassable node" : barrier,
                             rules.blocked == kCar    ? "cars"
                             : rules.blocked == kFoot ? "walkers"
                                                      : "everybody");
  }
  return rules;
}

}  // namespace passage::network
