// What the store's text columns cannot keep.
#pragma once

#include <algorithm>
#include <string_view>

namespace acumage::policy {

/// UTF-8 takes four bytes beyond the basic plane; the store keeps those as "????" (REST.md 8.5).
inline bool beyond_basic_plane(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0xF0U; });
}

}  // namespace acumage::policy
