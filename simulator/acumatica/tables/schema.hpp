// The ERP's tables: their columns, keys, the inquiry and the class under which clients read them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace acumage::simulator::acumatica {

enum class entity : std::uint8_t {
  item,
  quantity,  ///< of an item in a warehouse
  sales_price,
  customer,
  order,
  order_line,
  shipment,   ///< a row per line
  lost_push,  ///< written by the push sender only
};
inline constexpr std::size_t entity_count = 8;

enum class column_type : std::uint8_t { text, guid, decimal, integer, boolean, time };

struct column {
  std::string_view name;
  column_type type = column_type::text;
  int places = 0;  ///< of a decimal
};

struct schema {
  entity of;
  std::string_view name;      ///< "quantity", for control routes
  std::string_view inquiry;   ///< empty: no generic inquiry, and no push
  std::string_view dac;       ///< its class, for deleted records
  std::size_t key_count = 1;  ///< the first columns are the key
  std::vector<column> columns;

  std::optional<std::size_t> index_of(std::string_view column_name) const;
  /// The column of the last change, LastModifiedOn.
  std::optional<std::size_t> modified() const { return index_of("LastModifiedOn"); }
};

const schema& schema_of(entity which);
std::span<const schema> all_schemas();
/// By the name of the inquiry, regardless of case; null: there is none.
const schema* inquiry_named(std::string_view name);
/// By the name of its class; null: there is none.
const schema* class_named(std::string_view name);
const schema* table_named(std::string_view name);

}  // namespace acumage::simulator::acumatica
