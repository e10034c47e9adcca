#include "magento/shipments/goods.hpp"

#include "messages/key.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace acumage::magento {

namespace {

constexpr int quantity_places = 4;  // DECIMAL(12,4)

bool is_named(const order_item& item, std::string_view folded_sku) {
  return fold_key(item.sku) == folded_sku ||
         (!item.told.sku.empty() && fold_key(item.told.sku) == folded_sku);
}

bool is_part_of_bundle(const store_order& order, const order_item& item) {
  const auto* parent = order.parent_of(item);
  return parent != nullptr && parent->is_bundle();
}

/// Pieces of a part contained in this number of bundles.
decimal share(const decimal& bundles, const order_item& part, const order_item& bundle) {
  return divided(bundles * part.ordered, bundle.ordered, quantity_places);
}

void add(item_quantities& to, std::int64_t item, const decimal& quantity) {
  auto& sum = to[item];
  sum = sum + quantity;
}

}  // namespace

bool ships_together(const order_item& item) { return item.is_bundle() && !item.told.separately; }

bool ships_itself(const store_order& order, const order_item& item) {
  if (item.is_virtual()) return false;
  const auto* parent = order.parent_of(item);
  if (parent == nullptr) return !item.is_bundle() || ships_together(item);
  return parent->is_bundle() && !ships_together(*parent);
}

bool answers_to(const store_order& order, const order_item& item, std::string_view folded_sku) {
  if (is_named(item, folded_sku)) return true;
  if (item.type != "configurable") return false;
  const auto parts = order.parts_of(item);
  return std::any_of(parts.begin(), parts.end(),
                     [&](const auto* part) { return is_named(*part, folded_sku); });
}

bool is_only_virtual(const store_order& order, std::string_view folded_sku) {
  bool any = false;
  for (const auto& item : order.items) {
    if (!answers_to(order, item, folded_sku)) continue;
    if (!item.is_virtual()) return false;
    any = true;
  }
  return any;
}

std::vector<const order_item*> goods_of(const store_order& order, const order_item& bundle) {
  auto parts = order.parts_of(bundle);
  std::erase_if(parts, [](const auto* part) { return part->is_virtual() || part->ordered.zero(); });
  return parts;
}

decimal sets_in(const store_order& order, const order_item& bundle, const item_quantities& pieces) {
  std::optional<decimal> least;
  for (const auto* part : goods_of(order, bundle)) {
    const auto found = pieces.find(part->id);
    const auto held = found == pieces.end() ? decimal{} : found->second;
    const auto sets = divided(held * bundle.ordered, part->ordered, 0);
    least = least ? std::min(*least, sets) : sets;
  }
  return least.value_or(decimal{});
}

decimal pieces_of(const store_order& order, const item_quantities& shipped,
                  std::string_view folded_sku) {
  const auto of = [&](std::int64_t item) {
    const auto found = shipped.find(item);
    return found == shipped.end() ? decimal{} : found->second;
  };
  decimal sum;
  for (const auto& item : order.items) {
    if (!answers_to(order, item, folded_sku)) continue;
    if (ships_itself(order, item))
      sum = sum + of(item.id);
    else if (item.is_bundle())
      sum = sum + sets_in(order, item, shipped);
    else if (is_part_of_bundle(order, item) && !item.is_virtual())
      sum = sum + share(of(item.parent), item, *order.parent_of(item));
  }
  return sum;
}

item_quantities billed(const store_order& order, const item_quantities& shipped) {
  item_quantities bill;
  std::set<std::int64_t> in_parts;
  for (const auto& [id, quantity] : shipped) {
    const auto* item = order.find(id);
    if (item == nullptr || !ships_itself(order, *item)) continue;
    const auto* bundle = order.parent_of(*item);
    if (bundle != nullptr && !bundle->told.priced_by_part) {
      in_parts.insert(bundle->id);
    } else if (item->is_bundle() && item->told.priced_by_part) {
      for (const auto* part : order.parts_of(*item))
        add(bill, part->id, share(quantity, *part, *item));
    } else {
      add(bill, id, quantity);
    }
  }
  for (const auto id : in_parts) bill[id] = sets_in(order, *order.find(id), shipped);
  return bill;
}

std::vector<std::string> products_to_ask(const store_order& order,
                                         std::span<const policy::shipment_line> lines,
                                         const std::set<std::int64_t>& asked) {
  std::set<std::string> wanted;
  for (const auto& line : lines) wanted.insert(fold_key(line.sku));
  std::set<std::int64_t> matched;
  std::set<std::string> met;
  for (const auto& item : order.items)
    for (const auto& sku : wanted)
      if (answers_to(order, item, sku)) {
        matched.insert(item.id);
        met.insert(sku);
      }
  std::set<std::int64_t> ids;
  for (const auto& item : order.items) {
    const auto parts = order.parts_of(item);
    const bool is_met = matched.contains(item.id) ||
                        std::any_of(parts.begin(), parts.end(),
                                    [&](const auto* part) { return matched.contains(part->id); });
    const bool ask = item.is_bundle() && is_met;
    if (item.product != 0 && (ask || (met.size() < wanted.size() && !matched.contains(item.id))))
      ids.insert(item.product);
  }
  std::vector<std::string> left;
  for (const auto id : ids)
    if (!asked.contains(id)) left.push_back(std::to_string(id));
  return left;
}

decimal figure(const std::string& text) {
  const auto number = decimal::parse(text);
  return number ? *number : decimal{};
}

decimal divided(const decimal& what, const decimal& by, int places) {
  if (by.zero() || by.negative()) return {};
  auto scaled = what;
  for (int i = 0; i < places; ++i) scaled = scaled * figure("10");
  // Close enough to correct exactly: both are columns of the store with 12 digits at most.
  auto count = std::llround(std::stold(scaled.to_string()) / std::stold(by.to_string()));
  while (figure(std::to_string(count)) * by > scaled) --count;
  auto result = figure(std::to_string(count));
  for (int i = 0; i < places; ++i) result = result * figure("0.1");
  return result;
}

}  // namespace acumage::magento
