// Reads times in RFC 3339; messages/json_text.hpp writes them.
#pragma once

#include "messages/result.hpp"

#include <cstdint>
#include <string_view>

namespace acumage::api {

/// `2026-08-14T10:02:11[.042]Z` or with an offset `+02:00` (RFC 3339, 5.6), as microseconds since
/// 1970; finer digits are cut. errc::invalid for anything else, including days that do not exist.
result<std::int64_t> parse_rfc3339(std::string_view text);

}  // namespace acumage::api
