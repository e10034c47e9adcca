#include "backup/keeper.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace acumage::backup {

namespace {

constexpr std::chrono::seconds look_interval{1};

}  // namespace

keeper::keeper(std::function<source()> from, schedule when, log_function say)
    : from_{std::move(from)}, when_{std::move(when)}, say_{std::move(say)} {
  const auto known = backups_in(when_.what.folder);
  if (!known.empty()) tried_us_ = time_of(known.back());
  thread_ = std::thread{[this] { work(); }};
}

keeper::~keeper() {
  {
    const std::lock_guard guard{mutex_};
    stopping_ = true;
  }
  news_.notify_all();
  thread_.join();
}

result<backup_status> keeper::order(backup_order what) {
  if (what.folder.empty()) {
    what.folder = when_.what.folder;
    if (what.keep == 0) what.keep = when_.what.keep;
  }
  if (what.folder.empty())
    return error{errc::invalid,
                 "folder: missing; expected the folder for the backup, or backup.folder in the "
                 "settings",
                 {}};
  const std::lock_guard guard{mutex_};
  if (ordered_ || last_.is == backup_status::stage::running)
    return error{errc::conflict,
                 "backup: one is under way (" + last_.path + "); expected the next after it",
                 {}};
  last_ = {.is = backup_status::stage::running, .path = what.folder, .began_us = from_().now_us};
  ordered_ = std::move(what);
  news_.notify_all();
  return last_;
}

backup_status keeper::last() const {
  const std::lock_guard guard{mutex_};
  return last_;
}

/// The caller holds mutex_.
bool keeper::due() const {
  if (when_.every.count() == 0 || when_.what.folder.empty()) return false;
  const auto now_us = from_().now_us;
  // A clock that was set back must not stop the schedule.
  return tried_us_ > now_us || now_us - tried_us_ >= std::chrono::microseconds{when_.every}.count();
}

void keeper::work() {
  std::unique_lock lock{mutex_};
  while (!stopping_) {
    if (!ordered_ && due()) {
      ordered_ = when_.what;
      last_ = {.is = backup_status::stage::running,
               .path = ordered_->folder,
               .began_us = from_().now_us};
      tried_us_ = last_.began_us;
    }
    if (!ordered_) {
      news_.wait_for(lock, look_interval, [this] { return stopping_ || ordered_.has_value(); });
      continue;
    }
    const auto what = *std::exchange(ordered_, std::nullopt);
    lock.unlock();
    make(what);
    lock.lock();
  }
}

void keeper::make(const backup_order& what) {
  const auto of = from_();
  auto made = make_backup(of, what, [this] {
    const std::lock_guard guard{mutex_};
    return !stopping_;
  });
  const std::lock_guard guard{mutex_};
  if (made) {
    last_ = std::move(*made);
  } else {
    last_.is = backup_status::stage::failed;
    last_.error = made.problem().message;
  }
  last_.ended_us = std::max(from_().now_us, last_.began_us);
  if (last_.is == backup_status::stage::failed) {
    say_({log_level::error, "backup", "failed", {{"error", last_.error}}});
    return;
  }
  say_({log_level::info,
        "backup",
        "made",
        {{"path", last_.path},
         {"bytes", std::to_string(last_.bytes)},
         {"unsettled", std::to_string(last_.unsettled)},
         {"removed", std::to_string(last_.removed)}}});
  if (last_.same_disk)
    say_({log_level::warn,
          "backup",
          "on the disk of the data folder: it does not survive that disk",
          {{"path", last_.path}}});
}

}  // namespace acumage::backup
