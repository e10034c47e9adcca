// Prices: POST /V1/products/base-prices-information, 500 SKUs at a time (REST.md 2.2).

#include "magento/known_skus.hpp"
#include "magento/present_values/reading.hpp"
#include "magento/prices/conversation.hpp"
#include "messages/decimal.hpp"
#include "messages/key.hpp"

#include <map>
#include <set>

namespace acumage::magento {

namespace {

using prices = std::map<std::string, std::string>;

/// "none": the product has a price in other store views only.
std::string price_in(const prices& own, const prices& inherited, const std::string& sku) {
  const auto& in = own.contains(sku) ? own : inherited;
  const auto found = in.find(sku);
  if (found == in.end()) return "none";
  const auto price = decimal::parse(found->second);
  return price ? price->rounded_half_up(price_places).to_string() : found->second;
}

}  // namespace

bool read_prices(reading& by, present_questions questions, int store_id, value_list& values) {
  std::vector<std::string> skus;
  std::set<std::string> seen;
  for (const auto& each : questions)
    if (seen.insert(fold_key(trimmed(each.key))).second) skus.emplace_back(trimmed(each.key));
  if (skus.empty()) return true;
  const auto reply = by.ask(prices_request(skus));
  const auto own = read_held_prices(reply, store_id);
  const auto inherited = read_held_prices(reply, 0);
  if (!own || !inherited) {
    if (!by.concerns_keys("prices", reply)) return false;
    for (auto& each : values) each = by.unreadable();
    return true;
  }
  const auto known = read_known_skus(reply).folded;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const auto name = fold_key(trimmed(questions[i].key));
    if (!known.contains(name)) continue;
    values[i].is = present_value::kind::held;
    values[i].value = price_in(*own, *inherited, name);
  }
  return true;
}

}  // namespace acumage::magento
