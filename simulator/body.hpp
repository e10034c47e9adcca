// Reads request bodies like Magento's REST front end: content type, JSON, PHP's conversion of scalars.
#pragma once

#include "simulator/http/exchange.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace simdjson::dom {
class element;
class parser;
}  // namespace simdjson::dom

namespace acumage::simulator {

/// Keeps its buffers from request to request.
simdjson::dom::parser& parser_of_thread();

/// Decodes the body. No value: `refused` holds the answer. An empty body reads as {}.
std::optional<simdjson::dom::element> decode(const request& what, simdjson::dom::parser& with,
                                             answer& refused);

/// The value of a required top-level key, in snake_case or camelCase; null counts as missing.
std::optional<simdjson::dom::element> required(const simdjson::dom::element& body,
                                               std::string_view name, answer& refused);

/// The elements of a list, or the values of an object, which PHP does not distinguish. false: it is
/// neither, and the PHP worker crashes.
bool elements_of(const simdjson::dom::element& value, std::vector<simdjson::dom::element>& found);

/// Whether one of the strings in this JSON text is `wanted`, ignoring letter case; false also when
/// it is not JSON.
bool names_text(std::string_view json, std::string_view wanted);

// PHP's settype() of a JSON value that is not null. No value: it cannot be converted, and Magento
// refuses it ("12.50" counts as a float, "12,50", "" and true do not).
std::optional<std::string> as_string(const simdjson::dom::element& value);
std::optional<double> as_float(const simdjson::dom::element& value);
std::optional<std::int64_t> as_int(const simdjson::dom::element& value);
/// Never fails: "1", "true", "on" and "yes" are true, other texts are not.
bool as_bool(const simdjson::dom::element& value);

/// How a refused value is shown in the message: "array" for arrays and objects, "1" for true.
std::string shown(const simdjson::dom::element& value);

/// store_id -> StoreId
std::string camel_case(std::string_view name);

/// PHP finds method names, and so setters, regardless of letter case.
bool same_setter(std::string_view camel, std::string_view setter);

/// No extension attribute is known here: the first one named is refused, with false.
bool read_extension(const simdjson::dom::element& value, answer& refused);

}  // namespace acumage::simulator
