#include "core/quantity.h"

#include <type_traits>

#include <gtest/gtest.h>

#include "core/expect.h"
#include "core/version.h"

namespace passage {
namespace {

template <class A, class B>
concept Adds = requires(A a, B b) {
  a + b;
};

TEST(Quantity, AddsAndComparesWithItsOwnUnitOnly) {
  EXPECT_EQ(Persons{40} + Persons{2} - Persons{1}, Persons{41});
  EXPECT_EQ(Persons{20} * 2, Persons{40});
  EXPECT_LT(Persons{1}, Persons{2});
  static_assert(Adds<Persons, Persons>);
  static_assert(!Adds<Persons, Metres>);
  static_assert(!std::is_convertible_v<std::int64_t, Persons>);
}

TEST(Quantity, VehiclesBecomePeopleByWhoIsInThem) {
  EXPECT_EQ(persons_at(VehiclesPerHour{Rational{900}}, PersonsPerVehicle{Rational::of(5, 2)}),
            PersonsPerHour{Rational{2250}});
}

TEST(ExpectDeathTest, SaysWhatWasExpectedAndWhere) {
  const int lanes = 0;
  EXPECT_DEATH(PASSAGE_EXPECT(lanes > 0), "internal error: expected lanes > 0 .*quantity_test.cc:");
  PASSAGE_EXPECT(lanes == 0);
}

TEST(Version, HasThreeParts) {
  const std::string_view text = version();
  EXPECT_EQ(std::count(text.begin(), text.end(), '.'), 2) << text;
}

}  // namespace
}  // namespace passage
