// What became of an attempt, row by row, and how a change ended.
#pragma once

#include "messages/delivery.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acumage {

/// Why a delivery failed for good.
enum class letter_class : std::uint8_t {
  data,            ///< the row makes no sense, whatever the store says
  unknown_record,  ///< the store never came to know the record
  conflict,        ///< the store's state forbids it
  unmapped,        ///< a setting that maps it is missing
  unrouted,        ///< no mapping for its Acumatica query
  exhausted,       ///< every attempt was used up
  poison,          ///< the store's worker dies of it
  bug,             ///< an error of this program
};
std::string_view to_string(letter_class which);
std::optional<letter_class> letter_class_from(std::string_view name);

/// The store's word on one row of a batch.
enum class row_verdict : std::uint8_t {
  delivered,
  refused,         ///< permanent: a dead letter at once
  failed,          ///< may succeed later: one attempt is used
  unknown_record,  ///< the store does not know it yet: park
  filtered,        ///< nothing to be told, for the reason in `message`
  doubtful,  ///< the reply cannot be told apart from a neighbour's: ask again alone, no attempt used
};

struct row_outcome {
  row_verdict verdict = row_verdict::delivered;
  letter_class reason = letter_class::data;  ///< of a refusal
  std::string
      message;  ///< the store's words; of a delivered row what is worth telling, if anything
  /// Not to be tried again before that, whatever the backoff says.
  std::chrono::milliseconds wait{0};
  std::vector<std::string> moves{};  ///< of a delivered row: ending::moves
};

/// The store's word on the request as a whole (REST.md 11).
enum class batch_verdict : std::uint8_t {
  answered,  ///< `rows` has one outcome per row
  unavailable,  ///< outage, maintenance, credentials, throttle, wrong address: nobody's attempt; never applied
  uncertain,  ///< sent, and no answer: may have been applied, or may still be
  contended,  ///< the deadlock family: the same batch again later
  suspect,    ///< 500 without a reason: the payload or the store; probe decides
  refused,    ///< permanent, and names no row
  too_many,   ///< more rows or bytes than the store takes: `limit` rows, or half when 0
};

/// Whose fault it is that there is no answer to the rows themselves, while the store is well otherwise.
enum class blame : std::uint8_t {
  record,      ///< said about the record, where it stands alone
  connection,  ///< broken off, timed out, or the words of a gateway (502, 504)
  store,       ///< points to an outage, and never to a record
};

struct batch_outcome {
  batch_verdict verdict = batch_verdict::answered;
  acumage::blame blame = acumage::blame::record;  ///< `unavailable` is the store's all the same
  std::vector<row_outcome> rows;
  int status = 0;       ///< HTTP; 0: no answer
  std::string message;  ///< the store's words, at most 4 KB
  std::optional<std::chrono::milliseconds> retry_after;
  std::size_t limit = 0;
  letter_class reason = letter_class::data;  ///< of a request that stands alone and is refused
};

/// How a change ended; each accepted change has exactly one of these.
enum class end_kind : std::uint8_t { delivered, superseded, filtered, dead_lettered };
std::string_view to_string(end_kind which);
std::optional<end_kind> end_kind_from(std::string_view name);

/// Why a change is superseded that came in an older version than its key was given, or is remembered in.
/// Other reasons of a superseded change name one that came after it.
inline constexpr const char* newer_delivered = "a newer version was delivered";
inline constexpr const char* newer_known = "a newer version is known";

/// How the remark on a delivered shipment begins of which the store took only a part.
inline constexpr std::string_view shortfall_words = "shortfall: ";

/// What was last delivered for a key, or was given up when the store may have had it already. No value:
/// unknown, so nothing counts as unchanged.
struct delivered_mark {
  acumage::version version;
  std::optional<std::string> value;
};

/// The end of one change, as it is written with its removal from the journal and into the history.
struct ending {
  acumage::entity entity = acumage::entity::pricing;
  std::string key;           ///< of the change
  std::string target;        ///< key of its delivery, where that is another (quantities)
  acumage::version version;  ///< its sequence is the journal entry that ends
  end_kind outcome = end_kind::delivered;
  std::string reason;  ///< of filtered, superseded, dead_lettered
  int attempts = 0;
  int status = 0;                 ///< HTTP of the last attempt; 0: none
  std::uint32_t duration_ms = 0;  ///< acceptance to end
  std::string request_id;         ///< of the last request to the store
  /// What is remembered of the key from now on, in the same write.
  std::optional<delivered_mark> mark;
  bool voids_mark = false;  ///< the value last delivered is no longer certain (the version stays)
  /// Quantities ("LAMP-07@wh_east") that the store changed with it: told again, whatever was last
  /// delivered. They are put into the journal by the write that ends the change.
  std::vector<std::string> moves{};
  bool marker = false;  ///< of a marker: counted nowhere, and not in the history
};

/// One try, as a letter keeps it.
struct attempt {
  std::int64_t at_us = 0;  ///< wall clock
  int status = 0;
  std::string message;       ///< at most 4 KB
  std::string request_id{};  ///< as the store and the log have it; empty: no request of its own
};

/// A delivery that failed for good, on its way to disk. The change is read back from the journal.
struct failed_delivery {
  delivery what;
  letter_class reason = letter_class::data;
  std::string error;  ///< the last attempt's words
  bool sent = false;  ///< was it ever in a request?
  std::vector<attempt> attempts;
  int status = 0;
  std::string request_id;
  bool voids_mark = false;
};

}  // namespace acumage
