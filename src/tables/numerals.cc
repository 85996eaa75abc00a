#include "tables/numerals.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>

#include <fmt/format.h>

namespace passage::tables {
namespace {

// The next character of valid UTF-8, taken off the front.
char32_t take_character(std::string_view& text) {
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t size = std::min<std::size_t>(text.size(), first < 0x80   ? 1
                                                              : first < 0xE0 ? 2
                                                              : first < 0xF0 ? 3
                                                                             : 4);
  char32_t out = size == 1 ? first : first & (0x7Fu >> size);
  for (std::size_t i = 1; i < size; ++i) out = out << 6 | (static_cast<unsigned char>(text[i]) & 0x3Fu);
  text.remove_prefix(size);
  return out;
}

// '0' to '9' for a digit of any script that the field writes figures in; 0 for anything else.
char digit_of(char32_t c) {
  constexpr std::array<char32_t, 11> kZeros{'0',    0x0660, 0x06F0, 0x0966, 0x09E6, 0x0A66,
                                            0x0AE6, 0x0BE6, 0x0E50, 0x1040, 0xFF10};
  for (const char32_t zero : kZeros)
    if (c >= zero && c <= zero + 9) return static_cast<char>('0' + (c - zero));
  return 0;
}

bool parts_thousands(char32_t c) {
  return c == ' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == '\'' || c == 0x2019 ||
         c == 0x066C || c == 0x02BC;
}

bool is_digit(char c) {
  return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

// Digits in groups of three, of which the first may be shorter, between `separator`s.
bool in_groups(std::string_view whole, char separator) {
  const std::size_t first = whole.find(separator);
  if (first == std::string_view::npos || first == 0 || first > 3) return false;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    const bool parts = at >= first && (at - first) % 4 == 0;
    if (parts ? whole[at] != separator : !is_digit(whole[at])) return false;
  }
  return (whole.size() - first) % 4 == 0;
}

std::string without(std::string_view text, char unwanted) {
  std::string out(text);
  std::erase(out, unwanted);
  return out;
}

std::string without_end_zeros(std::string_view whole, std::string_view decimals) {
  while (decimals.ends_with('0')) decimals.remove_suffix(1);
  return decimals.empty() ? std::string(whole) : fmt::format("{}.{}", whole, decimals);
}

// What figures of digits, commas and points alone should look like; empty if `plain` is not one.
std::string with_a_point(std::string_view plain) {
  if (plain.empty() || plain.find_first_not_of("0123456789.,") != std::string_view::npos || !is_digit(plain.front()) ||
      !is_digit(plain.back()))
    return {};
  const std::size_t last = plain.find_last_of(".,");
  if (last == std::string_view::npos) return {};
  const char separator = plain[last];
  std::string whole(plain.substr(0, last));
  if (whole.find(separator) != std::string::npos) return without(without(plain, '.'), ',');  // it parts thousands
  std::erase_if(whole, [](char c) { return !is_digit(c); });
  return without_end_zeros(whole, plain.substr(last + 1));
}

bool begins_with_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return text.starts_with(word); });
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

}  // namespace

std::string plain_numerals(std::string_view text) {
  constexpr char kParts = '\'';  // for every sign that parts thousands
  std::string out;
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view before = rest;
    const char32_t c = take_character(rest);
    if (const char digit = digit_of(c)) {
      out += digit;
    } else if (parts_thousands(c)) {
      out += kParts;
    } else if (c == 0x2212) {
      out += '-';
    } else if (c == 0x066B) {
      out += '.';
    } else {
      out += before.substr(0, before.size() - rest.size());
    }
  }
  const std::size_t sign = out.starts_with('-') || out.starts_with('+') ? 1 : 0;
  const std::size_t end = std::min(out.find('.'), out.size());
  if (out.find(kParts) == std::string::npos) return out;
  // Not all in groups: what was written stays, and is no number.
  if (!in_groups(std::string_view(out).substr(sign, end - sign), kParts)) return std::string(text);
  return out.substr(0, sign) + without(out.substr(sign, end - sign), kParts) + out.substr(end);
}

std::optional<TwoReadings> two_readings(std::string_view plain) {
  if (plain.starts_with('-') || plain.starts_with('+')) plain.remove_prefix(1);
  const std::size_t at = plain.find_first_of(".,");
  if (at == std::string_view::npos || at == 0 || at > 3 || plain[0] == '0') return std::nullopt;
  const std::string_view whole = plain.substr(0, at), rest = plain.substr(at + 1);
  if (!all_digits(whole) || !all_digits(rest) || rest.size() != 3) return std::nullopt;
  return TwoReadings{without_end_zeros(whole, rest), fmt::format("{}{}", whole, rest)};
}

std::string number_help(std::string_view text) {
  const std::string plain = lower(plain_numerals(text));
  if (begins_with_any(plain, {"#", "="})) return "a formula gave no figure: save the sheet with its values";
  if (begins_with_any(plain, {"~", "≈", "about", "approx", "circa", "ca.", "c.", "<", ">", "±", "+/-", "\xE2\x89"}) ||
      plain.ends_with('+') || plain.ends_with('*'))
    return "give one figure, and say in `note` that it is an estimate";
  const std::size_t digits = plain.find_first_not_of("0123456789.,");
  if (digits == std::string::npos) {
    const std::string write = with_a_point(plain);
    if (!write.empty()) return fmt::format("write {}: the decimal point is \".\", and no comma is read", write);
  }
  if (digits == 0 || digits == std::string::npos || !is_digit(plain[0]))
    return "give a figure; where none is known, estimate it and say so in its source";
  const std::string number = plain.substr(0, digits);
  std::string_view behind = std::string_view(plain).substr(digits);
  while (behind.starts_with(' ')) behind.remove_prefix(1);
  if (behind == "%") return "a share is from 0 to 1: 60 % is 0.6";
  if (all_digits(number) && (behind == "k" || behind == "тыс" || behind == "тыс." || behind == "тис."))
    return fmt::format("write {}000", number);
  if (behind.starts_with('-') || behind.starts_with("–")) return "give one figure, and the range in `note`";
  if (is_digit(number.back()) && std::none_of(behind.begin(), behind.end(), is_digit))
    return fmt::format("write {} alone: the column says the unit", number);
  return "digits, with a point before decimals: no blanks within, and no letters";
}

}  // namespace passage::tables
