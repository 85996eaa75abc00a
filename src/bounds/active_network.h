// The part of a travel network that is solved in place of the whole. Links outside are priced by cuts and come in where
// they would let people past, until a cut proves that the rest would bring out nobody more: so nothing is left out by
// policy (docs/methods/reduction.md; column generation: Ford, Fulkerson, A suggested computation for maximal
// multi-commodity network flows, 1958).
#pragma once

#include "bounds/cut_compression.h"
#include "timenet/links_at.h"

namespace passage::bounds {

// What names a vertex in every travel network of a case. Vertices of one node and mode share it.
struct Place {
  network::NodeId node;
  network::Mode mode = network::Mode::kCar;
  auto operator<=>(const Place&) const = default;
};

class ActiveNetwork {
 public:
  // Begins with the paths of an assignment in which full roads slow down (timenet/assignment.h). Takes everything if
  // that is more than two thirds of the vertices, or if there are no more than `small` of them: then the whole is
  // solved as fast. Keeps `outer` by reference. O(links log vertices).
  static constexpr std::size_t kSmall = 20'000;
  explicit ActiveNetwork(const TravelNetwork& outer, std::size_t small = kSmall);
  // Begins with the places of the active network of a case with nearly the same roads, as far as they are here.
  ActiveNetwork(const TravelNetwork& outer, const std::vector<Place>& places, std::size_t small = kSmall);
  [[nodiscard]] std::vector<Place> places() const;  // homes, gates and hubs left out: they are always in

  // The part, of kOuter: the vertices that are in and the links between them. Potentials stay those of the whole, so
  // that cut times mean the same in both.
  [[nodiscard]] const TravelNetwork& travel() const { return travel_; }
  // The same part of a kInner travel network of the case: the nodes and modes that are in, and all homes and hubs.
  [[nodiscard]] TravelNetwork part_of(const TravelNetwork& inner) const;
  [[nodiscard]] bool is_all() const { return vertices_.size() == in_.size(); }

  // A cut of travel() becomes one of the whole. A vertex outside gets the latest moment from which people reach the
  // active network, at free speed, before the cut time of the vertex where they come in.
  [[nodiscard]] TemporalCut extended(const TemporalCut& cut) const;

  [[nodiscard]] const CutCompression& compression() const { return compression_; }  // of the whole
  [[nodiscard]] TemporalCut within(const TemporalCut& whole) const;  // those of the whole's vertices that are in

  // Lets come in the paths outside by which a cut of the whole lets `least` persons or more past the active network:
  // each from where it leaves to where it joins again. Returns how many vertices came in. 0 means that for this cut the
  // active network is enough, but for fewer than `least` persons a path.
  std::size_t price_in(const TemporalCut& whole, double least);
  void rebuild();  // travel(), after price_in

 private:
  const TravelNetwork& outer_;
  std::size_t small_;
  timenet::LinksAt leaving_;
  CutCompression compression_;
  Table<VertexId, char> in_;
  std::vector<VertexId> vertices_;  // of the whole, by vertex of the active network
  TravelNetwork travel_;
};

}  // namespace passage::bounds
