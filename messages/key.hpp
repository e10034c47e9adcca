// Decides when two spellings name the same record.
#pragma once

#include <string>
#include <string_view>

namespace acumage {

/// The key in folded case. Magento compares SKUs without regard to case (REST.md 2.2), so a record
/// has one place here as well. Only the letters of messages/letter_case.hpp are folded; accents and
/// bytes that are not UTF-8 stay. A folded key may be shorter than its key.
std::string fold_key(std::string_view key);

/// The text without surrounding white space: Acumatica pads keys to the length of their segment.
std::string_view trimmed(std::string_view text);

}  // namespace acumage
