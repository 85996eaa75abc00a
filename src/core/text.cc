#include "core/text.h"

#include <cctype>

namespace passage {
namespace {

// Bytes of the blank for which `is_there`; 0 if none is. Spreadsheet programs and web pages put wide ones
// between words: no-break, thin and the like.
template <class IsThere>
std::size_t size_of_blank(IsThere is_there) {
  static constexpr std::string_view kBlanks[] = {" ",      "\t",     "\n",     "\r",     "\v",     "\f",    "\u00A0",
                                                 "\u2007", "\u2009", "\u200B", "\u202F", "\u3000", "\uFEFF"};
  for (const std::string_view blank : kBlanks)
    if (is_there(blank)) return blank.size();
  return 0;
}

}  // namespace

std::string grouped(std::int64_t value) {
  std::string digits = std::to_string(value);
  const std::ptrdiff_t first = value < 0 ? 1 : 0;
  for (std::ptrdiff_t at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > first; at -= 3)
    digits.insert(static_cast<std::size_t>(at), 1, ',');
  return digits;
}

std::string counted(std::int64_t value, std::string_view one, std::string_view many) {
  const std::string plural = many.empty() ? std::string(one) + "s" : std::string(many);
  return grouped(value) + " " + (value == 1 ? std::string(one) : plural);
}

std::string people_text(std::int64_t persons) {
  return counted(persons, "person", "people");
}

std::string_view trimmed(std::string_view text) {
  const auto front = [&](std::string_view blank) { return text.starts_with(blank); };
  const auto back = [&](std::string_view blank) { return text.ends_with(blank); };
  while (const std::size_t size = size_of_blank(front)) text.remove_prefix(size);
  while (const std::size_t size = size_of_blank(back)) text.remove_suffix(size);
  return text;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> out;
  for (std::size_t at = 0;;) {
    const std::size_t next = text.find(separator, at);
    out.emplace_back(text.substr(at, next - at));
    if (next == std::string_view::npos) return out;
    at = next + 1;
  }
}

std::size_t first_invalid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    std::size_t extra = 0;
    std::uint32_t code = 0;
    if (byte < 0x80) {
      ++at;
      continue;
    }
    if (byte >= 0xC2 && byte <= 0xDF)
      extra = 1, code = byte & 0x1Fu;
    else if (byte >= 0xE0 && byte <= 0xEF)
      extra = 2, code = byte & 0x0Fu;
    else if (byte >= 0xF0 && byte <= 0xF4)
      extra = 3, code = byte & 0x07u;
    else
      return at;
    if (at + extra >= text.size()) return at;
    for (std::size_t i = 1; i <= extra; ++i) {
      const auto next = static_cast<unsigned char>(text[at + i]);
      if ((next & 0xC0u) != 0x80u) return at;
      code = code << 6 | (next & 0x3Fu);
    }
    const bool overlong = (extra == 2 && code < 0x800) || (extra == 3 && (code < 0x10000 || code > 0x10FFFF));
    if (overlong || (code >= 0xD800 && code <= 0xDFFF)) return at;
    at += extra + 1;
  }
  return std::string_view::npos;
}

bool is_id(std::string_view text) {
  if (text.empty()) return false;
  for (const char c : text) {
    if (!std::isalnum(static_cast<unsigned char>(c)) && c != '_' && c != '.' && c != '-') return false;
  }
  return true;
}

}  // namespace passage
