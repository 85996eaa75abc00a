#include "planner/simple.h"

#include <algorithm>
#include <map>
#include <set>

#include "planner/routes.h"

namespace passage::planner {

using flow::Amount;
using flow::Step;

namespace {

// The trips of routes that are kept, and those of the other people who find room on them.
class Keeper {
 public:
  Keeper(const Movement& m, const Discrete& d, const Trips& trips, const Ways& ways, const Kept& kept)
      : m_(m), p_(d.problem), before_(trips), ways_(ways), kept_(kept), used_(m.tail.size()) {
    for (const flow::Supply& supply : p_.supplies) left_at_home_.push_back(supply.persons);
    for (const flow::Refuge& refuge : p_.refuges) room_.push_back(refuge.capacity);
  }

  Trips run() {
    for (const Trip& trip : before_.trips) {
      if (!kept_[trip.supply].contains(ways_.choice(trip))) continue;
      std::vector<Step> steps;
      for (const Stage& stage : route_of(before_, trip)) steps.push_back(stage.step);
      add(trip.supply, trip.hub, ways_.way(trip), steps, trip.taken, trip.persons);
    }
    fill_all();  // those who went in the plan with any routes
    for (std::size_t s = 0; s < p_.supplies.size(); ++s)
      left_at_home_[s] += m_.supplies[s].persons.count() - p_.supplies[s].persons;
    fill_all();  // and those whom it left
    std::stable_sort(out_.trips.begin(), out_.trips.end(), [](const Trip& a, const Trip& b) {
      return std::pair(a.taken, a.hub) < std::pair(b.taken, b.hub);
    });
    return std::move(out_);
  }

 private:
  void fill_all() {
    for (std::uint32_t supply = 0; supply < ways_.size(); ++supply) {
      for (const std::size_t i : kept_[supply]) {
        for (const Way& way : ways_[supply][i].ways) fill(supply, ways_[supply][i].route.hub, way);
      }
    }
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
  const Trips& before_;
  const Ways& ways_;
  const Kept& kept_;
  Table<MoveId, std::map<Step, Amount>> used_;
  std::vector<Amount> left_at_home_, room_;  // by supply, by hub
  Trips out_;
};

// The better of two choices, in which those who took other routes find room or do not; then one route for another, a
// supply after the other, as long as it is better still and the work is small.
class Choosing {
 public:
  Choosing(const Movement& m, const Discrete& d, std::size_t most, const Trips& trips)
      : m_(m), d_(d), most_(most), trips_(trips), ways_(m, trips, d.problem.supplies.size()) {}

  Trips run() {
    constexpr std::size_t kMostWork = 1'000'000, kMostChoices = 12;
    Kept kept = ways_.widest(most_);
    Trips best = Keeper(m_, d_, trips_, ways_, kept).run();
    if (value(best) == value(trips_)) return best;
    ways_.add_crossings(kMostChoices);
    Kept other = together(m_, d_, ways_, most_);
    if (Trips trips = Keeper(m_, d_, trips_, ways_, other).run(); value(trips) > value(best)) {
      best = std::move(trips);
      kept = std::move(other);
    }
    std::size_t work = 0;
    for (bool better = true; better;) {
      better = false;
      for (std::size_t s = 0; s < ways_.size(); ++s) {
        for (Kept& other : others(kept, s)) {
          if ((work += trips_.stages.size() + 1) > kMostWork) return best;
          Trips trips = Keeper(m_, d_, trips_, ways_, other).run();
          if (value(trips) <= value(best)) continue;
          best = std::move(trips);
          kept = std::move(other);
          better = true;
          break;
        }
      }
    }
    return best;
  }

 private:
  // More safe, then sooner.
  static std::pair<Amount, Int128> value(const Trips& trips) {
    std::pair<Amount, Int128> out{0, 0};
    for (const Trip& trip : trips.trips) {
      out.first += trip.persons;
      out.second -= Int128{trip.taken} * trip.persons;
    }
    return out;
  }
  // One route of a supply more, or another for one.
  [[nodiscard]] std::vector<Kept> others(const Kept& kept, std::size_t supply) const {
    std::vector<Kept> out;
    for (std::size_t i = 0; i < ways_[supply].size(); ++i) {
      if (kept[supply].contains(i)) continue;
      Kept more = kept;
      more[supply].insert(i);
      if (kept[supply].size() < most_) {
        out.push_back(std::move(more));
        continue;
      }
      for (const std::size_t gone : kept[supply]) {
        out.push_back(more);
        out.back()[supply].erase(gone);
      }
    }
    return out;
  }

  const Movement& m_;
  const Discrete& d_;
  std::size_t most_;
  const Trips& trips_;
  Ways ways_;
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
  trips = Choosing(movement, discrete, most, trips).run();
  solution = solution_of(movement, trips);
}

}  // namespace passage::planner
