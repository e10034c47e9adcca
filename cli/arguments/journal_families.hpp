// The families of records that `acumage journal dump` can be asked for.
#pragma once

#include <array>
#include <string_view>

namespace acumage::arguments {

/// As storage::to_string names them, in the order in which they are dumped. Bodies and indexes come with what they
/// belong to.
inline constexpr std::array<std::string_view, 10> journal_families{
    "journal",   "letters", "marks",      "history",      "stock",
    "documents", "links",   "known_skus", "fingerprints", "meta"};

}  // namespace acumage::arguments
