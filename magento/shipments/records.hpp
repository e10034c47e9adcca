// What the store has of an order, its shipments and invoices, and the requests for it (REST.md 4.1, 4.3).
#pragma once

#include "magento/transport.hpp"
#include "messages/decimal.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace acumage::magento {

/// Product data that an order does not contain (REST.md 4.2).
struct product_words {
  std::string sku;              ///< empty: not known
  bool separately = false;      ///< a bundle whose options ship separately
  bool priced_by_part = false;  ///< a bundle whose options are invoiced separately
};

struct order_item {
  std::int64_t id = 0;
  std::int64_t parent = 0;   ///< 0: none
  std::int64_t product = 0;  ///< 0: the store names none
  std::string sku;           ///< with custom options it is longer than its product's
  std::string type;          ///< "simple", "configurable", "virtual", …
  decimal ordered;
  decimal shipped;
  decimal invoiced;
  decimal canceled;
  decimal refunded;
  product_words told;  ///< as far as it was looked up

  bool is_virtual() const { return type == "virtual" || type == "downloadable"; }
  bool is_bundle() const { return type == "bundle"; }
  decimal open() const;  ///< still to be shipped, at least 0
};

struct store_order {
  std::int64_t id = 0;
  std::int64_t store = 0;
  std::string number;
  std::string status;
  std::vector<order_item> items;

  const order_item* find(std::int64_t item) const;
  /// Null: it is not part of another.
  const order_item* parent_of(const order_item& item) const;
  std::vector<const order_item*> parts_of(const order_item& item) const;
};

struct sold_line {
  std::int64_t order_item = 0;
  decimal quantity;
};

/// A shipment or an invoice; an invoice has no tracks.
struct sales_document {
  std::int64_t id = 0;
  std::vector<sold_line> lines;
  std::vector<std::string> tracks;
  std::vector<std::string> comments;
};

struct document_page {
  std::vector<sales_document> documents;
  std::size_t total = 0;  ///< on all pages
};

/// The order of that number; numbers are unique only within a store, so there may be two.
request order_request(const std::string& number);
/// Empty when the answer is not a page of orders.
std::optional<std::vector<store_order>> read_orders(const answer& reply);

request shipments_request(std::int64_t order, std::size_t page);
request invoices_request(std::int64_t order, std::size_t page);
std::optional<document_page> read_documents(const answer& reply);

request shipment_request(std::int64_t shipment);
std::optional<sales_document> read_document(const answer& reply);

/// Products by id. They must fit one search (search_path.hpp).
request products_request(std::span<const std::string> ids);
/// By id; empty when the answer is not a page of products.
std::optional<std::map<std::int64_t, product_words>> read_products(const answer& reply);

/// The id in the answer to a write, `"22"` or `22`.
std::optional<std::int64_t> read_id(const answer& reply);

decimal minus(const decimal& from, const decimal& what);

}  // namespace acumage::magento
