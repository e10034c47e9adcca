// What the inventory settings make of a quantity row: which published figures it moves (SPEC 7).
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

/// The settings, both modes alike: a warehouse's source comes from the warehouse map, or from its branch.
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

/// The columns of one half of a quantity row; absent and null are the same: unchanged.
struct inventory_row {
  std::string item;
  std::string warehouse;
  std::string location;
  std::string vendor;
  std::array<std::optional<std::string>, quantity_count> quantities;  ///< by quantity_kind
  std::optional<std::string> vendor_quantity;
  std::optional<std::string> vendor_share;  ///< percent
};

/// A quantity row with all that its ruling depends on.
struct inventory_change {
  version at;
  inventory_row now;                    ///< of a removal: the half that was deleted
  std::optional<inventory_row> before;  ///< the Deleted half
  bool removal = false;                 ///< its cell is 0 from now on
  bool baseline = false;                ///< remembered, not sent
  bool replayed = false;                ///< from a letter: worked out anew, never too old
};

struct stock_ruling {
  ruling what;
  /// Delivery keys whose figure moves too: each gets a journal entry of its own.
  std::vector<std::string> also;
  bool remembered = false;  ///< `stock` was changed
  bool unmapped = false;    ///< no setting says where the warehouse's stock is sold
};

/// Takes the row into `stock`, whatever becomes of it, and rules on it. A row that makes no sense, or
/// names one cell or vendor of the item after 2000, leaves `stock` alone.
stock_ruling rule_on_stock(const inventory_change& what, item_stock& stock,
                           const baseline_memory& baseline, const inventory_options& options);

/// The figure of a source, worked out from what is remembered: publish, filter "incomplete" (then the
/// source is in `stock.held`), filter "nothing remembered", or reject when the store's column cannot hold
/// it. Sum over the source's warehouses, vendor stock by preference; clamped at 0, rounded down.
ruling rule_on_figure(item_stock& stock, const std::string& source, const baseline_memory& baseline,
                      const inventory_options& options);

/// Sources that some cell or vendor of the item counts for.
std::vector<std::string> sources_of(const item_stock& stock, const inventory_options& options);
/// May the source's figure be published: has each of its warehouses been seen?
bool complete(const item_stock& stock, const std::string& source, const baseline_memory& baseline,
              const inventory_options& options);

/// "LAMP-07@wh_east": the key of a delivery; source codes hold no '@' (check-config sees to it).
std::string stock_key(std::string_view item, std::string_view source);
struct stock_record {
  std::string item;
  std::string source;
};
/// Its parts, divided at the last '@'; empty: not of that form.
std::optional<stock_record> split_stock_key(std::string_view key);

}  // namespace acumage::policy
