#include "policy/inventory_rules.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace acumage;
using namespace acumage::policy;

namespace {

constexpr auto on_hand = static_cast<std::size_t>(quantity_kind::on_hand);
constexpr auto available = static_cast<std::size_t>(quantity_kind::available);

/// An item of a shop with two warehouses on one source and a third on its own.
struct shop {
  inventory_options options;
  item_stock stock;
  baseline_memory baseline;
  std::uint64_t sequence = 0;

  shop() {
    options.sources = {{"east", "main"}, {"west", "main"}, {"north", "wh_north"}};
    options.hold_incomplete = false;
  }
  static inventory_row row(const std::string& warehouse, const std::string& quantity) {
    inventory_row made;
    made.item = "LAMP-07";
    made.warehouse = warehouse;
    made.quantities[on_hand] = quantity;
    return made;
  }
  stock_ruling rule(inventory_change what, std::uint64_t stamp) {
    what.at = {stamp, ++sequence};
    return rule_on_stock(what, stock, baseline, options);
  }
  stock_ruling push(const std::string& warehouse, const std::string& quantity,
                    std::uint64_t stamp) {
    return rule({.at = {}, .now = row(warehouse, quantity), .before = {}}, stamp);
  }
};

std::string said(const ruling& what) {
  if (const auto* publish = std::get_if<policy::publish>(&what))
    return publish->key + "=" + publish->value;
  if (const auto* filter = std::get_if<policy::filter>(&what)) return "filter " + filter->reason;
  if (const auto* old = std::get_if<policy::supersede>(&what)) return "supersede " + old->reason;
  return "reject " + std::get<policy::reject>(what).error;
}

}  // namespace

TEST_CASE("inventory rules: two warehouses on one source are summed (SPEC 7)") {
  shop all;
  CHECK(said(all.push("EAST", "5", 10).what) == "LAMP-07@main=5");
  CHECK(said(all.push("WEST ", "7", 11).what) == "filter warehouse not monitored");  // not trimmed
  CHECK(said(all.push("West", "7", 11).what) == "LAMP-07@main=12");
  CHECK(said(all.push("north", "2", 12).what) == "LAMP-07@wh_north=2");
}

TEST_CASE("inventory rules: v9 of one cell after v10 of another is news, after its own it is not") {
  shop all;
  all.push("EAST", "5", 10);
  CHECK(said(all.push("WEST", "7", 9).what) == "LAMP-07@main=12");
  CHECK(said(all.push("EAST", "1", 9).what) == "supersede a newer version is known");
  CHECK(said(all.push("EAST", "6", 10).what) == "LAMP-07@main=13");  // same stamp, accepted later
}

TEST_CASE("inventory rules: a change that meets its own traces is not older") {
  shop all;
  const inventory_change change{.at = {10, 4}, .now = shop::row("EAST", "5"), .before = {}};
  CHECK(said(rule_on_stock(change, all.stock, all.baseline, all.options).what) == "LAMP-07@main=5");
  CHECK(said(rule_on_stock(change, all.stock, all.baseline, all.options).what) == "LAMP-07@main=5");
}

TEST_CASE("inventory rules: a removal sets its cell to 0, unless it is older") {
  shop all;
  all.push("EAST", "5", 10);
  all.push("WEST", "7", 10);
  const auto removal = [&](std::uint64_t stamp) {
    return all.rule({.at = {}, .now = shop::row("EAST", "5"), .before = {}, .removal = true},
                    stamp);
  };
  CHECK(said(removal(9).what) == "supersede a newer version is known");
  CHECK(said(removal(12).what) == "LAMP-07@main=7");
  CHECK(said(all.push("EAST", "3", 11).what) == "supersede a newer version is known");
}

TEST_CASE(
    "inventory rules: a removal that is the other half of an update changes nothing (SPEC 5)") {
  shop all;
  all.push("EAST", "5", 10);
  auto update = shop::row("EAST", "4");
  update.quantities[on_hand].reset();  // unchanged
  update.quantities[available] = "2";
  all.rule({.at = {}, .now = update, .before = {}}, 12);
  CHECK(said(all.rule({.at = {}, .now = shop::row("EAST", "5"), .before = {}, .removal = true}, 12)
                 .what) == "supersede a newer version is known");
  CHECK(said(rule_on_figure(all.stock, "main", all.baseline, all.options)) == "LAMP-07@main=5");
}

TEST_CASE("inventory rules: a removal that meets its own traces removes again") {
  shop all;
  all.push("EAST", "5", 10);
  const inventory_change gone{
      .at = {12, 4}, .now = shop::row("EAST", "5"), .before = {}, .removal = true};
  for (int i = 0; i < 2; ++i)
    CHECK(said(rule_on_stock(gone, all.stock, all.baseline, all.options).what) == "LAMP-07@main=0");
}

TEST_CASE("inventory rules: the sum is exact, clamped at 0 and rounded down") {
  shop all;
  all.push("EAST", "0.1", 1);
  CHECK(said(all.push("WEST", "0.89", 2).what) == "LAMP-07@main=0");
  all.options.decimals = 2;
  CHECK(said(all.push("WEST", "0.899", 3).what) == "LAMP-07@main=0.99");
  CHECK(said(all.push("EAST", "-20", 4).what) == "LAMP-07@main=0");
  all.options.decimals = 0;
  CHECK(said(all.push("EAST", "60.000000", 5).what) == "LAMP-07@main=60");
}

TEST_CASE("inventory rules: what the store's column cannot hold is a letter, and not remembered") {
  shop all;
  CHECK(said(all.push("EAST", "100000000", 1).what).find("expected at most 99999999.9999") !=
        std::string::npos);
  CHECK(all.stock == item_stock{});
  all.push("EAST", "99999999", 2);
  CHECK(said(all.push("WEST", "1", 3).what).find("reject quantity: 100000000 at main") == 0);
  CHECK(said(all.push("EAST", "1,234.5", 4).what).find("reject QtyOnHand") == 0);
  CHECK(said(all.push("", "5", 5).what).find("reject row: no warehouse") == 0);
}

TEST_CASE(
    "inventory rules: filtered as unchanged only when both halves show the same figure [SPEC 7 "
    "Inventory]") {
  shop all;
  const auto update = [&](const std::string& before, const std::string& now, std::uint64_t stamp) {
    return said(
        all.rule({.at = {}, .now = shop::row("EAST", now), .before = shop::row("EAST", before)},
                 stamp)
            .what);
  };
  CHECK(update("4", "5", 1) == "LAMP-07@main=5");
  CHECK(update("5.00", "5", 2) == "filter unchanged");
  CHECK(update("6", "5", 3) ==
        "LAMP-07@main=5");  // back to what was delivered: the store may differ
  CHECK(said(all.push("EAST", "5", 4).what) == "LAMP-07@main=5");
}

TEST_CASE("inventory rules: null is unchanged, never 0, and is no newer version [SPEC 5 Null]") {
  shop all;
  all.push("EAST", "5", 1);
  inventory_row nothing = shop::row("EAST", "");
  nothing.quantities = {};
  CHECK(said(all.rule({.at = {}, .now = nothing, .before = {}}, 9).what) == "filter no quantity");
  CHECK(said(all.rule({.at = {}, .now = nothing, .before = nothing}, 9).what) ==
        "filter unchanged");
  CHECK(said(all.push("EAST", "6", 8).what) == "LAMP-07@main=6");
}

TEST_CASE("inventory rules: the three quantities, and which of them are watched") {
  shop all;
  auto row = shop::row("EAST", "9");
  row.quantities = {"5", "7", "9"};
  for (const auto& [kind, value] : {std::pair{quantity_kind::available, "5"},
                                    {quantity_kind::available_for_shipping, "7"},
                                    {quantity_kind::on_hand, "9"}}) {
    all.options.quantity = kind;
    CHECK(said(all.rule({.at = {}, .now = row, .before = {}}, 1).what) ==
          std::string{"LAMP-07@main="} + value);
  }
  all.options.monitor = {quantity_kind::available};  // on_hand is published when available changes
  auto before = row;
  row.quantities[on_hand] = "12";
  CHECK(said(all.rule({.at = {}, .now = row, .before = before}, 2).what) == "filter unchanged");
  row.quantities[available] = "4";
  CHECK(said(all.rule({.at = {}, .now = row, .before = before}, 3).what) == "LAMP-07@main=12");
}

TEST_CASE("inventory rules: a changed setting counts at the next publication, without the ERP") {
  shop all;
  auto row = shop::row("EAST", "9");
  row.quantities[available] = "5";
  all.rule({.at = {}, .now = row, .before = {}}, 1);
  all.options.quantity = quantity_kind::available;
  CHECK(said(rule_on_figure(all.stock, "main", all.baseline, all.options)) == "LAMP-07@main=5");
  CHECK(sources_of(all.stock, all.options) == std::vector<std::string>{"main"});
  all.options.sources = {{"east", "other"}};
  CHECK(said(rule_on_figure(all.stock, "main", all.baseline, all.options)) ==
        "filter nothing remembered");
  CHECK(sources_of(all.stock, all.options) == std::vector<std::string>{"other"});
}

TEST_CASE("inventory rules: a source is held until each of its warehouses was seen for the item") {
  shop all;
  all.options.hold_incomplete = true;
  CHECK(said(all.push("EAST", "5", 1).what) == "filter incomplete");
  CHECK(all.stock.held == std::vector<std::string>{"main"});
  CHECK(said(all.push("north", "1", 1).what) == "LAMP-07@wh_north=1");
  CHECK(said(all.push("WEST", "7", 2).what) == "LAMP-07@main=12");
  CHECK(all.stock.held.empty());
}

TEST_CASE("inventory rules: a baseline fills the memory and sends nothing") {
  shop all;
  all.options.hold_incomplete = true;
  const auto first =
      all.rule({.at = {}, .now = shop::row("EAST", "5"), .before = {}, .baseline = true}, 5);
  CHECK(said(first.what) == "filter baseline");
  CHECK(first.also.empty());
  CHECK(said(all.push("EAST", "4", 4).what) == "supersede a newer version is known");
  all.baseline.seen.insert("west");  // named in the baseline: counts as seen for all items
  CHECK(said(all.push("EAST", "6", 6).what) == "LAMP-07@main=6");
}

TEST_CASE("inventory rules: a baseline row that completes a held figure has it sent") {
  shop all;
  all.options.hold_incomplete = true;
  all.push("EAST", "5", 1);
  const auto last =
      all.rule({.at = {}, .now = shop::row("WEST", "7"), .before = {}, .baseline = true}, 2);
  CHECK(said(last.what) == "filter baseline");
  CHECK(last.also == std::vector<std::string>{"LAMP-07@main"});
  CHECK(all.stock.held.empty());
}

TEST_CASE("inventory rules: a replayed row is worked out anew, however old") {
  shop all;
  all.push("EAST", "5", 10);
  CHECK(said(all.rule({.at = {}, .now = shop::row("EAST", "1"), .before = {}, .replayed = true}, 2)
                 .what) == "LAMP-07@main=5");
}

TEST_CASE("inventory rules: switched off, a row is remembered all the same") {
  shop all;
  all.options.enabled = false;
  const auto off = all.push("EAST", "5", 1);
  CHECK(said(off.what) == "filter switched off");
  CHECK(off.remembered);
  all.options.enabled = true;
  CHECK(said(all.push("WEST", "7", 2).what) == "LAMP-07@main=12");
}

TEST_CASE(
    "inventory rules: vendor stock by preference, once per item however many rows repeat it") {
  shop all;
  auto row = shop::row("EAST", "5");
  row.vendor = "V1";
  row.vendor_quantity = "10";
  row.vendor_share = "50";
  SUBCASE("excluded") {
    CHECK(said(all.rule({.at = {}, .now = row, .before = {}}, 1).what) == "LAMP-07@main=5");
  }
  SUBCASE("added to the total of one source") {
    all.options.vendors = vendor_preference::add_to_total;
    all.options.vendor_source = "main";
    CHECK(said(all.rule({.at = {}, .now = row, .before = {}}, 1).what) == "LAMP-07@main=10");
    row.warehouse = "WEST";
    CHECK(said(all.rule({.at = {}, .now = row, .before = {}}, 2).what) == "LAMP-07@main=15");
    row.vendor = "V2";
    row.vendor_quantity = "3";
    row.vendor_share.reset();  // never known: all of it
    CHECK(said(all.rule({.at = {}, .now = row, .before = {}}, 3).what) == "LAMP-07@main=18");
  }
  SUBCASE("a share of a quantity that is too small for any figure") {
    all.options.vendors = vendor_preference::add_to_total;
    all.options.vendor_source = "main";
    row.vendor_quantity = "1e-36";
    row.vendor_share = "1e-36";
    CHECK(said(all.rule({.at = {}, .now = row, .before = {}}, 1).what) == "LAMP-07@main=5");
    row.vendor = "V2";
    row.vendor_quantity = "3";
    row.vendor_share.reset();
    CHECK(said(all.rule({.at = {}, .now = row, .before = {}}, 2).what) == "LAMP-07@main=8");
  }
  SUBCASE("separate, at a source of its own") {
    all.options.vendors = vendor_preference::separate;
    all.options.vendor_source = "vendors";
    const auto both = all.rule({.at = {}, .now = row, .before = {}}, 1);
    CHECK(said(both.what) == "LAMP-07@main=5");
    CHECK(both.also == std::vector<std::string>{"LAMP-07@vendors"});
    CHECK(said(rule_on_figure(all.stock, "vendors", all.baseline, all.options)) ==
          "LAMP-07@vendors=5");
    auto before = row;
    row.vendor_quantity = "12";
    CHECK(said(all.rule({.at = {}, .now = row, .before = before}, 2).what) ==
          "LAMP-07@vendors=6");  // only the vendor's figure moved
    row.warehouse.clear();
    CHECK(said(all.rule({.at = {}, .now = row, .before = {}, .removal = true}, 3).what) ==
          "LAMP-07@vendors=0");
  }
}

TEST_CASE("inventory rules: in any order of arrival the figure ends at the newest of every cell") {
  const auto seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937 random{seed};
  const std::vector<std::string> warehouses{"EAST", "WEST"};
  for (int round = 0; round < 200; ++round) {
    shop all;
    std::vector<std::pair<std::string, std::uint64_t>> rows;
    for (const auto& each : warehouses)
      for (std::uint64_t stamp = 1; stamp <= 6; ++stamp) rows.emplace_back(each, stamp);
    std::shuffle(rows.begin(), rows.end(), random);
    std::string last;
    for (const auto& [warehouse, stamp] : rows) {
      const auto came =
          all.push(warehouse, std::to_string(warehouse == "EAST" ? stamp : stamp * 10), stamp);
      if (const auto* sent = std::get_if<publish>(&came.what)) last = sent->value;
    }
    CHECK(last == "66");
  }
}

TEST_CASE("inventory rules: a key is divided at its last @") {
  CHECK(stock_key("A@B", "main") == "A@B@main");
  const auto parts = split_stock_key("A@B@main");
  REQUIRE(parts);
  CHECK(parts->item == "A@B");
  CHECK(parts->source == "main");
  CHECK_FALSE(split_stock_key("LAMP-07"));
  CHECK_FALSE(split_stock_key("@main"));
}

TEST_CASE("inventory rules: an item has 2000 cells and 2000 vendors at most") {
  shop all;
  const auto at = [](const std::string& location) {
    auto row = shop::row("EAST", "1");
    row.location = location;
    return row;
  };
  const auto of = [](const std::string& vendor) {
    inventory_row row;
    row.item = "LAMP-07";
    row.vendor = vendor;
    row.vendor_quantity = "1";
    return row;
  };
  const auto tell = [&](inventory_row row) {
    return said(all.rule({.at = {}, .now = std::move(row), .before = {}}, 10).what);
  };
  for (int i = 0; i < 2000; ++i) tell(at("R" + std::to_string(i)));
  CHECK(tell(at("S")).find("reject WarehouseID: the item has 2000") == 0);
  CHECK(tell(at("r1999")) == "LAMP-07@main=2000");
  for (int i = 0; i < 2000; ++i) tell(of("V" + std::to_string(i)));
  CHECK(tell(of("W")).find("reject VendorID: the item has 2000") == 0);
  CHECK(tell(of("v1999")).find("filter ") == 0);
  CHECK(all.stock.cells.size() == 2000);
  CHECK(all.stock.vendors.size() == 2000);
}
