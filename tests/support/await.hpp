// Waits for what another thread does.
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <thread>

namespace acumage::tests {

/// Asks every 5 ms, and fails the test case after 20 s.
template <class Condition>
void await(Condition reached) {
  for (int looks = 0; looks < 4'000; ++looks) {
    if (reached()) return;
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  FAIL("it did not happen");
}

}  // namespace acumage::tests
