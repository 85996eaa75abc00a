#include "bounds/active_network.h"

#include <algorithm>
#include <limits>
#include <unordered_set>

#include "timenet/assignment.h"
#include "timenet/subnetwork.h"

namespace passage::bounds {
namespace {

constexpr int kAssignments = 16;

std::uint64_t key_of(network::NodeId node, network::Mode mode) {
  return std::uint64_t{node.index()} * 2 + static_cast<std::uint64_t>(mode);
}

}  // namespace

ActiveNetwork::ActiveNetwork(const TravelNetwork& outer, std::size_t small)
    : outer_(outer),
      small_(small),
      leaving_(timenet::links_at(outer.tail, outer.node.size())),
      compression_(outer),
      in_(outer.node.size(), 0) {
  if (in_.size() > small_) in_ = timenet::assigned_vertices(outer, kAssignments);
  rebuild();
}

ActiveNetwork::ActiveNetwork(const TravelNetwork& outer, const std::vector<Place>& places, std::size_t small)
    : outer_(outer),
      small_(small),
      leaving_(timenet::links_at(outer.tail, outer.node.size())),
      compression_(outer),
      in_(outer.node.size(), 0) {
  std::unordered_set<std::uint64_t> known;
  for (const Place& place : places) known.insert(key_of(place.node, place.mode));
  for (const VertexId s : in_.ids())
    in_[s] = outer.node[s].valid() && known.contains(key_of(outer.node[s], outer.mode[s]));
  rebuild();
}

std::vector<Place> ActiveNetwork::places() const {
  std::vector<Place> out;
  for (const VertexId s : vertices_) {
    if (outer_.node[s].valid()) out.push_back({outer_.node[s], outer_.mode[s]});
  }
  return out;
}

void ActiveNetwork::rebuild() {
  for (const VertexId s : in_.ids()) {
    if (!outer_.node[s].valid()) in_[s] = 1;
  }
  for (const timenet::Supply& s : outer_.supplies) in_[s.vertex] = 1;
  const auto size = std::count(in_.begin(), in_.end(), char{1});
  if (in_.size() <= small_ || static_cast<std::size_t>(size) * 3 > in_.size() * 2)
    in_ = Table<VertexId, char>(in_.size(), 1);
  vertices_.clear();
  for (const VertexId s : in_.ids()) {
    if (in_[s]) vertices_.push_back(s);
  }
  travel_ = timenet::subnetwork(outer_, in_);
}

TravelNetwork ActiveNetwork::part_of(const TravelNetwork& inner) const {
  std::unordered_set<std::uint64_t> places;
  for (const VertexId s : vertices_) {
    if (outer_.node[s].valid()) places.insert(key_of(outer_.node[s], outer_.mode[s]));
  }
  Table<VertexId, char> in(inner.node.size(), 1);
  for (const VertexId s : in.ids()) {
    if (inner.node[s].valid()) in[s] = is_all() || places.contains(key_of(inner.node[s], inner.mode[s])) ? 1 : 0;
  }
  return timenet::subnetwork(inner, in);
}

TemporalCut ActiveNetwork::extended(const TemporalCut& cut) const {
  TemporalCut out{cut.deadline, Table<VertexId, CaseTime>(in_.size(), CaseTime{0})};
  for (std::uint32_t i = 0; i < vertices_.size(); ++i) out.cut_time[vertices_[i]] = cut.cut_time[VertexId{i}];
  return is_all() ? out : compression_.reaching(std::move(out), in_);
}

TemporalCut ActiveNetwork::within(const TemporalCut& whole) const {
  TemporalCut out{whole.deadline, {}};
  for (const VertexId s : vertices_) out.cut_time.push_back(whole.cut_time[s]);
  return out;
}

std::size_t ActiveNetwork::price_in(const TemporalCut& whole, double least) {
  const auto lets_through = [&](LinkId a) {
    const CaseInterval crossing{whole.cut_time[outer_.tail[a]], whole.cut_time[outer_.head[a]] - outer_.time[a]};
    if (crossing.empty()) return 0.0;
    const Int128 micro = micro_persons(outer_, a, crossing);
    return micro < 0 ? std::numeric_limits<double>::infinity() : static_cast<double>(micro) * 1e-6;
  };
  std::vector<VertexId> entered;
  for (const VertexId u : vertices_) {
    for (const LinkId a : leaving_[u]) {
      if (!in_[outer_.head[a]] && lets_through(a) >= least) entered.push_back(outer_.head[a]);
    }
  }
  std::size_t added = 0;
  for (VertexId at : entered) {  // along the links that set the cut times of `extended`, back to a vertex that is in
    while (at.valid() && !in_[at]) {
      in_[at] = 1;
      ++added;
      VertexId on;
      for (const LinkId a : leaving_[at]) {
        const VertexId v = outer_.head[a];
        if (latest_before(outer_, outer_.open[a], whole.cut_time[v] - outer_.time[a]) == whole.cut_time[at]) on = v;
        if (on.valid()) break;
      }
      at = on;
    }
  }
  return added;
}

}  // namespace passage::bounds
