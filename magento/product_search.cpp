#include "magento/product_search.hpp"

#include "magento/search_path.hpp"
#include "messages/key.hpp"

#include <simdjson.h>
#include <cstdint>
#include <string_view>

namespace acumage::magento {

request product_search(std::span<const std::string> skus) {
  search_path path{"/V1/products"};
  filter_by_skus(path, skus);
  return path.page(skus.size()).fields("items[sku,type_id],total_count").take();
}

std::optional<std::vector<found_product>> read_found_products(const answer& reply) {
  if (reply.how != carried::answered || reply.status != 200) return std::nullopt;
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (parser.parse(reply.body).get(root) != simdjson::SUCCESS) return std::nullopt;
  std::uint64_t total = 0;
  simdjson::dom::array items;
  if (root["total_count"].get(total) != simdjson::SUCCESS) return std::nullopt;
  std::vector<found_product> products;
  // `fields=` turns an empty list into null (REST.md 4.1).
  if (root["items"].get(items) != simdjson::SUCCESS)
    return total == 0 ? std::optional{products} : std::nullopt;
  for (const auto item : items) {
    std::string_view sku;
    std::string_view type;
    if (item["sku"].get(sku) != simdjson::SUCCESS) return std::nullopt;
    if (item["type_id"].get(type) != simdjson::SUCCESS) type = {};
    products.push_back({std::string{trimmed(sku)}, std::string{type}});
  }
  return products;
}

std::optional<std::set<std::string>> read_product_search(const answer& reply) {
  const auto products = read_found_products(reply);
  if (!products) return std::nullopt;
  std::set<std::string> skus;
  for (const auto& each : *products) skus.insert(fold_key(each.sku));
  return skus;
}

}  // namespace acumage::magento
