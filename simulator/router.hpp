// Resolves a path: Magento's path grammar and the table of its endpoints.
#pragma once

#include "simulator/catalogue.hpp"
#include "simulator/http/exchange.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace acumage::simulator {

struct shop;

/// A request with a matching endpoint.
struct call {
  const request& what;
  std::vector<std::string> parameters;  ///< the decoded matches of the route's ":name" segments
  std::size_t array_limit = 0;          ///< most objects in an array; 0: input limiting is off
};

using handler = answer (*)(shop&, const call&);

/// The resource of a route that needs no permission (REST.md 1.6).
inline constexpr std::string_view anonymous = "anonymous";

struct route {
  std::string_view method;
  std::string_view pattern;   ///< after the version: "products/:sku"
  std::string_view resource;  ///< what a token must be allowed to use
  handler handle = nullptr;
  /// The message when the database gives up on a lock; 400.
  std::string_view save_failure = "Could not save Prices.";
};

/// The endpoints of one group; the first match wins, so fixed words come before parameters.
using route_table = std::vector<route>;

route_table price_routes();
route_table inventory_routes();
route_table stock_item_routes();
route_table product_routes();
route_table store_routes();
route_table customer_search_routes();  ///< before customer_routes()
route_table customer_routes();
route_table directory_routes();
route_table order_saving_routes();
route_table order_routes();
route_table order_action_routes();
route_table shipping_routes();
route_table shipment_routes();
route_table invoice_routes();

struct matched_route {
  const route* to = nullptr;
  std::vector<std::string> parameters;
};

struct version_question {};  ///< GET /magento_version

class router {
 public:
  /// Without `multi_source`, the store has no Magento_Inventory* modules and none of their routes.
  explicit router(bool multi_source);

  /// A route, or the refusal. Accepts "/index.php" in front, trailing and doubled slashes, and a
  /// store code of `stores` before the version (REST.md 1.1).
  std::variant<matched_route, version_question, answer> find(const request& what,
                                                             const catalogue& stores) const;

 private:
  std::variant<matched_route, version_question, answer> match(
      std::string_view method, const std::vector<std::string_view>& segments) const;

  route_table routes_;
};

}  // namespace acumage::simulator
