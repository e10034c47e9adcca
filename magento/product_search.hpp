// Which SKUs the store knows: GET /V1/products (REST.md 2.6), whatever the type of the product.
#pragma once

#include "magento/transport.hpp"

#include <optional>
#include <set>
#include <span>
#include <string>

namespace acumage::magento {

/// The SKUs must fit one search (search_path.hpp).
request product_search(std::span<const std::string> skus);

/// Folded SKUs of the products found; empty when the answer is no page of products.
std::optional<std::set<std::string>> read_product_search(const answer& reply);

}  // namespace acumage::magento
