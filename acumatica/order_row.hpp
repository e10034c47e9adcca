// Reads an order's row: flat columns, nested Details[], BillingAddress{} and ShippingAddress{} (SPEC 5).
#pragma once

#include "acumatica/row.hpp"
#include "messages/erp_order.hpp"
#include "messages/result.hpp"

#include <string_view>

namespace acumage::acumatica {

/// The store's order number is read from the caption configured for concept_id::store_order_number.
/// Numbers keep their digits. errc::invalid, naming the column, when the row or a nested part does
/// not parse or has the wrong type.
result<erp_order_row> read_order_row(std::string_view json_object, const field_aliases& aliases);

}  // namespace acumage::acumatica
