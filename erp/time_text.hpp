// Times as Acumatica writes them: .NET ticks, ISO 8601 and HTTP dates.
#pragma once

#include "messages/ticks.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace acumage::erp {

/// Units of 100 ns since year 1, UTC: the unit of a push's TimeStamp.
using ticks = std::uint64_t;

ticks ticks_of(std::chrono::system_clock::time_point when);
std::chrono::system_clock::time_point time_of(ticks when);

/// The Date header (RFC 9110, 5.6.7); all three forms. Empty if it is none.
std::optional<ticks> read_http_date(std::string_view text);

/// A time as it was written: the digits, and the offset if there was one.
struct written_time {
  ticks digits = 0;                            ///< read as if they were UTC
  std::optional<std::chrono::seconds> offset;  ///< 0 for Z; empty: no zone given

  /// Only with an offset.
  ticks utc() const;
};

/// "2025-08-14T12:02:11.357+02:00"; up to 7 decimals count. Empty if it is none.
std::optional<written_time> read_iso(std::string_view text);

/// The digits without a zone: "2025-08-14T12:02:11.357"; as many of 7 decimals as are needed.
std::string iso_digits(ticks digits);
/// "+02:00"; "Z" for 0.
std::string iso_offset(std::chrono::seconds offset);

}  // namespace acumage::erp
