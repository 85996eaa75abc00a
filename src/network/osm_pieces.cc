#include "network/osm_pieces.h"

#include <algorithm>

namespace passage::network {
namespace {

constexpr ModeSet kCar = mode_bit(Mode::kCar), kFoot = mode_bit(Mode::kFoot);

// How often ways come to a node: any way in the low, drivable ones in the high four bits, to 2 at most.
std::vector<std::uint8_t> uses_of(const OsmRoads& roads) {
  std::vector<std::uint8_t> uses(roads.node_id.size(), 0);
  const auto use = [&](NodeRank node, unsigned times, bool drivable) {
    std::uint8_t& u = uses[node];
    const unsigned any = std::min(2u, (u & 15u) + times), car = std::min(2u, (u >> 4u) + (drivable ? times : 0u));
    u = static_cast<std::uint8_t>(any | car << 4u);
  };
  const auto found = [&](std::uint32_t ref) { return (roads.node_flags[roads.refs[ref]] & kNodeFound) != 0; };
  for (std::size_t w = 0; w + 1 < roads.ways.size(); ++w) {
    const std::uint32_t begin = roads.ways[w].first_ref, end = roads.ways[w + 1].first_ref;
    for (std::uint32_t ref = begin; ref < end; ++ref) {
      if (!found(ref)) continue;
      const bool is_end = ref == begin || ref + 1 == end || !found(ref - 1) || !found(ref + 1);
      use(roads.refs[ref], is_end ? 2 : 1, roads.ways[w].drivable());
    }
  }
  return uses;
}

void split_barrier(const OsmRoads& roads, Pieces& pieces, NodeId node, const std::vector<std::uint32_t>& ends) {
  const std::uint8_t flags = roads.node_flags[pieces.rank_of[node.index()]];
  const bool foot_blocked = (flags & kNodeNoFoot) != 0;
  const ModeSet passing = static_cast<ModeSet>(((flags & kNodeNoCar) != 0 ? 0 : kCar) | (foot_blocked ? 0 : kFoot));
  bool first = true;
  for (const std::uint32_t end : ends) {  // twice the piece, and 1 for its `to`
    Piece& piece = pieces.pieces[end / 2];
    const bool blocked_here = roads.ways[piece.way].drivable() || foot_blocked;
    if (!blocked_here) continue;
    if (first) {  // the first stays at the node itself
      first = false;
      continue;
    }
    const NodeId part = pieces.add_part(node);
    (end % 2 == 0 ? piece.from : piece.to) = part;
    if (passing != 0) pieces.turns.push_back({node, part, passing, passing});
  }
}

void split_at_barriers(const OsmRoads& roads, Pieces& pieces) {
  std::map<NodeId, std::vector<std::uint32_t>> ends;
  constexpr std::uint8_t kBlocked = kNodeNoCar | kNodeNoFoot;
  for (std::uint32_t p = 0; p < pieces.pieces.size(); ++p) {
    const Piece& piece = pieces.pieces[p];
    if ((roads.node_flags[pieces.rank_of[piece.from.index()]] & kBlocked) != 0) ends[piece.from].push_back(2 * p);
    if ((roads.node_flags[pieces.rank_of[piece.to.index()]] & kBlocked) != 0) ends[piece.to].push_back(2 * p + 1);
  }
  for (const auto& [node, at] : ends) split_barrier(roads, pieces, node, at);
}

}  // namespace

NodeId Pieces::add_part(NodeId of) {
  const NodeRank rank = rank_of[of.index()];
  rank_of.push_back(rank);
  part_of.push_back(++parts[rank]);
  return NodeId{rank_of.size() - 1};
}

Pieces cut_ways(OsmRoads& roads) {
  const std::vector<std::uint8_t> uses = uses_of(roads);
  std::vector<NodeId> node_of(roads.node_id.size());
  Pieces out;
  constexpr std::uint8_t kCutAt = kNodeNoCar | kNodeNoFoot | kNodeKeep;
  std::int64_t drivable = 0;
  for (NodeRank rank = 0; rank < uses.size(); ++rank) {
    if ((roads.node_flags[rank] & kNodeFound) == 0) continue;
    drivable += (uses[rank] >> 4u) >= 2;
    if ((uses[rank] & 15u) < 2 && (roads.node_flags[rank] & kCutAt) == 0) continue;
    node_of[rank] = NodeId{out.rank_of.size()};
    out.rank_of.push_back(rank);
  }
  roads.counts["junctions and ends of drivable ways"] = drivable;
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
  split_at_barriers(roads, out);
  for (Piece& piece : out.pieces) {
    piece.backward_from = piece.to;
    piece.backward_to = piece.from;
  }
  return out;
}

}  // namespace passage::network
