#include "expand/carried.h"

#include <map>
#include <optional>
#include <span>

#include "timenet/links_at.h"

namespace passage::expand {
namespace {

using network::ArcId;

// How far a trip has been told on `to`, up to one of its legs.
struct Told {
  std::int32_t leg = -1;
  VertexId vertex;          // of `to`, where it is; invalid if `to` has no such road
  LinkId within;            // the link of `to` that it is on; invalid if it is at a vertex
  std::uint32_t roads = 0;  // roads of that link that are behind it
};

class Carrying {
 public:
  Carrying(const TravelNetwork& from, const Trips& trips, const TravelNetwork& to, Millis step)
      : from_(from), trips_(trips), to_(to), step_(step), leaving_(timenet::links_at(to.tail, to.node.size())) {
    for (std::uint32_t i = 0; i < to.supplies.size(); ++i) supply_[{to.supplies[i].origin, to.supplies[i].mode}] = i;
    refuges_of(from, refuge_from_);
    refuges_of(to, refuge_to_);
  }

  solver::Itineraries run() {
    // By leg: the supply that sets out with it, if it is the first of a trip.
    std::vector<std::uint32_t> starts(trips_.legs.size(), 0);
    for (const Trip& trip : trips_.trips) {
      std::int32_t at = trip.last;
      while (at >= 0 && trips_.legs[index(at)].before >= 0) at = trips_.legs[index(at)].before;
      if (at >= 0) starts[index(at)] = trip.supply;
    }
    std::vector<Told> told(trips_.legs.size());
    for (std::size_t i = 0; i < told.size(); ++i) {  // a leg comes after the one before it
      const Leg& leg = trips_.legs[i];
      told[i] = leg.before >= 0 ? told[index(leg.before)] : home_of(starts[i]);
      if (told[i].vertex.valid()) go_on(told[i], leg);
    }
    for (const Trip& trip : trips_.trips) {
      const auto supply = supply_of(trip.supply);
      if (!supply) continue;
      const Told end = trip.last >= 0 ? told[index(trip.last)] : home_of(trip.supply);
      if (!end.vertex.valid() || end.within.valid()) continue;
      out_.all.push_back({*supply, end.leg, trip.intake_step, trip.persons});
    }
    return std::move(out_);
  }

 private:
  static std::size_t index(std::int32_t i) { return static_cast<std::size_t>(i); }

  [[nodiscard]] std::optional<std::uint32_t> supply_of(std::uint32_t supply) const {
    const auto at = supply_.find({from_.supplies[supply].origin, from_.supplies[supply].mode});
    return at == supply_.end() ? std::nullopt : std::optional{at->second};
  }
  [[nodiscard]] Told home_of(std::uint32_t supply) const {
    const auto at = supply_of(supply);
    return {-1, at ? to_.supplies[*at].vertex : VertexId{}, {}, 0};
  }

  void go_on(Told& told, const Leg& leg) {
    const auto roads = roads_of(from_, leg.link);
    if (roads.empty()) return without_road(told, leg);
    bool first = true;
    for (const timenet::Road& road : roads) {
      if (!told.within.valid() && !start(told, road.arc, leg, first)) return;
      first = false;
      const auto chain = roads_of(to_, told.within);
      if (chain[told.roads].arc != road.arc) {
        told.vertex = VertexId{};
        return;
      }
      if (++told.roads < chain.size()) continue;
      told.vertex = to_.head[told.within];
      told.within = LinkId{};
    }
  }

  // Begins a link of `to` whose first road is `road`; of several, one that is open then. False if there is none.
  bool start(Told& told, ArcId road, const Leg& leg, bool first) {
    LinkId best;
    for (const LinkId a : leaving_[told.vertex]) {
      if (to_.arc[a] != road || to_.is_remnant(a) != from_.is_remnant(leg.link)) continue;
      if (!best.valid() || (first && open_at(a, leg))) best = a;
    }
    if (!best.valid()) {
      told.vertex = VertexId{};
      return false;
    }
    told.within = best;
    told.roads = 0;
    add_leg(told, best, first ? leg.step : 0);
    return true;
  }

  // A leg without a road leads out of a home, or into a gate or hub. Its link in `to` is found by where it leads.
  void without_road(Told& told, const Leg& leg) {
    const VertexId goal = from_.head[leg.link];
    if (same(goal, told.vertex)) return;  // the last chain of `to` has led there
    LinkId best;
    for (const LinkId a : leaving_[told.vertex]) {
      if (told.within.valid() || to_.arc[a].valid() || !same(goal, to_.head[a])) continue;
      if (!best.valid() || open_at(a, leg)) best = a;
    }
    told.vertex = best.valid() ? to_.head[best] : VertexId{};
    if (best.valid()) add_leg(told, best, leg.step);
  }

  [[nodiscard]] bool same(VertexId of_from, VertexId of_to) const {
    if (from_.node[of_from].valid() || to_.node[of_to].valid())
      return from_.node[of_from] == to_.node[of_to] && from_.mode[of_from] == to_.mode[of_to];
    const auto x = refuge_from_.find(of_from);
    const auto y = refuge_to_.find(of_to);
    return x != refuge_from_.end() && y != refuge_to_.end() && x->second == y->second;
  }

  // The refuge of each hub and gate.
  static void refuges_of(const TravelNetwork& m, std::map<VertexId, scenario::RefugeId>& out) {
    for (const timenet::Hub& hub : m.hubs) {
      if (!hub.refuge.valid()) continue;
      out[hub.vertex] = hub.refuge;
      if (hub.gate.valid()) out[hub.gate] = hub.refuge;
    }
  }

  [[nodiscard]] bool open_at(LinkId a, const Leg& leg) const {
    if (to_.open[a] == 0) return true;
    if (to_.is_remnant(a)) {
      for (const CaseInterval& open : to_.opening(a))
        if (remnant_step(to_, step_, a, open) == leg.step) return true;
      return false;
    }
    const CaseTime from = step_ * leg.step - to_.potential[to_.tail[a]];
    for (const CaseInterval& open : to_.opening(a))
      if (open.from <= from && from < open.until) return true;
    return false;
  }

  void add_leg(Told& told, LinkId link, flow::Step step) {
    out_.legs.push_back({told.leg, flow::ArcId{link.index()}, step});
    told.leg = static_cast<std::int32_t>(out_.legs.size()) - 1;
  }

  static std::span<const timenet::Road> roads_of(const TravelNetwork& m, LinkId a) {
    return std::span(m.chain).subspan(m.chain_of[a.index()], m.chain_of[a.index() + 1] - m.chain_of[a.index()]);
  }

  const TravelNetwork& from_;
  const Trips& trips_;
  const TravelNetwork& to_;
  const Millis step_;
  const timenet::LinksAt leaving_;
  std::map<std::pair<scenario::OriginId, network::Mode>, std::uint32_t> supply_;
  std::map<VertexId, scenario::RefugeId> refuge_from_, refuge_to_;
  solver::Itineraries out_;
};

}  // namespace

solver::Itineraries carried(const TravelNetwork& from, const Trips& trips, const TravelNetwork& to, Millis step) {
  return Carrying(from, trips, to, step).run();
}

}  // namespace passage::expand
