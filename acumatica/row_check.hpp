// What makes a row of a file useless, found before it is sent.
#pragma once

#include "acumatica/json_tree.hpp"
#include "acumatica/row.hpp"

#include <string>
#include <vector>

namespace acumage::acumatica {

/// Names the column and what was expected; empty if the row names its record and its numbers are
/// numbers.
std::string row_problem(entity which, const json_node& object, const field_aliases& aliases);

/// The same for a file whose rows have these columns; empty if they can name a record.
std::string header_problem(entity which, const std::vector<std::string>& columns,
                           const field_aliases& aliases);

}  // namespace acumage::acumatica
