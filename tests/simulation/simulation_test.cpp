// The node as a whole keeps its promises, whatever comes in whatever order (SPEC 2).
#include "tests/simulation/run.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

namespace acumage::tests {
namespace {

TEST_CASE("every promise holds for the first seeds") {
  for (std::uint64_t seed = 1; seed <= SEEDS; ++seed) {
    const auto done = run_seed(seed);
    CHECK_MESSAGE(done.failures.empty(), done.words());
  }
}

TEST_CASE("every promise holds for the seeds that once found a fault") {
  for (const std::uint64_t seed : {43, 789, 1077, 2839, 4186}) {
    const auto done = run_seed(seed);
    CHECK_MESSAGE(done.failures.empty(), done.words());
  }
}

TEST_CASE("the same seed is the same run") {
  for (const std::uint64_t seed : {1, 2, 3, 4}) {
    const auto first = run_seed(seed);
    const auto second = run_seed(seed);
    CHECK(first.steps == second.steps);
    CHECK(first.digest == second.digest);
  }
}

}  // namespace
}  // namespace acumage::tests
