#include "planner/basis.h"

#include <algorithm>

namespace passage::planner {

Movement part_of(const Basis& from, const Case& c) {
  std::map<std::string, scenario::OriginId> origin;
  std::map<std::string, scenario::RefugeId> refuge;
  for (const auto o : c.origins.ids()) origin[c.origins[o].id] = o;
  for (const auto r : c.refuges.ids()) refuge[c.refuges[r].id] = r;
  Movement out = from.part;
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

void count_alike(Movement& movement, const Movement& known) {
  std::map<bounds::Place, std::vector<CaseTime>> at;
  std::map<bounds::Place, std::size_t> met;
  for (const SpotId s : known.node.ids()) {
    if (known.node[s].valid()) at[{known.node[s], known.mode[s]}].push_back(known.to_refuge[s]);
  }
  for (const SpotId s : movement.node.ids()) {
    const bounds::Place place{movement.node[s], movement.mode[s]};
    if (!place.node.valid()) continue;
    const auto found = at.find(place);
    if (found != at.end()) movement.to_refuge[s] = found->second[std::min(met[place]++, found->second.size() - 1)];
  }
  std::map<std::pair<scenario::OriginId, network::Mode>, CaseTime> homes;
  for (const timenet::Supply& s : known.supplies) homes[{s.origin, s.mode}] = known.to_refuge[s.spot];
  for (const timenet::Supply& s : movement.supplies) {
    const auto found = homes.find({s.origin, s.mode});
    if (!movement.node[s.spot].valid() && found != homes.end()) movement.to_refuge[s.spot] = found->second;
  }
}

}  // namespace passage::planner
