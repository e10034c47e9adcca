// What the settings of prices make of a row, from the settings file to the store.
#include "tests/pipeline/shop_node.hpp"

#include <doctest/doctest.h>

#include <string>

namespace acumage::tests {
namespace {

const std::string lamp = R"({"InventoryID":"LAMP-07","DefaultPrice":10.12345,"SalesPrice":9.5})";

std::string price_with(const std::vector<std::string>& settings, int store_id = 0) {
  struck_shop store{lamp_shop()};
  shop_node node{store, settings};
  node.push(entity::pricing, {lamp}, 1);
  node.settle();
  const auto price = store.shop.goods.price_of("LAMP-07", store_id);
  return price ? std::to_string(*price) : "none";
}

TEST_CASE(
    "setting price_sync.price: either price of the row is sent [setting packages.commerce_pro] "
    "[SPEC 7 Pricing]") {
  CHECK(price_with({"price_sync.price=default_price"}) == "10.123500");
  CHECK(price_with({"price_sync.price=sales_price", "packages.commerce_pro=true"}) == "9.500000");
}

TEST_CASE("setting price_sync.decimals: the price is rounded half up to so many [SPEC 7 Pricing]") {
  CHECK(price_with({"price_sync.decimals=2"}) == "10.120000");
  CHECK(price_with({"price_sync.decimals=3"}) == "10.123000");
}

}  // namespace
}  // namespace acumage::tests
