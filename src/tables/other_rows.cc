// Rows that stand in a table and are none of it: tags, totals, remarks.
#include <algorithm>

#include "core/text.h"
#include "tables/column_names.h"
#include "tables/sheet.h"

namespace passage::tables {
namespace {

bool is_filled(const std::string& field) {
  return !trimmed(field).empty();
}

// A row of HXL, such as #affected,#loc+name.
bool holds_tags(const SheetRow& row) {
  const auto is_tag = [](const std::string& field) { return !is_filled(field) || trimmed(field).starts_with('#'); };
  return std::all_of(row.fields.begin(), row.fields.end(), is_tag) &&
         std::any_of(row.fields.begin(), row.fields.end(), is_filled);
}

// "Total", "Всього": what stands before a sum of the rows above.
bool is_total_word(std::string_view cell) {
  static constexpr std::string_view kWords[] = {
      "total",  "totals",    "grand total", "subtotal", "sub-total", "sum",   "total général", "totale",
      "gesamt", "insgesamt", "summe",       "toplam",   "łącznie",   "razem", "ukupno",        "Всього",
      "ВСЬОГО", "всього",    "Разом",       "разом",    "Итого",     "итого", "Всего",         "всего",
      "ИТОГО",  "المجموع",   "مجموع",       "الإجمالي", "الاجمالي",  "جمع کل"};
  while (cell.ends_with(':')) cell.remove_suffix(1);
  return std::find(std::begin(kWords), std::end(kWords), lower_case(trimmed(cell))) != std::end(kWords);
}

// A sum of people or room among the rows; one that has an id and a place is told from a petrol station.
bool is_total(const Row& row) {
  if (!row.has("persons") && !row.has("capacity_persons")) return false;
  if (is_total_word(row.cell("id")) || is_total_word(row.cell("name"))) return true;
  const bool placed = row.has("node") || row.has("lat") || row.has("lon");
  const bool begins =
      lower_case(row.cell("id")).starts_with("total") || lower_case(row.cell("name")).starts_with("total");
  return !placed && (begins || (!row.has("id") && !row.has("name")));
}

}  // namespace

void drop_other_rows(Sheet& sheet, const std::vector<ColumnRule>& rules, Problems& problems) {
  const auto needed =
      std::count_if(rules.begin(), rules.end(), [](auto& rule) { return rule.need == Need::kRequired; });
  if (!sheet.rows.empty() && holds_tags(sheet.rows.front())) {
    problems.add({.severity = Severity::kFinding,
                  .code = "P232",
                  .problem = "the row of HXL tags is passed over",
                  .where = sheet.rows.front().where});
    sheet.rows.erase(sheet.rows.begin());
  }
  std::erase_if(sheet.rows, [&](const SheetRow& fields) {
    const bool total = is_total(Row(sheet, fields, problems));
    const auto filled = std::count_if(fields.fields.begin(), fields.fields.end(), is_filled);
    const bool header = fields.fields == sheet.header;
    if (!total && !header && (filled > 1 || needed < 3)) return false;
    const auto cell = std::find_if(fields.fields.begin(), fields.fields.end(), is_filled);
    problems.add(
        {.code = total ? "P179" : "P180",
         .problem = total    ? "the row is a total of others"
                    : header ? "the header stands here again"
                             : "the row holds one cell, and is no row of the table",
         .why = fmt::format("\"{}\"", trimmed(*cell)),
         .where = fields.where,
         .suggestion = total ? "take it out: its people would count twice" : "take it out, or fill its cells"});
    sheet.complete = false;
    return true;
  });
}

}  // namespace passage::tables
