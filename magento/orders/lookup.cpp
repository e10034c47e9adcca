// Looks up together what parked orders wait for.
#include "magento/orders/conversation.hpp"

#include "magento/order_search.hpp"
#include "magento/orders/creation.hpp"
#include "magento/orders/value.hpp"
#include "magento/product_search.hpp"
#include "magento/reply.hpp"
#include "magento/search_path.hpp"
#include "messages/key.hpp"

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>

namespace acumage::magento {

namespace {

using strings = std::vector<std::string>;

/// One parked delivery, and what it waits for: order numbers, or SKUs; nothing when it waits for the ERP.
struct waiting_order {
  std::string key;
  strings wanted;
  bool products = false;
};

/// The first ones of a sort that fit one search, including those before and between them that need
/// none.
struct question {
  std::vector<waiting_order> about;
  strings wanted;
  bool products = false;
};

waiting_order waiting_of(const std::string& key, const std::string& value) {
  const auto record = read_order_value(value);
  if (!record.waits.empty()) return {key, {}, false};
  if (!record.create) return {key, {record.number}, false};
  auto skus = ordered_skus(*record.create);
  skus.resize(skus_of_one_search(skus));  // for a giant order the rest is found by trying it
  return {key, std::move(skus), true};
}

bool fits(const strings& held, const strings& more) {
  auto all = held;
  all.insert(all.end(), more.begin(), more.end());
  return values_of_one_search(all) == all.size();
}

question question_of(const lookup& asked) {
  question one;
  for (std::size_t i = 0; i < asked.keys.size() && i < asked.values.size(); ++i) {
    auto next = waiting_of(asked.keys[i], asked.values[i]);
    if (!next.wanted.empty()) {
      if (one.wanted.empty()) one.products = next.products;
      if (one.products != next.products) continue;
      if (!one.wanted.empty() && !fits(one.wanted, next.wanted)) break;
      one.wanted.insert(one.wanted.end(), next.wanted.begin(), next.wanted.end());
    }
    one.about.push_back(std::move(next));
  }
  return one;
}

}  // namespace

std::optional<request> known_orders_request(const lookup& asked) {
  const auto one = question_of(asked);
  if (one.wanted.empty()) return std::nullopt;
  return one.products ? product_search(one.wanted) : order_numbers_search(one.wanted);
}

known_orders read_known_orders(const lookup& asked, const answer& reply) {
  const auto one = question_of(asked);
  known_orders read;
  const auto found = one.products ? read_product_search(reply) : read_order_numbers(reply);
  if (!found) {
    read.outcome = judge_look_up(one.products ? "products" : "orders", reply);
    return read;
  }
  read.outcome.status = reply.status;
  for (const auto& each : one.about) {
    const bool is_known =
        !each.wanted.empty() &&
        std::all_of(each.wanted.begin(), each.wanted.end(),
                    [&](const auto& name) { return found->contains(fold_key(trimmed(name))); });
    (is_known ? read.known : read.unknown).push_back(each.key);
  }
  return read;
}

}  // namespace acumage::magento
