#include "counts/export_table.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/text.h"
#include "displacement/figures.h"

namespace passage::counts {
namespace {

constexpr std::size_t kHeaderWithin = 100;  // lines

// "Country of asylum (ISO)" and "country_of_asylum_iso" are one name.
std::string letters_of(std::string_view name) {
  std::string out;
  for (const char c : name)
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) out += static_cast<char>(std::tolower(c));
  return out;
}

// Names as Passage uses them, by the letters of those that agencies use.
const std::map<std::string, std::string>& names() {
  static const std::map<std::string, std::string> all = [] {
    std::map<std::string, std::string> out = {
        {"countryoforiginiso", "coo_iso"},
        {"countryoforigincode", "coo_iso"},
        {"countryofasylumiso", "coa_iso"},
        {"countryofasylumcode", "coa_iso"},
        {"countryoforigin", "coo_name"},
        {"countryoforiginname", "coo_name"},
        {"countryofasylum", "coa_name"},
        {"countryofasylumname", "coa_name"},
        {"refugeesunderunhcrsmandate", "refugees"},
        {"idpsofconcerntounhcr", "idps"},
        {"internallydisplacedpersons", "idps"},
        {"otherpeopleinneedofinternationalprotection", "oip"},
        {"othersofconcerntounhcr", "ooc"},
        {"othersofconcern", "ooc"},
        {"statelesspersons", "stateless"},
        {"hostcommunity", "hst"},
        {"roundnumber", "round"},
        {"reportinground", "round"},
        {"assessmenttype", "assessment_type"},
        {"adminlevel", "admin_level"},
    };
    for (const char* own : {"year",
                            "coo_iso",
                            "coa_iso",
                            "refugees",
                            "idps",
                            "asylum_seekers",
                            "oip",
                            "ooc",
                            "stateless",
                            "hst",
                            "returned_refugees",
                            "returned_idps",
                            "data_date",
                            "individuals",
                            "geomaster_name",
                            "coo_name",
                            "coa_name",
                            "reportingDate",
                            "admin0Pcode",
                            "admin1Pcode",
                            "admin1Name",
                            "admin2Pcode",
                            "admin2Name",
                            "numPresentIdpInd",
                            "operation",
                            "reference_period_start",
                            "population",
                            "location_code",
                            "admin1_code",
                            "admin1_name",
                            "admin2_code",
                            "admin2_name",
                            "provider_admin1_name",
                            "provider_admin2_name",
                            "asylum_location_code",
                            "origin_location_code",
                            "origin_location_name",
                            "population_group",
                            "gender",
                            "age_range",
                            "min_age",
                            "max_age",
                            "event_id_cnty",
                            "event_date",
                            "event_type",
                            "latitude",
                            "longitude",
                            "fatalities",
                            "id",
                            "date_start",
                            "type_of_violence",
                            "best"})
      out.emplace(letters_of(own), own);
    return out;
  }();
  return all;
}

std::string name_of(std::string_view own) {
  const auto known = names().find(letters_of(own));
  return known == names().end() ? std::string(own) : known->second;
}

// Districts of level 2 may have names alone, and several may share a code. Of the other columns those that Passage
// does not read may say who is counted, unless they are of the table itself.
bool may_part_people(std::string_view own) {
  static const std::set<std::string> kNever = {"admin0name", "locationname", "asylumlocationname",
                                               "hashrp",     "ingho",        "source",
                                               "sources",    "provider",     "comment",
                                               "comments",   "note",         "notes",
                                               "remark",     "remarks",      "link",
                                               "url",        "status",       "operationstatus",
                                               "method",     "methodology"};
  const std::string letters = letters_of(own);
  if (letters == "admin2name" || letters == "provideradmin2name") return true;
  return !names().contains(letters) && !kNever.contains(letters) && !letters.ends_with("id");
}

// One line's cells, if a quoted cell does not run on behind it.
std::vector<std::string> cells_of(std::string_view line, char separator) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    if (c == separator && !quoted)
      out.emplace_back();
    else if (c != '"')
      out.back() += c;
  }
  for (std::string& cell : out) cell = std::string(trimmed(cell));
  return out;
}

std::vector<const char*> lacking(const ExportKind& kind, const std::vector<std::string>& cells) {
  const auto there = [&](const char* column) {
    return std::any_of(cells.begin(), cells.end(), [&](const std::string& c) { return name_of(c) == column; });
  };
  std::vector<const char*> out;
  for (const char* column : kind.columns)
    if (!there(column)) out.push_back(column);
  if (!kind.one_of.empty() && std::none_of(kind.one_of.begin(), kind.one_of.end(), there))
    out.push_back(kind.one_of[0]);
  return out;
}

struct Header {
  std::size_t line = 0;
  const ExportKind* kind = nullptr;
};

Header find_header(const std::vector<std::string>& lines, char separator, const std::vector<ExportKind>& kinds) {
  for (std::size_t k = 0; k < std::min(lines.size(), kHeaderWithin); ++k) {
    const auto cells = cells_of(lines[k], separator);
    for (const ExportKind& kind : kinds)
      if (lacking(kind, cells).empty()) return {k, &kind};
  }
  return {};
}

// A note below the table: words, and not a row that was cut off.
bool is_note(const std::string& line, std::size_t columns) {
  const auto cells = cells_of(line, ',');
  const auto filled = std::count_if(cells.begin(), cells.end(), [](const std::string& c) { return !c.empty(); });
  if (filled != 1 && cells.size() == columns) return false;
  for (const std::string& cell : cells)
    if (displacement::read_figure(cell).value || !displacement::read_date(cell).date.empty()) return false;
  return cells[0].find_first_of(" :") != std::string::npos &&
         std::isdigit(static_cast<unsigned char>(cells[0][0])) == 0;
}

bool is_hxl_tag(std::string_view cell) {
  if (cell.size() < 2 || cell[0] != '#' || std::isalpha(static_cast<unsigned char>(cell[1])) == 0) return false;
  return std::all_of(cell.begin() + 1, cell.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '+' || c == ' ';
  });
}

bool is_hxl(const CsvRow& row) {
  bool any = false;
  for (const std::string& field : row.fields) {
    const std::string_view cell = trimmed(field);
    if (cell.empty()) continue;
    if (!is_hxl_tag(cell)) return false;
    any = true;
  }
  return any;
}

// Empty lines stay for those passed over, so that messages name the file's own lines.
std::string without_notes(std::vector<std::string> lines, std::size_t header, const std::string& file,
                          Problems& problems) {
  std::vector<std::string> passed;
  const auto pass = [&](std::string& line) {
    if (!trimmed(line).empty()) passed.push_back(std::string(trimmed(line)));
    line.clear();
  };
  for (std::size_t k = 0; k < header; ++k) pass(lines[k]);
  const std::size_t columns = cells_of(lines[header], ',').size();
  for (std::size_t k = lines.size(); k-- > header + 1;) {
    if (!trimmed(lines[k]).empty() && !is_note(lines[k], columns)) break;
    pass(lines[k]);
  }
  if (!passed.empty())
    problems.add({.severity = Severity::kFinding,
                  .code = "P623",
                  .problem = fmt::format("{} above and below the table {} passed over",
                                         counted(static_cast<std::int64_t>(passed.size()), "line"),
                                         passed.size() == 1 ? "is" : "are"),
                  .why = fmt::format("\"{}\"", cells_of(passed[0], '\0')[0].substr(0, 60)),
                  .where = file});
  return fmt::format("{}", fmt::join(lines, "\n"));
}

Problem unknown(std::string_view text, const std::vector<std::string>& lines, const std::string& file,
                const std::vector<ExportKind>& kinds) {
  Problem out{.code = "P613", .problem = "the file is of no known export", .where = file};
  const auto is = [&](std::string why, std::string suggestion) {
    out.why = std::move(why), out.suggestion = std::move(suggestion);
    return out;
  };
  if (trimmed(text).empty()) return is("it is empty", "export it again");
  if (text.starts_with("PK"))
    return is("it is a zip archive or an Excel workbook", "unzip it; save a workbook's sheet as CSV UTF-8");
  if (text[0] == '<') return is("it is a web page", "open it in a browser to see what the server says");
  if (text[0] == '{' || text[0] == '[')
    return is(
        "it is JSON",
        "choose CSV where it was downloaded (HDX HAPI: output_format=csv); a time series of data.unhcr.org: jq -r "
        "'[\"data_date\",\"individuals\"], (.data.timeseries[] | [.data_date,.individuals]) | @csv'");
  for (const auto& [separator, name] : {std::pair{';', "semicolons"}, {'\t', "tabs"}, {'|', "upright strokes"}})
    if (find_header(lines, separator, kinds).kind != nullptr)
      return is(fmt::format("its columns are separated by {}", name),
                "save it as CSV UTF-8 with commas between columns and a point before decimals");
  const auto header = std::find_if(lines.begin(), lines.end(), [](const std::string& line) {
    return cells_of(line, ',').size() > 1 && !cells_of(line, ',')[1].empty();
  });
  const auto cells = cells_of(header == lines.end() ? lines[0] : *header, ',');
  out.problem = fmt::format("the columns are {}", fmt::join(cells, " "));
  out.why = "no known export has these";
  for (const ExportKind& kind : kinds) {
    const auto lacks = lacking(kind, cells);
    if (2 * lacks.size() < kind.columns.size() + !kind.one_of.empty())
      return is(fmt::format("{} has {} as well", kind.name, fmt::join(lacks, " ")), "download it with all columns");
  }
  std::vector<std::string> known;
  for (const ExportKind& kind : kinds)
    known.push_back(fmt::format("{}: {}{}{}", kind.name, fmt::join(kind.columns, " "),
                                kind.one_of.empty() ? "" : " and ", fmt::join(kind.one_of, " or ")));
  out.suggestion = fmt::format("{}", fmt::join(known, "; "));
  return out;
}

}  // namespace

ExportTable read_export(std::string_view text, const std::string& file, const std::vector<ExportKind>& kinds,
                        Problems& problems) {
  ExportTable out;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  // Old spreadsheet programs end lines with a carriage return alone.
  const bool returns_alone = text.find('\n') == std::string_view::npos;
  std::vector<std::string> lines = split(text, returns_alone ? '\r' : '\n');
  const Header header = find_header(lines, ',', kinds);
  if (header.kind == nullptr) {
    problems.add(unknown(text, lines, file, kinds));
    return out;
  }
  out.kind = header.kind;
  out.table = parse_csv(without_notes(std::move(lines), header.line, file, problems), file, problems);
  if (!out.table.rows.empty() && is_hxl(out.table.rows.front())) out.table.rows.erase(out.table.rows.begin());
  out.own_names = out.table.header;
  for (std::size_t k = 0; k < out.own_names.size(); ++k)
    if (may_part_people(out.own_names[k])) out.others.push_back(k);
  for (std::string& name : out.table.header) {
    std::string known = name_of(name);
    if (!out.table.column(known)) name = std::move(known);
  }
  return out;
}

}  // namespace passage::counts
