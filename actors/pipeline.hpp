// Spawns the actors, downstream ones first, supervises them and stops them.
#pragma once

#include "actors/batcher.hpp"
#include "actors/context.hpp"
#include "actors/dispatcher.hpp"
#include "actors/entity_lane.hpp"
#include "actors/intake.hpp"
#include "actors/replayer.hpp"
#include "actors/sender.hpp"

#include <caf/actor_system.hpp>

#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace acumage::actors {

struct lane_setup {
  rules_maker rules;
  std::shared_ptr<const store_language> language;  ///< null: the lane never sends
  batcher_options batcher;
  dispatcher_options dispatcher;
  std::chrono::hours finished_kept{0};  ///< as of lane_options
};

struct pipeline_setup {
  std::array<lane_setup, entity_count> lanes;
  std::chrono::milliseconds pair_window{2'000};
  std::chrono::milliseconds assemble_window{2'000};
  std::function<std::unique_ptr<magento::transport>()> connect;
  std::function<std::string()> next_request_id;
  rerouter reroute;
  /// An actor ended unexpectedly: the process must end, and the journal has all that matters.
  std::function<void(const std::string&)> on_crash;
  bool detach = true;  ///< false under the test scheduler only
};

class pipeline {
 public:
  /// Opens the gate last, when every actor is in place.
  pipeline(caf::actor_system& system, context& shared, intake_gate& gate, pipeline_setup setup);
  ~pipeline();
  pipeline(const pipeline&) = delete;
  pipeline& operator=(const pipeline&) = delete;

  void set_sending(entity which, bool on);
  /// The node's own entries are in the journal up to here.
  void entries_added(entity which, std::uint64_t head, std::uint64_t count);
  void replay(const replay_job& job);
  void cancel_replay(const std::string& id);
  /// The unsettled deliveries of a lane. errc::unavailable: no answer in time.
  result<waiting_rows> waiting(entity which, const waiting_query& ask,
                               std::chrono::milliseconds at_most);
  /// Hurries or gives up deliveries; returns the number of keys.
  result<std::uint64_t> order_waiting(entity which, const waiting_order& order,
                                      std::chrono::milliseconds at_most);
  /// Has a lane forget versions between two chunks; returns the number of keys. errc::unavailable:
  /// no answer in time, though the lane will still do it.
  result<std::uint64_t> forget_versions(entity which, const forget_order& order,
                                        std::chrono::milliseconds at_most);
  /// Compares rows that were read from Acumatica with what their lane remembers. errc::unavailable:
  /// no answer in time.
  result<observed_rows> observe(entity which, const observe_rows& rows,
                                std::chrono::milliseconds at_most);
  /// For direct messages to a lane or its batcher, as the test scheduler needs.
  const link<lane_actor>& lane(entity which) const { return lanes_.at(index_of(which)); }
  const link<batcher_actor>& batcher(entity which) const { return batchers_.at(index_of(which)); }
  /// Whether every actor takes a message within the time, except the senders, which wait for the
  /// store.
  bool answers(std::chrono::milliseconds at_most) const;
  /// Stops sending; true when all that was in flight has been settled within the time.
  bool drain(std::chrono::milliseconds at_most);
  /// Ends every actor, whatever it is doing, and cuts requests in flight. Later calls get no
  /// answer.
  void end();

 private:
  void spawn_lane_of(entity which, pipeline_setup& setup);
  template <class Handle>
  Handle watched(Handle actor, const std::string& name);

  caf::actor_system& system_;
  context& shared_;
  intake_gate& gate_;
  std::vector<std::shared_ptr<magento::transport>> transports_;  // of senders, to be interrupted
  std::vector<caf::strong_actor_ptr> actors_;
  std::vector<caf::strong_actor_ptr> prompt_;  // of these, those that never wait for the store
  caf::actor supervisor_;
  link<settler_actor> settler_;
  link<failure_actor> failure_;
  lane_links lanes_;
  std::array<link<batcher_actor>, entity_count> batchers_;
  link<replayer_actor> replayer_;
};

/// Settings of the actor system that the pipeline needs.
std::unique_ptr<caf::actor_system_config> actor_config();

}  // namespace acumage::actors
