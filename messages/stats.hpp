// The node's counters: written by the actors, read by the API without a message.
#pragma once

#include "messages/company_watch.hpp"
#include "messages/entity.hpp"
#include "messages/failure_watch.hpp"
#include "messages/outcome.hpp"
#include "messages/outdated_watch.hpp"
#include "messages/unmapped.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

namespace acumage {

/// Latencies in buckets a quarter of a power of two wide: a percentile is off by at most 19 %.
/// Any thread may add and read.
class latency_histogram {
 public:
  void add(std::chrono::microseconds taken);
  /// 0 when nothing was added. `share` is 0 to 1.
  std::uint64_t percentile_us(double share) const;
  std::uint64_t count() const;

  /// A snapshot: `below[i]` counts the durations shorter than `bounds[i]`.
  struct figures {
    std::vector<std::uint64_t> below;
    std::uint64_t count = 0;
    std::uint64_t sum_us = 0;
  };
  /// `bounds` increase; each is a power of two from 4 us, where buckets begin, so the counts are
  /// exact.
  figures counted(std::span<const std::chrono::microseconds> bounds) const;

  static constexpr std::size_t bucket_count = 160;
  /// The count of each bucket; the difference of two results is what was added in between.
  using hits = std::array<std::uint64_t, bucket_count>;
  hits seen() const;
  /// Like the member of that name, for these counts.
  static std::uint64_t percentile_us(const hits& of, double share);

 private:
  std::array<std::atomic<std::uint64_t>, bucket_count> buckets_{};
  std::atomic<std::uint64_t> sum_us_{0};
};

/// Text that one thread writes and others read.
class shared_text {
 public:
  void set(std::string text);
  std::string get() const;

 private:
  mutable std::mutex mutex_;
  std::string text_;
};

/// A row of the table: one per actor. Mailbox depth = sent - handled.
struct actor_row {
  explicit actor_row(std::string actor_name) : name{std::move(actor_name)} {}
  const std::string name;
  std::atomic<std::uint64_t> sent{0};
  std::atomic<std::uint64_t> handled{0};
  std::atomic<std::uint64_t> mailbox_high{0};
  std::atomic<std::int64_t> last_handled_ms{0};  ///< steady clock, milliseconds
  latency_histogram handling;
  shared_text last_error;

  /// Senders call it before they send to the actor.
  void count_sent();
};

/// A lane's counters since the process started. accepted + resumed + replayed = delivered + superseded +
/// filtered + dead_lettered + unsettled.
struct lane_row {
  std::atomic<std::uint64_t> accepted{0};
  std::atomic<std::uint64_t> resumed{0};
  std::atomic<std::uint64_t> replayed{0};
  std::atomic<std::uint64_t> delivered{0};
  std::atomic<std::uint64_t> superseded{0};
  std::atomic<std::uint64_t> filtered{0};
  std::atomic<std::uint64_t> dead_lettered{0};
  std::atomic<std::uint64_t> discarded{0};
  std::atomic<std::uint64_t> requests{0};  ///< HTTP requests that change the store
  std::atomic<std::uint64_t> lookups{0};   ///< HTTP requests that only read it, probes included
  std::atomic<std::uint64_t> batched_requests{0};  ///< of `requests`, those with more than one row
  std::atomic<std::uint64_t> attempts_failed{0};   ///< attempts that failed
  std::atomic<std::uint64_t> waiting{0};
  std::atomic<std::uint64_t> in_flight{0};
  std::atomic<std::uint64_t> parked{0};
  std::atomic<std::uint64_t> unknown_words{0};  ///< of `parked`, those whose word is in no table
  std::atomic<std::uint64_t> retrying{0};
  std::atomic<std::uint64_t> resting{0};  ///< of those that are retrying
  std::atomic<std::int64_t> oldest_accepted_us{
      0};  ///< wall; 0: nothing waits, not counting parked or resting
  std::atomic<std::int64_t> oldest_parked_us{0};  ///< wall; 0: nothing is parked
  std::atomic<bool> sending{true};
  std::atomic<bool> intake{true};
  std::atomic<bool> batched{false};              ///< mode of the last drain
  std::atomic<std::uint8_t> circuit{0};          ///< circuit_state
  std::atomic<std::int64_t> next_attempt_ms{0};  ///< steady clock, milliseconds; 0: none planned
  std::atomic<std::int64_t> last_success_us{0};  ///< wall
  shared_text last_error;
  std::atomic<bool> refused{false};  ///< the store's last answer was 401 or 403
  std::atomic<bool> reached{false};  ///< it answered the last check, or a request since
  std::atomic<std::uint64_t> shortfalls{0};
  shared_text last_shortfall;                     ///< "key: words"
  std::atomic<std::int64_t> last_push_us{0};      ///< wall; rows that did not come by pulling
  std::atomic<std::int64_t> last_accepted_us{0};  ///< wall; rows of any origin; 0: none ever came
  std::atomic<std::uint64_t> pulled_rows{0};      ///< dry runs aside, as in the next
  std::atomic<std::uint64_t> pulled_new{0};
  std::atomic<std::uint64_t> pulled_missed{0};
  std::atomic<std::uint64_t> pulls_failed{0};
  outdated_watch outdated;  ///< of the last ends
  failure_watch failures;   ///< of the last ends
  latency_histogram call;   ///< an exchange with the store
  latency_histogram lag;    ///< of a delivered change, from its acceptance to its end

  /// For the actors of a new start in the same process: keeps the counters, and forgets what the
  /// previous actors were doing. The changes in the journal that no counter has count as resumed.
  void begin(std::uint64_t unsettled);

  void count_filtered(const std::string& reason, std::uint64_t changes);
  std::map<std::string, std::uint64_t> filtered_by() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::uint64_t> filtered_by_;
};

enum class circuit_state : std::uint8_t { closed, open, half_open, held };
std::string_view to_string(circuit_state which);

/// The outcomes of the alerts to be posted.
struct webhook_counts {
  std::atomic<std::uint64_t> posted{0};
  std::atomic<std::uint64_t> given_up{0};  ///< refused, or not accepted in time
  std::atomic<std::uint64_t> dropped{0};   ///< too many were waiting
};

/// Outlives every actor, and the node that they belong to. Rows are never removed.
class stats_table {
 public:
  /// The row of that name, created on first use.
  actor_row& actor(const std::string& name);
  std::vector<const actor_row*> actors() const;
  /// For the actors of a new start in the same process, before they use their rows.
  void begin();
  lane_row& lane(entity which) { return lanes_.at(index_of(which)); }
  const lane_row& lane(entity which) const { return lanes_.at(index_of(which)); }

  latency_histogram sync;  ///< one synced journal write
  latency_histogram push;  ///< a request at the intake, from its last byte to the answer
  std::atomic<std::uint64_t> commits{0};
  std::atomic<std::uint64_t> committed_changes{0};  ///< group size = committed_changes / commits
  std::atomic<std::uint64_t> unrouted{0};
  std::atomic<std::uint64_t> lost_pushes{0};  ///< found in Acumatica
  std::atomic<std::int64_t> last_heard_us{
      0};  ///< wall; the last notification that was answered 2xx
  company_watch companies;
  webhook_counts webhook;
  unmapped_table unmapped;  ///< values that no setting maps

 private:
  std::array<lane_row, entity_count> lanes_;
  mutable std::mutex mutex_;
  std::vector<std::unique_ptr<actor_row>> actors_;
};

}  // namespace acumage
