// What the order settings make of an order's row: how it is remembered, and what the store is told (SPEC 7, "Order").
#pragma once

#include "messages/document.hpp"
#include "messages/erp_order.hpp"
#include "policy/ruling.hpp"

#include <map>
#include <set>
#include <string>

namespace acumage::policy {

struct order_options {
  bool enabled = true;
  std::set<std::string> types{};  ///< folded
  /// ERP status, exact text -> Magento status ("picked", "processing/picked"), or cancel, hold, unhold.
  std::map<std::string, std::string> statuses{};
  std::string number_column = "ExternalRef";  ///< holds the store's order number
  bool create = false;                        ///< orders born in the ERP
  int store_id = 1;                           ///< of created orders, as the three that follow
  std::string payment_method = "checkmo";
  std::string shipping_method = "flatrate_flatrate";
  std::string increment_prefix = "ERP-";
};

/// What a row brought.
struct laid_order {
  bool told = false;   ///< it says something of a field
  bool newer = false;  ///< of at least one it is not older than what is known
};

/// Lays the row over what is known, field by field; null changes nothing. A store order number, once known,
/// is only ever replaced by a newer one, never by an empty one.
laid_order lay_order(const erp_order_row& row, const version& at, known_document& known);

/// All that a ruling depends on beside the settings.
struct order_case {
  const known_document& known;  ///< with the row laid over it; its key is "SO SO009120"
  laid_order laid{true, true};
  bool number_column_there = true;  ///< in the row
  /// The store was told of the order before: it should have it by now.
  bool delivered_before = false;
};

struct order_ruling {
  ruling what;
  bool unmapped_status = false;  ///< no setting maps the status
};

/// Does nothing follow any more: complete, closed, canceled, or of a type that is not listed? `delivered`: all that
/// is known of it has been.
bool is_over(const known_document& known, const order_options& options, bool delivered);

order_ruling rule_on_order(const order_case& what, const order_options& options);

}  // namespace acumage::policy
