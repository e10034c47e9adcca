// What the quantities' conversations have learnt from the store, so that they need not ask again.
#pragma once

#include <atomic>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace acumage::magento {

/// Where the store keeps quantities. Without multi source inventory (MSI) it has one place, called
/// `default`.
struct store_sources {
  bool msi = true;
  std::set<std::string> codes;                 ///< folded (messages/key.hpp)
  std::map<std::string, std::string> spelt{};  ///< by folded code, as the store spells it
};

/// Shared by all conversations of a lane, so an implementation must be thread-safe. Keys are
/// folded. It may forget anything at any time; then the store is asked once more.
class stock_memory {
 public:
  virtual ~stock_memory() = default;

  /// Whether the store is known to have this product.
  virtual bool knows_sku(std::string_view folded) = 0;
  virtual void learn_skus(std::span<const std::string> folded) = 0;
  /// The store's spelling, if known.
  virtual std::optional<std::string> spelling(std::string_view folded) = 0;
  virtual void learn_spelling(std::string_view folded, const std::string& sku) = 0;

  /// The credential may not read prices, so SKUs cannot be found by them.
  std::atomic<bool> prices_denied{false};

  /// Whether the product may be sold below zero. Forgotten after a day, since a merchant may change
  /// it.
  virtual std::optional<bool> backorders(std::string_view folded) = 0;
  virtual void learn_backorders(std::string_view folded, bool allowed) = 0;

  /// Forgotten after minutes: while a removed source is remembered, its rows are refused as `Could
  /// not save Source Item` and retried like a deadlock.
  virtual std::optional<store_sources> sources() = 0;
  virtual void learn_sources(store_sources found) = 0;
};

}  // namespace acumage::magento
