#include "scenario/json_text.h"

#include <nlohmann/json.hpp>

#include "core/file.h"

namespace passage::scenario {

std::optional<nlohmann::json> parse_json(const std::string& text, const std::string& file, Problems& problems) {
  if (!expect_utf8(text, file, problems)) return std::nullopt;
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

}  // namespace passage::scenario
