// Spawns the graph from the mouth upward, watches over it, and takes it down again.
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
  /// An actor ended that should not have: the process must end, the journal has all that matters.
  std::function<void(const std::string&)> on_crash;
  bool detach = true;  ///< false under the test scheduler only
};

class pipeline {
 public:
  /// The gate is opened last: what comes in finds every actor in place.
  pipeline(caf::actor_system& system, context& shared, intake_gate& gate, pipeline_setup setup);
  /// Ends every actor, whatever it is doing; requests in flight are cut.
  ~pipeline();
  pipeline(const pipeline&) = delete;
  pipeline& operator=(const pipeline&) = delete;

  void set_sending(entity which, bool on);
  /// Entries of the node itself stand in the journal up to here.
  void entries_added(entity which, std::uint64_t head, std::uint64_t count);
  void replay(const replay_job& job);
  void cancel_replay(const std::string& id);
  /// What of a lane is not settled. errc::unavailable: no answer in time.
  result<waiting_rows> waiting(entity which, const waiting_query& ask,
                               std::chrono::milliseconds at_most);
  /// Hurries or gives up; how many keys that was done to.
  result<std::uint64_t> order_waiting(entity which, const waiting_order& order,
                                      std::chrono::milliseconds at_most);
  /// Has a lane forget versions, between two chunks; of how many keys. errc::unavailable: no answer in time,
  /// it does so later all the same.
  result<std::uint64_t> forget_versions(entity which, const forget_order& order,
                                        std::chrono::milliseconds at_most);
  /// For who speaks to a lane or its batcher itself, as the test scheduler must.
  const link<lane_actor>& lane(entity which) const { return lanes_.at(index_of(which)); }
  const link<batcher_actor>& batcher(entity which) const { return batchers_.at(index_of(which)); }
  /// Every actor but the senders, which wait for the store, takes a message within the time.
  bool answers(std::chrono::milliseconds at_most) const;
  /// Nothing new leaves; true when all that was in flight has been settled within the time.
  bool drain(std::chrono::milliseconds at_most);

 private:
  void spawn_lane_of(entity which, pipeline_setup& setup);
  template <class Handle>
  Handle watched(Handle actor, const std::string& name);

  caf::actor_system& system_;
  context& shared_;
  intake_gate& gate_;
  std::vector<std::shared_ptr<magento::transport>> transports_;  // the senders', to be interrupted
  std::vector<caf::strong_actor_ptr> actors_;
  std::vector<caf::strong_actor_ptr> prompt_;  // of these, those that never wait for the store
  caf::actor supervisor_;
  link<settler_actor> settler_;
  link<failure_actor> failure_;
  lane_links lanes_;
  std::array<link<batcher_actor>, entity_count> batchers_;
  link<replayer_actor> replayer_;
};

/// Settings of the actor system that the pipeline wants.
std::unique_ptr<caf::actor_system_config> actor_config();

}  // namespace acumage::actors
