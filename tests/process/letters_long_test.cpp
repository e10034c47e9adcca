// As many letters as a night of wrong settings leaves behind.
#include "tests/process/loads/many_letters.hpp"

#include <doctest/doctest.h>

TEST_CASE("letters: a hundred thousand are replayed at 1,000 a second through two kills") {
  acumage::tests::replay_many(100'000, 1000);
}
