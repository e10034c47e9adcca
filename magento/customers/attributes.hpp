// Which customer attributes the store has: it silently drops those it does not know (REST.md 5).
#pragma once

#include "magento/transport.hpp"

#include <cstddef>
#include <mutex>
#include <optional>
#include <set>
#include <string>

namespace acumage::magento {

/// As reported by the store. Thread-safe.
class attribute_memory {
 public:
  /// Empty: the store must be asked. This repeats from time to time while `wanted` is not among
  /// them, because a merchant may have added it.
  std::optional<std::set<std::string>> with(const std::set<std::string>& wanted);
  void learn(std::set<std::string> codes);

 private:
  std::mutex mutex_;
  std::optional<std::set<std::string>> codes_;
  std::size_t missed_ = 0;
};

/// Needs no permission.
request attributes_request();
/// Codes; empty when the answer is not a list of attributes.
std::optional<std::set<std::string>> read_known_attributes(const answer& reply);

}  // namespace acumage::magento
