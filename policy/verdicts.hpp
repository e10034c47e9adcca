// What an answer of the store means for the deliveries of a batch (SPEC 6, "Attempts").
#pragma once

#include "messages/outcome.hpp"

#include <cstddef>
#include <cstdint>

namespace acumage::policy {

/// What becomes of a request as a whole.
enum class request_fate : std::uint8_t {
  by_row,       ///< each row has its own outcome
  hold,         ///< Retry-After: the lane waits, nobody's attempt
  probe,        ///< an outage or a bad request: a probe tells
  again,        ///< the same batch once more after a backoff, nobody's attempt
  split,        ///< halves at once, nobody's attempt
  shrink,       ///< smaller requests at once, and the limit remembered
  row_failed,   ///< one row stands alone: its attempt
  row_refused,  ///< one row stands alone: a letter at once
};

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

/// How often the same request may break a connection, or be answered by an unexplained 500, while a
/// probe in between succeeds, before it is split.
inline constexpr int strikes_allowed = 3;

/// What follows a request of `request_fate::probe` when the probe found the store well. A record that
/// stands alone and got no answer, or a 500, has used an attempt: the store is there, so it is the record.
inline request_fate fate_after_good_probe(batch_verdict verdict, std::size_t rows, int strikes) {
  if (rows == 1 && verdict != batch_verdict::unavailable) return request_fate::row_failed;
  if (strikes + 1 < strikes_allowed) return request_fate::again;
  return rows == 1 ? request_fate::row_failed : request_fate::split;
}

}  // namespace acumage::policy
