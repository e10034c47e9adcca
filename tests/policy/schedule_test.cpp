#include "policy/schedule.hpp"

#include <doctest/doctest.h>

namespace acumage::policy {
namespace {

using namespace std::chrono_literals;

constexpr time_point start{1000s};

TEST_CASE("schedule: within a run it looks again after each sleep") {
  schedule runs{{59s, 1s, 60s}, start};
  CHECK(runs.after_drain(start) == start + 1s);
  CHECK(runs.after_drain(start + 10s) == start + 11s);
  CHECK(runs.after_drain(start + 58s) == start + 59s);
}

TEST_CASE("schedule: a look that would begin after the check time is not made") {
  schedule runs{{59s, 1s, 60s}, start};
  CHECK(runs.after_drain(start + 58500ms) == start + 60s);
  CHECK(runs.after_drain(start + 60s) == start + 61s);
}

TEST_CASE("schedule: a start that falls into a run happens at its end") {
  schedule runs{{59s, 1s, 60s}, start};
  CHECK(runs.after_drain(start + 75s) == start + 75s);
  // That run goes on for its own check time, and the next start is on the grid again.
  CHECK(runs.after_drain(start + 100s) == start + 101s);
  CHECK(runs.after_drain(start + 133500ms) == start + 134s);
}

TEST_CASE("schedule: a short check time leaves the lane alone until the next start") {
  schedule runs{{5s, 1s, 60s}, start};
  CHECK(runs.after_drain(start + 4s) == start + 5s);
  CHECK(runs.after_drain(start + 5s) == start + 60s);
  CHECK(runs.after_drain(start + 65s) == start + 120s);
}

TEST_CASE("schedule: no sleep time means no schedule") {
  CHECK(schedule{{59s, 0s, 60s}, start}.continuous());
  CHECK_FALSE(schedule{{59s, 500ms, 60s}, start}.continuous());
}

}  // namespace
}  // namespace acumage::policy
