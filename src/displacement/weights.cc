#include "displacement/weights.h"

#include <algorithm>
#include <cmath>

namespace passage::displacement {
Weights::Weights(const Compiled& model) : model_(model), c_(*model.source), s_(c_.settings) {
  const std::size_t n = c_.places.size();
  intensity_.assign(n, 0);
  pull_.assign(n, -1);
  score_.assign(n, -1);
  room_.assign(n, 1);
  move_.assign(n, -1);
  capacity_.resize(n);
  chance_.resize(n);
  since_.assign(n, 0);
  table_.resize(n);
  watch_.resize(n);
  dirty_.assign(n, 1);
  first_intensity_ = model.options.compat.contains(Compat::kFirstIntensity);
  for (std::size_t p = 0; p < n; ++p) {
    capacity_[p] = model.options.use_capacity ? static_cast<double>(c_.places[PlaceId{p}].capacity) : 0;
    if (model.options.compat.contains(Compat::kDay0Capacity) && capacity_[p] > 0)
      capacity_[p] -= static_cast<double>(model.day0[p]);
  }
}

void Weights::begin(Day day, const std::vector<std::int64_t>& people, const std::vector<std::int64_t>& population) {
  enter_state(day);
  for (std::size_t p = 0; p < intensity_.size(); ++p) {
    set_conflict(p, day);
    set_score(p, day, population[p]);
    set_chance(p, population[p]);
    set_people(p, people[p]);
  }
}

void Weights::enter_state(Day day) {
  while (state_ + 1 < model_.states.size() && model_.states[state_ + 1].from <= day) ++state_;
  if (state().from != day) return;
  std::fill(dirty_.begin(), dirty_.end(), 1);
  std::fill(pull_.begin(), pull_.end(), -1);
  for (auto& list : watch_) list.clear();
  for (std::size_t p = 0; p < watch_.size(); ++p)
    for (const Candidate& candidate : state().candidates[p]) {
      auto& list = watch_[candidate.to.index()];
      if (list.empty() || list.back() != p) list.push_back(static_cast<std::uint32_t>(p));
    }
}

void Weights::set_conflict(std::size_t p, Day day) {
  const PlaceId id{p};
  const auto& rows = c_.conflict[id];
  double now = 0;
  if (!rows.empty())
    now = rows[static_cast<std::size_t>(day)];
  else if (state().kind[p] == PlaceKind::kConflict && c_.places[id].conflict_from <= day)
    now = 1;
  if (now > 0 && intensity_[p] <= 0) since_[p] = day;
  if (first_intensity_ && now > 0 && intensity_[p] > 0) return;
  intensity_[p] = now;
}

void Weights::set_score(std::size_t p, Day day, std::int64_t population) {
  const double pull = intensity_[p] > 0 ? decay(p, day) * intensity_[p] : 0;
  if (pull == pull_[p] && !s_.population_weight) return;
  pull_[p] = pull;
  const bool camp = is_camp(PlaceId{p});
  double score = c_.places[PlaceId{p}].foreign ? s_.foreign_weight : 1.0;
  if (camp) score *= s_.camp_weight;
  if (pull > 0) score *= std::pow(s_.conflict_weight, pull);
  if (s_.population_weight && !camp)
    score *= std::pow(std::max(1.0, static_cast<double>(population)), s_.population_power);
  if (score == score_[p]) return;
  score_[p] = score;
  touch(p);
}

void Weights::set_chance(std::size_t p, std::int64_t population) {
  double move = s_.town_move;
  switch (state().kind[p]) {
    case PlaceKind::kCamp: move = s_.camp_move; break;
    case PlaceKind::kIdpCamp: move = s_.idp_camp_move; break;
    case PlaceKind::kHub:
    case PlaceKind::kMarker: move = 1; break;
    default: move = intensity_[p] > 0 ? s_.conflict_move : s_.town_move;
  }
  if (s_.move_population_power > 0) {
    const double held = std::max(static_cast<double>(population), capacity_[p]);
    move = std::min(1.0, move * std::pow(held / s_.move_population_base, s_.move_population_power));
  }
  if (move == move_[p]) return;
  move_[p] = move;
  chance_[p] = chance_of(move);
}

double Weights::decay(std::size_t p, Day day) const {
  if (s_.conflict_decay.empty()) return 1;
  const auto at = static_cast<std::size_t>((day - since_[p]) / s_.conflict_decay_interval);
  return s_.conflict_decay[std::min(at, s_.conflict_decay.size() - 1)];
}

bool Weights::is_camp(PlaceId id) const {
  const PlaceKind kind = state().kind[id.index()];
  return kind == PlaceKind::kCamp || kind == PlaceKind::kIdpCamp;
}

bool Weights::quiet_town(std::size_t p) const {
  const PlaceKind kind = state().kind[p];
  return intensity_[p] <= 0 && (kind == PlaceKind::kTown || kind == PlaceKind::kConflict);
}

void Weights::set_room(std::size_t p, std::int64_t people) {
  const double cap = capacity_[p] * s_.capacity_scaling, held = static_cast<double>(people);
  double room = 1;
  if (cap >= 1 && held > s_.capacity_buffer * cap)
    room = held >= cap ? 0 : 1 - (held - s_.capacity_buffer * cap) / (cap * (1 - s_.capacity_buffer));
  if (room == room_[p]) return;
  room_[p] = room;
  touch(p);
}

void Weights::weigh(std::size_t p) {
  const auto& candidates = state().candidates[p];
  fresh_.resize(candidates.size());
  double total = 0, most = 0;
  for (std::size_t k = 0; k < candidates.size(); ++k) {
    const std::size_t to = candidates[k].to.index();
    double weight = s_.awareness == 0 ? 1 : (s_.weight_softening + score_[to]) * candidates[k].nearness * room_[to];
    if (s_.weight_power != 1 && s_.awareness != 0) weight = std::pow(weight, s_.weight_power);
    fresh_[k] = weight;
    total += weight;
    most = std::max(most, weight);
  }
  if (s_.pruning >= 1.001)
    for (double& weight : fresh_) weight = weight < most / s_.pruning ? 0 : weight;
  if (total <= 0) std::fill(fresh_.begin(), fresh_.end(), 1.0);
  table_[p].set(fresh_);
  dirty_[p] = 0;
  ++weighings_;
}

}  // namespace passage::displacement
