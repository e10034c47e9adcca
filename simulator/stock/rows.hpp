// Reads and validates the rows of "sourceItems".
#pragma once

#include "simulator/errors.hpp"
#include "simulator/stock/inventory.hpp"

#include <simdjson.h>

#include <vector>

namespace acumage::simulator {

/// A non-object counts as a row without any field (transcript row 279). false: a value's type or a
/// field's name is wrong, which refuses the whole call.
bool read_item_rows(const std::vector<simdjson::dom::element>& elements,
                    std::vector<item_row>& rows, answer& refused);

/// The messages of Magento's source item validators for all rows (REST.md 3.2); empty: none.
std::vector<field_problem> problems_of(const std::vector<item_row>& rows);

}  // namespace acumage::simulator
