// A small shop with a few orders, asked without a socket.
#pragma once

#include "simulator/php_json.hpp"
#include "simulator/shop.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>

namespace acumage::simulator {

/// Products A-1, A-2 and A-3, ten pieces of each at "default" and "wh-eu"; a virtual one, V-1.
inline store_options selling_options() {
  return {.token = "secret",
          .products = {{.sku = "A-1", .quantity = 10},
                       {.sku = "A-2", .quantity = 10},
                       {.sku = "A-3", .quantity = 10},
                       {.sku = "V-1", .type = product_type::virtual_goods},
                       {.sku = "SET", .type = product_type::bundle_dynamic}},
          .sources = {{.code = "wh-eu"}}};
}

/// Order 1: two A-1 (line 1) and three A-2 (line 2).
struct selling_shop {
  explicit selling_shop(store_options options = selling_options()) : core{std::move(options)} {
    for (const char* sku : {"A-1", "A-2", "A-3"}) core.set_quantity(sku, "wh-eu", 10);
    core.add_order(
        {.lines = {{.sku = "A-1", .qty = 2, .price = 10}, {.sku = "A-2", .qty = 3, .price = 5.5}}});
  }

  answer ask(std::string_view method, const std::string& path, const std::string& body = {}) {
    const std::string target = "/rest/V1/" + path;
    wire_plan plan;
    return core.serve({.method = method,
                       .target = target,
                       .body = body,
                       .content_type = "application/json",
                       .accept = "application/json",
                       .authorization = authorization},
                      plan);
  }
  answer get(const std::string& path) { return ask("GET", path); }
  answer post(const std::string& path, const std::string& body = {}) {
    return ask("POST", path, body);
  }

  /// Ships `items` (JSON without the brackets) of order 1 from wh-eu.
  answer ship(const std::string& items, const std::string& more = {}) {
    return post("order/1/ship", "{\"items\":[" + items + "]" + more +
                                    R"(,"arguments":{"extension_attributes":)"
                                    R"({"source_code":"wh-eu"}}})");
  }

  /// An order as it is now.
  order now(std::size_t index = 0) const { return core.sold.orders().at(index); }
  source_item item(std::string_view sku, std::string_view source = "wh-eu") const {
    return core.stock.item_of(sku, source).value();
  }
  double left_of(std::string_view sku, std::string_view source = "wh-eu") const {
    return item(sku, source).quantity;
  }

  shop core;
  std::string authorization = "Bearer secret";
};

/// A line of a request that ships or invoices.
inline std::string line(int item, const std::string& quantity) {
  return "{\"order_item_id\":" + std::to_string(item) + ",\"qty\":" + quantity + '}';
}

inline bool says(const answer& what, std::string_view words) {
  return what.body.find(words) != std::string::npos;
}

/// The condition of a query: search("state", "new").
inline std::string search(const std::string& field, const std::string& value,
                          const std::string& condition = "eq") {
  const std::string filter = "searchCriteria[filter_groups][0][filters][0]";
  return filter + "[field]=" + field + '&' + filter + "[condition_type]=" + condition + '&' +
         filter + "[value]=" + value;
}

}  // namespace acumage::simulator
