// Reads a row that was pulled from Acumatica: the same columns as a push, as a change.
#pragma once

#include "acumatica/row.hpp"
#include "messages/change.hpp"

#include <string>

namespace acumage::acumatica {

/// `json` is one flat JSON object. Without a key, or one that does not parse, it becomes a change
/// with an empty key, as in a notification. Stamp, id and query are left to the caller.
change pulled_row(entity which, std::string json, const field_aliases& aliases);

}  // namespace acumage::acumatica
