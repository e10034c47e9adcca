// A row's columns by what they mean, whatever the query's designer called them.
#pragma once

#include "messages/entity.hpp"
#include "messages/result.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::acumatica {

/// Columns that some entity's rules ask for. The names behind each, first match wins: SPEC 5, "known names".
enum class concept_id : std::uint8_t {
  item,
  item_status,
  default_price,
  sales_price,
  on_hand,
  available,
  available_for_shipping,
  warehouse,
  branch,
  location,
  vendor,
  vendor_quantity,
  vendor_share,
  shipment_number,
  customer_id,
  order_type,
  order_number,
};

/// The name in `[aliases.<entity>]`: "item", "default_price", …
std::string_view to_string(concept_id which);
std::optional<concept_id> concept_from(std::string_view name);

/// Configured captions per concept, tried before the built-in ones; names are compared without case.
class field_aliases {
 public:
  void add(entity which, concept_id meaning, std::string caption);
  /// Configured captions first, then the built-in ones.
  std::vector<std::string_view> captions(entity which, concept_id meaning) const;

 private:
  std::map<std::pair<entity, concept_id>, std::vector<std::string>> configured_;
};

/// One column's value: text of a string, digits of a number, "true"/"false"; null when unchanged.
struct cell {
  enum class kind { null, string, number, boolean, nested } type = kind::null;
  std::string text;
};

/// The columns of one raw JSON object that the concepts ask for. Absent concepts are absent.
using row = std::map<concept_id, cell>;
result<row> read_row(entity which, std::string_view json_object, const field_aliases& aliases);

/// The key of a row of that entity (trimmed), empty when the row names none:
/// pricing: SKU; inventory: SKU@WAREHOUSE[/LOCATION]; shipment: "004417@SO SO009120"; customer: its id;
/// order: "SO SO009120".
std::string key_of(entity which, const row& columns);

}  // namespace acumage::acumatica
