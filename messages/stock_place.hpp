// The place of the stock that a quantity row reports, and the key of such a row.
#pragma once

#include <string>
#include <string_view>

namespace acumage {

/// An item in a warehouse, in a location of it, or at a vendor.
struct stock_place {
  std::string item;
  std::string warehouse{};  ///< empty: none named
  std::string location{};   ///< empty: the warehouse as a whole
  std::string vendor{};     ///< part of the key only without a warehouse
  friend bool operator==(const stock_place&, const stock_place&) = default;
};

/// The key of a change: "LAMP-07@EAST", "LAMP-07@EAST/R1", "LAMP-07@vendor/V1", or "LAMP-07" when neither
/// a warehouse nor a vendor is named. Empty without an item.
std::string stock_place_key(const stock_place& place);

/// Splits a key into its parts, at the last '@' because a SKU may contain one, then at the first
/// '/'. Without an '@' between two names, the key is an item only.
stock_place split_stock_place(std::string_view key);

}  // namespace acumage
