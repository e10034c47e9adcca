// Reads a customer's row: the columns of SPEC 5 and the attributes, in either form.
#pragma once

#include "acumatica/row.hpp"
#include "messages/customer_fields.hpp"
#include "messages/result.hpp"

#include <string_view>

namespace acumage::acumatica {

/// Fields of one raw JSON object, trimmed. Attributes are columns "Attribute_REGION" or elements of
/// a list "Attributes" of AttributeID and Value; a column takes precedence over an element.
/// errc::invalid when the row does not parse, or a column holds a list or an object instead of
/// text.
result<customer_fields> read_customer_row(std::string_view json_object,
                                          const field_aliases& aliases);

}  // namespace acumage::acumatica
