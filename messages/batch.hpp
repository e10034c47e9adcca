// Messages of the right half of the pipeline: batches, their outcomes, and the state of a lane.
#pragma once

#include "messages/delivery.hpp"
#include "messages/outcome.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace acumage {

/// The clock of schedules, backoffs and circuits; virtual in tests.
using time_point = std::chrono::steady_clock::time_point;

/// A delivery with its failed attempts so far.
struct batch_row {
  delivery what;
  std::vector<attempt> past;
  attempt words;          ///< the store's answer when it was parked; at_us 0: none
  shown_request shown{};  ///< of the attempt that was just made
  /// The outcome of an earlier request for the key is unknown, and the store may apply it late.
  bool doubted = false;
  /// It leaves again as part of such a request, without having rested: newer values still wait for
  /// settle_time.
  bool unrested = false;
  /// No attempt is left: it becomes a dead letter of this class instead of leaving.
  std::optional<letter_class> given_up{};
};

/// Failures of a request that do not count as an attempt of any row.
struct request_past {
  int tries = 0;        ///< deadlocks and similar refusals
  int strikes = 0;      ///< broken connections and unexplained 500s while a probe succeeded
  int turned_away = 0;  ///< answers that point to an outage while a probe succeeded
  std::optional<time_point> alone_since{};  ///< the first to a request of one record
};

/// Deliveries that share a request. A batch that is retried unchanged carries its earlier failures
/// as a whole; they do not count as attempts of its rows.
struct batch {
  std::uint64_t number = 0;
  std::vector<batch_row> rows;  ///< sorted by key
  request_past been;
  bool apart = false;  ///< no other row may join it
  bool trial = false;  ///< the one row that a held lane may send: its failure is no attempt
};

/// What happens to a key after an attempt.
enum class key_fate : std::uint8_t {
  ended,   ///< settled or dead-lettered, on disk
  held,    ///< waits again, as if it had never left: an outage is not an attempt
  again,   ///< waits again from `again_at`
  parked,  ///< the store does not know the record
};

struct key_result {
  std::string key;
  key_fate fate = key_fate::ended;
  time_point again_at{};
  std::vector<attempt> past;
  attempt words;  ///< the store's last answer if it is not an attempt (parked); at_us 0: none
  std::uint64_t group = 0;  ///< keys of one group leave as one batch again; 0: none
  bool uncertain = false;   ///< the store may have it: never filtered as unchanged
  bool alone = false;   ///< failed in a request of its own: sent alone until it has a newer value
  request_past been{};  ///< the failures of these requests since its last attempt
  bool rests = false;   ///< not before `again_at` even with a newer value (late answers)
  bool doubted =
      false;  ///< a request of unknown outcome may still be applied: read back before it ends
  bool verify = false;  ///< delivered, but doubted: leaves again to be read back
  /// A dead letter of this class at `again_at`, when its last request can no longer be applied. An
  /// earlier replay could ship twice or overwrite a newer price.
  std::optional<letter_class> given_up{};
};

/// Dispatcher -> batcher, per attempt.
struct attempt_done {
  std::vector<key_result> keys;
  std::uint64_t group = 0;  ///< the group that `keys` form, if any, and its failures
  request_past been{};
  bool window_freed = false;  ///< a batch is finished: another may leave
};

/// Settler or failure -> batcher: written to disk, the keys are free.
struct keys_settled {
  std::vector<std::string> keys;
};

/// Dispatcher -> batcher: may the lane send?
struct lane_news {
  bool open_for_sending = true;          ///< the circuit is closed
  bool outage_over = false;              ///< deliveries that were held leave at once
  std::optional<time_point> hold_until;  ///< Retry-After
  std::size_t row_limit = 0;             ///< maximum rows of a request; 0: unchanged
};

/// Batcher -> dispatcher: does the store now know these parked records?
struct lookup {
  std::vector<std::string> keys;
  std::vector<std::string>
      values;  ///< of their deliveries, where documents name the store's record
};

struct lookup_done {
  std::vector<std::string> known;    ///< spelt as in the question
  std::vector<std::string> unknown;  ///< both empty: no answer, ask again later
};

/// Ends that are written together.
struct settlement {
  std::vector<ending> ends;
  std::string asked_by;  ///< the actor that waits for keys_settled; empty: none
};

/// Failed deliveries whose dead letters are written together.
struct failed_chunk {
  std::vector<failed_delivery> failures;
  std::string asked_by;  ///< the actor that waits for keys_settled; empty: none
};

}  // namespace acumage
