// What the settings of connection and delivery make of the real program's way to the store.
#include "tests/process/node_process.hpp"
#include "tests/support/certificates.hpp"
#include "tests/support/checked_store.hpp"

#include <doctest/doctest.h>
#include <httplib.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <thread>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

using texts = std::map<std::string, std::string>;

constexpr int documents = 8;

std::string numbered(const std::string& what, int number) {
  return what + std::to_string(100 + number);
}

simulator::store_options shop() {
  simulator::store_options options;
  options.sources = {{.code = "wh_east"}};
  for (int i = 0; i < documents; ++i) {
    options.products.push_back({.sku = numbered("SKU-", i), .quantity = 50});
    simulator::order_draft order;
    order.increment_id = numbered("000000", i);
    order.lines = {{.sku = numbered("SKU-", i), .qty = 2, .price = 5}};
    options.orders.push_back(order);
  }
  return options;
}

std::string change_text(const std::string& entity, const std::string& fields) {
  return R"({"entity":")" + entity + R"(","version":10,"fields":{)" + fields + "}}\n";
}

std::string document(const std::string& entity, int i) {
  const auto order = R"("OrderType":"SO","OrderNbr":")" + numbered("SO", i) +
                     R"(","ExternalRef":")" + numbered("000000", i) + "\"";
  const auto sku = R"("InventoryID":")" + numbered("SKU-", i) + "\"";
  if (entity == "pricing") return change_text(entity, sku + R"(,"DefaultPrice":5)");
  if (entity == "inventory")
    return change_text(entity, sku + R"(,"WarehouseID":"EAST","QtyOnHand":7)");
  if (entity == "customer")
    return change_text(entity, R"("CustomerID":")" + numbered("C", i) + R"(","Email":")" +
                                   numbered("ada", i) +
                                   R"(@example.test","CustomerName":"Ada Lovelace",)"
                                   R"("CustomerClass":"RETAIL")");
  if (entity == "order") return change_text(entity, order + R"(,"Status":"On Hold")");
  return change_text(entity, R"("ShipmentNbr":")" + numbered("00", i) +
                                 R"(","Status":"Confirmed","OrderLineNbr":1,"ShippedQty":1,)" +
                                 order + "," + sku);
}

struct rig {
  explicit rig(texts settings = {}) : store{shop()}, node{started(store), std::move(settings)} {
    node.start();
  }
  static std::string started(simulator::store& store) {
    REQUIRE(store.start().ok());
    return store.url();
  }
  void push(const std::string& entity, int count) {
    std::string all;
    for (int i = 0; i < count; ++i) all += document(entity, i);
    REQUIRE(node.changes(all).status == 200);
  }

  checked_store store;
  node_process node;
};

/// The most that the store had in hand at once.
std::uint64_t most_in_flight(const std::string& entity) {
  rig all{{{"delivery.concurrency." + entity, "3"},
           {"entities." + entity, "true"},
           {"queue.threshold_count", "100"},  // prices and quantities go one by one, too
           {"queue.batch_count", "100"},
           {"inventory_sync.warehouses", "EAST"},
           {"customer_sync.classes", "RETAIL"},
           {"order_sync.order_types", "SO"},
           {"order_statuses.On Hold", "hold"},
           {"intake.assemble_window", "0.1"}}};
  simulator::fault slow;
  slow.latency = 200ms;
  slow.effect = simulator::fault_effect::applied;
  all.store.inject(slow);
  all.push(entity, documents);
  std::uint64_t most = 0;
  CHECK(all.store.wait_for([&](const auto& now) {
    most = std::max(most, now.arrived - now.answered);
    return now.writes >= documents;
  }));
  return most;
}

TEST_CASE("setting delivery.concurrency.pricing: so many prices are sent at once") {
  CHECK(most_in_flight("pricing") == 3);
}

TEST_CASE("setting delivery.concurrency.inventory: so many quantities are sent at once") {
  CHECK(most_in_flight("inventory") == 3);
}

TEST_CASE("setting delivery.concurrency.shipment: so many shipments are sent at once") {
  CHECK(most_in_flight("shipment") == 3);
}

TEST_CASE("setting delivery.concurrency.customer: so many customers are sent at once") {
  CHECK(most_in_flight("customer") == 3);
}

TEST_CASE("setting delivery.concurrency.order: so many orders are sent at once") {
  CHECK(most_in_flight("order") == 3);
}

TEST_CASE("setting delivery.rate: the store has no more requests a second") {
  rig all{{{"delivery.rate", "1"}, {"queue.threshold_count", "100"}}};
  all.push("pricing", 4);
  REQUIRE(all.node.wait_until_settled());
  const auto seen = all.store.requests();
  REQUIRE(seen.size() >= 4);
  CHECK(seen.back().at - seen.front().at >= 1s);  // three at least; a late first one shortens it
}

TEST_CASE("setting connection.magento_url: the store at another address is told") {
  rig all;
  checked_store other{shop()};
  REQUIRE(other.start().ok());
  CHECK(all.node.stop() == 0);
  all.node.set("connection.magento_url", other.url());
  all.node.start();
  all.push("pricing", 1);
  REQUIRE(all.node.wait_until_settled());
  CHECK(other.price_of(numbered("SKU-", 0)) == "5");
  CHECK(all.store.price_of(numbered("SKU-", 0)).empty());
}

TEST_CASE("setting connection.store_code: every call goes to that scope") {
  rig all{{{"connection.store_code", "de"}}};
  all.push("pricing", 1);
  REQUIRE(all.node.wait_until_settled());
  const auto seen = all.store.requests();
  REQUIRE_FALSE(seen.empty());
  CHECK(std::all_of(seen.begin(), seen.end(),
                    [](const auto& each) { return each.path.starts_with("/rest/de/V1/"); }));
}

TEST_CASE("setting connection.read_timeout: an answer that takes longer is given up") {
  rig all{{{"connection.read_timeout", "1"}}};
  simulator::fault hang;
  hang.latency = 60s;
  hang.where.method = "POST";
  hang.when.count = 1;
  all.store.inject(hang);
  all.push("pricing", 1);
  CHECK(all.node.wait_for([&] { return all.store.price_of(numbered("SKU-", 0)) == "5"; }));
  all.store.clear_faults();
}

/// Answers anything, but not as a store would.
class secure_server {
 public:
  explicit secure_server(const certificate& own) : server_{own.x509.get(), own.key.get()} {
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread{[this] { server_.listen_after_bind(); }};
    while (!server_.is_running()) std::this_thread::yield();
  }
  ~secure_server() {
    server_.stop();
    thread_.join();
  }
  std::string url() const { return "https://127.0.0.1:" + std::to_string(port_); }

 private:
  httplib::SSLServer server_;
  int port_ = 0;
  std::thread thread_;
};

/// What test-connection says with these settings.
bool certificate_accepted(const secure_server& server, const texts& settings) {
  const node_process node{server.url(), settings};
  const auto said = run_program({"test-connection", "--config", node.config()}).out;
  CHECK(said.find("TLS") != std::string::npos);
  return said.find("the certificate is accepted") != std::string::npos;
}

TEST_CASE("setting connection.ca_file: the store's certificate must lead to it") {
  const auto authority = make_authority("Ours");
  const secure_server server{make_server(authority, "IP:127.0.0.1")};
  const temp_dir folder;
  const auto named = [&](const std::string& name, const certificate& whose) {
    std::ofstream{folder / name} << whose.pem();
    return (folder / name).string();
  };
  CHECK(certificate_accepted(server, {{"connection.ca_file", named("ours.pem", authority)}}));
  CHECK_FALSE(certificate_accepted(
      server, {{"connection.ca_file", named("other.pem", make_authority("Other"))}}));
}

TEST_CASE("setting connection.verify_tls: off takes any certificate") {
  const secure_server server{make_server(make_authority("Nobody"), "IP:127.0.0.1")};
  CHECK(certificate_accepted(server, {{"connection.verify_tls", "false"}}));
  CHECK_FALSE(certificate_accepted(server, {{"connection.verify_tls", "true"}}));
}

}  // namespace
}  // namespace acumage::tests
