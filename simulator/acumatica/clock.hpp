// The ERP's clock: real time plus an offset that tests may step, or a time that stands still.
#pragma once

#include "simulator/acumatica/moments.hpp"

#include <functional>
#include <mutex>
#include <optional>

namespace acumage::simulator::acumatica {

/// Thread-safe.
class erp_clock {
 public:
  moment now() const;
  /// The time of a statement; later than the one before, except after a step back.
  moment stamp();

  void step(std::chrono::microseconds by);
  void set(moment to);
  /// Time stands still until step(), set() or thaw().
  void freeze();
  void thaw();

  /// Called after each change of the time; set before the first use by a second thread.
  std::function<void()> on_change;

 private:
  moment now_locked() const;

  mutable std::mutex mutex_;
  std::chrono::microseconds offset_{0};
  std::optional<moment> frozen_;
  moment last_stamp_{};
};

}  // namespace acumage::simulator::acumatica
