// What a Content-Type header says of a body.
#pragma once

#include <string_view>

namespace acumage::api {

enum class media_type {
  none,     ///< no header
  json,     ///< application/json, text/json
  ndjson,   ///< application/x-ndjson, application/ndjson, application/jsonl
  foreign,  ///< anything else, and any charset but UTF-8
};

media_type media_type_of(std::string_view content_type);

}  // namespace acumage::api
