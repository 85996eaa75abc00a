// What holds people back at a given hour: the roads, checkpoints and refuges of the cut that proves the
// plan's bound (docs/methods/certificate.md). Only what is listed here limits how many are safe by the
// end of the case: more anywhere else brings out nobody.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bounds/bound.h"
#include "plan/plan.h"

namespace passage::negotiate {

using bounds::Labels;
using rules::Times;
using scenario::Case;
using scenario::CaseInterval;
using scenario::CaseTime;
using timenet::MoveId;
using timenet::Movement;
using timenet::SpotId;

enum class HoldKind { kRoad, kCheckpoint, kIntake, kRoom };
enum class HoldState { kFull, kClosed };

struct Hold {
  HoldKind kind = HoldKind::kRoad;
  HoldState state = HoldState::kFull;
  network::ArcId arc = {};         // kRoad, kCheckpoint
  scenario::RefugeId refuge = {};  // kIntake, kRoom
  std::string term = {};           // kCheckpoint: its term
  CaseInterval when = {};          // it holds people back at entries in here
  Rational persons_per_h{0};       // let through while open; 0 for kRoom
  Persons hour = {};               // one more hour of it brings out at most this
};

// Those of the labels' deadline, largest first. kOuter movement. O(moves log moves).
[[nodiscard]] std::vector<Hold> holds(const Case& c, const Movement& outer, const Labels& labels, Persons left);

// Of a plan's bound for the end of the case. Where groups of travellers share roads, persons_per_h is what an hour is
// worth at the prices of the proof (docs/methods/travellers.md).
[[nodiscard]] std::vector<Hold> holds(const Case& c, const plan::Plan& plan);

// Those that hold people back at this moment. One road can be in both lists at other times.
[[nodiscard]] std::vector<Hold> holds_at(const std::vector<Hold>& all, CaseTime at);

// The most people are held at this hour: the start of the full hour with the greatest sum of `hour`.
[[nodiscard]] CaseTime hardest_hour(const std::vector<Hold>& all, CaseTime horizon);

}  // namespace passage::negotiate
