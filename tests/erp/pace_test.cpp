#include "erp/pace.hpp"

#include <doctest/doctest.h>

using namespace acumage::erp;
using namespace std::chrono_literals;

TEST_CASE("erp pace: no minute holds more requests than allowed, and fewer never wait") {
  pace limit{3};
  pace::time_point now{};
  std::deque<pace::time_point> left;
  for (int i = 0; i < 20; ++i) {
    const auto at = limit.next(now);
    CHECK(at >= now);
    if (i < 3) CHECK(at == now);
    limit.note(at);
    left.push_back(at);
    if (left.size() > 3) CHECK(left.back() - left[left.size() - 4] >= 60s);
    now = at + 1s;
  }
  CHECK(limit.next(now + 60s) == now + 60s);
}
