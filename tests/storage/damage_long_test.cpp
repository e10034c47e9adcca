// The long form of the random damages.
#include "damage_loop.hpp"

#include <doctest/doctest.h>

TEST_CASE("damage: three thousand folders, each damaged at a random place") {
  acumage::tests::damage_loop(3000);
}
