// Exported files, sent to a real node: CSV, OData and arrays of rows.
#include "tests/process/stock_node.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

namespace acumage::tests {
namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

struct rig {
  temp_dir folder;
  checked_store store;
  node_process node;

  explicit rig(std::size_t skus) : store{stock_shop(skus)}, node{started(store), stock_settings()} {
    node.start();
  }
  static std::string started(checked_store& store) {
    REQUIRE(store.start().ok());
    return store.url();
  }
  std::string file(const std::string& name, const std::string& text) const {
    std::ofstream{folder / name, std::ios::binary} << text;
    return (folder / name).string();
  }
  finished send(const std::vector<std::string>& more) const {
    std::vector<std::string> words{"send"};
    words.insert(words.end(), more.begin(), more.end());
    return node.command(words);
  }
};

TEST_CASE("send --entity: 50,000 prices of a CSV reach the store, and sent again all are duplicates") {
  constexpr std::size_t rows = 50'000;
  rig all{10};
  std::string text = "\xEF\xBB\xBFInventoryID;DefaultPrice;ItemStatus\r\n";
  for (std::size_t i = 0; i < rows; ++i)
    text += (i < 10 ? stock_sku(i) : "OTHER-" + std::to_string(i)) + ";" + std::to_string(i + 1) +
            ".50;\r\n";
  const auto file = all.file("prices.csv", text);
  const auto first = all.send({"--entity", "pricing", file});
  CHECK_MESSAGE(first.code == 0, first.err);
  CHECK(first.out.starts_with("accepted 50,000, duplicates 0; "));
  CHECK(has(first.err, file + ": version 6"));
  const auto again = all.send({"--entity", "pricing", file});
  CHECK(again.out.starts_with("accepted 0, duplicates 50,000; "));
  CHECK(all.node.wait_for([&] { return all.store.price_of(stock_sku(9)) == "10.5"; }));
  CHECK(all.store.price_of(stock_sku(0)) == "1.5");
}

TEST_CASE("send --entity: the version is a time, by which an older file loses") {
  rig all{2};
  const auto newer = all.file("newer.json", R"([{"InventoryID":"SKU-1001","DefaultPrice":"9.0"}])");
  const auto older = all.file("older.csv", "SKU,DefaultPrice\nSKU-1001,5\nSKU-1002,6\n");
  CHECK(all.send({"--entity", "pricing", "--version-at", "1h", newer}).code == 0);
  CHECK(all.node.wait_for([&] { return all.store.price_of("SKU-1001") == "9"; }));
  const auto sent =
      all.send({"--entity", "pricing", "--version-at", "2025-08-14T10:02:11Z", older});
  CHECK(has(sent.err, ": version 638907625310000000, 2025-08-14T10:02:11.000Z"));
  CHECK(all.node.wait_for([&] { return all.store.price_of("SKU-1002") == "6"; }));
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.store.price_of("SKU-1001") == "9");
  CHECK(all.node.stat("lanes/pricing/superseded") == 1);
}

TEST_CASE("send --entity --baseline: an OData answer fills the memory, and then sends its sums") {
  rig all{1};
  const auto file = all.file(
      "stock.json",
      R"({"@odata.context":"x","value":[{"InventoryID":"SKU-1001","WarehouseID":"EAST","QtyOnHand":"5.000000"},)"
      "\n"
      R"({"InventoryID":"SKU-1001","WarehouseID":"WEST","QtyOnHand":"2.500000"}]})");
  const auto known = all.send({"--entity", "inventory", "--baseline", file});
  CHECK_MESSAGE(known.code == 0, known.err);
  CHECK(has(known.out, "accepted 2, duplicates 0; "));
  CHECK(has(known.out, "1 item,"));
  const auto sent = all.send({"--entity", "inventory", file});
  CHECK(has(sent.out, "accepted 2, duplicates 0; "));  // as news they are no duplicates
}

TEST_CASE("send --entity: wrong rows are named, the others are accepted, and the code is 1") {
  rig all{2};
  const auto file = all.file(
      "prices.csv", "InventoryID,DefaultPrice\nSKU-1001,abc\nSKU-1002,7\n,5\n\"SKU-1001,8\n");
  const auto sent = all.send({"--entity", "pricing", file});
  CHECK(sent.code == 1);
  CHECK(has(sent.err, file + R"(:2: column DefaultPrice = "abc"; expected a number)"));
  CHECK(has(sent.err, file + ":4: names no record; expected a value in InventoryID"));
  CHECK(has(sent.err, file + ":5: a quote of the row that begins here is not closed"));
  CHECK(has(sent.err, "correct these rows and send the file again"));
  CHECK(sent.out.starts_with("accepted 1, duplicates 0, refused 3; "));
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.store.price_of("SKU-1002") == "7");
  CHECK(all.node.stat("dead_letters/total") == 0);
  const auto text = all.file("letter.txt", "Dear reader,\nno rows here.\n");
  const auto foreign = all.send({"--entity", "pricing", text});
  CHECK(foreign.code == 1);
  CHECK(has(foreign.err, "expected one in each column of the header"));
}

}  // namespace
}  // namespace acumage::tests
