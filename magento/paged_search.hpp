// Searches on pages no larger than the store lets them be (REST.md 8.1), whatever is searched for.
#pragma once

#include "magento/transport.hpp"

#include <atomic>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace acumage::magento {

/// The most items that the store puts on a page, once it has said so. Thread-safe; shared by all who search.
class page_limits {
 public:
  std::size_t most() const { return most_.load(std::memory_order_relaxed); }  ///< 0: not said
  void learn(std::size_t most) { most_.store(most, std::memory_order_relaxed); }

 private:
  std::atomic<std::size_t> most_{0};
};

/// One request on its way: a search for more than a page holds is asked for in several, and their items are
/// one answer. What is no search passes as it is.
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
  std::size_t wanted_ = 0;  ///< items of the page that is asked for; 0: it is no search
  std::size_t page_ = 1;    ///< of that size
  std::size_t size_ = 0;    ///< of the pages that are asked for instead; 0: the page itself
  std::size_t at_ = 1;      ///< the next of these
  std::vector<std::string> items_;
  std::size_t total_ = 0;
  bool done_ = false;
  answer result_;
};

}  // namespace acumage::magento
