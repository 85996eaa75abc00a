// SQLite as two small classes that clean up behind themselves and turn failures into InputError.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace passage::geodata {

class Database {
 public:
  enum class Open { kCreate, kReadOnly };
  // kCreate: InputError P004 on failure, now or later. kReadOnly: P001 if missing, P500 if it is no
  // SQLite file, P505 if it is damaged; nothing in the file is trusted to run.
  Database(std::filesystem::path path, Open mode);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  void run(const std::string& statements);
  [[nodiscard]] bool has_table(const std::string& name);
  void close();

 private:
  friend class Statement;
  [[noreturn]] void fail();
  std::filesystem::path path_;
  Open mode_;
  sqlite3* handle_ = nullptr;
};

// A prepared statement; places of parameters count from 1, columns from 0.
class Statement {
 public:
  Statement(Database& database, std::string_view sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  void bind(int place, std::string_view value);
  void bind_kept(int place, std::string_view value);  // not copied: it must last until step() returns
  void bind(int place, std::int64_t value);
  void bind(int place, double value);
  void bind_blob(int place, std::string_view value);
  void bind_null(int place);
  bool step();  // true: there is a row
  void reset();

  [[nodiscard]] int column_count() const;
  [[nodiscard]] std::string column_name(int column) const;
  [[nodiscard]] int type(int column) const;  // SQLITE_INTEGER ..
  [[nodiscard]] std::string_view text(int column);
  [[nodiscard]] std::string_view blob(int column);
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] double real(int column) const;

 private:
  Database& database_;
  sqlite3_stmt* handle_ = nullptr;
};

}  // namespace passage::geodata
