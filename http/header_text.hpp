// What header lines may contain, and what the headers of an answer say about time.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace acumage::http {

/// Retry-After as seconds or as a date (RFC 9110, 10.2.3), clamped to 1–900 s; empty if it is
/// invalid. A date is measured from `date`, the Date header of the same answer, so that the two
/// clocks need not agree; without one, from `now`.
std::optional<std::chrono::milliseconds> read_retry_after(
    std::string_view value, std::string_view date, std::chrono::system_clock::time_point now);

/// `Keep-Alive: timeout=5, max=100` -> 5 s; empty if the server does not say.
std::optional<std::chrono::seconds> read_keep_alive(std::string_view value);

/// The value without the control characters that would end a header line or begin another.
std::string header_safe(std::string_view value);

}  // namespace acumage::http
