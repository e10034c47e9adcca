// /V1/products/{sku}, as far as a wrong verb on a price endpoint lands there (REST.md 2.1): the
// store takes "base-prices" for a SKU then.
#include "simulator/body.hpp"
#include "simulator/errors.hpp"
#include "simulator/php_json.hpp"
#include "simulator/shop.hpp"

#include <simdjson.h>

namespace acumage::simulator {
namespace {

/// The fields this catalogue has, of the many of a real product.
answer product_shown(const shop& of, const std::string& sku) {
  const auto price = of.goods.price_of(sku, 0);
  return {.body = "{\"sku\":" + php_string(sku) +
                  ",\"price\":" + (price ? php_number(*price) : "0") + '}'};
}

answer read_product(shop& of, const call& from) {
  const auto& sku = from.parameters.front();
  if (!of.goods.has(sku)) return no_such_product();
  of.seen.read();
  return product_shown(of, sku);
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
  made = product_shown(of, sku);
  made.rows = 1;
  return made;
}

}  // namespace

route_table product_routes() {
  return {{"GET", "products/:sku", "Magento_Catalog::products", read_product},
          {"PUT", "products/:sku", "Magento_Catalog::products", save_product},
          {"DELETE", "products/:sku", "Magento_Catalog::products", delete_product}};
}

}  // namespace acumage::simulator
