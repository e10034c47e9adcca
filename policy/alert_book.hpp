// Decides which conditions are reported to people, when they are repeated and when they are over (SPEC 10).
#pragma once

#include "messages/alert.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace acumage::policy {

/// What is reported to people.
struct alert {
  condition what;
  bool firing = true;                          ///< false: resolved
  std::chrono::steady_clock::duration lasted;  ///< since it began
};

/// The same cause of a lane fires at most once per window, however often it comes and goes. A
/// lasting cause fires once in each window. It is resolved after a tenth of the window without
/// recurrence, so a flickering cause is one alert.
class alert_book {
 public:
  using time_point = std::chrono::steady_clock::time_point;

  explicit alert_book(std::chrono::milliseconds window) : window_{window} {}

  void set_window(std::chrono::milliseconds window) { window_ = window; }
  /// To be called regularly with everything that is wrong now.
  std::vector<alert> look(std::span<const condition> wrong, time_point now);

 private:
  using cause = std::pair<alert_cause, std::optional<entity>>;
  struct entry {
    condition what;
    time_point began;
    time_point last_seen;
    std::optional<time_point> told_at;
    bool on = false;    ///< in the last check
    bool open = false;  ///< reported as firing, and not yet as resolved
  };

  void see(const condition& what, time_point now, std::vector<alert>& tell);
  bool is_over(const entry& which, time_point now) const {
    return now - which.last_seen >= window_ / 10;
  }

  std::chrono::milliseconds window_;
  std::map<cause, entry> entries_;
};

}  // namespace acumage::policy
