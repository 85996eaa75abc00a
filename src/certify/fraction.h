// An exact fraction of any size: sums over many roads whose travel times share no denominator.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>

#include "core/rational.h"

namespace passage::certify {

using Whole = boost::multiprecision::cpp_int;

[[nodiscard]] inline Whole whole(Int128 value) {
  const bool negative = value < 0;
  if (negative) value = -value;
  Whole out = static_cast<std::uint64_t>(value >> 64);
  out <<= 64;
  out += static_cast<std::uint64_t>(value);
  if (negative) out = -out;
  return out;
}

struct Fraction {
  Whole num = 0, den = 1;  // den > 0

  static Fraction of(Rational value) { return {value.num(), value.den()}; }
  void add(const Fraction& other) {
    if (den == other.den) {
      num += other.num;
      return;
    }
    const Whole common = boost::multiprecision::gcd(den, other.den);
    const Whole mine = den / common, theirs = other.den / common;
    num *= theirs;
    num += other.num * mine;
    den *= theirs;
  }
  void multiply(const Fraction& other) {
    num *= other.num;
    den *= other.den;
  }
  [[nodiscard]] bool below(const Fraction& other) const { return Whole(num * other.den) < Whole(other.num * den); }
  [[nodiscard]] Whole floor() const {  // of a value >= 0
    Whole out = num;
    out /= den;
    return out;
  }
  [[nodiscard]] double to_double() const {
    Whole scaled = num;
    scaled <<= 40;
    scaled /= den;
    return scaled.convert_to<double>() / 1099511627776.0;
  }
};

}  // namespace passage::certify
