// What an answer of the store means for the deliveries of a batch (SPEC 6, "Attempts").
#pragma once

#include "messages/batch.hpp"
#include "messages/outcome.hpp"

#include <cstddef>
#include <cstdint>

namespace acumage::policy {

/// The fate of a request as a whole.
enum class request_fate : std::uint8_t {
  by_row,       ///< each row has its own outcome
  hold,         ///< Retry-After: the lane waits, no attempt is counted
  probe,        ///< an outage or a bad request: a probe decides
  again,        ///< the same batch again after a backoff, no attempt is counted
  split,        ///< split in half at once, no attempt is counted
  shrink,       ///< smaller requests at once, and the limit remembered
  row_failed,   ///< a single row: counts as its attempt
  row_refused,  ///< a single row: a dead letter at once
  turned_away,  ///< a single row, the store is otherwise well: later, no attempt
};

/// Whether the answer points to an outage rather than to a record.
inline bool is_stores_fault(const batch_outcome& outcome) {
  return outcome.blame == blame::store ||
         (outcome.blame == blame::record && outcome.verdict == batch_verdict::unavailable);
}

/// `rows` in the request; `tries`: refusals of the deadlock family before this one; R = `retry_count`.
inline request_fate fate_of(const batch_outcome& outcome, std::size_t rows, int tries,
                            int retry_count) {
  switch (outcome.verdict) {
    case batch_verdict::answered: return request_fate::by_row;
    case batch_verdict::unavailable:
      return outcome.retry_after ? request_fate::hold : request_fate::probe;
    case batch_verdict::uncertain:
    case batch_verdict::suspect: return request_fate::probe;
    case batch_verdict::contended:
      if (rows == 1) return request_fate::row_failed;
      return tries + 1 < retry_count ? request_fate::again : request_fate::split;
    case batch_verdict::refused: return rows == 1 ? request_fate::row_refused : request_fate::split;
    case batch_verdict::too_many:
      return rows == 1 ? request_fate::row_refused : request_fate::shrink;
  }
  return request_fate::row_refused;
}

/// How often the same request may break a connection, get an unexplained 500, or be turned away as
/// in an outage, while a probe in between succeeds, before it is split.
inline constexpr int strikes_allowed = 3;

/// The next step for a request of `request_fate::probe` when the probe found the store well. For a
/// single record a 500 counts as an attempt, and so do three broken connections. An answer that
/// points to an outage never does (SPEC 6).
inline request_fate fate_after_good_probe(const batch_outcome& outcome, std::size_t rows,
                                          const request_past& been) {
  const bool alone = rows == 1;
  const bool broke = outcome.blame == blame::connection;
  if (is_stores_fault(outcome)) {
    if (alone) return request_fate::turned_away;
    return been.turned_away + 1 < strikes_allowed ? request_fate::again : request_fate::split;
  }
  if (alone && !broke) return request_fate::row_failed;
  if (been.strikes + 1 < strikes_allowed) return request_fate::again;
  return alone ? request_fate::row_failed : request_fate::split;
}

}  // namespace acumage::policy
