// When two spellings name the same record.
#pragma once

#include <string>
#include <string_view>

namespace acumage {

/// The key without its letter case: Magento compares SKUs without regard to case (REST.md 2.2), so one
/// record has one place here too. Folds ASCII, Latin-1, Greek and Cyrillic capitals; other
/// bytes are kept.
std::string fold_key(std::string_view key);

/// Without the white space around it: Acumatica pads keys to the length of their segment.
std::string_view trimmed(std::string_view text);

}  // namespace acumage
