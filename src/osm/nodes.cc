// Nodes on roads: barriers, gates, fords.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "network/meta.h"
#include "osm/access.h"
#include "osm/state.h"
#include "osm/tags.h"

namespace passage::osm {

using network::Mode;

namespace {

constexpr ModeSet kCar = network::mode_bit(Mode::kCar), kFoot = network::mode_bit(Mode::kFoot), kBoth = kCar | kFoot;

const char* name_of_users(ModeSet modes) {
  return modes == kCar ? "cars" : modes == kFoot ? "walkers" : "everybody";
}

// Access tags of a node that is a door, a shop or a crossing speak of that, not of the road. emergency=fire_hydrant is
// a thing, emergency=yes says that ambulances may pass.
bool is_something_else(const TagLookup& tag) {
  for (const char* key :
       {"amenity", "entrance", "highway", "railway", "public_transport", "shop", "building", "tourism", "leisure",
        "office", "man_made", "indoor", "door", "emergency", "information", "crossing", "traffic_sign"}) {
    const auto values = values_of(text_of(tag(key)));
    if (values.empty() || values[0] == "ford" || is_no(values[0])) continue;
    if (std::string_view(key) != "emergency" || read_access(values[0]) == Access::kUnset) return true;
  }
  return false;
}

// Who may pass a node, in one direction at least: it does not say itself which way is forward.
AccessRules node_access(const TagLookup& tag, ModeSet base, bool private_open, std::vector<TagNote>& notes) {
  AccessRules rules = access_rules(tag, base, "forward", private_open);
  const AccessRules backward = access_rules(tag, base, "backward", private_open);
  if (rules.open != backward.open) {
    for (const char* key : kAccessKeys) {
      for (const char* side : {"forward", "backward"}) {
        const std::string whole = fmt::format("{}:{}", key, side);
        if (const char* value = tag(whole.c_str()))
          notes.push_back({fmt::format("{}={} is not applied at a node", whole, value), "P322"});
      }
    }
  }
  rules.open |= backward.open;
  note_unknown_access(tag, notes);
  note_conditional_access(tag, notes);
  return rules;
}

void read_barrier(const TagLookup& tag, const std::string& barrier, bool private_open, NodeRules& rules) {
  ModeSet base = kBoth;
  bool known = true;
  for (const std::string& kind : values_of(barrier)) {
    const auto pass = passing(kind);
    base &= pass.value_or(kBoth);
    known = known && pass.has_value();
  }
  if (text_of(tag("bollard")) == "rising") base = kBoth;
  const ModeSet open = node_access(tag, base, private_open, rules.notes).open;
  rules.blocked = static_cast<ModeSet>(kBoth & ~open);
  if (rules.blocked != 0) {
    rules.notes.push_back({{}, "", fmt::format("barriers: {} closed to {}", barrier, name_of_users(rules.blocked))});
  } else if (!known) {
    rules.notes.push_back({{}, "", fmt::format("barriers: {} taken as open", barrier)});
  }
}

// Who is kept by a lock: cars; walkers too where there is no way round or under it, unless a tag of theirs lets them.
ModeSet kept_by_lock(const TagLookup& tag, std::string_view barrier) {
  const bool beside = one_of(barrier, {"lift_gate", "swing_gate", "chain", "bollard", "bar", "rope", "cable", "block",
                                       "cycle_barrier", "motorcycle_barrier", "height_restrictor", "toll_booth"});
  return beside || own_access(tag, Mode::kFoot, nullptr) == Access::kOpen ? kCar : kBoth;
}

void add_locked(ModeSet modes, const std::string& what, const std::string& kind, NodeRules& rules) {
  rules.locked = static_cast<ModeSet>(modes & ~rules.blocked);
  if (rules.locked != 0) rules.notes.push_back({what, "P329", fmt::format("{}{}", network::kLocked, kind)});
}

// "access=no": the tags that close a node which is no barrier.
std::string closing_tags(const TagLookup& tag) {
  std::string out;
  for (const char* key : kAccessKeys) {
    for (const char* side : {"", ":both_ways", ":forward", ":backward"}) {
      const std::string whole = fmt::format("{}{}", key, side);
      const Access access = read_access(text_of(tag(whole.c_str())));
      if (access != Access::kClosed && access != Access::kPrivate) continue;
      out += fmt::format("{}{}={}", out.empty() ? "" : ", ", whole, tag(whole.c_str()));
    }
  }
  return out;
}

}  // namespace

std::optional<ModeSet> passing(std::string_view barrier) {
  if (one_of(barrier, {"",
                       "gate",
                       "lift_gate",
                       "swing_gate",
                       "sliding_gate",
                       "sliding_beam",
                       "hampshire_gate",
                       "wicket_gate",
                       "bump_gate",
                       "toll_booth",
                       "border_control",
                       "cattle_grid",
                       "entrance",
                       "kerb",
                       "checkpoint",
                       "locked_gate",
                       "sally_port",
                       "height_restrictor",
                       "door",
                       "no"}))
    return kBoth;
  // What keeps a car from passing unless a tag says otherwise.
  if (one_of(barrier, {"bollard",
                       "block",
                       "jersey_barrier",
                       "cycle_barrier",
                       "motorcycle_barrier",
                       "chain",
                       "log",
                       "debris",
                       "turnstile",
                       "full-height_turnstile",
                       "stile",
                       "kissing_gate",
                       "planter",
                       "bus_trap",
                       "sump_buster",
                       "bar",
                       "barrier_board",
                       "rope",
                       "horse_stile",
                       "rubble",
                       "boulder",
                       "boulders",
                       "stone",
                       "stones",
                       "rock",
                       "rocks",
                       "barricade",
                       "roadblock",
                       "concrete_block",
                       "tank_trap",
                       "dragon_teeth",
                       "czech_hedgehog",
                       "trench",
                       "berm",
                       "earth_bank",
                       "mound",
                       "cable",
                       "wire",
                       "fallen_tree",
                       "tree",
                       "hole",
                       "sandbags",
                       "container"}))
    return kFoot;
  if (one_of(barrier, {"wall", "fence", "hedge", "retaining_wall", "ditch", "city_wall"})) return ModeSet{0};
  return std::nullopt;
}

std::string lock_of(const TagLookup& tag) {
  for (const char* key : {"locked", "locked:conditional", "padlock", "gate:locked", "barrier:locked", "lock"}) {
    // A lock of a canal is none of a gate.
    if (std::string_view(key) == "lock" && tag("barrier") == nullptr) continue;
    const auto values = values_of(text_of(tag(key)));
    if (!values.empty() && !is_no(values[0])) return fmt::format("{}={}", key, tag(key));
  }
  for (const char* key :
       {"gate", "lift_gate", "swing_gate", "sliding_gate", "barrier", "gate:status", "barrier:status"}) {
    for (const std::string& value : values_of(text_of(tag(key)))) {
      if (one_of(value, {"locked", "locked_gate", "closed"})) return fmt::format("{}={}", key, tag(key));
    }
  }
  return {};
}

NodeRules read_node(const TagLookup& tag, const RoadModel& model) {
  NodeRules rules;
  const std::string barrier = fmt::format("{}", fmt::join(values_of(text_of(tag("barrier"))), ";"));
  const bool private_open = model.at("private_open") > 0;
  rules.border_control = barrier == "border_control";
  const bool elsewhere = barrier.empty() && is_something_else(tag);
  ModeSet closed = 0;  // by tags alone, without a barrier
  if (!barrier.empty()) {
    read_barrier(tag, barrier, private_open, rules);
  } else {
    std::vector<TagNote> notes;
    closed = static_cast<ModeSet>(kBoth & ~node_access(tag, kBoth, private_open, notes).open);
    if (!elsewhere) rules.notes = std::move(notes);
  }
  const std::string lock = lock_of(tag);
  const std::string name = barrier.empty() ? "a node without a barrier" : barrier;
  if (!lock.empty()) {
    const std::string kind = barrier.empty() ? lock : fmt::format("{} {}", barrier, lock);
    add_locked(kept_by_lock(tag, barrier), fmt::format("{} is locked ({})", name, lock), kind, rules);
  } else if (closed != 0 && elsewhere) {
    rules.notes.push_back({{}, "", "access tags of doors, shops, crossings on roads, not the road's"});
  } else if (closed != 0) {
    const std::string tags = closing_tags(tag);
    add_locked(closed, fmt::format("{} is closed to {} ({})", name, name_of_users(closed), tags), tags, rules);
  }
  RoadState state = read_state(tag, barrier.empty() ? StateOf::kPoint : StateOf::kBarrier);
  if (const std::string access = seasonal_access(tag); barrier.empty() && !elsewhere && !access.empty())
    state.at_times.push_back({access + ": open at times only", "P328", network::kOpenAtTimes + access});
  if (text_of(tag("highway")) == "ford" && tag("ford") == nullptr) {
    state.at_times.push_back(
        {"highway=ford: open at times only", "P328", std::string(network::kOpenAtTimes) + "ford=yes"});
  }
  if ((state.closed & ~rules.blocked) != 0) {
    rules.notes.push_back({{}, "", fmt::format("barriers: impassable node closed to {}", name_of_users(state.closed))});
  }
  rules.blocked |= state.closed;
  rules.locked = static_cast<ModeSet>(rules.locked & ~rules.blocked);
  rules.notes.insert(rules.notes.end(), state.notes.begin(), state.notes.end());
  rules.at_times = !state.at_times.empty() && rules.blocked != kBoth;
  if (rules.at_times) rules.notes.insert(rules.notes.end(), state.at_times.begin(), state.at_times.end());
  return rules;
}

}  // namespace passage::osm
