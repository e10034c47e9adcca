// The ERP's clock, as its Date headers show it.
#pragma once

#include "erp/problem.hpp"
#include "erp/time_text.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace acumage::erp {

/// Never goes back. Between answers it runs on with our steady clock: a Date header has whole
/// seconds and is written before the answer arrives, so the time shown is never ahead of the ERP's.
class erp_clock {
 public:
  using steady = std::chrono::steady_clock::time_point;

  /// Takes the Date header of an answer. trouble::clock when it is missing, or off from our clock
  /// by more than 10 minutes.
  expected<nothing> take(std::string_view date, std::chrono::system_clock::time_point ours,
                         steady at);

  /// Empty before the first Date header.
  std::optional<ticks> now(steady at) const;

  /// By how much the ERP's clock was ahead of ours, less than a second apart from the way.
  std::chrono::seconds skew() const { return skew_; }

 private:
  std::optional<ticks> last_;
  steady last_at_{};
  std::chrono::seconds skew_{0};
};

}  // namespace acumage::erp
