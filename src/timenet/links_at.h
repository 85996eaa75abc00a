// Links by the vertex they begin or end at.
#pragma once

#include "graph/compressed_rows.h"
#include "timenet/travel_network.h"

namespace passage::timenet {

using LinksAt = graph::CompressedRows<VertexId, LinkId>;

// All links by one of their ends, `tail` or `head`; at each vertex in order of their ids. O(vertices + links).
[[nodiscard]] inline LinksAt links_at(const Table<LinkId, VertexId>& end, std::size_t vertices) {
  return graph::compressed_rows<VertexId, LinkId>(vertices, [&](const auto& put) {
    for (const LinkId a : end.ids()) put(end[a], a);
  });
}

}  // namespace passage::timenet
