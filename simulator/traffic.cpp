#include "simulator/traffic.hpp"

#include <utility>

namespace acumage::simulator {

void traffic::change(const std::function<void()>& how) {
  {
    std::lock_guard lock{mutex_};
    how();
  }
  changed_.notify_all();
}

std::uint64_t traffic::arrived() {
  std::uint64_t number = 0;
  change([&] { number = ++totals_.arrived; });
  return number;
}

void traffic::answered(logged_request what) {
  change([&] {
    ++totals_.answered;
    if (log_limit_ == 0) return;
    if (log_.size() == log_limit_) log_.pop_front();
    log_.push_back(std::move(what));
  });
}

void traffic::faulted() {
  change([&] { ++totals_.faults; });
}

void traffic::read() {
  change([&] { ++totals_.reads; });
}

void traffic::wrote(std::size_t rows) {
  change([&] {
    ++totals_.writes;
    totals_.rows_written += rows;
  });
}

totals traffic::count() const {
  std::lock_guard lock{mutex_};
  return totals_;
}

std::vector<logged_request> traffic::requests() const {
  std::lock_guard lock{mutex_};
  return {log_.begin(), log_.end()};
}

bool traffic::wait_for(const std::function<bool(const totals&)>& reached,
                       std::chrono::milliseconds at_most) const {
  std::unique_lock lock{mutex_};
  return changed_.wait_for(lock, at_most, [&] { return reached(totals_); });
}

}  // namespace acumage::simulator
