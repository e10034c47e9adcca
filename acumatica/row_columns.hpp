// A parsed object's columns by their meaning, for readers that have already parsed it.
#pragma once

#include "acumatica/json_tree.hpp"
#include "acumatica/row.hpp"

#include <cstdint>
#include <string>

namespace acumage::acumatica {

/// A set of concepts, one bit each.
using concept_set = std::uint64_t;
static_assert(concept_count <= 64);
inline constexpr concept_set every_concept = ~concept_set{0};

/// Like read_row, for those concepts only; `object` must be an object.
row columns_of(entity which, const json_node& object, const field_aliases& aliases,
               concept_set wanted = every_concept);

/// The key of the value as a row of that entity; empty when it is not an object or has no key.
std::string key_in(entity which, const json_node& value, const field_aliases& aliases);

}  // namespace acumage::acumatica
