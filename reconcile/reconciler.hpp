// Reconciliations as jobs: one at a time, in a thread of its own, with a report for each.
#pragma once

#include "actors/held_values.hpp"
#include "magento/paged_search.hpp"
#include "magento/transport.hpp"
#include "messages/log.hpp"
#include "messages/reconcile.hpp"
#include "messages/result.hpp"
#include "pull/puller.hpp"
#include "reconcile/comparer.hpp"
#include "reconcile/comparison_report.hpp"
#include "reconcile/schedule.hpp"

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <string>
#include <thread>
#include <vector>

namespace acumage::reconcile {

struct reconciler_neighbours {
  actors::held_values held;
  actors::held_rules rules;
  std::function<acumatica::field_aliases()> aliases;
  std::function<std::unique_ptr<magento::transport>()> connect;
  magento::page_limits* pages = nullptr;
  magento::present_options store = {};
  pull::puller* erp = nullptr;  ///< null: there is none
  /// Whether rows of the entity can be read from the ERP.
  std::function<bool(entity)> pulled;
  /// Only single records, by their keys.
  std::function<bool(entity)> by_key = [](entity) { return false; };
  std::chrono::seconds lag{0};  ///< of pulls: a later push takes precedence over what they read
  /// Sends what the node has of these keys again, whatever was delivered last.
  std::function<status(entity, std::span<const std::string>)> send_again;
  std::function<std::uint64_t(entity)> remembered;  ///< how many records
  std::filesystem::path folder;                     ///< of the reports
  std::function<std::int64_t()> now_us;             ///< wall clock
  log_function log;
  std::chrono::milliseconds between_looks{60'000};  ///< a difference counts when it lasts that long
  schedule_options schedule = {};
  std::vector<reconcile_status> known = {};  ///< of earlier nodes on this folder, oldest first
  /// Keeps the job; `removed`: the id of one that is no longer kept, or empty.
  std::function<status(const reconcile_status& job, const std::string& removed)> save;
};

/// Thread-safe. A job that the end of the process has cut short is failed, and says so.
class reconciler {
 public:
  static constexpr std::size_t most_kept = 100;

  explicit reconciler(reconciler_neighbours with);
  ~reconciler();
  reconciler(const reconciler&) = delete;
  reconciler& operator=(const reconciler&) = delete;

  /// Ends the job that runs.
  void stop();

  /// errc::conflict while another runs, unless that one is by schedule: it gives way, and begins
  /// again later. errc::invalid for customers, or an empty selection. Returns the job's id.
  result<std::string> order(reconcile_order what);
  /// The last `most_kept`, oldest first.
  std::vector<reconcile_status> all() const;
  /// Rows of the report of a job that has one, as report_rows(). errc::not_found.
  result<reconcile_page> rows(const std::string& id, const std::string& what,
                              const std::string& cursor, std::size_t limit) const;
  /// errc::not_found; errc::conflict when it is over.
  status cancel(const std::string& id);

 private:
  void take_known();
  result<std::string> add(reconcile_order what);
  std::string make_room();
  bool next_job();
  void end(const status& how);
  void save(const reconcile_status& job);
  void work();
  status run();
  status first_look(comparer& by);
  status second_look_at(comparer& by);
  status fix(comparer& by);
  status read_again(std::span<const std::string> keys);
  status pull_now(std::vector<std::string> keys);
  result<std::uint64_t> erp_now();
  status look_again(comparer& by, std::span<const std::string> keys);
  status wait_until_settled(std::span<const std::string> keys, std::uint64_t head);
  bool rest(std::chrono::milliseconds for_how_long);
  void note(const std::function<void(reconcile_status&)>& change);
  void show(const comparison_report& report);

  reconciler_neighbours with_;
  mutable std::mutex mutex_;
  std::condition_variable news_;
  std::vector<reconcile_status> jobs_;  // guarded by mutex_, as the next; oldest first
  std::set<std::string> cancelled_;     // ids
  std::string outranked_;               // id of the job that gives way
  bool stopping_ = false;
  std::uint64_t last_id_ = 0;
  // of the running job, used by the thread
  reconcile_status now_;
  std::unique_ptr<class second_look> suspects_;
  std::unique_ptr<comparison_report> report_;
  std::map<std::string, policy::sync_class> to_fix_;  // by key
  std::thread thread_;
};

}  // namespace acumage::reconcile
