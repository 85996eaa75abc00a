// How many have come and gone by each moment, exactly: sums of rows whose people pass evenly,
// compared at every moment where a row begins or ends. Between two such moments everything is
// linear, so what holds at all of them holds always.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include <boost/multiprecision/cpp_int.hpp>

#include "core/rational.h"

namespace passage::verify {

// `persons` pass a place evenly in [from, until), in ticks; all at once where from = until.
struct Ramp {
  std::int64_t from = 0, until = 0, persons = 0;
  std::uint32_t channel = 0;
};

// Least common multiple of the lengths of the ramps, times the ticks: whole numbers of
// 1/scale persons hold every value at every breakpoint.
[[nodiscard]] boost::multiprecision::cpp_int common_scale(std::span<const Ramp> ramps);

// Calls visit(tick, before, after) at each breakpoint in rising order: values of every channel in
// 1/scale persons, before and after the people who pass at once at that moment.
// O(n log n); Number must hold (sum of persons) x scale.
template <class Number, class Visit>
void sweep(std::span<const Ramp> ramps, std::size_t channels, const Number& scale, Visit visit);

// Picks Int128 where everything fits, else integers of any size, and calls f(Number{}, scale).
template <class F>
void with_scale(std::span<const Ramp> ramps, F f) {
  using boost::multiprecision::cpp_int;
  const cpp_int scale = common_scale(ramps);
  cpp_int people = 1;
  for (const Ramp& ramp : ramps) people += ramp.persons < 0 ? -ramp.persons : ramp.persons;
  if (boost::multiprecision::msb(scale * people) < 120) {
    f(static_cast<Int128>(static_cast<boost::multiprecision::int128_t>(scale)));
  } else {
    f(scale);
  }
}

template <class Number, class Visit>
void sweep(std::span<const Ramp> ramps, std::size_t channels, const Number& scale, Visit visit) {
  struct Event {
    std::int64_t at;
    std::uint32_t ramp;
    bool begins;
  };
  std::vector<Event> events;
  events.reserve(2 * ramps.size());
  for (std::uint32_t i = 0; i < ramps.size(); ++i) {
    events.push_back({ramps[i].from, i, true});
    if (ramps[i].until > ramps[i].from) events.push_back({ramps[i].until, i, false});
  }
  std::sort(events.begin(), events.end(), [](const Event& x, const Event& y) { return x.at < y.at; });
  std::vector<Number> before(channels, Number(0)), after(channels, Number(0)), slope(channels, Number(0));
  std::int64_t now = events.empty() ? 0 : events.front().at;
  for (std::size_t i = 0; i < events.size();) {
    const std::int64_t at = events[i].at;
    for (std::size_t k = 0; k < channels; ++k) after[k] = before[k] = after[k] + slope[k] * Number(at - now);
    for (; i < events.size() && events[i].at == at; ++i) {
      const Ramp& ramp = ramps[events[i].ramp];
      if (ramp.until <= ramp.from) {
        after[ramp.channel] += Number(ramp.persons) * scale;
        continue;
      }
      const Number rate = scale / Number(ramp.until - ramp.from) * Number(ramp.persons);
      if (events[i].begins) {
        slope[ramp.channel] += rate;
      } else {
        slope[ramp.channel] -= rate;
      }
    }
    now = at;
    visit(at, std::span<const Number>(before), std::span<const Number>(after));
  }
}

}  // namespace passage::verify
