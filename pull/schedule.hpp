// When a pull is due without an operator: a delta after each interval, a sweep at a time of day.
#pragma once

#include "messages/entity.hpp"
#include "messages/pull.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace acumage::pull {

struct schedule_options {
  std::chrono::seconds delta_every{3'600};       ///< 0: never
  std::optional<std::chrono::minutes> sweep_at;  ///< since midnight, local time; empty: never
};

/// The job that is due for an entity that is pulled. `jobs` are all that are known, oldest first.
/// Automatic runs begin after the first complete one, never before it (PULL.md 7.9, 11); a delta
/// that is due while a run over all rows is under way is skipped. `midnight_us`: wall clock, when
/// the local day began.
std::optional<pull_scope> due(const schedule_options& how, entity which, const pull_mark& mark,
                              std::span<const pull_job> jobs, std::int64_t now_us,
                              std::int64_t midnight_us);

/// When the next ones are due, as things stand: at `now_us` if they are, and wait for something.
/// `next_midnight_us`: when the next local day begins.
pull_outlook outlook(const schedule_options& how, entity which, const pull_mark& mark,
                     std::span<const pull_job> jobs, std::int64_t now_us, std::int64_t midnight_us,
                     std::int64_t next_midnight_us);

}  // namespace acumage::pull
