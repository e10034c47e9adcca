// The long form of the kill loop: 200 kills for bin/test all, ACUMAGE_KILLS for more.
#include "tests/process/kill_loop.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

TEST_CASE("kill -9 under load, many times: every accepted change ends once, none steps back") {
  const auto* const wanted = std::getenv("ACUMAGE_KILLS");
  acumage::tests::kill_loop(wanted != nullptr ? std::atoi(wanted) : 200);
}

TEST_CASE("kill -9 under load with a standby: what takes over loses, doubles and reverts nothing") {
  const auto* const wanted = std::getenv("ACUMAGE_KILLS");
  acumage::tests::take_over_loop(wanted != nullptr ? std::atoi(wanted) : 50);
}
