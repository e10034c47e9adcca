// A row's columns by their meaning, regardless of the names that the query's designer chose.
#pragma once

#include "messages/entity.hpp"
#include "messages/key.hpp"
#include "messages/result.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace acumage::acumatica {

/// The columns that the rules of an entity use. The names of each, first match wins: SPEC 5, "known
/// names".
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
  /// The store's order number. It has no built-in name; its column is
  /// order_sync.order_number_field.
  store_order_number,
  status,
  shipment_type,
  operation,
  confirmed,
  shipment_date,
  ship_via,
  order_line,
  shipped_quantity,
  base_shipped_quantity,
  unit,
  base_unit,
  tracking_number,
  invoice_number,
  details,   ///< nested: lines of a shipment or an order
  packages,  ///< nested: tracking numbers of a shipment
  orders,    ///< nested: the orders that a shipment belongs to
  customer_name,
  email,
  customer_class,
  price_class,
  first_name,
  last_name,
  address_line_1,
  address_line_2,
  city,
  state,
  country,
  postal_code,
  phone,
  attributes,  ///< nested: attribute_id and attribute_value each
  attribute_id,
  attribute_value,
  order_total,
  currency,
  date,
  quantity,
  unit_price,
  extended_price,
  billing_address,   ///< nested: the columns of a customer's address
  shipping_address,  ///< nested
};
inline constexpr std::size_t concept_count =
    static_cast<std::size_t>(concept_id::shipping_address) + 1;

/// The name in `[aliases.<entity>]`: "item", "default_price", …
std::string_view to_string(concept_id which);
std::optional<concept_id> concept_from(std::string_view name);

/// The meaning of a caption. If a row has several captions of one concept, the lowest rank is read.
struct caption_meaning {
  concept_id meaning = concept_id::item;
  std::size_t rank = 0;
};

/// Folded caption -> its meanings. Most columns of a row are not used. First letter and length
/// identify nearly all of these without folding and hashing.
class caption_index {
 public:
  void add(std::string folded, caption_meaning what);
  /// False: no spelling of it is in the index. `column` is trimmed, in any case.
  bool may_hold(std::string_view column) const;
  /// Null: not in the index.
  const std::vector<caption_meaning>* find(const std::string& folded) const;

 private:
  std::unordered_map<std::string, std::vector<caption_meaning>> names_;
  std::array<std::uint64_t, 32>
      lengths_{};  ///< by the letter's place in the alphabet, one bit each
};

/// Configured captions per concept, tried before the built-in ones. Names are compared without
/// regard to case. Filled at the start, then read by any thread.
class field_aliases {
 public:
  /// A caption that already exists, in any case, keeps its rank.
  void add(entity which, concept_id meaning, std::string caption);
  /// Configured captions first, then the built-in ones.
  std::vector<std::string_view> captions(entity which, concept_id meaning) const;
  /// Calls `use(caption_meaning)` for every concept of a column of that name.
  template <class Use>
  void each_meaning(entity which, std::string_view column, Use use) const;

 private:
  static const caption_index& built_in();

  std::map<std::pair<entity, concept_id>, std::vector<std::string>> configured_;
  std::array<caption_index, entity_count> index_;  // of configured_
};

/// The value of a column: text of a string, digits of a number, "true"/"false"; null when
/// unchanged.
struct cell {
  enum class kind { null, string, number, boolean, nested } type = kind::null;
  std::string text;
};

/// The columns of one raw JSON object that belong to a concept. Absent concepts are absent. If a
/// column occurs twice in the object, the first one counts. errc::invalid when it does not parse or
/// is not an object. A shipment whose order is only in a nested `Orders` list of one gets that
/// order's columns.
using row = std::map<concept_id, cell>;
result<row> read_row(entity which, std::string_view json_object, const field_aliases& aliases);

/// The same for every element of a nested list (the text of a `nested` cell). errc::invalid when it
/// does not parse, is not a list, or an element is not an object.
result<std::vector<row>> read_rows(entity which, std::string_view json_array,
                                   const field_aliases& aliases);

/// The key of a row of that entity (trimmed), empty when the row names none:
/// pricing: SKU; inventory: SKU@WAREHOUSE[/LOCATION], SKU@vendor/VENDOR or SKU when no warehouse is named; shipment: "004417@SO SO009120", or "004417" when the
/// document names no order or several in a nested list; customer: its id; order: "SO SO009120".
std::string key_of(entity which, const row& columns);

template <class Use>
void field_aliases::each_meaning(entity which, std::string_view column, Use use) const {
  const auto name = trimmed(column);
  for (const auto* index : {&index_.at(index_of(which)), &built_in()}) {
    if (!index->may_hold(name)) continue;
    if (const auto* found = index->find(fold_key(name)))
      for (const auto& each : *found) use(each);
  }
}

}  // namespace acumage::acumatica
