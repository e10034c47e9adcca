// The node's interface for the admin routes: plain-value calls that bin/ implements.
#pragma once

#include "api/lane_order.hpp"
#include "api/series.hpp"
#include "messages/control.hpp"
#include "messages/dead_letter.hpp"
#include "messages/entity.hpp"
#include "messages/first_load.hpp"
#include "messages/followed_ends.hpp"
#include "messages/lane_health.hpp"
#include "messages/lost_push.hpp"
#include "messages/pull.hpp"
#include "messages/reconcile.hpp"
#include "messages/result.hpp"
#include "messages/stats.hpp"
#include "messages/submission.hpp"
#include "messages/trace.hpp"
#include "messages/waiting.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::api {

struct lane_view {
  lane_health state = lane_health::off;
  std::int64_t since_us = 0;  ///< wall clock
  health_words words;
};

/// The node in one sentence: its worst state.
struct headline {
  std::string state;                  ///< of lane_health, or of alert_cause
  std::vector<std::string> entities;  ///< the lanes in that state; empty: the node as a whole
  std::int64_t since_us = 0;          ///< wall clock; 0: unknown
  health_words words;
};

struct node_figures {
  std::string name;
  std::string version;
  std::string state;  ///< starting, running, draining
  double uptime_s = 0;
  std::vector<std::string> degraded;  ///< reasons in words
  std::array<lane_view, entity_count> lanes;
  api::headline headline;
  std::uint64_t unsettled = 0;
  std::uint64_t journal_bytes = 0;
  std::optional<std::uint64_t> disk_free;  ///< bytes, on the disk of the data folder
  std::uint64_t letters = 0;
  std::map<std::string, std::uint64_t> letters_by_class;
  std::map<std::string, std::uint64_t> letters_by_entity;  ///< without the unrouted
  std::vector<reconcile_status> compared;  ///< the last complete run over all keys, by entity
  std::int64_t now_us = 0;                 ///< wall clock
  std::int64_t now_ms = 0;                 ///< steady clock
};

/// When the next scheduled reconciliation begins, and what it compares.
struct reconcile_outlook {
  std::int64_t next_us = 0;  ///< wall clock; 0: there is no schedule
  std::vector<entity> entities;
};

/// The resources that the process uses.
struct process_figures {
  std::uint64_t resident_bytes = 0;
  std::uint64_t open_files = 0;
  double cpu_s = 0;
  double began_s = 0;                ///< Unix time
  std::uint64_t memtable_bytes = 0;  ///< of resident_bytes, the database's
  std::uint64_t block_cache_bytes = 0;
  std::uint64_t table_reader_bytes = 0;
  std::uint64_t log_dropped = 0;  ///< lines that its reader did not take
};

struct connection_check {
  std::string name;
  bool ok = false;
  std::string detail;
  std::string remedy;
};

struct setting {
  std::string value;   ///< of a secret "set" or "unset"
  std::string source;  ///< where it was given, such as "config.ini:14"; "default": nowhere
};

/// A dead letter whose forced replay would overwrite something newer.
struct overtaken_letter {
  std::uint64_t id = 0;
  acumage::entity entity = acumage::entity::pricing;
  std::string key;
  acumage::version version;
  std::string rows;                  ///< its row, as JSON
  acumage::version newer;            ///< what was delivered since
  std::optional<std::string> value;  ///< of that version; empty: the store may have another value
};

struct overtaken_letters {
  std::uint64_t count = 0;
  std::vector<overtaken_letter> first;  ///< most_overtaken of them
};
inline constexpr std::size_t most_overtaken = 20;

struct edited_letter {
  dead_letter letter;
  std::string
      ruling;  ///< why its lane would not send it, such as "filtered: no price"; empty: it would
};

struct republished {
  std::string order;  ///< its name, for ends_of()
  std::uint64_t count = 0;
};

enum class waiting_order {
  retry,  ///< try now, whatever it waits for
  fail,   ///< give up: make it a dead letter
};

/// Thread-safe. A call may take as long as a disk scan or an answer of the store, so it never runs
/// on an intake thread.
class node_port {
 public:
  virtual ~node_port() = default;

  virtual node_figures figures() const = 0;
  virtual process_figures process() const = 0;
  virtual const stats_table& stats() const = 0;
  virtual const api::series& series() const = 0;
  /// Empty: a change can be accepted now.
  virtual std::string why_not_ready() const = 0;

  virtual result<letter_page> letters(const letter_filter& filter, std::uint64_t from_id,
                                      std::size_t limit, letter_parts parts) const = 0;
  virtual result<letter_count> count_letters(const letter_filter& filter) const = 0;
  virtual result<dead_letter> letter(std::uint64_t id) const = 0;
  /// The dead letter as edit_letter() would leave it.
  virtual result<api::edited_letter> edited_letter(std::uint64_t id,
                                                   std::string_view change) const = 0;
  /// `change` in the form of acumatica::read_edited. errc::not_found, errc::invalid (also when its
  /// lane would refuse it), errc::conflict.
  virtual result<api::edited_letter> edit_letter(std::uint64_t id, std::string_view change) = 0;
  virtual result<std::uint64_t> close_letters(const letter_filter& filter, letter_state to,
                                              const std::string& note) = 0;
  /// What reopen_letters() would do.
  virtual result<reopened_letters> count_reopened(const letter_filter& filter) const = 0;
  /// errc::full at the limit of dead letters.
  virtual result<reopened_letters> reopen_letters(const letter_filter& filter) = 0;
  /// errc::conflict while another job is running.
  virtual result<replay_job> start_replay(const letter_filter& filter, bool force,
                                          std::uint32_t rate) = 0;
  /// The dead letters that would overwrite something newer.
  virtual result<overtaken_letters> overtaken(const letter_filter& filter) const = 0;
  virtual result<replay_job> replay(const std::string& id) const = 0;
  /// How the changes of a replay or republish have ended so far. Empty: unknown, or no longer
  /// known.
  virtual std::optional<order_ends> ends_of(const std::string& order) const = 0;
  virtual result<replay_job> cancel_replay(const std::string& id) = 0;

  virtual result<history_page> history(const history_filter& filter, const std::string& cursor,
                                       std::size_t limit) const = 0;
  /// With its request and answer; errc::not_found.
  virtual result<history_record> history_record_of(const std::string& id) const = 0;
  /// errc::not_found when nothing is known of the key. Asks ERP and store only if `live`.
  virtual result<key_trace> trace(const trace_question& asked) = 0;
  /// errc::invalid for a cursor that no page returned.
  virtual result<waiting_page> waiting(const waiting_filter& filter, const std::string& cursor,
                                       std::size_t limit) const = 0;
  /// The number of deliveries affected; those in flight are not.
  virtual result<std::uint64_t> order_waiting(const waiting_filter& filter, waiting_order what) = 0;
  /// How many values republish() would calculate and send again.
  virtual result<std::uint64_t> count_republish(const republish_filter& filter) const = 0;
  virtual result<republished> republish(const republish_filter& filter) = 0;
  /// The number of keys whose versions forget_versions() would forget.
  virtual result<std::uint64_t> count_versions(const forget_filter& filter) const = 0;
  /// Older versions of these keys are accepted again, for an ERP restored from a backup.
  virtual result<std::uint64_t> forget_versions(const forget_filter& filter) = 0;
  virtual result<std::vector<unmapped_value>> unmapped() const = 0;

  /// Queues a job that reads from Acumatica. errc::invalid: nothing is pulled for the entity;
  /// errc::conflict: one of the same selection runs, or too many wait.
  virtual result<pull_job> start_pull(const pull_job& order) = 0;
  /// All jobs that are kept, oldest first, with their present figures.
  virtual std::vector<pull_job> pulls() const = 0;
  /// Of each entity that is pulled; empty: there is no Acumatica to pull from.
  virtual std::optional<std::vector<acumage::pull_outlook>> pull_outlook() const = 0;
  /// The job when it is over, or as it is when the time is up or the node ends.
  virtual std::optional<pull_job> wait_for_pull(const std::string& id,
                                                std::chrono::milliseconds at_most) const = 0;
  virtual status cancel_pull(const std::string& id) = 0;
  /// The notifications that Acumatica could not deliver, as far as they are known.
  virtual lost_push_report lost_pushes() const = 0;

  /// Compares ERP, node and store; returns the job's id. errc::invalid: nothing can be compared of
  /// the entity; errc::conflict: another job runs.
  virtual result<std::string> start_reconciliation(const reconcile_order& order) = 0;
  /// Those that are kept, oldest first.
  virtual std::vector<reconcile_status> reconciliations() const = 0;
  /// Differences of a report, of one class or (empty) of all. errc::invalid for a cursor that no
  /// page returned, or a class that there is not; errc::not_found without a report.
  virtual result<reconcile_page> reconciled(const std::string& id, const std::string& what,
                                            const std::string& cursor, std::size_t limit) const = 0;
  virtual api::reconcile_outlook reconcile_outlook() const = 0;
  virtual status cancel_reconciliation(const std::string& id) = 0;

  /// Begins a first load, or goes on with that which is under way or has failed. errc::invalid,
  /// errc::conflict.
  virtual result<first_load> start_first_load(const first_load_order& order) = 0;
  /// Agrees to what it would change. errc::conflict: nothing is asked.
  virtual result<first_load> confirm_first_load(const first_load_answer& answer) = 0;
  /// Lanes that it has paused stay paused. errc::conflict: none is under way.
  virtual result<first_load> cancel_first_load() = 0;
  /// The last one; empty: there was none.
  virtual std::optional<first_load> first_load_now() const = 0;

  /// Begins a copy of the data folder. errc::conflict while one is made; errc::invalid without a
  /// folder.
  virtual result<backup_status> start_backup(const backup_order& what) = 0;
  /// The one that is made, else the last one since the start.
  virtual backup_status last_backup() const = 0;

  /// Empty entity: all lanes. Returns the new state: "paused", "sending", "intake off", "intake
  /// on". Requests answered after the return follow the new state.
  virtual result<std::string> order_lane(std::optional<entity> which, lane_order what) = 0;
  /// errc::unavailable if the node reloads or stops meanwhile.
  virtual result<std::vector<connection_check>> test_connection() = 0;
  /// Has the settings read again, soon after the return. errc::conflict if this node has no settings
  /// file.
  virtual status reload_settings() = 0;
  /// Settings in force by section.key.
  virtual std::map<std::string, setting> settings() const = 0;
};

}  // namespace acumage::api
