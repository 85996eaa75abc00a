#include "core/rational.h"

#include <algorithm>
#include <limits>

#include "core/expect.h"

namespace passage {
namespace {
Int128 gcd(Int128 a, Int128 b) {
  while (b != 0) {
    const Int128 r = a % b;
    a = b;
    b = r;
  }
  return a < 0 ? -a : a;
}
}  // namespace

std::int64_t narrow(Int128 value) {
  PASSAGE_EXPECT(value >= std::numeric_limits<std::int64_t>::min() &&
                 value <= std::numeric_limits<std::int64_t>::max());
  return static_cast<std::int64_t>(value);
}

Rational Rational::of(Int128 num, Int128 den) {
  PASSAGE_EXPECT(den != 0);
  if (den < 0) {
    num = -num;
    den = -den;
  }
  const Int128 common = gcd(num, den);
  Rational out;
  out.num_ = narrow(common > 1 ? num / common : num);
  out.den_ = narrow(common > 1 ? den / common : den);
  return out;
}

std::optional<Rational> Rational::parse(std::string_view text) {
  bool negative = false;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  std::int64_t digits = 0, scale = 1;
  bool seen = false, point = false;
  for (const char c : text) {
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9') return std::nullopt;
    seen = true;
    if (point && scale > 100'000'000'000) return std::nullopt;
    if (digits > (std::numeric_limits<std::int64_t>::max() - 9) / 10) return std::nullopt;
    digits = digits * 10 + (c - '0');
    if (point) scale *= 10;
  }
  if (!seen) return std::nullopt;
  return of(negative ? -Int128{digits} : Int128{digits}, scale);
}

std::int64_t Rational::round_half_up() const {
  return narrow(floor_div(Int128{2} * num_ + den_, Int128{2} * den_));
}

std::string Rational::to_string() const {
  std::int64_t rest = den_;
  int twos = 0, fives = 0;
  while (rest % 2 == 0) rest /= 2, ++twos;
  while (rest % 5 == 0) rest /= 5, ++fives;
  constexpr int kMostPlaces = 18;  // more would not be exact in 128 bits
  if (rest != 1 || std::max(twos, fives) > kMostPlaces) return std::to_string(num_) + "/" + std::to_string(den_);
  const int places = twos > fives ? twos : fives;
  Int128 scaled = num_;
  for (int i = 0; i < places; ++i) scaled *= 10;
  scaled /= den_;
  const bool negative = scaled < 0;
  if (negative) scaled = -scaled;
  std::string out;
  for (int i = 0; scaled != 0 || i <= places; ++i) {
    if (i == places && places > 0) out.insert(out.begin(), '.');
    out.insert(out.begin(), static_cast<char>('0' + static_cast<int>(scaled % 10)));
    scaled /= 10;
  }
  return negative ? "-" + out : out;
}

Rational operator+(Rational a, Rational b) {
  return Rational::of(Int128{a.num_} * b.den_ + Int128{b.num_} * a.den_, Int128{a.den_} * b.den_);
}
Rational operator-(Rational a, Rational b) {
  return Rational::of(Int128{a.num_} * b.den_ - Int128{b.num_} * a.den_, Int128{a.den_} * b.den_);
}
Rational operator*(Rational a, Rational b) {
  return Rational::of(Int128{a.num_} * b.num_, Int128{a.den_} * b.den_);
}
Rational operator/(Rational a, Rational b) {
  return Rational::of(Int128{a.num_} * b.den_, Int128{a.den_} * b.num_);
}
std::strong_ordering operator<=>(Rational a, Rational b) {
  return Int128{a.num_} * b.den_ <=> Int128{b.num_} * a.den_;
}

}  // namespace passage
