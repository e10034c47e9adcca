// A memory that forgets nothing, for the tests of the quantities' conversations.
#pragma once

#include "magento/stock/memory.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>

namespace acumage::tests {

/// Used by one thread.
struct plain_memory final : magento::stock_memory {
  bool knows_sku(std::string_view folded) override { return skus.contains(std::string{folded}); }
  void learn_skus(std::span<const std::string> folded) override {
    skus.insert(folded.begin(), folded.end());
  }
  std::optional<std::string> spelling(std::string_view folded) override {
    const auto found = spellings.find(std::string{folded});
    return found == spellings.end() ? std::nullopt : std::optional{found->second};
  }
  void learn_spelling(std::string_view folded, const std::string& sku) override {
    spellings[std::string{folded}] = sku;
  }
  std::optional<bool> backorders(std::string_view folded) override {
    const auto found = allowed.find(std::string{folded});
    return found == allowed.end() ? std::nullopt : std::optional{found->second};
  }
  void learn_backorders(std::string_view folded, bool may) override {
    allowed[std::string{folded}] = may;
  }
  std::optional<magento::store_sources> sources() override { return known; }
  void learn_sources(magento::store_sources found) override { known = std::move(found); }

  std::set<std::string> skus;
  std::map<std::string, std::string> spellings;
  std::map<std::string, bool> allowed;
  std::optional<magento::store_sources> known;
};

}  // namespace acumage::tests
