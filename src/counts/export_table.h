// The table in a file as agencies and spreadsheet programs export it: below a preface, above notes, with a row of
// HXL tags, under column names that differ between one agency's own downloads.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/csv.h"

namespace passage::counts {

// A kind of table, known by its columns.
struct ExportKind {
  const char* name;
  std::vector<const char*> columns;  // all of them
  std::vector<const char*> one_of;   // and one of these, if any
};

struct ExportTable {
  CsvTable table;                      // with columns named as Passage does
  std::vector<std::string> own_names;  // as the file names them
  const ExportKind* kind = nullptr;
  std::vector<std::size_t> others;  // columns that may part people further: a reason, a camp; not a remark
};

// The first row whose columns make a kind is the header. What stands above it and the notes below the table are
// passed over with a finding P623, the row right below it if it is nothing but HXL tags. A problem P613, and no kind,
// if no row is a header: it says what the file is instead, or what the likeliest kind lacks.
[[nodiscard]] ExportTable read_export(std::string_view text, const std::string& file,
                                      const std::vector<ExportKind>& kinds, Problems& problems);

}  // namespace passage::counts
