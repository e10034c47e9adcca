// How often and after what delay a failed attempt is retried.
#pragma once

#include <algorithm>
#include <chrono>

namespace acumage::policy {

struct retry_options {
  int retry_count = 3;  ///< attempts in all; the last failure makes a dead letter
  std::chrono::milliseconds backoff_base{1'000};
  std::chrono::milliseconds backoff_cap{300'000};
};

/// Wait before the next try after `failures` failed ones (1 or more): exponential with full jitter, a
/// draw from [0, min(cap, base * 2^(failures-1))], `draw` in [0, 1).
inline std::chrono::milliseconds backoff(int failures, double draw, const retry_options& options) {
  auto ceiling = options.backoff_base;
  for (int i = 1; i < failures && ceiling < options.backoff_cap; ++i) ceiling *= 2;
  ceiling = std::min(ceiling, options.backoff_cap);
  return std::chrono::milliseconds{
      static_cast<std::int64_t>(static_cast<double>(ceiling.count()) * draw)};
}

}  // namespace acumage::policy
