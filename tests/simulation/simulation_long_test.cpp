// As simulation_test.cpp, for as long as it takes.
#include "tests/simulation/run.hpp"

#include <doctest/doctest.h>

namespace acumage::tests {
namespace {

TEST_CASE("10000 seeds") {
  for (std::uint64_t seed = 301; seed <= 10'300; ++seed) {
    const auto done = run_seed(seed);
    CHECK_MESSAGE(done.failures.empty(), done.words());
  }
}

}  // namespace
}  // namespace acumage::tests
