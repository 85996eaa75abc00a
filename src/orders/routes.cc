#include "orders/routes.h"

#include <algorithm>
#include <limits>
#include <map>

#include "graph/dijkstra.h"
#include "solver/cbc.h"
#include "timenet/links_at.h"

namespace passage::orders {

using flow::Amount;

bool Tree::takes(const network::Network& net, const Route& route) const {
  if (!empty_ && route.hub != hub_) return false;
  Tree own;  // nor may a route itself come to a place twice and go on otherwise
  for (const network::ArcId a : route.roads) {
    const auto at = next_.find(net.tail[a]);
    if (at != next_.end() && at->second != a) return false;
    if (own.next_.emplace(net.tail[a], a).first->second != a) return false;
  }
  return true;
}

void Tree::add(const network::Network& net, const Route& route) {
  empty_ = false;
  hub_ = route.hub;
  for (const network::ArcId a : route.roads) next_.emplace(net.tail[a], a);
}

RouteChoices::RouteChoices(const TravelNetwork& m, const Trips& trips, std::size_t supplies)
    : m_(m), trips_(trips), of_(supplies) {
  for (const Trip& trip : trips.trips) choice_of(trip.supply, path(trip), trip.hub).persons += trip.persons;
  for (std::vector<Choice>& choices : of_) {
    std::sort(choices.begin(), choices.end(), [](const Choice& a, const Choice& b) {
      return std::tie(b.persons, a.route) < std::tie(a.persons, b.route);
    });
  }
}

LinkPath RouteChoices::path(const Trip& trip) const {
  LinkPath out;
  for (const expand::Leg& leg : expand::route_of(trips_, trip)) out.push_back(leg.link);
  return out;
}

Route RouteChoices::route(const LinkPath& path, std::uint32_t hub) const {
  Route out{{}, hub};
  for (const LinkId link : path) {
    if (m_.arc[link].valid()) out.roads.push_back(m_.arc[link]);
  }
  return out;
}

std::size_t RouteChoices::index_of(std::size_t supply, const Route& route) const {
  const auto at =
      std::find_if(of_[supply].begin(), of_[supply].end(), [&](const Choice& choice) { return choice.route == route; });
  return static_cast<std::size_t>(at - of_[supply].begin());
}

Choice& RouteChoices::choice_of(std::size_t supply, const LinkPath& path, std::uint32_t hub) {
  const Route its = route(path, hub);
  const std::size_t at = index_of(supply, its);
  if (at == of_[supply].size()) of_[supply].push_back({its, 0, {}});
  of_[supply][at].paths.insert(path);
  return of_[supply][at];
}

Kept RouteChoices::widest(std::size_t most) const {
  Kept out(of_.size());
  for (std::size_t s = 0; s < of_.size(); ++s) {
    for (std::size_t i = 0; i < std::min(most, of_[s].size()); ++i) out[s].insert(i);
  }
  return out;
}

void RouteChoices::add_joins(const std::vector<std::uint32_t>& supplies, const Kept& kept) {
  const timenet::LinksAt into = timenet::links_at(m_.head, m_.node.size());
  struct End {
    std::uint32_t hub;
    LinkPath path;
  };
  std::map<VertexId, End> end_at;  // by vertex: what the first kept route that passes there goes on by
  Table<VertexId, CaseTime> time(m_.node.size(), CaseTime{std::numeric_limits<std::int64_t>::max() / 4});
  Table<VertexId, LinkId> by(m_.node.size());  // the first link of the path to a kept route; invalid where one passes
  graph::Dijkstra<VertexId, Table<VertexId, CaseTime>> search(time);
  for (const std::uint32_t s : supplies) {
    for (const std::size_t i : kept[s]) {
      const LinkPath& path = *of_[s][i].paths.begin();
      for (std::size_t k = 0; k < path.size(); ++k) {
        const VertexId at = m_.tail[path[k]];
        const LinkPath rest(path.begin() + static_cast<std::ptrdiff_t>(k), path.end());
        if (end_at.emplace(at, End{of_[s][i].route.hub, rest}).second) search.reach(at, CaseTime{0});
      }
    }
  }
  while (const auto v = search.next()) {
    for (const LinkId a : into[*v]) {
      if (!m_.is_remnant(a) && search.reach(m_.tail[a], time[*v] + m_.time[a])) by[m_.tail[a]] = a;
    }
  }
  for (const std::uint32_t s : supplies) {
    VertexId at = m_.supplies[s].vertex;
    if (!kept[s].empty() || (!by[at].valid() && !end_at.contains(at))) continue;
    LinkPath path;
    for (; !end_at.contains(at); at = m_.head[by[at]]) path.push_back(by[at]);
    const End& end = end_at.at(at);
    path.insert(path.end(), end.path.begin(), end.path.end());
    choice_of(s, path, end.hub);
  }
}

void RouteChoices::add_crossings(std::size_t most) {
  constexpr std::size_t kMostLinks = 4'000'000;    // links of all ends together
  using End = std::pair<std::uint32_t, LinkPath>;  // hub; links from a vertex to it
  std::map<VertexId, std::set<End>> ends;          // by the vertex they begin at
  const auto from = [](const LinkPath& path, std::size_t i) { return path.begin() + static_cast<std::ptrdiff_t>(i); };
  const auto no_place_twice = [&](const LinkPath& path) {
    std::set<VertexId> met{m_.tail[path.front()]};
    return std::all_of(path.begin(), path.end(), [&](LinkId a) { return met.insert(m_.head[a]).second; });
  };
  std::size_t links = 0;
  for (const std::vector<Choice>& choices : of_) {
    for (const Choice& choice : choices) {
      for (const LinkPath& path : choice.paths) {
        if ((links += path.size() * path.size()) > kMostLinks) return;
        for (std::size_t i = 1; i < path.size(); ++i)
          ends[m_.tail[path[i]]].insert({choice.route.hub, LinkPath(from(path, i), path.end())});
      }
    }
  }
  for (std::uint32_t supply = 0; supply < of_.size(); ++supply) {
    const std::vector<Choice> own = of_[supply];
    for (const Choice& choice : own) {
      for (const LinkPath& path : choice.paths) {
        for (std::size_t i = 1; i < path.size(); ++i) {
          for (const auto& [hub, end] : ends[m_.tail[path[i]]]) {
            if (of_[supply].size() >= most) break;
            LinkPath crossing(path.begin(), from(path, i));
            crossing.insert(crossing.end(), end.begin(), end.end());
            if (no_place_twice(crossing)) choice_of(supply, crossing, hub);
          }
        }
      }
    }
  }
}

namespace {

// The mixed-integer program of fewest routes (docs/methods/fair.md). Its rows are the people of a supply, the capacity
// of a link and the room of a refuge; its columns are the people of a supply on a route, and whether that route is
// kept.
class Program {
 public:
  Program() {
    Cbc_setLogLevel(model_.get(), 0);
    Cbc_setParameter(model_.get(), "log", "0");
    Cbc_setParameter(model_.get(), "maxNodes", "2000");
  }
  // The sum of cost x column is minimised.
  int column(double most, double cost, bool whole) {
    Cbc_addCol(model_.get(), "", 0, most, cost, whole ? 1 : 0, 0, nullptr, nullptr);
    return columns_++;
  }
  void row(const std::vector<int>& columns, const std::vector<double>& values, double most) {
    Cbc_addRow(model_.get(), "", static_cast<int>(columns.size()), columns.data(), values.data(), 'L', most);
  }
  // The values of the columns; nullptr if no solution was found.
  [[nodiscard]] const double* solve() {
    Cbc_solve(model_.get());
    return Cbc_bestSolution(model_.get());
  }

 private:
  solver::CbcModel model_;
  int columns_ = 0;
};

}  // namespace

Kept together(const TravelNetwork& m, const Discrete& d, const RouteChoices& choices, std::size_t most) {
  constexpr std::size_t kMostColumns = 2'000;
  std::size_t columns = 0;
  for (std::size_t s = 0; s < choices.size(); ++s) columns += choices[s].size();
  if (columns > kMostColumns) return choices.widest(most);

  Program program;
  std::map<LinkId, std::vector<int>> on;           // by link: columns of people who use it
  std::map<std::uint32_t, std::vector<int>> into;  // by hub: columns of people who go there
  std::vector<std::vector<int>> kept(choices.size());
  const auto ones = [](const std::vector<int>& of) { return std::vector<double>(of.size(), 1); };
  for (std::size_t s = 0; s < choices.size(); ++s) {
    const auto people = static_cast<double>(m.supplies[s].persons.count());
    std::vector<int> own;
    for (std::size_t i = 0; i < choices[s].size(); ++i) {
      kept[s].push_back(program.column(1, 1e-6 * static_cast<double>(i), true));
      std::vector<int> of_route;
      for (const LinkPath& path : choices[s][i].paths) {
        of_route.push_back(program.column(people, -1, false));
        const std::set<LinkId> once(path.begin(), path.end());  // CBC takes no column twice in a row
        for (const LinkId a : once) on[a].push_back(of_route.back());
        into[choices[s][i].route.hub].push_back(of_route.back());
      }
      own.insert(own.end(), of_route.begin(), of_route.end());
      std::vector<double> values = ones(of_route);
      of_route.push_back(kept[s].back());
      values.push_back(-people);
      program.row(of_route, values, 0);
    }
    if (own.empty()) continue;
    program.row(own, ones(own), people);
    program.row(kept[s], ones(kept[s]), static_cast<double>(most));
  }
  for (const auto& [a, users] : on) {
    const flow::ArcId arc{a.index()};
    const Amount capacity = flow::capacity_over(d.problem, arc, {0, d.problem.horizon - d.problem.time[arc] + 1});
    if (capacity != flow::kUnlimited) program.row(users, ones(users), static_cast<double>(capacity));
  }
  for (const auto& [hub, users] : into) {
    const Amount room = d.problem.refuges[hub].capacity;
    if (room != flow::kUnlimited) program.row(users, ones(users), static_cast<double>(room));
  }
  const double* x = program.solve();
  if (x == nullptr) return choices.widest(most);
  Kept out(choices.size());
  for (std::size_t s = 0; s < choices.size(); ++s) {
    for (std::size_t i = 0; i < choices[s].size(); ++i) {
      if (x[kept[s][i]] > 0.5) out[s].insert(i);
    }
  }
  return out;
}

}  // namespace passage::orders
