#include "expand/halved.h"

namespace passage::expand {

solver::Ways halved(const TravelNetwork& travel, const Trips& trips) {
  constexpr std::int32_t kHome = -1, kLeftOut = -2;
  solver::Ways out;
  out.legs.reserve(2 * trips.stages.size());
  out.ways.reserve(2 * trips.trips.size());
  std::vector<std::int32_t> leg(trips.stages.size());  // of its first half; the second's is the next
  const auto leg_of = [&](std::int32_t stage) { return stage < 0 ? kHome : leg[static_cast<std::size_t>(stage)]; };
  for (std::size_t i = 0; i < leg.size(); ++i) {  // a stage comes after the one before it
    const Stage& stage = trips.stages[i];
    const std::int32_t before = leg_of(stage.before);
    leg[i] =
        travel.is_remnant(stage.link) || before == kLeftOut ? kLeftOut : static_cast<std::int32_t>(out.legs.size());
    if (leg[i] == kLeftOut) continue;
    for (const int half : {0, 1})
      out.legs.push_back({before < 0 ? -1 : before + half, flow::ArcId{stage.link.index()}, 2 * stage.step + half});
  }
  flow::Amount odd = 0;  // the person over goes in the first half and in the second in turn
  for (const Trip& trip : trips.trips) {
    const std::int32_t last = leg_of(trip.last);
    if (last == kLeftOut) continue;
    for (const int half : {0, 1}) {
      const flow::Amount persons = (trip.persons + (half + odd) % 2) / 2;
      out.ways.push_back({trip.supply, last < 0 ? -1 : last + half, 2 * trip.intake_step + half, persons});
    }
    odd += trip.persons % 2;
  }
  return out;
}

}  // namespace passage::expand
