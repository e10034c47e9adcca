// The outcome of an attempt, row by row, and how a change ended.
#pragma once

#include "messages/delivery.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acumage {

/// Why a delivery failed permanently.
enum class letter_class : std::uint8_t {
  data,            ///< the row is invalid
  unknown_record,  ///< the record did not appear in the store in time
  conflict,        ///< the store's state does not allow it
  unmapped,        ///< a setting that maps it is missing
  unrouted,        ///< no mapping for its Acumatica query
  exhausted,       ///< the attempts are used up
  poison,          ///< it crashes the store's worker
  bug,             ///< an error of this program
};
std::string_view to_string(letter_class which);
std::optional<letter_class> letter_class_from(std::string_view name);

/// A request to the store and its answer, as far as they concern one record: what an operator is
/// shown. Cut to these lengths.
struct shown_request {
  static constexpr std::size_t most_line = 300;
  static constexpr std::size_t most_body = 1000;
  static constexpr std::size_t most_answer = 500;

  std::string line{};    ///< method and path: "POST /V1/products/base-prices"; empty: none was made
  std::string body{};    ///< the part of the record
  std::string answer{};  ///< the part of the record; empty: it says nothing of it
};

/// The store's result for one row of a batch.
enum class row_verdict : std::uint8_t {
  delivered,
  refused,         ///< permanent: a dead letter at once
  failed,          ///< may succeed later: counts as an attempt
  unknown_record,  ///< the store does not know it yet: park
  filtered,        ///< nothing to send, for the reason in `message`
  doubtful,        ///< the reply may belong to another row: ask again alone; not an attempt
};

struct row_outcome {
  row_verdict verdict = row_verdict::delivered;
  letter_class reason = letter_class::data;  ///< of a refusal
  std::string message;  ///< the store's message; of a delivered row a remark, if any
  /// The earliest time of the next attempt, regardless of the backoff.
  std::chrono::milliseconds wait{0};
  std::vector<std::string> moves{};  ///< of a delivered row: ending::moves
};

/// The store's result for the request as a whole (REST.md 11).
enum class batch_verdict : std::uint8_t {
  answered,     ///< `rows` has one outcome per row
  unavailable,  ///< outage, credentials, throttle, wrong address: no attempt, never applied
  uncertain,    ///< sent without an answer: may have been applied, or may still be
  contended,    ///< the deadlock family: the same batch again later
  suspect,      ///< 500 without a reason: the payload or the store; probe decides
  refused,      ///< permanent, and names no row
  too_many,     ///< more rows or bytes than the store takes: `limit` rows, or half when 0
};

/// The likely cause when the rows got no answer although the store otherwise works.
enum class blame : std::uint8_t {
  record,      ///< concerns the record, if it was sent alone
  connection,  ///< broken, timed out, or a gateway's answer (502, 504)
  store,       ///< points to an outage, and never to a record
};

struct batch_outcome {
  batch_verdict verdict = batch_verdict::answered;
  acumage::blame blame = acumage::blame::record;  ///< `unavailable` always counts as the store's
  std::vector<row_outcome> rows;
  int status = 0;       ///< HTTP; 0: no answer
  std::string message;  ///< the store's message, at most 4 KB
  std::optional<std::chrono::milliseconds> retry_after;
  std::size_t limit = 0;
  letter_class reason = letter_class::data;  ///< of a refused request with one row
};

/// How a change ended; each accepted change has exactly one of these.
enum class end_kind : std::uint8_t { delivered, superseded, filtered, dead_lettered };
std::string_view to_string(end_kind which);
std::optional<end_kind> end_kind_from(std::string_view name);

/// Reasons of a superseded change whose version is older than the delivered or the remembered one
/// of its key. Other reasons of a superseded change name a later change.
inline constexpr const char* newer_delivered = "a newer version was delivered";
inline constexpr const char* newer_known = "a newer version is known";

/// Prefix of the remark on a delivered shipment that the store accepted only in part.
inline constexpr std::string_view shortfall_words = "shortfall: ";

/// The last value delivered for a key, or given up when the store may already have it. No value:
/// unknown, so nothing counts as unchanged.
struct delivered_mark {
  acumage::version version;
  std::optional<std::string> value;
  std::string text{};  ///< the value for people, where `value` is not; empty: not recorded
};

/// The end of one change, written to the history together with its removal from the journal.
struct ending {
  acumage::entity entity = acumage::entity::pricing;
  std::string key;           ///< of the change
  std::string target;        ///< key of its delivery, where it differs (quantities)
  acumage::version version;  ///< its sequence is the journal entry that ends
  end_kind outcome = end_kind::delivered;
  std::string reason;  ///< of filtered, superseded, dead_lettered
  int attempts = 0;
  int status = 0;                 ///< HTTP of the last attempt; 0: none
  std::uint32_t duration_ms = 0;  ///< acceptance to end
  std::string request_id;         ///< of the last request to the store
  /// The value remembered for the key from now on, in the same write.
  std::optional<delivered_mark> mark;
  bool voids_mark = false;  ///< the value last delivered is no longer certain (the version stays)
  /// Quantities ("LAMP-07@wh_east") that the store changed at the same time: they are sent again,
  /// whatever was last delivered. The write that ends the change puts them into the journal.
  std::vector<std::string> moves{};
  bool marker = false;  ///< of a marker: not counted, and not in the history
  // For the history only.
  change_source source = change_source::unknown;
  std::string value{};   ///< as its delivery carries it, or for people; empty: it had none
  shown_request sent{};  ///< in its last attempt
};

/// One attempt, as a dead letter keeps it.
struct attempt {
  std::int64_t at_us = 0;  ///< wall clock
  int status = 0;
  std::string message;       ///< at most 4 KB
  std::string request_id{};  ///< as in the logs; empty: no request of its own
};

/// A delivery that failed permanently, on its way to disk. The change is read back from the
/// journal.
struct failed_delivery {
  delivery what;
  letter_class reason = letter_class::data;
  std::string error;  ///< the message of the last attempt
  bool sent = false;  ///< was it ever in a request?
  std::vector<attempt> attempts;
  int status = 0;
  std::string request_id;
  bool voids_mark = false;
  shown_request shown{};  ///< of the last attempt, if it failed just now
};

}  // namespace acumage
