// Every column of every table of plan files, edited in some row in many ways: each edit is found, but for the columns
// that docs/formats.md lists as not proved.
#include <fstream>
#include <map>
#include <mutex>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "casefile/read_case.h"
#include "core/csv.h"
#include "core/file.h"
#include "core/text.h"
#include "negotiate/survive.h"
#include "rules/variant.h"
#include "test/verify/plan_files.h"
#include "verify/not_proved.h"

namespace passage::verify {
namespace {

namespace fs = std::filesystem;

// "provenance.seed", "orders.depart_from" ..: the tables of docs/formats.md, "Not proved".
std::set<std::string> listed() {
  std::ifstream in(std::string(PASSAGE_SOURCE_DIR) + "/docs/formats.md");
  std::set<std::string> out;
  bool here = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("#")) here = line.ends_with("Not proved");
    if (!here || !line.starts_with("| `")) continue;
    const std::vector<std::string> parts = split(line, '`');  // "| ", table, " | ", columns, ..
    for (const std::string& column : split(parts.at(3), ' ')) out.insert(parts.at(1) + "." + column);
  }
  return out;
}

TEST(NotProved, TheProgramListsWhatTheFormatsPageLists) {
  std::set<std::string> told;
  for (const auto all : {not_proved(), chosen()})
    for (const Columns& of : all)
      for (const std::string& column : of.columns) told.insert(of.table + "." + column);
  EXPECT_EQ(told, listed());
}

// What a cell holds; also what it is changed to.
struct Cell {
  int type = SQLITE_NULL;
  std::string text;  // as SQLite writes it; bytes of a blob
  bool operator==(const Cell&) const = default;
};

class Database {
 public:
  explicit Database(const fs::path& path) {
    EXPECT_EQ(sqlite3_open(path.c_str(), &handle_), SQLITE_OK);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);  // they ask for spatial functions
    run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
  }
  ~Database() { sqlite3_close(handle_); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  bool run(const std::string& sql) {
    return sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
  }
  std::vector<std::vector<Cell>> rows(const std::string& sql) {
    std::vector<std::vector<Cell>> out;
    sqlite3_stmt* query = nullptr;
    EXPECT_EQ(sqlite3_prepare_v2(handle_, sql.c_str(), -1, &query, nullptr), SQLITE_OK) << sql;
    while (sqlite3_step(query) == SQLITE_ROW) {
      out.emplace_back();
      for (int i = 0; i < sqlite3_column_count(query); ++i) {
        Cell cell{sqlite3_column_type(query, i), {}};
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(query, i));
        if (bytes != nullptr) cell.text.assign(bytes, static_cast<std::size_t>(sqlite3_column_bytes(query, i)));
        out.back().push_back(std::move(cell));
      }
    }
    sqlite3_finalize(query);
    return out;
  }
  // False where the file does not take it.
  bool set(const std::string& table, const std::string& column, const std::string& row, const Cell& to) {
    sqlite3_stmt* update = nullptr;
    const std::string sql = fmt::format("UPDATE \"{}\" SET \"{}\" = ? WHERE rowid = {}", table, column, row);
    if (sqlite3_prepare_v2(handle_, sql.c_str(), -1, &update, nullptr) != SQLITE_OK) return false;
    const int size = static_cast<int>(to.text.size());
    switch (to.type) {
      case SQLITE_INTEGER: sqlite3_bind_int64(update, 1, std::stoll(to.text)); break;
      case SQLITE_FLOAT: sqlite3_bind_double(update, 1, std::strtod(to.text.c_str(), nullptr)); break;
      case SQLITE_TEXT: sqlite3_bind_text(update, 1, to.text.data(), size, SQLITE_TRANSIENT); break;
      case SQLITE_BLOB: sqlite3_bind_blob(update, 1, to.text.data(), size, SQLITE_TRANSIENT); break;
      default: sqlite3_bind_null(update, 1);
    }
    const bool done = sqlite3_step(update) == SQLITE_DONE;
    sqlite3_finalize(update);
    return done;
  }

 private:
  sqlite3* handle_ = nullptr;
};

Cell text(std::string value) {
  return {SQLITE_TEXT, std::move(value)};
}
Cell whole(const std::string& value) {
  return {SQLITE_INTEGER, value};
}
Cell real(const std::string& value) {
  return {SQLITE_FLOAT, value};
}

// The last digit is another one.
std::string nudged(std::string value, std::size_t from = std::string::npos) {
  const std::size_t at = value.find_last_of("0123456789", from);
  if (at != std::string::npos) value[at] = value[at] == '9' ? '8' : static_cast<char>(value[at] + 1);
  return value;
}

std::vector<Cell> edits_of(const Cell& cell) {
  switch (cell.type) {
    case SQLITE_INTEGER: {
      const std::int64_t value = std::stoll(cell.text);
      return {whole(std::to_string(value + 1)),
              whole(std::to_string(value - 1)),
              whole("100000000000"),
              whole("9223372036854775807"),
              whole("-9223372036854775808"),
              whole("-1"),
              real(cell.text + ".5"),
              real("1e300"),
              text("many"),
              {SQLITE_BLOB, cell.text},
              {}};
    }
    case SQLITE_FLOAT:
      return {real(std::to_string(std::stod(cell.text) + 1)),
              real(std::to_string(std::stod(cell.text) - 1)),
              real(nudged(cell.text)),
              real("1e300"),
              real("-1e300"),
              real("9e999"),
              text("nan"),
              {SQLITE_BLOB, "\1\2"},
              {}};
    case SQLITE_TEXT: {
      std::vector<Cell> out{text(cell.text + "x"), text("9223372036854775807"), text("-1/3"), {SQLITE_BLOB, cell.text}};
      if (!cell.text.empty()) out.insert(out.end(), {text(""), Cell{}});  // else the same
      if (nudged(cell.text) != cell.text) out.push_back(text(nudged(cell.text)));
      if (cell.text.size() > 20 && cell.text[10] == 'T') {  // a time
        for (const std::size_t at : {std::size_t{3}, std::size_t{9}, std::size_t{12}, std::size_t{15}, std::size_t{18}})
          out.push_back(text(nudged(cell.text, at)));
      }
      return out;
    }
    case SQLITE_BLOB: {
      std::string other = cell.text;
      if (!other.empty()) other.back() = static_cast<char>(other.back() ^ 1);
      return {{SQLITE_BLOB, other}, {SQLITE_BLOB, cell.text.substr(0, cell.text.size() / 2)}, text("shape"), {}};
    }
    default: return {text("x"), whole("7")};
  }
}

std::string shown(const Cell& cell) {
  return cell.type == SQLITE_NULL ? "NULL" : cell.type == SQLITE_BLOB ? "bytes" : cell.text.substr(0, 60);
}

// A plan file, and what is found of its edits.
class Edited {
 public:
  // share: of so many edits of a table of the plan one is tried, the turn-th; what only QGIS goes by is edited where
  // all are.
  Edited(std::string name, fs::path file, std::string directory, std::size_t share, std::size_t turn)
      : share_(share),
        turn_(turn),
        name_(std::move(name)),
        file_(std::move(file)),
        directory_(std::move(directory)),
        bytes_(read_file(file_)) {
    EXPECT_EQ(verdict_of(file_, directory_), "") << name_;
  }

  void edit_all() {
    std::vector<std::string> tables;
    {
      Database plan(file_);
      for (const auto& row : plan.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE "
                                       "'CREATE VIRTUAL%' ORDER BY name")) {
        const bool of_plan = !row[0].text.starts_with("gpkg_") && !row[0].text.starts_with("rtree_") &&
                             row[0].text != "layer_styles" && row[0].text != "sqlite_sequence";
        if (of_plan || share_ == 1) tables.push_back(row[0].text);
      }
    }
    for (const std::string& table : tables) edit(table);
  }

  [[nodiscard]] const std::set<std::string>& passed() const { return passed_; }  // "orders.depart_from"
  [[nodiscard]] const std::vector<std::string>& how() const { return how_; }
  [[nodiscard]] std::size_t tried() const { return tried_; }

 private:
  void edit(const std::string& table) {
    std::vector<std::string> columns;
    std::vector<std::vector<Cell>> rows;
    {
      Database plan(file_);
      for (const auto& row : plan.rows(fmt::format("PRAGMA table_info(\"{}\")", table))) columns.push_back(row[1].text);
      rows = plan.rows(fmt::format("SELECT rowid, * FROM \"{}\" ORDER BY rowid", table));
    }
    if (rows.empty()) return;
    const bool every = table == "provenance" || table == "findings";
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (!every && r != rows.size() / 2) continue;
      const auto& row = rows[r];
      for (std::size_t k = 0; k < columns.size(); ++k) {
        std::vector<Cell> edits = edits_of(row[k + 1]);
        for (const auto& other : rows) {
          if (other[k + 1] == row[k + 1]) continue;
          edits.push_back(other[k + 1]);  // of another row
          break;
        }
        if (table == "provenance" && columns[k] != "value" && r != rows.size() / 2) continue;
        for (const Cell& to : edits) try_edit(table, columns[k], rows[r], columns, k, to);
      }
      try_sql(name_of(table, columns, row), fmt::format("DELETE FROM \"{}\" WHERE rowid = {}", table, row[0].text),
              "a row deleted");
    }
    std::string rest;
    for (std::size_t k = 1; k < columns.size(); ++k) rest += fmt::format(", \"{}\"", columns[k]);
    if (columns[0] == "fid")
      try_sql(name_of(table, columns, rows[rows.size() / 2]),
              fmt::format("INSERT INTO \"{0}\" SELECT (SELECT max(fid) + 1 FROM \"{0}\"){1} FROM "
                          "\"{0}\" WHERE fid = {2}",
                          table, rest, rows[rows.size() / 2][0].text),
              "a row twice");
  }

  // Of provenance the key; of findings that are the planner's own, their column.
  static std::string name_of(const std::string& table, const std::vector<std::string>& columns,
                             const std::vector<Cell>& row, std::size_t k = std::string::npos) {
    if (table == "provenance") return table + "." + row[2].text;
    if (table == "findings" && !row[3].text.starts_with("P5")) return table + ".case";
    if (k == std::string::npos) return table + (table == "findings" ? ".code" : ".row");
    return table + "." + columns[k];
  }

  void try_edit(const std::string& table, const std::string& column, const std::vector<Cell>& row,
                const std::vector<std::string>& columns, std::size_t k, const Cell& to) {
    if (not_its_turn()) return;
    restore();
    Database plan(file_);
    const auto value = [&] {
      return plan.rows(fmt::format("SELECT \"{}\" FROM \"{}\" WHERE rowid = {}", column, table, row[0].text));
    };
    const auto before = value();
    if (!plan.set(table, column, row[0].text, to) || value() == before) return;
    judge(name_of(table, columns, row, k), fmt::format("{} -> {}", shown(row[k + 1]), shown(to)));
  }
  void try_sql(const std::string& what, const std::string& sql, const char* how) {
    if (not_its_turn()) return;
    restore();
    {
      Database plan(file_);
      if (!plan.run(sql)) return;
    }
    judge(what, how);
  }
  bool not_its_turn() { return turn_++ % share_ != 0; }
  void restore() { write_file(file_, bytes_, Overwrite::kReplace); }
  void judge(const std::string& what, const std::string& how) {
    ++tried_;
    if (!verdict_of(file_, directory_).empty()) return;
    passed_.insert(what);
    how_.push_back(fmt::format("{}: {}: {}", name_, what, how));
  }
  std::string verdict_of(const fs::path& file, const std::string& directory) {
    return test::verdict_of(file, directory);
  }

  std::size_t share_, turn_;
  std::string name_;
  fs::path file_;
  std::string directory_, bytes_;
  std::set<std::string> passed_;
  std::vector<std::string> how_;
  std::size_t tried_ = 0;
};

TEST(EveryCell, NoEditPassesThatIsNotListed) {
  const test::Scratch scratch("every_cell");
  const std::string travellers = (scratch.path() / "travellers").string();
  test::write_travellers_case(travellers);
  const std::string worked = test::example_case("north-or-west");
  struct Kind {
    std::string name, directory;
    planner::PlanOptions options;
    std::vector<std::string> without;
  };
  std::vector<Kind> kinds{{"one group", worked, {}, {}},
                          {"the 5th of March", test::example_case("zaporizhzhia-2022"), {}, {}},
                          {"starter", test::example_case("starter"), {}, {}},
                          {"fair", worked, {.sharing = planner::Sharing::kFair}, {}},
                          {"simple", worked, {.routes = 1}, {}},
                          {"survives", worked, {}, {"north"}},
                          {"few legs and labels", worked, {.most_legs = 0, .most_labels = 0}, {}},
                          {"groups, a bus and a train", travellers, {}, {}},
                          {"groups, few legs", travellers, {.most_legs = 0}, {}}};
  std::mutex one_at_a_time;
  std::set<std::string> passed;
  std::vector<std::string> how;
  std::size_t tried = 0;
  jobs::Task().in_parallel(kinds.size(), [&](std::size_t i) {
    const Kind& kind = kinds[i];
    const fs::path file = scratch.path() / fmt::format("{}.gpkg", i);
    test::plan_to_file(casefile::read_case(kind.directory, {.without = kind.without}, jobs::Task()), kind.options,
                       kind.without, file);
    const std::size_t share = kind.name == "one group" || kind.name == "groups, a bus and a train" ? 1 : 4;
    Edited edited(kind.name, file, kind.directory, share, i);
    edited.edit_all();
    const std::lock_guard lock(one_at_a_time);
    passed.insert(edited.passed().begin(), edited.passed().end());
    how.insert(how.end(), edited.how().begin(), edited.how().end());
    tried += edited.tried();
  });
  EXPECT_GT(tried, 4000u);
  std::printf("%zu edits\n", tried);
  const std::set<std::string> allowed = listed();
  for (const std::string& what : passed) {
    if (allowed.contains(what)) continue;
    std::string ways;
    for (const std::string& way : how)
      if (way.find(": " + what + ": ") != std::string::npos) ways += "  " + way + "\n";
    ADD_FAILURE() << what << " is not listed, and these edits passed:\n" << ways;
  }
}

}  // namespace
}  // namespace passage::verify
