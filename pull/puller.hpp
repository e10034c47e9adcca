// The jobs that read from Acumatica, one request at a time, in a thread of their own.
#pragma once

#include "messages/log.hpp"
#include "messages/pull.hpp"
#include "messages/result.hpp"
#include "pull/recurring.hpp"
#include "pull/run.hpp"
#include "pull/schedule.hpp"
#include "pull/source.hpp"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace acumage::pull {

struct puller_options {
  options runs;
  schedule_options schedule;
};

/// Thread-safe. Jobs that were under way when the process ended go on. One job reads at a time; one
/// that names its records goes between the pages of another. The session is signed out whenever no
/// job is left.
class puller {
 public:
  static constexpr std::size_t most_queued = 10;

  /// `connect` makes the session, which signs in with its first request and is kept: a refused
  /// sign-in stands until the settings are read again.
  puller(puller_options how, neighbours with, std::function<std::unique_ptr<erp_session>()> connect,
         log_function log, std::vector<recurring*> tasks = {});
  ~puller();
  puller(const puller&) = delete;
  puller& operator=(const puller&) = delete;

  /// Abandons the request in progress and signs out; jobs go on with the next start. Whoever waits
  /// for a job is released.
  void stop();

  /// Why Acumatica refused the sign-in; empty: it did not.
  std::string refusal() const;

  /// Calls `use` with the session, in the thread that owns it, between two steps of the jobs, and
  /// waits until it has returned. False: the node ends, and it was not called.
  bool lend(const std::function<void(erp_session&)>& use);
  /// While one of these lives, the session is not signed out between two calls of lend().
  class stay {
   public:
    explicit stay(puller& with);
    ~stay();
    stay(const stay&) = delete;
    stay& operator=(const stay&) = delete;

   private:
    puller& with_;
  };

  /// Queues a job; id and times are assigned here. errc::conflict when ten wait, or one of the same
  /// selection does; errc::invalid for an entity that is not pulled, or an empty selection.
  result<pull_job> order(pull_job job);
  /// errc::not_found; errc::conflict when it is over.
  status cancel(const std::string& id);
  /// All that are kept, oldest first, with their present figures.
  std::vector<pull_job> jobs() const;
  /// Of each entity that is pulled.
  std::vector<pull_outlook> outlook() const;
  /// The job when it is over, or as it is when the time is up or the node ends.
  std::optional<pull_job> wait(const std::string& id, std::chrono::milliseconds at_most) const;

 private:
  void work();
  bool turn();
  bool serve_guest();
  run* next_run();
  bool is_cancelled(const std::string& id) const;
  bool is_idle() const;
  void run_tasks();
  void note(const pull_job& job);
  void order_due();
  std::string next_id();
  void rest(std::chrono::milliseconds for_how_long);

  puller_options how_;
  neighbours with_;
  std::function<std::unique_ptr<erp_session>()> connect_;
  log_function log_;
  std::vector<recurring*> tasks_;
  mutable std::mutex mutex_;
  mutable std::condition_variable news_;
  std::map<std::string, pull_job> jobs_;                                     // by id, oldest first
  std::set<std::string> cancelled_;                                          // ids
  std::map<std::string, std::chrono::steady_clock::time_point> not_before_;  // used by the thread
  std::map<std::string, std::unique_ptr<run>> runs_;                         // used by the thread
  std::shared_ptr<erp_session> session_;                                     // set under mutex_
  std::uint64_t last_id_ = 0;
  struct guest {
    const std::function<void(erp_session&)>* use = nullptr;
    bool done = false;
  };
  std::vector<guest*> guests_;  // guarded by mutex_, as the next
  std::size_t stays_ = 0;
  bool stopping_ = false;
  bool stirred_ = false;
  /// Used by the thread. False at first: an earlier process may have left a session open.
  bool signed_out_ = false;
  std::thread thread_;
};

}  // namespace acumage::pull
