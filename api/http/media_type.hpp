// The kind of a body according to its Content-Type header.
#pragma once

#include <string_view>

namespace acumage::api {

enum class media_type {
  none,     ///< no header
  json,     ///< application/json, text/json
  ndjson,   ///< application/x-ndjson, application/ndjson, application/jsonl
  foreign,  ///< anything else, and any charset other than UTF-8
};

media_type media_type_of(std::string_view content_type);

/// What browsers send, and curl unless it is told otherwise: of the foreign ones.
bool is_form(std::string_view content_type);

}  // namespace acumage::api
