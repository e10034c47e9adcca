// JSON as PHP's json_encode writes it, so that a client receives the same bytes as in production.
#pragma once

#include <string>
#include <string_view>

namespace acumage::simulator {

/// Appends `text` (valid UTF-8) as a JSON string: "/" as "\/", everything outside ASCII as \uXXXX.
void append_php_string(std::string& to, std::string_view text);
std::string php_string(std::string_view text);

/// A double with the fewest digits that identify it: 12.34, 5, 1.0e-6; from 1e14 on with an
/// exponent, as seen in transcript row 95.
std::string php_number(double value);

}  // namespace acumage::simulator
