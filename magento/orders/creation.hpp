// An order that was born in the ERP: its products, and POST /V1/orders (REST.md 6).
#pragma once

#include "magento/transport.hpp"
#include "policy/order_record.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace acumage::magento {

/// As the store has it: an order's item without its id belongs to no product.
struct ordered_product {
  std::int64_t id = 0;
  std::string sku;
  std::string type;
  std::string name;
};
using ordered_products = std::map<std::string, ordered_product>;  // by folded SKU

/// The SKUs must fit one search (search_path.hpp).
request ordered_products_search(std::span<const std::string> skus);
/// Empty when the answer is no page of products.
std::optional<ordered_products> read_ordered_products(const answer& reply);

/// Each SKU of the order once.
std::vector<std::string> ordered_skus(const policy::new_order& order);

/// The store saves it as it is: no totals are worked out, no stock is reserved, no mail is sent. The customer
/// is a guest with an e-mail address. A product that is not in `products` goes by its SKU alone.
/// `record.create` is set.
request create_order_request(const policy::order_record& record, const ordered_products& products);

/// What the order is created with: the status wanted where it belongs to one of the first two states, else
/// `pending` of `new`, and the wanted one is an update of its own.
struct first_words {
  std::string state;
  std::string status;
};
first_words first_status(const policy::order_record& record);

/// Is it the order of that number?
bool says_created(const answer& reply, const std::string& number);
/// The number is taken: by an earlier request of ours (REST.md 11).
bool says_taken(const answer& reply);

}  // namespace acumage::magento
