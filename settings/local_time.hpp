// Times of day in the time zone of this machine (TZ, or /etc/localtime).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace acumage::settings {

/// For messages.
inline constexpr const char* local_forms =
    "a local time such as 10:00 or 2026-12-01T10:00, or 2h, yesterday, tuesday, "
    "2026-12-01T10:00:00Z";

/// Microseconds since 1970. "10:00" or "10:00:30": the last time that it was; "2026-12-01T10:00",
/// also with a blank or with seconds: local time. Everything else as instant_of(). Empty: none of
/// these.
std::optional<std::int64_t> local_instant_of(std::string_view words, std::int64_t now_us);

/// "2026-12-01 10:00:00".
std::string local_text(std::int64_t at_us);
/// "UTC+01:00" at that time.
std::string local_zone(std::int64_t at_us);

}  // namespace acumage::settings
