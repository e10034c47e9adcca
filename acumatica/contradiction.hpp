// Rows of one record in one notification of which nobody can say which is true (SPEC 5).
#pragma once

#include "acumatica/row.hpp"
#include "messages/change.hpp"

#include <optional>
#include <string>
#include <vector>

namespace acumage::acumatica {

/// Among changes that came together: two prices of one item, or two quantities of one cell, in one version.
/// Every change of that record gets both rows in `inserted`, as a list; an operator who edits its dead letter
/// puts the true one in their place.
void mark_contradictions(const std::vector<change*>& together, const field_aliases& aliases);

/// What the rows of such a list say, in words; empty: `inserted` is no list.
std::optional<std::string> contradiction_in(const change& what, const field_aliases& aliases);

}  // namespace acumage::acumatica
