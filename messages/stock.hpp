// The remembered quantities of an item: the last known quantity of every cell, with its version.
#pragma once

#include "messages/change.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace acumage {

/// The three quantities that Acumatica reports of an item in a warehouse.
enum class quantity_kind : std::uint8_t { available, available_for_shipping, on_hand };
inline constexpr std::size_t quantity_count = 3;

/// The last received value of a quantity. Versions are compared per quantity: one received as null
/// is neither newer nor older.
struct known_figure {
  std::string value;  ///< exact decimal; empty: never known
  version at;

  bool known() const { return !value.empty(); }
  friend bool operator==(const known_figure&, const known_figure&) = default;
};

/// An item in a warehouse, or in a location of it when the query has that column.
struct stock_cell {
  std::string warehouse;
  std::string location;  ///< empty: the query reports warehouses as a whole
  std::array<known_figure, quantity_count> figures;  ///< by quantity_kind
  friend bool operator==(const stock_cell&, const stock_cell&) = default;
};

/// A vendor's quantity of the item, and the percentage of it that may be sold.
struct vendor_stock {
  std::string vendor;  ///< empty: the query does not name vendors
  known_figure quantity;
  known_figure share;
  friend bool operator==(const vendor_stock&, const vendor_stock&) = default;
};

/// Everything known about one item. Settings apply when a quantity is published, so this includes
/// cells of warehouses that are not monitored.
struct item_stock {
  std::string item;  ///< as last spelt
  std::vector<stock_cell> cells;
  std::vector<vendor_stock> vendors;
  /// Sources whose quantity is held until each of their warehouses has been reported for the item.
  std::vector<std::string> held;
  friend bool operator==(const item_stock&, const item_stock&) = default;
};

/// The warehouses that a baseline has named, folded: once it has ended they count as reported for
/// every item.
struct baseline_memory {
  std::set<std::string> under_way;
  std::set<std::string> seen;
  friend bool operator==(const baseline_memory&, const baseline_memory&) = default;
};

}  // namespace acumage
