// Which open items of the order a shipping request uses for the lines of the ERP.
#include "magento/shipments/plan.hpp"
#include "messages/key.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace acumage::magento {

namespace {

using policy::shipment_line;
using policy::shipment_order;

/// Keeps the marker below the 64 KiB of its column, even with fully escaped SKUs of 64 characters.
constexpr std::size_t most_lines = 250;

/// Lines that leave in one request, and the bundles that they fill.
struct parcel {
  std::set<std::size_t> lines;  ///< places
  item_quantities bundles;
};

class allotment {
 public:
  allotment(const shipment_order& wanted, const std::vector<shipment_line>& open,
            const store_order& order)
      : wanted_{wanted}, open_{open}, order_{order} {
    for (const auto& item : order.items)
      if (ships_itself(order, item)) rest_[item.id] = item.open();
    find_bundles();
    for (std::size_t i = 0; i < open_.size(); ++i) {
      const bool in_bundle = std::any_of(parcels_.begin(), parcels_.end(),
                                         [&](const auto& each) { return each.lines.contains(i); });
      if (!in_bundle && !waits_.contains(i)) parcels_.push_back({{i}, {}});
    }
  }

  ship_plan plan(std::size_t most_items) {
    std::vector<shipment_line> unmatched;
    for (const auto& each : parcels_) take(each, most_items, unmatched);
    unmatched.resize(
        std::min(unmatched.size(), most_lines - std::min(plan_.lines.size(), most_lines)));
    plan_.lines.insert(plan_.lines.end(), unmatched.begin(), unmatched.end());
    return std::move(plan_);
  }

 private:
  /// Allots what is open for one line, except bundles that ship together by their parts.
  item_quantities take_line(const shipment_line& line, item_quantities& open) const {
    item_quantities taken;
    auto left = figure(line.quantity);
    const auto sku = fold_key(line.sku);
    for (const auto& item : order_.items) {
      if (left.zero()) break;
      if (!answers_to(order_, item, sku)) continue;
      if (item.is_bundle() && !ships_together(item)) {
        const auto sets = std::min(sets_in(order_, item, open), left.rounded_down(0));
        for (const auto* part : goods_of(order_, item))
          move(open, taken, part->id, divided(sets * part->ordered, item.ordered, 4));
        left = minus(left, sets);
      } else if (const auto found = open.find(item.id); found != open.end()) {
        const auto part = std::min(found->second, left);
        move(open, taken, item.id, part);
        left = minus(left, part);
      }
    }
    return taken;
  }

  static void move(item_quantities& from, item_quantities& to, std::int64_t item,
                   const decimal& quantity) {
    if (quantity.zero()) return;
    from[item] = minus(from[item], quantity);
    to[item] = to[item] + quantity;
  }

  /// The part of each line that no item of its own covers.
  std::vector<decimal> left_for_bundles(item_quantities& open) const {
    std::vector<decimal> left;
    for (const auto& line : open_) {
      auto over = figure(line.quantity);
      for (const auto& [item, quantity] : take_line(line, open))
        if (const auto* found = order_.find(item); answers_to(order_, *found, fold_key(line.sku)))
          over = minus(over, quantity);
      left.push_back(over);
    }
    return left;
  }

  void find_bundles() {
    auto free = rest_;
    auto left = left_for_bundles(free);
    for (const auto& item : order_.items)
      if (item.parent == 0 && ships_together(item) && !free[item.id].zero())
        fill(item, free[item.id], left);
  }

  std::set<std::size_t> lines_of(const order_item& part, const std::vector<decimal>& left) const {
    std::set<std::size_t> lines;
    for (std::size_t i = 0; i < open_.size(); ++i)
      if (!left[i].zero() && !left[i].negative() &&
          answers_to(order_, part, fold_key(open_[i].sku)))
        lines.insert(i);
    return lines;
  }

  /// As many of the bundle as its parts allow; it waits while a part is there for more.
  void fill(const order_item& bundle, const decimal& free, std::vector<decimal>& left) {
    item_quantities there;
    std::set<std::size_t> lines;
    for (const auto* part : goods_of(order_, bundle)) {
      const auto its = lines_of(*part, left);
      for (const auto i : its) there[part->id] = there[part->id] + left[i];
      lines.insert(its.begin(), its.end());
    }
    if (lines.empty()) return;
    const auto sets = std::min(sets_in(order_, bundle, there), free);
    if (const auto words = lacking(bundle, there, sets, free); !words.empty()) {
      plan_.missing += (plan_.missing.empty() ? "" : "; ") + words;
      waits_.insert(lines.begin(), lines.end());
      return;
    }
    for (const auto* part : goods_of(order_, bundle)) {
      auto used = divided(sets * part->ordered, bundle.ordered, 4);
      for (const auto i : lines_of(*part, left)) {
        const auto some = std::min(used, left[i]);
        left[i] = minus(left[i], some);
        used = minus(used, some);
      }
    }
    rest_[bundle.id] = minus(rest_[bundle.id], sets);
    keep_together(std::move(lines), bundle.id, sets);
  }

  /// What the bundle lacks to use all of its parts; empty: nothing, or everything is shipped.
  std::string lacking(const order_item& bundle, const item_quantities& there, const decimal& sets,
                      const decimal& free) const {
    const auto of = [&](std::int64_t part) {
      const auto found = there.find(part);
      return found == there.end() ? decimal{} : found->second;
    };
    auto wanted = sets;
    for (const auto* part : goods_of(order_, bundle)) {
      auto needs = divided(of(part->id) * bundle.ordered, part->ordered, 0);
      if (needs * part->ordered < of(part->id) * bundle.ordered) needs = needs + figure("1");
      wanted = std::max(wanted, std::min(needs, free));
    }
    std::string words;
    for (const auto* part : goods_of(order_, bundle)) {
      const auto lack = minus(divided(wanted * part->ordered, bundle.ordered, 4), of(part->id));
      if (lack.zero() || lack.negative()) continue;
      words += (words.empty() ? "" : ", ") + lack.to_string() + " of " + part->sku;
    }
    return words.empty() ? words : "bundle " + bundle.sku + " ships whole and lacks " + words;
  }

  /// Lines that fill several bundles leave with all of them.
  void keep_together(std::set<std::size_t> lines, std::int64_t bundle, const decimal& sets) {
    parcel whole{std::move(lines), {{bundle, sets}}};
    std::erase_if(parcels_, [&](const parcel& each) {
      const bool shared = std::any_of(each.lines.begin(), each.lines.end(),
                                      [&](auto line) { return whole.lines.contains(line); });
      if (!shared) return false;
      whole.lines.insert(each.lines.begin(), each.lines.end());
      whole.bundles.insert(each.bundles.begin(), each.bundles.end());
      return true;
    });
    parcels_.push_back(std::move(whole));
  }

  void take(const parcel& each, std::size_t most_items, std::vector<shipment_line>& unmatched) {
    auto after = rest_;
    auto taken = each.bundles;
    for (const auto i : each.lines)
      for (const auto& [item, quantity] : take_line(open_[i], after))
        taken[item] = taken[item] + quantity;
    if (taken.empty()) {
      for (const auto i : each.lines) unmatched.push_back(open_[i]);
      return;
    }
    const auto& source = source_of(wanted_, open_[*each.lines.begin()]);
    if (!plan_.items.empty() && plan_.source != source) return;
    auto items = plan_.items;
    for (const auto& [item, quantity] : taken) items[item] = items[item] + quantity;
    const bool full =
        items.size() > most_items || plan_.lines.size() + each.lines.size() > most_lines;
    if (full && !plan_.items.empty()) return;
    for (const auto i : each.lines) plan_.lines.push_back(open_[i]);
    plan_.items = std::move(items);
    plan_.source = source;
    rest_ = std::move(after);
  }

  const shipment_order& wanted_;
  const std::vector<shipment_line>& open_;
  const store_order& order_;
  item_quantities rest_;  // open, of items that ship on their own, less bundles
  std::vector<parcel> parcels_;
  std::set<std::size_t> waits_;
  ship_plan plan_;
};

}  // namespace

ship_plan plan_shipment(const shipment_order& wanted, const std::vector<shipment_line>& open,
                        const store_order& order, std::size_t most_items) {
  return allotment{wanted, open, order}.plan(most_items);
}

}  // namespace acumage::magento
