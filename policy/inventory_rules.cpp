#include "policy/inventory_rules.hpp"

#include "messages/decimal.hpp"
#include "messages/key.hpp"
#include "policy/sku.hpp"

#include <algorithm>
#include <utility>

namespace acumage::policy {

namespace {

constexpr std::array<const char*, quantity_count> columns{"QtyAvailable", "QtyAvailableForShipment",
                                                          "QtyOnHand"};

/// The store's column is DECIMAL(12,4) and silently clamps larger values (REST.md 3.2).
const decimal& highest_quantity() {
  static const auto highest = decimal::parse("99999999.9999");
  return *highest;
}

bool same_name(std::string_view left, std::string_view right) {
  return left == right || fold_key(left) == fold_key(right);
}

/// Sets the text to its shortest form; false, with the reason in `problem`, when it is no quantity.
bool normalise(std::optional<std::string>& text, const std::string& column, std::string& problem) {
  if (!text) return true;
  const auto number = decimal::parse(*text);
  if (!number) {
    problem = column + ": " + number.problem().message;
    return false;
  }
  const auto& highest = highest_quantity();
  if (*number > highest || (decimal{} > *number && *decimal::parse("-99999999.9999") > *number)) {
    problem = column + ": " + number->to_string() +
              " is more than the store's column holds; expected at most 99999999.9999";
    return false;
  }
  text = number->to_string();
  return true;
}

/// The row with its numbers checked and in their shortest form; the problem in words, or empty.
std::string check(inventory_row& row) {
  if (auto problem = sku_problem(row.item); !problem.empty()) return problem;
  std::string problem;
  for (std::size_t i = 0; i < quantity_count; ++i)
    if (!normalise(row.quantities[i], columns[i], problem)) return problem;
  if (!normalise(row.vendor_quantity, "QuantityAtVendor", problem)) return problem;
  if (!normalise(row.vendor_share, "AvailableForSale", problem)) return problem;
  if (row.vendor_share && decimal::parse(*row.vendor_share)->negative())
    return "AvailableForSale: " + *row.vendor_share + " is negative; expected a percentage";
  if (row.warehouse.empty() && row.vendor.empty() && !row.vendor_quantity && !row.vendor_share)
    return "row: no warehouse; expected a column WarehouseID with a value";
  return {};
}

/// How a row's figure relates to what was known. An older row with the same figure may be the one
/// that set it: a row that arrived earlier, or was settled before a restart, showed it as unchanged
/// and sent nothing.
enum class age : std::uint8_t { none, older, older_but_same, newer };

age take(known_figure& known, const std::optional<std::string>& came, version at) {
  if (!came) return age::none;
  if (known.known() && at < known.at)
    return *came == known.value ? age::older_but_same : age::older;
  known = {*came, at};
  return age::newer;
}

bool is_of(const stock_cell& cell, const inventory_row& row) {
  return same_name(cell.warehouse, row.warehouse) && same_name(cell.location, row.location);
}

stock_cell& cell_of(item_stock& stock, const inventory_row& row) {
  for (auto& each : stock.cells)
    if (is_of(each, row)) return each;
  stock.cells.push_back({row.warehouse, row.location, {}});
  return stock.cells.back();
}

vendor_stock& vendor_of(item_stock& stock, const inventory_row& row) {
  for (auto& each : stock.vendors)
    if (same_name(each.vendor, row.vendor)) return each;
  stock.vendors.push_back({row.vendor, {}, {}});
  return stock.vendors.back();
}

/// Limit per item. Every row scans all of them, and writes them.
constexpr std::size_t most_cells = 2000;
constexpr std::size_t most_vendors = 2000;

/// Why the row cannot be added to what is remembered; empty: it can.
std::string check_room(const item_stock& stock, const inventory_row& row) {
  if (stock.cells.size() >= most_cells && !row.warehouse.empty() &&
      std::none_of(stock.cells.begin(), stock.cells.end(),
                   [&](const stock_cell& each) { return is_of(each, row); }))
    return "WarehouseID: the item has " + std::to_string(most_cells) +
           " warehouses and locations already; expected no more";
  if (stock.vendors.size() >= most_vendors && (row.vendor_quantity || row.vendor_share) &&
      std::none_of(stock.vendors.begin(), stock.vendors.end(),
                   [&](const vendor_stock& each) { return same_name(each.vendor, row.vendor); }))
    return "VendorID: the item has " + std::to_string(most_vendors) +
           " vendors already; expected no more";
  return {};
}

/// The Deleted half of an update may arrive after its Inserted half, which has the same time stamp
/// and need not show every figure. What the removal itself left there before a restart is not such
/// a half.
template <class Figures>
bool outlived(const Figures& figures, version removal) {
  return std::any_of(figures.begin(), figures.end(), [&](const known_figure& each) {
    return each.known() && each.at != removal && each.at.stamp >= removal.stamp;
  });
}

/// The effect of the row on the item.
struct taken {
  std::array<age, quantity_count> quantities{};
  age vendor_quantity = age::none;
  age vendor_share = age::none;
  bool vendor_differs = false;  // from what was known

  bool any(age which) const {
    return std::count(quantities.begin(), quantities.end(), which) > 0 || any_vendor(which);
  }
  bool any_vendor(age which) const { return vendor_quantity == which || vendor_share == which; }
};

void remember_cell(const inventory_change& what, item_stock& stock, taken& did) {
  auto& figures = cell_of(stock, what.now).figures;
  const bool late = what.removal && outlived(figures, what.at);
  for (std::size_t i = 0; i < quantity_count; ++i)
    did.quantities[i] =
        late && figures[i].at != what.at
            ? age::older
            : take(figures[i], what.removal ? std::string{"0"} : what.now.quantities[i], what.at);
}

/// A removal clears the vendor's quantity; its percentage stays.
void remember_vendor(const inventory_change& what, item_stock& stock, taken& did) {
  auto& vendor = vendor_of(stock, what.now);
  if (!what.removal) {
    const auto before = vendor;
    did.vendor_quantity = take(vendor.quantity, what.now.vendor_quantity, what.at);
    did.vendor_share = take(vendor.share, what.now.vendor_share, what.at);
    did.vendor_differs =
        vendor.quantity.value != before.quantity.value || vendor.share.value != before.share.value;
    return;
  }
  const std::array figures{vendor.quantity, vendor.share};
  did.vendor_quantity = outlived(figures, what.at) && vendor.quantity.at != what.at
                            ? age::older
                            : take(vendor.quantity, std::string{"0"}, what.at);
}

taken remember(const inventory_change& what, item_stock& stock) {
  const auto& row = what.now;
  taken did;
  stock.item = row.item;
  if (!row.warehouse.empty()) remember_cell(what, stock, did);
  // An item that is gone from a warehouse may still be in stock at its vendors. A removal that
  // names its record by key shows no quantities.
  const bool of_vendor =
      what.removal ? row.warehouse.empty() : row.vendor_quantity || row.vendor_share;
  if (of_vendor) remember_vendor(what, stock, did);
  return did;
}

std::vector<quantity_kind> watched(const inventory_options& options) {
  if (options.monitor.empty()) return {options.quantity};
  return options.monitor;
}

/// Both halves of an update show this figure with the same value: null means unchanged, and so does
/// a figure that equals the one before.
bool unchanged(const std::optional<std::string>& now, const std::optional<std::string>& before) {
  return !now || (before && *now == *before);
}

enum class moves : std::uint8_t { nothing, unwatched, unchanged, outdated, yes };

/// Whether the row changes the figure of its warehouse's source. `unchanged`: both its halves show
/// the same published figure; `unwatched`: the published figures differ, but the monitored ones do
/// not.
moves warehouse_moves(const inventory_change& what, const taken& did,
                      const inventory_options& options) {
  const auto kinds = watched(options);
  const auto of = [](const auto& by_kind, quantity_kind kind) {
    return by_kind.at(static_cast<std::size_t>(kind));
  };
  const auto came = [&](age which) {
    return std::any_of(kinds.begin(), kinds.end(),
                       [&](quantity_kind kind) { return of(did.quantities, kind) == which; });
  };
  const auto repeated = [&](quantity_kind kind) {
    return unchanged(of(what.now.quantities, kind), of(what.before->quantities, kind));
  };
  if (what.before && !what.removal && std::all_of(kinds.begin(), kinds.end(), repeated))
    return repeated(options.quantity) ? moves::unchanged : moves::unwatched;
  if (came(age::newer) || came(age::older_but_same)) return moves::yes;
  return came(age::older) ? moves::outdated : moves::nothing;
}

moves vendors_move(const inventory_change& what, const taken& did) {
  if (did.vendor_quantity == age::none && did.vendor_share == age::none) return moves::nothing;
  // Rows of all vendors of an item share a key, by which halves are paired.
  if (what.before && same_name(what.now.vendor, what.before->vendor) &&
      unchanged(what.now.vendor_quantity, what.before->vendor_quantity) &&
      unchanged(what.now.vendor_share, what.before->vendor_share))
    return moves::unchanged;
  return did.any_vendor(age::newer) || did.any_vendor(age::older_but_same) ? moves::yes
                                                                           : moves::outdated;
}

bool seen(const item_stock& stock, const std::string& folded_warehouse, quantity_kind kind) {
  return std::any_of(stock.cells.begin(), stock.cells.end(), [&](const stock_cell& cell) {
    return cell.figures.at(static_cast<std::size_t>(kind)).known() &&
           fold_key(cell.warehouse) == folded_warehouse;
  });
}

const std::string* source_of(const std::string& warehouse, const inventory_options& options) {
  const auto found = options.sources.find(fold_key(warehouse));
  return found == options.sources.end() ? nullptr : &found->second;
}

bool counts_vendors(const std::string& source, const inventory_options& options) {
  return options.vendors != vendor_preference::exclude && same_name(source, options.vendor_source);
}

decimal vendor_total(const item_stock& stock) {
  decimal total;
  for (const auto& each : stock.vendors) {
    if (!each.quantity.known()) continue;
    const auto quantity = decimal::parse(each.quantity.value);
    // Without the percentage in the query, all of the vendor's stock is sold.
    const auto share = decimal::parse(each.share.known() ? each.share.value : "100");
    total = total + (*quantity * share->percent());
  }
  return total;
}

bool erase_name(std::vector<std::string>& names, const std::string& name) {
  const auto gone = std::remove_if(names.begin(), names.end(),
                                   [&](const std::string& each) { return same_name(each, name); });
  const bool any = gone != names.end();
  names.erase(gone, names.end());
  return any;
}

/// Why a row that changes no figure is not sent.
ruling not_sent(const inventory_change& what, moves own, moves vendors, bool mapped) {
  if (what.baseline) return filter{"baseline"};
  if (own == moves::outdated || vendors == moves::outdated) return supersede{newer_known};
  if (!what.now.warehouse.empty() && !mapped) return filter{"warehouse not monitored"};
  if (own == moves::unwatched || own == moves::unchanged || vendors == moves::unchanged)
    return filter{"unchanged"};
  return filter{"no quantity"};
}

}  // namespace

std::string stock_key(std::string_view item, std::string_view source) {
  std::string key{item};
  key += '@';
  key += source;
  return key;
}

std::optional<stock_record> split_stock_key(std::string_view key) {
  const auto at = key.rfind('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == key.size()) return std::nullopt;
  return stock_record{std::string{key.substr(0, at)}, std::string{key.substr(at + 1)}};
}

bool complete(const item_stock& stock, const std::string& source, const baseline_memory& baseline,
              const inventory_options& options) {
  return std::all_of(options.sources.begin(), options.sources.end(), [&](const auto& each) {
    return !same_name(each.second, source) || baseline.seen.count(each.first) != 0 ||
           seen(stock, each.first, options.quantity);
  });
}

std::vector<std::string> sources_of(const item_stock& stock, const inventory_options& options) {
  std::vector<std::string> found;
  const auto add = [&](const std::string& source) {
    if (std::none_of(found.begin(), found.end(),
                     [&](const std::string& each) { return same_name(each, source); }))
      found.push_back(source);
  };
  for (const auto& cell : stock.cells)
    if (const auto* source = source_of(cell.warehouse, options)) add(*source);
  if (options.vendors != vendor_preference::exclude && !stock.vendors.empty())
    add(options.vendor_source);
  return found;
}

ruling rule_on_figure(item_stock& stock, const std::string& source, const baseline_memory& baseline,
                      const inventory_options& options) {
  const auto kind = static_cast<std::size_t>(options.quantity);
  decimal sum;
  bool any = false;
  for (const auto& cell : stock.cells) {
    const auto* belongs_to = source_of(cell.warehouse, options);
    if (belongs_to == nullptr || !same_name(*belongs_to, source)) continue;
    if (!cell.figures.at(kind).known()) continue;
    sum = sum + *decimal::parse(cell.figures.at(kind).value);
    any = true;
  }
  if (counts_vendors(source, options) && !stock.vendors.empty()) {
    sum = sum + vendor_total(stock);
    any = true;
  }
  if (!any) return filter{"nothing remembered"};
  erase_name(stock.held, source);
  if (options.hold_incomplete && !complete(stock, source, baseline, options)) {
    stock.held.push_back(source);
    return filter{"incomplete"};
  }
  const auto figure = sum.negative() ? decimal{} : sum.rounded_down(options.decimals);
  if (figure > highest_quantity())
    return reject{letter_class::data,
                  "quantity: " + figure.to_string() + " at " + source +
                      " is more than the store's column holds; expected at most 99999999.9999"};
  return publish{figure.to_string(), stock_key(stock.item, source)};
}

stock_ruling rule_on_stock(const inventory_change& raw, item_stock& stock,
                           const baseline_memory& baseline, const inventory_options& options) {
  auto what = raw;
  stock_ruling came;
  auto problem = check(what.now);
  if (problem.empty()) problem = check_room(stock, what.now);
  if (problem.empty() && what.before) {
    // The deleted half only shows whether a value changed: an invalid one shows nothing.
    if (!check(*what.before).empty()) what.before.reset();
  }
  if (!problem.empty()) {
    came.what = reject{letter_class::data, std::move(problem)};
    return came;
  }
  const auto did = remember(what, stock);
  came.remembered = did.any(age::newer);
  if (!options.enabled) {
    came.what = filter{what.baseline ? "baseline" : "switched off"};
    return came;
  }
  const auto* source = source_of(what.now.warehouse, options);
  came.unmapped = source == nullptr && !what.now.warehouse.empty();
  const auto own = warehouse_moves(what, did, options);
  const auto vendors =
      options.vendors == vendor_preference::exclude ? moves::nothing : vendors_move(what, did);

  std::vector<std::string> targets;
  const bool sends = !what.baseline;
  if (source != nullptr && sends && (own == moves::yes || what.replayed))
    targets.push_back(*source);
  if (sends && (vendors == moves::yes || (what.replayed && vendors != moves::nothing)) &&
      (targets.empty() || !same_name(targets.front(), options.vendor_source)))
    targets.push_back(options.vendor_source);

  if (source != nullptr && complete(stock, *source, baseline, options) &&
      erase_name(stock.held, *source)) {
    came.remembered = true;
    // A row without news of its own would not send it when ruled on again after a crash.
    if (std::none_of(targets.begin(), targets.end(),
                     [&](const std::string& each) { return same_name(each, *source); }))
      came.also.push_back(stock_key(stock.item, *source));
  }
  // A lost notification may have changed what this row shows as unchanged: compare with what was
  // delivered.
  const bool repeats = sends && targets.empty() && came.also.empty() && own != moves::outdated &&
                       vendors != moves::outdated;
  if (repeats && source != nullptr && own == moves::unchanged) targets.push_back(*source);
  if (repeats && targets.empty() && vendors == moves::unchanged)
    targets.push_back(options.vendor_source);
  else if (!targets.empty() && vendors == moves::unchanged && did.vendor_differs &&
           !same_name(targets.front(), options.vendor_source))
    came.also.push_back(stock_key(stock.item, options.vendor_source));
  if (targets.empty()) {
    came.what = not_sent(what, own, vendors, source != nullptr);
    return came;
  }
  const auto held_before = stock.held.size();
  came.what = rule_on_figure(stock, targets.front(), baseline, options);
  if (auto* told = std::get_if<publish>(&came.what)) told->if_changed = repeats;
  came.remembered = came.remembered || stock.held.size() != held_before;
  for (std::size_t i = 1; i < targets.size(); ++i)
    came.also.push_back(stock_key(stock.item, targets[i]));
  return came;
}

}  // namespace acumage::policy
