#include "test/displacement/one_by_one.h"

#include <algorithm>
#include <cmath>

#include "core/random.h"

namespace passage::displacement {
namespace {

using Route = std::vector<LinkId>;

struct Person {
  PlaceId at;
  LinkId link;  // valid: on it
  Route route;  // links still to go
  double done = 0, moved = 0, recent = 0;
  bool fresh = true;  // has not yet been at the end of a link
};

class People {
 public:
  People(const Case& c, const std::vector<std::int64_t>& spawn, const std::vector<std::int64_t>& day0,
         std::uint32_t run)
      : c_(c), s_(c.settings), spawn_(spawn), random_(11, run, 77), there_(c.places.size(), 0), out_(c.places.size()) {
    for (const LinkId id : c.links.ids()) out_[c.links[id].from.index()].push_back(id);
    for (const PlaceId id : c.places.ids())
      for (std::int64_t k = 0; k < day0[id.index()]; ++k) add(id);
    intensity_.assign(c.places.size(), 0);
    since_.assign(c.places.size(), 0);
  }

  OneByOne run() {
    OneByOne out;
    for (day_ = 0; day_ < c_.days; ++day_) {
      morning();
      flee();
      for (Person& person : people_)
        if (!person.link.valid()) set_out(person, false);
      for (Person& person : people_) travel(person);
      for (Person& person : people_) {
        person.recent = (person.recent + person.moved / speed()) / 2;
        person.moved = 0;
      }
      out.places.emplace_back(there_.begin(), there_.end());
      out.person_days += static_cast<std::int64_t>(people_.size());
    }
    out.decisions = decisions_;
    return out;
  }

 private:
  [[nodiscard]] double speed() const { return s_.max_move_speed_km; }
  void add(PlaceId at) {
    people_.push_back({at, {}, {}});
    ++there_[at.index()];
  }

  void morning() {
    for (const PlaceId id : c_.places.ids()) {
      const std::size_t p = id.index();
      double now = c_.places[id].kind == PlaceKind::kConflict && c_.places[id].conflict_from <= day_ ? 1 : 0;
      if (!c_.conflict[id].empty()) now = c_.conflict[id][static_cast<std::size_t>(day_)];
      if (now > 0 && intensity_[p] <= 0) since_[p] = day_;
      intensity_[p] = now;
    }
  }
  [[nodiscard]] double decay(PlaceId id) const {
    if (s_.conflict_decay.empty()) return 1;
    const auto at = static_cast<std::size_t>((day_ - since_[id.index()]) / s_.conflict_decay_interval);
    return s_.conflict_decay[std::min(at, s_.conflict_decay.size() - 1)];
  }
  void flee() {
    for (std::int64_t k = 0; k < spawn_[static_cast<std::size_t>(day_)]; ++k) {
      double sum = 0;
      const auto weight = [&](PlaceId id) {
        return static_cast<double>(c_.places[id].population) * intensity_[id.index()] * decay(id);
      };
      for (const PlaceId id : c_.places.ids()) sum += weight(id);
      if (sum <= 0) return;
      double u = random_.uniform() * sum;
      PlaceId origin;
      for (const PlaceId id : c_.places.ids()) {
        if (weight(id) <= 0) continue;
        origin = id;
        if ((u -= weight(id)) < 0) break;
      }
      add(origin);
    }
  }

  // Closures of the day.
  [[nodiscard]] bool shut(const Closure& closure) const {
    return closure.from <= day_ && (!closure.until || day_ < *closure.until);
  }
  [[nodiscard]] bool open(LinkId id) const {
    const Place &a = c_.places[c_.links[id].from], &b = c_.places[c_.links[id].to];
    for (const Closure& closure : c_.closures) {
      if (!shut(closure)) continue;
      const auto pair = [&](const std::string& x, const std::string& y) {
        return (x == closure.name1 && y == closure.name2) || (y == closure.name1 && x == closure.name2);
      };
      if (closure.kind == ClosureKind::kLocation && (a.name == closure.name1 || b.name == closure.name1)) return false;
      if (closure.kind == ClosureKind::kCountry && pair(a.country, b.country)) return false;
      if (closure.kind == ClosureKind::kLink && pair(a.name, b.name)) return false;
    }
    return true;
  }
  [[nodiscard]] PlaceKind kind(PlaceId id) const {
    for (const Closure& closure : c_.closures)
      if (shut(closure) && (closure.kind == ClosureKind::kCamp || closure.kind == ClosureKind::kIdpCamp) &&
          closure.name1 == c_.places[id].name)
        return PlaceKind::kTown;
    return c_.places[id].kind;
  }
  [[nodiscard]] bool is_camp(PlaceId id) const {
    return kind(id) == PlaceKind::kCamp || kind(id) == PlaceKind::kIdpCamp;
  }
  [[nodiscard]] LinkId forced(PlaceId from) const {
    LinkId found;
    for (const LinkId id : out_[from.index()]) {
      if (!c_.links[id].forced || !open(id)) continue;
      bool removed = false;
      for (const Closure& closure : c_.closures)
        removed |= shut(closure) && closure.kind == ClosureKind::kForcedRedirection &&
                   closure.name1 == c_.places[c_.links[id].from].name &&
                   closure.name2 == c_.places[c_.links[id].to].name;
      if (!removed) found = id;
    }
    return found;
  }

  [[nodiscard]] double chance(PlaceId id) const {
    switch (kind(id)) {
      case PlaceKind::kCamp: return s_.camp_move;
      case PlaceKind::kIdpCamp: return s_.idp_camp_move;
      case PlaceKind::kHub:
      case PlaceKind::kMarker: return 1;
      default: return intensity_[id.index()] > 0 ? s_.conflict_move : s_.town_move;
    }
  }
  [[nodiscard]] double room(PlaceId id) const {
    const double cap = static_cast<double>(c_.places[id].capacity) * s_.capacity_scaling;
    const double held = static_cast<double>(there_[id.index()]), soft = s_.capacity_buffer * cap;
    if (cap < 1 || held <= soft) return 1;
    return held >= cap ? 0 : 1 - (held - soft) / (cap * (1 - s_.capacity_buffer));
  }
  [[nodiscard]] double score(PlaceId id) const {
    double score = c_.places[id].foreign ? s_.foreign_weight : 1;
    if (is_camp(id)) score *= s_.camp_weight;
    if (intensity_[id.index()] > 0) score *= std::pow(s_.conflict_weight, decay(id) * intensity_[id.index()]);
    return score;
  }

  // Every simple path of at most `awareness` links; markers are passed for nothing.
  void explore(PlaceId at, double km, int hops, std::vector<PlaceId>& seen, Route& way) {
    for (const LinkId id : out_[at.index()]) {
      const PlaceId to = c_.links[id].to;
      if (!open(id) || std::find(seen.begin(), seen.end(), to) != seen.end()) continue;
      const double all = km + c_.links[id].metres / 1000.0;
      const bool marker = c_.places[to].kind == PlaceKind::kMarker;
      way.push_back(id);
      seen.push_back(to);
      if (!marker) {
        const double near = std::pow(s_.softening_km + all, s_.distance_power);
        weights_.push_back(std::pow((s_.weight_softening + score(to)) / near * room(to), s_.weight_power));
        routes_.push_back(way);
      }
      if (marker || hops < std::max(1, s_.awareness)) explore(to, all, hops + (marker ? 0 : 1), seen, way);
      way.pop_back();
      seen.pop_back();
    }
  }
  Route choose(PlaceId from) {
    if (const LinkId only = forced(from); only.valid()) return {only};
    weights_.clear();
    routes_.clear();
    std::vector<PlaceId> seen{from};
    Route way;
    explore(from, 0, 1, seen, way);
    if (routes_.empty()) return {};
    double sum = 0;
    for (const double weight : weights_) sum += weight;
    if (sum <= 0) return routes_[random_.below(routes_.size())];
    double u = random_.uniform() * sum;
    std::size_t k = 0;
    while (k + 1 < routes_.size() && (u -= weights_[k]) >= 0) ++k;
    return routes_[k];
  }

  void set_out(Person& person, bool hurried) {
    if (person.route.empty()) {
      if (random_.uniform() >= (hurried ? 1 : chance(person.at))) return;
      ++decisions_;
      person.route = choose(person.at);
      if (person.route.empty()) return;
    }
    const PlaceId goal = c_.links[person.route.back()].to;
    const bool gone = c_.links[person.route.front()].from != person.at || !open(person.route.front());
    if (gone || (is_camp(goal) && room(goal) < 0.5)) {
      person.route.clear();
      return;
    }
    person.link = person.route.front();
    person.route.erase(person.route.begin());
    person.done = 0;
    --there_[person.at.index()];
  }
  void travel(Person& person) {
    while (person.link.valid()) {
      const double today = person.fresh && s_.start_on_foot ? s_.max_walk_speed_km : speed();
      const double left = c_.links[person.link].metres / 1000.0 - person.done;
      if (today - person.moved <= left) {
        person.done += today - person.moved;
        person.moved = today;
        return;
      }
      person.moved += left;
      person.fresh = false;
      const bool passable = open(person.link);
      person.at = passable ? c_.links[person.link].to : c_.links[person.link].from;
      person.link = {};
      ++there_[person.at.index()];
      if (!passable || person.moved >= today) return;
      const bool town = kind(person.at) == PlaceKind::kTown ||
                        (kind(person.at) == PlaceKind::kConflict && intensity_[person.at.index()] <= 0);
      set_out(person, s_.avoid_short_stints && town && intensity_[person.at.index()] <= 0 &&
                          person.recent + person.moved / speed() < 1);
    }
  }

  const Case& c_;
  const Settings& s_;
  const std::vector<std::int64_t>& spawn_;
  Random random_;
  Day day_ = 0;
  std::int64_t decisions_ = 0;
  std::vector<std::int64_t> there_;
  std::vector<std::vector<LinkId>> out_;
  std::vector<double> intensity_;
  std::vector<Day> since_;
  std::vector<Person> people_;
  std::vector<double> weights_;
  std::vector<Route> routes_;
};

}  // namespace

OneByOne simulate_one_by_one(const Case& c, const std::vector<std::int64_t>& spawn,
                             const std::vector<std::int64_t>& day0, std::uint32_t run) {
  return People(c, spawn, day0, run).run();
}

}  // namespace passage::displacement
