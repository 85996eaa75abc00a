// Exports of UNHCR, IOM, HDX, ACLED and UCDP.
#include "displacement/import_counts.h"
#include "test/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace passage;
  (void)fuzz::accepts([&] {
    Problems problems;
    displacement::ImportedRows rows;
    (void)rows.add(fuzz::text_of(data, size), "export.csv", "export", problems);
    const displacement::ImportedCounts counts = rows.counts(problems);
    problems.throw_if_errors();
    (void)displacement::record_files(counts);
  });
  return 0;
}
