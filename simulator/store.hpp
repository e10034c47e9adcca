// A simulated store that behaves like Magento 2.4.7, with faults on demand, for demo and tests (SPEC 12).
#pragma once

#include "messages/result.hpp"
#include "simulator/catalogue.hpp"
#include "simulator/customers/customers.hpp"
#include "simulator/faults/fault.hpp"
#include "simulator/options.hpp"
#include "simulator/sales/sales.hpp"
#include "simulator/stock/inventory.hpp"
#include "simulator/traffic.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acumage::simulator {

/// Listens on 127.0.0.1 with 64 threads, one per open connection. All functions are thread-safe
/// except start() and stop(), which belong to the owner.
class store {
 public:
  explicit store(store_options options);
  ~store();
  store(const store&) = delete;
  store& operator=(const store&) = delete;

  /// errc::unavailable: the port is taken.
  status start();
  /// Ends all connections; pending late requests are no longer applied.
  void stop();
  std::uint16_t port() const;
  /// http://127.0.0.1:PORT, without a slash at the end.
  std::string url() const;

  // The catalogue, as the merchant changes it while the store runs.
  void add_product(product what);
  bool remove_product(std::string_view sku);
  void set_price(std::string_view sku, int store_id, double price);
  void set_price_scope(price_scope scope);
  /// The maximum page size of a search; 0: no limit.
  void limit_pages(std::size_t most);
  /// The store's switch "Allow OAuth Access Tokens to be used as standalone Bearer tokens".
  void switch_bearer_off();
  void switch_bearer_on();

  /// As written by base-prices-information ("12.34", "5", "1.0e+14"); empty: no price row.
  std::string price_of(std::string_view sku, int store_id = 0) const;
  /// By (SKU as the catalogue spells it, store id).
  std::map<std::pair<std::string, int>, std::string> prices() const;
  /// Every row as it was applied, in order; empty without store_options::keep_history.
  std::vector<applied_price> history() const;

  // Its stock, as the merchant changes it.
  void add_source(source what);
  /// Status follows the quantity. false: there is no such source.
  bool set_quantity(std::string_view sku, std::string_view source_code, double quantity);
  /// For the product itself, not by the store's configuration: 0 none, 1 allowed, 2 allowed with
  /// notice.
  void set_backorders(std::string_view sku, int backorders);

  /// As the store writes it ("12.5", "0"); empty: there is no source item.
  std::string quantity_of(std::string_view sku,
                          std::string_view source_code = default_source) const;
  std::optional<source_item> item_of(std::string_view sku, std::string_view source_code) const;
  /// By (SKU as the row spells it, source code).
  std::map<std::pair<std::string, std::string>, std::string> quantities() const;
  /// Every source item as it was applied or deleted, in order; empty without
  /// store_options::keep_history.
  std::vector<applied_item> stock_history() const;

  // Its sales, as shoppers make them.
  /// The order's entity id, which counts from 1.
  std::int64_t add_order(order_draft what);
  /// By ascending entity id.
  std::vector<order> orders() const;
  /// The first of that number, in any store view; none: there is none.
  std::optional<order> order_of(std::string_view increment_id) const;
  std::vector<shipment> shipments() const;
  std::vector<invoice> invoices() const;

  // Its customers, as they or the merchant change them.
  /// Adds, or replaces the one of this number. Returns its number; 0: the e-mail is taken on its
  /// website.
  std::int64_t add_customer(customer what);
  void add_customer_group(std::int64_t id, std::string code);
  /// By ascending number.
  std::vector<customer> customers() const;

  totals count() const;
  std::vector<logged_request> requests() const;
  /// Blocks until `reached` holds for the totals; false: it did not within `at_most`.
  bool wait_for(const std::function<bool(const totals&)>& reached,
                std::chrono::milliseconds at_most = std::chrono::seconds{20}) const;

  /// The fault's id. A `refused` one acts at once, has no id (0) and ends with its time or with
  /// clear_faults().
  std::uint64_t inject(fault what);
  bool clear_fault(std::uint64_t id);
  void clear_faults();

 private:
  struct parts;
  std::unique_ptr<parts> parts_;
};

}  // namespace acumage::simulator
