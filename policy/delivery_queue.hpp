// All deliveries of a lane that are not settled: one per key, coalesced, in the order they leave.
#pragma once

#include "messages/batch.hpp"
#include "messages/delivery.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acumage::policy {

/// Keys without regard to letter case, so that rows leave sorted as the store's index is.
struct folded_less {
  bool operator()(const std::string& left, const std::string& right) const;
};

/// A key is waiting, backing off, parked, or in flight (with at most one newer delivery behind it).
/// Owned by the batcher's lane; times are passed in. Memory per waiting price: about 150 bytes.
class delivery_queue {
 public:
  /// Takes a delivery in. A newer version replaces what waits for its key: the loser is returned and
  /// is superseded (its `also` sequences included). One in flight is not touched.
  std::optional<delivery> add(delivery what);

  /// Starts a drain: what is due now gets one attempt each, what comes later waits for the next drain.
  /// Returns how many that are.
  std::size_t begin_drain(time_point now);

  /// The next batch of the drain, at most `most` rows sorted by key; its keys are in flight from now on.
  /// Keys of a group leave together as they did before, however many. Empty: the drain is over, or a
  /// group comes next and is not allowed.
  enum class groups_allowed : bool { no, yes };
  batch take(std::size_t most, groups_allowed groups = groups_allowed::yes);

  /// What was learnt about a key in flight. Returns deliveries that are superseded by it.
  std::vector<delivery> resolve(const key_result& result, time_point now);
  /// Remembers what a group of keys has been through; before its keys are resolved.
  void remember_group(std::uint64_t group, int tries, int strikes);

  /// Parked keys to ask the store about.
  std::vector<std::string> parked(std::size_t most) const;  ///< longest unasked first
  /// The store knows it now: it waits like any other.
  void unpark(const std::string& key);
  /// Still unknown. True: it has been parked since before `limit`, and is in flight now, to be given up.
  std::optional<batch_row> still_unknown(const std::string& key, time_point now, time_point limit);

  /// When the first backing-off delivery is due again.
  std::optional<time_point> next_due() const;

  std::size_t waiting() const { return waiting_.size(); }
  std::size_t in_flight() const { return in_flight_; }
  std::size_t parked_count() const { return parked_count_; }
  std::size_t retrying() const { return backing_off_.size(); }
  bool empty() const { return waiting_.empty() && resting_.empty(); }
  /// Acceptance of the oldest of the first few waiting ones; 0: nothing waits. Wall clock, µs.
  std::int64_t oldest_accepted_us() const;

 private:
  enum class state : std::uint8_t { waiting, in_flight, backing_off, parked };

  /// What most slots never need.
  struct rare {
    std::vector<covered_change> also;
    std::vector<attempt> past;
    attempt words;
    std::optional<delivery> next;  // came while in flight
    time_point again_at{};
    time_point parked_at{};
    time_point asked_at{};
    std::uint64_t group = 0;
  };

  struct slot {
    acumage::version version;
    std::string value;
    std::int64_t accepted_at_us = 0;
    std::unique_ptr<rare> more;
    std::uint32_t drain = 0;  // the drain it arrived in: leaves with a later one
    state now = state::waiting;
    bool recovered = false;  // or uncertain: never compared with what was last delivered
    bool force = false;
    bool rests = false;

    rare& extra() {
      if (!more) more = std::make_unique<rare>();
      return *more;
    }
  };

  struct group {
    int tries = 0;
    int strikes = 0;
    std::set<std::string> keys;
  };

  using slots = std::map<std::string, slot, folded_less>;

  static delivery to_delivery(const std::string& key, const slot& from);
  static slot to_slot(delivery&& what);
  std::optional<delivery> replace(slots::iterator at, delivery&& what);
  void to_waiting(slots::iterator resting, std::uint32_t drain);
  batch take_group(std::uint64_t number);
  batch_row move_out(slots::iterator waiting);

  slots waiting_;  // what a drain may take
  slots resting_;  // in flight, backing off, parked
  std::set<std::pair<time_point, std::string>> backing_off_;
  std::map<std::uint64_t, group> groups_;
  std::set<std::pair<time_point, std::string>> unknown_;  // parked, by when last asked for
  std::string cursor_;                                    // last key taken in this drain
  bool cursor_set_ = false;
  std::uint32_t drain_ = 0;
  std::size_t in_flight_ = 0;
  std::size_t parked_count_ = 0;
};

}  // namespace acumage::policy
