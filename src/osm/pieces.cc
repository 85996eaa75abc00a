#include "osm/pieces.h"

#include <algorithm>

namespace passage::osm {
namespace {

constexpr ModeSet kCar = network::mode_bit(network::Mode::kCar), kFoot = network::mode_bit(network::Mode::kFoot);

// How ways come to a node, counted as far as it matters. A way that ends here counts twice, so that two
// or more make a routing node; to the degree it adds one arm, a way that passes adds two.
struct NodeUse {
  std::uint8_t any : 2, car : 2, main : 2, main_degree : 2;
};

bool is_main(const OsmWay& way) {
  constexpr RoadClass kMinor[] = {RoadClass::kService, RoadClass::kTrack, RoadClass::kPath, RoadClass::kFerry};
  return way.drivable() && std::find(std::begin(kMinor), std::end(kMinor), way.road_class) == std::end(kMinor);
}

std::vector<NodeUse> uses_of(const OsmRoads& roads) {
  std::vector<NodeUse> uses(roads.node_id.size(), NodeUse{0, 0, 0, 0});
  const auto found = [&](std::uint32_t ref) { return (roads.node_flags[roads.refs[ref]] & kNodeFound) != 0; };
  for (std::size_t w = 0; w + 1 < roads.ways.size(); ++w) {
    const bool car = roads.ways[w].drivable(), main = is_main(roads.ways[w]);
    const std::uint32_t begin = roads.ways[w].first_ref, end = roads.ways[w + 1].first_ref;
    for (std::uint32_t ref = begin; ref < end; ++ref) {
      if (!found(ref)) continue;
      const bool is_end = ref == begin || ref + 1 == end || !found(ref - 1) || !found(ref + 1);
      NodeUse& use = uses[roads.refs[ref]];
      const unsigned times = is_end ? 2 : 1, arms = is_end ? 1 : 2;
      use.any = std::min(2u, use.any + times) & 3u;
      if (car) use.car = std::min(2u, use.car + times) & 3u;
      if (main) use.main = std::min(2u, use.main + times) & 3u;
      if (main) use.main_degree = std::min(3u, use.main_degree + arms) & 3u;
    }
  }
  return uses;
}

// The figures that other programs and tables give for a network's size: docs/methods/roads.md.
void count_nodes(OsmRoads& roads, const std::vector<NodeUse>& uses) {
  std::int64_t car = 0, main = 0, joints = 0;
  for (NodeRank rank = 0; rank < uses.size(); ++rank) {
    if ((roads.node_flags[rank] & kNodeFound) == 0) continue;
    car += uses[rank].car >= 2;
    main += uses[rank].main >= 2;
    joints += uses[rank].main >= 2 && uses[rank].main_degree == 2;
  }
  roads.counts["junctions and ends of ways for cars"] = car;
  roads.counts["junctions and ends of ways for cars, without service roads, tracks and ferries"] = main;
  roads.counts["junctions and ends of ways for cars, without these and without joints of two ways"] = main - joints;
}

constexpr std::uint8_t kOfCars = kNodeNoCar | kNodeLockedCar | kNodeAtTimes,
                       kOfWalkers = kNodeNoFoot | kNodeLockedFoot | kNodeAtTimes, kSplits = kOfCars | kOfWalkers;

void split_barrier(const OsmRoads& roads, Pieces& pieces, NodeId node, const std::vector<std::uint32_t>& ends) {
  const std::uint8_t flags = roads.node_flags[pieces.rank_of[node.index()]];
  bool first = true;
  for (const std::uint32_t end : ends) {  // twice the piece, and 1 for its `to`
    Piece& piece = pieces.pieces[end / 2];
    const bool for_cars = roads.ways[piece.way].drivable();
    if ((flags & kOfWalkers) == 0 && !for_cars) continue;
    if (first) {  // the first stays at the node itself
      first = false;
      continue;
    }
    const NodeId part = pieces.add_part(node);
    (end % 2 == 0 ? piece.from : piece.to) = part;
    (end % 2 == 0 ? piece.backward_to : piece.backward_from) = part;
    const ModeSet modes = for_cars ? kCar | kFoot : kFoot;
    join(roads, pieces, node, part, modes, modes);
  }
}

}  // namespace

NodeId Pieces::add_part(NodeId of) {
  const NodeRank rank = rank_of[of.index()];
  rank_of.push_back(rank);
  part_of.push_back(++parts[rank]);
  return NodeId{rank_of.size() - 1};
}

Pieces cut_ways(OsmRoads& roads) {
  const std::vector<NodeUse> uses = uses_of(roads);
  count_nodes(roads, uses);
  std::vector<NodeId> node_of(roads.node_id.size());
  Pieces out;
  constexpr std::uint8_t kCutAt = kSplits | kNodeKeep;
  for (NodeRank rank = 0; rank < uses.size(); ++rank) {
    if ((roads.node_flags[rank] & kNodeFound) == 0) continue;
    if (uses[rank].any < 2 && (roads.node_flags[rank] & kCutAt) == 0) continue;
    node_of[rank] = NodeId{out.rank_of.size()};
    out.rank_of.push_back(rank);
  }
  out.part_of.assign(out.rank_of.size(), 0);
  for (std::uint32_t w = 0; w + 1 < roads.ways.size(); ++w) {
    out.first_of.push_back(static_cast<std::uint32_t>(out.pieces.size()));
    std::uint32_t part = 0, start = UINT32_MAX;
    for (std::uint32_t ref = roads.ways[w].first_ref; ref < roads.ways[w + 1].first_ref; ++ref) {
      const NodeRank rank = roads.refs[ref];
      if ((roads.node_flags[rank] & kNodeFound) == 0) {
        start = UINT32_MAX;  // what is beyond the extract's edge
        continue;
      }
      if (!node_of[rank].valid()) continue;
      if (start != UINT32_MAX) {
        Piece& piece = out.pieces.emplace_back();
        piece.way = w;
        piece.first = start;
        piece.last = ref;
        piece.part = ++part;
        piece.from = node_of[roads.refs[start]];
        piece.to = node_of[rank];
      }
      start = ref;
    }
  }
  out.first_of.push_back(static_cast<std::uint32_t>(out.pieces.size()));
  for (Piece& piece : out.pieces) {
    piece.backward_from = piece.to;
    piece.backward_to = piece.from;
  }
  return out;
}

void split_at_barriers(const OsmRoads& roads, Pieces& pieces) {
  std::map<NodeId, std::vector<std::uint32_t>> ends;
  const auto splits = [&](NodeId node) {
    const NodeRank rank = pieces.rank_of[node.index()];
    return (roads.node_flags[rank] & kSplits) != 0 && !pieces.parts.contains(rank);
  };
  for (std::uint32_t p = 0; p < pieces.pieces.size(); ++p) {
    const Piece& piece = pieces.pieces[p];
    if (splits(piece.from)) ends[piece.from].push_back(2 * p);
    if (splits(piece.to)) ends[piece.to].push_back(2 * p + 1);
  }
  for (const auto& [node, at] : ends) split_barrier(roads, pieces, node, at);
}

void join(const OsmRoads& roads, Pieces& pieces, NodeId from, NodeId to, ModeSet forward, ModeSet backward) {
  const std::uint8_t flags = roads.node_flags[pieces.rank_of[from.index()]];
  struct Turn {
    ModeSet forward = 0, backward = 0;
  };
  std::map<network::DoubtSet, Turn> turns;
  for (const auto& [mode, closed, locked] :
       {std::tuple{kCar, kNodeNoCar, kNodeLockedCar}, {kFoot, kNodeNoFoot, kNodeLockedFoot}}) {
    if ((flags & closed) != 0 || ((forward | backward) & mode) == 0) continue;
    Turn& turn = turns[static_cast<network::DoubtSet>(
        ((flags & locked) != 0 ? network::doubt_bit(network::Doubt::kLocked) : 0) |
        ((flags & kNodeAtTimes) != 0 ? network::doubt_bit(network::Doubt::kAtTimes) : 0))];
    turn.forward |= forward & mode;
    turn.backward |= backward & mode;
  }
  for (const auto& [doubts, turn] : turns) pieces.turns.push_back({from, to, turn.forward, turn.backward, doubts});
}

}  // namespace passage::osm
