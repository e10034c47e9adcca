#include "policy/pricing_rules.hpp"

#include "messages/decimal.hpp"
#include "messages/key.hpp"
#include "policy/sku.hpp"

#include <utility>

namespace acumage::policy {

namespace {

/// The store's column is DECIMAL(20,6) and clamps what is larger without a word (REST.md 0, item 12).
const decimal& highest_price() {
  static const auto highest = decimal::parse("99999999999999.999999");
  return *highest;
}

bool active(const std::string& status) {
  const auto folded = fold_key(trimmed(status));
  return folded == "active" || folded == "ac";
}

}  // namespace

ruling rule_on_price(const price_row& row, const price_options& options) {
  if (!row.damage.empty()) return reject{letter_class::data, row.damage};
  if (auto problem = sku_problem(row.item); !problem.empty())
    return reject{letter_class::data, std::move(problem)};
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
  return publish{rounded.to_string(), {}};
}

}  // namespace acumage::policy
