// The node as a service: accepting, slow clients, stats and lanes. How it stops: stop_test.cpp.
#include "tests/process/node_process.hpp"
#include "tests/support/checked_store.hpp"

#include <doctest/doctest.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <algorithm>
#include <atomic>
#include <fstream>
#include <iterator>
#include <thread>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

std::string row(const std::string& sku, const std::string& price) {
  return R"({"InventoryID":")" + sku + R"(","DefaultPrice":)" + price + "}";
}

simulator::store_options shop() {
  simulator::store_options options;
  for (int i = 1; i <= 60; ++i)
    options.products.push_back({"SKU-" + std::to_string(100 + i), {}, {}});
  return options;
}

struct rig {
  explicit rig(std::map<std::string, std::string> settings = {})
      : node{started(store), std::move(settings)} {
    node.start();
  }
  static std::string started(simulator::store& store) {
    REQUIRE(store.start().ok());
    return store.url();
  }
  std::vector<std::size_t> price_requests() const {
    std::vector<std::size_t> rows;
    for (const auto& each : store.requests())
      if (each.path.size() > 12 && each.path.substr(each.path.size() - 12) == "/base-prices")
        rows.push_back(each.rows);
    return rows;
  }

  checked_store store{shop()};
  node_process node;
};

int connect_to(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  return socket;
}

TEST_CASE("a price pushed is in the store, in stats and in the history") {
  rig all;
  const auto answer =
      all.node.push(price_notification("n1", 638912345678901234, {row("SKU-101", "42.50")}));
  CHECK(answer.status == 200);
  CHECK(answer.body == R"({"accepted":1,"duplicates":0,"unrouted":0,"discarded":0})");
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.store.price_of("SKU-101") == "42.5");
  const auto again =
      all.node.push(price_notification("n1", 638912345678901234, {row("SKU-101", "42.50")}));
  CHECK(again.body == R"({"accepted":0,"duplicates":1,"unrouted":0,"discarded":0})");
  const auto history = all.node.get("/history?key=sku-101");
  CHECK(history.body.find("\"638912345678901234\"") != std::string::npos);
  CHECK(history.body.find("\"delivered\"") != std::string::npos);
  CHECK(all.node.stop() == 0);
}

TEST_CASE(
    "run: the log begins with the version, the settings, the folder, the store and the addresses") {
  rig all;
  CHECK(all.node.post("/lanes/pricing/pause").status == 200);
  CHECK(all.node.push(price_notification("n1", 1, {row("SKU-101", "5")})).status == 200);
  CHECK(all.node.stop() == 0);
  all.node.start();
  const auto log = all.node.log();
  const auto line = log.substr(log.rfind("msg=started"));
  const auto has = [&](const std::string& words) { return line.find(words) != std::string::npos; };
  CHECK(has(" version="));
  CHECK(has(" settings=" + all.node.config()));
  CHECK(has(" data=" + all.node.data()));
  CHECK(has(" resumed=1"));
  CHECK(has(" store=" + all.store.url()));
  CHECK(has(" intake=http://127.0.0.1:" + std::to_string(all.node.intake_port())));
  CHECK(has(" console=http://127.0.0.1:" + std::to_string(all.node.admin_port()) + "/"));
}

TEST_CASE("300 idle and 50 dripping connections do not keep a good client waiting") {
  rig all;
  std::vector<int> sockets;
  for (int i = 0; i < 350; ++i) sockets.push_back(connect_to(all.node.intake_port()));
  std::atomic<bool> dripping{true};
  std::thread drip{[&] {
    const std::string head =
        "POST /push HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + std::string(4000, 'x');
    for (std::size_t at = 0; dripping && at < head.size(); ++at) {
      for (std::size_t i = 300; i < sockets.size(); ++i)
        if (::send(sockets[i], &head[at], 1, MSG_NOSIGNAL) < 0) continue;
      std::this_thread::sleep_for(20ms);  // the drip itself
    }
  }};
  std::vector<std::int64_t> taken_us;
  for (std::uint64_t i = 1; i <= 50; ++i) {
    const auto began = std::chrono::steady_clock::now();
    CHECK(
        all.node.push(price_notification(std::to_string(i), i, {row("SKU-101", std::to_string(i))}))
            .status == 200);
    taken_us.push_back(std::chrono::duration_cast<std::chrono::microseconds>(
                           std::chrono::steady_clock::now() - began)
                           .count());
  }
  dripping = false;
  drip.join();
  for (const int each : sockets) ::close(each);
  std::sort(taken_us.begin(), taken_us.end());
  MESSAGE("a push took " << taken_us[25] << " us (median), " << taken_us.back()
                         << " us (worst of 50)");
}

TEST_CASE(
    "an unknown SKU is parked, and a letter with the store's words after park_limit [SPEC 6 "
    "Parked]") {
  rig all{{{"delivery.park_interval", "1"},
           {"delivery.park_limit", "2"},
           {"queue.batch_count", "500"}}};
  std::vector<std::string> prices;
  for (int i = 1; i <= 60; ++i) prices.push_back(row("SKU-" + std::to_string(100 + i), "5"));
  prices.push_back(row("NOT-SOLD", "5"));
  CHECK(all.node.post("/lanes/pricing/pause").status == 200);
  CHECK(all.node.push(price_notification("n", 1, prices)).status == 200);
  CHECK(all.node.wait_for([&] { return all.node.stat("lanes/pricing/waiting") == 61; }));
  CHECK(all.node.post("/lanes/pricing/resume").status == 200);
  CHECK(all.node.wait_for([&] { return all.node.stat("lanes/pricing/parked") == 1; }));
  CHECK(all.price_requests() == std::vector<std::size_t>{61});
  CHECK(all.node.wait_for([&] { return all.node.stat("lanes/pricing/delivered") == 60; }));
  REQUIRE(all.node.wait_for(
      [&] { return all.node.stat("dead_letters/by_class/unknown_record") == 1; }));
  const auto list = all.node.get("/dead-letters?class=unknown_record");
  CHECK(list.body.find("NOT-SOLD") != std::string::npos);
  CHECK(list.body.find("Invalid attribute SKU = NOT-SOLD.") != std::string::npos);
}

TEST_CASE(
    "a full backlog answers 503 with Retry-After, and delivery goes on [setting "
    "intake.max_unsettled] [SPEC 5 Answers]") {
  rig all{{{"intake.max_unsettled", "50"}}};
  CHECK(all.node.post("/lanes/pricing/pause").status == 200);
  std::vector<std::string> prices;
  for (int i = 1; i <= 50; ++i) prices.push_back(row("SKU-" + std::to_string(100 + i), "5"));
  CHECK(all.node.push(price_notification("a", 1, prices)).status == 200);
  CHECK(all.node.push(price_notification("b", 2, {row("SKU-101", "6")})).status == 503);
  prices.push_back(row("SKU-160", "5"));
  CHECK(all.node.push(price_notification("c", 2, prices)).status == 413);
  CHECK(all.node.get("/readyz").status == 503);
  CHECK(all.node.post("/lanes/pricing/resume").status == 200);
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.node.push(price_notification("b", 2, {row("SKU-101", "6")})).status == 200);
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.store.price_of("SKU-101") == "6");
}

TEST_CASE(
    "a backlog older than the limit is a reason to be degraded [setting alerts.backlog_age]") {
  rig all{{{"alerts.backlog_age", "1"}}};
  CHECK(all.node.post("/lanes/pricing/pause").status == 200);
  REQUIRE(all.node.push(price_notification("a", 1, {row("SKU-101", "5")})).status == 200);
  CHECK(all.node.wait_for([&] {
    return all.node.get("/healthz").body.find("pricing: the oldest change waits") !=
           std::string::npos;
  }));
}

TEST_CASE("a data folder serves one node, and only one that knows its format") {
  rig all;
  const auto second = run_program({"run", "--config", all.node.config()});
  CHECK(second.code == 1);
  CHECK(second.err.find("in use") != std::string::npos);
  CHECK(all.node.stop() == 0);
}

}  // namespace
}  // namespace acumage::tests
