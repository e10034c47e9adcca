// What the simulated store has sold, as seen from outside: orders, comments, shipments and invoices.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace acumage::simulator {

/// A comment in the history of an order, a shipment or an invoice.
struct sales_comment {
  std::int64_t entity_id = 0;
  std::string comment = {};
  std::string status = {};  ///< for an order only
  std::int64_t is_customer_notified = 0;
  std::int64_t is_visible_on_front = 0;
  std::string created_at = {};
};

/// Quantities as DECIMAL(12,4). A line with a parent (a part of a configurable or a bundle) moves
/// with it and has no open quantities of its own, unless it ships or is invoiced separately.
struct order_item {
  std::int64_t item_id = 0;
  std::int64_t parent_item_id = 0;  ///< 0: none
  std::string sku = {};
  std::string name = {};
  std::string product_type = {};
  std::int64_t product_id = 0;  ///< 0: the line names no product
  double qty_ordered = 0;
  double qty_shipped = 0;
  double qty_invoiced = 0;
  double qty_canceled = 0;
  double qty_refunded = 0;
  double price = 0;
  bool is_virtual = false;      ///< nothing to ship
  bool is_qty_decimal = false;  ///< also sold in parts of a piece
  /// For a bundle: it moves by its parts; for a part: it moves on its own.
  bool ships_apart = false;
  bool bills_apart = false;
};

struct order {
  std::int64_t entity_id = 0;
  std::string increment_id = {};
  std::int64_t store_id = 0;  ///< 0: none
  std::string state = {};
  std::string status = {};
  std::string customer_email = {};
  std::string ext_order_id = {};
  bool is_virtual = false;  ///< nothing to ship
  /// While it is on hold: the status to return to.
  std::string hold_before_state = {};
  std::string hold_before_status = {};
  std::vector<order_item> items = {};
  std::vector<sales_comment> comments = {};  ///< oldest first
};

/// A line of a shipment or of an invoice.
struct sold_item {
  std::int64_t entity_id = 0;
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
  std::string source_code = {};  ///< spelt as sent; empty: a store without sources
  std::vector<sold_item> items = {};
  std::vector<shipment_track> tracks = {};
  std::vector<sales_comment> comments = {};
};

struct invoice {
  std::int64_t entity_id = 0;
  std::string increment_id = {};
  std::int64_t order_id = 0;
  std::vector<sold_item> items = {};
  std::vector<sales_comment> comments = {};
};

/// A line of an order as a shopper places it.
struct draft_line {
  std::string sku = {};
  double qty = 1;
  double price = 0;
  std::string name = {};          ///< empty: the SKU
  std::string product_type = {};  ///< empty: the catalogue's, otherwise simple
  std::int64_t product_id = 0;    ///< 0: the catalogue's
  /// The line, counted from 0 and before this one, of which this is a part.
  std::optional<std::size_t> parent = {};
  bool is_qty_decimal = false;
  /// For a bundle; empty members follow from the catalogue.
  std::optional<bool> ships_separately = {};
  std::optional<bool> priced_by_part = {};
};

/// An order as a shopper places it.
struct order_draft {
  std::string increment_id = {};  ///< empty: the store's next number
  std::vector<draft_line> lines = {};
  std::int64_t store_id = 1;
  std::string customer_email = "guest@example.test";
  std::string ext_order_id = {};
  /// For "complete", "closed" and "canceled" the quantities of the lines are moved accordingly.
  std::string state = "new";
  std::string status = {};  ///< empty: the default of the state
};

}  // namespace acumage::simulator
