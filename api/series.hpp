// The activity of the lanes over the last hour, one point every ten seconds, for the charts of the
// console.
#pragma once

#include "messages/entity.hpp"
#include "messages/stats.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>

namespace acumage::api {

/// Kept in memory only: empty after a start. Any thread may call.
class series {
 public:
  static constexpr std::chrono::seconds interval{10};
  static constexpr std::size_t most = 360;

  /// Adds the point between the previous sample and this one; the first sample adds none.
  void sample(const stats_table& table, std::int64_t now_us);

  /// `{"interval_s","at":[…],"lanes":{"pricing":{"accepted":[…],…},…,"all":{…}}}`: columns of equal
  /// length, the oldest first. accepted, delivered and dead_lettered count changes within the
  /// interval of the point (accepted as in /stats, without resumed or replayed ones). waiting is
  /// the number at its end. p50_ms and p99_ms are from acceptance to delivery, null if nothing was
  /// delivered.
  std::string json() const;

 private:
  static constexpr std::size_t row_count = entity_count + 1;  // the last is the sum of all lanes

  struct totals {
    std::uint64_t accepted = 0;
    std::uint64_t delivered = 0;
    std::uint64_t dead_lettered = 0;
    std::uint64_t waiting = 0;
    latency_histogram::hits lag{};
  };
  struct lane_point {
    std::uint64_t accepted = 0;
    std::uint64_t delivered = 0;
    std::uint64_t dead_lettered = 0;
    std::uint64_t waiting = 0;
    std::uint64_t p50_us = 0;
    std::uint64_t p99_us = 0;
  };
  struct point {
    std::int64_t at_us = 0;
    std::array<lane_point, row_count> lanes;
  };
  using all_totals = std::array<totals, row_count>;

  static all_totals totals_of(const stats_table& table);
  static lane_point between(const totals& before, const totals& after);

  mutable std::mutex mutex_;
  std::deque<point> points_;
  all_totals before_{};
  bool begun_ = false;
};

}  // namespace acumage::api
