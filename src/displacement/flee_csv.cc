#include "displacement/flee_csv.h"

#include <charconv>
#include <cmath>

#include "core/file.h"
#include "core/text.h"

namespace passage::displacement {
namespace {

// Fields of one line; a quote may hide commas.
std::optional<std::vector<std::string>> fields_of(std::string_view line) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (quoted && c == '"' && at + 1 < line.size() && line[at + 1] == '"') {
      out.back() += '"';
      ++at;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  if (quoted) return std::nullopt;
  for (std::string& field : out) field = std::string(trimmed(field));
  return out;
}

}  // namespace

std::string FleeCsv::where(const FleeRow& row) const {
  return fmt::format("{}:{}", file, row.line);
}

FleeCsv read_flee_csv(const std::filesystem::path& path, const std::string& name, std::vector<Problem>& problems) {
  FleeCsv csv{.file = name, .header = {}, .rows = {}};
  std::string text = read_file(path);
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  int line = 0;
  for (std::string& raw : split(text, '\n')) {
    ++line;
    if (trimmed(raw).empty()) continue;
    if (first_invalid_utf8(raw) != std::string_view::npos) {
      problems.push_back({.code = "P010", .problem = "not UTF-8", .where = fmt::format("{}:{}", name, line)});
      continue;
    }
    auto fields = fields_of(raw);
    if (!fields) {
      problems.push_back(
          {.code = "P012", .problem = "a quote is not closed", .where = fmt::format("{}:{}", name, line)});
      continue;
    }
    if (fields->front().starts_with('#')) {
      if (csv.header.empty() && csv.rows.empty()) {
        fields->front().erase(0, 1);
        csv.header = std::move(*fields);
        while (!csv.header.empty() && csv.header.back().empty()) csv.header.pop_back();
      }
      continue;
    }
    csv.rows.push_back({line, std::move(*fields)});
  }
  return csv;
}

bool RowReader::has(std::size_t fields) {
  if (row_.fields.size() >= fields) return true;
  bad(fmt::format("the row has {} fields, not {}", row_.fields.size(), fields),
      fmt::format("\"{}\"", fmt::join(row_.fields, ",")), {}, "P601");
  return false;
}

std::string RowReader::text(std::size_t column) const {
  return column < row_.fields.size() ? row_.fields[column] : std::string{};
}

double RowReader::number(std::size_t column, const char* what, double low, double high) {
  const std::string cell = text(column);
  double value = 0;
  const auto [end, status] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (status != std::errc{} || end != cell.data() + cell.size() || !std::isfinite(value) || value < low ||
      value > high) {
    bad(fmt::format("{} is \"{}\"", what, cell), fmt::format("a number from {} to {} is wanted", low, high));
    return low;
  }
  return value;
}

std::int64_t RowReader::whole(std::size_t column, const char* what, std::int64_t low, std::int64_t high,
                              std::optional<std::int64_t> blank) {
  const std::string cell = text(column);
  if (cell.empty() && blank) return *blank;
  std::int64_t value = 0;
  const auto [end, status] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (status != std::errc{} || end != cell.data() + cell.size() || value < low || value > high) {
    bad(fmt::format("{} is \"{}\"", what, cell), fmt::format("a whole number from {} to {} is wanted", low, high));
    return blank.value_or(low);
  }
  return value;
}

void RowReader::bad(const std::string& problem, const std::string& why, const std::string& suggestion,
                    const char* code) {
  good_ = false;
  problems_.push_back(
      {.code = code, .problem = problem, .why = why, .where = csv_.where(row_), .suggestion = suggestion});
}

}  // namespace passage::displacement
