// The state and functions of a lane, in entity_lane.cpp (the journal) and entity_lane_rulings.cpp (the rulings).
#pragma once

#include "actors/entity_lane.hpp"
#include "policy/assembly.hpp"
#include "policy/pairing.hpp"

#include <caf/all.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace acumage::actors {

struct lane_state {
  explicit lane_state(lane_actor::pointer owner) : self{owner} {}
  static constexpr const char* name = "lane";

  void start();
  void on_head(std::uint64_t sequence);
  void on_requeued(const requeued& what);
  void on_want(want room);
  forgotten on_forget(const forget_order& order);
  observed_rows on_observe(const observe_rows& order);
  void read_on();
  void on_pair_tick();
  void on_assemble_tick();
  void on_forget_tick();

  void wake();
  std::optional<std::vector<journaled_change>> next_chunk();
  std::nullopt_t give_up(const error& problem);
  bool work(std::vector<journaled_change> changes);
  bool rule_on_some(std::span<journaled_change> some);
  void rule_on(journaled_change&& each);
  void hold_row(journaled_change&& part, const std::string& document);
  void complete(const policy::assembled& document);
  void follow(const journaled_change& each, policy::ruling ruling,
              std::span<const journaled_change> older = {});
  void hold_word(delivery&& what, policy::unknown_word& word);
  void condemn(const journaled_change& each);
  template <class Rule>
  policy::ruling guarded(Rule rule);
  observation look_at(const change& read, observing how);
  bool keep();
  void hold_lone(journaled_change&& lone);
  void end(const journaled_change& what, end_kind outcome, std::string reason);
  void pass_on();

  lane_actor::pointer self;
  context* shared = nullptr;
  actor_row* row = nullptr;
  storage::hand_marks::slot* hand = nullptr;
  lane_options options;
  std::uint64_t resumed_to = 0;  ///< the highest number at the start
  std::unique_ptr<entity_rules> rules;
  link<batcher_actor> batcher;
  link<settler_actor> settler;
  link<failure_actor> failure;

  std::uint64_t cursor = 0;         // last sequence read
  std::uint64_t head = 0;           // the highest sequence in the journal
  std::deque<std::uint64_t> again;  // replayed entries, below the cursor
  std::size_t credit = 4096;        // deliveries that may be in flight to the batcher
  bool reading = false;             // a read_tick is in flight
  bool said_caught_up = false;
  policy::pairing pairs{std::chrono::milliseconds{0}};
  policy::assembly documents{std::chrono::milliseconds{0}};
  bool assembling = false;  // an assemble_tick is in flight

  /// Keys whose request had no answer when the process ended and may be applied yet, although its change has ended
  /// without another: the next delivery of the key waits for it.
  std::set<std::string> doubts;

  // what the chunk in hand has come to
  delivery_chunk deliveries;
  settlement ends;
  failed_chunk failures;
};

}  // namespace acumage::actors
