// Encodes text as a part of a URL (RFC 3986, 2.1).
#pragma once

#include <string>
#include <string_view>

namespace acumage {

/// Every byte except the unreserved ones (A-Z a-z 0-9 - . _ ~) as %XX, in capitals.
std::string percent_encoded(std::string_view text);

/// Decodes %XX; anything else stays as it is.
std::string percent_decoded(std::string_view text);

}  // namespace acumage
