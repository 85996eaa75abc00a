#include "answers/holds.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace passage::answers {

using network::Direction;
using network::RoadId;

namespace {

constexpr Millis kHour{3'600'000};

}  // namespace

std::vector<Hold> holds_at(const std::vector<Hold>& all, CaseTime at) {
  std::vector<Hold> out;
  std::copy_if(all.begin(), all.end(), std::back_inserter(out), [&](const Hold& h) { return h.when.contains(at); });
  return out;
}

CaseTime hardest_hour(const std::vector<Hold>& all, CaseTime horizon) {
  CaseTime best{0};
  std::int64_t most = -1;
  for (CaseTime t{0}; t < horizon; t += kHour) {
    std::int64_t sum = 0;
    for (const Hold& hold : all) {
      if (hold.kind != HoldKind::kRoom && hold.when.contains(t)) sum += hold.hour.count();
    }
    if (sum > most) {
      most = sum;
      best = t;
    }
  }
  return best;
}

const char* name_of(HoldKind kind) {
  static constexpr const char* kNames[] = {"road", "checkpoint", "intake", "room"};
  return kNames[static_cast<int>(kind)];
}

const char* name_of(HoldState state) {
  return state == HoldState::kFull ? "full" : "closed";
}

std::string hold_in_words(const Case& c, const Hold& hold) {
  if (!hold.arc.valid()) {
    const scenario::Refuge& refuge = c.refuges[hold.refuge];
    return fmt::format("{} {}", hold.kind == HoldKind::kRoom ? "room in" : "intake of",
                       refuge.name.empty() ? refuge.id : refuge.name);
  }
  const RoadId road = c.network.road[hold.arc];
  std::string out = hold.kind == HoldKind::kCheckpoint
                        ? fmt::format("checkpoint {} on {}", hold.term, c.network.road_id[road])
                        : fmt::format("road {}", c.network.road_id[road]);
  if (!c.network.road_name[road].empty()) out += fmt::format(" ({})", c.network.road_name[road]);
  if (c.network.direction[hold.arc] == Direction::kBackward) out += ", backward";
  return out;
}

}  // namespace passage::answers
