// Quantities: deliveries <-> POST /V1/inventory/source-items and its look-ups (REST.md 3).
#pragma once

#include "magento/conversation.hpp"
#include "magento/stock/batch.hpp"
#include "magento/stock/memory.hpp"
#include "magento/transport.hpp"
#include "messages/delivery.hpp"
#include "messages/outcome.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace acumage::magento {

struct stock_options {
  /// Off: rows of SKUs unknown to the store are stored there, without a product.
  bool check_skus = true;
};

/// The open rows, in their order; quantities are JSON numbers with exactly the digits of the
/// delivery.
request source_items_request(const stock_batch& batch);

/// As shown in a dead letter: the delivery alone, for a product without backorders.
request source_items_request(const delivery& what);

/// What the store has for some of the rows to be verified: the first of them that fit one search.
/// Items are read by read_source_items.
request held_items_request(std::span<const stock_row> rows);
std::size_t rows_of_one_reading(std::span<const stock_row> rows);

struct held_item {
  std::string sku;  ///< as the store spells it
  std::string folded_source;
  std::string quantity;  ///< as the JSON shows it
  bool in_stock = false;
};
/// The rows of these SKUs at the source `default`, which every product with a quantity has. They must fit
/// one search.
request default_items_request(std::span<const std::string> skus);
/// Empty when the answer is not a page of source items.
std::optional<std::vector<held_item>> read_source_items(const answer& reply);

/// Sources, SKUs, backorders and held quantities are looked up if they are needed and not
/// remembered. The rest is then posted; without MSI the legacy endpoint is used. `memory` must
/// outlive the conversation.
///
/// `Could not save Source Item` counts as a deadlock and is retried, because the sources were
/// already seen to exist (REST.md 11).
std::unique_ptr<conversation> send_quantities(const std::vector<delivery>& rows,
                                              stock_options options, stock_memory& memory);

}  // namespace acumage::magento
