// Which parked shipments can continue because their orders are in the store by now.
#include "magento/order_search.hpp"
#include "magento/reply.hpp"
#include "magento/search_path.hpp"
#include "magento/shipments/conversation.hpp"
#include "magento/shipments/value.hpp"
#include "messages/key.hpp"

#include <algorithm>

namespace acumage::magento {

namespace {

/// The order number of each of the first deliveries, as many as fit one search; "" if it has none.
std::vector<std::string> leading_numbers(const std::vector<std::string>& values) {
  std::vector<std::string> leading;
  std::vector<std::string> distinct;
  for (const auto& value : values) {
    const auto wanted = read_shipment_order(value);
    const auto number = wanted ? wanted->order : std::string{};
    if (!number.empty() && std::find(distinct.begin(), distinct.end(), number) == distinct.end()) {
      distinct.push_back(number);
      if (values_of_one_search(distinct) < distinct.size()) break;
    }
    leading.push_back(number);
  }
  return leading;
}

}  // namespace

std::optional<request> known_shipments_request(const std::vector<std::string>& values) {
  std::vector<std::string> numbers;
  for (auto& number : leading_numbers(values))
    if (!number.empty() && std::find(numbers.begin(), numbers.end(), number) == numbers.end())
      numbers.push_back(number);
  if (numbers.empty()) return std::nullopt;
  return order_numbers_search(numbers);
}

known_shipments read_known_shipments(const std::vector<std::string>& keys,
                                     const std::vector<std::string>& values, const answer& reply) {
  known_shipments found;
  const auto held = read_order_numbers(reply);
  if (!held) {
    found.outcome = judge_look_up("orders", reply);
    return found;
  }
  found.outcome.status = reply.status;
  const auto leading = leading_numbers(values);
  for (std::size_t i = 0; i < leading.size() && i < keys.size(); ++i) {
    const bool known = !leading[i].empty() && held->contains(fold_key(leading[i]));
    (known ? found.known : found.unknown).push_back(keys[i]);
  }
  return found;
}

}  // namespace acumage::magento
