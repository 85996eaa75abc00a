#include "tables/json_text.h"

#include <algorithm>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/file.h"

namespace passage::tables {
namespace {

// Sees all keys of a document go by, and tells those that an object has twice: the last would win in silence.
class RepeatedKeys {
 public:
  RepeatedKeys(const std::string& file, Problems& problems) : file_(file), problems_(problems) {}

  void see(int depth, nlohmann::json::parse_event_t event, const nlohmann::json& parsed) {
    using Event = nlohmann::json::parse_event_t;
    const auto level = static_cast<std::size_t>(depth);
    if (event == Event::object_start) {
      constexpr std::size_t kFeatures = 2;  // the objects of the list `features` of a GeoJSON
      if (level == kFeatures) ++feature_;
      if (keys_.size() < level + 2) keys_.resize(level + 2);
      keys_[level + 1].clear();
    }
    if (event != Event::key) return;
    const auto& key = parsed.get_ref<const std::string&>();
    if (std::find(keys_[level].begin(), keys_[level].end(), key) == keys_[level].end()) {
      keys_[level].push_back(key);
      return;
    }
    problems_.add({.code = "P186",
                   .problem = fmt::format("\"{}\" is there twice in one object", key),
                   .why = "which of the two is meant can't be told",
                   .where = feature_ == 0 ? file_ : fmt::format("{}: feature {}", file_, feature_),
                   .suggestion = "keep one of them"});
  }

 private:
  const std::string& file_;
  Problems& problems_;
  std::vector<std::vector<std::string>> keys_;  // of the object that is open at each depth
  std::size_t feature_ = 0;
};

}  // namespace

std::optional<nlohmann::json> parse_json_member(std::string_view member, const std::string& text,
                                                const std::string& file, Problems& problems) {
  if (!expect_utf8(text, file, problems)) return std::nullopt;
  try {
    RepeatedKeys keys(file, problems);
    bool within = false;  // what is read now is part of the member
    return nlohmann::json::parse(text, [&](int depth, auto event, const nlohmann::json& parsed) {
      keys.see(depth, event, parsed);
      if (depth == 1 && event == nlohmann::json::parse_event_t::key)
        within = parsed.get_ref<const std::string&>() == member;
      return depth == 0 || within;
    });
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

}  // namespace passage::tables
