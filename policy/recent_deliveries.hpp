// Whether other records of a lane are delivered while one is turned away (SPEC 6, "Attempts").
#pragma once

#include "messages/batch.hpp"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <string>
#include <utility>

namespace acumage::policy {

/// The most recently delivered keys, each with its latest time. Owned by one lane.
class recent_deliveries {
 public:
  static constexpr std::size_t enough = 20;  ///< others, to blame the record

  void delivered(const std::string& key, time_point now) {
    std::erase_if(last_, [&](const auto& each) { return each.first == key; });
    last_.emplace_front(key, now);
    if (last_.size() > enough + 1) last_.pop_back();
  }
  /// How many other keys were delivered since then; counts up to at least `enough`.
  std::size_t others_since(const std::string& key, time_point since) const {
    return static_cast<std::size_t>(
        std::count_if(last_.begin(), last_.end(),
                      [&](const auto& each) { return each.second >= since && each.first != key; }));
  }

 private:
  std::deque<std::pair<std::string, time_point>> last_;  // newest first, one per key
};

}  // namespace acumage::policy
