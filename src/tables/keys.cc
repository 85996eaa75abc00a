#include "tables/keys.h"

#include <sstream>

#include "core/file.h"
#include "core/text.h"
#include "tables/numerals.h"
#include "tables/writing_help.h"

namespace passage::tables {
namespace {

std::string written(const toml::node& node) {
  std::ostringstream out;
  node.visit([&](const auto& n) { out << n; });
  return out.str();
}

// The decimal as it was written, as far as a double remembers it.
std::string decimal_text(const toml::node& node) {
  if (const auto whole = node.value_exact<std::int64_t>()) return std::to_string(*whole);
  return fmt::format("{}", *node.value_exact<double>());
}

// Of figures in quotes: without them, or what is wrong with the figure itself.
std::string number_in_quotes_help(const toml::node& node) {
  const std::string text = *node.value_exact<std::string>();
  return Rational::parse(text) ? fmt::format("write {} without quotes", text) : number_help(text);
}

std::string_view line_of(std::string_view text, std::size_t line) {
  for (; line > 1 && !text.empty(); --line) text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  return text.substr(0, text.find('\n'));
}

// 3.000 is 3 to TOML, and 3000 to many who write it. What stands in lists are coordinates.
void report_two_readings(const toml::table& table, std::string_view text, const std::string& file, Problems& problems) {
  for (const auto& [key, node] : table) {
    if (const toml::table* inner = node.as_table()) report_two_readings(*inner, text, file, problems);
    if (const toml::array* list = node.as_array())
      for (const toml::node& element : *list)
        if (const toml::table* inner = element.as_table()) report_two_readings(*inner, text, file, problems);
    if (!node.is_floating_point()) continue;
    const toml::source_region& at = node.source();
    const std::string_view line = line_of(text, at.begin.line);
    const std::size_t from = std::min<std::size_t>(at.begin.column - 1, line.size());
    const auto readings = two_readings(line.substr(from, at.end.column - at.begin.column));
    if (!readings) continue;
    problems.add({.code = "P177",
                  .problem = fmt::format("{} may be {} or {}", key.str(), readings->thousand, readings->decimal),
                  .why = "thousands in some countries, decimals in others",
                  .where = fmt::format("{}:{}", file, at.begin.line),
                  .suggestion = fmt::format("write {} or {}", readings->thousand, readings->decimal)});
  }
}

}  // namespace

std::optional<toml::table> parse_toml(std::string_view text, const std::string& file, Problems& problems) {
  if (!expect_utf8(text, file, problems)) return std::nullopt;
  try {
    toml::table table = toml::parse(text);
    report_two_readings(table, text, file, problems);
    return table;
  } catch (const toml::parse_error& error) {
    problems.add({.code = "P102",
                  .problem = "the file is not TOML",
                  .why = std::string(error.description()),
                  .where = fmt::format("{}:{}", file, error.source().begin.line),
                  .suggestion = error.description().find("redefine") != std::string_view::npos
                                    ? "it is there already: keep one of the two"
                                    : toml_help(line_of(text, error.source().begin.line))});
    return std::nullopt;
  }
}

std::string Keys::place(const toml::node& node) const {
  const auto line = node.source().begin.line;
  return line == 0 ? file_ : fmt::format("{}:{}", file_, line);
}

std::string Keys::where(std::string_view key) const {
  const toml::node* node = table_.get(key);
  return place(node != nullptr ? *node : table_);
}

const toml::node* Keys::node(std::string_view key, Need need) {
  known_.emplace_back(key);
  const toml::node* node = table_.get(key);
  if (node == nullptr && need == Need::kRequired) {
    problems_.add({.code = "P106", .problem = fmt::format("{} has no key \"{}\"", what_, key), .where = where()});
  }
  return node;
}

void Keys::wrong_type(std::string_view key, const toml::node& node, std::string_view wanted) {
  problems_.add({.code = "P113",
                 .problem = fmt::format("{} of {} is {}, not {}", key, what_, written(node), wanted),
                 .where = place(node),
                 .suggestion = node.is_string() && wanted.ends_with("number") ? number_in_quotes_help(node) : ""});
}

std::string Keys::text(std::string_view key, Need need) {
  const toml::node* found = node(key, need);
  if (found == nullptr) return {};
  const auto value = found->value_exact<std::string>();
  if (!value) {
    wrong_type(key, *found, "a text in quotes");
    return {};
  }
  if (need == Need::kRequired && trimmed(*value).empty())
    problems_.add({.code = "P108", .problem = fmt::format("{} of {} is empty", key, what_), .where = place(*found)});
  return *value;
}

std::string Keys::id(Need need) {
  std::string id = text("id", need);
  if (!id.empty() && !is_id(id)) {
    problems_.add({.code = "P112",
                   .problem = fmt::format("id \"{}\" holds a character that ids can't have", id),
                   .where = where("id"),
                   .suggestion = "letters A-Z a-z, digits, _ . and - only"});
  }
  return id;
}

std::optional<Rational> Keys::figure(std::string_view key, Need need, std::int64_t least, std::int64_t most) {
  const toml::node* found = node(key, need);
  if (found == nullptr) return std::nullopt;
  if (!found->is_number()) {
    wrong_type(key, *found, "a number");
    return std::nullopt;
  }
  const std::string at = place(*found);
  return read_figure(decimal_text(*found), {key, at, least, most}, problems_);
}

std::optional<std::int64_t> Keys::whole(std::string_view key, Need need, std::int64_t least, std::int64_t most) {
  const toml::node* found = node(key, need);
  if (found == nullptr) return std::nullopt;
  if (!found->is_number()) {
    wrong_type(key, *found, "a whole number");
    return std::nullopt;
  }
  const std::string at = place(*found);
  return read_whole(decimal_text(*found), {key, at, least, most}, problems_);
}

std::string Keys::one_of(std::string_view key, Need need, const std::vector<std::string>& values) {
  const std::string value = text(key, need);
  if (value.empty() || std::find(values.begin(), values.end(), value) != values.end()) return value;
  problems_.add({.code = "P109",
                 .problem = fmt::format("{} of {} can't be \"{}\"", key, what_, value),
                 .why = fmt::format("it is one of {}", fmt::join(values, ", ")),
                 .where = where(key),
                 .suggestion = did_you_mean(value, values)});
  return {};
}

std::string Keys::time(std::string_view key, Need need) {
  const toml::node* found = node(key, need);
  if (found == nullptr) return {};
  if (found->is_date_time() || found->is_date() || found->is_time()) return written(*found);
  if (const auto value = found->value_exact<std::string>()) return *value;
  wrong_type(key, *found, "a time such as 2022-03-05T09:00:00");
  return {};
}

std::string Keys::date(std::string_view key, Need need) {
  const toml::node* found = node(key, need);
  if (found == nullptr) return {};
  if (found->is_date()) return written(*found);
  if (const auto value = found->value_exact<std::string>()) return *value;
  wrong_type(key, *found, "a date such as 2022-03-05");
  return {};
}

const toml::array* Keys::array(std::string_view key, Need need) {
  const toml::node* found = node(key, need);
  if (found == nullptr) return nullptr;
  const toml::array* list = found->as_array();
  if (list == nullptr) {
    wrong_type(key, *found, "a list in [ ]");
  } else if (list->empty() && need == Need::kRequired) {
    problems_.add(
        {.code = "P147", .problem = fmt::format("{} of {} is an empty list", key, what_), .where = place(*found)});
  }
  return list;
}

std::vector<std::string> Keys::texts(std::string_view key, Need need) {
  const toml::array* list = array(key, need);
  std::vector<std::string> out;
  if (list == nullptr) return out;
  for (const toml::node& element : *list) {
    if (const auto value = element.value_exact<std::string>()) {
      out.push_back(*value);
    } else {
      wrong_type(key, element, "a text in quotes");
    }
  }
  return out;
}

const toml::table* Keys::table(std::string_view key, Need need) {
  const toml::node* found = node(key, need);
  if (found == nullptr) return nullptr;
  if (!found->is_table()) wrong_type(key, *found, "a table");
  return found->as_table();
}

std::vector<const toml::table*> Keys::tables(std::string_view key, Need need) {
  std::vector<const toml::table*> out;
  const toml::array* list = array(key, need);
  if (list == nullptr) return out;
  for (const toml::node& element : *list) {
    if (const toml::table* table = element.as_table()) {
      out.push_back(table);
    } else {
      wrong_type(key, element, "a table");
    }
  }
  return out;
}

void Keys::not_here(const std::vector<std::string>& keys, std::string_view why) {
  for (const std::string& key : keys) {
    if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
    known_.push_back(key);
    if (!has(key)) continue;
    problems_.add({.code = "P144",
                   .problem = fmt::format("key \"{}\" does not belong to {}", key, what_),
                   .why = std::string(why),
                   .where = where(key)});
  }
}

void Keys::finish() {
  for (const auto& [key, value] : table_) {
    const std::string name(key.str());
    if (name == "source" || name == "note" || name.starts_with("x_")) continue;
    if (std::find(known_.begin(), known_.end(), name) != known_.end()) continue;
    std::string help = did_you_mean(name, known_);
    if (help.empty()) help = "a key of your own begins with x_; passed over: source, note, x_*";
    problems_.add({.code = "P104",
                   .problem = fmt::format("unknown key \"{}\" in {}", name, what_),
                   .where = place(value),
                   .suggestion = std::move(help)});
  }
}

}  // namespace passage::tables
