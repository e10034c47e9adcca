// The trace of a key as the API prints it.
#pragma once

#include "messages/trace.hpp"

#include <string>

namespace acumage::api {

/// {"key","at","history_since","records","history"}; `live` of a record is null unless ERP and
/// store were asked.
std::string trace_json(const key_trace& trace);

}  // namespace acumage::api
