// Lone "Deleted" halves wait a short window for their "Inserted" (SPEC 5).
#pragma once

#include "messages/batch.hpp"
#include "messages/change.hpp"
#include "messages/key.hpp"

#include <chrono>
#include <deque>
#include <map>
#include <string>
#include <vector>

namespace acumage::policy {

/// Acumatica may send the two halves of an update in separate notifications, in either order. A
/// lone Deleted is held. An Inserted of the same or a newer version supersedes it; if the window
/// ends without one, it is a removal. The window starts again after a restart.
class pairing {
 public:
  explicit pairing(std::chrono::milliseconds window) : window_{window} {}

  /// Holds a lone Deleted until now + window.
  void hold(journaled_change lone, time_point now) {
    due_.push_back({now + window_, fold_key(lone.what.key), lone.sequence});
    held_[due_.back().key].emplace(lone.sequence, std::move(lone));
  }

  /// An Inserted of this key and time stamp arrived: returns the held ones that it supersedes.
  std::vector<journaled_change> match(const std::string& key, std::uint64_t stamp) {
    std::vector<journaled_change> matched;
    const auto found = held_.find(fold_key(key));
    if (found == held_.end()) return matched;
    auto& lone = found->second;
    for (auto each = lone.begin(); each != lone.end();) {
      if (each->second.what.stamp > stamp) {
        ++each;
        continue;
      }
      matched.push_back(std::move(each->second));
      each = lone.erase(each);
    }
    if (lone.empty()) held_.erase(found);
    return matched;
  }

  /// Those whose window has ended: removals.
  std::vector<journaled_change> expired(time_point now) {
    std::vector<journaled_change> over;
    for (; !due_.empty() && due_.front().at <= now; due_.pop_front()) {
      const auto found = held_.find(due_.front().key);
      if (found == held_.end()) continue;
      if (auto lone = found->second.extract(due_.front().sequence))
        over.push_back(std::move(lone.mapped()));
      if (found->second.empty()) held_.erase(found);
    }
    return over;
  }

  bool empty() const { return due_.empty(); }
  time_point next() const { return due_.front().at; }

 private:
  struct due {
    time_point at;
    std::string key;
    std::uint64_t sequence;
  };
  std::chrono::milliseconds window_;
  std::deque<due> due_;  // in order: the window is the same for all
  std::map<std::string, std::map<std::uint64_t, journaled_change>> held_;
};

}  // namespace acumage::policy
