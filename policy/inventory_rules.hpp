// From a quantity row to the published figures it changes, by the inventory settings (SPEC 7).
#pragma once

#include "messages/stock.hpp"
#include "policy/ruling.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::policy {

enum class vendor_preference : std::uint8_t { exclude, separate, add_to_total };

/// The settings, alike in both modes: a warehouse's source comes from the warehouse map, or from
/// its branch.
struct inventory_options {
  bool enabled = true;
  quantity_kind quantity = quantity_kind::on_hand;  ///< the published one
  std::vector<quantity_kind> monitor{};             ///< empty: the published one
  std::map<std::string, std::string> sources;       ///< folded monitored warehouse -> source code
  int decimals = 0;                                 ///< 0–4, rounded down
  bool hold_incomplete = true;
  vendor_preference vendors = vendor_preference::exclude;
  std::string vendor_source{};  ///< of the separate figure, or of the total it is added to
};

/// The columns of one half of a quantity row; absent and null both mean unchanged.
struct inventory_row {
  std::string item;
  std::string warehouse;
  std::string location;
  std::string vendor;
  std::array<std::optional<std::string>, quantity_count> quantities;  ///< by quantity_kind
  std::optional<std::string> vendor_quantity;
  std::optional<std::string> vendor_share;  ///< percent
};

/// A quantity row with everything its ruling depends on.
struct inventory_change {
  version at;
  inventory_row now;                    ///< of a removal: the half that was deleted
  std::optional<inventory_row> before;  ///< the Deleted half
  bool removal = false;                 ///< its cell is 0 from now on
  bool baseline = false;                ///< remembered, not sent
  bool replayed = false;                ///< from a dead letter: recalculated, never too old
};

struct stock_ruling {
  ruling what;
  /// Delivery keys whose figure also changes: each gets its own journal entry.
  std::vector<std::string> also;
  bool remembered = false;  ///< `stock` was changed
  bool unmapped = false;    ///< no setting assigns the warehouse to a source
};

/// Adds the row to `stock`, whatever its ruling, and rules on it. An invalid row, or one that names
/// a new cell or vendor of an item that already has 2000, leaves `stock` unchanged.
stock_ruling rule_on_stock(const inventory_change& what, item_stock& stock,
                           const baseline_memory& baseline, const inventory_options& options);

/// The figure of a source, calculated from what is remembered: publish, filter "incomplete" (then
/// the source is in `stock.held`), filter "nothing remembered", or reject when the store's column
/// cannot hold it. Sum over the source's warehouses, vendor stock by preference; clamped at 0,
/// rounded down.
ruling rule_on_figure(item_stock& stock, const std::string& source, const baseline_memory& baseline,
                      const inventory_options& options);

/// Sources to which some cell or vendor of the item contributes.
std::vector<std::string> sources_of(const item_stock& stock, const inventory_options& options);
/// Whether the source's figure may be published: each of its warehouses has been seen.
bool complete(const item_stock& stock, const std::string& source, const baseline_memory& baseline,
              const inventory_options& options);

/// "LAMP-07@wh_east": the key of a delivery. Source codes contain no '@' (check-config ensures it).
std::string stock_key(std::string_view item, std::string_view source);
struct stock_record {
  std::string item;
  std::string source;
};
/// Its parts, split at the last '@'; empty: not of that form.
std::optional<stock_record> split_stock_key(std::string_view key);

}  // namespace acumage::policy
