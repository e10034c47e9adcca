#include "magento/stock/batch.hpp"

#include "messages/decimal.hpp"
#include "messages/key.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace acumage::magento {

stock_key split_stock_key(std::string_view key) {
  const auto at = key.rfind('@');
  if (at == std::string_view::npos) return {key, {}};
  return {key.substr(0, at), key.substr(at + 1)};
}

bool stock_batch::has_open() const {
  return std::any_of(rows.begin(), rows.end(), [](const auto& row) { return row.open(); });
}

void stock_batch::rule_sku(std::string_view folded_sku, const row_outcome& said) {
  for (auto& row : rows)
    if (row.open() && row.folded_sku == folded_sku) row.outcome = said;
}

stock_batch stock_batch_of(std::span<const delivery> rows) {
  stock_batch batch;
  for (const auto& from : rows) {
    const auto [sku, source] = split_stock_key(from.key);
    const auto quantity = decimal::parse(from.value);
    assert(quantity.ok() && !quantity->negative());
    stock_row row;
    row.sku = sku;
    row.source = source;
    row.quantity = from.value;
    row.folded_sku = fold_key(trimmed(sku));
    row.folded_source = fold_key(trimmed(source));
    row.some = !quantity->zero();
    row.verify = from.verify;
    batch.rows.push_back(std::move(row));
  }
  return batch;
}

}  // namespace acumage::magento
