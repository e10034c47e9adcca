#include "magento/stock/skus.hpp"

#include "magento/known_skus.hpp"
#include "magento/product_search.hpp"
#include "magento/reply.hpp"
#include "magento/search_path.hpp"
#include "magento/stock/conversation.hpp"
#include "messages/key.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

namespace acumage::magento {

namespace {

/// Prices first: they cost least and are looked up by the hundred. Whatever has a quantity has a
/// price, but the answer repeats the spelling of the request. The rows of the source `default` show
/// the store's spelling, and what has none, such as a bundle, is looked up as a product (REST.md
/// 12).
class skus_stage final : public stock_stage {
 public:
  explicit skus_stage(stock_memory& memory) : memory_{memory} {}

  std::optional<request> next(stock_batch& batch) override {
    if (!batch.sources.msi) return std::nullopt;
    if (!std::exchange(began_, true)) spell_known(batch);
    const auto open = batch.open_skus([this](const stock_row& row) {
      return !memory_.knows_sku(row.folded_sku) && !found_.contains(row.folded_sku);
    });
    if (open.empty()) return std::nullopt;
    if (!memory_.prices_denied && choose(open, most_priced_skus, [&](const std::string& folded) {
          return !priced_.contains(folded) && !unpriced_.contains(folded);
        }))
      return ask(question::prices, prices_request(asked_));
    if (choose(open, most_skus, [&](const std::string& folded) {
          return priced_.contains(folded) && !unpriced_.contains(folded);
        }))
      return ask(question::spelling, default_items_request(asked_));
    choose(open, one_by_one_ ? 1 : most_skus, [](const std::string&) { return true; });
    return ask(question::products, product_search(asked_));
  }

  std::optional<batch_outcome> take(stock_batch& batch, const answer& reply) override {
    switch (question_) {
      case question::prices: return take_prices(reply);
      case question::spelling: return take_spelling(batch, reply);
      case question::products: return take_products(batch, reply);
    }
    return std::nullopt;
  }

 private:
  enum class question : std::uint8_t { prices, spelling, products };
  static constexpr std::size_t most_skus = 100;

  std::optional<request> ask(question which, request what) {
    question_ = which;
    return what;
  }

  /// The first of the open SKUs that are wanted, as many as fit one request; false: none is.
  template <class Wanted>
  bool choose(const std::vector<std::string>& open, std::size_t most, Wanted wanted) {
    asked_.clear();
    for (const auto& sku : open)
      if (asked_.size() < most && wanted(fold_key(trimmed(sku)))) asked_.push_back(sku);
    if (most <= most_skus) asked_.resize(skus_of_one_search(asked_));
    return !asked_.empty();
  }

  void spell_known(stock_batch& batch) {
    for (auto& row : batch.rows)
      if (row.open())
        if (auto spelt = memory_.spelling(row.folded_sku)) row.sku = std::move(*spelt);
  }

  std::optional<batch_outcome> take_prices(const answer& reply) {
    if (reply.how == carried::answered && reply.status == 401) {
      memory_.prices_denied = true;
      return std::nullopt;
    }
    const auto known = read_known_skus(reply);
    if (known.outcome.verdict != batch_verdict::answered) return known.outcome;
    for (const auto& sku : asked_) {
      const auto folded = fold_key(trimmed(sku));
      (known.folded.contains(folded) ? priced_ : unpriced_).insert(folded);
    }
    return std::nullopt;
  }

  std::optional<batch_outcome> take_spelling(stock_batch& batch, const answer& reply) {
    const auto items = read_source_items(reply);
    if (!items) return judge_look_up("source items", reply);
    std::map<std::string, std::string> spelt;
    for (const auto& item : *items) spelt.emplace(fold_key(item.sku), item.sku);
    for (const auto& sku : asked_) {
      const auto folded = fold_key(trimmed(sku));
      if (const auto found = spelt.find(folded); found != spelt.end())
        learn(batch, folded, found->second);
      else
        unpriced_.insert(folded);
    }
    return std::nullopt;
  }

  /// A match is trusted: where the store treats two spellings as one, and this program does not,
  /// each is looked up alone.
  std::optional<batch_outcome> take_products(stock_batch& batch, const answer& reply) {
    const auto products = read_found_products(reply);
    if (!products) return judge_look_up("products", reply);
    std::map<std::string, const found_product*> by_sku;
    for (const auto& each : *products) by_sku.emplace(fold_key(each.sku), &each);
    std::vector<std::string> missing;
    for (const auto& sku : asked_) {
      const auto folded = fold_key(trimmed(sku));
      const auto found = by_sku.find(folded);
      if (found == by_sku.end() && asked_.size() == 1 && !products->empty())
        rule(batch, folded, products->front());
      else if (found == by_sku.end())
        missing.push_back(sku);
      else
        rule(batch, folded, *found->second);
    }
    const bool all_meant = asked_.size() - missing.size() >= by_sku.size();
    one_by_one_ = !missing.empty() && !all_meant;
    if (one_by_one_) return std::nullopt;
    for (const auto& sku : missing)
      batch.rule_sku(fold_key(trimmed(sku)),
                     {row_verdict::unknown_record, letter_class::unknown_record,
                      "the store has no product with the SKU \"" + sku + "\""});
    return std::nullopt;
  }

  void rule(stock_batch& batch, const std::string& folded, const found_product& product) {
    if (product.has_no_stock())
      return batch.rule_sku(folded, {row_verdict::filtered, letter_class::data, "no_stock_item"});
    learn(batch, folded, product.sku);
  }

  /// The memory may forget at any time; this batch does not ask twice.
  void learn(stock_batch& batch, const std::string& folded, const std::string& spelt) {
    memory_.learn_skus({&folded, 1});
    memory_.learn_spelling(folded, spelt);
    found_.insert(folded);
    for (auto& row : batch.rows)
      if (row.folded_sku == folded) row.sku = spelt;
  }

  stock_memory& memory_;
  bool began_ = false;
  question question_ = question::prices;
  std::vector<std::string> asked_;
  std::set<std::string> priced_;    // folded: they have a price
  std::set<std::string> unpriced_;  // folded: to be looked up as products
  std::set<std::string> found_;     // folded
  bool one_by_one_ = false;
};

/// SKUs of the first keys, as many as one search takes.
std::vector<std::string> leading_skus(std::span<const std::string> keys) {
  std::vector<std::string> skus;
  for (const auto& key : keys) skus.emplace_back(split_stock_key(key).sku);
  skus.resize(skus_of_one_search(skus));
  return skus;
}

}  // namespace

std::unique_ptr<stock_stage> find_skus(stock_memory& memory) {
  return std::make_unique<skus_stage>(memory);
}

request known_items_request(std::span<const std::string> keys) {
  return product_search(leading_skus(keys));
}

known_items read_known_items(std::span<const std::string> keys, const answer& reply) {
  known_items items;
  const auto found = read_product_search(reply);
  if (!found) {
    items.outcome = judge_look_up("products", reply);
    return items;
  }
  items.outcome.status = reply.status;
  const auto asked = leading_skus(keys);
  for (std::size_t i = 0; i < asked.size(); ++i)
    (found->contains(fold_key(trimmed(asked[i]))) ? items.known : items.unknown).push_back(keys[i]);
  return items;
}

}  // namespace acumage::magento
