#include "displacement/model.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "displacement/sampler.h"

namespace passage::displacement {
namespace {

struct Cohort {           // at a place, or (progress > 0 or just set out) on a link
  LinkId link;            // invalid: at rest at `place`
  PlaceId place;          // at rest here; on a link: where it began
  std::uint32_t route;    // links still to go, into Compiled::paths; 0: none
  std::int32_t progress;  // metres done on the link
  std::int32_t moved;     // metres done today
  std::int16_t stint;     // recent travel, in speed / bins
  std::int64_t people;
};

std::uint64_t key_of(const Cohort& c) {
  const std::uint64_t where = c.link.valid() ? 2ull * c.link.index() + 1 : 2ull * c.place.index();
  std::uint64_t h = where * 0x9E3779B97F4A7C15ull;
  for (const std::uint64_t part : {std::uint64_t{c.route}, static_cast<std::uint64_t>(c.progress),
                                   static_cast<std::uint64_t>(c.moved), static_cast<std::uint64_t>(c.stint)})
    h = (h ^ (part + 0x9E3779B97F4A7C15ull + (h << 6) + (h >> 2))) * 0xBF58476D1CE4E5B9ull;
  return h ^ (h >> 31);
}

bool same(const Cohort& a, const Cohort& b) {
  return a.link == b.link && a.place == b.place && a.route == b.route && a.progress == b.progress &&
         a.moved == b.moved && a.stint == b.stint;
}

// Cohorts of one kind merged; order is that of first insertion, so runs repeat exactly.
class Pool {
 public:
  void add(const Cohort& cohort) {
    if (cohort.people == 0) return;
    if (2 * (list_.size() + 1) > slots_.size()) grow();
    for (std::size_t at = key_of(cohort) & mask_;; at = (at + 1) & mask_) {
      if (slots_[at] == 0) {
        list_.push_back(cohort);
        slots_[at] = static_cast<std::uint32_t>(list_.size());
        return;
      }
      if (same(list_[slots_[at] - 1], cohort)) {
        list_[slots_[at] - 1].people += cohort.people;
        return;
      }
    }
  }
  void clear() {
    for (const Cohort& cohort : list_) {
      for (std::size_t at = key_of(cohort) & mask_; slots_[at] != 0; at = (at + 1) & mask_) slots_[at] = 0;
    }
    list_.clear();
  }
  [[nodiscard]] std::vector<Cohort>& list() { return list_; }

 private:
  void grow() {
    slots_.assign(std::max<std::size_t>(256, 2 * slots_.size()), 0);
    mask_ = slots_.size() - 1;
    for (std::size_t k = 0; k < list_.size(); ++k) {
      std::size_t at = key_of(list_[k]) & mask_;
      while (slots_[at] != 0) at = (at + 1) & mask_;
      slots_[at] = static_cast<std::uint32_t>(k + 1);
    }
  }
  std::vector<Cohort> list_;
  std::vector<std::uint32_t> slots_;
  std::size_t mask_ = 0;
};

class Simulation {
 public:
  Simulation(const Compiled& model, std::uint64_t seed, std::uint32_t run)
      : model_(model), c_(*model.source), s_(c_.settings), random_(seed, run, 0x464C4545u) {
    const std::size_t n = c_.places.size();
    people_.assign(n, 0);
    score_.assign(n, -1);
    room_.assign(n, 1);
    intensity_.assign(n, 0);
    since_.assign(n, 0);
    population_.resize(n);
    capacity_.resize(n);
    chance_.resize(n);
    table_.resize(n);
    dirty_.assign(n, 1);
    speed_ = static_cast<std::int32_t>(std::lround(s_.max_move_speed_km * 1000));
    for (std::size_t p = 0; p < n; ++p) {
      const Place& place = c_.places[PlaceId{p}];
      population_[p] = place.population;
      capacity_[p] = model.options.use_capacity ? static_cast<double>(place.capacity) : 0;
      if (model.day0[p] > 0) rest({{}, PlaceId{p}, 0, 0, 0, 0, model.day0[p]});
      if (model.options.compat.contains(Compat::kDay0Capacity) && capacity_[p] > 0)
        capacity_[p] -= static_cast<double>(model.day0[p]);
    }
    grid_ = model.options.travel_bins > 0 ? std::max(1, speed_ / model.options.travel_bins) : 0;
    watch_.resize(n);
  }

  Run run() {
    Run out;
    const auto camps = camps_of(c_);
    double spawned = 0;
    for (const std::int64_t people : model_.day0) spawned += static_cast<double>(people);
    for (Day day = 0; day < c_.days; ++day) {
      begin(day);
      spawned += static_cast<double>(spawn(day));
      set_out();
      travel();
      std::vector<double> row;
      for (const PlaceId camp : camps) row.push_back(static_cast<double>(people_[camp.index()]));
      out.camps.push_back(std::move(row));
      out.spawned.push_back(spawned);
    }
    out.places.push_back(people_);
    return out;
  }

 private:
  // Conflict, closures, scores of the day.
  void begin(Day day) {
    if (state_ + 1 < model_.states.size() && model_.states[state_ + 1].from <= day) {
      ++state_;
      std::fill(dirty_.begin(), dirty_.end(), 1);
    }
    const bool changed_routes = day == model_.states[state_].from;
    if (changed_routes) watch_candidates();
    const auto& state = model_.states[state_];
    for (const PlaceId id : c_.places.ids()) {
      const std::size_t p = id.index();
      const auto& rows = c_.conflict[id];
      double now = 0;
      if (!rows.empty())
        now = rows[static_cast<std::size_t>(day)];
      else if (state.kind[p] == PlaceKind::kConflict && c_.places[id].conflict_from <= day)
        now = 1;
      if (now > 0 && intensity_[p] <= 0) since_[p] = day;
      intensity_[p] = now;
      const bool camp = state.kind[p] == PlaceKind::kCamp || state.kind[p] == PlaceKind::kIdpCamp;
      double score = c_.places[id].foreign ? s_.foreign_weight : 1.0;
      if (camp) score *= s_.camp_weight;
      if (now > 0) score *= std::pow(s_.conflict_weight, decay(day - since_[p]) * now);
      if (s_.population_weight && !camp)
        score *= std::pow(std::max(1.0, static_cast<double>(population_[p])), s_.population_power);
      if (score != score_[p]) {
        score_[p] = score;
        touch(p);
      }
      switch (state.kind[p]) {
        case PlaceKind::kCamp: chance_[p] = s_.camp_move; break;
        case PlaceKind::kIdpCamp: chance_[p] = s_.idp_camp_move; break;
        case PlaceKind::kHub:
        case PlaceKind::kMarker: chance_[p] = 1; break;
        default: chance_[p] = now > 0 ? s_.conflict_move : s_.town_move;
      }
      if (s_.move_population_power > 0)
        chance_[p] = std::min(1.0, chance_[p] * std::pow(std::max(static_cast<double>(population_[p]), capacity_[p]) /
                                                             s_.move_population_base,
                                                         s_.move_population_power));
    }
  }
  double decay(Day since) const {
    if (s_.conflict_decay.empty()) return 1;
    const auto at = static_cast<std::size_t>(since / s_.conflict_decay_interval);
    return s_.conflict_decay[std::min(at, s_.conflict_decay.size() - 1)];
  }
  void watch_candidates() {
    for (auto& list : watch_) list.clear();
    for (std::size_t p = 0; p < watch_.size(); ++p)
      for (const Candidate& candidate : model_.states[state_].candidates[p]) {
        auto& list = watch_[candidate.to.index()];
        if (list.empty() || list.back() != p) list.push_back(static_cast<std::uint32_t>(p));
      }
  }
  void touch(std::size_t p) {
    for (const std::uint32_t from : watch_[p]) dirty_[from] = 1;
  }

  std::int64_t spawn(Day day) {
    std::vector<double> weights(people_.size(), 0);
    double total = 0;
    for (std::size_t p = 0; p < weights.size(); ++p)
      if (intensity_[p] > 0)
        total += weights[p] = static_cast<double>(population_[p]) * intensity_[p] * decay(day - since_[p]);
    std::vector<std::int64_t> born(people_.size(), 0);
    if (s_.spawn == SpawnMode::kRecord) {
      if (model_.spawn[static_cast<std::size_t>(day)] == 0 || total <= 0) return 0;
      multinomial(random_, model_.spawn[static_cast<std::size_t>(day)], weights, born);
    } else {
      for (std::size_t p = 0; p < born.size(); ++p)
        if (intensity_[p] > 0) {
          const double per = s_.spawn == SpawnMode::kPopulationShare ? static_cast<double>(population_[p]) : 1;
          const double mean = s_.displaced_per_conflict_day * per * intensity_[p];
          // A Poisson draw as the limit of the binomial it is.
          born[p] = s_.spawn == SpawnMode::kPoisson
                        ? binomial(random_, static_cast<std::int64_t>(1e6 * std::ceil(mean + 1)),
                                   mean / (1e6 * std::ceil(mean + 1)))
                        : static_cast<std::int64_t>(mean);
        }
    }
    std::int64_t all = 0;
    for (std::size_t p = 0; p < born.size(); ++p) {
      if (s_.take_from_population) population_[p] = std::max<std::int64_t>(0, population_[p] - born[p]);
      rest({{}, PlaceId{p}, 0, 0, 0, 0, born[p]});
      all += born[p];
    }
    return all;
  }

  // Those at rest decide on what they see at the start of the day.
  void set_out() {
    refresh_room();
    std::swap(at_rest_, deciding_);
    at_rest_.clear();
    std::fill(people_.begin(), people_.end(), 0);
    for (const Cohort& cohort : deciding_.list()) decide(cohort, chance_[cohort.place.index()]);
    deciding_.clear();
  }

  void rest(const Cohort& cohort) {
    people_[cohort.place.index()] += cohort.people;
    at_rest_.add(cohort);
  }

  bool full(PlaceId to) const {
    const PlaceKind kind = model_.states[state_].kind[to.index()];
    return (kind == PlaceKind::kCamp || kind == PlaceKind::kIdpCamp) && room_[to.index()] < 0.5;
  }
  PlaceId end_of(std::uint32_t route) const {
    while (model_.paths[route + 1].valid()) ++route;
    return c_.links[model_.paths[route]].to;
  }
  std::uint32_t rest_of(std::uint32_t route) const { return model_.paths[route + 1].valid() ? route + 1 : 0; }
  void enter(Cohort cohort, LinkId link, std::uint32_t route, std::int64_t people) {
    cohort.link = link;
    cohort.route = route;
    cohort.progress = 0;
    cohort.people = people;
    moving_.add(cohort);
  }
  void stay(Cohort cohort, std::int64_t people) {
    cohort.route = 0;
    cohort.people = people;
    stayers(cohort);
  }
  void stayers(Cohort cohort) {
    const double recent = static_cast<double>(cohort.stint) / model_.options.stint_bins;
    const double next = (recent + static_cast<double>(cohort.moved) / speed_) / 2;
    cohort.stint = static_cast<std::int16_t>(std::lround(next * model_.options.stint_bins));
    cohort.moved = 0;
    cohort.link = {};
    cohort.progress = 0;
    rest(cohort);
  }

  // A cohort at a place moves on with the chance given; those who do not, rest until tomorrow.
  void decide(const Cohort& cohort, double chance) {
    const auto& state = model_.states[state_];
    if (cohort.route != 0) {
      const LinkId next = model_.paths[cohort.route];
      if (state.open[next.index()] && !full(end_of(cohort.route)))
        enter(cohort, next, rest_of(cohort.route), cohort.people);
      else
        stay(cohort, cohort.people);
      return;
    }
    const std::int64_t movers = binomial(random_, cohort.people, chance);
    const std::size_t p = cohort.place.index();
    std::int64_t left = cohort.people - movers;
    if (movers > 0) {
      if (const LinkId forced = state.forced[p]; forced.valid()) {
        if (full(c_.links[forced].to))
          left += movers;
        else
          enter(cohort, forced, 0, movers);
      } else if (state.candidates[p].empty()) {
        left += movers;
      } else {
        if (dirty_[p]) weigh(p);
        drawn_.assign(table_[p].size(), 0);
        multinomial(random_, movers, table_[p], drawn_);
        for (std::size_t k = 0; k < drawn_.size(); ++k) {
          if (drawn_[k] == 0) continue;
          const Candidate& candidate = state.candidates[p][k];
          if (full(candidate.to))
            left += drawn_[k];
          else
            enter(cohort, model_.paths[candidate.path], rest_of(candidate.path), drawn_[k]);
        }
      }
    }
    if (left > 0) stay(cohort, left);
  }

  void weigh(std::size_t p) {
    const auto& candidates = model_.states[state_].candidates[p];
    auto& weights = table_[p];
    weights.resize(candidates.size());
    double total = 0, most = 0;
    for (std::size_t k = 0; k < candidates.size(); ++k) {
      const std::size_t to = candidates[k].to.index();
      const double near = std::pow(s_.softening_km + candidates[k].metres / 1000, s_.distance_power);
      weights[k] =
          s_.awareness == 0 ? 1 : std::pow((s_.weight_softening + score_[to]) / near * room_[to], s_.weight_power);
      total += weights[k];
      most = std::max(most, weights[k]);
    }
    if (s_.pruning >= 1.001)
      for (double& weight : weights) weight = weight < most / s_.pruning ? 0 : weight;
    if (total <= 0) std::fill(weights.begin(), weights.end(), 1.0);
    dirty_[p] = 0;
  }

  void refresh_room() {
    for (std::size_t p = 0; p < capacity_.size(); ++p) {
      if (capacity_[p] <= 0) continue;
      const double cap = capacity_[p] * s_.capacity_scaling, held = static_cast<double>(people_[p]);
      double room = 1;
      if (cap >= 1 && held > s_.capacity_buffer * cap)
        room = held >= cap ? 0 : 1 - (held - s_.capacity_buffer * cap) / (cap * (1 - s_.capacity_buffer));
      if (room != room_[p]) {
        room_[p] = room;
        touch(p);
      }
    }
  }

  // Hop by hop until nobody has way left today; each hop sees the camps as the hop before left them.
  void travel() {
    for (const Cohort& cohort : on_road_) moving_.add(cohort);
    on_road_.clear();
    const bool restart = model_.options.compat.contains(Compat::kTravelRestart);
    while (!moving_.list().empty()) {
      std::swap(moving_, wave_);
      moving_.clear();
      arrived_.clear();
      for (Cohort cohort : wave_.list()) {
        const Link& link = c_.links[cohort.link];
        const std::int32_t budget = restart ? speed_ : speed_ - cohort.moved;
        const std::int32_t left = link.metres - cohort.progress;
        if (budget <= left) {  // the whole way today is on this link
          cohort.progress += budget;
          cohort.moved += budget;
          halt(cohort);
          continue;
        }
        cohort.moved = on_grid(cohort.moved + left);
        cohort.progress = 0;
        cohort.place = model_.states[state_].open[cohort.link.index()] ? link.to : link.from;
        const bool turned_back = cohort.place == link.from;
        cohort.link = {};
        if (turned_back || cohort.moved >= speed_)
          stayers_keep_route(cohort);
        else
          arrived_.add(cohort);
      }
      wave_.clear();
      for (const Cohort& cohort : arrived_.list()) {
        const std::size_t p = cohort.place.index();
        people_[p] += cohort.people;
      }
      refresh_room();
      for (const Cohort& cohort : arrived_.list()) people_[cohort.place.index()] -= cohort.people;
      for (const Cohort& cohort : arrived_.list())
        decide(cohort, short_stint(cohort) ? 1.0 : chance_[cohort.place.index()]);
    }
  }
  std::int32_t on_grid(std::int32_t moved) const {
    if (grid_ <= 1) return moved;
    return std::min((moved + grid_ / 2) / grid_ * grid_, std::max(moved, speed_));
  }
  bool short_stint(const Cohort& cohort) const {
    if (!s_.avoid_short_stints) return false;
    const std::size_t p = cohort.place.index();
    if (model_.states[state_].kind[p] != PlaceKind::kTown &&
        !(model_.states[state_].kind[p] == PlaceKind::kConflict && intensity_[p] <= 0))
      return false;
    if (intensity_[p] > 0) return false;
    return static_cast<std::int64_t>(cohort.stint) * speed_ +
               static_cast<std::int64_t>(cohort.moved) * model_.options.stint_bins <
           static_cast<std::int64_t>(speed_) * model_.options.stint_bins;
  }
  void stayers_keep_route(const Cohort& cohort) { stayers(cohort); }
  void halt(Cohort cohort) {
    const double recent = static_cast<double>(cohort.stint) / model_.options.stint_bins;
    cohort.stint = static_cast<std::int16_t>(
        std::lround((recent + static_cast<double>(cohort.moved) / speed_) / 2 * model_.options.stint_bins));
    cohort.moved = 0;
    on_road_.push_back(cohort);
  }

  const Compiled& model_;
  const Case& c_;
  const Settings& s_;
  Random random_;
  std::int32_t speed_ = 0, grid_ = 0;  // metres
  std::size_t state_ = 0;
  std::vector<std::int64_t> people_, population_;
  std::vector<double> score_, room_, intensity_, capacity_, chance_;
  std::vector<Day> since_;
  std::vector<std::vector<double>> table_;
  std::vector<std::vector<std::uint32_t>> watch_;
  std::vector<char> dirty_;
  std::vector<std::int64_t> drawn_;
  Pool at_rest_, deciding_, moving_, wave_, arrived_;
  std::vector<Cohort> on_road_;
};

}  // namespace

Run simulate(const Compiled& model, std::uint64_t seed, std::uint32_t run) {
  return Simulation(model, seed, run).run();
}

}  // namespace passage::displacement
