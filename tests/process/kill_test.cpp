// What got a 2xx ends once, and nothing steps back, whenever the process dies (SPEC 2.1, 2.2).
#include "tests/process/kill_loop.hpp"

#include <doctest/doctest.h>

TEST_CASE("kill -9 under load, 20 times: every accepted change ends once, none steps back") {
  acumage::tests::kill_loop(20);
}
