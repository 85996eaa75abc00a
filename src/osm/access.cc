#include "osm/access.h"

#include <algorithm>

#include <fmt/format.h>

namespace passage::osm {

using network::Mode;

namespace {

constexpr const char* kSides[] = {"", ":both_ways", ":forward", ":backward"};

bool opens(std::string_view value) {
  return is_yes(value) || one_of(value, {"designated", "permissive", "destination", "delivery", "customers", "customer",
                                         "public", "visitors", "visitor", "guests", "guest", "allowed", "permitted",
                                         "discouraged", "toll", "hov"});
}

bool is_private(std::string_view value) {
  return one_of(value, {"private", "permit", "residents", "resident", "license", "licence"});
}

bool closes(std::string_view value) {
  return is_no(value) ||
         one_of(value,
                {"agricultural",  "forestry",     "agriculture", "forest",     "emergency",  "psv",        "bus",
                 "share_taxi",    "taxi",         "tourist_bus", "coach",      "minibus",    "tram",       "military",
                 "use_sidepath",  "restricted",   "hgv",         "goods",      "official",   "authorized", "authorised",
                 "authorization", "staff",        "employees",   "employee",   "workers",    "students",   "members",
                 "service",       "maintenance",  "utility",     "bicycle",    "motorcycle", "moped",      "mofa",
                 "horse",         "foot",         "pedestrian",  "snowmobile", "ski",        "atv",        "ohv",
                 "dismount",      "closed",       "forbidden",   "prohibited", "blocked",    "impassable", "farm",
                 "hunting",       "construction", "government",  "police",     "disabled"});
}

template <class Each>
void for_each_tag(const TagLookup& tag, const Each& each) {
  for (const char* key : kAccessKeys) {
    for (const char* side : kSides) {
      const std::string whole = fmt::format("{}{}", key, side);
      if (const char* value = tag(whole.c_str())) each(whole, value);
    }
  }
}

}  // namespace

Access read_access(std::string_view value) {
  Access access = Access::kUnset;
  for (const std::string& one : values_of(value)) {
    if (opens(one)) return Access::kOpen;
    if (is_private(one)) access = Access::kPrivate;
    if (closes(one) && access == Access::kUnset) access = Access::kClosed;
  }
  return access;
}

namespace {

// The key with its direction stands above the one of both ways, and that above the key without.
Access access_of_key(const TagLookup& tag, const char* key, const char* side) {
  for (const char* with : {side, "both_ways"}) {
    if (with == nullptr) continue;
    const Access directed = read_access(text_of(tag(fmt::format("{}:{}", key, with).c_str())));
    if (directed != Access::kUnset) return directed;
  }
  return read_access(text_of(tag(key)));
}

}  // namespace

Access own_access(const TagLookup& tag, Mode mode, const char* side) {
  if (mode == Mode::kFoot) return access_of_key(tag, "foot", side);
  for (const char* key : {"motorcar", "motor_vehicle", "vehicle"}) {
    const Access access = access_of_key(tag, key, side);
    if (access != Access::kUnset) return access;
  }
  return Access::kUnset;
}

AccessRules access_rules(const TagLookup& tag, ModeSet base, const char* side, bool private_open) {
  AccessRules rules{.open = base};
  const Access any = access_of_key(tag, "access", side);
  for (const Mode mode : {Mode::kCar, Mode::kFoot}) {
    const ModeSet bit = network::mode_bit(mode);
    const Access own = own_access(tag, mode, side);
    // A general access=yes opens no footway to cars; only a tag of the vehicle's own does.
    if (own == Access::kOpen) rules.open |= bit;
    const Access access = own == Access::kUnset ? any : own;
    if ((base & bit) == 0) continue;
    if (access == Access::kClosed) rules.no |= bit;
    if (access == Access::kPrivate && !private_open) rules.as_private |= bit;
  }
  rules.open = static_cast<ModeSet>(rules.open & ~(rules.no | rules.as_private));
  return rules;
}

void note_unknown_access(const TagLookup& tag, std::vector<TagNote>& notes) {
  for_each_tag(tag, [&](const std::string& key, const char* list) {
    for (const std::string& value : values_of(list)) {
      if (opens(value) || is_private(value) || closes(value) || is_season(value)) continue;
      notes.push_back({fmt::format("{}={} is not understood", key, value), "P326"});
    }
  });
}

void note_conditional_access(const TagLookup& tag, std::vector<TagNote>& notes) {
  for (const char* key : kAccessKeys) {
    for (const char* side : kSides) {
      const std::string whole = fmt::format("{}{}:conditional", key, side);
      if (const char* value = tag(whole.c_str()))
        notes.push_back({fmt::format("{}={} is not applied", whole, value), "P322"});
    }
  }
}

std::string seasonal_access(const TagLookup& tag) {
  std::string found;
  for_each_tag(tag, [&](const std::string& key, const char* list) {
    for (const std::string& value : values_of(list)) {
      if (found.empty() && is_season(value)) found = fmt::format("{}={}", key, value);
    }
  });
  return found;
}

}  // namespace passage::osm
