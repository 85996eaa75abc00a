// The keys of one TOML table, read by type; what is wrong is told with its line, and what nobody asked
// for is unknown.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

#include "core/error.h"
#include "core/rational.h"
#include "tables/sheet.h"

namespace passage::tables {

// Reports P010 (not UTF-8), P102 (not TOML) and P177 (a figure that may be read in two ways).
[[nodiscard]] std::optional<toml::table> parse_toml(std::string_view text, const std::string& file, Problems& problems);

class Keys {
 public:
  // what: as in messages, "[case]", "term \"north-gate\"".
  Keys(const toml::table& table, std::string what, std::string file, Problems& problems)
      : table_(table), what_(std::move(what)), file_(std::move(file)), problems_(problems) {}

  [[nodiscard]] std::string where() const { return place(table_); }
  [[nodiscard]] std::string where(std::string_view key) const;
  [[nodiscard]] const std::string& what() const { return what_; }
  [[nodiscard]] bool has(std::string_view key) const { return table_.contains(key); }
  void rename(std::string what) { what_ = std::move(what); }

  // A key that is asked for is known. P106 if needed and not there, P109/P113 if of another type.
  [[nodiscard]] std::string text(std::string_view key, Need need);
  [[nodiscard]] std::string id(Need need = Need::kRequired);
  [[nodiscard]] std::optional<std::int64_t> whole(std::string_view key, Need need, std::int64_t least,
                                                  std::int64_t most);
  [[nodiscard]] std::optional<Rational> figure(std::string_view key, Need need, std::int64_t least, std::int64_t most);
  [[nodiscard]] std::string one_of(std::string_view key, Need need, const std::vector<std::string>& values);
  [[nodiscard]] std::string time(std::string_view key, Need need);  // as text, from a TOML time or a string
  [[nodiscard]] std::string date(std::string_view key, Need need);
  [[nodiscard]] std::vector<std::string> texts(std::string_view key, Need need);  // P147 if empty
  [[nodiscard]] const toml::table* table(std::string_view key, Need need);
  [[nodiscard]] const toml::array* array(std::string_view key, Need need);
  // The tables of [[key]].
  [[nodiscard]] std::vector<const toml::table*> tables(std::string_view key, Need need);
  // Keys of other kinds of this thing: told apart from unknown ones (P144).
  void not_here(const std::vector<std::string>& keys, std::string_view why);
  // Reports every key that was not asked for (P104), but source, note and x_*.
  void finish();

 private:
  [[nodiscard]] const toml::node* node(std::string_view key, Need need);
  [[nodiscard]] std::string place(const toml::node& node) const;
  void wrong_type(std::string_view key, const toml::node& node, std::string_view wanted);
  const toml::table& table_;
  std::string what_, file_;
  Problems& problems_;
  std::vector<std::string> known_;
};

}  // namespace passage::tables
