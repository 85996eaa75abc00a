// A number with its unit as a type: adds, compares and scales; never mixes.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

#include "core/interval.h"
#include "core/rational.h"

namespace passage {

template <class Unit, class Number>
class Quantity {
 public:
  constexpr Quantity() = default;
  constexpr explicit Quantity(Number count) : count_(count) {}
  [[nodiscard]] constexpr Number count() const { return count_; }
  constexpr Quantity& operator+=(Quantity other) {
    count_ = count_ + other.count_;
    return *this;
  }
  constexpr Quantity& operator-=(Quantity other) {
    count_ = count_ - other.count_;
    return *this;
  }
  friend constexpr Quantity operator+(Quantity a, Quantity b) { return a += b; }
  friend constexpr Quantity operator-(Quantity a, Quantity b) { return a -= b; }
  friend constexpr Quantity operator*(Quantity a, Number k) { return Quantity{a.count_ * k}; }
  friend auto operator<=>(const Quantity& a, const Quantity& b) = default;
  friend constexpr bool operator==(const Quantity& a, const Quantity& b) = default;

 private:
  Number count_{};
};

using Persons = Quantity<struct PersonsUnit, std::int64_t>;
using Metres = Quantity<struct MetresUnit, double>;
using VehiclesPerHour = Quantity<struct VehiclesPerHourUnit, Rational>;
using PersonsPerHour = Quantity<struct PersonsPerHourUnit, Rational>;
using PersonsPerVehicle = Quantity<struct PersonsPerVehicleUnit, Rational>;

// The only way from vehicles to people.
[[nodiscard]] inline PersonsPerHour persons_at(VehiclesPerHour vehicles, PersonsPerVehicle occupancy) {
  return PersonsPerHour{vehicles.count() * occupancy.count()};
}

// Case time: whole milliseconds. Instants count from 1970-01-01 UTC.
using Millis = std::chrono::duration<std::int64_t, std::milli>;
using Instant = std::chrono::sys_time<Millis>;

}  // namespace passage
