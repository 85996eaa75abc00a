#include "solver/warm_start.h"

#include <algorithm>
#include <numeric>

namespace passage::solver {

template <class Count>
WarmStart<Count>::WarmStart(const flow::Problem& problem, const Itineraries& itineraries, Expansion<Count>& expansion,
                            Waiting& people, Work& work)
    : itineraries_(itineraries),
      x_(expansion),
      people_(people),
      lane_(problem.arc_count(), kNone),
      order_(itineraries.all.size()),
      path_(expansion, work) {
  for (Index l = 0; l < x_.graph.arcs(); ++l) lane_[x_.graph.id[l]] = l;
  std::iota(order_.begin(), order_.end(), 0u);
  std::stable_sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
    return itineraries.all[a].intake_step < itineraries.all[b].intake_step;
  });
}

template <class Count>
bool WarmStart<Count>::lay(const Itineraries::Itinerary& itinerary) {
  const Graph& g = x_.graph;
  const Index supply = people_.of[itinerary.supply];
  if (supply == kNone || people_.left[supply] == 0) return false;
  legs_.clear();
  for (std::int32_t at = itinerary.last; at >= 0; at = itineraries_.legs[static_cast<std::size_t>(at)].before)
    legs_.push_back(at);
  path_.moves.clear();
  Index node = people_.node[supply];
  Time now = people_.release[supply];
  for (std::size_t i = legs_.size(); i-- > 0;) {
    const Itineraries::Leg& leg = itineraries_.legs[static_cast<std::size_t>(legs_[i])];
    const Index l = lane_[leg.arc];
    const Time enter = std::max(now, static_cast<Time>(leg.step));
    if (l == kNone || g.tail[l] != node || enter + g.time[l] >= g.steps) return false;
    path_.moves.push_back({node, now, enter, 2 * l, kNone, 0, enter + g.time[l]});
    node = g.head[l];
    now = enter + g.time[l];
  }
  const Index refuge = g.refuge_at[node];
  const Time taken = std::max(now, static_cast<Time>(itinerary.intake_step));
  if (refuge == kNone || taken > itinerary.intake_step) return false;
  path_.moves.push_back({node, now, taken, 2 * x_.intake_lane(refuge), kNone, kNone, 0});
  return true;
}

template <class Count>
Amount WarmStart<Count>::take(Time theta) {
  Amount sent = 0;
  for (; next_ < order_.size(); ++next_) {
    const Itineraries::Itinerary& itinerary = itineraries_.all[order_[next_]];
    if (itinerary.intake_step > theta) break;
    if (!lay(itinerary)) continue;
    path_.straighten();
    const Index supply = people_.of[itinerary.supply];
    const Amount amount = path_.bottleneck(std::min(itinerary.persons, people_.left[supply]));
    if (amount == 0) continue;
    path_.augment(static_cast<Count>(amount));
    people_.left[supply] -= amount;
    people_.look_on(people_.node[supply], static_cast<Time>(x_.graph.steps));
    sent += amount;
  }
  return sent;
}

template class WarmStart<std::int32_t>;
template class WarmStart<std::int64_t>;

}  // namespace passage::solver
