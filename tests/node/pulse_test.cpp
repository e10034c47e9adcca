#include "node/pulse.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <latch>

TEST_CASE("pulse: it calls at once and again, and waits for a call that runs when it ends") {
  std::latch twice{2};
  std::atomic<int> begun{0};
  std::atomic<int> ended{0};
  {
    const acumage::node::pulse each{std::chrono::milliseconds{1}, [&] {
                                      if (begun.fetch_add(1) < 2) twice.count_down();
                                      ended.fetch_add(1);
                                    }};
    twice.wait();
  }
  CHECK(begun == ended);
  CHECK(ended >= 2);
}

TEST_CASE("pulse: the first call does not wait for the interval, and neither does the end") {
  std::latch once{1};
  const acumage::node::pulse each{std::chrono::hours{1}, [&] { once.count_down(); }};
  once.wait();
}
