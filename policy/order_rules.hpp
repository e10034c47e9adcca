// From an order's row to what is remembered of it and sent to the store, by the order settings (SPEC 7, "Order").
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

/// The effect of a row.
struct laid_order {
  bool told = false;   ///< it contains a field
  bool newer = false;  ///< at least one of its fields is not older than what is known
};

/// Merges the row into what is known, field by field; null changes nothing. A known store order
/// number is only ever replaced by a newer one, never by an empty one.
laid_order lay_order(const erp_order_row& row, const version& at, known_document& known);

/// Everything a ruling depends on apart from the settings.
struct order_case {
  const known_document& known;  ///< includes the row; its key is "SO SO009120"
  laid_order laid{true, true};
  bool number_column_there = true;  ///< in the row
  /// The order was sent to the store before, which should have it by now.
  bool delivered_before = false;
};

struct order_ruling {
  ruling what;
  bool unmapped_status = false;  ///< no setting maps the status
};

/// Whether the order is finished: complete, closed, canceled, or of a type that is not listed.
/// `delivered`: all that is known of it has been delivered.
bool is_over(const known_document& known, const order_options& options, bool delivered);

order_ruling rule_on_order(const order_case& what, const order_options& options);

}  // namespace acumage::policy
