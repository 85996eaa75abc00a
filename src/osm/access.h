// Who may use a way or pass a node, as access=* and its kin say (docs/methods/roads.md, "Who may use it").
#pragma once

#include "network/network.h"
#include "osm/values.h"

namespace passage::osm {

using network::ModeSet;

enum class Access { kUnset, kOpen, kPrivate, kClosed };

// The more special ones stand behind.
inline constexpr const char* kAccessKeys[] = {"access", "vehicle", "motor_vehicle", "motorcar", "foot"};

// Of a value or a list of them in any order: open if one of them opens, else closed if one closes. What is not
// understood says nothing.
[[nodiscard]] Access read_access(std::string_view value);

// Of a mode's own keys, without access=*. side: "forward" or "backward" of a way; nullptr: of both.
[[nodiscard]] Access own_access(const TagLookup& tag, network::Mode mode, const char* side);

// Who of `base`, and by a tag of their own who else.
struct AccessRules {
  ModeSet open = 0;
  ModeSet no = 0, as_private = 0;  // of base, those who may not: whatever the model, and by private_open
};
[[nodiscard]] AccessRules access_rules(const TagLookup& tag, ModeSet base, const char* side, bool private_open);

// Values of any access key that are not understood (P326).
void note_unknown_access(const TagLookup& tag, std::vector<TagNote>& notes);
// "access:conditional": none of them is applied (P322).
void note_conditional_access(const TagLookup& tag, std::vector<TagNote>& notes);
// "motor_vehicle=seasonal": an access key that says at times; empty: none.
[[nodiscard]] std::string seasonal_access(const TagLookup& tag);

}  // namespace passage::osm
