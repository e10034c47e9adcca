// The state and functions of a batcher, in batcher.cpp (arrivals, schedule), batcher_drain.cpp and batcher_orders.cpp.
#pragma once

#include "actors/batcher.hpp"
#include "policy/delivery_queue.hpp"

#include <caf/all.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace acumage::actors {

/// Why a drain begins: the schedule looked, or something ended that kept the lane from sending and
/// that the schedule does not know of (SPEC 6). Without a schedule all drains are of the second
/// kind.
enum class drain_reason : std::uint8_t { look, at_once };

struct batcher_state {
  explicit batcher_state(batcher_actor::pointer owner) : self{owner} {}
  static constexpr const char* name = "batcher";

  void on_chunk(delivery_chunk chunk);
  void on_caught_up();
  void on_done(attempt_done done);
  void on_settled(const keys_settled& settled);
  void on_lookup(const lookup_done& found);
  void on_news(const lane_news& news);
  void on_trial();
  void on_switch(sending_switch turned);
  caf::typed_response_promise<bool> on_drain();
  waiting_rows on_query(const waiting_query& ask);
  std::uint64_t on_order(const waiting_order& order);
  void on_look(look_tick tick);
  void on_due(due_tick tick);
  void on_park();
  void on_hold_over();

  bool may_send() const;
  void start_drain(drain_reason why);
  void pump();
  void dispatch(batch next);
  batch collect();
  bool leaves(const batch_row& row);
  bool is_told_already(const batch_row& row);
  void filter_unchanged(const delivery& what);
  bool waits_for_shipment(const batch_row& row);
  void park_for_word(const batch_row& row);
  bool rests_after_start(const batch_row& row);
  void put_back(const batch_row& row, time_point until, std::string why);
  void give_up(const batch_row& candidate, const error& problem);
  failed_delivery letter_of(batch_row over, letter_class reason) const;
  void finish_drain();
  bool wants_drain() const;
  void look();
  void after_change();
  void arm_look(time_point at);
  void arm_due();
  void arm_park();
  void ask_parked();
  void give_up_words();
  std::uint64_t give_up_waiting(const waiting_filter& filter);
  void supersede(const delivery& what, std::string reason);
  void keep_doubt(const std::string& key);
  void end(const delivery& what, end_kind outcome, std::string reason, settlement& into);
  void pass_on();
  void publish();

  batcher_actor::pointer self;
  context* shared = nullptr;
  actor_row* row = nullptr;
  lane_row* lane = nullptr;
  batcher_options options;
  link<dispatcher_actor> dispatcher;
  link<settler_actor> settler;
  link<failure_actor> failure;

  policy::delivery_queue queue;
  std::optional<policy::schedule> schedule;  // begins when the lane has caught up
  bool sending = true;
  bool circuit_closed = true;
  bool stopping = false;
  bool drain_wanted = false;  // once and immediately, regardless of the schedule
  std::optional<time_point> hold_until;
  std::size_t row_limit = 0;  // learnt from the store; 0: none

  bool draining = false;  // a drain is under way
  drain_reason why_draining = drain_reason::look;
  bool look_missed = false;  // one that fell into a drain unknown to the schedule
  time_point look_at{};      // the next one
  bool exhausted = false;    // … and all of it has left
  std::size_t rows_per_request = 1;
  std::size_t window = 0;  // batches at the dispatcher
  std::uint64_t batches = 0;
  std::uint64_t look_number = 0;
  std::uint64_t due_number = 0;
  std::optional<time_point> park_at;  // when parked records are looked up next
  std::size_t left_to_ask = 0;
  std::vector<caf::typed_response_promise<bool>> drained;

  std::map<std::string, time_point> held_since;  // quantities waiting for shipments
  std::set<std::string> rested;  // doubted keys that need no further rest after the start
  settlement superseded;         // ends that no key waits for
  settlement unchanged;          // ends that release their keys
  failed_chunk failed;           // instead of leaving
};

}  // namespace acumage::actors
