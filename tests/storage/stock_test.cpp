#include "rig.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace acumage;
using namespace acumage::tests;

namespace {

item_stock lamp() {
  item_stock stock;
  stock.item = "LAMP-07";
  stock.cells = {{"EAST", "", {}}, {"WEST", "R1", {}}};
  stock.cells[0].figures[2] = {"60", {638912345678901234, 7}};
  stock.cells[1].figures[0] = {"-1.5", {1, 2}};
  stock.vendors = {{"V1", {"10", {3, 4}}, {"50", {5, 6}}}};
  stock.held = {"wh_east"};
  return stock;
}

change own(const std::string& key) {
  auto entry = row(entity::inventory, key, 9);
  entry.inserted.clear();
  entry.kind = change_kind::republish;
  return entry;
}

}  // namespace

TEST_CASE("stock: what is kept of an item is there again after a restart, under any spelling") {
  rig all;
  const auto kept = lamp();
  REQUIRE(all.ledger->keep_stock({.items = {&kept}, .entries = {}}).ok());
  all.reopen();
  const auto found = all.ledger->stock_of("lamp-07");
  REQUIRE(found.ok());
  REQUIRE(*found);
  CHECK(**found == kept);
  CHECK_FALSE(all.ledger->stock_of("LAMP-08")->has_value());
}

TEST_CASE("stock: items are listed page by page") {
  rig all;
  std::vector<item_stock> items(5);
  storage::stock_news news;
  for (std::size_t i = 0; i < items.size(); ++i) {
    items[i].item = "ITEM-" + std::to_string(i);
    news.items.push_back(&items[i]);
  }
  REQUIRE(all.ledger->keep_stock(news).ok());
  std::vector<std::string> seen;
  std::string cursor;
  do {
    const auto page = all.ledger->stock(cursor, 2);
    REQUIRE(page.ok());
    for (const auto& each : page->items) seen.push_back(each.item);
    cursor = page->next;
  } while (!cursor.empty());
  CHECK(seen == std::vector<std::string>{"ITEM-0", "ITEM-1", "ITEM-2", "ITEM-3", "ITEM-4"});
}

TEST_CASE("stock: entries of the node itself are in the journal with what they come from") {
  rig all;
  const auto kept = lamp();
  const baseline_memory baseline{{"east"}, {"west"}};
  const auto head = all.ledger->keep_stock(
      {.items = {&kept}, .baseline = &baseline, .entries = {own("LAMP-07@a"), own("LAMP-07@b")}});
  REQUIRE(head.ok());
  CHECK(*head == 2);
  all.reopen();
  const auto rows = all.ledger->read(entity::inventory, 1, 9, 9);
  REQUIRE(rows.ok());
  REQUIRE(rows->size() == 2);
  CHECK((*rows)[1].what.key == "LAMP-07@b");
  CHECK((*rows)[1].what.kind == change_kind::republish);
  CHECK(*all.ledger->baseline() == baseline);
  CHECK(*all.ledger->append_own({own("LAMP-07@c")}) == 3);
}

TEST_CASE("stock: an operator's republishing is refused when the journal has no room") {
  storage::ledger_options options;
  options.max_unsettled = 2;
  rig all{options};
  REQUIRE(all.ledger->append_own({own("A@a"), own("B@a")}).ok());
  const auto refused = all.ledger->append_own({own("C@a")});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.problem().code == errc::full);
  CHECK(all.ledger->figures().unsettled == 2);
}

constexpr std::int64_t day_us = 86'400'000'000;

TEST_CASE(
    "stock: SKUs that the store has are remembered as long as they are used [SPEC 7 Memory]") {
  rig all;
  const std::vector<std::string> skus{"LAMP-07", "DESK-01"};
  constexpr auto start = 20'000 * day_us;
  REQUIRE(all.ledger->learn_skus(skus, start).ok());
  const auto known = [&](const std::string& sku, std::int64_t day) {
    return *all.ledger->knows_sku(sku, start + day * day_us);
  };
  CHECK(known("LAMP-07", 20));
  REQUIRE(all.ledger->tidy(start + 30 * day_us).ok());
  CHECK(known("LAMP-07", 30));
  REQUIRE(all.ledger->tidy(start + 31 * day_us).ok());
  CHECK(known("lamp-07", 31));
  CHECK_FALSE(known("DESK-01", 31));
}

TEST_CASE("stock: SKUs that the store has are remembered") {
  rig all;
  const std::vector<std::string> skus{"LAMP-07", "ÜML-01"};
  REQUIRE(all.ledger->learn_skus(skus, day_us).ok());
  all.reopen();
  CHECK(*all.ledger->knows_sku("lamp-07", day_us));
  CHECK(*all.ledger->knows_sku("üml-01", day_us));
  CHECK_FALSE(*all.ledger->knows_sku("LAMP-08", day_us));
}

TEST_CASE("stock: a quantity's end is found by the key of its change and by that of its delivery") {
  rig all;
  const auto sequence = all.ledger->append_own({own("LAMP-07@EAST")});
  auto end = end_of({.sequence = *sequence, .what = own("LAMP-07@EAST")});
  end.target = "LAMP-07@wh_east";
  REQUIRE(all.ledger->end(std::vector{end}, {}, all.now_us).ok());
  for (const auto* key : {"LAMP-07@EAST", "lamp-07@WH_EAST", "LAMP-07@wh*"}) {
    history_filter filter;
    filter.key = key;
    const auto page = all.ledger->history(filter, {}, 10);
    REQUIRE(page.ok());
    REQUIRE(page->items.size() == 1);
    CHECK(page->items[0].key == "LAMP-07@EAST");
    CHECK(page->items[0].target == "LAMP-07@wh_east");
  }
}
