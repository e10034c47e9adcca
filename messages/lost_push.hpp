// Notifications that Acumatica could not deliver in five attempts, and what became of them.
#pragma once

#include "messages/result.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace acumage {

/// A row of the ERP's table of failed notifications.
struct lost_push {
  std::string hook_id;
  std::uint64_t at = 0;  ///< ticks: the TimeStamp of the notification
  std::string query;     ///< its Query
  std::string error;
  bool truncated = false;  ///< too long to be sent again from SM502000

  auto operator<=>(const lost_push&) const = default;
};

struct known_lost_push {
  lost_push what;
  std::int64_t found_us = 0;    ///< wall clock
  std::string job = {};         ///< that was ordered because of it; empty: none
  std::string covered_by = {};  ///< the job, or "push", that brought its records later

  bool open() const { return covered_by.empty(); }
};

struct lost_push_report {
  std::vector<known_lost_push> items;  ///< newest first
  std::int64_t asked_us = 0;           ///< when Acumatica was last asked; wall clock, 0: never
  std::string problem = {};            ///< why it could not be read
};

/// What the intake tells the watch over lost notifications. Thread-safe.
class lost_push_port {
 public:
  virtual ~lost_push_port() = default;
  /// Rows of the inquiry of failed notifications that came as a notification themselves.
  virtual status take_rows(const std::vector<std::string>& rows) = 0;
  /// A notification has been accepted.
  virtual void note_push(std::string_view query, std::uint64_t stamp) = 0;
  /// One was answered with a status of 500 or more.
  virtual void note_refusal(int http_status) = 0;
};

}  // namespace acumage
