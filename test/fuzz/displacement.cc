// Exports of UNHCR, IOM, HDX, ACLED and UCDP.
#include "displacement/import_counts.h"
#include "test/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace passage;
  (void)fuzz::accepts([&] {
    Problems problems;
    displacement::ImportedCounts counts;
    const CsvTable table = parse_csv(fuzz::text_of(data, size), "export.csv", problems);
    (void)displacement::import_counts(table, "export", counts, problems);
    problems.throw_if_errors();
    (void)displacement::record_files(counts);
  });
  return 0;
}
