// Reads the parts of a request's target like PHP.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acumage::simulator {

/// Percent-decoding of one part; "+" is a blank.
std::string url_decoded(std::string_view part);

/// Name and value of each parameter of the query, decoded, in their order.
std::vector<std::pair<std::string, std::string>> query_parameters(std::string_view target);

}  // namespace acumage::simulator
