#include <algorithm>
#include <cmath>
#include <queue>

#include "displacement/model.h"

namespace passage::displacement {
namespace {

bool active(const Closure& closure, Day day) {
  return closure.from <= day && (!closure.until || day < *closure.until);
}

void close(const Case& c, const ModelOptions& options, const Closure& closure, Compiled::State& state) {
  const auto at = [&](LinkId id) { return c.links[id]; };
  for (const LinkId id : c.links.ids()) {
    const std::string &from = c.places[at(id).from].name, &to = c.places[at(id).to].name;
    const std::string &home = c.places[at(id).from].country, &other = c.places[at(id).to].country;
    const auto joins = [&](const std::string& a, const std::string& b) {
      return (a == closure.name1 && b == closure.name2) || (b == closure.name1 && a == closure.name2);
    };
    const bool hit =
        (closure.kind == ClosureKind::kLocation && (from == closure.name1 || to == closure.name1)) ||
        (closure.kind == ClosureKind::kCountry && joins(home, other)) ||
        (closure.kind == ClosureKind::kLink && joins(from, to) && !options.compat.contains(Compat::kIgnoreLinkClosure));
    if (hit) state.open[id.index()] = 0;
  }
  if (closure.kind == ClosureKind::kCamp || closure.kind == ClosureKind::kIdpCamp)
    state.kind[find_place(c, closure.name1)->index()] = PlaceKind::kTown;
}

// All simple paths from a place up to `awareness` hops (markers cost none), nearest first, at most
// most_paths; prefixes are shared in the pool of the search.
class Paths {
 public:
  Paths(const Case& c, Compiled& model, Compiled::State& state) : c_(c), model_(model), state_(state) {
    out_.resize(c.places.size());
    for (const LinkId id : c.links.ids())
      if (state.open[id.index()]) out_[c.links[id].from.index()].push_back(id);
  }

  void find(PlaceId origin) {
    struct Step {
      LinkId link;
      int parent;
      double metres;
      int hops;
    };
    std::vector<Step> steps;
    const auto nearer = [&](int a, int b) { return std::pair{steps[a].metres, a} > std::pair{steps[b].metres, b}; };
    std::priority_queue<int, std::vector<int>, decltype(nearer)> queue(nearer);
    const auto extend = [&](PlaceId at, int parent, double metres, int hops) {
      for (const LinkId id : out_[at.index()]) {
        const PlaceId to = c_.links[id].to;
        bool loop = to == origin;
        for (int s = parent; s >= 0 && !loop; s = steps[s].parent) loop = c_.links[steps[s].link].to == to;
        if (loop) continue;
        steps.push_back({id, parent, metres + c_.links[id].metres, hops});
        queue.push(static_cast<int>(steps.size()) - 1);
      }
    };
    auto& found = state_.candidates[origin.index()];
    const int most = std::max(1, c_.settings.awareness);
    extend(origin, -1, 0, 1);
    while (!queue.empty() && found.size() < model_.options.most_paths) {
      const int at = queue.top();
      queue.pop();
      const Step step = steps[at];
      const PlaceId to = c_.links[step.link].to;
      const bool marker = c_.places[to].kind == PlaceKind::kMarker;
      if (!marker) found.push_back({to, keep(steps, at), step.metres, nearness(step.metres)});
      if (marker || step.hops < most) extend(to, at, step.metres, step.hops + (marker ? 0 : 1));
    }
    double dropped = 0;  // each waiting path and all that could grow out of it, none nearer
    for (; !queue.empty(); queue.pop()) {
      const Step& step = steps[queue.top()];
      dropped += weight(step.metres) * (1 + continuations(c_.links[step.link].to, most - step.hops));
    }
    bound(found, dropped);
  }

  [[nodiscard]] double nearness(double metres) const {
    return std::pow(c_.settings.softening_km + metres / 1000, -c_.settings.distance_power);
  }

 private:
  template <class Steps>
  std::uint32_t keep(const Steps& steps, int at) {
    std::vector<LinkId> links;
    for (; at >= 0; at = steps[at].parent) links.push_back(steps[at].link);
    const auto first = static_cast<std::uint32_t>(model_.paths.size());
    model_.paths.insert(model_.paths.end(), links.rbegin(), links.rend());
    model_.paths.push_back(LinkId{});
    return first;
  }
  [[nodiscard]] double weight(double metres) const { return std::pow(nearness(metres), c_.settings.weight_power); }
  // At most so many paths go on from a place: walks of as many links, markers for nothing.
  [[nodiscard]] double continuations(PlaceId from, int hops) {
    const auto markers = std::count_if(c_.places.begin(), c_.places.end(),
                                       [](const Place& place) { return place.kind == PlaceKind::kMarker; });
    const auto depth = static_cast<std::size_t>(hops + markers);
    while (walks_.size() <= depth) {
      std::vector<double> next(c_.places.size(), 0);
      for (std::size_t p = 0; p < next.size() && !walks_.empty(); ++p)
        for (const LinkId id : out_[p]) next[p] += 1 + walks_.back()[c_.links[id].to.index()];
      walks_.push_back(std::move(next));
    }
    return walks_[depth][from.index()];
  }
  // What was dropped over what was kept, scores and room alike.
  void bound(const std::vector<Candidate>& found, double dropped) {
    if (dropped <= 0) return;
    double kept = 0;
    for (const Candidate& candidate : found) kept += weight(candidate.metres);
    model_.dropped_weight = std::max(model_.dropped_weight, dropped / kept);
  }

  const Case& c_;
  Compiled& model_;
  Compiled::State& state_;
  std::vector<std::vector<LinkId>> out_;
  std::vector<std::vector<double>> walks_;  // by links ahead, place
};

void fill_state(const Case& c, Compiled& model, Day day) {
  Compiled::State state{day, std::vector<char>(c.links.size(), 1), {}, {}, {}};
  for (const Place& place : c.places) state.kind.push_back(place.kind);
  std::vector<char> released(c.links.size(), 0);
  for (const Closure& closure : c.closures) {
    if (!active(closure, day)) continue;
    close(c, model.options, closure, state);
    if (closure.kind != ClosureKind::kForcedRedirection) continue;
    for (const LinkId id : c.links.ids())
      if (c.places[c.links[id].from].name == closure.name1 && c.places[c.links[id].to].name == closure.name2)
        released[id.index()] = 1;
  }
  state.forced.resize(c.places.size());
  for (const LinkId id : c.links.ids())
    if (c.links[id].forced && !released[id.index()] && state.open[id.index()] &&
        !model.options.compat.contains(Compat::kIgnoreRedirection))
      state.forced[c.links[id].from.index()] = id;
  state.candidates.resize(c.places.size());
  Paths paths(c, model, state);
  for (const PlaceId id : c.places.ids()) paths.find(id);
  model.states.push_back(std::move(state));
}

// The record's increase, less what is owed from days when it fell.
void fill_spawn(const Case& c, Compiled& model) {
  model.spawn.assign(static_cast<std::size_t>(c.days), 0);
  model.day0.assign(c.places.size(), 0);
  if (c.record.empty()) return;
  std::vector<const Series*> counted;
  if (c.settings.sum_from_camps || c.record.total.by_day.empty()) {
    for (const Series& camp : c.record.camps) counted.push_back(&camp);
    for (const Series& camp : c.record.elsewhere) counted.push_back(&camp);
  } else {
    counted.push_back(&c.record.total);
  }
  std::int64_t debt = 0;
  for (std::size_t day = 0; day < model.spawn.size(); ++day) {
    double gain = 0;
    for (const Series* series : counted) {
      const double before = day > 0 ? series->by_day[day - 1] : c.settings.empty_camps_on_day0 ? series->by_day[0] : 0;
      gain += series->by_day[day] - before;
    }
    const std::int64_t fresh = static_cast<std::int64_t>(gain) - debt;
    if (day == 0 && c.settings.insert_day0) continue;
    debt = std::max<std::int64_t>(0, -fresh);
    model.spawn[day] = std::max<std::int64_t>(0, fresh);
  }
  if (c.settings.insert_day0 && !c.settings.empty_camps_on_day0)
    for (const Series& camp : c.record.camps)
      model.day0[find_place(c, camp.name)->index()] = static_cast<std::int64_t>(camp.by_day[0]);
}

}  // namespace

const std::vector<std::pair<std::string, Compat>>& compat_names() {
  static const std::vector<std::pair<std::string, Compat>> names{{"travel-restart", Compat::kTravelRestart},
                                                                 {"ignore-redirection", Compat::kIgnoreRedirection},
                                                                 {"ignore-link-closure", Compat::kIgnoreLinkClosure},
                                                                 {"day0-capacity", Compat::kDay0Capacity},
                                                                 {"first-intensity", Compat::kFirstIntensity}};
  return names;
}

std::vector<PlaceId> camps_of(const Case& c) {
  std::vector<PlaceId> out;
  for (const Series& camp : c.record.camps) out.push_back(*find_place(c, camp.name));
  if (out.empty())
    for (const PlaceId id : c.places.ids())
      if (c.places[id].kind == PlaceKind::kCamp || c.places[id].kind == PlaceKind::kIdpCamp) out.push_back(id);
  return out;
}

Compiled compile(const Case& c, const ModelOptions& options) {
  Compiled model;
  model.source = &c;
  model.options = options;
  model.paths.push_back(LinkId{});  // 0: no route
  std::set<Day> changes{0};
  for (const Closure& closure : c.closures) {
    changes.insert(closure.from);
    if (closure.until) changes.insert(*closure.until);
  }
  for (const Day day : changes)
    if (day < c.days) fill_state(c, model, day);
  for (Day day = 0; day < c.days; ++day) {
    const std::uint32_t before = day > 0 ? model.state_on.back() : 0;
    const bool next = before + 1 < model.states.size() && model.states[before + 1].from <= day;
    model.state_on.push_back(before + (next ? 1 : 0));
  }
  fill_spawn(c, model);
  return model;
}

}  // namespace passage::displacement
