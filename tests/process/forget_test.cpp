// acumage forget-versions: on a running node, and on the data folder of one that does not run.
#include "tests/process/stock_node.hpp"

#include <doctest/doctest.h>

namespace acumage::tests {
namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// A price and a quantity of SKU-1001 and SKU-1002 in every notification.
struct restored_rig : stock_rig {
  restored_rig() : stock_rig{stock_shop(2), stock_settings()} { push(100, "9"); }

  void push(std::uint64_t stamp, const std::string& figure) {
    const auto id = "n" + std::to_string(stamp);
    std::vector<std::string> prices;
    std::vector<std::string> stock;
    for (const std::string item : {"SKU-1001", "SKU-1002"}) {
      prices.push_back(R"({"InventoryID":")" + item + R"(","DefaultPrice":)" + figure + "}");
      stock.push_back(stock_row(item, "EAST", figure));
    }
    REQUIRE(node.push(price_notification(id, stamp, prices)).status == 200);
    REQUIRE(node.push(stock_notification(id, stamp, stock)).status == 200);
    REQUIRE(node.wait_until_settled());
  }
  /// "price quantity" of an item at the store.
  std::string held(const std::string& item) {
    return store.price_of(item) + " " + store.quantity_of(item, "wh_one");
  }
};

TEST_CASE("forget-versions: a running node takes older versions again, of what is meant") {
  restored_rig all;
  all.push(50, "5");
  CHECK(all.held("SKU-1001") == "9 9");
  const auto dry = all.node.command({"forget-versions", "--key", "sku-1001*", "--dry-run"});
  CHECK_MESSAGE(dry.code == 0, dry.out, dry.err);
  CHECK(dry.out == "2 versions would be forgotten\n");
  all.push(51, "5");
  CHECK(all.held("SKU-1001") == "9 9");
  CHECK(all.node.stat("lanes/pricing/superseded") == 4);
  CHECK(all.node.stat("lanes/inventory/superseded") == 4);
  const auto done = all.node.command({"forget-versions", "--key", "sku-1001*"});
  CHECK_MESSAGE(done.code == 0, done.out, done.err);
  CHECK(done.out == "2 versions forgotten\n");
  all.push(52, "5");
  CHECK(all.held("SKU-1001") == "5 5");
  CHECK(all.held("SKU-1002") == "9 9");
  CHECK(all.node.post("/forget-versions", R"({"entity":"pricing"})").body == R"({"count":2})");
  all.push(53, "6");
  CHECK(all.held("SKU-1001") == "6 6");
  CHECK(all.held("SKU-1002") == "6 9");
  all.push(40, "1");  // the gate stands where the restored ERP is
  CHECK(all.held("SKU-1001") == "6 6");
}

TEST_CASE("forget-versions: what a running node has forgotten stays so when it is killed") {
  restored_rig all;
  CHECK(all.node.post("/forget-versions", R"({"all":true})").body == R"({"count":4})");
  all.node.kill();
  all.node.start();
  all.push(50, "5");
  CHECK(all.held("SKU-1001") == "5 5");
  CHECK(all.held("SKU-1002") == "5 5");
}

TEST_CASE("forget-versions: without a node the data folder is changed") {
  restored_rig all;
  auto& node = all.node;
  const auto config = node.config();
  CHECK(node.stop() == 0);
  const auto dry = run_program({"forget-versions", "--all", "--dry-run", "--config", config});
  CHECK_MESSAGE(dry.code == 0, dry.out, dry.err);
  CHECK(dry.out == "4 versions would be forgotten\n");
  const auto json =
      run_program({"forget-versions", "--entity", "inventory", "--json", "--config", config});
  CHECK_MESSAGE(json.code == 0, json.out, json.err);
  CHECK(json.out == "{\"count\":2}\n");
  CHECK(has(json.err, "changing the data folder"));
  node.start();
  all.push(50, "5");
  CHECK(all.held("SKU-1001") == "9 5");
  CHECK(node.stop() == 0);
  CHECK(run_program({"forget-versions", "--key", "SKU-1002", "--config", config}).code == 0);
  node.start();
  all.push(51, "4");
  CHECK(all.held("SKU-1001") == "9 4");
  CHECK(all.held("SKU-1002") == "4 4");
}

TEST_CASE("forget-versions: fields of customers and orders count again in older versions") {
  stock_rig all{stock_shop(1),
                {{"entities.customer", "true"},
                 {"customer_sync.classes", "WEB"},
                 {"entities.order", "true"},
                 {"order_sync.order_types", "SO"},
                 {"order_statuses.Held", "hold"},
                 {"order_statuses.Open", "unhold"}}};
  all.store.add_order({.increment_id = "000000101", .lines = {{.sku = "SKU-1001"}}});
  const auto push = [&](std::uint64_t stamp, const std::string& name, const std::string& status) {
    const auto version = R"(","version":)" + std::to_string(stamp) + R"(,"fields":)";
    const auto taken = all.node.changes(
        R"({"entity":"customer)" + version +
        R"({"CustomerID":"C1","Email":"a@example.test","CustomerClass":"WEB","LastName":"Ng",)" +
        R"("FirstName":")" + name + "\"}}\n" + R"({"entity":"order)" + version +
        R"({"OrderType":"SO","OrderNbr":"1","ExternalRef":"000000101","Status":")" + status +
        "\"}}\n");
    REQUIRE_MESSAGE(taken.status == 200, taken.body);
    REQUIRE(all.node.wait_until_settled());
    REQUIRE(all.node.stat("dead_letters/total") == 0);
    return all.store.customers().at(0).firstname + " " + all.store.order_of("000000101")->state;
  };
  CHECK(push(100, "Ada", "Held") == "Ada holded");
  CHECK(push(50, "Ida", "Open") == "Ada holded");
  CHECK(has(all.node.get("/history?outcome=superseded&entity=customer").body, "is known"));
  CHECK(has(all.node.get("/history?outcome=superseded&entity=order").body, "is known"));
  CHECK(all.node.command({"forget-versions", "--entity", "customer"}).code == 0);
  CHECK(push(51, "Ida", "Open") == "Ida holded");
  CHECK(all.node.command({"forget-versions", "--key", "so 1"}).out == "1 version forgotten\n");
  CHECK(push(52, "Ida", "Open") == "Ida new");
  CHECK(push(10, "Ada", "Held") == "Ida new");
}

TEST_CASE("forget-versions: that nearly all changes are outdated is a reason to be degraded") {
  restored_rig all;
  for (std::uint64_t stamp = 1; stamp < 20; ++stamp) all.push(stamp, "5");
  CHECK_FALSE(has(all.node.get("/stats").body, "forget-versions"));
  for (std::uint64_t stamp = 20; stamp < 26; ++stamp) all.push(stamp, "5");
  CHECK(has(all.node.get("/stats").body, "pricing: nearly all changes are older"));
  CHECK(has(all.node.get("/healthz").body, "inventory: nearly all changes are older"));
  CHECK(all.node.command({"forget-versions", "--all"}).code == 0);
  CHECK_FALSE(has(all.node.get("/stats").body, "forget-versions"));
}

TEST_CASE("forget-versions: help, and what is refused") {
  const auto help = run_program({"forget-versions", "--help"});
  CHECK(help.code == 0);
  for (const auto* part : {"--entity", "--key", "--all", "--dry-run", "--json", "backup"})
    CHECK(has(help.out, part));
  CHECK_FALSE(has(help.out, "--class"));
  const auto none = run_program({"forget-versions"});
  CHECK(none.code == 2);
  CHECK(has(none.err, "selection: empty; expected entity, key, or all for everything"));
  CHECK(has(run_program({"forget-versions", "--class", "data"}).err, "--class: unknown flag"));
  CHECK(run_program({"forget-versions", "--entity", "prices"}).code == 2);
  const temp_dir folder;
  CHECK(run_program({"forget-versions", "--all", "--config", "/dev/null", "--admin.port=0",
                     "--storage.path=" + (folder / "none").string()})
            .code == 1);
}

}  // namespace
}  // namespace acumage::tests
