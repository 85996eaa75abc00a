#include "geodata/geopackage_audit.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "geodata/sqlite.h"

namespace passage::geodata {
namespace {

// A row as texts, each with its type before it.
using Cells = std::vector<std::string>;

std::vector<Cells> rows_of(Database& database, std::string_view query) {
  std::vector<Cells> out;
  Statement rows(database, query);
  while (rows.step()) {
    Cells& cells = out.emplace_back();
    for (int i = 0; i < rows.column_count(); ++i)
      cells.push_back(std::to_string(rows.type(i)) + std::string(rows.blob(i)));
  }
  return out;
}

std::string word(const Cells& row, std::size_t cell) {
  return row[cell].substr(1);
}

class Audit {
 public:
  Audit(const std::filesystem::path& path, std::span<const LayerFrame> layers, const std::vector<LayerStyle>& styles,
        const std::string& last_change)
      : file_(path, Database::Open::kReadOnly), expected_(":memory:", Database::Open::kCreate), layers_(layers) {
    begin_frame(expected_);
    for (const LayerFrame& layer : layers) {
      create_layer(expected_, layer.spec);
      register_layer(expected_, layer, last_change);
    }
    write_styles(expected_, styles, last_change);
    expected_.run("COMMIT");
  }

  Differences run() && {
    for (const char* pragma : {"application_id", "user_version"}) {
      const std::string query = fmt::format("PRAGMA {}", pragma);
      if (rows_of(file_, query) != rows_of(expected_, query)) altered(fmt::format("{} is another one", pragma));
    }
    definitions();
    for (const std::string& table : tables_) rows(table);
    numbering();
    return std::move(out_);
  }

 private:
  void altered(std::string what) { out_.altered.push_back("GeoPackage: " + std::move(what)); }
  [[nodiscard]] bool is_layer(std::string_view name) const {
    return std::any_of(layers_.begin(), layers_.end(), [&](const auto& layer) { return layer.spec.name == name; });
  }

  // What tables, indexes and triggers are; what is to be compared row by row goes to tables_.
  void definitions() {
    const char* query = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name";
    const auto named = [&](Database& database) {
      std::map<std::pair<std::string, std::string>, Cells> all;
      for (const Cells& row : rows_of(database, query)) all.emplace(std::pair(word(row, 0), word(row, 1)), row);
      return all;
    };
    auto there = named(file_);
    for (const auto& [name, row] : named(expected_)) {
      const auto found = there.find(name);
      if (found == there.end() || (found->second != row && !has_columns_of(name.second, word(found->second, 3)))) {
        altered(fmt::format("{} {} is {}", name.first, name.second,
                            found == there.end() ? "missing" : "defined otherwise than Passage does"));
      } else if (name.first == "table" && !is_layer(name.second) && !word(row, 3).starts_with("CREATE VIRTUAL")) {
        tables_.push_back(name.second);
      }
      if (found != there.end()) there.erase(found);
    }
    for (const auto& [name, row] : there) {
      const bool own = name.first == "table" || name.first == "view" || name.second == word(row, 2);
      out_.unknown.push_back(name.first + " " + name.second + (own ? "" : " of " + word(row, 2)));
    }
  }

  // A layer's table that has all its columns as Passage makes them; those besides are told with its rows.
  [[nodiscard]] bool has_columns_of(const std::string& table, const std::string& sql) {
    if (!is_layer(table) || !sql.starts_with("CREATE TABLE")) return false;
    const std::string query = fmt::format(
        "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM "
        "pragma_table_xinfo('{}') ORDER BY name",
        table);
    const std::vector<Cells> there = rows_of(file_, query), own = rows_of(expected_, query);
    return std::includes(there.begin(), there.end(), own.begin(), own.end());
  }

  // Rows that register other tables belong to these.
  void rows(const std::string& table) {
    const std::string query = fmt::format("SELECT * FROM {}", sql_name(table));
    std::map<Cells, int> more;
    for (Cells& row : rows_of(file_, query)) ++more[std::move(row)];
    for (Cells& row : rows_of(expected_, query)) --more[std::move(row)];
    const bool registers = table.starts_with("gpkg_") || table == "layer_styles";
    for (const auto& [row, by] : more) {
      if (by == 0) continue;
      const bool of_other = registers && by > 0 && std::none_of(row.begin(), row.end(), [&](const std::string& cell) {
                              return is_layer(std::string_view(cell).substr(1));
                            });
      if (!of_other) return altered(fmt::format("{} is not as Passage writes it", table));
      out_.unknown.push_back("a row of " + table);
    }
  }

  // Rows count from 1: indexes go by it.
  void numbering() {
    for (const LayerFrame& layer : layers_) {
      const std::string query = fmt::format("SELECT count(*), coalesce(min(fid), 1), coalesce(max(fid), 0) FROM {}",
                                            sql_name(layer.spec.name));
      const Cells row = rows_of(file_, query).front();
      if (word(row, 1) != "1" || word(row, 2) != word(row, 0))
        altered(fmt::format("rows of {} are not numbered from 1", layer.spec.name));
    }
  }

  Database file_, expected_;
  std::span<const LayerFrame> layers_;
  std::vector<std::string> tables_;
  Differences out_;
};

}  // namespace

Differences audit_geopackage(const std::filesystem::path& path, std::span<const LayerFrame> layers,
                             const std::vector<LayerStyle>& styles, const std::string& last_change) {
  return Audit(path, layers, styles, last_change).run();
}

}  // namespace passage::geodata
