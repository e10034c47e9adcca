// What the rules would publish of records as the ERP has them now: for a comparison.
#pragma once

#include "actors/held_values.hpp"
#include "acumatica/row.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace acumage::actors {

struct erp_value {
  std::string key;  ///< of the delivery
  /// Of a customer, the account's e-mail. Empty: nothing would be published of it.
  std::optional<std::string> value{};
  bool not_mapped = false;
  std::string words{};  ///< why nothing would be
  std::string order{};  ///< of an order or a shipment: the store's order number
  std::optional<policy::order_record> record{};  ///< of an order: what would be published
};

/// Rows of whole records: all of a record must be added. Uses the rules of the lanes and no memory,
/// so that a warehouse that the ERP does not name counts as 0. One thread.
class erp_records {
 public:
  erp_records(entity which, const held_rules& rules, const acumatica::field_aliases& aliases);

  /// The record that the row belongs to, as the ERP spells it: of a quantity, its item. Empty: the
  /// row names none, and is left out.
  std::string add(const std::string& row);
  /// The values of all records that were added, which it forgets.
  std::vector<erp_value> take();

 private:
  entity which_;
  held_rules rules_;
  const acumatica::field_aliases& aliases_;
  std::map<std::string, known_document> documents_;  // by folded key
  std::map<std::string, item_stock> items_;          // by folded name
};

}  // namespace acumage::actors
