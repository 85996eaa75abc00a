#include "expand/halved.h"

namespace passage::expand {

solver::Itineraries halved(const TravelNetwork& travel, const Trips& trips) {
  constexpr std::int32_t kHome = -1, kLeftOut = -2;
  solver::Itineraries out;
  out.legs.reserve(2 * trips.legs.size());
  out.all.reserve(2 * trips.trips.size());
  // By leg: the index of its first half in `out`; its second half is the next.
  std::vector<std::int32_t> halves(trips.legs.size());
  const auto half_of = [&](std::int32_t leg) { return leg < 0 ? kHome : halves[static_cast<std::size_t>(leg)]; };
  for (std::size_t i = 0; i < halves.size(); ++i) {  // a leg comes after the one before it
    const Leg& leg = trips.legs[i];
    const std::int32_t before = half_of(leg.before);
    halves[i] =
        travel.is_remnant(leg.link) || before == kLeftOut ? kLeftOut : static_cast<std::int32_t>(out.legs.size());
    if (halves[i] == kLeftOut) continue;
    for (const int half : {0, 1})
      out.legs.push_back({before < 0 ? -1 : before + half, flow::ArcId{leg.link.index()}, 2 * leg.step + half});
  }
  flow::Amount odd = 0;  // of an odd number the person over goes in the first half and in the second by turns
  for (const Trip& trip : trips.trips) {
    const std::int32_t last = half_of(trip.last);
    if (last == kLeftOut) continue;
    for (const int half : {0, 1}) {
      const flow::Amount persons = (trip.persons + (half + odd) % 2) / 2;
      out.all.push_back({trip.supply, last < 0 ? -1 : last + half, 2 * trip.intake_step + half, persons});
    }
    odd += trip.persons % 2;
  }
  return out;
}

}  // namespace passage::expand
