#include "simulator/acumatica/clock.hpp"

#include <algorithm>

namespace acumage::simulator::acumatica {
namespace {

moment real_now() {
  return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

}  // namespace

moment erp_clock::now_locked() const { return frozen_ ? *frozen_ : real_now() + offset_; }

moment erp_clock::now() const {
  std::lock_guard lock{mutex_};
  return now_locked();
}

moment erp_clock::stamp() {
  std::lock_guard lock{mutex_};
  last_stamp_ = std::max(now_locked(), last_stamp_ + std::chrono::microseconds{1});
  return last_stamp_;
}

void erp_clock::step(std::chrono::microseconds by) {
  {
    std::lock_guard lock{mutex_};
    if (frozen_) *frozen_ += by;
    offset_ += by;
    if (by.count() < 0) last_stamp_ = {};
  }
  if (on_change) on_change();
}

void erp_clock::set(moment to) { step(to - now()); }

void erp_clock::freeze() {
  std::lock_guard lock{mutex_};
  frozen_ = now_locked();
}

void erp_clock::thaw() {
  {
    std::lock_guard lock{mutex_};
    if (frozen_) offset_ = *frozen_ - real_now();
    frozen_.reset();
  }
  if (on_change) on_change();
}

}  // namespace acumage::simulator::acumatica
