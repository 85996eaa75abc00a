#include "geodata/layers.h"

#include <charconv>

namespace passage::geodata {
namespace {
constexpr std::int64_t kTen[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000};
}

void append_decimal(std::string& out, std::int64_t value, int digits) {
  auto magnitude = static_cast<std::uint64_t>(value);
  if (value < 0) {
    out += '-';
    magnitude = 0 - magnitude;
  }
  const auto unit = static_cast<std::uint64_t>(kTen[digits]);
  char buffer[24];
  const auto whole = std::to_chars(buffer, buffer + sizeof buffer, magnitude / unit);
  out.append(buffer, whole.ptr);
  std::uint64_t rest = magnitude % unit;
  if (rest == 0) return;
  out += '.';
  for (auto place = unit / 10; rest != 0; place /= 10) {
    out += static_cast<char>('0' + rest / place);
    rest %= place;
  }
}

std::optional<std::int64_t> parse_decimal(std::string_view text, int digits) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  std::string_view part = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  while (part.ends_with('0')) part.remove_suffix(1);
  if (whole.empty() || part.size() > static_cast<std::size_t>(digits)) return std::nullopt;
  std::int64_t value = 0;
  const auto take = [&](char c) {
    if (c < '0' || c > '9') return false;
    return !__builtin_mul_overflow(value, 10, &value) && !__builtin_sub_overflow(value, c - '0', &value);
  };
  // Counted downwards: the least number has no positive twin.
  for (const char c : whole)
    if (!take(c)) return std::nullopt;
  for (const char c : part)
    if (!take(c)) return std::nullopt;
  if (__builtin_mul_overflow(value, kTen[static_cast<std::size_t>(digits) - part.size()], &value)) return std::nullopt;
  if (negative) return value;
  std::int64_t positive = 0;
  if (__builtin_sub_overflow(std::int64_t{0}, value, &positive)) return std::nullopt;
  return positive;
}

}  // namespace passage::geodata
