// Letters by the thousand; the long form has a hundred thousand.
#include "tests/process/loads/many_letters.hpp"

#include <doctest/doctest.h>

TEST_CASE("letters: thousands are found, replayed at a rate, and end once whenever the node dies") {
  acumage::tests::replay_many(3000, 1000);
}
