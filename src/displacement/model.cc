#include "displacement/model.h"

#include <algorithm>
#include <cmath>

#include "displacement/cohorts.h"
#include "displacement/recent.h"
#include "displacement/weights.h"

namespace passage::displacement {
namespace {

constexpr std::uint32_t kStreamFlee = 0x464C4545u;

double metres_of(double km) {
  return std::round(km * 1000);
}

// Days before a link is left, at most: the length of the ring of arrivals.
Day longest_way(const Case& c, double slowest) {
  std::int32_t most = 0;
  for (const Link& link : c.links) most = std::max(most, link.metres);
  return static_cast<Day>(most / slowest) + 3;
}

class Simulation {
 public:
  Simulation(const Compiled& model, std::uint64_t seed, std::uint32_t run)
      : model_(model),
        c_(*model.source),
        s_(c_.settings),
        random_(seed, run, kStreamFlee),
        weights_(model),
        way_(metres_of(s_.max_move_speed_km)),
        walk_(s_.start_on_foot ? std::min(way_, metres_of(s_.max_walk_speed_km)) : way_),
        bins_(model.options.travel_bins),
        ring_(longest_way(c_, std::min(way_, walk_))),
        people_(c_.places.size(), 0),
        at_rest_(people_.size()),
        tonight_(people_.size()) {
    for (const Place& place : c_.places) population_.push_back(place.population);
    arriving_.assign(static_cast<std::size_t>(ring_ * (bins_ + 1)), Pool(people_.size()));
    later_.resize(static_cast<std::size_t>(ring_));
    restart_ = model.options.compat.contains(Compat::kTravelRestart);
    spawn_weight_.resize(people_.size());
    born_.resize(people_.size());
    for (std::size_t p = 0; p < people_.size(); ++p) appear(p, model.day0[p]);
  }

  Run run() {
    Run out;
    const auto camps = camps_of(c_);
    double spawned = 0;
    for (const std::int64_t people : model_.day0) spawned += static_cast<double>(people);
    for (day_ = 0; day_ < c_.days; ++day_) {
      ring_at_ = day_ % ring_;
      weights_.begin(day_, people_, population_);
      spawned += static_cast<double>(spawn());
      set_out();
      travel();
      at_rest_.swap(tonight_);
      tonight_.clear();
      auto& row = out.camps.emplace_back();
      row.reserve(camps.size());
      for (const PlaceId camp : camps) row.push_back(static_cast<double>(people_[camp.index()]));
      out.spawned.push_back(spawned);
    }
    out.places.push_back(people_);
    out.work = {cohorts_, draws_, weights_.weighings()};
    return out;
  }

 private:
  // A cohort at a place, with its means: the group that decides.
  struct Group {
    std::uint32_t place, route;
    bool fresh;
    std::int64_t people;
    double moved;  // metres
  };
  Group group_of(const Cohort& c) {
    const float part = 1 / sum(c.recent);
    for (std::size_t k = 0; k < kRecentLevels; ++k) staying_[k] = c.recent[k] * part;
    moving_ = staying_;
    nights_known_ = 0;
    return {c.place, c.route, c.fresh, c.people, c.moved / static_cast<double>(c.people)};
  }

  void appear(std::size_t place, std::int64_t people) {
    if (people <= 0) return;
    at_rest_.add(static_cast<std::uint32_t>(place), 0, s_.start_on_foot, people, 0).recent[0] +=
        static_cast<float>(people);
    people_[place] += people;
  }

  std::int64_t spawn() {
    double total = 0;
    for (std::size_t p = 0; p < people_.size(); ++p) {
      const double now = weights_.intensity(p);
      spawn_weight_[p] = now > 0 ? static_cast<double>(population_[p]) * now * weights_.decay(p, day_) : 0;
      total += spawn_weight_[p];
    }
    std::fill(born_.begin(), born_.end(), 0);
    if (s_.spawn == SpawnMode::kRecord) {
      const std::int64_t people = model_.spawn[static_cast<std::size_t>(day_)];
      if (people == 0 || total <= 0) return 0;
      multinomial(random_, people, spawn_weight_, born_);
    } else {
      spawn_by_conflict();
    }
    std::int64_t all = 0;
    for (std::size_t p = 0; p < born_.size(); ++p) {
      if (s_.take_from_population) population_[p] = std::max<std::int64_t>(0, population_[p] - born_[p]);
      appear(p, born_[p]);
      all += born_[p];
    }
    return all;
  }
  void spawn_by_conflict() {
    for (std::size_t p = 0; p < born_.size(); ++p) {
      if (weights_.intensity(p) <= 0) continue;
      const double per = s_.spawn == SpawnMode::kPopulationShare ? static_cast<double>(population_[p]) : 1;
      const double mean = s_.displaced_per_conflict_day * per * weights_.intensity(p);
      // A Poisson draw as the limit of the binomial it is.
      const double many = 1e6 * std::ceil(mean + 1);
      born_[p] = s_.spawn == SpawnMode::kPoisson ? binomial(random_, static_cast<std::int64_t>(many), mean / many)
                                                 : static_cast<std::int64_t>(mean);
    }
  }

  // Those at rest decide on what they see in the morning, all at once.
  void set_out() {
    while (!at_rest_.empty()) {
      const Group group = group_of(at_rest_.take());
      people_[group.place] -= group.people;
      decide(group, false);
    }
    at_rest_.clear();
    for (std::size_t p = 0; p < people_.size(); ++p) weights_.set_people(p, people_[p]);
  }

  // Bin by bin of the way done today; people see the camps as those who came earlier left them.
  void travel() {
    for (int bin = 0; bin <= bins_; ++bin) {
      Pool& pool = arrivals(day_, bin);
      while (!pool.empty()) {
        const Group group = group_of(pool.take());
        if (bin == bins_)
          rest(group, group.people, group.route);
        else
          decide(group, group.route == 0 && hurries(group));
        weights_.set_people(group.place, people_[group.place]);
      }
      pool.clear();
    }
  }
  Pool& arrivals(Day day, int bin) {  // at most a ring ahead
    const Day slot = ring_at_ + (day - day_);
    return arriving_[static_cast<std::size_t>((slot < ring_ ? slot : slot - ring_) * (bins_ + 1) + bin)];
  }

  // People move by the chance of the place; from a quiet town on the way at once while their stint is
  // short. Of those who move and those who stay, recent travel follows by Bayes' rule.
  void decide(const Group& group, bool hurries) {
    ++cohorts_;
    if (group.route != 0) return follow(group);
    const std::int64_t movers =
        hurries ? hurried(group) : binomial(random_, group.people, weights_.chance(group.place));
    if (movers < group.people) rest(group, group.people - movers, 0);
    if (movers > 0) {
      staying_ = moving_;  // of those who find that there is no way
      if (const std::int64_t stuck = choose(group, movers); stuck > 0) rest(group, stuck, 0);
    }
  }
  [[nodiscard]] bool hurries(const Group& group) const {
    return s_.avoid_short_stints && weights_.quiet_town(group.place);
  }
  std::int64_t rounded(double people) { return static_cast<std::int64_t>(people + random_.coarse()); }
  // How many move; splits moving_ and staying_.
  std::int64_t hurried(const Group& group) {
    const std::size_t edge = first_not_short(group.moved / way_);
    const Chance& chance = weights_.chance(group.place);
    float calm = 0;
    for (std::size_t k = edge; k < kRecentLevels; ++k) calm += staying_[k];
    if (calm <= 0) return group.people;
    if (calm > 0.999999f) return binomial(random_, group.people, chance);
    const std::int64_t hurried = rounded(static_cast<double>(group.people) * (1 - static_cast<double>(calm)));
    const std::int64_t others = binomial(random_, group.people - hurried, chance);
    if (hurried + others == 0) return 0;
    const float part = 1 / static_cast<float>(hurried + others), of_calm = 1 / calm;
    const float from_calm = static_cast<float>(others) * part * of_calm;
    const float from_short = static_cast<float>(hurried) * part / (1 - calm);
    for (std::size_t k = 0; k < kRecentLevels; ++k) {
      moving_[k] *= k < edge ? from_short : from_calm;
      staying_[k] *= k < edge ? 0 : of_calm;
    }
    return hurried + others;
  }
  // Each takes a destination; returns how many found none, or a full camp.
  std::int64_t choose(const Group& group, std::int64_t movers) {
    const auto& state = weights_.state();
    const LinkId forced = state.forced[group.place];
    const auto& candidates = state.candidates[group.place];
    if (forced.valid() ? weights_.full(c_.links[forced].to) : candidates.empty()) return movers;
    if (forced.valid()) {
      enter(group, forced, 0, movers);
      return 0;
    }
    std::int64_t stuck = 0;
    weights_.split(group.place).draw(random_, movers, [&](std::uint32_t k, std::int64_t people) {
      ++draws_;
      const Candidate& to = candidates[k];
      if (weights_.full(to.to))
        stuck += people;
      else
        enter(group, model_.paths[to.path], rest_of(to.path), people);
    });
    return stuck;
  }
  // On the way chosen earlier, unless it is shut or its end has filled up: then that way is given up.
  void follow(const Group& group) {
    const LinkId next = model_.paths[group.route];
    const bool possible = c_.links[next].from.index() == group.place && weights_.state().open[next.index()] &&
                          !weights_.full(end_of(group.route));
    if (possible)
      enter(group, next, rest_of(group.route), group.people);
    else
      rest(group, group.people, 0);
  }
  [[nodiscard]] PlaceId end_of(std::uint32_t route) const {
    while (model_.paths[route + 1].valid()) ++route;
    return c_.links[model_.paths[route]].to;
  }
  [[nodiscard]] std::uint32_t rest_of(std::uint32_t route) const {
    return model_.paths[route + 1].valid() ? route + 1 : 0;
  }

  void rest(const Group& group, std::int64_t people, std::uint32_t route) {
    add_levels(tonight_.add(group.place, route, group.fresh, people, 0).recent, evening(staying_, group.moved / way_),
               static_cast<float>(people));
    people_[group.place] += people;
  }

  // Onto a link; the day and the way done on that day when its end is reached are known at once.
  void enter(const Group& group, LinkId id, std::uint32_t route, std::int64_t people) {
    const Link& link = c_.links[id];
    const double speed = group.fresh ? walk_ : way_;
    const double today = restart_ ? speed : std::max(0.0, speed - group.moved);
    if (link.metres < today) return arrive(group, id, route, people, day_, group.moved + link.metres, speed, moving_);
    double left = link.metres - today;
    std::size_t nights = 1;
    for (; left >= speed; ++nights) left -= speed;
    const Day day = day_ + static_cast<Day>(nights);
    if (day < c_.days) arrive(group, id, route, people, day, left, speed, after(nights, speed / way_));
  }
  // Recent travel of those who move, so many nights on: they go as far as they can each day. Kept until
  // the next group, since its people take several links.
  const Levels& after(std::size_t nights, double moved) {
    for (; nights_known_ < nights; ++nights_known_)
      later_[nights_known_] = evening(nights_known_ == 0 ? moving_ : later_[nights_known_ - 1], moved);
    return later_[nights - 1];
  }
  void arrive(const Group& group, LinkId id, std::uint32_t route, std::int64_t people, Day day, double moved,
              double speed, const Levels& recent) {
    // Shut when its end is reached: back to where it began, and no further today.
    const bool through = model_.states[model_.state_on[static_cast<std::size_t>(day)]].open[id.index()];
    const bool further = through && moved < speed;
    const int bin = further ? static_cast<int>(moved * bins_ / way_) : bins_;
    const std::uint32_t place = through ? c_.links[id].to.index() : group.place;
    add_levels(arrivals(day, bin).add(place, route, false, people, moved).recent, recent, static_cast<float>(people));
  }

  const Compiled& model_;
  const Case& c_;
  const Settings& s_;
  Random random_;
  Weights weights_;
  double way_, walk_;  // metres a day; on the first link
  int bins_;
  Day ring_, ring_at_ = 0, day_ = 0;  // ring_at_: today's part of arriving_
  bool restart_ = false;
  std::vector<std::int64_t> people_;  // at rest, by place
  std::vector<std::int64_t> population_, born_;
  std::vector<double> spawn_weight_;
  Levels staying_{}, moving_{};  // recent travel of the group that decides
  std::vector<Levels> later_;    // of those of it who move, by nights on the road; so many are known
  std::size_t nights_known_ = 0;
  Pool at_rest_, tonight_;
  std::vector<Pool> arriving_;  // by day modulo ring_ and bin of way done; the last bin goes no further
  std::int64_t cohorts_ = 0, draws_ = 0;
};

}  // namespace

Run simulate(const Compiled& model, std::uint64_t seed, std::uint32_t run) {
  return Simulation(model, seed, run).run();
}

}  // namespace passage::displacement
