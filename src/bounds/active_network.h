// The part of a travel network that is solved in place of the whole: it is grown until cut times prove that the
// rest would bring out nobody more, so nothing is left out by policy (docs/methods/reduction.md).
#pragma once

#include "bounds/cut_compression.h"
#include "timenet/links_at.h"

namespace passage::bounds {

// Where a vertex is in every travel network of a case.
struct Place {
  network::NodeId node;
  network::Mode mode = network::Mode::kCar;
  auto operator<=>(const Place&) const = default;
};

class ActiveNetwork {
 public:
  // The ways of an assignment that slows full roads down (timenet/assignment.h); everything if that is more than
  // two thirds, or if there are no more than `small` vertices: then the whole is solved as fast. Keeps `outer`.
  // O(links log vertices).
  static constexpr std::size_t kSmall = 20'000;
  explicit ActiveNetwork(const TravelNetwork& outer, std::size_t small = kSmall);
  // What is left of the active network of another travel network of nearly the same roads.
  ActiveNetwork(const TravelNetwork& outer, const std::vector<Place>& places, std::size_t small = kSmall);
  [[nodiscard]] std::vector<Place> places() const;  // homes, gates and hubs left out: they are always in

  // Of kOuter, between the vertices that are in. Times to refuges stay those of the whole, so that cut times
  // mean the same in both.
  [[nodiscard]] const TravelNetwork& travel() const { return travel_; }
  // The same of a kInner travel network of the same case: nodes and modes that are in, and all homes and hubs.
  [[nodiscard]] TravelNetwork part_of(const TravelNetwork& inner) const;
  [[nodiscard]] bool is_all() const { return vertices_.size() == in_.size(); }

  // Cut times of travel() become cut times of the whole: outside, each vertex's is the latest moment from which
  // the active network is reached before its own cut time there, at free speed.
  [[nodiscard]] TemporalCut extended(const TemporalCut& cut) const;

  [[nodiscard]] const CutCompression& compression() const { return compression_; }  // of the whole
  [[nodiscard]] TemporalCut within(const TemporalCut& whole) const;  // those of the whole's vertices that are in

  // Ways past the active network by which these cut times of the whole let `least` persons or more through come in.
  // Returns how many vertices did; 0: for these cut times the active network is enough, but for less than that a way.
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
