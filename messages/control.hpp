// Messages that control the pipeline instead of flowing through it.
#pragma once

#include "messages/batch.hpp"
#include "messages/change.hpp"
#include "messages/dead_letter.hpp"
#include "messages/pull.hpp"
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

/// Replayer -> entity lane: these entries are in the journal again, below its cursor.
struct requeued {
  std::vector<std::uint64_t> sequences;
};

/// Batcher -> entity lane: room for this many more deliveries.
struct want {
  std::size_t more = 0;
};

/// Entity lane -> batcher: everything that was unsettled at the start has been handed over.
struct caught_up {};

/// Node -> batcher: pause or resume.
struct sending_switch {
  bool on = true;
};

/// Node -> batcher: lists unsettled deliveries by increasing key, ignoring case.
struct waiting_query {
  waiting_filter filter;
  std::string after;  ///< the last key of the previous page; empty: from the first key
  std::size_t limit = 100;
  /// If there are any, only these keys are looked up, in any letter case; the other members do not
  /// count.
  std::vector<std::string> keys{};
};

struct waiting_row {
  std::string key;
  acumage::version version;
  waiting_state state = waiting_state::waiting;
  std::int64_t since_us = 0;          ///< wall clock: acceptance of its oldest change
  std::optional<time_point> next_at;  ///< empty: with the next drain, or when its answer arrives
  std::string last_error;
  std::string value{};  ///< the newest of the key, if `waiting_query::keys` named it
};

struct waiting_rows {
  std::vector<waiting_row> rows;
  std::string next;  ///< `after` of the next page; empty: there is none
};

/// Node -> batcher: sends the selected deliveries at once, or turns them into dead letters; never
/// those in flight. Answered with the number of keys affected.
struct waiting_order {
  enum class verb : std::uint8_t { retry, fail };
  verb what = verb::retry;
  waiting_filter filter;
};

/// Node -> entity lane: accept older versions of the matching keys again.
struct forget_order {
  std::string key;  ///< as forget_filter
};

struct forgotten {
  std::uint64_t count = 0;       ///< keys
  std::optional<error> problem;  ///< the disk failed; some may still have been forgotten
};

/// Puller -> entity lane: rows that were read from Acumatica, to be compared with what is
/// remembered. Answered with what each of them is.
struct observe_rows {
  std::vector<change> rows;
  bool whole_run = false;  ///< they belong to a run over all rows
  bool first = false;      ///< of that run
  bool dry_run = false;    ///< nothing is kept of them, not even a moved version
};

struct observed_rows {
  std::vector<observation> what;  ///< by row
  std::optional<error> problem;   ///< what is known could not be read or written
};

/// Batcher -> dispatcher: an operator has resumed the lane, which ends a hold for mass failure.
struct hold_released {};

/// Dispatcher -> batcher: a held lane may send one row, in a batch marked as a trial.
struct trial_wanted {};

// each of these: self only
struct commit_tick {};  ///< intake: submissions wait to be committed
struct read_tick {};    ///< entity lane: continue reading the journal
struct pair_tick {};    ///< entity lane: the window of a lone Deleted may have passed
struct look_tick {      ///< batcher: a look of the schedule
  std::uint64_t number = 0;
};
struct due_tick {  ///< batcher: a backing-off delivery is due (continuous sending)
  std::uint64_t number = 0;
};
struct park_tick {};  ///< batcher: look up parked records
struct
    probe_tick {  ///< dispatcher: the open circuit is due for a probe, or the held lane for a trial
  std::uint64_t number = 0;
};
struct check_tick {};     ///< dispatcher: an idle lane may have to ask its store
struct assemble_tick {};  ///< lane: a document may be complete
struct forget_tick {};    ///< lane: finished documents may have expired
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
  std::int64_t at_us = 0;              ///< wall clock, when it was sent
  std::vector<shown_request> shown{};  ///< by row
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

struct backup_order {
  std::string folder;      ///< absolute; each backup gets a folder of its own in it
  std::uint32_t keep = 0;  ///< the newest that stay in `folder`; 0: all
};

struct backup_status {
  enum class stage : std::uint8_t { none, running, done, failed };
  stage is = stage::none;
  std::string path = {};      ///< of the backup
  std::int64_t began_us = 0;  ///< wall clock: what was accepted before is in it
  std::int64_t ended_us = 0;  ///< 0: runs
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
  std::uint64_t unsettled = 0;  ///< changes in it that have not ended
  std::uint64_t removed = 0;    ///< older backups
  bool same_disk = false;       ///< it is on the file system of the data folder
  std::string error = {};
};

}  // namespace acumage
