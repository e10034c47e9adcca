#include "api/parse_budget.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

using acumage::api::parse_budget;

TEST_CASE("parse budget: together no more than there is, and one alone goes on [SPEC 2]") {
  parse_budget budget{100};
  { const parse_budget::lease larger{budget, 1000}; }
  std::atomic<int> taken{0};
  std::atomic<bool> beyond{false};
  std::vector<std::thread> readers;
  for (int i = 0; i < 8; ++i)
    readers.emplace_back([&, bytes = i == 0 ? 1000 : 40] {
      for (int turn = 0; turn < 200; ++turn) {
        const parse_budget::lease room{budget, static_cast<std::size_t>(bytes)};
        const int now = taken += bytes;
        if (now > 100 && now != 1000) beyond = true;
        std::this_thread::yield();
        taken -= bytes;
      }
    });
  for (auto& each : readers) each.join();
  CHECK(taken == 0);
  CHECK_FALSE(beyond);
}
