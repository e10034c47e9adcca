// A parsed object's columns by what they mean, for readers that have parsed it already.
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

/// As read_row, of those concepts only; `object` must be one.
row columns_of(entity which, const json_node& object, const field_aliases& aliases,
               concept_set wanted = every_concept);

/// The key that the value names as a row of that entity; empty when it is no object or names none.
std::string key_in(entity which, const json_node& value, const field_aliases& aliases);

}  // namespace acumage::acumatica
