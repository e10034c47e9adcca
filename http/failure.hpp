// Why an exchange brought no answer, and how to say so to people.
#pragma once

#include "http/transfer.hpp"

#include <string_view>

namespace acumage::http {

/// Why the node cut an exchange; `none`: libcurl ended it.
enum class cut : std::uint8_t { none, late, interrupted };

/// Sets how `what` ended and the words for it. `told` is libcurl's own message.
void note_failure(transfer& what, CURL* easy, CURLcode ended, cut why, std::string_view told);

}  // namespace acumage::http
