// The entities of contract REST: their fields, details and keys, and how a record is written.
#pragma once

#include "simulator/acumatica/faults/fault.hpp"
#include "simulator/acumatica/odata/filter.hpp"
#include "simulator/acumatica/tables/database.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::simulator::acumatica {

/// The rows of one record: several for a shipment, whose table has a row per line.
using record = std::vector<const row*>;

struct rest_entity {
  std::string_view name;
  std::string_view form;  ///< as a refusal of rights names it
  entity table;
  std::size_t key_count;                 ///< keys in the path
  std::string_view modified;             ///< what its LastModifiedOn is called here
  std::vector<std::string_view> fields;  ///< besides `modified`; named like their columns
};

const rest_entity* rest_entity_named(std::string_view name);
column_finder finder_of(const rest_entity& of);

/// What a record's writer needs besides its rows.
struct record_style {
  const time_zone& zone;
  const strikes& faults;
  std::vector<std::string> select;  ///< empty: all fields
  std::vector<std::string> expand;
  /// The rows of another table that belong to a record, by its keys.
  std::function<std::vector<row>(entity of, const row& head)> related;
};

std::string record_json(const rest_entity& of, const record& rows, std::size_t number,
                        const record_style& style);

/// "Name":{"value":…}, or {} for null.
void append_field(std::string& to, std::string_view name, const column& of, const cell& value,
                  const record_style& style);
/// {"id":"…","rowNumber":1,"note":"" — up to the first field.
void append_head(std::string& to, std::string_view id, std::size_t number);

}  // namespace acumage::simulator::acumatica
