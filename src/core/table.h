// Table<I, T>: a column indexed by its own id only. Rows<I, J>: compressed sparse rows,
// for each I a contiguous half-open range of J. Debug builds assert that an id is within the range of the table that it
// indexes; release builds look at nothing.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <ranges>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "core/expect.h"
#include "core/id.h"
#include "core/interval.h"

namespace passage {

// The ids [from, until), for range-for.
template <class I>
class IdRange {
 public:
  class Iterator {
   public:
    using value_type = I;
    using difference_type = std::ptrdiff_t;
    constexpr Iterator() = default;
    constexpr explicit Iterator(std::uint32_t at) : at_(at) {}
    constexpr I operator*() const { return I{at_}; }
    constexpr Iterator& operator++() {
      ++at_;
      return *this;
    }
    constexpr Iterator operator++(int) {
      auto old = *this;
      ++at_;
      return old;
    }
    constexpr bool operator==(const Iterator&) const = default;

   private:
    std::uint32_t at_ = 0;
  };
  constexpr IdRange(std::uint32_t from, std::uint32_t until) : from_(from), until_(until) {
    PASSAGE_ASSERT(from <= until);
  }
  [[nodiscard]] constexpr Iterator begin() const { return Iterator{from_}; }
  [[nodiscard]] constexpr Iterator end() const { return Iterator{until_}; }
  [[nodiscard]] constexpr std::size_t size() const { return until_ - from_; }
  [[nodiscard]] constexpr bool empty() const { return until_ == from_; }

 private:
  std::uint32_t from_, until_;
};

template <class I, class T>
class Table {
 public:
  Table() = default;
  explicit Table(std::size_t size, const T& value = T{}) : column_(size, value) {}
  Table(std::initializer_list<T> values) : column_(values) {}
  explicit Table(std::vector<T> values) : column_(std::move(values)) {}

  [[nodiscard]] decltype(auto) operator[](I id) {
    PASSAGE_ASSERT(contains(id));
    return column_[id.index()];
  }
  [[nodiscard]] decltype(auto) operator[](I id) const {
    PASSAGE_ASSERT(contains(id));
    return column_[id.index()];
  }
  I push_back(T value) {
    column_.push_back(std::move(value));
    return I{column_.size() - 1};
  }
  [[nodiscard]] std::size_t size() const { return column_.size(); }
  [[nodiscard]] bool empty() const { return column_.empty(); }
  [[nodiscard]] bool contains(I id) const { return id.valid() && id.index() < column_.size(); }
  [[nodiscard]] IdRange<I> ids() const { return {0, static_cast<std::uint32_t>(column_.size())}; }
  void resize(std::size_t size, const T& value = T{}) { column_.resize(size, value); }
  void reserve(std::size_t size) { column_.reserve(size); }
  void clear() { column_.clear(); }
  [[nodiscard]] const std::vector<T>& values() const { return column_; }
  [[nodiscard]] std::vector<T>& values() { return column_; }
  auto begin() { return column_.begin(); }
  auto end() { return column_.end(); }
  auto begin() const { return column_.begin(); }
  auto end() const { return column_.end(); }
  bool operator==(const Table&) const = default;

 private:
  std::vector<T> column_;
};

template <class I, class J>
class Rows {
 public:
  Rows() : first_{0} {}
  // first: one offset a row, and the end; not falling.
  explicit Rows(std::vector<std::uint32_t> first) : first_(std::move(first)) { PASSAGE_EXPECT(!first_.empty()); }
  [[nodiscard]] IdRange<J> operator[](I row) const {
    PASSAGE_ASSERT(row.index() < size());
    return {first_[row.index()], first_[row.index() + 1]};
  }
  [[nodiscard]] std::size_t size() const { return first_.size() - 1; }
  [[nodiscard]] const std::vector<std::uint32_t>& offsets() const { return first_; }
  bool operator==(const Rows&) const = default;

 private:
  std::vector<std::uint32_t> first_;
};

// The same two, read-only, over memory that somebody else keeps (a file mapped into memory).
template <class I, class T>
class Column {
 public:
  Column() = default;
  explicit Column(std::span<const T> values) : values_(values) {}
  [[nodiscard]] const T& operator[](I id) const {
    PASSAGE_ASSERT(contains(id));
    return values_[id.index()];
  }
  [[nodiscard]] std::size_t size() const { return values_.size(); }
  [[nodiscard]] bool contains(I id) const { return id.valid() && id.index() < values_.size(); }
  [[nodiscard]] IdRange<I> ids() const { return {0, static_cast<std::uint32_t>(values_.size())}; }
  [[nodiscard]] std::span<const T> values() const { return values_; }
  auto begin() const { return values_.begin(); }
  auto end() const { return values_.end(); }

 private:
  std::span<const T> values_;
};

template <class I, class J>
class RowsColumn {
 public:
  RowsColumn() = default;
  explicit RowsColumn(std::span<const std::uint32_t> first) : first_(first) {}
  [[nodiscard]] IdRange<J> operator[](I row) const {
    PASSAGE_ASSERT(row.index() < size());
    return {first_[row.index()], first_[row.index() + 1]};
  }
  [[nodiscard]] std::size_t size() const { return first_.empty() ? 0 : first_.size() - 1; }
  [[nodiscard]] std::span<const std::uint32_t> offsets() const { return first_; }

 private:
  std::span<const std::uint32_t> first_;
};

// Texts of one domain in one pool of characters: size + 1 offsets.
template <class I>
class TextColumn {
 public:
  TextColumn() = default;
  TextColumn(std::span<const std::uint32_t> first, std::span<const char> pool) : first_(first), pool_(pool) {}
  [[nodiscard]] std::string_view operator[](I id) const {
    PASSAGE_ASSERT(id.index() < size());
    return {pool_.data() + first_[id.index()], first_[id.index() + 1] - first_[id.index()]};
  }
  [[nodiscard]] std::size_t size() const { return first_.empty() ? 0 : first_.size() - 1; }
  [[nodiscard]] std::span<const std::uint32_t> offsets() const { return first_; }
  [[nodiscard]] std::span<const char> pool() const { return pool_; }

 private:
  std::span<const std::uint32_t> first_;
  std::span<const char> pool_;
};

}  // namespace passage
