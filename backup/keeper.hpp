// Makes backups by order and by schedule, one at a time, on a thread of its own.
#pragma once

#include "backup/backup.hpp"
#include "messages/log.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace acumage::backup {

struct schedule {
  backup_order what = {};
  std::chrono::seconds every{0};  ///< from the begin of one to that of the next; 0: by order only
};

class keeper {
 public:
  /// `from` makes what a backup is made of, now. What it refers to must outlive the keeper.
  keeper(std::function<source()> from, schedule when, log_function say);
  /// Gives up a backup that is under way, which leaves nothing behind.
  ~keeper();
  keeper(const keeper&) = delete;
  keeper& operator=(const keeper&) = delete;

  /// Begins one. errc::conflict while another runs; errc::invalid without a folder, neither in the
  /// order nor in the schedule.
  result<backup_status> order(backup_order what);
  /// The one that runs, else the last one of this process.
  backup_status last() const;

 private:
  void work();
  bool due() const;
  void make(const backup_order& what);

  const std::function<source()> from_;
  const schedule when_;
  const log_function say_;
  mutable std::mutex mutex_;
  std::condition_variable news_;
  bool stopping_ = false;  // guarded by mutex_, as the next
  std::optional<backup_order> ordered_;
  backup_status last_;
  std::int64_t tried_us_ = 0;
  std::thread thread_;
};

}  // namespace acumage::backup
