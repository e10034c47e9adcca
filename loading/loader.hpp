// The first load as a job: one step after the other, each kept on disk, in a thread of its own.
#pragma once

#include "loading/estimate.hpp"
#include "messages/first_load.hpp"
#include "messages/log.hpp"
#include "messages/pull.hpp"
#include "messages/reconcile.hpp"
#include "messages/result.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace acumage::loading {

struct lane_figures {
  bool taken_in = false;     ///< the lane has read everything accepted so far
  std::uint64_t moving = 0;  ///< waiting, in flight or to be tried again; not what is parked
  std::string trouble{};     ///< why nothing moves, in a word; empty: nothing known
};

/// Waits; false: the step is to end.
using rest_function = std::function<bool(std::chrono::milliseconds)>;

/// What a first load uses of the node. Thread-safe. Calls that block end when the node does.
struct neighbours {
  /// Entities that are on and have an inquiry, in the order in which they are loaded.
  std::vector<entity> loadable;
  /// The failing lines of the connection tests of both sides.
  std::function<std::vector<std::string>()> failing_checks;
  std::function<result<std::uint64_t>(entity, const rest_function&)> count_rows;
  std::function<pace()> pace_now;
  std::function<result<load_comparison>(entity, const rest_function&,
                                        std::function<void(std::uint64_t)>)>
      compare;
  enum class lane_switch : std::uint8_t { pause, release };
  std::function<status(entity, lane_switch)> order_lane;
  /// A run over all rows: that which is under way, or a new one. Its id.
  std::function<result<std::string>(entity)> start_pull;
  std::function<std::optional<pull_job>(const std::string&)> pull;
  std::function<void(const std::string&)> cancel_pull;
  std::function<lane_figures(entity)> lane;
  /// errc::conflict while another one runs.
  std::function<result<std::string>(entity)> start_reconciliation;
  std::function<std::optional<reconcile_status>(const std::string&)> reconciliation;
  /// The first differences of one that is done, at most as many.
  std::function<std::vector<reconcile_item>(const std::string&, std::size_t)> differences;
  std::function<status(const first_load&)> save;
  std::function<std::int64_t()> now_us;  ///< wall clock
  log_function log;
};

/// Thread-safe. A load that was under way when the process ended goes on with its step.
class loader {
 public:
  loader(neighbours with, std::optional<first_load> kept);
  ~loader();
  loader(const loader&) = delete;
  loader& operator=(const loader&) = delete;

  /// Ends the step in progress; it is repeated by the next start.
  void stop();

  /// Begins one, or goes on with that which is under way or has failed. errc::conflict: that one is
  /// of other entities, or a dry run is wanted beside it; errc::invalid: nothing can be loaded.
  result<first_load> start(const first_load_order& what);
  /// errc::conflict: nothing is asked.
  result<first_load> confirm(const first_load_answer& what);
  /// Lanes that it has paused stay paused. errc::conflict: none is under way.
  result<first_load> cancel();
  /// The last one, with its progress.
  std::optional<first_load> now() const;

 private:
  using change_function = std::function<void(first_load&)>;

  void work();
  first_load snapshot() const;
  status change(const change_function& how);
  status change_part(std::size_t which, const std::function<void(load_part&)>& how);
  result<first_load> replace(first_load with);  // the caller holds mutex_
  bool rest(std::chrono::milliseconds for_how_long);
  void show(load_progress progress);
  void finish(const status& ended);
  // loader_steps.cpp
  status one_step();
  status check();
  status count();
  status compare();
  status load();
  status load_part_at(std::size_t which);
  status read(std::size_t which);
  status wait_until_sent(std::size_t which);
  status release(std::size_t which);
  status release_what_blocks(std::size_t after);
  void show_loading(const load_part& part, const pull_job& job, const lane_figures& lane);
  status prove();
  status prove_part(std::size_t which);

  neighbours with_;
  mutable std::mutex mutex_;
  std::condition_variable news_;
  std::optional<first_load> load_;  // guarded by mutex_, as the next
  std::uint64_t order_ = 0;         ///< grows with each order of the operator
  bool stopping_ = false;
  std::uint64_t working_on_ = 0;  // used by the thread: a step of an earlier order changes nothing
  // Used by the thread, of the part that is being loaded: when this process began, and with what.
  std::int64_t began_us_ = 0;
  std::optional<std::uint64_t> began_with_;
  std::thread thread_;
};

}  // namespace acumage::loading
