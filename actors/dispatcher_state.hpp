// What a dispatcher knows and does, in two files: dispatcher.cpp (batches and what becomes of them) and
// dispatcher_circuit.cpp (probes, holds, trials).
#pragma once

#include "actors/batcher.hpp"
#include "actors/dispatcher.hpp"
#include "policy/attempt.hpp"
#include "policy/circuit.hpp"
#include "policy/mass_failure.hpp"
#include "policy/verdicts.hpp"

#include <caf/all.hpp>

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace acumage::actors {

struct dispatcher_state {
  explicit dispatcher_state(dispatcher_actor::pointer owner)
      : self{owner}, circuit{std::chrono::seconds{15}} {}
  static constexpr const char* name = "dispatcher";

  void on_batch(batch what);
  void on_lookup(lookup what);
  void on_hold_released();
  void on_sent(batch_sent sent);
  void on_lookup_sent(lookup_sent sent);
  void on_probe_sent(const probe_sent& sent);
  void on_settled(keys_settled settled);
  void on_probe_tick(probe_tick tick);
  void on_check_tick();

  // batches
  void send_on();
  void judge(policy::tried_batch done);
  void judge_aside(policy::request_fate fate, policy::tried_batch done);
  policy::attempt_result result_now();
  void split(policy::tried_batch&& done, std::size_t most);
  void set_suspects_apart(batch& what);
  void ask_alone(std::uint64_t number, std::vector<batch_row> rows);
  void follow(policy::request_fate fate, policy::tried_batch& done, policy::attempt_result& came);
  void wait_as_told(policy::tried_batch& done, policy::attempt_result& came);
  void finish(std::uint64_t number, policy::attempt_result came);
  void give_back(policy::tried_batch unsent);
  void give_back_unsent();
  std::optional<std::size_t> idle_again();
  template <class Message>
  void tell(Message&& message) {
    shared->stats.actor(batcher_name(options.judging.entity)).count_sent();
    self->send(back_to, std::forward<Message>(message));
  }

  // circuit
  void after_probe(bool healthy);
  void hold_if_tripped();
  void release();
  void arm_tick();
  void note_circuit();
  void on_checked(const probe_sent& sent);

  dispatcher_actor::pointer self;
  context* shared = nullptr;
  actor_row* row = nullptr;
  lane_row* lane = nullptr;
  dispatcher_options options;
  std::vector<link<sender_actor>> senders;
  link<settler_actor> settler;
  link<failure_actor> failure;
  batcher_actor back_to;

  policy::circuit circuit;
  policy::mass_failure watch;
  policy::recent_deliveries delivered;
  std::deque<std::size_t> idle;           // senders
  std::deque<policy::tried_batch> ready;  // parts to send
  std::map<std::uint64_t, std::pair<std::size_t, policy::tried_batch>>
      in_flight;                                    // part number -> sender, part
  std::vector<policy::tried_batch> suspended;       // waiting for the probe's word
  std::map<std::uint64_t, std::size_t> parts_left;  // batch number -> parts not yet through
  std::deque<lookup> lookups;
  bool probe_wanted = false;
  std::optional<std::size_t> checking;  // the sender that asks an idle lane's store
  bool unanswered = false;              // the last check of an idle lane failed
  std::optional<time_point> heard;      // when a sender last came back from the store
  bool on_trial = false;                // a held lane's one row is on its way
  std::uint64_t parts = 0;
  std::uint64_t groups = 0;
  std::uint64_t ticks = 0;
};

}  // namespace acumage::actors
