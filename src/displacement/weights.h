// What people see on a day: conflict, scores, room in camps, and from each place the chances of going
// where. Tables are weighed anew only where something within reach has changed.
#pragma once

#include <vector>

#include "displacement/model.h"
#include "displacement/sampler.h"

namespace passage::displacement {

class Weights {
 public:
  explicit Weights(const Compiled& model);
  // Conflict, closures, scores and chances of the day; people at rest, by place.
  void begin(Day day, const std::vector<std::int64_t>& people, const std::vector<std::int64_t>& population);
  void set_people(std::size_t place, std::int64_t people) {
    if (capacity_[place] > 0) set_room(place, people);
  }
  // Over Compiled::State::candidates of the place (there is one at least).
  [[nodiscard]] const Split& split(std::size_t place) {
    if (dirty_[place]) weigh(place);
    return table_[place];
  }
  [[nodiscard]] const Compiled::State& state() const { return model_.states[state_]; }
  [[nodiscard]] const Chance& chance(std::size_t place) const { return chance_[place]; }
  // A camp more than half way through the fall of its weight takes nobody new.
  [[nodiscard]] bool full(PlaceId to) const { return room_[to.index()] < 0.5 && is_camp(to); }
  // A town without conflict, which people on a short stint leave at once.
  [[nodiscard]] bool quiet_town(std::size_t place) const;
  [[nodiscard]] double intensity(std::size_t place) const { return intensity_[place]; }
  [[nodiscard]] double decay(std::size_t place, Day day) const;
  [[nodiscard]] std::int64_t weighings() const { return weighings_; }

 private:
  [[nodiscard]] bool is_camp(PlaceId id) const;
  void enter_state(Day day);
  void set_conflict(std::size_t place, Day day);
  void set_score(std::size_t place, Day day, std::int64_t population);
  void set_chance(std::size_t place, std::int64_t population);
  void set_room(std::size_t place, std::int64_t people);
  void weigh(std::size_t place);
  void touch(std::size_t place) {
    for (const std::uint32_t from : watch_[place]) dirty_[from] = 1;
  }

  const Compiled& model_;
  const Case& c_;
  const Settings& s_;
  std::size_t state_ = 0;
  bool first_intensity_ = false;
  std::vector<double> intensity_, pull_, score_, room_, capacity_, move_;  // by place
  std::vector<Chance> chance_;
  std::vector<Day> since_;
  std::vector<Split> table_;
  std::vector<std::vector<std::uint32_t>> watch_;  // places that see this one
  std::vector<char> dirty_;
  std::vector<double> fresh_;
  std::int64_t weighings_ = 0;
};

}  // namespace passage::displacement
