#include "timenet/subnetwork.h"

namespace passage::timenet {

TravelNetwork frame_of(const TravelNetwork& whole) {
  TravelNetwork out;
  out.rounding = whole.rounding;
  out.horizon = whole.horizon;
  out.sets = whole.sets;
  out.exact = whole.exact;
  out.daily = whole.daily;
  out.days = whole.days;
  out.reachable = whole.reachable;
  out.unreached = whole.unreached;
  return out;
}

void place_people(const TravelNetwork& whole, const Table<VertexId, VertexId>& in_part, TravelNetwork& part) {
  for (Supply supply : whole.supplies) {
    supply.vertex = in_part[supply.vertex];
    PASSAGE_EXPECT(supply.vertex.valid());
    part.supplies.push_back(supply);
  }
  for (Hub hub : whole.hubs) {
    hub.vertex = in_part[hub.vertex];
    if (hub.gate.valid()) hub.gate = in_part[hub.gate];
    part.hubs.push_back(hub);
  }
}

TravelNetwork subnetwork(const TravelNetwork& whole, const Table<VertexId, char>& in) {
  PASSAGE_EXPECT(whole.chain_of.empty());
  TravelNetwork out = frame_of(whole);
  Table<VertexId, VertexId> in_part(whole.node.size());
  for (const VertexId v : in.ids()) {
    if (!in[v]) continue;
    in_part[v] = out.append(whole.vertex(v));
    if (whole.soonest.size() != 0) out.soonest.push_back(whole.soonest[v]);
  }
  for (const LinkId a : whole.tail.ids()) {
    Link link = whole.link(a);
    link.tail = in_part[link.tail];
    link.head = in_part[link.head];
    if (link.tail.valid() && link.head.valid()) out.append(link);
  }
  place_people(whole, in_part, out);
  return out;
}

}  // namespace passage::timenet
