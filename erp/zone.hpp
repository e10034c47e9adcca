// The offsets of a time zone, from the machine's own tables.
#pragma once

#include "erp/problem.hpp"
#include "erp/time_text.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::erp {

/// Empty, "UTC", a fixed offset ("+02:00") or a name of the IANA database ("Europe/Berlin").
class zone {
 public:
  /// trouble::configuration for a name that this machine does not know.
  static expected<zone> find(const std::string& name,
                             const std::string& folder = "/usr/share/zoneinfo");
  /// A TZif file (RFC 8536), version 2 or later; its 64-bit part and its footer are used.
  static expected<zone> read(std::string_view tzif, const std::string& name);

  std::chrono::seconds offset_at(ticks utc) const;
  /// The digits that a clock on the wall shows.
  ticks local(ticks utc) const;
  /// When a wall clock shows these digits; the second time, if twice.
  ticks instant(ticks digits) const;
  /// Whether a wall clock shows these digits twice, before and after it was put back.
  bool repeats(ticks utc) const;

 private:
  struct change {
    std::int64_t at;  // seconds since 1970
    std::int64_t offset;
  };
  struct yearly {  // "M3.5.0/2": month, week (5: the last), day of the week, second of the day
    int month = 0, week = 0, day = 0;
    std::int64_t second = 0;
  };

  std::int64_t seconds_at(std::int64_t at) const;
  std::int64_t by_footer(std::int64_t at) const;
  static bool read_footer(std::string_view text, zone& into);
  static std::int64_t moment(const yearly& rule, int year, std::int64_t offset);

  std::int64_t first_ = 0;  // before the first change
  std::vector<change> changes_;
  std::int64_t standard_ = 0, summer_ = 0;  // after the last change
  bool has_footer_ = false, has_summer_ = false;
  yearly begins_, ends_;
};

}  // namespace acumage::erp
