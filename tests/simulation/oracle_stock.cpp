// Prices and quantities: what the store was told never steps back, and ends at the newest.
#include "messages/key.hpp"
#include "tests/simulation/oracle.hpp"

#include <cmath>
#include <cstdlib>
#include <optional>

namespace acumage::tests {

namespace {

std::string number(double value) {
  auto text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  return text;
}

const std::vector<std::string>& sold_skus() {
  static const auto all = [] {
    auto skus = known_skus;
    skus.emplace_back(late_sku);
    return skus;
  }();
  return all;
}

}  // namespace

/// Promise 2, of prices: each value was told once, so that it names its version.
void oracle::check_prices() {
  std::map<std::pair<std::string, double>, std::uint64_t> stamps;
  for (const auto& each : accepted_)
    if (const auto told = each.told->fields.find("DefaultPrice");
        each.lane == entity::pricing && !each.told->removal && told != each.told->fields.end())
      stamps[{each.told->key, std::atof(told->second.c_str())}] = each.stamp;
  std::map<std::string, std::uint64_t> reached;
  for (const auto& each : store_.shop.goods.history()) {
    const auto key = fold_key(each.sku);
    const auto found = stamps.find({key, each.price});
    if (found == stamps.end()) {
      world_.fail("price of " + key + ": nobody told " + number(each.price));
      continue;
    }
    if (found->second < reached[key])
      world_.fail("price of " + key + " stepped back to " + number(each.price));
    reached[key] = std::max(reached[key], found->second);
  }
  for (const auto& sku : sold_skus()) {
    const auto key = fold_key(sku);
    std::optional<double> newest;
    bool certain = true;
    for (const auto& [what, stamp] : stamps)
      if (what.first == key) certain = certain && !is_lost(stamp, key);
    std::uint64_t at = 0;
    for (const auto& [what, stamp] : stamps)
      if (what.first == key && stamp >= at) newest = what.second, at = stamp;
    const auto has = store_.shop.goods.price_of(sku, 0);
    if (newest && certain && has != newest)
      world_.fail("price of " + key + " is " + number(has.value_or(-1)) + "; newest accepted is " +
                  number(*newest));
  }
}

/// Promise 2, of quantities: cell by cell. WEST counts in thousands, NORTH below them.
void oracle::check_quantities() {
  struct cell {
    std::uint64_t stamp = 0;
    double value = 0;
    bool told = false;
    bool certain = true;
    std::uint64_t there = 0;  // the newest row that says it exists
    bool removed = false;
  };
  std::map<std::string, cell> cells;                               // newest
  std::map<std::pair<std::string, double>, std::uint64_t> stamps;  // of each figure of a cell
  for (const auto& each : accepted_) {
    if (each.lane != entity::inventory || each.told->bad) continue;
    auto& of = cells[each.told->key];
    if (is_lost(each.stamp, each.told->key)) of.certain = false;
    if (!each.told->removal) of.there = std::max(of.there, each.stamp);
    const auto told = each.told->fields.find("QtyOnHand");
    if (told == each.told->fields.end()) continue;
    const double value = each.told->removal ? 0 : std::atof(told->second.c_str());
    if (!each.told->removal) stamps[{each.told->key, value}] = each.stamp;
    // Of two halves the one that was inserted counts.
    if (each.stamp < of.stamp || (each.stamp == of.stamp && each.told->removal)) continue;
    of.stamp = each.stamp;
    of.value = value;
    of.told = true;
    of.removed = each.told->removal;
  }
  // Removed, and there again without a figure: it depends on which of the two came first.
  for (auto& [key, of] : cells)
    if (of.removed && of.there > of.stamp) of.certain = false;
  std::map<std::string, std::uint64_t> reached;
  const auto see = [&](const std::string& key, double value) {
    if (value == 0) return;  // a half alone for a while, or never told
    const auto found = stamps.find({key, value});
    if (found == stamps.end()) {
      world_.fail("quantity of " + key + ": nobody told " + number(value));
      return;
    }
    if (found->second < reached[key])
      world_.fail("quantity of " + key + " stepped back to " + number(value));
    reached[key] = std::max(reached[key], found->second);
  };
  for (const auto& each : store_.shop.stock.history()) {
    const auto item = fold_key(each.sku);
    const auto value = each.quantity.value_or(-1);
    if (item == fold_key(ghost_sku)) world_.fail("an unknown SKU has a quantity in the store");
    if (each.source_code == "wh_east") {
      see(fold_key(item + "@EAST"), value);
    } else {
      see(fold_key(item + "@WEST"), std::floor(value / 1000) * 1000);
      see(fold_key(item + "@NORTH"), std::fmod(value, 1000));
    }
  }
  const auto check = [&](const std::string& sku, const std::string& source,
                         const std::vector<std::string>& warehouses) {
    double sum = 0;
    bool told = false;
    bool certain = true;
    for (const auto& each : warehouses) {
      const auto& of = cells[fold_key(sku + "@" + each)];
      sum += of.value;
      told = told || of.told;
      certain = certain && of.certain;
    }
    const auto has = store_.shop.stock.item_of(sku, source);
    if (told && certain && (!has || has->quantity != sum))
      world_.fail("quantity of " + sku + " in " + source + " is " +
                  (has ? number(has->quantity) : "none") + "; the newest cells make " +
                  number(sum));
  };
  for (const auto& sku : sold_skus()) {
    check(sku, "wh_east", {"EAST"});
    check(sku, "wh_west", {"WEST", "NORTH"});
  }
}

}  // namespace acumage::tests
