// What parse_csv reads is written with csv_field and read again.
#include "core/csv.h"
#include "test/fuzz/fuzz.h"

namespace passage::fuzz {
namespace {

std::string written(const CsvTable& table) {
  std::string out;
  const auto row = [&out](const std::vector<std::string>& fields) {
    for (std::size_t i = 0; i < fields.size(); ++i) out += (i == 0 ? "" : ",") + csv_field(fields[i]);
    out += '\n';
  };
  row(table.header);
  for (const CsvRow& r : table.rows) row(r.fields);
  return out;
}

CsvTable read(std::string_view text) {
  Problems problems;
  CsvTable table = parse_csv(text, "table.csv", problems);
  problems.throw_if_errors();
  return table;
}

}  // namespace
}  // namespace passage::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace passage;
  (void)fuzz::accepts([&] {
    const CsvTable table = fuzz::read(fuzz::text_of(data, size));
    const CsvTable again = fuzz::read(fuzz::written(table));
    fuzz::expect(again.header == table.header && again.rows.size() == table.rows.size(),
                 "the table comes back otherwise");
    for (std::size_t i = 0; i < table.rows.size(); ++i)
      fuzz::expect(again.rows[i].fields == table.rows[i].fields, "a row comes back otherwise");
  });
  return 0;
}
