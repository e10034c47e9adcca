// Which SKUs the store knows: GET /V1/products (REST.md 2.6), for any product type.
#pragma once

#include "magento/transport.hpp"

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace acumage::magento {

/// The SKUs must fit one search (search_path.hpp).
request product_search(std::span<const std::string> skus);

struct found_product {
  std::string sku;   ///< as the store spells it
  std::string type;  ///< "simple", "bundle", …
  /// Has no quantity of its own: a stored one is meaningless (T:1119).
  bool has_no_stock() const { return type == "bundle" || type == "grouped"; }
};
/// Empty when the answer is not a page of products.
std::optional<std::vector<found_product>> read_found_products(const answer& reply);

/// Folded SKUs of the products found; empty when the answer is not a page of products.
std::optional<std::set<std::string>> read_product_search(const answer& reply);

}  // namespace acumage::magento
