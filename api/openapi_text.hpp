// The description of the API for machines: docs/openapi.json, as the build has put it into the program.
#pragma once

#include <string_view>

namespace acumage::api {

std::string_view openapi_text();

}  // namespace acumage::api
