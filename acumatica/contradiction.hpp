// Finds contradictory rows of one record in one notification (SPEC 5).
#pragma once

#include "acumatica/row.hpp"
#include "messages/change.hpp"

#include <optional>
#include <string>
#include <vector>

namespace acumage::acumatica {

/// Among changes received together: two prices of one item, or two quantities of one cell, in one
/// version. Every change of that record gets both rows in `inserted`, as a list. An operator who
/// edits its dead letter replaces them with the correct one.
void mark_contradictions(const std::vector<change*>& together, const field_aliases& aliases);

/// Describes the rows of such a list; empty when `inserted` is not a list.
std::optional<std::string> contradiction_in(const change& what, const field_aliases& aliases);

}  // namespace acumage::acumatica
