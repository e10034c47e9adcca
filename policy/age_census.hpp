// Tracks the age of the oldest of many entries, whichever leaves first (SPEC 10, "Lane state").
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>

namespace acumage::policy {

/// Counts times of acceptance by tenths of a second, so that memory grows with the number of
/// distinct times, not of entries. Wall clock, in microseconds since 1970.
class age_census {
 public:
  void add(std::int64_t accepted_at_us) {
    ++counts_[accepted_at_us / step_us];
    ++size_;
  }
  /// The time must be the one passed to add.
  void remove(std::int64_t accepted_at_us) {
    const auto found = counts_.find(accepted_at_us / step_us);
    if (--found->second == 0) counts_.erase(found);
    --size_;
  }
  std::size_t size() const { return size_; }
  /// Rounded down to a tenth of a second; 0: there is none.
  std::int64_t oldest_us() const { return counts_.empty() ? 0 : counts_.begin()->first * step_us; }

 private:
  static constexpr std::int64_t step_us = 100'000;
  std::map<std::int64_t, std::size_t> counts_;
  std::size_t size_ = 0;
};

}  // namespace acumage::policy
