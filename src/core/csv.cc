#include "core/csv.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/file.h"
#include "core/text.h"

namespace passage {
namespace {

// Splits into records; a quoted field may hold commas, quotes (doubled) and line ends.
class Splitter {
 public:
  Splitter(std::string_view text, const std::string& file, Problems& problems)
      : text_(text), file_(file), problems_(problems) {}

  // False at the end of the text.
  bool next(CsvRow& row) {
    row = {line_, {}};
    if (at_ >= text_.size()) return false;
    std::string field;
    for (;;) {
      if (at_ >= text_.size() || text_[at_] == '\n') {
        ++at_;
        ++line_;
        row.fields.push_back(std::move(field));
        return true;
      }
      const char c = text_[at_];
      if (c == ',') {
        row.fields.push_back(std::move(field));
        field.clear();
        ++at_;
      } else if (c == '"' && field.empty()) {
        quoted(field, row.line);
      } else {
        if (!(c == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] == '\n'))) field += c;
        ++at_;
      }
    }
  }

 private:
  void quoted(std::string& field, int first_line) {
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\n') ++line_;
      if (text_[at_] != '"') {
        field += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        field += '"';
        ++at_;
      } else {
        ++at_;
        return;
      }
    }
    problems_.add({.code = "P012",
                   .problem = "a quote is opened and not closed",
                   .where = fmt::format("{}:{}", file_, first_line),
                   .suggestion = "close it, or double a quote that belongs to the text"});
  }

  std::string_view text_;
  const std::string& file_;
  Problems& problems_;
  std::size_t at_ = 0;
  int line_ = 1;
};

bool empty_from(const CsvRow& row, std::size_t first) {
  return std::all_of(row.fields.begin() + static_cast<std::ptrdiff_t>(std::min(first, row.fields.size())),
                     row.fields.end(), [](const std::string& field) { return trimmed(field).empty(); });
}

}  // namespace

std::optional<std::size_t> CsvTable::column(std::string_view name) const {
  const auto found = std::find(header.begin(), header.end(), name);
  if (found == header.end()) return std::nullopt;
  return static_cast<std::size_t>(found - header.begin());
}

std::string_view CsvTable::cell(const CsvRow& row, std::string_view name) const {
  const auto at = column(name);
  return at ? trimmed(row.fields[*at]) : std::string_view{};
}

std::string CsvTable::where(const CsvRow& row) const {
  return fmt::format("{}:{}", file, row.line);
}

CsvTable parse_csv(std::string_view text, std::string file, Problems& problems) {
  CsvTable table;
  table.file = std::move(file);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (!expect_utf8(text, table.file, problems)) return table;
  if (text.starts_with("sep=")) {
    problems.add({.code = "P013",
                  .problem = "the file has no header row",
                  .why = "its first line is there for a spreadsheet program",
                  .where = table.file + ":1",
                  .suggestion = "delete that line; columns are separated by commas"});
    return table;
  }
  Splitter splitter(text, table.file, problems);
  CsvRow row;
  while (splitter.next(row)) {
    // Spreadsheets leave rows and columns of nothing but commas behind the data: they say nothing.
    if (empty_from(row, 0)) continue;
    if (!table.header.empty() && row.fields.size() > table.header.size() && empty_from(row, table.header.size()))
      row.fields.resize(table.header.size());
    if (table.header.empty()) {
      for (const std::string& name : row.fields) table.header.emplace_back(trimmed(name));
      while (table.header.back().empty()) table.header.pop_back();
      for (std::size_t i = 0; i < table.header.size(); ++i) {
        if (std::find(table.header.begin(), table.header.begin() + static_cast<std::ptrdiff_t>(i), table.header[i]) !=
            table.header.begin() + static_cast<std::ptrdiff_t>(i)) {
          problems.add({.code = "P014",
                        .problem = fmt::format("column \"{}\" stands twice in the header", table.header[i]),
                        .where = fmt::format("{}:{}", table.file, row.line),
                        .suggestion = "keep one of the two"});
        }
      }
    } else if (row.fields.size() != table.header.size()) {
      problems.add(
          {.code = "P011",
           .problem = fmt::format("the row has {}, the header {}",
                                  counted(static_cast<std::int64_t>(row.fields.size()), "field"), table.header.size()),
           .where = fmt::format("{}:{}", table.file, row.line),
           .suggestion = "quote a field that holds a comma, or add the missing cells"});
    } else {
      table.rows.push_back(row);
    }
  }
  if (table.header.empty()) {
    problems.add({.code = "P013",
                  .problem = "the file has no header row",
                  .where = table.file + ":1",
                  .suggestion = "the first row names the columns"});
  }
  return table;
}

std::string csv_field(std::string_view value) {
  if (value.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(value);
  std::string out = "\"";
  for (const char c : value) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

}  // namespace passage
