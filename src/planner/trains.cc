#include "planner/trains.h"

#include <algorithm>

namespace passage::planner {

std::vector<TrainRun> train_runs(const Case& c, const scenario::Fleet& fleet, Persons people,
                                 const Reservations& reserved) {
  const scenario::Refuge& refuge = c.refuges[fleet.to];
  const Times open = rules::intake_times(c, fleet.to);
  const Rational rate = refuge.intake ? refuge.intake->count() : Rational{-1};
  std::vector<Reservation> rows = reserved.persons[fleet.to];
  std::vector<CaseInterval> own;
  Persons room = people;
  if (refuge.capacity) {
    Rational used{0};
    for (const Reservation& row : rows) used = used + row.amount;
    room = Persons{std::max<std::int64_t>(0, refuge.capacity->count() - used.ceil())};
  }
  std::vector<std::pair<CaseTime, std::int64_t>> ready;  // when each may depart
  for (std::int64_t v = 1; v <= std::min(fleet.vehicles, (people.count() + fleet.seats - 1) / fleet.seats); ++v)
    ready.emplace_back(c.origins[fleet.base].release + fleet.board, v);
  std::vector<TrainRun> out;
  for (Persons left = std::min(people, room); left > Persons{0};) {
    std::sort(ready.begin(), ready.end());
    TrainRun run;
    run.departs = rounded_up(ready.front().first, kConvoy, c.start.time_since_epoch());
    auto trains = static_cast<std::int64_t>(
        std::count_if(ready.begin(), ready.end(), [&](const auto& train) { return train.first <= run.departs; }));
    for (trains = std::min(trains, (left.count() + fleet.seats - 1) / fleet.seats); trains > 0; --trains) {
      run.persons = std::min(left, Persons{trains * fleet.seats});
      run.taken = first_intake(open, rate, rows, own, run.departs + fleet.ride, run.persons);
      if (run.taken.until <= c.horizon) break;
    }
    if (trains <= 0) return out;
    run.ready = run.departs + fleet.turnaround;
    for (std::int64_t i = 0; i < trains; ++i) {
      run.vehicles.push_back(ready[static_cast<std::size_t>(i)].second);
      ready[static_cast<std::size_t>(i)].first = run.ready;
    }
    std::sort(run.vehicles.begin(), run.vehicles.end());
    rows.push_back({run.taken, Rational{run.persons.count()}});
    own.push_back(run.taken);
    left -= run.persons;
    out.push_back(std::move(run));
  }
  return out;
}

}  // namespace passage::planner
