// Quantity rows that come late, or are ruled on again after a restart: no figure is lost, and none becomes 0.
#include "policy/inventory_rules.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

using namespace acumage;
using namespace acumage::policy;

namespace {

constexpr auto on_hand = static_cast<std::size_t>(quantity_kind::on_hand);
constexpr auto available = static_cast<std::size_t>(quantity_kind::available);

inventory_row row(const std::string& warehouse, const std::string& quantity) {
  inventory_row made;
  made.item = "LAMP-07";
  made.warehouse = warehouse;
  made.quantities[on_hand] = quantity;
  return made;
}

inventory_change update(version at, const std::string& warehouse, const std::string& before,
                        const std::string& now) {
  return {.at = at, .now = row(warehouse, now), .before = row(warehouse, before)};
}

inventory_change removal(version at, const std::string& warehouse) {
  return {.at = at, .now = row(warehouse, "5"), .before = {}, .removal = true};
}

/// Two warehouses on one source.
struct shop {
  inventory_options options;
  item_stock stock;
  baseline_memory baseline;

  shop() {
    options.sources = {{"east", "main"}, {"west", "main"}};
    options.hold_incomplete = false;
  }
  stock_ruling rule(const inventory_change& what) {
    return rule_on_stock(what, stock, baseline, options);
  }
  std::string said(const inventory_change& what) {
    const auto came = rule(what).what;
    if (const auto* publish = std::get_if<policy::publish>(&came)) return publish->value;
    if (const auto* filter = std::get_if<policy::filter>(&came)) return filter->reason;
    if (const auto* old = std::get_if<policy::supersede>(&came)) return old->reason;
    return std::get<policy::reject>(came).error;
  }
  std::string push(version at, const std::string& warehouse, const std::string& quantity) {
    return said({.at = at, .now = row(warehouse, quantity), .before = {}});
  }
};

}  // namespace

TEST_CASE("inventory rules: a row without news has the figure that it completes sent, once") {
  shop all;
  all.options.hold_incomplete = true;
  CHECK(all.push({1, 1}, "EAST", "5") == "incomplete");
  const auto quiet = update({2, 2}, "WEST", "7", "7");
  const auto came = all.rule(quiet);
  CHECK(std::holds_alternative<filter>(came.what));
  // By an entry that is written together with `held`: after a crash the row itself would not send it.
  CHECK(came.also == std::vector<std::string>{"LAMP-07@main"});
  CHECK(came.remembered);
  CHECK(all.stock.held.empty());
  CHECK(all.rule(quiet).also.empty());
}

TEST_CASE("inventory rules: the row that brought a figure is sent after one that repeats it") {
  shop all;
  all.push({9, 1}, "EAST", "50");
  CHECK(all.said(update({11, 3}, "EAST", "60", "60")) == "unchanged");
  // Out of order, or ruled on once more after a restart.
  const auto late = update({10, 2}, "EAST", "50", "60");
  CHECK(all.said(late) == "60");
  CHECK_FALSE(all.rule(late).remembered);
  CHECK(all.push({10, 4}, "EAST", "55") == newer_known);
}

TEST_CASE("inventory rules: the Deleted half that comes after its Inserted half removes nothing") {
  shop all;
  all.push({1, 1}, "EAST", "5");
  auto half = row("EAST", "");
  half.quantities[on_hand].reset();  // unchanged
  half.quantities[available] = "4";
  all.said({.at = {10, 2}, .now = half, .before = {}});
  CHECK(all.said(removal({10, 3}, "EAST")) == newer_known);
  CHECK(all.push({11, 4}, "WEST", "1") == "6");
}

TEST_CASE(
    "inventory rules: a vendor's removal needs no quantity, and its late half removes nothing") {
  shop all;
  all.options.vendors = vendor_preference::add_to_total;
  all.options.vendor_source = "main";
  inventory_row vendor;
  vendor.item = "LAMP-07";
  vendor.vendor = "V1";
  const auto gone = [&](version at) {
    return all.said({.at = at, .now = vendor, .before = {}, .removal = true});
  };
  auto told = vendor;
  told.vendor_quantity = "14";
  CHECK(all.said({.at = {10, 1}, .now = told, .before = {}}) == "14");
  CHECK(gone({10, 2}) == newer_known);
  CHECK(gone({11, 3}) == "0");
  CHECK(gone({11, 3}) == "0");  // its own traces
}

TEST_CASE("inventory rules: a removal that meets its own traces is none of another") {
  shop all;
  all.push({1, 1}, "EAST", "5");
  all.push({1, 2}, "WEST", "1");
  const auto gone = removal({12, 3}, "EAST");
  CHECK(all.said(gone) == "1");
  CHECK(all.said(gone) == "1");
}

TEST_CASE("inventory rules: the half of another vendor does not tell what changed") {
  shop all;
  all.options.vendors = vendor_preference::separate;
  all.options.vendor_source = "vendors";
  inventory_change of{.at = {1, 1}, .now = {}, .before = {}};
  of.now.item = "LAMP-07";
  of.now.vendor = "V1";
  of.now.vendor_quantity = "10";
  of.before = of.now;
  of.before->vendor = "V2";
  CHECK(all.said(of) == "10");
  of.before->vendor = "v1";
  of.at = {2, 2};
  CHECK(all.said(of) == "unchanged");
}

TEST_CASE("inventory rules: a vendor's row whose figures did not change is no letter") {
  shop all;
  inventory_change quiet{.at = {1, 1}, .now = {}, .before = {}};
  quiet.now.item = "LAMP-07";
  quiet.now.vendor = "V1";
  quiet.before = quiet.now;
  CHECK(all.said(quiet) == "unchanged");
}
