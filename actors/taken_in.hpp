// How far the lanes have read the journal: readers of a lane's memory wait until it is complete.
#pragma once

#include "messages/entity.hpp"

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace acumage::actors {

/// Thread-safe.
class taken_in {
 public:
  /// What the lane has learnt from its changes up to this number is on disk.
  void note(entity which, std::uint64_t sequence);
  /// False: it had not got that far by then.
  bool wait(entity which, std::uint64_t sequence, std::chrono::steady_clock::time_point until);

 private:
  std::mutex mutex_;
  std::condition_variable further_;
  std::array<std::uint64_t, entity_count> reached_{};
};

}  // namespace acumage::actors
