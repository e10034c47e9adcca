// When a lane looks for waiting deliveries: runs, checks and sleeps (SPEC 6, the connector's queue settings).
#pragma once

#include "messages/batch.hpp"

#include <chrono>

namespace acumage::policy {

struct schedule_options {
  std::chrono::milliseconds check_process_time{59'000};  ///< how long a run keeps looking
  std::chrono::milliseconds process_sleep_time{
      1'000};  ///< between two looks; 0: no schedule at all
  std::chrono::milliseconds schedule_interval{60'000};  ///< between the starts of runs
};

/// A run starts at `begin` and then every interval. It looks, drains, sleeps and looks again until
/// its check time has passed. A start that falls within a run happens at its end.
class schedule {
 public:
  schedule(schedule_options options, time_point begin);

  /// No runs: the lane sends whenever a delivery is waiting.
  bool continuous() const { return options_.process_sleep_time.count() == 0; }

  /// The look after a drain that ended at `now`.
  time_point after_drain(time_point now);

 private:
  schedule_options options_;
  time_point begin_;
  time_point run_began_;
};

}  // namespace acumage::policy
