// All deliveries of a lane that are not settled: one per key, coalesced, in the order they leave.
#pragma once

#include "messages/batch.hpp"
#include "messages/control.hpp"
#include "messages/delivery.hpp"
#include "policy/coalescing.hpp"

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

/// A delivery that an operator gave up.
struct given_up {
  batch_row row;
  bool parked = false;
};

/// A key is waiting, backing off, parked, or in flight (with at most one newer delivery behind it).
/// Owned by the batcher's lane; times are passed in. Memory per waiting price: about 150 bytes.
class delivery_queue {
 public:
  explicit delivery_queue(coalescing how = coalescing::newest_version) : how_{how} {}

  /// Takes a delivery in, which coalesces with what waits for its key: the loser is returned and is
  /// superseded (with all that it covers). One in flight is not touched.
  std::optional<delivery> add(delivery what);

  /// Starts a drain: what is due now gets one attempt each, what comes later waits for the next drain.
  /// Returns how many that are.
  std::size_t begin_drain(time_point now);

  /// The next batch of the drain, at most `most` rows sorted by key; its keys are in flight from now on.
  /// Keys of a group leave together as they did before, however many, and what failed alone leaves alone:
  /// both `apart`. Empty: the drain is over, or something of that kind comes next and is not allowed.
  enum class groups_allowed : bool { no, yes };
  batch take(std::size_t most, groups_allowed groups = groups_allowed::yes);

  /// One delivery that may leave, each time of another key in turn, outside any drain; in flight from
  /// now on. Empty: none is due.
  std::optional<batch_row> take_one(time_point now);

  /// What was learnt about a key in flight. Returns deliveries that are superseded by it.
  std::vector<delivery> resolve(const key_result& result, time_point now);
  /// Remembers what a group of keys has been through; before its keys are resolved.
  void remember_group(std::uint64_t group, int tries, int strikes);

  /// Parked keys to ask the store about.
  lookup parked(std::size_t most) const;  ///< longest unasked first; values of documents only
  /// The store knows it now: it waits like any other.
  void unpark(const std::string& key);
  /// Still unknown. True: it has been parked since before `limit`, and is in flight now, to be given up.
  std::optional<batch_row> still_unknown(const std::string& key, time_point now, time_point limit);
  /// Parked for an unknown word since before `limit`: in flight now, to be given up.
  std::vector<batch_row> words_overdue(time_point limit);

  /// What an operator may look at: a page of all that is not settled. A scan of the lane.
  waiting_rows list(const waiting_query& ask) const;
  /// What is meant and backs off or is parked waits for the next drain instead. What rests goes on resting: a
  /// request of it may still be applied, and a shipment that is made again before is made twice. Returns how
  /// many of those meant wait now.
  std::size_t hurry(const waiting_filter& filter);
  /// What is meant and is not in flight becomes so, to be ended. What rests does when it has rested.
  struct given_up_rows {
    std::vector<given_up> now;
    std::size_t later = 0;
  };
  given_up_rows give_up(const waiting_filter& filter);

  /// When the first backing-off delivery is due again.
  std::optional<time_point> next_due() const;

  std::size_t waiting() const { return waiting_.size(); }
  std::size_t in_flight() const { return in_flight_; }
  std::size_t parked_count() const { return parked_count_; }
  /// Of those, for an unknown word: the store is not asked for them.
  std::size_t unknown_words() const { return parked_count_ - unknown_.size(); }
  std::size_t retrying() const { return backing_off_.size(); }
  bool empty() const { return waiting_.empty() && resting_.empty(); }
  /// The highest acceptance number that the delivery in flight of that key covers. 0: none is.
  std::uint64_t newest_acceptance(const std::string& key) const;
  /// Acceptance numbers of what is to be sent of a key to which the store may yet do something late; none: it may
  /// not.
  std::vector<std::uint64_t> doubted_changes(const std::string& key) const;
  /// Acceptance of the oldest of the first few waiting ones; 0: nothing waits. Wall clock, µs.
  std::int64_t oldest_accepted_us() const;

 private:
  enum class state : std::uint8_t { waiting, in_flight, backing_off, parked };

  /// What most slots never need.
  struct rare {
    std::string subject;
    std::string unknown_word;
    std::vector<covered_change> also;
    std::vector<attempt> past;
    attempt words;
    std::unique_ptr<delivery> next;  // came while in flight
    time_point again_at{};
    time_point parked_at{};
    time_point asked_at{};
    std::uint64_t group = 0;
    std::optional<letter_class> given_up;
  };

  struct slot {
    acumage::version version;
    std::string value;
    std::int64_t accepted_at_us = 0;
    std::unique_ptr<rare> more;
    std::uint32_t drain = 0;  // the drain it arrived in: leaves with a later one
    state now = state::waiting;
    bool recovered : 1 = false;  // or uncertain: never compared with what was last delivered
    bool force : 1 = false;
    bool rests : 1 = false;
    bool doubted : 1 = false;  // sticky: a late request may still be applied
    bool alone : 1 = false;    // leaves in a request of its own
    bool verify : 1 = false;   // this value was delivered since then, and is to be read back

    rare& extra() {
      if (!more) more = std::make_unique<rare>();
      return *more;
    }
  };
  static_assert(sizeof(slot) <= 72, "a waiting price is to take about 150 bytes with its key");

  struct group {
    int tries = 0;
    int strikes = 0;
    std::set<std::string> keys;
  };

  using slots = std::map<std::string, slot, folded_less>;

  static delivery to_delivery(const std::string& key, const slot& from);
  static void fill(slot& held, delivery&& what);
  std::optional<delivery> replace(slots::iterator at, delivery&& what);
  std::optional<delivery> follow(slot& flying, delivery&& what);
  void wake_due(time_point now);
  void leave_group(slots::iterator at);
  void back_off(slots::iterator at, const key_result& result);
  void to_waiting(slots::iterator resting, std::uint32_t drain);
  void park(slots::iterator at, time_point now);
  void leave_park(slots::iterator at);
  static bool has_unknown_word(const slot& held) {
    return held.more && !held.more->unknown_word.empty();
  }
  batch take_group(std::uint64_t number);
  batch_row move_out(slots::iterator waiting);
  static batch_row to_row(const std::string& key, const slot& from);
  batch_row seize(slots::iterator resting);
  void interrupt(slots::iterator resting);
  static waiting_state standing(const slot& held);
  static bool means(const waiting_filter& filter, const std::string& key, const slot& held);
  static waiting_row show(const std::string& key, const slot& held);

  coalescing how_;
  slots waiting_;  // what a drain may take
  slots resting_;  // in flight, backing off, parked
  std::set<std::pair<time_point, std::string>> backing_off_;
  std::map<std::uint64_t, group> groups_;
  std::set<std::pair<time_point, std::string>> unknown_;  // parked, by when last asked for
  std::string cursor_;                                    // last key taken in this drain
  bool cursor_set_ = false;
  std::string tried_;  // last key that take_one() gave
  std::uint32_t drain_ = 0;
  std::size_t in_flight_ = 0;
  bool ever_doubted_ = false;  // any key: so that a million that are not cost nothing
  std::size_t parked_count_ = 0;
};

}  // namespace acumage::policy
