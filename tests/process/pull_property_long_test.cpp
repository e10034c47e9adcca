// The long form of the pull world: 30 worlds, ACUMAGE_WORLDS for more.
#include "tests/process/pull_world.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

using namespace acumage::tests;

TEST_CASE("pull world, many times: the last delta leaves nothing different") {
  const auto* const wanted = std::getenv("ACUMAGE_WORLDS");
  const auto worlds = static_cast<std::uint32_t>(wanted != nullptr ? std::atoi(wanted) : 30);
  const auto first = seed_of_world();
  for (std::uint32_t i = 0; i < worlds; ++i) {
    CAPTURE(first + i);
    const auto seen = play({.seed = first + i, .kills = 8});
    CHECK(seen.lost == 0);
    CHECK(seen.overwritten == 0);
    CHECK(seen.unmended == 0);
  }
}
