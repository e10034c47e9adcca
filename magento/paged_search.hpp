// Splits any search into pages no larger than the store allows (REST.md 8.1).
#pragma once

#include "magento/transport.hpp"

#include <atomic>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace acumage::magento {

/// The store's maximum page size, once it has reported it. Thread-safe; shared by all searches.
class page_limits {
 public:
  std::size_t most() const { return most_.load(std::memory_order_relaxed); }  ///< 0: unknown
  void learn(std::size_t most) { most_.store(most, std::memory_order_relaxed); }

 private:
  std::atomic<std::size_t> most_{0};
};

/// One request: a search for more than a page holds is sent as several, and their items form one
/// answer. A request that is not a search passes unchanged.
class paged_search {
 public:
  /// `limits` must outlive it.
  paged_search(request what, page_limits& limits);

  /// None: the answer is complete.
  std::optional<request> next();
  void take(answer reply);
  answer result() { return std::move(result_); }

 private:
  void divide(std::size_t most);
  bool add_items(const answer& reply);

  request what_;
  page_limits& limits_;
  std::size_t wanted_ = 0;  ///< items of the requested page; 0: not a search
  std::size_t page_ = 1;    ///< of that size
  std::size_t size_ = 0;    ///< of the pages requested instead; 0: the page itself
  std::size_t at_ = 1;      ///< the next of these
  std::vector<std::string> items_;
  std::size_t total_ = 0;
  bool done_ = false;
  answer result_;
};

}  // namespace acumage::magento
