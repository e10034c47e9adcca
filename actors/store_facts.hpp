// What is remembered of the store between requests: its SKUs and sources, and which SKUs it sells below 0.
#pragma once

#include "actors/context.hpp"
#include "magento/stock/memory.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>

namespace acumage::actors {

/// SKUs are kept on disk while they are used: products are rarely deleted, and then the store
/// reports it. The rest is kept in memory for a while. Thread-safe; `shared` must outlive it.
class store_facts final : public magento::stock_memory {
 public:
  using clock = std::function<std::chrono::steady_clock::time_point()>;
  store_facts(context& shared, clock now) : shared_{shared}, now_{std::move(now)} {}

  std::int64_t now_us() const { return shared_.now_us(); }  ///< wall clock

  bool knows_sku(std::string_view folded) override;
  void learn_skus(std::span<const std::string> folded) override;
  std::optional<std::string> spelling(std::string_view folded) override;
  void learn_spelling(std::string_view folded, const std::string& sku) override;
  std::optional<bool> backorders(std::string_view folded) override;
  void learn_backorders(std::string_view folded, bool allowed) override;
  std::optional<magento::store_sources> sources() override;
  void learn_sources(magento::store_sources found) override;

 private:
  struct backorder_fact {
    bool allowed = false;
    std::chrono::steady_clock::time_point until;
  };

  context& shared_;
  clock now_;
  std::mutex mutex_;
  std::map<std::string, backorder_fact, std::less<>> backorders_;
  std::optional<magento::store_sources> sources_;
  std::chrono::steady_clock::time_point sources_until_;
};

}  // namespace acumage::actors
