#include "policy/schedule.hpp"

#include <algorithm>

namespace acumage::policy {

schedule::schedule(schedule_options options, time_point begin)
    : options_{options}, begin_{begin}, run_began_{begin} {}

time_point schedule::after_drain(time_point now) {
  const auto look = now + options_.process_sleep_time;
  const auto run_ends = run_began_ + options_.check_process_time;
  if (look <= run_ends) return look;
  // The run is over. The next start is the first one after this run's own; if that has already
  // passed, it happens now.
  const auto starts_passed = (run_began_ - begin_) / options_.schedule_interval;
  const auto next_start = begin_ + (starts_passed + 1) * options_.schedule_interval;
  run_began_ = std::max({next_start, now, run_ends});
  return run_began_;
}

}  // namespace acumage::policy
