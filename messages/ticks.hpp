// .NET ticks, the unit of a push's TimeStamp: 100 ns since the year 1, UTC (PULL.md 6).
#pragma once

#include <chrono>
#include <cstdint>

namespace acumage {

inline constexpr std::uint64_t ticks_per_second = 10'000'000;
/// Seconds from the year 1 to 1970.
inline constexpr std::int64_t unix_epoch_s = 62'135'596'800;

constexpr std::uint64_t ticks_of(std::int64_t unix_us) {
  return static_cast<std::uint64_t>((unix_us + unix_epoch_s * 1'000'000) * 10);
}
constexpr std::int64_t unix_us_of(std::uint64_t ticks) {
  return static_cast<std::int64_t>(ticks) / 10 - unix_epoch_s * 1'000'000;
}
constexpr std::uint64_t ticks_in(std::chrono::seconds span) {
  return static_cast<std::uint64_t>(span.count()) * ticks_per_second;
}

}  // namespace acumage
