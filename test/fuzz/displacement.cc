// Exports of UNHCR, IOM, HDX, ACLED and UCDP.
#include "counts/import_counts.h"
#include "test/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace passage;
  (void)fuzz::accepts([&] {
    Problems problems;
    counts::ImportedRows rows;
    (void)rows.add(fuzz::text_of(data, size), "export.csv", "export", problems);
    const counts::ImportedCounts counts = rows.counts(problems);
    problems.throw_if_errors();
    (void)counts::record_files(counts);
  });
  return 0;
}
