#include "scenario/json_text.h"

#include <nlohmann/json.hpp>

#include "core/text.h"

namespace passage::scenario {

std::optional<nlohmann::json> parse_json(const std::string& text, const std::string& file, Problems& problems) {
  if (const std::size_t at = first_invalid_utf8(text); at != std::string::npos) {
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    problems.add({.code = "P010",
                  .problem = "the file is not UTF-8",
                  .why = fmt::format("byte 0x{:02X}", static_cast<unsigned char>(text[at])),
                  .where = fmt::format("{}:{}", file, line),
                  .suggestion = "save it as UTF-8"});
    return std::nullopt;
  }
  try {
    return nlohmann::json::parse(text);
  } catch (const nlohmann::json::exception& error) {
    const auto* parse = dynamic_cast<const nlohmann::json::parse_error*>(&error);
    const std::size_t at = parse != nullptr ? std::min(parse->byte, text.size()) : 0;
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    problems.add({.code = "P153",
                  .problem = "the file is not JSON",
                  .why = fmt::format("byte {} can't be read", at),
                  .where = fmt::format("{}:{}", file, line),
                  .suggestion = "look for a missing comma, quote or bracket before it"});
    return std::nullopt;
  }
}

bool is_json(const std::string& text, const std::string& file, Problems& problems) {
  return parse_json(text, file, problems).has_value();
}

}  // namespace passage::scenario
