#include "planner/simple.h"

#include <algorithm>
#include <map>
#include <set>

namespace passage::planner {

using flow::Amount;
using flow::Step;
using network::ArcId;

namespace {

struct Route {
  std::vector<ArcId> roads;
  std::uint32_t hub = 0;
  auto operator<=>(const Route&) const = default;
};

using Way = std::vector<MoveId>;  // a route's moves, one spot after the other

class Keeper {
 public:
  Keeper(const Movement& m, const Discrete& d, std::size_t most, const Trips& trips)
      : m_(m), p_(d.problem), most_(most), before_(trips), used_(m.tail.size()), left_at_home_(m.supplies.size(), 0) {
    for (std::size_t s = 0; s < p_.supplies.size(); ++s) left_at_home_[s] = p_.supplies[s].persons;
    for (const flow::Refuge& refuge : p_.refuges) room_.push_back(refuge.capacity);
  }

  Trips run() {
    std::map<std::uint32_t, std::map<Route, std::pair<Amount, std::set<Way>>>> routes;  // by supply
    for (const Trip& trip : before_.trips) {
      auto& [persons, ways] = routes[trip.supply][route(trip)];
      persons += trip.persons;
      ways.insert(way(trip));
    }
    std::map<std::uint32_t, std::set<Route>> kept;
    for (const auto& [supply, all] : routes) {
      std::vector<std::pair<Amount, Route>> order;
      for (const auto& [route, what] : all) order.emplace_back(-what.first, route);
      std::sort(order.begin(), order.end());
      for (std::size_t i = 0; i < std::min(most_, order.size()); ++i) kept[supply].insert(order[i].second);
    }
    for (const Trip& trip : before_.trips) {
      if (!kept[trip.supply].contains(route(trip))) continue;
      const std::vector<Stage> stages = route_of(before_, trip);
      std::vector<Step> steps;
      for (const Stage& stage : stages) steps.push_back(stage.step);
      add(trip.supply, trip.hub, way(trip), steps, trip.taken, trip.persons);
    }
    for (const auto& [supply, all] : kept) {
      for (const Route& r : all) {
        for (const Way& w : routes[supply][r].second) fill(supply, r.hub, w);
      }
    }
    std::stable_sort(out_.trips.begin(), out_.trips.end(), [](const Trip& a, const Trip& b) {
      return std::pair(a.taken, a.hub) < std::pair(b.taken, b.hub);
    });
    return std::move(out_);
  }

 private:
  [[nodiscard]] Way way(const Trip& trip) const {
    Way out;
    for (const Stage& stage : route_of(before_, trip)) out.push_back(stage.move);
    return out;
  }

  [[nodiscard]] Route route(const Trip& trip) const {
    Route out{{}, trip.hub};
    for (const MoveId move : way(trip)) {
      if (m_.arc[move].valid()) out.roads.push_back(m_.arc[move]);
    }
    return out;
  }

  [[nodiscard]] Amount room(MoveId move, Step step) const {
    const Amount capacity = flow::capacity_over(p_, flow::ArcId{move.index()}, {step, step + 1});
    if (capacity == flow::kUnlimited) return capacity;
    const auto found = used_[move].find(step);
    return capacity - (found == used_[move].end() ? 0 : found->second);
  }

  void add(std::uint32_t supply, std::uint32_t hub, const Way& way, const std::vector<Step>& steps, Step taken,
           Amount persons) {
    std::int32_t last = -1;
    for (std::size_t i = 0; i < way.size(); ++i) {
      out_.stages.push_back({last, way[i], steps[i]});
      last = static_cast<std::int32_t>(out_.stages.size()) - 1;
      used_[way[i]][steps[i]] += persons;
    }
    out_.trips.push_back({supply, hub, last, taken, persons});
    left_at_home_[supply] -= persons;
    if (room_[hub] != flow::kUnlimited) room_[hub] -= persons;
  }

  // The earliest step for each move of the way from the ones in `at` on; false if none arrives in time.
  [[nodiscard]] bool advance(const Way& way, std::vector<Step>& at, Step& taken) const {
    Step ready = at.front();
    for (std::size_t i = 0; i < way.size(); ++i) {
      Step& step = at[i];
      step = std::max(step, ready);
      while (step <= p_.horizon && room(way[i], step) <= 0) ++step;
      ready = step + p_.time[flow::ArcId{way[i].index()}];
      if (step > p_.horizon || ready > p_.horizon) return false;
    }
    taken = ready;
    return true;
  }

  void fill(std::uint32_t supply, std::uint32_t hub, const Way& way) {
    if (way.empty() || std::set<MoveId>(way.begin(), way.end()).size() < way.size()) return;
    std::vector<Step> at(way.size(), p_.supplies[supply].release);
    Step taken = 0;
    while (left_at_home_[supply] > 0 && room_[hub] > 0 && advance(way, at, taken)) {
      Amount persons = std::min(left_at_home_[supply], room_[hub]);
      for (std::size_t i = 0; i < way.size(); ++i) persons = std::min(persons, room(way[i], at[i]));
      std::vector<Step> steps = at;  // then as late as they still get there
      Step by = taken;
      for (std::size_t i = way.size(); i-- > 0;) {
        Step late = by - p_.time[flow::ArcId{way[i].index()}];
        while (late > at[i] && room(way[i], late) < persons) --late;
        by = steps[i] = late;
      }
      add(supply, hub, way, steps, taken, persons);
    }
  }

  const Movement& m_;
  const flow::Problem& p_;
  std::size_t most_;
  const Trips& before_;
  Table<MoveId, std::map<Step, Amount>> used_;
  std::vector<Amount> left_at_home_, room_;  // by supply, by hub
  Trips out_;
};

flow::Solution solution_of(const Movement& m, const Trips& trips) {
  std::map<std::pair<Step, std::uint32_t>, Amount> entries, intakes;
  flow::Solution out;
  for (const Trip& trip : trips.trips) {
    for (const Stage& stage : route_of(trips, trip)) entries[{stage.step, stage.move.index()}] += trip.persons;
    intakes[{trip.taken, m.hubs[trip.hub].spot.index()}] += trip.persons;
    out.safe += trip.persons;
    out.sum += Int128{trip.taken} * trip.persons;
    out.last = std::max(out.last, trip.taken);
  }
  for (const auto& [key, n] : entries) out.entries.push_back({flow::ArcId{key.second}, key.first, n});
  for (const auto& [key, n] : intakes) out.intakes.push_back({flow::NodeId{key.second}, key.first, n});
  return out;
}

}  // namespace

void keep_routes(const Movement& movement, const Discrete& discrete, std::size_t most, Trips& trips,
                 flow::Solution& solution) {
  trips = Keeper(movement, discrete, most, trips).run();
  solution = solution_of(movement, trips);
}

}  // namespace passage::planner
