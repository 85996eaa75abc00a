#include "answers/cut_elements.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace passage::answers {

using network::Direction;
using network::RoadId;

namespace {

constexpr Millis kHour{3'600'000};

}  // namespace

std::vector<CutElement> elements_at(const std::vector<CutElement>& all, CaseTime at) {
  std::vector<CutElement> out;
  std::copy_if(all.begin(), all.end(), std::back_inserter(out),
               [&](const CutElement& h) { return h.when.contains(at); });
  return out;
}

CaseTime hardest_hour(const std::vector<CutElement>& all, CaseTime horizon) {
  CaseTime best{0};
  std::int64_t most = -1;
  for (CaseTime t{0}; t < horizon; t += kHour) {
    std::int64_t sum = 0;
    for (const CutElement& element : all) {
      if (element.kind != CutElementKind::kRoom && element.when.contains(t)) sum += element.hour.count();
    }
    if (sum > most) {
      most = sum;
      best = t;
    }
  }
  return best;
}

const char* name_of(CutElementKind kind) {
  static constexpr const char* kNames[] = {"road", "checkpoint", "intake", "room"};
  return kNames[static_cast<int>(kind)];
}

const char* name_of(CutElementState state) {
  return state == CutElementState::kFull ? "full" : "closed";
}

std::string element_in_words(const Case& c, const CutElement& element) {
  if (!element.arc.valid()) {
    const scenario::Refuge& refuge = c.refuges[element.refuge];
    return fmt::format("{} {}", element.kind == CutElementKind::kRoom ? "room in" : "intake of",
                       refuge.name.empty() ? refuge.id : refuge.name);
  }
  const RoadId road = c.network.road[element.arc];
  std::string out = element.kind == CutElementKind::kCheckpoint
                        ? fmt::format("checkpoint {} on {}", element.term, c.network.road_id[road])
                        : fmt::format("road {}", c.network.road_id[road]);
  if (!c.network.road_name[road].empty()) out += fmt::format(" ({})", c.network.road_name[road]);
  if (c.network.direction[element.arc] == Direction::kBackward) out += ", backward";
  return out;
}

}  // namespace passage::answers
