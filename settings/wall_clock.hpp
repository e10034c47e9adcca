// The time of day, which only bin/ reads; other rooms receive it as an argument.
#pragma once

#include <chrono>
#include <cstdint>

namespace acumage::settings {

/// Microseconds since 1970, UTC.
inline std::int64_t wall_us() {
  return std::chrono::duration_cast<std::chrono::microseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace acumage::settings
