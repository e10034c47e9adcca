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
  return path.page(skus.size()).fields("items[sku],total_count").take();
}

std::optional<std::set<std::string>> read_product_search(const answer& reply) {
  if (reply.how != carried::answered || reply.status != 200) return std::nullopt;
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (parser.parse(reply.body).get(root) != simdjson::SUCCESS) return std::nullopt;
  std::uint64_t total = 0;
  simdjson::dom::array items;
  if (root["total_count"].get(total) != simdjson::SUCCESS) return std::nullopt;
  std::set<std::string> skus;
  // `fields=` turns an empty list into null (REST.md 4.1).
  if (root["items"].get(items) != simdjson::SUCCESS)
    return total == 0 ? std::optional{skus} : std::nullopt;
  for (const auto item : items) {
    std::string_view sku;
    if (item["sku"].get(sku) != simdjson::SUCCESS) return std::nullopt;
    skus.insert(fold_key(trimmed(sku)));
  }
  return skus;
}

}  // namespace acumage::magento
