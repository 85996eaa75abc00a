// Ways cut into roads at routing nodes, and nodes split where not every way on is open.
#pragma once

#include "osm/read.h"

namespace passage::osm {

using network::NodeId;

// One road to be: refs [first, last] of a way, both included.
struct Piece {
  std::uint32_t way = 0, first = 0, last = 0, part = 0;
  NodeId from, to;                    // of the forward direction
  NodeId backward_from, backward_to;  // to and from, unless a junction was split
};

struct TurnRoad {
  NodeId from, to;
  ModeSet forward = 0, backward = 0;
  network::DoubtSet doubts = 0;
};

struct Pieces {
  std::vector<Piece> pieces;            // in order of way and part
  std::vector<std::uint32_t> first_of;  // per way, and the end
  std::vector<NodeRank> rank_of;        // per node; parts of split nodes behind the others
  std::vector<std::uint32_t> part_of;   // per node: 0, or the number in its name "n123.1"
  std::vector<TurnRoad> turns;
  NodeId add_part(NodeId of);               // another node at the same place
  std::map<NodeRank, std::uint32_t> parts;  // how many were added
};

// Cut at nodes that two ways share or one comes to twice, at ends, barriers, border controls and
// vias of restrictions. Adds counts to `roads`.
[[nodiscard]] Pieces cut_ways(OsmRoads& roads);

// Turn restrictions as ports: see docs/methods/roads.md. Their turns let pass whom the node lets pass. Adds counts and
// P321 findings to `roads`.
void split_at_restrictions(OsmRoads& roads, Pieces& pieces);

// Splits the other nodes that keep somebody from passing, or may on the day.
void split_at_barriers(const OsmRoads& roads, Pieces& pieces);

// Joins two parts of a node for those who may pass it: a turn for each kind of doubt with which somebody may.
void join(const OsmRoads& roads, Pieces& pieces, NodeId from, NodeId to, ModeSet forward, ModeSet backward);

}  // namespace passage::osm
