// Points in time as Acumatica writes and reads them: ISO in three notations, ticks, HTTP and invariant dates.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace acumage::simulator::acumatica {

/// UTC, in microseconds.
using moment = std::chrono::sys_time<std::chrono::microseconds>;

/// The zone in which the ERP's users work.
struct time_zone {
  std::chrono::minutes standard{0};
  /// An hour ahead from the last Sunday of March to that of October, 01:00 UTC.
  bool european_summer = false;

  std::chrono::minutes offset_at(moment utc) const;
  /// Of a wall clock's time; in the hour that comes twice, the second one.
  moment to_utc(moment wall) const;
};

/// 100 ns since the beginning of year 1, UTC: the TimeStamp of a push.
std::int64_t ticks_of(moment at);
moment from_ticks(std::int64_t ticks);

/// To the millisecond, as rows keep it.
moment to_millisecond(moment at);

enum class iso_form : std::uint8_t {
  utc,     ///< 2025-08-14T10:02:11.357Z
  offset,  ///< 2025-08-14T12:02:11.357+02:00
  bare,    ///< 2025-08-14T12:02:11.357, the wall clock's time
  wrong,   ///< 2025-08-14T12:02:11.357Z: the wall clock's time, marked as UTC
};
/// Zeros at the end of the fraction are left out, as .NET does.
std::string iso(moment at, iso_form form, std::chrono::minutes offset);

struct read_time {
  moment at{};         ///< in UTC if `zoned`, else as the wall clock shows it
  bool zoned = false;  ///< ended in Z or an offset
  bool has_day_only = false;
};
/// 2025-08-14, 2025-08-14T10:02, …:11, …:11.357, each with or without a zone behind a time.
std::optional<read_time> parse_iso(std::string_view text);

std::string http_date(moment at);       ///< Thu, 14 Aug 2025 10:02:11 GMT
std::string invariant_date(moment at);  ///< 08/14/2025 10:02:11

}  // namespace acumage::simulator::acumatica
