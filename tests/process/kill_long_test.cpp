// The long form of the kill loop, for bin/test long.
#include "tests/process/kill_loop.hpp"

#include <doctest/doctest.h>

TEST_CASE("kill -9 under load, 200 times: every accepted change ends once, none steps back") {
  acumage::tests::kill_loop(200);
}
