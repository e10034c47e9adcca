// Which attributes customers have in the store: it leaves out what it does not know, silently (REST.md 5).
#pragma once

#include "magento/transport.hpp"

#include <cstddef>
#include <mutex>
#include <optional>
#include <set>
#include <string>

namespace acumage::magento {

/// As the store told it. Thread-safe.
class attribute_memory {
 public:
  /// Empty: the store must be asked; again, now and then, while `wanted` is not among them, for a merchant
  /// may have added it.
  std::optional<std::set<std::string>> with(const std::set<std::string>& wanted);
  void learn(std::set<std::string> codes);

 private:
  std::mutex mutex_;
  std::optional<std::set<std::string>> codes_;
  std::size_t missed_ = 0;
};

/// Open to everybody.
request attributes_request();
/// Codes; empty when the answer is no list of attributes.
std::optional<std::set<std::string>> read_known_attributes(const answer& reply);

}  // namespace acumage::magento
