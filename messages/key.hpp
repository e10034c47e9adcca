// When two spellings name the same record.
#pragma once

#include <string>
#include <string_view>

namespace acumage {

/// The key without its letter case: Magento compares SKUs without regard to case (REST.md 2.2), so one
/// record has one place here too. Folds the letters of messages/letter_case.hpp and nothing else: accents
/// stay, as do bytes that are no UTF-8. A folded key may be shorter than its key.
std::string fold_key(std::string_view key);

/// Without the white space around it: Acumatica pads keys to the length of their segment.
std::string_view trimmed(std::string_view text);

}  // namespace acumage
