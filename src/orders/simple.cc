#include "orders/simple.h"

#include <algorithm>
#include <map>
#include <set>

#include "orders/routes.h"

namespace passage::orders {

using flow::Amount;
using flow::Step;

namespace {

// Keeps the trips on the chosen routes, and finds trips on these routes for the other people while there is room.
class Keeper {
 public:
  Keeper(const TravelNetwork& m, const Discrete& d, const Trips& trips, const RouteChoices& choices, const Kept& kept)
      : m_(m), p_(d.problem), before_(trips), choices_(choices), kept_(kept), used_(m.tail.size()) {
    for (const flow::Supply& supply : p_.supplies) left_at_home_.push_back(supply.persons);
    for (const flow::Refuge& refuge : p_.refuges) room_.push_back(refuge.capacity);
  }

  Trips run() {
    for (const Trip& trip : before_.trips) {
      if (!kept_[trip.supply].contains(choices_.choice(trip))) continue;
      std::vector<Step> steps;
      for (const expand::Leg& leg : expand::route_of(before_, trip)) steps.push_back(leg.step);
      add(trip.supply, trip.hub, choices_.path(trip), steps, trip.intake_step, trip.persons);
    }
    fill_all();  // at first those who went in the plan with any routes
    for (std::size_t s = 0; s < p_.supplies.size(); ++s)
      left_at_home_[s] += m_.supplies[s].persons.count() - p_.supplies[s].persons;
    fill_all();  // then those whom that plan left
    std::stable_sort(out_.trips.begin(), out_.trips.end(), [](const Trip& a, const Trip& b) {
      return std::pair(a.intake_step, a.hub) < std::pair(b.intake_step, b.hub);
    });
    return std::move(out_);
  }

 private:
  void fill_all() {
    for (std::uint32_t supply = 0; supply < choices_.size(); ++supply) {
      for (const std::size_t i : kept_[supply]) {
        for (const LinkPath& path : choices_[supply][i].paths) fill(supply, choices_[supply][i].route.hub, path);
      }
    }
  }

  [[nodiscard]] Amount room(LinkId link, Step step) const {
    const Amount capacity = flow::capacity_over(p_, flow::ArcId{link.index()}, {step, step + 1});
    if (capacity == flow::kUnlimited) return capacity;
    const auto found = used_[link].find(step);
    return capacity - (found == used_[link].end() ? 0 : found->second);
  }

  void add(std::uint32_t supply, std::uint32_t hub, const LinkPath& path, const std::vector<Step>& steps,
           Step intake_step, Amount persons) {
    std::int32_t last = -1;
    for (std::size_t i = 0; i < path.size(); ++i) {
      out_.legs.push_back({last, path[i], steps[i]});
      last = static_cast<std::int32_t>(out_.legs.size()) - 1;
      used_[path[i]][steps[i]] += persons;
    }
    out_.trips.push_back({supply, hub, last, intake_step, persons});
    left_at_home_[supply] -= persons;
    if (room_[hub] != flow::kUnlimited) room_[hub] -= persons;
  }

  // The earliest steps at which somebody can enter the links of a path one after the other, none before that in `at`.
  // False if he does not arrive in time.
  [[nodiscard]] bool advance(const LinkPath& path, std::vector<Step>& at, Step& intake_step) const {
    Step ready = at.front();
    for (std::size_t i = 0; i < path.size(); ++i) {
      Step& step = at[i];
      step = std::max(step, ready);
      while (step <= p_.horizon && room(path[i], step) <= 0) ++step;
      ready = step + p_.time[flow::ArcId{path[i].index()}];
      if (step > p_.horizon || ready > p_.horizon) return false;
    }
    intake_step = ready;
    return true;
  }

  void fill(std::uint32_t supply, std::uint32_t hub, const LinkPath& path) {
    if (path.empty() || std::set<LinkId>(path.begin(), path.end()).size() < path.size()) return;
    std::vector<Step> at(path.size(), p_.supplies[supply].release);
    Step intake_step = 0;
    while (left_at_home_[supply] > 0 && room_[hub] > 0 && advance(path, at, intake_step)) {
      Amount persons = std::min(left_at_home_[supply], room_[hub]);
      for (std::size_t i = 0; i < path.size(); ++i) persons = std::min(persons, room(path[i], at[i]));
      std::vector<Step> steps = at;  // and now as late as they still get there then
      Step by = intake_step;
      for (std::size_t i = path.size(); i-- > 0;) {
        Step late = by - p_.time[flow::ArcId{path[i].index()}];
        while (late > at[i] && room(path[i], late) < persons) --late;
        by = steps[i] = late;
      }
      add(supply, hub, path, steps, intake_step, persons);
    }
  }

  const TravelNetwork& m_;
  const flow::Problem& p_;
  const Trips& before_;
  const RouteChoices& choices_;
  const Kept& kept_;
  Table<LinkId, std::map<Step, Amount>> used_;
  std::vector<Amount> left_at_home_, room_;  // by supply; by hub
  Trips out_;
};

// The limit: at most so many routes for each district and mode.
class Limit {
 public:
  Limit(const Case& c, const TravelNetwork& m, std::size_t most) : c_(c), most_(most) {
    std::map<std::pair<std::string, network::Mode>, std::size_t> index;
    for (std::uint32_t s = 0; s < m.supplies.size(); ++s) {
      const std::pair key(c.origins[m.supplies[s].origin].district, m.supplies[s].mode);
      of_.push_back(index.emplace(key, index.size()).first->second);
      if (of_.back() == supplies_.size()) supplies_.emplace_back();
      supplies_[of_.back()].push_back(s);
    }
  }
  [[nodiscard]] std::size_t most() const { return most_; }
  // Whether a district has several places.
  [[nodiscard]] bool shared() const { return supplies_.size() < of_.size(); }
  void add_joins(RouteChoices& choices, const Kept& kept) const {
    for (const std::vector<std::uint32_t>& of_district : supplies_)
      if (of_district.size() > 1) choices.add_joins(of_district, kept);
  }
  [[nodiscard]] bool alone(std::size_t supply) const { return supplies_[of_[supply]].size() == 1; }

  // The routes with most people. In districts of several places those of `kept` come first, then all others as far as
  // they fit.
  [[nodiscard]] Kept widest(const RouteChoices& choices, const Kept* kept = nullptr) const {
    Kept out = kept != nullptr ? *kept : choices.widest(most_);
    for (const std::vector<std::uint32_t>& of_district : supplies_)
      if (of_district.size() > 1) choose(choices, of_district, {}, kept, out);
    return out;
  }
  // Another choice for the district of a supply: one given route, and then those that go with it.
  [[nodiscard]] Kept around(const RouteChoices& choices, const Kept& kept, std::uint32_t supply,
                            std::size_t route) const {
    Kept out = kept;
    choose(choices, supplies_[of_[supply]], {{supply, route}}, &kept, out);
    return out;
  }

 private:
  using Pick = std::pair<std::uint32_t, std::size_t>;  // supply, index into its RouteChoices

  // Keeps in `out` first `picks`, then routes of `before`, then those with most people: as many as make no more than
  // most_ trees.
  void choose(const RouteChoices& choices, const std::vector<std::uint32_t>& supplies, std::vector<Pick> picks,
              const Kept* before, Kept& out) const {
    std::vector<Pick> rest;
    for (const std::uint32_t s : supplies)
      for (std::size_t i = 0; i < choices[s].size(); ++i) rest.emplace_back(s, i);
    std::stable_sort(rest.begin(), rest.end(), [&](const Pick& x, const Pick& y) {
      const auto key = [&](const Pick& p) {
        return std::pair(before == nullptr || !(*before)[p.first].contains(p.second),
                         -choices[p.first][p.second].persons);
      };
      return key(x) < key(y);
    });
    picks.insert(picks.end(), rest.begin(), rest.end());
    for (const std::uint32_t s : supplies) out[s].clear();
    std::vector<Tree> trees;
    for (const auto& [s, i] : picks) {
      const Route& route = choices[s][i].route;
      auto tree = std::find_if(trees.begin(), trees.end(), [&](const Tree& t) { return t.takes(c_.network, route); });
      if (tree == trees.end()) {
        if (trees.size() == most_ || !Tree().takes(c_.network, route)) continue;
        tree = trees.emplace(trees.end());
      }
      tree->add(c_.network, route);
      out[s].insert(i);
    }
  }

  const Case& c_;
  std::size_t most_;
  std::vector<std::size_t> of_;  // by supply
  std::vector<std::vector<std::uint32_t>> supplies_;
};

// Chooses the routes. Of two first choices the better one is taken; then one supply after the other exchanges a route
// for another, for as long as that is better still and the work is small.
class Choosing {
 public:
  Choosing(const Case& c, const TravelNetwork& m, const Discrete& d, std::size_t most, const Trips& trips)
      : m_(m), d_(d), limit_(c, m, most), trips_(trips), choices_(m, trips, d.problem.supplies.size()) {}

  Trips run() {
    constexpr std::size_t kMostWork = 1'000'000, kMostChoices = 12;
    Kept kept = limit_.widest(choices_);
    if (limit_.shared()) {
      limit_.add_joins(choices_, kept);
      kept = limit_.widest(choices_, &kept);
    }
    Trips best = Keeper(m_, d_, trips_, choices_, kept).run();
    if (value(best) == value(trips_)) return best;
    choices_.add_crossings(kMostChoices);
    const Kept chosen = together(m_, d_, choices_, limit_.most());
    std::vector<Kept> others_first{limit_.widest(choices_, &chosen)};
    if (limit_.shared()) others_first.push_back(limit_.widest(choices_));
    for (Kept& other : others_first) {
      Trips trips = Keeper(m_, d_, trips_, choices_, other).run();
      if (value(trips) <= value(best)) continue;
      best = std::move(trips);
      kept = std::move(other);
    }
    std::size_t work = 0;
    for (bool better = true; better;) {
      better = false;
      for (std::uint32_t s = 0; s < choices_.size(); ++s) {
        for (Kept& other : others(kept, s)) {
          if ((work += trips_.legs.size() + 1) > kMostWork) return best;
          Trips trips = Keeper(m_, d_, trips_, choices_, other).run();
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
  // What is compared: how many are safe, then how soon.
  static std::pair<Amount, Int128> value(const Trips& trips) {
    std::pair<Amount, Int128> out{0, 0};
    for (const Trip& trip : trips.trips) {
      out.first += trip.persons;
      out.second -= Int128{trip.intake_step} * trip.persons;
    }
    return out;
  }
  // Other choices: one route of the supply more, or another one in place of one.
  [[nodiscard]] std::vector<Kept> others(const Kept& kept, std::uint32_t supply) const {
    std::vector<Kept> out;
    for (std::size_t i = 0; i < choices_[supply].size(); ++i) {
      if (kept[supply].contains(i)) continue;
      if (!limit_.alone(supply)) {
        out.push_back(limit_.around(choices_, kept, supply, i));
        continue;
      }
      Kept more = kept;
      more[supply].insert(i);
      if (kept[supply].size() < limit_.most()) {
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

  const TravelNetwork& m_;
  const Discrete& d_;
  Limit limit_;
  const Trips& trips_;
  RouteChoices choices_;
};

flow::Solution solution_of(const TravelNetwork& m, const Trips& trips) {
  std::map<std::pair<Step, std::uint32_t>, Amount> entries, intakes;
  flow::Solution out;
  for (const Trip& trip : trips.trips) {
    for (const expand::Leg& leg : expand::route_of(trips, trip)) entries[{leg.step, leg.link.index()}] += trip.persons;
    intakes[{trip.intake_step, m.hubs[trip.hub].vertex.index()}] += trip.persons;
    out.safe += trip.persons;
    out.sum += Int128{trip.intake_step} * trip.persons;
    out.last = std::max(out.last, trip.intake_step);
  }
  for (const auto& [key, n] : entries) out.entries.push_back({flow::ArcId{key.second}, key.first, n});
  for (const auto& [key, n] : intakes) out.intakes.push_back({flow::NodeId{key.second}, key.first, n});
  return out;
}

}  // namespace

void keep_routes(const Case& c, const TravelNetwork& travel, const Discrete& discrete, std::size_t most, Trips& trips,
                 flow::Solution& solution) {
  trips = Choosing(c, travel, discrete, most, trips).run();
  solution = solution_of(travel, trips);
}

}  // namespace passage::orders
