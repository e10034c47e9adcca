#include "magento/stock/skus.hpp"

#include "magento/product_search.hpp"
#include "magento/reply.hpp"
#include "magento/search_path.hpp"
#include "messages/key.hpp"

#include <utility>

namespace acumage::magento {

namespace {

class skus_stage final : public stock_stage {
 public:
  explicit skus_stage(stock_memory& memory) : memory_{memory} {}

  std::optional<request> next(stock_batch& batch) override {
    if (!batch.sources.msi) return std::nullopt;
    const auto open = batch.open_skus([this](const stock_row& row) {
      return !memory_.knows_sku(row.folded_sku) && !is_found(row);
    });
    if (open.empty()) return std::nullopt;
    const auto count = skus_of_one_search(open);
    asked_.assign(open.begin(), open.begin() + static_cast<std::ptrdiff_t>(count));
    return product_search(asked_);
  }

  std::optional<batch_outcome> take(stock_batch& batch, const answer& reply) override {
    const auto found = read_product_search(reply);
    if (!found) return judge_look_up("products", reply);
    std::vector<std::string> known;
    for (const auto& sku : asked_) {
      auto folded = fold_key(trimmed(sku));
      if (found->contains(folded))
        known.push_back(std::move(folded));
      else
        batch.rule_sku(folded, {row_verdict::unknown_record, letter_class::unknown_record,
                                "the store has no product with the SKU \"" + sku + "\""});
    }
    memory_.learn_skus(known);
    found_.insert(known.begin(), known.end());
    return std::nullopt;
  }

 private:
  /// The memory may forget at any time; this batch does not ask twice.
  bool is_found(const stock_row& row) const { return found_.contains(row.folded_sku); }

  stock_memory& memory_;
  std::vector<std::string> asked_;
  std::set<std::string> found_;
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
