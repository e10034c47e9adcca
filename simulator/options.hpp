// How a simulated store is set up; the defaults are the store of the recorded transcripts.
#pragma once

#include "simulator/catalogue.hpp"
#include "simulator/customers/customers.hpp"
#include "simulator/http/exchange.hpp"
#include "simulator/sales/sales.hpp"
#include "simulator/signatures.hpp"
#include "simulator/stock/inventory.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace acumage::simulator {

/// A token of an integration with limited permissions.
struct limited_token {
  std::string token;
  std::vector<std::string> permissions;  ///< such as "Magento_Catalog::catalog"
};

struct store_options {
  std::uint16_t port = 0;  ///< on 127.0.0.1; 0: any
  std::string token = "simulator-token";
  std::vector<limited_token> limited_tokens = {};
  oauth_integration oauth = {};  ///< all permissions, regardless of the switch for bearer tokens
  std::vector<product> products = {};
  std::vector<source> sources = {};      ///< besides "default"
  std::vector<order_draft> orders = {};  ///< placed in this order, from entity id 1 on
  /// false: the store's Magento_Inventory* modules were removed, and `modules` lacks them.
  bool multi_source = true;
  std::string version = "Magento/2.4 (Community)";
  std::vector<std::string> modules = {
      "Magento_Store",     "Magento_Backend",      "Magento_Customer",
      "Magento_Catalog",   "Magento_Sales",        "Magento_Integration",
      "Magento_Inventory", "Magento_InventoryApi", "Magento_InventorySales",
      "Magento_Webapi",    "Magento_WebapiAsync",  "Magento_AsynchronousOperations"};
  std::vector<website> websites = {
      {0, "admin", "Admin"}, {1, "base", "Main Website"}, {2, "b2b", "B2B site"}};
  std::vector<store_group> groups = {{0, 0, "default", "Default"},
                                     {1, 1, "main_website_store", "Main Website Store"},
                                     {2, 2, "b2b_group", "B2B"}};
  std::vector<store_view> views = {{0, 0, 0, "admin", "Admin"},
                                   {1, 1, 1, "default", "Default Store View"},
                                   {2, 1, 1, "de", "German"},
                                   {3, 2, 2, "b2b_en", "B2B EN"}};
  std::vector<customer> customers = {};
  std::vector<customer_group> customer_groups = {
      {0, "NOT LOGGED IN"}, {1, "General"}, {2, "Wholesale"}, {3, "Retailer"}};
  /// Codes of the store's own customer attributes, which only Adobe Commerce supports: with one,
  /// version and modules are those of Commerce. Empty: Open Source.
  std::vector<std::string> customer_attributes = {};
  /// Called by POST customers between the look-up of an account with the same e-mail and the write:
  /// a caller that adds one there wins the race (REST.md 5).
  std::function<void(const customer&)> before_customer_insert = {};
  /// Called for every request except those of /simulator/, before faults; by several threads at
  /// once.
  std::function<void(const request&)> on_request = {};
  std::size_t max_page_size = 0;  ///< webapi/validation/maximum_page_size; 0: pages are not limited
  std::size_t max_body_bytes = std::size_t{64} << 20;  ///< above: 413, as nginx was set up
  std::size_t log_limit = 10'000;  ///< requests kept; 0: none, which is the fast mode
  bool keep_history = false;       ///< every applied price and source item, without bound
};

}  // namespace acumage::simulator
