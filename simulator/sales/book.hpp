// The tables of sales records, and access to them.
#pragma once

#include "simulator/sales/record.hpp"
#include "simulator/sales/sales.hpp"

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace acumage::simulator {

/// An order as stored in the database. The members of `is` are in none of the records.
struct stored_order {
  order is = {};
  /// By a shopper: missing columns follow from its lines.
  bool placed = false;
  record columns = {};
  std::vector<record> item_columns = {};  ///< one for each of is.items
  record payment = {};
  record billing = {};   ///< empty: it has none
  record shipping = {};  ///< likewise
  std::string shipping_method = {};
  std::string created_at = {};
  std::string updated_at = {};

  order_item* item(std::int64_t id);
};

struct stored_shipment {
  shipment is = {};
  std::vector<record> track_columns = {};  ///< one for each of is.tracks
  std::string created_at = {};
};

struct stored_invoice {
  invoice is = {};
  std::string created_at = {};
};

/// Row numbers, each the last one assigned. A row that was rolled back has used up its number, as
/// with MySQL's AUTO_INCREMENT (rows 611, 632).
struct sales_numbers {
  std::int64_t order = 0;
  std::int64_t increment = 0;  ///< for orders that came without a number of their own
  std::int64_t order_item = 0;
  std::int64_t address = 0;
  std::int64_t payment = 0;
  std::int64_t order_comment = 0;
  std::int64_t shipment = 0;
  std::int64_t shipment_item = 0;
  std::int64_t shipment_comment = 0;
  std::int64_t track = 0;
  std::int64_t invoice = 0;
  std::int64_t invoice_item = 0;
  std::int64_t invoice_comment = 0;
};

struct sales_tables {
  std::map<std::int64_t, stored_order> orders;
  std::map<std::int64_t, stored_shipment> shipments;
  std::map<std::int64_t, stored_invoice> invoices;
  sales_numbers last;
  /// Ids of orders by collated increment id, in the order of creation.
  std::unordered_map<std::string, std::vector<std::int64_t>> by_number;
  /// Ids of orders that have, or once had, this collated ext_order_id.
  std::unordered_map<std::string, std::vector<std::int64_t>> by_erp_key;
  /// Ids of records that belong to an order, in the order of creation.
  std::unordered_map<std::int64_t, std::vector<std::int64_t>> shipments_of;
  std::unordered_map<std::int64_t, std::vector<std::int64_t>> invoices_of;

  stored_order* find_order(std::int64_t id);
  const stored_order* find_order(std::int64_t id) const;
  /// Whether an order other than `id` has this number in this store view; NULL (0) equals no other.
  bool is_taken(std::string_view increment_id, std::int64_t store_id, std::int64_t id) const;
  stored_order& insert(stored_order what);
  void renumber(stored_order& which, std::string increment_id);
  void note_erp_key(const stored_order& of);
  void insert(stored_shipment what);
  void insert(stored_invoice what);
};

/// Thread-safe: everything happens in read() and write(), each of which is one step.
class sales_book {
 public:
  template <class How>
  auto read(How how) const {
    std::shared_lock lock{mutex_};
    return how(tables_);
  }
  template <class How>
  auto write(How how) {
    std::unique_lock lock{mutex_};
    return how(tables_);
  }

  /// The order's entity id, which counts from 1.
  std::int64_t place(order_draft what);

  /// By ascending entity id.
  std::vector<order> orders() const;
  /// The first of that number, in any store view; none: there is none.
  std::optional<order> order_of(std::string_view increment_id) const;
  std::vector<shipment> shipments() const;
  std::vector<invoice> invoices() const;

 private:
  mutable std::shared_mutex mutex_;
  sales_tables tables_;
};

/// Nine digits with leading zeros: the store's own numbers of orders, shipments and invoices.
std::string numbered(std::int64_t count);

/// Assigns the next number to the item and its columns.
void add_item(stored_order& to, order_item what, record columns, sales_numbers& last);

}  // namespace acumage::simulator
