#include "planner/warm_start.h"

#include <algorithm>

namespace passage::planner {

TravelNetwork part_of(const WarmStart& from, const Case& c) {
  std::map<std::string, scenario::OriginId> origin;
  std::map<std::string, scenario::RefugeId> refuge;
  for (const auto o : c.origins.ids()) origin[c.origins[o].id] = o;
  for (const auto r : c.refuges.ids()) refuge[c.refuges[r].id] = r;
  TravelNetwork out = from.part;
  for (timenet::Supply& s : out.supplies) {
    const auto at = origin.find(from.origins[s.origin]);
    s.origin = at != origin.end() ? at->second : scenario::OriginId{};
  }
  for (timenet::Hub& hub : out.hubs) {
    const auto at = refuge.find(from.refuges[hub.refuge]);
    hub.refuge = at != refuge.end() ? at->second : scenario::RefugeId{};
  }
  return out;
}

void count_alike(TravelNetwork& travel, const TravelNetwork& known) {
  std::map<bounds::Place, std::vector<CaseTime>> at;
  std::map<bounds::Place, std::size_t> met;
  for (const VertexId s : known.node.ids()) {
    if (known.node[s].valid()) at[{known.node[s], known.mode[s]}].push_back(known.potential[s]);
  }
  for (const VertexId s : travel.node.ids()) {
    const bounds::Place place{travel.node[s], travel.mode[s]};
    if (!place.node.valid()) continue;
    const auto found = at.find(place);
    if (found != at.end()) travel.potential[s] = found->second[std::min(met[place]++, found->second.size() - 1)];
  }
  std::map<std::pair<scenario::OriginId, network::Mode>, CaseTime> homes;
  for (const timenet::Supply& s : known.supplies) homes[{s.origin, s.mode}] = known.potential[s.vertex];
  for (const timenet::Supply& s : travel.supplies) {
    const auto found = homes.find({s.origin, s.mode});
    if (!travel.node[s.vertex].valid() && found != homes.end()) travel.potential[s.vertex] = found->second;
  }
}

}  // namespace passage::planner
