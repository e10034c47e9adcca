#include "actors/taken_in.hpp"

namespace acumage::actors {

void taken_in::note(entity which, std::uint64_t sequence) {
  {
    const std::lock_guard guard{mutex_};
    auto& reached = reached_.at(index_of(which));
    if (reached >= sequence) return;
    reached = sequence;
  }
  further_.notify_all();
}

bool taken_in::wait(entity which, std::uint64_t sequence,
                    std::chrono::steady_clock::time_point until) {
  std::unique_lock lock{mutex_};
  return further_.wait_until(lock, until, [&] { return reached_.at(index_of(which)) >= sequence; });
}

}  // namespace acumage::actors
