#include "osm/tags.h"

#include <array>
#include <cmath>

#include <fmt/format.h>

#include "network/meta.h"
#include "osm/access.h"
#include "osm/lanes.h"
#include "osm/state.h"

namespace passage::osm {

using network::Mode;

namespace {

constexpr ModeSet kCar = network::mode_bit(Mode::kCar), kFoot = network::mode_bit(Mode::kFoot);

ModeSet but(ModeSet modes, ModeSet not_these) {
  return static_cast<ModeSet>(modes & ~not_these);
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
    {"ice_road", RoadClass::kTrack, "track", kCar | kFoot},
    {"winter_road", RoadClass::kTrack, "track", kCar | kFoot},
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

// What was or will be a road: "destroyed:highway". It is none, and counted.
constexpr const char* kOtherLives[] = {
    "destroyed:highway",    "demolished:highway", "razed:highway",    "collapsed:highway",
    "removed:highway",      "ruins:highway",      "ruined:highway",   "abandoned:highway",
    "disused:highway",      "was:highway",        "proposed:highway", "planned:highway",
    "construction:highway", "closed:highway",     "blocked:highway",  "damaged:highway"};

// Speed of one direction: the class's, or the limit's; no more than surface, smoothness and track bear.
std::int64_t side_speed(const TagLookup& tag, const RoadModel& model, const char* model_key, const char* directed,
                        std::vector<TagNote>& notes) {
  double km_h = model.at("speed_km_h", model_key);
  std::optional<std::int64_t> limit;
  for (const char* key :
       {directed, "maxspeed:both_ways", "maxspeed", "maxspeed:type", "source:maxspeed", "zone:maxspeed"}) {
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

std::int64_t side_capacity(const RoadModel& model, const char* model_key, const SideLanes& lanes,
                           std::string_view surface) {
  double per_hour = lanes.used > 0
                        ? lanes.used * model.at("lane_capacity", model_key)
                        : std::min(model.at("single_lane_capacity") / 2, model.at("lane_capacity", model_key));
  if (const auto factor = model.find("surface_capacity_factor", surface)) per_hour *= *factor;
  return std::llround(per_hour * model.at("sustained_factor") * 1000);
}

enum class OneWay { kNo, kForward, kBackward, kReversible };

OneWay oneway_of(const TagLookup& tag, std::string_view highway, std::vector<TagNote>& notes) {
  std::string_view value;
  for (const char* key : {"oneway", "oneway:vehicle", "oneway:motor_vehicle", "oneway:motorcar"}) {
    const auto here = text_of(tag(key));
    if (!here.empty()) value = here;
  }
  if (is_yes(value)) return OneWay::kForward;
  if (one_of(value, {"-1", "reverse"})) return OneWay::kBackward;
  if (value == "reversible") return OneWay::kReversible;
  if (one_of(value, {"no", "false", "0", "alternating"})) return OneWay::kNo;
  if (!value.empty()) notes.push_back({fmt::format("oneway={} is not understood", value), "P326"});
  const auto junction = text_of(tag("junction"));
  if (junction == "roundabout" || junction == "circular") return OneWay::kForward;
  return highway == "motorway" || highway == "motorway_link" ? OneWay::kForward : OneWay::kNo;
}

void note_conditions(const TagLookup& tag, std::vector<TagNote>& notes) {
  const auto note = [&](const std::string& key, bool in_short) {
    if (const char* value = tag(key.c_str()))
      notes.push_back({in_short ? key : fmt::format("{}={} is not applied", key, value), in_short ? "" : "P322"});
  };
  note_conditional_access(tag, notes);
  for (const char* side : {"", ":both_ways", ":forward", ":backward"}) {
    for (const char* key :
         {"oneway", "access:lanes", "vehicle:lanes", "motor_vehicle:lanes", "bus:lanes", "psv:lanes", "taxi:lanes",
          "emergency:lanes", "lanes", "lanes:psv", "lanes:bus", "surface", "smoothness"})
      note(fmt::format("{}{}:conditional", key, side), false);
    note(fmt::format("maxspeed{}:conditional", side), true);
  }
  for (const char* key : {"maxweight", "maxheight"}) {
    const auto value = text_of(tag(key));
    if (!value.empty() && !one_of(value, {"none", "default", "unsigned", "below_default"}))
      notes.push_back({fmt::format("{}={}", key, value), "P325"});
  }
}

ModeSet ferry_modes(const TagLookup& tag) {
  const bool told = tag("foot") != nullptr || tag("bicycle") != nullptr;
  return static_cast<ModeSet>(kFoot | (own_access(tag, Mode::kCar, nullptr) == Access::kUnset && told ? 0 : kCar));
}

// Who may use a way by its class, in both directions.
ModeSet class_modes(const TagLookup& tag, const Highway* known, std::vector<TagNote>& notes) {
  ModeSet base = known == nullptr ? ferry_modes(tag) : known->modes;
  if (text_of(tag("motorroad")) == "yes" || text_of(tag("sidewalk")) == "separate") base = but(base, kFoot);
  if (text_of(tag("area")) == "yes" && (base & kCar) != 0) {
    base = but(base, kCar);
    notes.push_back({"an area, closed to cars"});
  }
  return base;
}

// Whom access tags close the way to; the first of these is why nobody may use it, if that is so.
void note_closed(const AccessRules& forward, const AccessRules& backward, std::vector<TagNote>& notes) {
  const auto note = [&](const char* why, ModeSet there, ModeSet back) {
    for (const ModeSet bit : {kCar, kFoot}) {
      if (((there | back) & bit) == 0) continue;
      notes.push_back({fmt::format("{}, closed to {}{}", why, bit == kCar ? "cars" : "walkers",
                                   (there & back & bit) != 0 ? "" : " one way")});
    }
  };
  note("private", forward.as_private, backward.as_private);
  note("access", forward.no, backward.no);
}

// Directions: cars as oneway says, walkers both ways unless oneway:foot.
void apply_oneway(const TagLookup& tag, std::string_view highway, WayRules& rules) {
  const auto close = [](WaySide& side, ModeSet bit) { side.modes = but(side.modes, bit); };
  const OneWay oneway = oneway_of(tag, highway, rules.notes);
  if (oneway == OneWay::kReversible && rules.drivable())
    rules.notes.push_back({"oneway=reversible: not used by cars", "P324"});
  if (oneway == OneWay::kForward || oneway == OneWay::kReversible) close(rules.backward, kCar);
  if (oneway == OneWay::kBackward || oneway == OneWay::kReversible) close(rules.forward, kCar);
  const auto foot = text_of(tag("oneway:foot"));
  if (is_yes(foot)) close(rules.backward, kFoot);
  if (foot == "-1") close(rules.forward, kFoot);
}

// A barrier that is drawn as part of the road itself.
void apply_barrier(const TagLookup& tag, ModeSet& closed, WayRules& rules) {
  const auto barrier = text_of(tag("barrier"));
  const ModeSet pass = passing(barrier).value_or(kCar | kFoot);
  if (pass == kFoot) {
    closed |= kCar;
    rules.notes.push_back({fmt::format("barrier={} on the way: closed to cars", barrier), "P323",
                           fmt::format("{}barrier={}", network::kImpassable, barrier)});
  } else if (!barrier.empty()) {
    rules.notes.push_back({fmt::format("barrier={} along a way, taken as open", barrier)});
  }
  if (const std::string lock = lock_of(tag); !lock.empty()) {
    rules.doubts |= network::doubt_bit(network::Doubt::kLocked);
    rules.notes.push_back(
        {fmt::format("the way is locked ({})", lock), "P329", fmt::format("{}{}", network::kLocked, lock)});
  }
}

// Who may use each side; false, with why, if nobody may.
bool apply_users(const TagLookup& tag, const RoadModel& model, const Highway* known, WayRules& rules) {
  const ModeSet base = class_modes(tag, known, rules.notes);
  const bool private_open = model.at("private_open") > 0;
  const AccessRules forward = access_rules(tag, base, "forward", private_open);
  const AccessRules backward = access_rules(tag, base, "backward", private_open);
  note_closed(forward, backward, rules.notes);
  const std::string why = rules.notes.empty() ? "nobody may use it" : rules.notes.front().what;
  note_unknown_access(tag, rules.notes);
  RoadState state = read_state(tag, StateOf::kWay);
  rules.notes.insert(rules.notes.end(), state.notes.begin(), state.notes.end());
  note_conditions(tag, rules.notes);
  apply_barrier(tag, state.closed, rules);
  rules.forward.modes = but(forward.open, state.closed);
  rules.backward.modes = but(backward.open, state.closed);
  apply_oneway(tag, text_of(tag("highway")), rules);
  if ((rules.forward.modes | rules.backward.modes) == 0) {
    rules.dropped = (forward.open | backward.open) != 0 && state.closed != 0 ? "impassable or destroyed" : why;
    return false;
  }
  if (state.at_times.empty()) return true;
  rules.doubts |= network::doubt_bit(network::Doubt::kAtTimes);
  rules.notes.insert(rules.notes.end(), state.at_times.begin(), state.at_times.end());
  return true;
}

void apply_lanes(const TagLookup& tag, const RoadModel& model, const char* key, WayRules& rules) {
  const bool there = (rules.forward.modes & kCar) != 0, back = (rules.backward.modes & kCar) != 0;
  const CarsGo go = there && back ? CarsGo::kBothWays : back ? CarsGo::kBackward : CarsGo::kForward;
  const auto lanes = side_lanes(tag, model, key, go, rules.notes);
  for (const auto& [side, of_side] : {std::pair{&rules.forward, lanes[0]}, {&rules.backward, lanes[1]}}) {
    side->lanes = of_side.told;
    side->capacity_milli_veh_h = side_capacity(model, key, of_side, text_of(tag("surface")));
    if (of_side.none) side->modes = but(side->modes, kCar);
  }
}

}  // namespace

bool is_road(const TagLookup& tag) {
  if (!text_of(tag("highway")).empty() || text_of(tag("route")) == "ferry") return true;
  return std::any_of(std::begin(kOtherLives), std::end(kOtherLives),
                     [&](const char* key) { return tag(key) != nullptr; });
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
    for (const char* key : kOtherLives) {
      if (highway.empty() && tag(key) != nullptr) rules.dropped = key;
    }
    return rules;
  }
  const bool is_ferry = known == nullptr;
  const char* key = is_ferry ? "ferry" : known->model_key;
  rules.road_class = is_ferry ? RoadClass::kFerry : known->road_class;
  if (!apply_users(tag, model, known, rules)) return rules;
  // A path opened to cars by a tag of its own is a track to them.
  if (rules.drivable() && std::string_view(key) == "path") key = "track";
  apply_lanes(tag, model, key, rules);
  if ((rules.forward.modes | rules.backward.modes) == 0) {
    rules.dropped = "lanes, all closed to cars";
    return rules;
  }
  if (const auto paved = model.find("surface_paved", text_of(tag("surface")))) {
    rules.paved = *paved > 0 ? 1 : 0;
  } else if (const auto grade = text_of(tag("tracktype")); !grade.empty()) {
    rules.paved = grade == "grade1" ? 1 : 0;
  }
  rules.forward.speed_m_h = side_speed(tag, model, key, "maxspeed:forward", rules.notes);
  rules.backward.speed_m_h = tag("maxspeed:backward") == nullptr && tag("maxspeed:forward") == nullptr
                                 ? rules.forward.speed_m_h
                                 : side_speed(tag, model, key, "maxspeed:backward", rules.notes);
  if (is_ferry && tag("duration") != nullptr) {
    rules.ferry_seconds = read_duration(text_of(tag("duration")));
    if (!rules.ferry_seconds)
      rules.notes.push_back({fmt::format("duration={} is not understood", tag("duration")), "P326"});
  }
  return rules;
}

}  // namespace passage::osm
