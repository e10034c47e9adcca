// When a reconciliation is due without an operator: once a week, each entity after the other.
#pragma once

#include "messages/entity.hpp"
#include "messages/reconcile.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace acumage::reconcile {

struct weekly_time {
  int day = 0;                 ///< 0: Sunday
  std::chrono::minutes at{0};  ///< since midnight, local time
};

struct schedule_options {
  std::optional<weekly_time> at;  ///< empty: never
  std::vector<entity> entities;   ///< in this order
  std::int64_t since_us = 0;      ///< wall clock, since when this schedule is in force
};

/// Wall clock in microseconds. The last such time that is not after `now_us`, and the one after it.
std::int64_t last_time(const weekly_time& of, std::int64_t now_us);
std::int64_t next_time(const weekly_time& of, std::int64_t now_us);

/// The entity whose run is due. `jobs` are all that are known, oldest first. A node that was down at
/// the time runs later, once however many times it missed. A run that the node's end has cut short
/// begins again, `most_tries` times in all; one that gave way to an order by hand always does.
inline constexpr int most_tries = 3;
std::optional<entity> due(const schedule_options& how, std::span<const reconcile_status> jobs,
                          std::int64_t now_us);

}  // namespace acumage::reconcile
