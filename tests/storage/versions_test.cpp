// What is forgotten for an ERP whose time stamps fell back.
#include "rig.hpp"

using namespace acumage;
using namespace acumage::tests;

namespace {

/// A price that was delivered in this version.
void deliver(rig& at, const std::string& key, std::uint64_t stamp) {
  at.end({delivered(at.accept(price(key, stamp)), "5")});
}

/// Is it known in which version the key was last delivered? The mark of one that was is never lost.
bool is_gated(rig& at, const std::string& key, entity which = entity::pricing) {
  const auto found = at.ledger->mark_of(which, key);
  REQUIRE(found.ok());
  REQUIRE(found->has_value());
  CHECK((*found)->value.has_value() == ((*found)->version != version{}));
  return (*found)->version != version{};
}

item_stock lamp(const std::string& item = "LAMP-07") {
  item_stock stock;
  stock.item = item;
  stock.cells = {{"EAST", "", {}}, {"WEST", "R1", {}}};
  stock.cells[0].figures[2] = {"60", {638912345678901234, 7}};
  stock.cells[1].figures[0] = {"-1.5", {1, 2}};
  stock.vendors = {{"V1", {"10", {3, 4}}, {"50", {5, 6}}}};
  stock.held = {"wh_east"};
  return stock;
}

void keep(rig& at, const item_stock& stock) {
  REQUIRE(at.ledger->keep_stock({.items = {&stock}, .entries = {}}).ok());
}

std::uint64_t forget(rig& at, entity which, const std::string& glob) {
  const auto counted = at.ledger->count_versions(which, glob);
  REQUIRE(counted.ok());
  const auto done = at.ledger->forget_versions(which, glob);
  REQUIRE(done.ok());
  CHECK(*done == *counted);
  return *done;
}

}  // namespace

TEST_CASE("versions: marks of the keys that match tell nothing any more, on disk too") {
  rig at;
  for (const auto* key : {"LAMP-07", "Lamp-08", "CLOCK-01", "ÜML-01"}) deliver(at, key, 10);
  at.end({delivered(at.accept(row(entity::order, "LAMP-09", 10)), "open")});
  CHECK(forget(at, entity::pricing, "lamp-*") == 2);
  CHECK_FALSE(is_gated(at, "LAMP-07"));
  CHECK_FALSE(is_gated(at, "LAMP-08"));
  CHECK(is_gated(at, "CLOCK-01"));
  CHECK(is_gated(at, "LAMP-09", entity::order));
  CHECK(forget(at, entity::pricing, "Üml-0?") == 1);
  CHECK(forget(at, entity::pricing, "LAMP-07") == 0);
  at.ledger = at.after(crash::power);
  CHECK_FALSE(is_gated(at, "LAMP-07"));
  CHECK(forget(at, entity::pricing, "") == 1);
  CHECK_FALSE(is_gated(at, "CLOCK-01"));
  CHECK(forget(at, entity::order, "*-0?") == 1);
}

TEST_CASE("versions: a count changes nothing, and a folder for looking is not changed") {
  rig at;
  deliver(at, "A", 10);
  keep(at, lamp());
  CHECK(*at.ledger->count_versions(entity::pricing, "") == 1);
  CHECK(*at.ledger->count_versions(entity::inventory, "") == 3);
  CHECK(is_gated(at, "A"));
  CHECK(**at.ledger->stock_of("LAMP-07") == lamp());
  at.close();
  at.options.read_only = true;
  at.open();
  CHECK(*at.ledger->count_versions(entity::pricing, "") == 1);
  CHECK(at.ledger->forget_versions(entity::pricing, "").problem().code == errc::conflict);
  CHECK(is_gated(at, "A"));
}

TEST_CASE("versions: what was just read of a key is forgotten with it") {
  rig at;
  deliver(at, "A", 10);
  CHECK(is_gated(at, "A"));  // remembered from here on, for the end that follows
  CHECK(forget(at, entity::pricing, "A") == 1);
  // An end that leaves the mark as it finds it: a version that came back would be written by it.
  auto end = end_of(at.accept(price("A", 3)), end_kind::filtered);
  end.voids_mark = true;
  at.end({end});
  CHECK_FALSE(is_gated(at, "A"));
  deliver(at, "A", 4);
  CHECK((*at.ledger->mark_of(entity::pricing, "A"))->version.stamp == 4);
}

TEST_CASE(
    "versions: quantities keep their figures, and lose the versions of the cells that match") {
  rig at;
  keep(at, lamp());
  keep(at, lamp("LAMP-08"));
  CHECK(forget(at, entity::inventory, "LAMP-07@e*") == 1);
  auto expected = lamp();
  expected.cells[0].figures[2].at = {};
  CHECK(**at.ledger->stock_of("LAMP-07") == expected);
  CHECK(forget(at, entity::inventory, "lamp-07@west/r1") == 1);
  expected.cells[1].figures[0].at = {};
  CHECK(forget(at, entity::inventory, "*@vendor/*") == 2);
  expected.vendors[0].quantity.at = {};
  expected.vendors[0].share.at = {};
  CHECK(**at.ledger->stock_of("LAMP-07") == expected);
  CHECK(forget(at, entity::inventory, "LAMP-07*") == 0);  // nothing is left to forget
  CHECK(forget(at, entity::pricing, "") == 0);
  CHECK(forget(at, entity::inventory, "") == 2);
  at.ledger = at.after(crash::power);
  CHECK(**at.ledger->stock_of("LAMP-07") == expected);
  CHECK((*at.ledger->stock_of("LAMP-08"))->cells[0].figures[2] == known_figure{"60", {}});
}

TEST_CASE("versions: a cell with a mark is one key, and so is the mark of a figure of its own") {
  rig at;
  keep(at, lamp());
  for (const auto* key : {"lamp-07@EAST", "LAMP-07@wh_main"})
    at.end({delivered(at.accept(row(entity::inventory, key, 10)), "5")});
  CHECK(forget(at, entity::inventory, "") == 4);
  CHECK_FALSE(is_gated(at, "LAMP-07@EAST", entity::inventory));
}

TEST_CASE("versions: documents keep their fields, and lose the versions of those that match") {
  rig at;
  known_document order{"SO SO009120", {{"status", {"Open", {10, 1}}}, {"total", {"5", {9, 2}}}}};
  auto other = order;
  other.key = "SO SO009121";
  const document_news both{.documents = {&order, &other}};
  REQUIRE(at.ledger->keep_documents(entity::order, both).ok());
  REQUIRE(at.ledger->keep_documents(entity::customer, both).ok());
  at.end({delivered(at.accept(row(entity::order, "SO SO009120", 10)), "open")});
  CHECK(forget(at, entity::order, "so so00912?") == 2);
  CHECK_FALSE(is_gated(at, "SO SO009120", entity::order));
  at.ledger = at.after(crash::power);
  for (auto& each : order.fields) each.second.at = {};
  CHECK(**at.ledger->document_of(entity::order, "SO SO009120") == order);
  CHECK(**at.ledger->document_of(entity::customer, "SO SO009121") == other);
  CHECK(forget(at, entity::order, "") == 0);
  CHECK(forget(at, entity::customer, "*1") == 1);
  CHECK((*at.ledger->document_of(entity::customer, "SO SO009121"))->fields.at("total").at ==
        version{});
}

TEST_CASE("versions: more keys than are looked at in one write") {
  rig at;
  std::vector<change> rows;
  std::vector<ending> ends;
  for (std::size_t i = 0; i < 3000; ++i) rows.push_back(price("P-" + std::to_string(i), 10));
  REQUIRE(at.accept(one(parcel_of(rows))).ok());
  const auto accepted = at.ledger->read(entity::pricing, 0, UINT64_MAX, 3000);
  for (const auto& each : *accepted) ends.push_back(delivered(each, "5"));
  at.end(ends);
  std::vector<item_stock> items;
  storage::stock_news news;
  for (std::size_t i = 0; i < 2048; ++i) items.push_back(lamp("I-" + std::to_string(i)));
  for (const auto& each : items) news.items.push_back(&each);
  REQUIRE(at.ledger->keep_stock(news).ok());
  CHECK(forget(at, entity::pricing, "p-*9") == 300);
  CHECK(forget(at, entity::pricing, "p-*") == 2700);
  CHECK(forget(at, entity::inventory, "*@EAST") == 2048);
  CHECK(forget(at, entity::inventory, "") == 2 * 2048);
  CHECK(forget(at, entity::pricing, "") == 0);
}

TEST_CASE("versions: a letter that was overtaken may go back once the version is forgotten") {
  rig at;
  const auto id = at.fail(at.accept(price("A", 5)));
  auto newer = delivered(at.accept(price("A", 10)), "7");
  newer.outcome = end_kind::filtered;  // delivered once; letters of its key are left open
  at.end({newer});
  CHECK(forget(at, entity::pricing, "A") == 1);
  CHECK(*at.ledger->move_back(id, false, nullptr, at.now_us) == storage::moved::to_journal);
}
