// Reads request bodies as Magento's REST front does: content type, JSON, PHP's idea of a scalar's
// type.
#pragma once

#include "simulator/exchange.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace simdjson::dom {
class element;
class parser;
}  // namespace simdjson::dom

namespace acumage::simulator {

/// Decodes the body. No value: `refused` holds the answer. An empty body reads as {}.
std::optional<simdjson::dom::element> decode(const request& what, simdjson::dom::parser& with,
                                             answer& refused);

/// The value of a required top-level key, in snake_case or camelCase; null counts as missing.
std::optional<simdjson::dom::element> required(const simdjson::dom::element& body,
                                               std::string_view name, answer& refused);

/// Is one of the strings in this JSON text `wanted`, without regard to letter case? false: not
/// JSON.
bool names_text(std::string_view json, std::string_view wanted);

// PHP's settype() of a JSON value that is not null. No value: it cannot be one, which Magento
// refuses ("12.50" is a float to it, "12,50", "" and true are not).
std::optional<std::string> as_string(const simdjson::dom::element& value);
std::optional<double> as_float(const simdjson::dom::element& value);
std::optional<std::int64_t> as_int(const simdjson::dom::element& value);

/// How a refused value is shown in the message: "array" for arrays and objects, "1" for true.
std::string shown(const simdjson::dom::element& value);

/// store_id -> StoreId
std::string camel_case(std::string_view name);

}  // namespace acumage::simulator
