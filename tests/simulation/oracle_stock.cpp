// Prices and quantities: the store ends at the newest.
#include "messages/key.hpp"
#include "tests/simulation/oracle.hpp"

#include <algorithm>
#include <cstdlib>

namespace acumage::tests {

namespace {

const std::vector<std::string>& sold_skus() {
  static const auto all = [] {
    auto skus = known_skus;
    skus.emplace_back(late_sku);
    return skus;
  }();
  return all;
}

std::string words_of(const std::set<double>& figures) {
  std::string text;
  for (const auto each : figures) text += (text.empty() ? "" : " or ") + std::to_string(each);
  return text;
}

/// Each sum of one of these and one of those.
std::set<double> sums(const std::set<double>& some, const texts& others) {
  std::set<double> all;
  for (const auto left : some)
    for (const auto& right : *others) all.insert(left + std::atof(right.c_str()));
  return all;
}

}  // namespace

/// Promise 2, of prices.
void oracle::check_prices() {
  check_price_steps();
  for (const auto& sku : sold_skus()) {
    const auto key = fold_key(sku);
    const auto rows = rows_of(entity::pricing, key);
    if (std::any_of(rows.begin(), rows.end(), [&](const auto& each) {
          return each.told->fields.contains("DefaultPrice") && is_lost(each.stamp, key);
        }))
      continue;
    auto may = newest(entity::pricing, key, "DefaultPrice");
    if (const auto* forced = forced_at_last(entity::pricing, key))
      may = {{forced->fields.at("DefaultPrice")}};
    if (!may || may->contains("")) continue;
    const auto has = store_.shop.goods.price_of(sku, 0);
    const auto figures = sums({0}, may);
    if (!has || !figures.contains(*has))
      world_.fail("price of " + key + " is " + std::to_string(has.value_or(-1)) +
                  "; newest accepted is " + words_of(figures) +
                  ends_in_words(entity::pricing, key));
  }
}

/// Promise 2, of quantities: cell by cell.
void oracle::check_quantities() {
  check_quantity_steps();
  for (const auto& sku : sold_skus()) {
    check_source(sku, "wh_east", {"EAST"});
    check_source(sku, "wh_west", {"WEST", "NORTH"});
  }
}

/// Whether it is certain what is known of the cell: nothing is lost, and it is not so that it was removed, and there
/// again without a figure, which depends on which of the two came first.
bool oracle::is_certain(const std::string& cell) const {
  std::uint64_t removed = 0, there = 0, newest = 0;
  for (const auto& each : rows_of(entity::inventory, cell)) {
    if (each.told->bad) continue;
    if (is_lost(each.stamp, cell)) return false;
    if (each.told->removal) removed = std::max(removed, each.stamp);
    if (!each.told->removal) there = std::max(there, each.stamp);
    if (!each.told->removal && each.told->fields.contains("QtyOnHand"))
      newest = std::max(newest, each.stamp);
  }
  const bool forgotten = !forgettings_of(entity::inventory, cell).empty();
  return removed == 0 || (removed <= newest && !forgotten) || there <= removed;
}

/// Has the cell a figure, or did a whole baseline name its warehouse?
oracle::seen oracle::seen_of(const std::string& cell, const seen_warehouses& by_baselines) const {
  const auto warehouse = cell.substr(cell.rfind('@') + 1);
  if (by_baselines.surely.contains(warehouse)) return seen::surely;
  bool maybe = by_baselines.perhaps.contains(warehouse);
  for (const auto& each : sayings_of(entity::inventory, cell, "QtyOnHand")) {
    if (!each.baseline) return seen::surely;
    maybe = true;
  }
  return maybe ? seen::perhaps : seen::never;
}

void oracle::check_source(const std::string& sku, const std::string& source,
                          const std::vector<std::string>& warehouses) {
  std::set<double> may{0};
  bool told = false;
  auto least = node_.settings().inventory_sync.incomplete == settings::incomplete_rule::hold
                   ? seen::never
                   : seen::surely;
  if (least == seen::never) {
    const auto baselines = seen_by_baselines();
    least = seen::surely;
    for (const auto& each : warehouses)
      least = std::min(least, seen_of(fold_key(sku + "@" + each), baselines));
  }
  for (const auto& each : warehouses) {
    const auto cell = fold_key(sku + "@" + each);
    const auto of = newest(entity::inventory, cell, "QtyOnHand");
    const auto sayings = sayings_of(entity::inventory, cell, "QtyOnHand");
    told = told || std::any_of(sayings.begin(), sayings.end(),
                               [](const saying& one) { return !one.baseline; });
    if (!of || !is_certain(cell)) return;
    may = sums(may, of);
  }
  const auto has = store_.shop.stock.item_of(sku, source);
  const auto words = "quantity of " + sku + " in " + source + " is " +
                     (has ? std::to_string(has->quantity) : "none");
  if (least == seen::never && source != "wh_east" && has && has->quantity != untold_quantity)
    world_.fail(words + " although a warehouse of it was never seen");
  if (told && least == seen::surely && (!has || !may.contains(has->quantity)))
    world_.fail(words + "; the newest cells make " + words_of(may));
}

}  // namespace acumage::tests
