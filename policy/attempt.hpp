// The result of an attempt, row by row: ends, dead letters, and what returns to waiting.
#pragma once

#include "messages/batch.hpp"
#include "messages/entity.hpp"
#include "messages/outcome.hpp"
#include "policy/mass_failure.hpp"
#include "policy/recent_deliveries.hpp"
#include "policy/retry_policy.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace acumage::policy {

struct attempt_options {
  acumage::entity entity = acumage::entity::pricing;
  retry_options retry;
  std::chrono::milliseconds settle_time{60'000};  ///< rest of a key after an unknown outcome
  bool ignore_unknown = false;                    ///< unknown records are filtered, not parked
  /// How long a record may be turned away while others are delivered.
  std::chrono::milliseconds suspect_limit{3'600'000};
};

/// The time at which the attempt is judged.
struct attempt_moment {
  time_point now{};
  std::int64_t now_us = 0;       ///< wall clock
  std::function<double()> draw;  ///< from [0, 1), for backoffs
};

/// A request and the store's answer.
struct tried_batch {
  batch what;
  batch_outcome outcome;
  std::string request_id;
  std::int64_t at_us = 0;  ///< wall clock, when it was sent
};

/// Collects the results of one attempt and reports them to `recent` and `watch`. `watch` may trip
/// in the process: from then on, and in a trial, failing rows are returned as if they had never
/// left. Each call takes its rows out of `tried`.
class attempt_result {
 public:
  attempt_result(const attempt_options& options, attempt_moment when, mass_failure& watch,
                 recent_deliveries& recent)
      : options_{options}, when_{std::move(when)}, watch_{watch}, recent_{recent} {}

  /// The store answered row by row.
  void by_row(tried_batch& tried);
  /// The only row has used an attempt; after the last one it becomes a dead letter.
  void only_row_failed(tried_batch& tried);
  /// The only row is refused permanently.
  void only_row_refused(tried_batch& tried);
  /// Sends the same rows again as one batch, in the group of that number, or the only row alone.
  /// Not counted as an attempt because the store named no row.
  void again(tried_batch& tried, std::uint64_t group);
  /// The only row got an answer that points to an outage, but there is none: it is sent again. It
  /// becomes a dead letter only when enough others were delivered for `suspect_limit`.
  void turned_away(tried_batch& tried);
  /// An outage, or a store that asked for a pause: the rows wait as if they had never left, except
  /// that those the store may still apply late rest first.
  void hold(tried_batch& tried);

  attempt_done back;
  std::vector<ending> ends;
  std::vector<failed_delivery> failures;
  std::vector<batch_row> alone;  ///< to be looked up again, each in its own request
  int attempts_failed = 0;
  int delivered = 0;  ///< rows the store took, including those still to be read back

 private:
  bool spared(const tried_batch& tried) const { return watch_.held() || tried.what.trial; }
  void deliver(const tried_batch& tried, batch_row& row, const row_outcome& said);
  void give_back(const tried_batch& tried, batch_row& row);
  void refuse(const tried_batch& tried, batch_row& row, letter_class reason,
              const std::string& message);
  void fail(const tried_batch& tried, batch_row& row, const std::string& message,
            std::chrono::milliseconds at_least = {});
  void filter_out(const tried_batch& tried, batch_row& row, const std::string& reason);
  void park(const tried_batch& tried, batch_row& row, const std::string& message);
  ending ending_of(const tried_batch& tried, const batch_row& row, end_kind outcome) const;

  const attempt_options& options_;
  attempt_moment when_;
  mass_failure& watch_;
  recent_deliveries& recent_;
};

/// Pieces of at most `most` rows, in order. They keep the batch's number and history, so that a
/// piece that fails in the same way is split at once, and their rows keep what the outcome leaves
/// open.
std::vector<batch> split(tried_batch&& whole, std::size_t most);

}  // namespace acumage::policy
