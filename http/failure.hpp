// What an exchange that brought no answer came to, and the words for people.
#pragma once

#include "http/transfer.hpp"

#include <string_view>

namespace acumage::http {

/// Why an exchange was cut; `none`: libcurl ended it.
enum class cut : std::uint8_t { none, late, interrupted };

/// Sets how `what` ended, and its words. `told` is libcurl's own message.
void note_failure(transfer& what, CURL* easy, CURLcode ended, cut why, std::string_view told);

}  // namespace acumage::http
