// Routes on which the people of a place could be sent, and which few of them to keep (docs/methods/fair.md).
#pragma once

#include <set>
#include <unordered_map>
#include <vector>

#include "expand/path_decomposition.h"

namespace passage::orders {

using expand::Discrete;
using expand::Trip;
using expand::Trips;
using scenario::Case;
using scenario::CaseInterval;
using scenario::CaseTime;
using timenet::LinkId;
using timenet::TravelNetwork;
using timenet::VertexId;

// Roads in order, and the refuge.
struct Route {
  std::vector<network::ArcId> roads;
  std::uint32_t hub = 0;  // index into TravelNetwork::hubs
  auto operator<=>(const Route&) const = default;
};

// Routes to one refuge that go on alike wherever they meet: an in-tree, with one way at each junction. A district of
// several places can be told to follow it.
class Tree {
 public:
  // Whether the route goes on alike with all that were added; O(its length).
  [[nodiscard]] bool takes(const network::Network& net, const Route& route) const;
  void add(const network::Network& net, const Route& route);

 private:
  bool empty_ = true;
  std::uint32_t hub_ = 0;
  std::unordered_map<network::NodeId, network::ArcId> next_;
};

using LinkPath = std::vector<LinkId>;  // a route's links, one vertex after the other

struct Choice {
  Route route;
  flow::Amount persons = 0;  // whom the plan with any routes sends by it
  std::set<LinkPath> paths;  // not empty
};

// Of each supply some of its routes, by their index in RouteChoices.
using Kept = std::vector<std::set<std::size_t>>;

// By supply: the routes that its people take in `trips`, most people first.
class RouteChoices {
 public:
  RouteChoices(const TravelNetwork& m, const Trips& trips, std::size_t supplies);
  [[nodiscard]] const std::vector<Choice>& operator[](std::size_t supply) const { return of_[supply]; }
  [[nodiscard]] std::size_t size() const { return of_.size(); }

  [[nodiscard]] LinkPath path(const Trip& trip) const;
  [[nodiscard]] std::size_t choice(const Trip& trip) const {
    return index_of(trip.supply, route(path(trip), trip.hub));
  }
  // Of each supply the first `most`.
  [[nodiscard]] Kept widest(std::size_t most) const;

  // Gives each of `supplies` that keeps no route one more to choose from: by the fastest path to a route that another
  // one of them keeps, and on by that route; none if there is no such path. O(links log links).
  void add_joins(const std::vector<std::uint32_t>& supplies, const Kept& kept);

  // Adds routes that follow one of a supply's own and then, from a place where they meet, that of somebody else, while
  // the supply has fewer than `most`. Adds none in large cases.
  void add_crossings(std::size_t most);

 private:
  [[nodiscard]] Route route(const LinkPath& path, std::uint32_t hub) const;
  [[nodiscard]] std::size_t index_of(std::size_t supply, const Route& route) const;
  Choice& choice_of(std::size_t supply, const LinkPath& path, std::uint32_t hub);

  const TravelNetwork& m_;
  const Trips& trips_;
  std::vector<std::vector<Choice>> of_;  // by supply
};

// At most so many routes of each supply, chosen together so that the most people could go if all that a link lets
// through in the whole case could be used at any time: a mixed-integer program (CBC). choices.widest(most) if that is
// too large or was not solved.
[[nodiscard]] Kept together(const TravelNetwork& m, const Discrete& d, const RouteChoices& choices, std::size_t most);

}  // namespace passage::orders
