// /V1/products: the search by SKU, and single products, where also a wrong verb on a price endpoint
// lands (REST.md 2.1): the store takes "base-prices" for a SKU then.
#include "simulator/body.hpp"
#include "simulator/column.hpp"
#include "simulator/errors.hpp"
#include "simulator/php_json.hpp"
#include "simulator/search.hpp"
#include "simulator/shop.hpp"

#include <simdjson.h>

#include <algorithm>

namespace acumage::simulator {
namespace {

std::string_view type_name(product_type type) {
  return type == product_type::bundle_dynamic ? "bundle" : to_string(type);
}

bool is_bundle(const catalogue::card& one) {
  return one.type == product_type::bundle_fixed || one.type == product_type::bundle_dynamic;
}

/// Of the attributes of a bundle those that say how it ships and is priced (row 1095).
std::string attributes_json(const catalogue::card& one) {
  if (!is_bundle(one)) return {};
  const auto member = [](std::string_view code, bool value) {
    return R"({"attribute_code":)" + php_string(code) +
           (value ? R"(,"value":"1"})" : R"(,"value":"0"})");
  };
  return ",\"custom_attributes\":[" + member("shipment_type", one.ships_separately) + ',' +
         member("price_type", one.type == product_type::bundle_fixed) + ']';
}

/// The fields this catalogue has, of the many of a real product.
std::string product_json(const catalogue::card& one) {
  return "{\"id\":" + std::to_string(one.number) + ",\"sku\":" + php_string(one.sku) +
         ",\"price\":" + php_number(one.price) + ",\"type_id\":" + php_string(type_name(one.type)) +
         attributes_json(one) + '}';
}

answer read_product(shop& of, const call& from) {
  const auto found = of.goods.card_of(from.parameters.front());
  if (!found) return no_such_product();
  of.seen.read();
  return {.body = product_json(*found)};
}

/// The name of a type as a search compares it.
std::string_view collated_name(product_type type) {
  static const auto names = [] {
    std::array<std::string, 7> all;
    for (std::size_t i = 0; i < all.size(); ++i)
      all.at(i) = collated(type_name(static_cast<product_type>(i)));
    return all;
  }();
  return names.at(static_cast<std::size_t>(type));
}

/// A product as a search sees it.
struct product_line {
  const std::string& sku;  ///< collated
  const catalogue::card& product;

  cell at(std::size_t column) const {
    switch (column) {
      case 0: return std::string_view{sku};
      case 1: return static_cast<double>(product.number);
      case 2: return product.price;
      default: return collated_name(product.type);
    }
  }
};

std::vector<catalogue::card> matching(const shop& of, const row_search& search,
                                      const std::optional<std::vector<std::string>>& skus) {
  if (!skus) {
    return of.goods.cards([&](const std::string& sku, const catalogue::card& one) {
      return search.passes(product_line{sku, one});
    });
  }
  std::vector<catalogue::card> found;
  for (const auto& sku : *skus) {
    auto one = of.goods.card_of(sku);
    if (one && search.passes(product_line{sku, *one})) found.push_back(std::move(*one));
  }
  return found;
}

/// The first field of the criteria that products do not have.
std::string unknown_field(const criteria& asked) {
  const auto knows = [](std::string_view field) {
    return field == "sku" || field == "entity_id" || field == "price" || field == "type_id";
  };
  for (const auto& group : asked.groups)
    for (const auto& one : group)
      if (!knows(one.field)) return one.field;
  for (const auto& one : asked.orders)
    if (!knows(one.field)) return one.field;
  return {};
}

answer list_products(shop& of, const call& from) {
  answer made;
  const auto asked = criteria_of(from.what.target, criteria_need::required, made);
  if (!asked) return made;
  const auto search = row_search::bind(
      *asked,
      {{"sku"}, {"entity_id", column_kind::number}, {"price", column_kind::number}, {"type_id"}});
  if (!search) return unknown_attribute(unknown_field(*asked));
  const auto skus = search->only(0);
  auto found = matching(of, *search, skus);
  // Found through the index on SKU they come in its order (transcript row 668).
  std::sort(found.begin(), found.end(), [&](const auto& left, const auto& right) {
    const auto first = collated(left.sku);
    const auto second = collated(right.sku);
    return search->before(product_line{first, left}, product_line{second, right},
                          [&](const auto&, const auto&) {
                            return skus ? first < second : left.number < right.number;
                          });
  });
  std::string json;
  const auto page = page_of(*asked, found.size());
  for (std::size_t i = page.first; i < page.end; ++i)
    json += (json.empty() ? "" : ",") + product_json(found[i]);
  made.body = search_result(json, *asked, found.size());
  of.seen.read();
  return made;
}

answer delete_product(shop& of, const call& from) {
  if (!of.goods.remove(from.parameters.front())) return no_such_product();
  of.seen.wrote(1);
  return {.body = "true", .rows = 1};
}

answer save_product(shop& of, const call& from) {
  answer made;
  simdjson::dom::parser parser;
  const auto body = decode(from.what, parser, made);
  if (!body) return made;
  const auto product = required(*body, "product", made);
  if (!product) return made;
  const auto& sku = from.parameters.front();
  if (!of.goods.has(sku)) {
    made = refusal(400, "Invalid product data: %1");
    made.body.pop_back();
    made.body += ",\"parameters\":[\"Invalid attribute set entity type\"]}";
    return made;
  }
  simdjson::dom::element price;
  if (product->at_key("price").get(price) == simdjson::SUCCESS) {
    const auto value = as_float(price);
    if (!value) return wrong_type("price", shown(price), "float");
    of.goods.set_price(sku, 0, *value);
  }
  of.seen.wrote(1);
  if (const auto now = of.goods.card_of(sku)) made.body = product_json(*now);
  made.rows = 1;
  return made;
}

}  // namespace

route_table product_routes() {
  return {{"GET", "products", "Magento_Catalog::products", list_products},
          {"GET", "products/:sku", "Magento_Catalog::products", read_product},
          {"PUT", "products/:sku", "Magento_Catalog::products", save_product},
          {"DELETE", "products/:sku", "Magento_Catalog::products", delete_product}};
}

}  // namespace acumage::simulator
