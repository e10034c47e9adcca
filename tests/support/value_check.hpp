// Holds one JSON value against a schema: the part of JSON Schema that OpenAPI documents here use.
#pragma once

#include <simdjson.h>

#include <functional>
#include <string>

namespace acumage::tests {

struct value_rules {
  /// What a schema that only refers to another one stands for.
  std::function<simdjson::dom::element(simdjson::dom::element)> resolved;
  /// Told each violation, such as "items[].qty: a string; expected number".
  std::function<void(std::string)> say;
};

/// A member that the schema does not name is a violation, unless additionalProperties are described.
/// Known: type, nullable, enum, pattern, format date-time, properties, required, additionalProperties, items,
/// anyOf, allOf.
void check_value(const simdjson::dom::element& value, simdjson::dom::element schema,
                 const std::string& where, const value_rules& by);

}  // namespace acumage::tests
