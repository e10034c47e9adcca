// Each alert fires at a webhook, once, and is resolved when its cause is gone (SPEC 10).
#include "tests/process/stock_node.hpp"
#include "tests/support/alert_receiver.hpp"

#include <doctest/doctest.h>

#include <csignal>
#include <fstream>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

using texts = std::map<std::string, std::string>;

constexpr std::size_t skus = 100;

/// "cause":"…" of a lane, or of the node as a whole.
std::string about(const std::string& cause, const std::string& lane = {}) {
  return "\"cause\":\"" + cause + "\",\"entity\":" + (lane.empty() ? "null" : "\"" + lane + "\"");
}

/// A node that tells at once that something is wrong, or no longer is.
struct alert_rig {
  explicit alert_rig(texts settings = {}, simulator::store_options shop = stock_shop(skus),
                     const certificate* own = nullptr)
      : to{own}, store{std::move(shop)}, node{started(store), told(std::move(settings), to)} {}
  static std::string started(simulator::store& store) {
    REQUIRE(store.start().ok());
    return store.url();
  }
  static texts told(texts settings, const alert_receiver& to) {
    settings = stock_settings(std::move(settings));
    settings.emplace("alerts.window", "1");
    settings.emplace("delivery.probe_interval", "1");
    settings["alerts.webhook_url"] = '"' + to.url() + '"';
    return settings;
  }

  bool shows_outage() {
    const auto shown = node.get("/healthz").body;
    return shown.find("pricing: circuit_open") != std::string::npos ||
           shown.find("pricing: unreached") != std::string::npos;
  }
  bool fires(const std::string& what) { return to.wait_for_parts({"\"state\":\"firing\",", what}); }
  bool is_over(const std::string& what) {
    return to.wait_for_parts({"\"state\":\"resolved\",", what});
  }
  int times(const std::string& what) const {
    return to.count_parts({"\"state\":\"firing\",", what});
  }
  int push(std::uint64_t stamp, const std::string& price, std::size_t rows = skus) {
    std::vector<std::string> prices;
    for (std::size_t i = 0; i < rows; ++i)
      prices.push_back(R"({"InventoryID":")" + stock_sku(i) + R"(","DefaultPrice":)" + price + "}");
    return node.push(price_notification("n" + std::to_string(stamp), stamp, prices)).status;
  }

  alert_receiver to;
  checked_store store;
  node_process node;
};

TEST_CASE("alerts: a store out of reach [setting alerts.webhook_url]") {
  alert_rig all;
  all.node.start();
  simulator::fault down;
  down.answer = simulator::fault_answer::bad_gateway;
  all.store.inject(down);
  REQUIRE(all.push(1, "5") == 200);
  CHECK(all.fires(about("circuit_open", "pricing")));
  CHECK(all.node.log().find("alert: pricing: circuit open") != std::string::npos);
  CHECK(all.node.log().find("s3cr3t") == std::string::npos);
  all.store.clear_faults();
  CHECK(all.is_over(about("circuit_open", "pricing")));
  CHECK(all.node.stop() == 0);
  all.node.set("alerts.webhook_url", "");
  const auto before = all.to.bodies().size();
  all.store.inject(down);
  all.node.start();
  REQUIRE(all.push(2, "6") == 200);
  REQUIRE(all.node.wait_for([&] {
    const auto log = all.node.log();
    const auto first = log.find("alert: pricing: circuit open");
    return log.find("alert: pricing: circuit open", first + 1) != std::string::npos;
  }));
  CHECK(all.to.bodies().size() == before);
}

TEST_CASE("alerts: one cause fires once in a window [setting alerts.window]") {
  alert_rig all{{{"alerts.window", "600"}}};
  all.node.start();
  simulator::fault down;
  down.answer = simulator::fault_answer::bad_gateway;
  for (std::uint64_t outage = 1; outage <= 3; ++outage) {
    all.store.inject(down);
    REQUIRE(all.push(outage, std::to_string(outage)) == 200);
    REQUIRE(all.node.wait_for([&] { return all.shows_outage(); }));
    REQUIRE(all.fires(about("circuit_open", "pricing")));
    all.store.clear_faults();
    REQUIRE(all.node.wait_until_settled());
  }
  CHECK(all.times(about("circuit_open", "pricing")) == 1);
}

TEST_CASE("alerts: what fired before a reload is resolved after it, and does not fire again") {
  alert_rig all{{{"alerts.window", "60"}}};
  all.node.start();
  simulator::fault down;
  down.answer = simulator::fault_answer::bad_gateway;
  all.store.inject(down);
  REQUIRE(all.push(1, "5") == 200);
  REQUIRE(all.fires(about("circuit_open", "pricing")));
  all.node.set("alerts.backlog_age", "800");
  all.node.signal(SIGHUP);
  REQUIRE(all.node.wait_for([&] { return all.node.log().find("reloaded") != std::string::npos; }));
  REQUIRE(all.node.wait_for([&] { return all.shows_outage(); }));
  all.store.clear_faults();
  CHECK(all.is_over(about("circuit_open", "pricing")));
  CHECK(all.times(about("circuit_open", "pricing")) == 1);
}

TEST_CASE("alerts: credentials that the store refuses") {
  alert_rig all;
  all.node.start();
  simulator::fault refused;
  refused.answer = simulator::fault_answer::unauthorized;
  all.store.inject(refused);
  REQUIRE(all.push(1, "5") == 200);
  CHECK(all.fires(about("auth", "pricing")));
  all.store.clear_faults();
  CHECK(all.is_over(about("auth", "pricing")));
  CHECK(all.times(about("circuit_open", "pricing")) == 0);
}

TEST_CASE("alerts: a lane that is held for a mass failure") {
  alert_rig all{{{"warehouse_sources.EAST", "wh_new"}}};
  all.node.start();
  std::vector<std::string> rows;
  for (std::size_t i = 0; i < skus; ++i) rows.push_back(stock_row(stock_sku(i), "EAST", "7"));
  REQUIRE(all.node.push(stock_notification("n", 1, rows)).status == 200);
  CHECK(all.fires(about("mass_failure", "inventory")));
  all.store.add_source({.code = "wh_new", .name = "New"});
  CHECK(all.is_over(about("mass_failure", "inventory")));
}

TEST_CASE("alerts: too many dead letters [setting alerts.failure_rate]") {
  alert_rig all{{{"alerts.failure_rate", "0.5"}}};
  all.node.start();
  REQUIRE(all.push(1, "5", 19) == 200);
  REQUIRE(all.push(2, "\"abc\"", 19) == 200);
  REQUIRE(all.node.wait_until_settled());
  REQUIRE(all.push(3, "\"abc\"", 1) == 200);  // 20 of 39
  CHECK(all.fires(about("failure_rate", "pricing")));
  REQUIRE(all.push(4, "6") == 200);
  CHECK(all.is_over(about("failure_rate", "pricing")));
}

TEST_CASE("alerts: a share of dead letters below the setting is none") {
  alert_rig all{{{"alerts.failure_rate", "1"}}};
  all.node.start();
  REQUIRE(all.push(1, "\"abc\"") == 200);
  REQUIRE(all.node.wait_until_settled());
  simulator::fault down;
  down.answer = simulator::fault_answer::bad_gateway;
  all.store.inject(down);
  REQUIRE(all.push(2, "5") == 200);
  CHECK(all.fires(about("circuit_open", "pricing")));  // looked at later
  CHECK(all.times(about("failure_rate", "pricing")) == 0);
}

TEST_CASE("alerts: a change that waits too long") {
  alert_rig all{{{"alerts.backlog_age", "1"}}};
  all.node.start();
  CHECK(all.node.post("/lanes/pricing/pause").status == 200);
  REQUIRE(all.push(1, "5") == 200);
  CHECK(all.fires(about("backlog_age", "pricing")));
  CHECK(all.node.post("/lanes/pricing/resume").status == 200);
  CHECK(all.is_over(about("backlog_age", "pricing")));
}

TEST_CASE("alerts: a disk without room") {
  const temp_dir strain;
  alert_rig all;
  all.node.use(STRAINED_PROGRAM, "ACUMAGE_TEST_STRAIN=" + strain.path().string());
  all.node.start();
  std::ofstream{strain / "no-room"} << "seen";
  CHECK(all.fires(about("disk")));
  CHECK(all.fires(about("full")));
  std::filesystem::remove(strain / "no-room");
  CHECK(all.is_over(about("disk")));
  CHECK(all.is_over(about("full")));
}

TEST_CASE("alerts: versions that fall back") {
  alert_rig all;
  all.node.start();
  REQUIRE(all.push(100, "5") == 200);
  REQUIRE(all.node.wait_until_settled());
  for (std::uint64_t stamp = 1; stamp <= 3; ++stamp) REQUIRE(all.push(stamp, "6") == 200);
  CHECK(all.fires(about("outdated", "pricing")));
  CHECK(all.node.command({"forget-versions", "--all"}).code == 0);
  CHECK(all.is_over(about("outdated", "pricing")));
}

TEST_CASE("alerts: a shipment that falls short") {
  simulator::store_options shop;
  shop.products = {{.sku = "LAMP-07", .quantity = 50}};
  shop.sources = {{.code = "wh_one"}};
  simulator::order_draft order;
  order.increment_id = "000000042";
  order.lines = {{.sku = "LAMP-07", .qty = 2, .price = 42}};
  shop.orders.push_back(order);
  alert_rig all{{{"entities.shipment", "true"},
                 {"intake.assemble_window", "0.1"},
                 {"warehouse_sources.EAST", "default"}},
                shop};
  all.node.start();
  REQUIRE(all.node
              .changes(R"({"entity":"shipment","version":10,"fields":{"ShipmentNbr":"004417",)"
                       R"("Status":"Confirmed","OrderType":"SO","OrderNbr":"SO009120",)"
                       R"("ExternalRef":"000000042","InventoryID":"LAMP-07","OrderLineNbr":1,)"
                       R"("WarehouseID":"EAST","ShippedQty":5}})")
              .status == 200);
  REQUIRE_MESSAGE(all.fires(about("shortfall", "shipment")),
                  all.node.get("/history").body << all.node.get("/dead-letters").body
                                                << all.node.get("/stats").body);
  CHECK(all.to.wait_for_parts({"LAMP-07 5 asked, 2 shipped"}));
  CHECK(all.is_over(about("shortfall", "shipment")));
}

TEST_CASE("alerts: notifications that no setting names") {
  alert_rig all;
  all.node.start();
  auto other = price_notification("n1", 1, {R"({"InventoryID":"SKU-1","DefaultPrice":5})"});
  const std::string query = "\"Query\":\"";
  other.insert(other.find(query) + query.size(), "Other ");
  REQUIRE(all.node.push(other).status == 200);
  CHECK(all.fires(about("unrouted")));
  CHECK(all.is_over(about("unrouted")));
}

TEST_CASE("alerts: a second company, until the settings name the one that is meant") {
  alert_rig all;
  all.node.start();
  const auto push_of = [&](const std::string& company, std::uint64_t stamp) {
    auto text = price_notification("n" + std::to_string(stamp), stamp,
                                   {R"({"InventoryID":"SKU-101","DefaultPrice":5})"});
    const std::string own = "Northwind";
    text.replace(text.find(own), own.size(), company);
    return all.node.push(text).status;
  };
  REQUIRE(push_of("Northwind", 1) == 200);
  REQUIRE(push_of("northwind ", 2) == 200);
  CHECK(all.node.get("/healthz").body.find("company") == std::string::npos);
  REQUIRE(push_of("Contoso", 3) == 200);
  CHECK(all.fires(about("company")));
  CHECK(all.to.wait_for_parts({"Contoso", "as well as", "Northwind"}));
  CHECK(all.node.get("/healthz").body.find("Contoso") != std::string::npos);
  CHECK(all.node.get("/stats").body.find("Contoso") != std::string::npos);
  CHECK(all.node.log().find("alert: intake: company") != std::string::npos);
  all.node.set("intake.company", "Northwind");
  all.node.signal(SIGHUP);
  CHECK(all.is_over(about("company")));
}

TEST_CASE("alerts: silence of the ERP, over a restart too [setting alerts.silence]") {
  const temp_dir strain;
  alert_rig all{{{"alerts.silence", "7200"}}};
  all.node.use(STRAINED_PROGRAM, "ACUMAGE_TEST_STRAIN=" + strain.path().string());
  all.node.start();
  REQUIRE(all.push(1, "5") == 200);
  REQUIRE(all.node.wait_until_settled());
  REQUIRE(all.node.stop() == 0);
  std::ofstream{strain / "clock"} << "10800";
  all.node.start();
  CHECK(all.fires(about("silence")));
  CHECK(all.node.get("/healthz").body.find("for 3 h") != std::string::npos);
  REQUIRE(all.push(2, "6") == 200);
  CHECK(all.is_over(about("silence")));
}

TEST_CASE("alerts: dead letters that nobody deals with for a day") {
  const temp_dir strain;
  alert_rig all{{{"alerts.failure_rate", "1"}, {"alerts.silence", "0"}}};
  all.node.use(STRAINED_PROGRAM, "ACUMAGE_TEST_STRAIN=" + strain.path().string());
  all.node.start();
  REQUIRE(all.push(1, "\"abc\"", 2) == 200);
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.node.get("/healthz").body.find("for more than a day") == std::string::npos);
  std::ofstream{strain / "clock"} << "93600";
  CHECK(all.fires(about("old_dead_letters")));
  CHECK(all.to.wait_for_parts({"2 open for more than a day"}));
  CHECK(all.node.command({"dead-letters", "resolve", "--yes", "--class", "data"}).code == 0);
  CHECK(all.is_over(about("old_dead_letters")));
}

TEST_CASE("alerts: a listener's certificate that is about to expire, until it is renewed") {
  const auto authority = make_authority("The test's own");
  const temp_dir folder;
  const auto put = [&](validity how) {
    const auto own = make_server(authority, "DNS:localhost", how);
    std::ofstream{folder / "own.pem"} << own.pem();
    std::ofstream{folder / "own.key"} << own.key_pem();
  };
  put(validity::now);  // for a day
  alert_rig all{{{"intake.tls_certificate", (folder / "own.pem").string()},
                 {"intake.tls_key", (folder / "own.key").string()}}};
  all.node.start();
  CHECK(all.fires(about("certificate")));
  CHECK(all.to.wait_for_parts({"intake: its certificate expires at "}));
  put(validity::long_time);
  all.node.signal(SIGHUP);
  CHECK(all.is_over(about("certificate")));
  CHECK(all.node.stop() == 0);
}

TEST_CASE("alerts: a webhook that takes nothing is told later, and delivery goes on") {
  alert_rig all{{{"alerts.failure_rate", "0"}}};
  all.to.answer_with(503);
  all.node.start();
  REQUIRE(all.push(1, "\"abc\"") == 200);
  CHECK(all.fires(about("failure_rate", "pricing")));
  REQUIRE(all.push(2, "5") == 200);
  REQUIRE(all.node.wait_until_settled());
  const auto first = all.to.bodies().front();
  CHECK(all.to.wait_for([&](const auto& seen) { return seen.size() >= 2; }));
  CHECK(all.to.bodies().at(1) == first);
  all.to.answer_with(200);
  CHECK(all.is_over(about("failure_rate", "pricing")));
  CHECK(all.node.get("/metrics").body.find("acumage_webhook_posts_total{result=\"taken\"}") !=
        std::string::npos);
}

TEST_CASE("alerts: https with the authorities that the system trusts, and no other") {
  const auto authority = make_authority("The test's own");
  const auto own = make_server(authority, "DNS:localhost");
  const temp_dir folder;
  const auto trusted = (folder / "trusted.pem").string();
  for (const bool known : {true, false}) {
    CAPTURE(known);
    std::ofstream{trusted} << (known ? authority : make_authority("Another")).pem();
    alert_rig all{{{"alerts.backlog_age", "1"}}, stock_shop(skus), &own};
    all.node.use(ACUMAGE_PROGRAM, "SSL_CERT_FILE=" + trusted);
    all.node.start();
    CHECK(all.node.post("/lanes/pricing/pause").status == 200);
    REQUIRE(all.push(1, "5") == 200);
    if (known)
      CHECK(all.fires(about("backlog_age", "pricing")));
    else
      CHECK(all.node.wait_for([&] {
        return all.node.log().find("the webhook did not accept an alert") != std::string::npos;
      }));
    CHECK(all.to.bodies().empty() == !known);
    CHECK(all.node.stop() == 0);
  }
}

}  // namespace
}  // namespace acumage::tests
