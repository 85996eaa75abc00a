#include "core/csv.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "core/file.h"
#include "core/text.h"

namespace passage {
namespace {

// Splits into records; a quoted field may hold separators, quotes (doubled) and line ends. Lines end with
// LF, CR LF or CR.
class Splitter {
 public:
  Splitter(std::string_view text, char separator, const std::string& file, Problems& problems)
      : text_(text), separator_(separator), file_(file), problems_(problems) {}

  // False at the end of the text.
  bool next(CsvRow& row) {
    row = {line_, {}};
    if (at_ >= text_.size()) return false;
    std::string field;
    for (;;) {
      if (at_ >= text_.size() || ends_line()) {
        take_line_end();
        row.fields.push_back(std::move(field));
        return true;
      }
      const char c = text_[at_];
      if (c == separator_) {
        row.fields.push_back(std::move(field));
        field.clear();
        ++at_;
      } else if (c == '"' && field.empty()) {
        quoted(field, row.line);
      } else {
        field += c;
        ++at_;
      }
    }
  }

 private:
  [[nodiscard]] bool ends_line() const { return text_[at_] == '\n' || text_[at_] == '\r'; }
  void take_line_end() {
    if (text_.substr(at_).starts_with("\r\n")) ++at_;
    ++at_;
    ++line_;
  }
  void quoted(std::string& field, int first_line) {
    for (++at_; at_ < text_.size(); ++at_) {
      if (ends_line() && !text_.substr(at_).starts_with("\r\n")) ++line_;
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
  char separator_;
  const std::string& file_;
  Problems& problems_;
  std::size_t at_ = 0;
  int line_ = 1;
};

bool empty_from(const CsvRow& row, std::size_t first) {
  return std::all_of(row.fields.begin() + static_cast<std::ptrdiff_t>(std::min(first, row.fields.size())),
                     row.fields.end(), [](const std::string& field) { return trimmed(field).empty(); });
}

bool has_names_of(const CsvRow& row, const std::vector<std::string>& columns) {
  std::size_t named = 0;
  for (const std::string& column : columns)
    named += std::any_of(row.fields.begin(), row.fields.end(),
                         [&](const std::string& field) { return names_column(field, column); });
  return named >= 2;
}

// The line of the header, which is among the first rows; 0 if none of them has two of the names.
int header_line(std::string_view text, char separator, const std::vector<std::string>& columns) {
  constexpr int kMostAbove = 20;
  Problems ignored;
  const std::string no_file;
  Splitter splitter(text, separator, no_file, ignored);
  CsvRow row;
  for (int nth = 0; nth < kMostAbove && splitter.next(row); ++nth)
    if (has_names_of(row, columns)) return row.line;
  return 0;
}

// What separates the columns where it is not a comma; 0 where nothing else does.
char other_separator(std::string_view text, const std::vector<std::string>& columns) {
  const std::string_view first = text.substr(0, text.find_first_of("\r\n"));
  for (const char separator : {';', '\t', '|'}) {
    if (header_line(text, separator, columns) > 0) return separator;
    if (first.find(',') == std::string_view::npos && first.find(separator) != std::string_view::npos) return separator;
  }
  return 0;
}

void report_separator(char separator, const std::string& file, Problems& problems) {
  const std::string name = separator == '\t' ? "tabs" : fmt::format("\"{}\"", separator);
  problems.add({.code = "P178",
                .problem = fmt::format("columns are separated by {}, not by commas", name),
                .where = file + ":1",
                .suggestion = "save the sheet as CSV with commas between columns, and \".\" for the decimal point"});
}

void read_header(CsvTable& table, const CsvRow& row, Problems& problems) {
  for (const std::string& name : row.fields) table.header.emplace_back(trimmed(name));
  while (table.header.back().empty()) table.header.pop_back();
  for (auto name = table.header.begin(); name != table.header.end(); ++name) {
    if (name->empty() || std::find(table.header.begin(), name, *name) == name) continue;
    problems.add({.code = "P014",
                  .problem = fmt::format("column \"{}\" stands twice in the header", *name),
                  .where = fmt::format("{}:{}", table.file, row.line),
                  .suggestion = "keep one of the two"});
  }
}

void report_fields(const CsvTable& table, const CsvRow& row, Problems& problems) {
  const bool more = row.fields.size() > table.header.size();
  problems.add(
      {.code = "P011",
       .problem = fmt::format("the row has {}, the header {}",
                              counted(static_cast<std::int64_t>(row.fields.size()), "field"), table.header.size()),
       .where = fmt::format("{}:{}", table.file, row.line),
       .suggestion = more ? "a comma within a field parts it: write figures without, and quote text that has one"
                          : "add the missing cells; a title or a remark is no row"});
}

void report_nameless(const CsvTable& table, Problems& problems) {
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    if (!table.header[i].empty()) continue;
    const auto filled = std::find_if(table.rows.begin(), table.rows.end(),
                                     [&](const CsvRow& row) { return !trimmed(row.fields[i]).empty(); });
    if (filled == table.rows.end()) continue;
    problems.add({.code = "P181",
                  .problem = fmt::format("column {} has no name, and \"{}\" stands in it", i + 1, filled->fields[i]),
                  .where = table.where(*filled),
                  .suggestion = "name it in the header, or take it out"});
  }
}

}  // namespace

bool names_column(std::string_view cell, std::string_view column) {
  const std::string_view name = trimmed(cell);
  return std::equal(name.begin(), name.end(), column.begin(), column.end(), [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
  });
}

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

CsvTable parse_csv(std::string_view text, std::string file, Problems& problems,
                   const std::vector<std::string>& columns) {
  CsvTable table;
  table.file = std::move(file);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (!expect_utf8(text, table.file, problems)) return table;
  const int header_at = header_line(text, ',', columns);
  if (const char separator = header_at > 0 ? 0 : other_separator(text, columns)) {
    report_separator(separator, table.file, problems);
    return table;
  }
  Splitter splitter(text, ',', table.file, problems);
  CsvRow row;
  std::string above;  // the first cell above the header
  while (splitter.next(row)) {
    // Spreadsheets leave rows and columns of nothing but commas behind the data, and a line for each other
    // before it: they say nothing.
    if (empty_from(row, 0) || (row.line == 1 && row.fields[0] == "sep=")) continue;
    if (row.line < header_at) {
      if (above.empty())
        above = fmt::format(
            "\"{}\"", *std::find_if(row.fields.begin(), row.fields.end(), [](auto& f) { return !trimmed(f).empty(); }));
      continue;
    }
    if (table.header.empty()) {
      read_header(table, row, problems);
      continue;
    }
    if (row.fields.size() > table.header.size() && empty_from(row, table.header.size()))
      row.fields.resize(table.header.size());
    if (row.fields.size() == table.header.size()) {
      table.rows.push_back(row);
    } else {
      report_fields(table, row, problems);
      table.complete = false;
    }
  }
  report_nameless(table, problems);
  if (!above.empty()) {
    problems.add({.severity = Severity::kFinding,
                  .code = "P232",
                  .problem = "what stands above the header is passed over",
                  .why = above,
                  .where = fmt::format("{}:1", table.file)});
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
