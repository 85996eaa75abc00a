// What holds people back at a given hour: roads, checkpoints and refuges.
#pragma once

#include <string>
#include <vector>

#include "core/interval.h"
#include "core/rational.h"
#include "scenario/case.h"

namespace passage::answers {

using scenario::Case;
using scenario::CaseInterval;
using scenario::CaseTime;

enum class CutElementKind { kRoad, kCheckpoint, kIntake, kRoom };
enum class CutElementState { kFull, kClosed };

struct CutElement {
  CutElementKind kind = CutElementKind::kRoad;
  CutElementState state = CutElementState::kFull;
  network::ArcId arc = {};         // kRoad, kCheckpoint
  scenario::RefugeId refuge = {};  // kIntake, kRoom
  std::string term = {};           // kCheckpoint: its term
  CaseInterval when = {};          // it holds people back at entries in here
  Rational persons_per_h{0};       // let through while open; 0 for kRoom
  Persons hour = {};               // one more hour of it brings out at most this
};

// Those that hold people back at this moment. One road can be in both lists at other times.
[[nodiscard]] std::vector<CutElement> elements_at(const std::vector<CutElement>& all, CaseTime at);

// The most people are held at this hour: the start of the full hour with the greatest sum of `hour`.
[[nodiscard]] CaseTime hardest_hour(const std::vector<CutElement>& all, CaseTime horizon);

// "road r2 (Name), backward"; "checkpoint north-gate on r2"; "intake of Omega crossing"; "room in Zeta".
[[nodiscard]] std::string element_in_words(const Case& c, const CutElement& element);
// road, checkpoint, intake, room; full, closed.
[[nodiscard]] const char* name_of(CutElementKind kind);
[[nodiscard]] const char* name_of(CutElementState state);

}  // namespace passage::answers
