// What the simulated store has sold: orders with their comments, shipments and invoices.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::simulator {

/// A note in an order's, a shipment's or an invoice's history.
struct sales_comment {
  std::int64_t entity_id = 0;
  std::string comment = {};
  std::string status = {};  ///< of an order's only
  int is_customer_notified = 0;
  int is_visible_on_front = 0;
};

struct order_item {
  std::int64_t item_id = 0;
  std::int64_t parent_item_id = 0;  ///< 0: none
  std::string sku = {};
  std::string product_type = {};
  std::int64_t product_id = 0;  ///< 0: the line names no product
  double qty_ordered = 0;
  double qty_shipped = 0;
  double qty_invoiced = 0;
  double qty_canceled = 0;
  double price = 0;
};

struct order {
  std::int64_t entity_id = 0;
  std::string increment_id = {};
  int store_id = 0;
  std::string state = {};
  std::string status = {};
  std::string customer_email = {};
  std::string ext_order_id = {};
  std::vector<order_item> items = {};
  std::vector<sales_comment> comments = {};
};

struct shipment_item {
  std::int64_t order_item_id = 0;
  std::string sku = {};
  double qty = 0;
};

struct shipment_track {
  std::int64_t entity_id = 0;
  std::string number = {};
  std::string title = {};
  std::string carrier_code = {};
};

struct shipment {
  std::int64_t entity_id = 0;
  std::string increment_id = {};
  std::int64_t order_id = 0;
  std::string source_code = {};  ///< spelt as it was sent
  std::vector<shipment_item> items = {};
  std::vector<shipment_track> tracks = {};
  std::vector<sales_comment> comments = {};
};

struct invoice {
  std::int64_t entity_id = 0;
  std::string increment_id = {};
  std::int64_t order_id = 0;
  std::vector<shipment_item> items = {};
  std::vector<sales_comment> comments = {};
};

/// A line of an order as a shopper places it.
struct draft_line {
  std::string sku = {};
  double qty = 1;
  double price = 0;
  /// Empty: the catalogue's, else simple.
  std::string product_type = {};
  /// The line, counted from 0, of which this is a part (of a configurable or bundle).
  std::optional<std::size_t> parent = {};
};

/// An order as a shopper places it.
struct order_draft {
  std::string increment_id = {};  ///< empty: the store's next number
  std::vector<draft_line> lines = {};
  int store_id = 1;
  std::string customer_email = "guest@example.test";
  std::string ext_order_id = {};
  std::string state = "new";
  std::string status = {};  ///< empty: the usual one of the state
};

/// Thread-safe.
class sales {
 public:
  /// The order's entity id, which counts from 1.
  std::int64_t place(order_draft what);

  /// By growing entity id.
  std::vector<order> orders() const;
  /// The first of that number, in any store view; none: there is none.
  std::optional<order> order_of(std::string_view increment_id) const;
  std::vector<shipment> shipments() const;
  std::vector<invoice> invoices() const;

 private:
  mutable std::mutex mutex_;
  std::vector<order> orders_;
  std::vector<shipment> shipments_;
  std::vector<invoice> invoices_;
  std::int64_t last_item_ = 0;
};

}  // namespace acumage::simulator
