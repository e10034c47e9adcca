// What header lines may hold, and what those of an answer say about time.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace acumage::http {

/// Retry-After as seconds or as a date (RFC 9110, 10.2.3), clamped to 1–900 s; empty when it makes no
/// sense. A date counts from `date`, the answer's own, so that the two clocks need not agree; without
/// it from `now`.
std::optional<std::chrono::milliseconds> read_retry_after(
    std::string_view value, std::string_view date, std::chrono::system_clock::time_point now);

/// `Keep-Alive: timeout=5, max=100` -> 5 s; empty when the server does not say.
std::optional<std::chrono::seconds> read_keep_alive(std::string_view value);

/// Without what would end a header line or begin another.
std::string header_safe(std::string_view value);

}  // namespace acumage::http
