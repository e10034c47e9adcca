// The members of a JSON body as names and values, so that a body and a query are read by the same rules.
#pragma once

#include "api/http/message.hpp"
#include "messages/result.hpp"

#include <string_view>

namespace acumage::api {

/// One flat object: strings, numbers, booleans, and arrays of them (the name once per element). Empty text:
/// no members. errc::invalid for what does not parse, and for null, an object or an empty array as a value.
result<name_values> read_members(std::string_view json);

}  // namespace acumage::api
