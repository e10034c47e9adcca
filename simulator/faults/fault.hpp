// A fault between node and store: where and when it strikes, what the client sees, and its effect.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace acumage::simulator {

/// What the client sees.
enum class fault_answer : std::uint8_t {
  as_usual,  ///< the store's answer, after `latency`
  half,      ///< the store's answer breaks off in the middle
  drip,      ///< the store's answer, `limit` bytes (0: 1) every `latency`
  reset,     ///< a TCP reset
  /// The listener closes at once for `latency` (0: until faults are cleared), open connections too.
  refused,
  internal_error,     ///< 500 JSON with a Report ID
  fatal_error,        ///< 500 text/plain: the worker died
  database_down,      ///< 500 text/plain that begins like a page
  bad_gateway,        ///< 502 HTML
  unavailable,        ///< 503 HTML of the web server
  gateway_timeout,    ///< 504 HTML
  maintenance,        ///< 503 HTML of Magento
  unauthorized,       ///< 401 that names the route's resource
  too_many_requests,  ///< 429, with Retry-After when `retry_after` is set
  too_many_items,     ///< 400 for more than `limit` rows; else as usual
  too_large,          ///< 413 HTML for more than `limit` bytes of body; else as usual
  /// 400 with the route's message for a deadlock: Could not save Prices. / Could not save Source
  /// Item / …
  save_failed,
  /// Waits until the fault is cleared or its time is over, then as usual; after `latency`: the 400
  /// of save_failed.
  locked,
  /// 400 Validation Failed: …, as when one row of source items is refused; it does not say which.
  validation_failed,
};
std::string_view to_string(fault_answer which);
std::optional<fault_answer> fault_answer_from(std::string_view name);

/// The effect on the request. `as_usual`, `half`, `drip`, `too_many_items` and `too_large` answer
/// from the result, so for them a request is always processed first.
enum class fault_effect : std::uint8_t {
  none,     ///< never applied
  applied,  ///< applied before the answer
  late,     ///< applied `late_by` after the answer has left
};
std::string_view to_string(fault_effect which);
std::optional<fault_effect> fault_effect_from(std::string_view name);

struct fault {
  fault_answer answer = fault_answer::as_usual;
  fault_effect effect = fault_effect::none;
  std::chrono::milliseconds latency{0};  ///< before the answer, and before the request is applied
  std::chrono::milliseconds late_by{0};
  std::size_t limit = 0;
  std::optional<std::chrono::seconds> retry_after = {};

  /// Which requests match; empty members match all.
  struct target {
    std::string method = {};
    /// Whole segments anywhere in the path: "base-prices" (not "base-prices-information"), "V1/store".
    std::string path = {};
    std::string sku = {};  ///< a text anywhere in the JSON body, in any letter case
  } where = {};

  /// Which of the matching requests are struck.
  struct occasion {
    std::uint64_t skip = 0;   ///< the first ones pass
    std::uint64_t count = 0;  ///< strikes until it is spent; 0: until cleared
    std::uint64_t every = 1;  ///< every n-th
    double probability = 1;
    std::uint64_t seed = 1;
    std::chrono::milliseconds lasts{0};  ///< from arming on; 0: until cleared
  } when = {};
};

}  // namespace acumage::simulator
