// All deliveries of a lane that are not settled: one per key, coalesced, in the order they leave.
#pragma once

#include "messages/batch.hpp"
#include "messages/control.hpp"
#include "messages/delivery.hpp"
#include "policy/age_census.hpp"
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

/// Orders keys regardless of letter case, so that rows leave sorted like the store's index.
struct folded_less {
  bool operator()(const std::string& left, const std::string& right) const;
};

/// A delivery that an operator gave up.
struct given_up {
  batch_row row;
  bool parked = false;
};

/// A key is waiting, backing off, parked, or in flight, perhaps with later deliveries behind it. A
/// forced document leaves before anything else waiting for its key, and is never merged with it.
/// Owned by the batcher's lane; times are passed in. Memory per waiting price: about 150 bytes.
class delivery_queue {
 public:
  explicit delivery_queue(coalescing how = coalescing::newest_version) : how_{how} {}

  /// Adds a delivery and coalesces it with what is waiting for its key: the loser is returned and
  /// is superseded (with all that it covers). One in flight is not touched.
  std::optional<delivery> add(delivery what);

  /// Starts a drain: what is due now gets one attempt each, later arrivals wait for the next drain.
  /// Returns the number due.
  std::size_t begin_drain(time_point now);

  /// The next batch of the drain, at most `most` rows sorted by key; its keys are in flight from
  /// now on. Keys of a group leave together as before, however many, and what failed alone leaves
  /// alone: both `apart`. Empty: the drain is over, or the next item is of that kind and not
  /// allowed.
  enum class groups_allowed : bool { no, yes };
  batch take(std::size_t most, groups_allowed groups = groups_allowed::yes);

  /// One delivery that may leave, from a different key each time, outside any drain; in flight from
  /// now on. Empty: none is due.
  std::optional<batch_row> take_one(time_point now);

  /// What was learnt about a key in flight. Returns the deliveries that this supersedes.
  std::vector<delivery> resolve(const key_result& result, time_point now);
  /// Remembers the attempts of a group of keys; call before its keys are resolved.
  void remember_group(std::uint64_t group, const request_past& been);

  /// Parked keys to look up in the store.
  lookup parked(std::size_t most) const;  ///< longest unasked first; values of documents only
  /// The store now knows it: it waits like any other.
  void unpark(const std::string& key);
  /// Still unknown. True: it has been parked since before `limit`, and is now in flight, to be
  /// given up.
  std::optional<batch_row> still_unknown(const std::string& key, time_point now, time_point limit);
  /// Parked for an unknown word since before `limit`: now in flight, to be given up.
  std::vector<batch_row> words_overdue(time_point limit);

  /// What an operator may list: a page of all that is not settled. Scans the lane.
  waiting_rows list(const waiting_query& ask) const;
  /// Those of these keys that are not settled, with their newest values. Scans nothing.
  waiting_rows find(const std::vector<std::string>& keys) const;
  /// Selected keys that back off or are parked wait for the next drain instead. Resting ones keep
  /// resting: one of their requests may still be applied, and a shipment repeated before then would
  /// be made twice. Returns how many of the selected now wait.
  std::size_t hurry(const waiting_filter& filter);
  /// Selected keys that are not in flight become so, to be ended. Resting ones do so after their
  /// rest.
  struct given_up_rows {
    std::vector<given_up> now;
    std::size_t later = 0;
  };
  given_up_rows give_up(const waiting_filter& filter);

  /// When the first backing-off delivery is due again.
  std::optional<time_point> next_due() const;

  std::size_t waiting() const { return waiting_.size(); }
  std::size_t in_flight() const { return in_flight_; }
  std::size_t parked_count() const { return parked_.size(); }
  /// Those parked for an unknown word: they are not looked up in the store.
  std::size_t unknown_words() const { return parked_.size() - unknown_.size(); }
  /// Those of the retrying that rest, or wait for an older shipment.
  std::size_t resting() const { return at_rest_.size(); }
  std::size_t retrying() const { return backing_off_.size(); }
  bool empty() const { return waiting_.empty() && resting_.empty(); }
  /// The highest acceptance number covered by the key's delivery in flight. 0: there is none.
  std::uint64_t newest_acceptance(const std::string& key) const;
  /// Acceptance numbers of the unsent changes of a key for which the store may still apply a late
  /// request; empty: it may not.
  std::vector<std::uint64_t> doubted_changes(const std::string& key) const;
  /// Acceptance time of the oldest that waits, retries or is in flight, not counting parked or
  /// resting ones. 0: there is none. Wall clock, µs, to a tenth of a second.
  std::int64_t oldest_accepted_us() const { return backlog_.oldest_us(); }
  /// The same for the oldest parked one.
  std::int64_t oldest_parked_us() const { return parked_.oldest_us(); }

 private:
  enum class state : std::uint8_t { waiting, in_flight, backing_off, parked };

  /// Members that most slots never need.
  struct rare {
    std::string subject;
    std::string unknown_word;
    std::vector<covered_change> also;
    std::vector<attempt> past;
    attempt words;
    /// Arrived while in flight, or cannot be merged with what is: forced ones first, then one
    /// other.
    std::vector<delivery> behind;
    time_point again_at{};
    time_point parked_at{};
    time_point asked_at{};
    std::uint64_t group = 0;
    request_past been;  // of its own request
    std::optional<letter_class> given_up;
  };

  struct slot {
    acumage::version version;
    std::string value;
    std::int64_t accepted_at_us = 0;
    std::unique_ptr<rare> more;
    std::uint32_t drain = 0;  // the drain in which it arrived: it leaves with a later one
    state now = state::waiting;
    change_source source = change_source::unknown;
    bool recovered : 1 = false;  // or uncertain: never compared with the last delivered value
    bool force : 1 = false;
    bool if_changed : 1 = false;
    bool rests : 1 = false;
    bool doubted : 1 = false;  // sticky: a late request may still be applied
    bool alone : 1 = false;    // leaves in a request of its own
    bool verify : 1 = false;   // this value was delivered since then, and must be read back

    rare& extra() {
      if (!more) more = std::make_unique<rare>();
      return *more;
    }
  };
  static_assert(sizeof(slot) <= 72, "a waiting price is to take about 150 bytes with its key");

  struct group {
    request_past been;
    std::set<std::string> keys;
  };

  using slots = std::map<std::string, slot, folded_less>;

  static delivery to_delivery(const std::string& key, const slot& from);
  static void fill(slot& held, delivery&& what);
  std::optional<delivery> replace(slots::iterator at, delivery&& what);
  bool may_merge(bool force, const version& at, const delivery& other) const;
  static void begin_anew(slot& held);
  delivery take_place(slots::iterator at, delivery&& what);
  std::optional<delivery> line_up(slots::iterator at, delivery&& what);
  std::optional<delivery> follow(slot& first, delivery&& what);
  void take_behind(slots::iterator at, key_fate fate, std::vector<delivery>& losers);
  age_census& census_of(const slot& held);
  /// Wraps every change of its state, rest, or time of acceptance.
  void count(const slot& held) { census_of(held).add(held.accepted_at_us); }
  void uncount(const slot& held) { census_of(held).remove(held.accepted_at_us); }
  void park(slots::iterator resting, time_point now);
  void wake_due(time_point now);
  void leave_group(slots::iterator at);
  void back_off(slots::iterator at, const key_result& result);
  void to_waiting(slots::iterator resting, std::uint32_t drain);
  void leave_park(slots::iterator at) { unknown_.erase({at->second.more->asked_at, at->first}); }
  static bool has_unknown_word(const slot& held) {
    return held.more && !held.more->unknown_word.empty();
  }
  /// Whether a newer value may be what a parked key waits for. A price or quantity waits for a
  /// product, which no newer figure supplies, unless it waits for a word.
  bool is_cure(const slot& held, bool had_unknown_word) const {
    return how_ == coalescing::merged || had_unknown_word || has_unknown_word(held);
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
  std::set<std::pair<time_point, std::string>> unknown_;  // parked, by last look-up
  std::string cursor_;                                    // last key taken in this drain
  bool cursor_set_ = false;
  std::string tried_;  // last key returned by take_one()
  std::uint32_t drain_ = 0;
  std::size_t in_flight_ = 0;
  bool ever_doubted_ = false;  // for any key: skips the work while none is
  age_census backlog_;         // what waits, retries or is in flight
  age_census at_rest_;
  age_census parked_;
};

}  // namespace acumage::policy
