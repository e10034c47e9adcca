// A fault of the ERP: which requests it strikes and what it does to them (PULL 8).
#pragma once

#include "messages/result.hpp"

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::simulator::acumatica {

enum class trouble : std::uint8_t {
  // Before the request is looked at.
  queue_delay,  ///< waits `value` ms in silence
  declined,     ///< 429, as by a full queue
  reset,        ///< a TCP reset
  gateway,      ///< `value` (502) from a server in between
  // Signing in.
  seats_used,           ///< others hold `value` seats
  login_limit_as_500,   ///< "API Login Limit" comes as 500 instead of 429
  surplus_ends_oldest,  ///< a surplus sign-in closes the oldest session
  other_tenant,         ///< sign-ins and reads land on the default tenant
  session_dies,         ///< the session is gone: 401
  token_expires,        ///< the token is gone: 401
  // Answers.
  login_page,        ///< 200 with the HTML of the sign-in page
  forbidden,         ///< 403, insufficient rights
  cannot_optimize,   ///< 500 CannotOptimizeException
  no_body,           ///< 200 without a body
  silent_empty,      ///< no rows, whatever the filter
  needs_parameters,  ///< an inquiry with parameters: without them no rows
  formula_column,    ///< `field` is a formula: a filter or an order by it has no body
  missing_column,    ///< `field` is no column of the inquiry
  page_cut,          ///< at most `value` rows, whatever $top
  order_ignored,     ///< $orderby changes nothing, the last key comes first
  empty_field,       ///< `field` has no value: {} in REST, null in an inquiry
  padded_keys,       ///< keys are filled with blanks to `value` (30) characters
  keyless_row,       ///< the first row's key is null
  bad_number,        ///< the first row's decimals are the text "n/a"
  decimals_as_text,
  times_as_text_ticks,  ///< TimeStamp of the lost pushes is a text
  time_with_offset,     ///< times end in the zone's offset, or `value` minutes
  time_bare,            ///< times without a zone, the wall clock's
  time_local_as_utc,    ///< the wall clock's times with a Z
  huge_rows,            ///< each row is `value` bytes longer, of blanks
  // What happens after the answer.
  row_changes,   ///< the row behind the page is written once more
  row_vanishes,  ///< the row behind the page is deleted
  // The wire.
  garbled,     ///< the JSON breaks off, Content-Length fits
  cut_body,    ///< the connection closes in the middle of the body
  slow_body,   ///< 1 KiB every `value` (10) ms
  no_date,     ///< no header Date
  clock_skew,  ///< Date is `value` ms ahead
  // Pushes; `where` is the name of the query.
  push_dropped,     ///< lost before the first attempt
  push_fails,       ///< an attempt that never arrives
  push_unanswered,  ///< an attempt that arrives, and whose answer is lost
};
std::string_view to_string(trouble which);
std::optional<trouble> trouble_from(std::string_view name);

struct fault {
  trouble what = trouble::declined;
  std::int64_t value = 0;
  std::string field = {};
  /// Part of the route's name ("login", "token", "gi Acumage Price", "entity StockItem"); empty: all reads,
  /// and for the faults of signing in all sign-ins.
  std::string where = {};
  std::uint64_t skip = 0;   ///< the first ones pass
  std::uint64_t count = 0;  ///< strikes until it is spent; 0: until cleared
};

struct armed_fault {
  std::uint64_t id = 0;
  fault what = {};
  std::uint64_t struck = 0;
};

/// The faults that strike one request.
class strikes {
 public:
  void add(fault one) { all_.push_back(std::move(one)); }
  const fault* find(trouble what) const;
  bool has(trouble what) const { return find(what) != nullptr; }
  /// Is `field` named by a fault of this kind?
  bool names(trouble what, std::string_view field) const;

 private:
  std::vector<fault> all_;
};

/// Thread-safe. Several faults may strike one request.
class fault_list {
 public:
  std::uint64_t arm(fault what);
  bool clear(std::uint64_t id);
  void clear_all();
  std::vector<armed_fault> list() const;

  /// `route` as counted; `signing_in`: faults without `where` strike only if they are of signing in.
  strikes strike(std::string_view route, bool signing_in);
  /// Only of these kinds, so that the others are not spent.
  std::optional<fault> strike_push(trouble what, std::string_view query);

 private:
  mutable std::mutex mutex_;
  std::vector<armed_fault> faults_;
  std::vector<std::uint64_t> met_;  ///< of each
  std::uint64_t last_id_ = 0;
};

/// {"fault":"page_cut","value":100,"field":"","where":"gi Acumage Price","skip":0,"count":1}; all but the
/// first are optional. errc::invalid.
result<fault> fault_from_json(std::string_view json);
std::string to_json(const armed_fault& what);

}  // namespace acumage::simulator::acumatica
