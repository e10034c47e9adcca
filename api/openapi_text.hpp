// The machine-readable description of the API: docs/openapi.json, embedded by the build.
#pragma once

#include <string_view>

namespace acumage::api {

std::string_view openapi_text();

}  // namespace acumage::api
