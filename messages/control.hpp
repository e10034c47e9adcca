// Messages that steer the pipe rather than flow through it.
#pragma once

#include "messages/batch.hpp"
#include "messages/dead_letter.hpp"

#include <cstddef>
#include <cstdint>
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
struct park_tick {};   ///< batcher: ask for parked records
struct probe_tick {};  ///< dispatcher: the open circuit is due for a probe
struct hold_tick {};   ///< batcher: Retry-After is over

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
