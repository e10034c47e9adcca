// When a pull is due without an operator.
#include "pull/schedule.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace acumage;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t midnight = 1'755'000'000 * second_us;
constexpr std::int64_t hour = 3'600 * second_us;

std::optional<pull_scope> due_at(std::int64_t now, const pull_mark& mark,
                                 const std::vector<pull_job>& jobs = {},
                                 std::optional<std::chrono::minutes> sweep = {}) {
  return pull::due({.delta_every = 3'600s, .sweep_at = sweep}, entity::pricing, mark, jobs, now,
                   midnight);
}

}  // namespace

TEST_CASE("pull schedule: nothing is due before the first complete run") {
  CHECK(!due_at(midnight + 10 * hour, {}, {}, 210min));
}

TEST_CASE(
    "pull schedule: a delta is due an interval after the last run, also after one that failed") {
  const pull_mark mark{.until = 5, .rows = 1, .at_us = midnight};
  CHECK(!due_at(midnight + hour - 1, mark));
  CHECK(due_at(midnight + hour, mark) == pull_scope::delta);
  pull_job failed;
  failed.scope = pull_scope::delta;
  failed.state = pull_state::failed;
  failed.ended_us = midnight + hour;
  CHECK(!due_at(midnight + hour + 1, mark, {failed}));
  CHECK(due_at(midnight + 2 * hour, mark, {failed}) == pull_scope::delta);
}

TEST_CASE("pull schedule: while a run over the inquiry is under way, none is due") {
  const pull_mark mark{.until = 5, .rows = 1, .at_us = midnight};
  pull_job going;
  going.state = pull_state::reading;
  CHECK(!due_at(midnight + 5 * hour, mark, {going}));
  going.scope = pull_scope::keys;
  CHECK(due_at(midnight + 5 * hour, mark, {going}) == pull_scope::delta);
  going.scope = pull_scope::all;
  going.entity = entity::order;
  CHECK(due_at(midnight + 5 * hour, mark, {going}) == pull_scope::delta);
}

TEST_CASE("pull schedule: a sweep is due once a day, at its time") {
  const pull_mark mark{.until = 5, .rows = 1, .at_us = midnight - hour};
  CHECK(due_at(midnight + 209 * 60 * second_us, mark, {}, 210min) == pull_scope::delta);
  CHECK(due_at(midnight + 210 * 60 * second_us, mark, {}, 210min) == pull_scope::all);
  pull_job swept;
  swept.scope = pull_scope::all;
  swept.state = pull_state::failed;
  swept.started_us = midnight + 210 * 60 * second_us;
  swept.ended_us = swept.started_us;
  CHECK(!due_at(midnight + 211 * 60 * second_us, mark, {swept}, 210min));
}

TEST_CASE("pull schedule: the next delta and sweep are told as they will be due") {
  const auto next = [](std::int64_t now, const pull_mark& mark,
                       std::optional<std::chrono::minutes> sweep, std::chrono::seconds every) {
    return pull::outlook({.delta_every = every, .sweep_at = sweep}, entity::pricing, mark, {}, now,
                         midnight, midnight + 23 * hour);  // a night on which the clocks change
  };
  const auto none = next(midnight, {}, 210min, 3'600s);
  CHECK(none.complete_us == 0);
  CHECK(none.delta_us == 0);
  CHECK(none.sweep_us == 0);
  const pull_mark mark{.until = 5, .rows = 1, .at_us = midnight - hour};
  const auto at_night = next(midnight, mark, 210min, 7'200s);
  CHECK(at_night.complete_us == mark.at_us);
  CHECK(at_night.delta_us == midnight + hour);
  CHECK(at_night.sweep_us == midnight + 210 * 60 * second_us);
  const auto overdue = midnight + 5 * hour;
  CHECK(next(overdue, mark, 210min, 7'200s).delta_us == overdue);
  CHECK(next(overdue, mark, 210min, 7'200s).sweep_us == overdue);
  const pull_mark swept{.until = 5, .rows = 1, .at_us = midnight + 4 * hour};
  CHECK(next(overdue, swept, 210min, 0s).delta_us == 0);
  CHECK(next(overdue, swept, 210min, 0s).sweep_us == midnight + 23 * hour + 210 * 60 * second_us);
  CHECK(next(overdue, swept, {}, 0s).sweep_us == 0);
}
