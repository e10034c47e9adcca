// A shipment's row as Acumatica sends it, flat or with nested lists, converted for its rules.
#pragma once

#include "acumatica/row.hpp"
#include "messages/result.hpp"
#include "policy/shipment_rules.hpp"

#include <string_view>

namespace acumage::actors {

/// errc::invalid, with the column named, when the row or one of its lists does not parse.
result<policy::shipment_row> read_shipment_row(std::string_view json_object,
                                               const acumatica::field_aliases& aliases);

}  // namespace acumage::actors
