// Columns that other programs write: P-codes and the names beside them, and what map programs keep for
// themselves.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace passage::tables {

// A column of an administrative boundary, such as ADM2_PCODE, adm2_name, admin2Name_en.
struct AdminColumn {
  int level = 0;     // 0 (country) to 5
  std::string rest;  // lower case, without _: "pcode", "en", "nameen"
  [[nodiscard]] bool is_code() const;
  [[nodiscard]] bool is_name() const;
};
[[nodiscard]] std::string lower_case(std::string_view text);  // ASCII
[[nodiscard]] std::optional<AdminColumn> admin_column(std::string_view column);

// "adm1_pcode" for adm1_pcode, ADM1_PCODE, admin1Pcode; empty if the column is none of these.
[[nodiscard]] std::string pcode_column(std::string_view column);

// note, source, x_*, P-codes and the names beside them, and the bookkeeping of map programs (fid,
// OBJECTID, Shape_Area): carried or passed over, never refused.
[[nodiscard]] bool is_free_column(std::string_view column);

// What we call a column that others call latitude, population or capacity; the name itself where nothing is known.
[[nodiscard]] std::string usual_name(const std::string& column);

// The columns that tell what a boundary is called and by what code, where the file has none called so:
// of the deepest level with a P-code (HDX), or shapeID and shapeName (geoBoundaries).
struct BoundaryColumns {
  std::string id, name;  // empty: there is none
};
[[nodiscard]] BoundaryColumns boundary_columns(const std::vector<std::string>& header);

}  // namespace passage::tables
