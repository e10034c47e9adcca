// What the store's SKU column accepts (REST.md 8.5).
#pragma once

#include <string>

namespace acumage::policy {

/// Why the store cannot keep this SKU, in words; empty: it can.
inline std::string sku_problem(const std::string& sku) {
  constexpr std::size_t longest = 64;  // characters
  if (sku.empty()) return "row: no SKU; expected a column InventoryID with a value";
  std::size_t count = 0;
  for (const char c : sku)
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++count;
  return count > longest ? "InventoryID: longer than the 64 characters that the store keeps" : "";
}

}  // namespace acumage::policy
