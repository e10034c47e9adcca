// The intake switch of the real program: by route and by command, with a node and without, over restarts.
#include "tests/process/stock_node.hpp"

#include <doctest/doctest.h>

namespace acumage::tests {
namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string price_row(const std::string& price) {
  return R"({"InventoryID":"SKU-1001","DefaultPrice":)" + price + "}";
}

/// {"accepted":…,"duplicates":0,"unrouted":0,"discarded":…}
std::string receipt_of(int accepted, int discarded) {
  return R"({"accepted":)" + std::to_string(accepted) +
         R"(,"duplicates":0,"unrouted":0,"discarded":)" + std::to_string(discarded) + "}";
}

/// Both lanes are on, and rows of all entities are taken.
struct intake_rig : stock_rig {
  intake_rig() : stock_rig{stock_shop(1), stock_settings()} {}

  http_answer push_price(const std::string& id, std::uint64_t stamp, const std::string& price) {
    return node.push(price_notification(id, stamp, {price_row(price)}));
  }
  http_answer push_stock(const std::string& id, std::uint64_t stamp, const std::string& quantity) {
    return node.push(stock_notification(id, stamp, {stock_row("SKU-1001", "EAST", quantity)}));
  }
  bool intake(const std::string& lane) {
    const auto stats = node.get("/stats").body;
    const auto at = stats.find("\"" + lane + R"(":{"sending":)");
    REQUIRE(at != std::string::npos);
    const auto said = stats.substr(stats.find(R"("intake":)", at), 14);
    REQUIRE((said.starts_with(R"("intake":true)") || said.starts_with(R"("intake":fals)")));
    return said.starts_with(R"("intake":true)");
  }
};

TEST_CASE("intake: off for one entity over a restart, and on again [SPEC 8]") {
  intake_rig all;
  auto& node = all.node;
  CHECK(all.intake("pricing"));
  const auto off = node.command({"stop-intake", "pricing"});
  CHECK_MESSAGE(off.code == 0, off.out, off.err);
  CHECK(off.out == "pricing: intake off\n");
  for (int start = 0; start < 2; ++start) {
    CAPTURE(start);
    CHECK_FALSE(all.intake("pricing"));
    CHECK(all.intake("inventory"));
    CHECK(has(node.get("/healthz").body, "pricing: intake is off"));
    CHECK(has(node.get("/metrics").body, R"(acumage_lane_intake{entity="pricing"} 0)"));
    const auto said = all.push_price("n1", 5, "7");
    CHECK(said.status == 200);
    CHECK(said.body == receipt_of(0, 1));
    CHECK(all.push_stock("n" + std::to_string(start), 5 + start, "4").body == receipt_of(1, 0));
    // Rows of both entities in one request, of which the one is kept.
    const auto stamp = std::to_string(50 + start);
    const auto both =
        node.changes(R"({"entity":"pricing","version":)" + stamp + R"(,"fields":)" +
                     price_row("8") + "}\n" + R"({"entity":"inventory","version":)" + stamp +
                     R"(,"fields":)" + stock_row("SKU-1001", "NORTH", "3") + "}\n");
    CHECK(both.status == 200);
    CHECK(both.body == receipt_of(1, 1));
    CHECK(node.push(R"({"Query":"Unknown","Id":"u)" + stamp +
                    R"(","TimeStamp":1,"Inserted":[{"InventoryID":"X"}]})")
              .body == R"({"accepted":0,"duplicates":0,"unrouted":1,"discarded":0})");
    REQUIRE(node.wait_until_settled());
    CHECK(node.stat("lanes/pricing/discarded") == 2);
    CHECK(node.stat("lanes/pricing/accepted") == 0);
    CHECK(node.stat("lanes/inventory/discarded") == 0);
    CHECK(has(node.get("/metrics").body, R"(acumage_changes_discarded_total{entity="pricing"} 2)"));
    if (start == 0) {
      node.kill();
      node.start();
    }
  }
  CHECK(all.store.price_of("SKU-1001").empty());
  CHECK(all.store.quantity_of("SKU-1001", "wh_north") == "3");
  CHECK(has(node.get("/history?entity=pricing").body, R"("items":[])"));
  CHECK(node.command({"start-intake", "pricing"}).out == "pricing: intake on\n");
  CHECK(all.intake("pricing"));
  CHECK(all.push_price("n1", 5, "7").body == receipt_of(1, 0));  // no duplicate: it was not kept
  REQUIRE(node.wait_until_settled());
  CHECK(all.store.price_of("SKU-1001") == "7");
  CHECK(node.stop() == 0);
  node.start();
  CHECK(all.intake("pricing"));
}

TEST_CASE("intake: off and on for all, by the route and on the folder of a stopped node") {
  intake_rig all;
  auto& node = all.node;
  CHECK(node.post("/lanes/all/stop-intake").body == R"({"state":"intake off","count":5})");
  CHECK(all.push_price("n1", 5, "7").body == receipt_of(0, 1));
  CHECK(all.push_stock("n1", 5, "4").body == receipt_of(0, 1));
  CHECK(node.stat("journal/unsettled") == 0);
  CHECK(node.stop() == 0);
  const auto on = run_program({"start-intake", "pricing", "--config", node.config()});
  CHECK_MESSAGE(on.code == 0, on.out, on.err);
  CHECK(on.out == "pricing from the next start on: intake on\n");
  node.start();
  CHECK(all.intake("pricing"));
  for (const auto* lane : {"inventory", "shipment", "customer", "order"})
    CHECK_FALSE(all.intake(lane));
  CHECK(all.push_price("n1", 5, "7").body == receipt_of(1, 0));
  CHECK(all.push_stock("n1", 5, "4").body == receipt_of(0, 1));
  CHECK(node.post("/lanes/all/start-intake").body == R"({"state":"intake on","count":5})");
  CHECK(all.push_stock("n1", 5, "4").body == receipt_of(1, 0));
  REQUIRE(node.wait_until_settled());
  CHECK(all.store.quantity_of("SKU-1001", "wh_one") == "4");
  CHECK(node.post("/lanes/order/stop-intake").status == 200);
  CHECK(node.stop() == 0);
  CHECK(run_program({"start-intake", "--all", "--config", node.config()}).code == 0);
  node.start();
  for (const auto* lane : {"pricing", "inventory", "shipment", "customer", "order"})
    CHECK(all.intake(lane));
}

TEST_CASE("intake: what was taken before is still sent, and a pause is a switch of its own") {
  intake_rig all;
  auto& node = all.node;
  CHECK(node.command({"pause", "pricing"}).code == 0);
  CHECK(all.push_price("n1", 5, "7").body == receipt_of(1, 0));
  CHECK(node.command({"stop-intake", "--all"}).out == "all lanes: intake off\n");
  CHECK(all.push_price("n2", 6, "8").body == receipt_of(0, 1));
  CHECK(node.command({"resume", "pricing"}).code == 0);
  REQUIRE(node.wait_until_settled());
  CHECK(all.store.price_of("SKU-1001") == "7");
  CHECK_FALSE(all.intake("pricing"));
}

TEST_CASE("intake: exit codes and help of its commands") {
  for (const std::string command : {"stop-intake", "start-intake"}) {
    const auto help = run_program({command, "--help"});
    CHECK(help.code == 0);
    CHECK(has(help.out, "acumage " + command));
    CHECK(has(help.out, "ENTITY"));
    const auto wrong = run_program({command, "pricng"});
    CHECK(wrong.code == 2);
    CHECK(has(wrong.err, "did you mean `pricing`"));
    CHECK(run_program({command}).code == 2);
    const temp_dir folder;
    CHECK(run_program({command, "--all", "--config", "/dev/null", "--admin.port=0",
                       "--storage.path=" + (folder / "none").string()})
              .code == 1);
  }
}

}  // namespace
}  // namespace acumage::tests
