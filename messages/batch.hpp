// What the right half of the pipe passes along: batches, what became of them, and news of a lane.
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

/// A delivery with the failed attempts it already has behind it.
struct batch_row {
  delivery what;
  std::vector<attempt> past;
  attempt words;  ///< what the store said when it was parked; at_us 0: nothing
  /// The outcome of an earlier request of the key is unknown, and the store may apply it late.
  bool doubted = false;
  /// It leaves again as a piece of such a request, without having rested: what is newer waits for settle_time yet.
  bool unrested = false;
  /// No attempt is left: it becomes a letter of that class instead of leaving.
  std::optional<letter_class> given_up{};
};

/// What a request has been through that was nobody's attempt.
struct request_past {
  int tries = 0;        ///< refusals of the deadlock family
  int strikes = 0;      ///< broken connections and unexplained 500s while a probe succeeded
  int turned_away = 0;  ///< answers that point to an outage while a probe succeeded
  std::optional<time_point> alone_since{};  ///< the first of those to a request of one record
};

/// Deliveries that share a request. One that is tried again as the same batch carries what it has
/// been through as a whole; that is no row's attempt.
struct batch {
  std::uint64_t number = 0;
  std::vector<batch_row> rows;  ///< sorted by key
  request_past been;
  bool apart = false;  ///< no other row may join it
  bool trial = false;  ///< the one row that a held lane may send: its failure is no attempt
};

/// What the lane does with a key after an attempt.
enum class key_fate : std::uint8_t {
  ended,   ///< settled or in a letter, on disk
  held,    ///< waits again, as if it had never left: an outage is nobody's attempt
  again,   ///< waits again from `again_at`
  parked,  ///< the store does not know the record
};

struct key_result {
  std::string key;
  key_fate fate = key_fate::ended;
  time_point again_at{};
  std::vector<attempt> past;
  attempt words;  ///< the store's last words, where they are no attempt (parked); at_us 0: none
  std::uint64_t group = 0;  ///< keys of one group leave as one batch again; 0: none
  bool uncertain = false;   ///< the store may hold it: never filtered as unchanged
  bool alone = false;   ///< failed in a request of its own: goes in one until it has a newer value
  request_past been{};  ///< … and this is what those have been through since its last attempt
  bool rests = false;   ///< not before `again_at` even with a newer value (late answers)
  bool doubted =
      false;  ///< a request of unknown outcome may still be applied: read back before its end
  bool verify = false;  ///< delivered, but doubted: leaves once more to be read back
  /// A letter of that class at `again_at`, when its last request can no longer be applied: a replay before
  /// could ship twice, and a newer price be overwritten.
  std::optional<letter_class> given_up{};
};

/// Dispatcher -> batcher, per attempt.
struct attempt_done {
  std::vector<key_result> keys;
  std::uint64_t group = 0;  ///< the group that `keys` form, if any, and what it has been through
  request_past been{};
  bool window_freed = false;  ///< a batch is through: another may leave
};

/// Settler or failure -> batcher: on disk now, the keys are free.
struct keys_settled {
  std::vector<std::string> keys;
};

/// Dispatcher -> batcher: may the lane send?
struct lane_news {
  bool open_for_sending = true;          ///< the circuit is closed
  bool outage_over = false;              ///< what was held back leaves at once
  std::optional<time_point> hold_until;  ///< Retry-After
  std::size_t row_limit = 0;             ///< most rows the store takes in a request; 0: unchanged
};

/// Batcher -> dispatcher: does the store know these parked records by now?
struct lookup {
  std::vector<std::string> keys;
  std::vector<std::string>
      values;  ///< of their deliveries, where documents name the store's record
};

struct lookup_done {
  std::vector<std::string> known;    ///< as spelt in the question
  std::vector<std::string> unknown;  ///< both empty: no answer, ask again later
};

/// Ends that are written together.
struct settlement {
  std::vector<ending> ends;
  std::string asked_by;  ///< the actor that waits for keys_settled; empty: nobody does
};

/// Failed deliveries whose letters are written together.
struct failed_chunk {
  std::vector<failed_delivery> failures;
  std::string asked_by;  ///< the actor that waits for keys_settled; empty: nobody does
};

}  // namespace acumage
