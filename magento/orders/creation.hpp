// An order created in the ERP: its products, and POST /V1/orders (REST.md 6).
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

/// In the store's spelling: an order item without its id belongs to no product.
struct ordered_product {
  std::int64_t id = 0;
  std::string sku;
  std::string type;
  std::string name;
};
using ordered_products = std::map<std::string, ordered_product>;  // by folded SKU

/// The SKUs must fit one search (search_path.hpp).
request ordered_products_search(std::span<const std::string> skus);
/// Empty when the answer is not a page of products.
std::optional<ordered_products> read_ordered_products(const answer& reply);

/// Each SKU of the order once.
std::vector<std::string> ordered_skus(const policy::new_order& order);

/// The store saves it unchanged: it calculates no totals, reserves no stock and sends no mail. The
/// customer is a guest with an e-mail address. A product that is not in `products` is sent by its
/// SKU alone. `record.create` is set.
request create_order_request(const policy::order_record& record, const ordered_products& products);

/// The status for the creation: the wanted one if it belongs to one of the first two states;
/// otherwise `pending` of `new`, and the wanted one is a separate update.
struct first_words {
  std::string state;
  std::string status;
};
first_words first_status(const policy::order_record& record);

/// Whether it is the order of that number.
bool says_created(const answer& reply, const std::string& number);
/// The number is taken by an earlier request of ours (REST.md 11).
bool says_taken(const answer& reply);

}  // namespace acumage::magento
