// Compressed sparse rows: a run of values for each row, all runs one after the other in one vector. The arcs out of
// each node (a forward star), the incidences of sets and the contents of buckets are kept like this.
#pragma once

#include <concepts>
#include <cstdint>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

namespace passage::graph {

// A row is named by an id or by a whole number from 0 on.
template <class Row>
[[nodiscard]] constexpr std::size_t row_index(Row row) {
  if constexpr (std::integral<Row>) {
    return static_cast<std::size_t>(row);
  } else {
    return row.index();
  }
}

template <class Row, class T>
struct CompressedRows {
  std::vector<std::uint32_t> first{0};  // where each row begins in `values`, and where the last one ends
  std::vector<T> values;

  [[nodiscard]] std::size_t size() const { return first.size() - 1; }
  [[nodiscard]] std::span<const T> operator[](Row row) const {
    const std::size_t r = row_index(row);
    return std::span<const T>(values).subspan(first[r], first[r + 1] - first[r]);
  }
};

// Where each of `rows` rows begins, and where the last one ends. `each` is called with a function `put`, and calls
// put(row) once for every value. Fewer than 2^32 values. O(rows + values).
template <class Row, class Each>
[[nodiscard]] std::vector<std::uint32_t> row_offsets(std::size_t rows, const Each& each) {
  std::vector<std::uint32_t> first(rows + 1, 0);
  each([&](Row row) { ++first[row_index(row) + 1]; });
  std::partial_sum(first.begin(), first.end(), first.begin());
  return first;
}

// The values that `each` hands over by put(row, value), those of one row in the order in which they come (a counting
// sort). `each` is called twice and must hand over the same both times. O(rows + values).
template <class Row, class T, class Each>
[[nodiscard]] CompressedRows<Row, T> compressed_rows(std::size_t rows, const Each& each) {
  CompressedRows<Row, T> out;
  out.first = row_offsets<Row>(rows, [&](const auto& put) { each([&](Row row, const T&) { put(row); }); });
  out.values.resize(out.first.back());
  std::vector<std::uint32_t> at(out.first.begin(), out.first.end() - 1);
  each([&](Row row, T value) { out.values[at[row_index(row)]++] = std::move(value); });
  return out;
}

}  // namespace passage::graph
