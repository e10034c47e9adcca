// Reads the members of a JSON body as names and values, so that the same rules apply to a body and
// a query.
#pragma once

#include "api/http/message.hpp"
#include "messages/result.hpp"

#include <string_view>

namespace acumage::api {

/// One flat object: strings, numbers, booleans, and arrays of them (the name once per element).
/// Empty text: no members. errc::invalid for text that does not parse, and for null, an object or
/// an empty array as a value.
result<name_values> read_members(std::string_view json);

}  // namespace acumage::api
