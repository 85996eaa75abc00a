// bench_displacement: runs of a made country, against people (10^4 to 10^7, 64 places) and against
// places (16 to 1,024, 10^6 people), 100 days each. Answers and work counters, one `key value` a line,
// on stdout; seconds of one core on stderr, with the peer that takes people one by one (up to 10^5).
#include <cmath>
#include <cstdio>
#include <ctime>

#include <fmt/format.h>

#include "displacement/model.h"
#include "test/displacement/one_by_one.h"

namespace {

using namespace passage;
using namespace passage::displacement;

double seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

// A square grid of towns 40 to 120 km apart; war spreads from one corner, camps line the far side.
Case grid_country(int side, std::int64_t people) {
  Case c;
  c.name = "grid";
  c.year = 2020;
  c.month = c.day = 1;
  c.days = 100;
  c.settings.avoid_short_stints = true;
  c.settings.max_move_speed_km = 400;
  c.settings.softening_km = 50;
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      Place place;
      place.name = fmt::format("{}-{}", x, y);
      place.country = x + 1 == side ? "beyond" : "home";
      place.foreign = x + 1 == side;
      place.kind = x + 1 == side ? PlaceKind::kCamp : 3 * x < side ? PlaceKind::kConflict : PlaceKind::kTown;
      place.conflict_from = 10 * (x + y);
      place.population = place.foreign ? 0 : 1000 + 100 * ((x * 7 + y * 13) % 19);
      place.capacity = place.foreign && y % 2 == 0 ? people / side : 0;
      c.places.push_back(std::move(place));
    }
  const auto at = [&](int x, int y) { return PlaceId{y * side + x}; };
  const auto join = [&](PlaceId a, PlaceId b) {
    const auto metres = static_cast<std::int32_t>(40000 + 1000 * ((a.index() * 31 + b.index() * 17) % 81));
    c.links.push_back({a, b, metres});
    c.links.push_back({b, a, metres});
  };
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      if (x + 1 < side) join(at(x, y), at(x + 1, y));
      if (y + 1 < side) join(at(x, y), at(x, y + 1));
    }
  c.conflict = Table<PlaceId, std::vector<float>>(c.places.size());
  return c;
}

void measure(const std::string& name, int side, std::int64_t people) {
  const Case c = grid_country(side, people);
  Compiled model = compile(c);
  model.spawn.assign(100, people / 100);
  const double start = seconds();
  const Run run = simulate(model, 1, 0);
  const double ours = seconds() - start;
  double in_camps = 0;
  for (const double camp : run.camps.back()) in_camps += camp;
  fmt::print("{0}.in_camps {1:.0f}\n{0}.cohorts {2}\n{0}.draws {3}\n{0}.weighings {4}\n", name, in_camps,
             run.work.cohorts, run.work.draws, run.work.weighings);
  fmt::print(stderr, "{:<22} {:8} people {:5} places   {:8.4f} s", name, people, side * side, ours);
  if (people <= 100000 && side <= 8) {
    const double before = seconds();
    (void)simulate_one_by_one(c, model.spawn, model.day0, 0);
    const double theirs = seconds() - before;
    fmt::print(stderr, "   one by one {:8.3f} s, ratio {:.0f}", theirs, theirs / ours);
  }
  fmt::print(stderr, "\n");
}

}  // namespace

int main() {
  for (const std::int64_t people : {10'000, 100'000, 1'000'000, 10'000'000})
    measure(fmt::format("people-{}", people), 8, people);
  for (const int side : {4, 8, 16, 32}) measure(fmt::format("places-{}", side * side), side, 1'000'000);
}
