// Reads times as people type them: 2h, 3d, yesterday, tuesday, 2026-08-14.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace acumage::settings {

/// The forms that `instant_of` accepts, for messages.
inline constexpr const char* instant_forms =
    "a time such as 90m, 2h, 3d or 1w ago, today, yesterday, tuesday, 2026-08-14 or "
    "2026-08-14T10:02:11Z";

/// Microseconds since 1970: an amount of s, m, h, d or w (or the words for them) before `now_us`,
/// with or without "ago"; `now`, `today`, `yesterday`, a day of the week (the last one that has
/// begun, including today; three letters are enough) or a date, each as its midnight; a date with a
/// time of day; RFC 3339. Days are UTC days, because all output is in UTC. Case does not count.
/// Empty: none of these.
std::optional<std::int64_t> instant_of(std::string_view words, std::int64_t now_us);

}  // namespace acumage::settings
