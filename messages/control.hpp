// Messages that steer the pipe rather than flow through it.
#pragma once

#include "messages/batch.hpp"
#include "messages/dead_letter.hpp"
#include "messages/result.hpp"
#include "messages/waiting.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace acumage {

/// Intake -> entity lane: the journal holds this lane's changes up to here.
struct journal_head {
  std::uint64_t sequence = 0;
};

/// Replayer -> entity lane: these entries stand in the journal again, below its cursor.
struct requeued {
  std::vector<std::uint64_t> sequences;
};

/// Batcher -> entity lane: room for so many more deliveries.
struct want {
  std::size_t more = 0;
};

/// Entity lane -> batcher: all that was unsettled at the start has been handed over.
struct caught_up {};

/// Node -> batcher: pause or resume.
struct sending_switch {
  bool on = true;
};

/// Node -> batcher: what is not settled, by growing key (letter case aside).
struct waiting_query {
  waiting_filter filter;
  std::string after;  ///< the last key of the page before; empty: from the first on
  std::size_t limit = 100;
};

struct waiting_row {
  std::string key;
  acumage::version version;
  waiting_state state = waiting_state::waiting;
  std::int64_t since_us = 0;          ///< wall clock: acceptance of its oldest change
  std::optional<time_point> next_at;  ///< empty: with the next drain, or when its answer comes
  std::string last_error;
};

struct waiting_rows {
  std::vector<waiting_row> rows;
  std::string next;  ///< `after` of the next page; empty: there is none
};

/// Node -> batcher: what is meant leaves at once, or is given up as letters; never what is in flight.
/// Answered with the number of keys that this was done to.
struct waiting_order {
  enum class verb : std::uint8_t { retry, fail };
  verb what = verb::retry;
  waiting_filter filter;
};

/// Node -> entity lane: older versions of what matches count again.
struct forget_order {
  std::string key;  ///< as forget_filter
};

struct forgotten {
  std::uint64_t count = 0;       ///< keys
  std::optional<error> problem;  ///< the disk refused; some may be forgotten all the same
};

/// Batcher -> dispatcher: an operator has resumed the lane, which ends a hold for mass failure.
struct hold_released {};

/// Dispatcher -> batcher: a held lane may send one row, in a batch marked as a trial.
struct trial_wanted {};

// self only, each
struct commit_tick {};  ///< intake: something waits to be committed
struct read_tick {};    ///< entity lane: go on reading the journal
struct pair_tick {};    ///< entity lane: a lone Deleted may be over its window
struct look_tick {      ///< batcher: a look of the schedule
  std::uint64_t number = 0;
};
struct due_tick {  ///< batcher: a backing-off delivery is due (continuous sending)
  std::uint64_t number = 0;
};
struct park_tick {};  ///< batcher: ask for parked records
struct
    probe_tick {  ///< dispatcher: the open circuit is due for a probe, or the held lane for a trial
  std::uint64_t number = 0;
};
struct assemble_tick {};  ///< lane: a document may be complete
struct forget_tick {};    ///< lane: documents that are over may have had their time
struct hold_tick {};      ///< batcher: Retry-After is over

/// Dispatcher -> sender.
struct send_batch {
  std::uint64_t part = 0;
  batch what;
};
struct send_probe {};
struct send_lookup {
  lookup what;
};

/// Sender -> dispatcher.
struct batch_sent {
  std::uint64_t part = 0;
  batch_outcome outcome;

  std::string request_id;
  std::int64_t at_us = 0;  ///< wall clock, when it was sent
};
struct probe_sent {
  bool healthy = false;
  std::string message;
};
struct lookup_sent {
  lookup_done what;
  batch_outcome outcome;
};

/// Node -> replayer: a job is running (new, or found at the start).
struct replay_ordered {
  replay_job job;
};
struct replay_cancelled {
  std::string id;
};
struct replay_tick {};  // self only

}  // namespace acumage
