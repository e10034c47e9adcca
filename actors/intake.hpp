// The committer: writes everything waiting at the gate to disk in one synced write, then answers it.
#pragma once

#include "actors/context.hpp"
#include "messages/interfaces.hpp"
#include "messages/submission.hpp"

#include <caf/actor_system.hpp>

#include <semaphore.h>
#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace acumage::actors {

/// Where HTTP threads wait for the commit that contains their changes. Created before the actors
/// and outlives them; any thread.
class intake_gate final : public intake_port {
 public:
  intake_gate(context& shared, std::uint64_t max_unsettled);

  result<receipt> submit(submission what) override;
  result<remembered_records> remembered(std::chrono::milliseconds at_most) override;
  std::string why_not_ready() const override;

  /// From now on submissions wake this actor. Before that, and after close(), they are refused.
  void open(intake_actor committer);
  /// Refuses new submissions; waiting ones are still committed.
  void close(std::string why);

  struct entry {
    submission what;
    result<receipt> answer{error{errc::unavailable, "intake: stopped", {}}};
    /// Not std::atomic<bool>: in libstdc++ all waiters of a bool share 16 slots, a notification
    /// wakes every waiter of a slot, and each spins before it sleeps again. That took a fifth of a
    /// push's CPU.
    sem_t ready{};

    entry() { ::sem_init(&ready, 0, 0); }
    ~entry() { ::sem_destroy(&ready); }
    entry(const entry&) = delete;
    entry& operator=(const entry&) = delete;
  };
  /// Requests waiting for their commit.
  std::size_t waiting() const;
  /// All waiting requests, in order; for the committer only.
  std::vector<entry*> take();

 private:
  context& shared_;
  std::uint64_t max_unsettled_;
  mutable std::mutex mutex_;
  std::vector<entry*> waiting_;  // entries live on their submitters' stacks until `ready`
  intake_actor committer_;
  std::string closed_ = "starting";
};

using lane_links = std::array<link<lane_actor>, entity_count>;

/// `detach` is false under the test scheduler only: it waits for the disk.
intake_actor spawn_intake(caf::actor_system& system, context& shared, intake_gate& gate,
                          lane_links lanes, bool detach);

}  // namespace acumage::actors
