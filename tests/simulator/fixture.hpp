// A small store with a few products, and the requests the tests send to it.
#pragma once

#include "http/raw_client.hpp"
#include "simulator/store.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <utility>

namespace acumage::simulator {

using namespace std::chrono_literals;
using ending = tests::raw_reply::end;

inline store_options small_shop() {
  return {.token = "secret",
          .products = {{.sku = "A-1"},
                       {.sku = "B-2"},
                       {.sku = "00123"},
                       {.sku = "BUNDLE", .type = product_type::bundle_dynamic}},
          .sources = {{.code = "wh-eu"}},
          .keep_history = true};
}

inline const std::string base_prices = "/rest/V1/products/base-prices";
inline const std::string information = "/rest/V1/products/base-prices-information";

inline const std::string source_items = "/rest/V1/inventory/source-items";
/// The names of a filter in a query: by("sku") + "A-1" asks for that SKU.
inline std::string by(const std::string& field, const std::string& condition = "eq") {
  const std::string filter = "searchCriteria[filter_groups][0][filters][0]";
  return filter + "[field]=" + field + '&' + filter + "[condition_type]=" + condition + '&' +
         filter + "[value]=";
}

/// A started store and one client connection to it.
struct shop_under_test {
  explicit shop_under_test(store_options options = small_shop()) : shop{std::move(options)} {
    REQUIRE(shop.start());
  }

  tests::raw_reply post(const std::string& path, const std::string& body) {
    return tests::ask(shop.port(), "POST", path, headers, body);
  }
  tests::raw_reply get(const std::string& path) {
    return tests::ask(shop.port(), "GET", path, headers);
  }
  tests::raw_reply send_price(const std::string& sku, const std::string& price) {
    return post(base_prices,
                R"({"prices":[{"sku":")" + sku + R"(","price":)" + price + R"(,"store_id":0}]})");
  }

  /// One source item; `quantity` and `status` are JSON.
  tests::raw_reply send_item(const std::string& sku, const std::string& source,
                             const std::string& quantity, const std::string& status = "1") {
    return post(source_items, R"({"sourceItems":[{"sku":")" + sku + R"(","source_code":")" +
                                  source + R"(","quantity":)" + quantity + R"(,"status":)" +
                                  status + "}]}");
  }
  tests::raw_reply put(const std::string& path, const std::string& body) {
    return tests::ask(shop.port(), "PUT", path, headers, body);
  }

  store shop;
  tests::raw_headers headers = {{"Authorization", "Bearer secret"},
                                {"Content-Type", "application/json"}};
};

}  // namespace acumage::simulator
