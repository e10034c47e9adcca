// How others use the session of the jobs, between their steps.
#include "pull/puller.hpp"

#include <algorithm>
#include <utility>

namespace acumage::pull {

puller::stay::stay(puller& with) : with_{with} {
  const std::lock_guard guard{with_.mutex_};
  ++with_.stays_;
}

puller::stay::~stay() {
  const std::lock_guard guard{with_.mutex_};
  --with_.stays_;
  with_.stirred_ = true;
  with_.news_.notify_all();
}

bool puller::lend(const std::function<void(erp_session&)>& use) {
  guest mine{&use};
  std::unique_lock lock{mutex_};
  guests_.push_back(&mine);
  stirred_ = true;
  news_.notify_all();
  news_.wait(lock, [&] { return mine.done || (stopping_ && mine.use != nullptr); });
  if (!mine.done) guests_.erase(std::find(guests_.begin(), guests_.end(), &mine));
  return mine.done;
}

/// False: nobody waits for the session.
bool puller::serve_guest() {
  guest* next = nullptr;
  const std::function<void(erp_session&)>* use = nullptr;
  {
    const std::lock_guard guard{mutex_};
    if (guests_.empty() || stopping_) return false;
    next = guests_.front();
    guests_.erase(guests_.begin());
    use = std::exchange(next->use, nullptr);
  }
  signed_out_ = false;
  (*use)(*session_);
  const std::lock_guard guard{mutex_};
  next->done = true;
  news_.notify_all();
  return true;
}

}  // namespace acumage::pull
