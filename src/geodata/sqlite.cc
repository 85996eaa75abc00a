#include "geodata/sqlite.h"

#include <fstream>
#include <new>

#include <fmt/format.h>
#include <sqlite3.h>

#include "core/file.h"

namespace passage::geodata {
namespace {

// Looked at before SQLite is, whose own words for a foreign file help nobody.
void expect_sqlite_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in || std::filesystem::is_directory(path)) throw InputError(cannot_read(path));
  char head[16] = {};
  in.read(head, sizeof head);
  if (in.gcount() != sizeof head || std::string_view(head, sizeof head) != std::string_view("SQLite format 3\0", 16)) {
    throw InputError(Problem{.code = "P500",
                             .problem = fmt::format("{} is no GeoPackage", path.string()),
                             .why = "it does not begin as an SQLite file does",
                             .where = path.string(),
                             .suggestion = "name a file that passage plan wrote"});
  }
}

// A null pointer would bind NULL, which is not the empty text.
const char* not_null(std::string_view text) {
  return text.data() == nullptr ? "" : text.data();
}

// SQLite counts the memory it takes under a lock for all threads, a fifth of the time of writing a table.
void leave_memory_uncounted() {
  static const int once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);  // refused, without harm, if it has begun
  (void)once;
}

}  // namespace

Database::Database(std::filesystem::path path, Open mode) : path_(std::move(path)), mode_(mode) {
  if (mode == Open::kReadOnly) expect_sqlite_file(path_);
  leave_memory_uncounted();
  const int flags = mode == Open::kReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  if (sqlite3_open_v2(path_.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX, nullptr) != SQLITE_OK) {
    try {
      fail();
    } catch (...) {
      sqlite3_close(handle_);
      throw;
    }
  }
  if (mode == Open::kReadOnly) {
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  }
}

Database::~Database() {
  sqlite3_close(handle_);
}

void Database::close() {
  const int status = sqlite3_close(handle_);
  if (status != SQLITE_OK) fail();
  handle_ = nullptr;
}

void Database::fail() {
  if (handle_ == nullptr || sqlite3_errcode(handle_) == SQLITE_NOMEM) throw std::bad_alloc();
  const std::string why = sqlite3_errmsg(handle_);
  if (mode_ == Open::kReadOnly) {
    throw InputError(Problem{.code = "P505",
                             .problem = fmt::format("{} is damaged", path_.string()),
                             .why = why,
                             .where = path_.string(),
                             .suggestion = "take the file again from where it came, or make the plan again"});
  }
  fail_to_write(path_, why);
}

void Database::run(const std::string& statements) {
  if (sqlite3_exec(handle_, statements.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail();
}

bool Database::has_table(const std::string& name) {
  Statement query(*this, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?");
  query.bind(1, std::string_view(name));
  return query.step();
}

Statement::Statement(Database& database, std::string_view sql) : database_(database) {
  const int size = static_cast<int>(sql.size());
  if (sqlite3_prepare_v2(database.handle_, sql.data(), size, &handle_, nullptr) != SQLITE_OK) database.fail();
}

Statement::~Statement() {
  sqlite3_finalize(handle_);
}

void Statement::bind(int place, std::string_view value) {
  sqlite3_bind_text(handle_, place, not_null(value), static_cast<int>(value.size()), SQLITE_TRANSIENT);
}
void Statement::bind_kept(int place, std::string_view value) {
  sqlite3_bind_text(handle_, place, not_null(value), static_cast<int>(value.size()), SQLITE_STATIC);
}
void Statement::bind(int place, std::int64_t value) {
  sqlite3_bind_int64(handle_, place, value);
}
void Statement::bind(int place, double value) {
  sqlite3_bind_double(handle_, place, value);
}
void Statement::bind_blob(int place, std::string_view value) {
  sqlite3_bind_blob(handle_, place, value.data(), static_cast<int>(value.size()), SQLITE_TRANSIENT);
}
void Statement::bind_null(int place) {
  sqlite3_bind_null(handle_, place);
}

bool Statement::step() {
  const int status = sqlite3_step(handle_);
  if (status != SQLITE_ROW && status != SQLITE_DONE) database_.fail();
  return status == SQLITE_ROW;
}
void Statement::reset() {
  sqlite3_reset(handle_);
}

int Statement::column_count() const {
  return sqlite3_column_count(handle_);
}
std::string Statement::column_name(int column) const {
  return sqlite3_column_name(handle_, column);
}
int Statement::type(int column) const {
  return sqlite3_column_type(handle_, column);
}
std::string_view Statement::text(int column) {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
  return data == nullptr ? std::string_view{}
                         : std::string_view(data, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column)));
}
std::string_view Statement::blob(int column) {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(handle_, column));
  return data == nullptr ? std::string_view{}
                         : std::string_view(data, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column)));
}
std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(handle_, column);
}
double Statement::real(int column) const {
  return sqlite3_column_double(handle_, column);
}

}  // namespace passage::geodata
