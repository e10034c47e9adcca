// The state behind the endpoints, and the path of a request through it.
#pragma once

#include "simulator/catalogue.hpp"
#include "simulator/customers/customers.hpp"
#include "simulator/faults/rules.hpp"
#include "simulator/http/exchange.hpp"
#include "simulator/http/stop_signal.hpp"
#include "simulator/options.hpp"
#include "simulator/router.hpp"
#include "simulator/sales/book.hpp"
#include "simulator/signatures.hpp"
#include "simulator/stock/inventory.hpp"
#include "simulator/traffic.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace acumage::simulator {

/// Everything that answers requests, without a socket. Thread-safe.
struct shop {
  explicit shop(store_options with);

  /// The whole path: counting, faults, Magento's own order of checks, log.
  answer serve(const request& what, wire_plan& plan);

  /// Whether the bearer token in this header gives access to `resource`. Every valid token may use
  /// Magento_Backend::admin (REST.md 1.6).
  bool allows(std::string_view authorization, std::string_view resource) const;

  void add_product(product what);
  /// A change made by the store itself; status follows the quantity. false: no such source.
  bool set_quantity(std::string_view sku, std::string_view source_code, double quantity);
  void set_backorders(std::string_view sku, int backorders);
  /// A shopper's order; product types that it does not name come from the catalogue.
  std::int64_t add_order(order_draft what);

  store_options options;
  inventory stock;
  catalogue goods;
  sales_book sold;
  customer_accounts accounts;
  traffic seen;
  fault_rules faults;
  signature_check signatures{options.oauth};
  stop_signal stopping;
  std::atomic<bool> bearer_allowed{true};
  std::atomic<std::size_t> page_limit{0};  ///< maximum items of a page; 0: no limit
  std::atomic<std::uint64_t> reports{0};   ///< Report IDs assigned
  std::string base_url;  ///< with a slash at the end; set before the first request
  /// Closes the listener for that long or (0) until faults are cleared, then opens it again.
  std::function<void(std::chrono::milliseconds)> refuse_connections;
  std::function<void()> accept_connections;

 private:
  answer serve_struck(const armed_fault& by, const request& what, wire_plan& plan);
  answer overridden(const fault& by, const request& what);
  answer usual(const request& what, std::size_t array_limit);
  answer save_failure(const request& what) const;
  void stock_up(const product& what);
  /// The same products, once their stock is recorded.
  std::vector<product> stocked(std::vector<product> all);

  const router routes_;
};

}  // namespace acumage::simulator
