// Id<Tag>: an index into the tables of one domain, and no other.
// Invalid by default; compared, never added. 32 bit. Debug builds assert that an index fits into it and that nobody
// asks an invalid id for its index; the tables of core/table.h assert that it is within their range.
#pragma once

#include <compare>
#include <concepts>
#include <cstdint>
#include <functional>
#include <limits>

#include "core/expect.h"

namespace passage {

template <class Tag>
class Id {
 public:
  constexpr Id() = default;
  // 0 <= index < 2^32 - 1.
  template <std::integral I>
  constexpr explicit Id(I index) : index_(static_cast<std::uint32_t>(index)) {
    PASSAGE_ASSERT(static_cast<std::uint64_t>(index) < kInvalid);
  }

  [[nodiscard]] constexpr bool valid() const { return index_ != kInvalid; }
  // Only of a valid id.
  [[nodiscard]] constexpr std::uint32_t index() const {
    PASSAGE_ASSERT(valid());
    return index_;
  }
  constexpr auto operator<=>(const Id&) const = default;

 private:
  friend struct std::hash<Id>;  // of an invalid id too
  static constexpr std::uint32_t kInvalid = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t index_ = kInvalid;
};

}  // namespace passage

template <class Tag>
struct std::hash<passage::Id<Tag>> {
  std::size_t operator()(passage::Id<Tag> id) const noexcept { return id.index_ * 0x9E3779B97F4A7C15ull; }
};
