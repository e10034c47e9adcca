#include "policy/pricing_rules.hpp"

#include "messages/decimal.hpp"
#include "messages/key.hpp"

namespace acumage::policy {

namespace {

/// The store's column is DECIMAL(20,6) and clamps what is larger without a word (REST.md 0, item 12).
const decimal& highest_price() {
  static const auto highest = decimal::parse("99999999999999.999999");
  return *highest;
}

constexpr std::size_t longest_sku = 64;  // characters of the store's column (REST.md 8.5)

std::size_t characters(const std::string& text) {
  std::size_t count = 0;
  for (const char c : text)
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++count;
  return count;
}

bool active(const std::string& status) {
  const auto folded = fold_key(trimmed(status));
  return folded == "active" || folded == "ac";
}

}  // namespace

ruling rule_on_price(const price_row& row, const price_options& options) {
  if (!row.damage.empty()) return reject{letter_class::data, row.damage};
  if (row.item.empty())
    return reject{letter_class::data, "row: no SKU; expected a column InventoryID with a value"};
  if (characters(row.item) > longest_sku)
    return reject{letter_class::data,
                  "InventoryID: longer than the 64 characters that the store keeps"};
  if (!options.enabled) return filter{"switched off"};
  if (row.item_status && !active(*row.item_status)) return filter{"inactive item"};
  const bool sales = options.price == price_preference::sales_price;
  const auto& text = sales ? row.sales_price : row.default_price;
  if (!text) return filter{"no price"};
  const std::string column = sales ? "SalesPrice" : "DefaultPrice";
  const auto price = decimal::parse(*text);
  if (!price) return reject{letter_class::data, column + ": " + price.problem().message};
  if (price->negative())
    return reject{letter_class::data,
                  column + ": " + price->to_string() + " is negative; expected 0 or more"};
  const auto rounded = price->rounded_half_up(options.decimals);
  if (rounded > highest_price())
    return reject{letter_class::data,
                  column + ": " + price->to_string() +
                      " is more than the store's column holds; expected at most "
                      "99999999999999.999999"};
  return publish{rounded.to_string()};
}

}  // namespace acumage::policy
