// Exact fractions of 64-bit integers, in lowest terms with a positive denominator.
// Figures of a case (480 vehicles/h, 2.5 people a car) stay exact until they are rounded
// on purpose, in one direction that is named. Overflow of the lowest terms aborts.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace passage {

__extension__ typedef __int128 Int128;

// Rounded towards minus and plus infinity; divisor > 0.
[[nodiscard]] constexpr Int128 floor_div(Int128 a, Int128 b) {
  return a / b - (a % b < 0 ? 1 : 0);
}
[[nodiscard]] constexpr Int128 ceil_div(Int128 a, Int128 b) {
  return a / b + (a % b > 0 ? 1 : 0);
}

// Aborts if the value does not fit.
[[nodiscard]] std::int64_t narrow(Int128 value);

class Rational {
 public:
  constexpr Rational() = default;
  constexpr Rational(std::int64_t whole) : num_(whole) {}  // NOLINT: whole numbers are rationals
  [[nodiscard]] static Rational of(Int128 num, Int128 den);
  // "480", "2.5", "-0.125", "1e3" is refused; nullopt if not a decimal number or too long to be exact.
  [[nodiscard]] static std::optional<Rational> parse(std::string_view text);

  [[nodiscard]] constexpr std::int64_t num() const { return num_; }
  [[nodiscard]] constexpr std::int64_t den() const { return den_; }
  [[nodiscard]] std::int64_t floor() const { return narrow(floor_div(num_, den_)); }
  [[nodiscard]] std::int64_t ceil() const { return narrow(ceil_div(num_, den_)); }
  [[nodiscard]] std::int64_t round_half_up() const;
  [[nodiscard]] double to_double() const { return static_cast<double>(num_) / static_cast<double>(den_); }
  [[nodiscard]] std::string to_string() const;  // shortest exact decimal, else "7200/7"

  friend Rational operator+(Rational a, Rational b);
  friend Rational operator-(Rational a, Rational b);
  friend Rational operator*(Rational a, Rational b);
  friend Rational operator/(Rational a, Rational b);  // b not 0
  friend std::strong_ordering operator<=>(Rational a, Rational b);
  friend bool operator==(Rational a, Rational b) = default;

 private:
  std::int64_t num_ = 0;
  std::int64_t den_ = 1;
};

}  // namespace passage
