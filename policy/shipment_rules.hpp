// From a shipment's rows to what is remembered of it and sent to the store, by the shipment settings (SPEC 7).
#pragma once

#include "messages/document.hpp"
#include "policy/erp_words.hpp"
#include "policy/ruling.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace acumage::policy {

enum class shipment_trigger : std::uint8_t { confirmation, invoice_release };

/// A ShipVia as the store names it.
struct carrier {
  std::string code;
  std::string title;
  friend bool operator==(const carrier&, const carrier&) = default;
};

struct shipment_options {
  bool enabled = true;
  shipment_trigger trigger = shipment_trigger::confirmation;
  word_table<shipment_stage> statuses = shipment_statuses();
  word_table<shipment_kind> types = shipment_types();
  word_table<shipment_direction> operations = shipment_operations();
  std::map<std::string, carrier> carriers{};  ///< by folded ShipVia
  std::string drop_ship_via{};                ///< of every drop shipment
  /// Folded warehouse -> source code. Empty: there is no map, and all goods leave from `default`.
  std::map<std::string, std::string> sources{};
  std::string drop_source{};  ///< of a drop shipment that names no warehouse; empty: none
  bool notify = false;
  bool create_invoice = false;
  /// The prefix of the store's number for orders created in the ERP, followed by their key; empty:
  /// they are not created there.
  std::optional<std::string> erp_order_prefix{};
};

/// A line of a shipment; absent and null both mean unchanged. This applies to all columns.
struct shipment_line_row {
  std::optional<std::string> number;  ///< OrderLineNbr
  std::optional<std::string> item;
  std::optional<std::string> quantity;         ///< in `unit`
  std::optional<std::string> base_quantity{};  ///< in the base unit: overrides `quantity`
  std::optional<std::string> unit{};
  std::optional<std::string> base_unit{};
  std::optional<std::string> track;
  std::optional<std::string> warehouse{};
};

struct shipment_row {
  std::optional<std::string> type;
  std::optional<std::string> operation;
  std::optional<std::string> status;
  std::optional<std::string> confirmed;
  std::optional<std::string> ship_via;
  std::optional<std::string> warehouse;
  std::optional<std::string> store_order;
  std::optional<std::string> invoice;
  std::vector<shipment_line_row> lines;  ///< one for a flat row
  std::vector<std::string> tracks;       ///< of packages
  std::size_t orders = 0;                ///< in a nested list
};

/// Merges the row into what is known, field by field. An invalid row, or one that would make the
/// document larger than 10,000 fields, changes nothing (`reject`), and neither does one that is
/// older in every field (`supersede`). Empty: it counts.
std::optional<ruling> lay_shipment(const shipment_row& row, const version& at,
                                   known_document& known);

/// A value that is not in any map of the settings.
struct unmapped_name {
  std::string kind;  ///< "ship_via", "warehouse"
  std::string value;
};

struct shipment_ruling {
  ruling what;
  /// Quantities ("LAMP-07@wh_east") from which a published shipment deducts.
  std::vector<std::string> quantities;
  std::vector<unmapped_name> unmapped;
};

/// Rules on the whole document.
shipment_ruling rule_on_shipment(const known_document& known, const shipment_options& options);

/// Whether the document is finished: shipped and invoiced, canceled, or not for the store.
/// `delivered`: all that is known of it has been delivered.
bool is_over(const known_document& known, const shipment_options& options, bool delivered);

}  // namespace acumage::policy
