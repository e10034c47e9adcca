// Whatever is written, lost, late or killed: after the last delta the store equals the ERP (PULL.md 7.3, 8).
#include "tests/process/pull_world.hpp"

#include <doctest/doctest.h>

using namespace acumage::tests;
using namespace std::chrono_literals;

TEST_CASE(
    "pull world: with transactions shorter than lag, the last delta leaves nothing different") {
  const auto seen = play({.seed = seed_of_world()});
  MESSAGE(seen.writes << " writes, " << seen.unpushed << " without a push, " << seen.pulls
                      << " pulls, " << seen.kills << " kills");
  CHECK(seen.lost == 0);
  CHECK(seen.overwritten == 0);
  CHECK(seen.unpushed > 5);
  CHECK(seen.pulls > 5);
}

TEST_CASE(
    "pull world: with longer ones something stays lost until all is read, so the check works") {
  std::size_t lost = 0;
  for (std::uint32_t seed = 1; seed <= 5 && lost == 0; ++seed) {
    const auto seen = play({.seed = seed, .steps = 45, .kills = 0, .longest = 300s});
    lost += seen.lost;
    CHECK(seen.unmended == 0);
  }
  CHECK(lost > 0);
}
