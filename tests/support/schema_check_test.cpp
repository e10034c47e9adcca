#include "tests/support/schema_check.hpp"

#include <doctest/doctest.h>

namespace acumage::tests {
namespace {

using list = std::vector<std::string>;

/// Without the request's name in front.
list wrong(const std::string& method, const std::string& target, const std::string& body = "") {
  list found;
  for (const auto& one : schema_violations(method, target, body))
    found.push_back(one.substr(one.find(": ") + 2));
  return found;
}

const std::string ship = "/rest/all/V1/order/17/ship";

TEST_CASE("schema: a sound request violates nothing, with a store code and without") {
  const std::string prices = R"({"prices":[{"price":12.5,"store_id":0,"sku":"A-1"}]})";
  CHECK(wrong("POST", "/rest/all/V1/products/base-prices", prices).empty());
  CHECK(wrong("POST", "/V1/products/base-prices", prices).empty());
  CHECK(wrong("POST", ship,
              R"({"items":[{"order_item_id":31,"qty":2}],"notify":false,"appendComment":false,)"
              R"("comment":{"comment":"x","is_visible_on_front":0},)"
              R"("arguments":{"extension_attributes":{"source_code":"wh_east"}}})")
            .empty());
  CHECK(wrong("POST", "/rest/all/V1/orders/17/cancel").empty());
}

TEST_CASE("schema: it names the request that it is about") {
  CHECK(schema_violations("GET", "/rest/all/V1/nothing", "") ==
        list{"GET /V1/nothing: no such route"});
}

TEST_CASE("schema: a misspelt key of the body is a violation") {
  CHECK(wrong("POST", ship, R"({"itmes":[{"order_item_id":31,"qty":2}]})") ==
        list{"itmes: not known"});
  CHECK(wrong("POST", ship, R"({"items":[{"order_item_id":31,"quantity":2}]})") ==
        list{"items[].quantity: not known", "items[].qty: missing"});
  CHECK(wrong("POST", ship, R"({"arguments":{"extension_attributes":{"source":"wh_east"}}})") ==
        list{"arguments.extension_attributes.source: not known"});
  CHECK(wrong("POST", "/V1/inventory/source-items",
              R"({"sourceItems":[{"sku":"A","extension_attributes":{"notify_stock_qty":1}}]})") ==
        list{"sourceItems[].extension_attributes.notify_stock_qty: not known"});
}

TEST_CASE("schema: a value of another type is a violation, a number as text too") {
  CHECK(wrong("POST", ship, R"({"items":[{"order_item_id":"31","qty":"2"}],"notify":0})") ==
        list{"items[].order_item_id: a string; expected integer",
             "items[].qty: a string; expected number", "notify: a number; expected boolean"});
  CHECK(wrong("POST", ship, R"({"items":[{"order_item_id":31.5,"qty":2.5}]})") ==
        list{"items[].order_item_id: a number; expected integer"});
  CHECK(wrong("POST", ship, R"({"items":{},"comment":[]})") ==
        list{"items: an object; expected array", "comment: a list; expected object"});
  CHECK(wrong("POST", "/V1/products/base-prices-information", R"({"skus":["A",7,null]})") ==
        list{"skus[]: a number; expected string", "skus[]: null; expected string"});
}

TEST_CASE("schema: what must be there and is not is a violation") {
  CHECK(wrong("POST", "/V1/products/base-prices", "{}") == list{"prices: missing"});
  CHECK(wrong("POST", "/V1/products/base-prices", R"({"prices":[{"price":1,"sku":"A"}]})") ==
        list{"prices[].store_id: missing"});
  CHECK(wrong("POST", "/V1/products/base-prices", "") == list{"the body is not JSON"});
  CHECK(wrong("POST", "/V1/products/base-prices", "[]") ==
        list{"the body: a list; expected object"});
}

TEST_CASE("schema: an unknown route or method is a violation, and so is a body too many") {
  CHECK(wrong("POST", "/rest/all/V1/product/base-prices", "{}") == list{"no such route"});
  CHECK(wrong("PUT", "/rest/all/V1/orders/17/cancel", "") == list{"no such route"});
  CHECK(wrong("GET", "/rest/all/V2/modules") == list{"no such route"});
  CHECK(wrong("GET", "/", "") == list{"no such route"});
  CHECK(wrong("POST", "/V1/orders/17/cancel", R"({"reason":"x"})") ==
        list{"a body, where none is expected"});
}

TEST_CASE("schema: a number in a path has digits alone") {
  CHECK(wrong("POST", "/V1/order/SO-1/ship", "{}") ==
        list{"orderId in the path: SO-1; expected a whole number"});
  CHECK(wrong("GET", "/V1/customers/ada") ==
        list{"customerId in the path: ada; expected a whole number"});
}

TEST_CASE("schema: a query has only names that the route knows") {
  const std::string search =
      "/V1/customers/search?searchCriteria%5Bfilter_groups%5D%5B0%5D"
      "%5Bfilters%5D%5B0%5D%5B";
  CHECK(wrong("GET", search + "field%5D=email&fields=items%5Bid%5D").empty());
  CHECK(wrong("GET", "/V1/customers/search?searchCriteria%5BpageSize%5D=2").empty());
  CHECK(wrong("GET", search + "feild%5D=email") ==
        list{"query searchCriteria[filter_groups][0][filters][0][feild]: not known"});
  CHECK(wrong("GET", "/V1/customers/search?searchCriteria%5BpageSize%5D=all") ==
        list{"query searchCriteria[pageSize]: expected a whole number"});
  CHECK(wrong("GET", "/V1/customers/search?email=a%40b.example") == list{"query email: not known"});
  CHECK(wrong("GET", "/V1/modules?searchCriteria%5BpageSize%5D=2") ==
        list{"query searchCriteria[pageSize]: not known"});
  CHECK(wrong("GET", "/V1/inventory/are-products-salable?skus%5B0%5D=A&stockId=1").empty());
}

TEST_CASE("schema: what is allowed besides it is allowed for its own route alone") {
  CHECK(wrong("GET", "/magento_version").empty());
  CHECK(wrong("GET", "/V1/products?searchCriteria%5BpageSize%5D=1&fields=total_count").empty());
  CHECK(wrong("GET", "/V1/products?sku=A") == list{"query sku: not known"});
  CHECK(wrong("PUT", "/V1/customers/validate", "{}").empty());
  CHECK(wrong("POST", "/V1/customers/validate", "{}") == list{"no such route"});
  CHECK(wrong("POST", "/V1/orders", "{}").empty());
  CHECK(wrong("POST", "/V1/orders", R"({"entities":{}})") == list{"entities: not known"});
  const auto customer = [](const std::string& region) {
    return R"({"customer":{"email":"a@b.example","firstname":"A","lastname":"B","addresses":[)"
           R"({"region":)" +
           region + "}]}}";
  };
  CHECK(wrong("POST", "/V1/customers", customer(R"({"region":"Berlin"})")).empty());
  CHECK(wrong("POST", "/V1/customers", customer(R"({"name":"Berlin"})")) ==
        list{"customer.addresses[].region.name: not known"});
}

TEST_CASE("schema: a watch keeps each kind of violation once") {
  schema_watch watch;
  watch.see("POST", ship, "{}");
  CHECK(watch.take().empty());
  for (int i = 0; i < 3; ++i) watch.see("POST", ship, R"({"itmes":[]})");
  CHECK(watch.take() == std::set<std::string>{"POST /V1/order/17/ship: itmes: not known"});
  CHECK(watch.take().empty());
}

TEST_CASE("schema: a watch that saw a violation fails its test" * doctest::should_fail()) {
  schema_watch watch;
  watch.see("POST", ship, R"({"itmes":[]})");
}

}  // namespace
}  // namespace acumage::tests
