// Prices where no recorded row says how the store behaves, but its code or REST.md does.
#include "../fixture.hpp"

#include "simulator/php_json.hpp"

namespace acumage::simulator {
namespace {

TEST_CASE("php_number: a double is written with its fewest digits, as PHP does") {
  CHECK(php_number(5) == "5");
  CHECK(php_number(0) == "0");
  CHECK(php_number(12.34) == "12.34");
  CHECK(php_number(-1) == "-1");
  CHECK(php_number(29.949999999999999) == "29.95");
  CHECK(php_number(99999999999999.0) == "99999999999999");
  CHECK(php_number(1e14) == "1.0e+14");
  CHECK(php_number(0.0001) == "0.0001");
  CHECK(php_number(0.000025) == "2.5e-5");
}

TEST_CASE("php_string: slashes and everything outside ASCII are escaped") {
  CHECK(php_string("a/\"b\\\n") == R"("a\/\"b\\\n")");
  CHECK(php_string("Ü日😀") == R"("\u00dc\u65e5\ud83d\ude00")");
}

TEST_CASE("as_stored: prices are rounded half up to six decimals and clamped to the column") {
  CHECK(as_stored(12.3456789) == 12.345679);
  CHECK(as_stored(0.0000005) == 0.000001);
  CHECK(as_stored(0.00000049) == 0);
  CHECK(as_stored(19.99) == 19.99);
  CHECK(as_stored(1e15) == 1e14);
}

TEST_CASE("information: rows come by product, not in request order, and each product once") {
  shop_under_test at;
  at.shop.set_price("A-1", 0, 1);
  at.shop.set_price("B-2", 0, 2);
  const auto reply = at.post(information, R"({"skus":["b-2","A-1","B-2"]})");
  CHECK(reply.body ==
        R"([{"price":1,"store_id":0,"sku":"A-1"},{"price":2,"store_id":0,"sku":"b-2"}])");
}

TEST_CASE(
    "information: products without a stored price and those that have none of their own are "
    "omitted") {
  shop_under_test at;
  at.shop.set_price("BUNDLE", 0, 1);
  CHECK(at.post(information, R"({"skus":["A-1","BUNDLE","NOPE"]})").body == "[]");
}

TEST_CASE(
    "base-prices: an unknown numeric SKU condemns a known one that is the same number to PHP") {
  shop_under_test at;
  const auto reply = at.post(base_prices, R"({"prices":[{"sku":"123","price":1,"store_id":0},)"
                                          R"({"sku":"00123","price":2,"store_id":0}]})");
  CHECK(reply.body.find(R"(["SKU","123"])") != std::string::npos);
  CHECK(reply.body.find(R"(["SKU","00123"])") != std::string::npos);
  CHECK(at.shop.price_of("00123") == "");
  CHECK(at.post(base_prices, R"({"prices":[{"sku":"00123","price":2,"store_id":0}]})").body ==
        "[]");
}

TEST_CASE("base-prices: fields are found in camelCase, too") {
  shop_under_test at;
  CHECK(at.post(base_prices, R"({"prices":[{"sku":"A-1","price":3,"storeId":0}]})").body == "[]");
  CHECK(at.shop.price_of("A-1") == "3");
}

TEST_CASE("base-prices: a parked SKU becomes known when its product is made, until it is removed") {
  shop_under_test at;
  CHECK(at.send_price("NEW-1", "5").body.find("NEW-1") != std::string::npos);
  at.shop.add_product({.sku = "NEW-1"});
  CHECK(at.send_price("NEW-1", "5").body == "[]");
  CHECK(at.shop.remove_product("new-1"));
  CHECK(at.send_price("NEW-1", "5").body != "[]");
}

TEST_CASE("base-prices: one bad value refuses the call and nothing of it is stored") {
  shop_under_test at;
  const auto reply = at.post(base_prices, R"({"prices":[{"sku":"A-1","price":1,"store_id":0},)"
                                          R"({"sku":"B-2","price":"abc","store_id":0}]})");
  CHECK(reply.status == 400);
  CHECK(at.shop.prices().empty());
}

TEST_CASE("base-prices: the history shows every row in the order of application") {
  shop_under_test at;
  at.post(
      base_prices,
      R"({"prices":[{"sku":"a-1","price":1,"store_id":0},{"sku":"A-1","price":2,"store_id":0}]})");
  const auto history = at.shop.history();
  REQUIRE(history.size() == 2);
  CHECK(history[0].order == 1);
  CHECK(history[0].sku == "a-1");
  CHECK(history[1].price == 2);
  CHECK(at.shop.price_of("A-1") == "2");
}

}  // namespace
}  // namespace acumage::simulator
