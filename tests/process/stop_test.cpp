// SIGTERM in every state: the process ends with 0 within delivery.drain_deadline + 5 s, and nothing is lost (SPEC 8).
#include "tests/process/history_ends.hpp"
#include "tests/process/loads/mixed_load.hpp"
#include "tests/process/stock_node.hpp"

#include <doctest/doctest.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <csignal>
#include <random>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t items = 600;
constexpr auto promised = 6s;  // a deadline of 1 s, and 5 s

std::map<std::string, std::string> hasty(std::map<std::string, std::string> more = {}) {
  more.insert({"delivery.drain_deadline", "1"});
  return stock_settings(std::move(more));
}

simulator::fault on_quantities() {
  simulator::fault what;
  what.where.method = "POST";
  what.where.path = "source-items";
  return what;
}

std::vector<std::string> rows(std::size_t count, const std::string& quantity) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < count; ++i) all.push_back(stock_row(stock_sku(i), "EAST", quantity));
  return all;
}

/// A quantity is on its way to a store that takes so long; returns once it has arrived there.
void send_one(stock_rig& all, std::chrono::milliseconds latency) {
  auto slow = on_quantities();
  slow.latency = latency;
  all.store.inject(slow);
  REQUIRE(all.node.push(stock_notification("n", 1, rows(1, "7"))).status == 200);
  REQUIRE(all.store.wait_for([](const simulator::totals& seen) { return seen.arrived > 0; }));
}

/// Ends the node in the state it is in, starts it again with a store that is well, and expects `quantity` of each
/// of the first `count` items, and one end of each change.
void stops_and_goes_on(stock_rig& all, std::size_t count, const std::string& quantity) {
  all.node.signal(SIGTERM);
  CHECK(all.node.wait(promised) == 0);
  all.store.clear_faults();
  all.node.start();
  CHECK(all.node.post("/lanes/inventory/resume").status == 200);  // a pause survives the stop
  REQUIRE(all.node.wait_until_settled());
  for (std::size_t i = 0; i < count; ++i)
    CHECK(all.store.quantity_of(stock_sku(i), "wh_one") == quantity);
  CHECK(all.node.stat("dead_letters/total") == 0);
  CHECK(all.node.stop() == 0);
}

TEST_CASE("stop: an idle node ends [setting delivery.drain_deadline] [SPEC 8 Stop]") {
  stock_rig all{stock_shop(1), hasty()};
  stops_and_goes_on(all, 0, "");
}

TEST_CASE("stop: while the store hangs, and what was on its way is sent again") {
  stock_rig all{stock_shop(1), hasty()};
  send_one(all, 30s);
  stops_and_goes_on(all, 1, "7");
}

TEST_CASE("stop: what is on its way when it begins gets its answer, and is not sent again") {
  stock_rig all{stock_shop(1), stock_settings({{"delivery.drain_deadline", "20"}})};
  send_one(all, 1s);
  all.node.signal(SIGTERM);
  CHECK(all.node.wait(25s) == 0);
  all.node.start();
  CHECK(all.node.stat("journal/unsettled") == 0);
  CHECK(all.quantity_writes().size() == 1);
}

TEST_CASE("stop: a second SIGTERM does not wait for the store") {
  stock_rig all{stock_shop(1), stock_settings({{"delivery.drain_deadline", "300"}})};
  send_one(all, 300s);
  all.node.signal(SIGTERM);
  CHECK(all.node.wait_for([&] {  // the stop has begun
    const auto status = all.node.get("/readyz").status;
    return status == 0 || status == 503;
  }));
  all.node.signal(SIGTERM);
  CHECK(all.node.wait(30s) == 128 + SIGTERM);
  all.store.clear_faults();
  all.node.start();
  CHECK(all.node.wait_until_settled());
}

TEST_CASE("stop: while it is full, and clients try again and again") {
  stock_rig all{stock_shop(items), hasty({{"intake.max_unsettled", "600"}})};
  REQUIRE(all.node.post("/lanes/inventory/pause").status == 200);
  REQUIRE(all.node.push(stock_notification("n", 1, rows(items, "7"))).status == 200);
  REQUIRE(all.node.push(stock_notification("m", 2, rows(1, "8"))).status == 503);
  stops_and_goes_on(all, items, "7");
}

TEST_CASE("stop: while the circuit is open") {
  stock_rig all{stock_shop(items), hasty()};
  auto down = on_quantities();
  down.answer = simulator::fault_answer::maintenance;
  all.store.inject(down);
  REQUIRE(all.node.push(stock_notification("n", 1, rows(items, "7"))).status == 200);
  REQUIRE(all.node.wait_for([&] { return all.circuit() == "open"; }));
  stops_and_goes_on(all, items, "7");
}

TEST_CASE("stop: while deliveries wait for their next attempt, and others are parked") {
  stock_rig all{stock_shop(items), hasty({{"delivery.park_interval", "3600"},
                                          {"delivery.backoff_base", "60"},
                                          {"queue.retry_count", "5"}})};
  all.store.remove_product(stock_sku(0));
  auto broken = on_quantities();
  broken.answer = simulator::fault_answer::save_failed;
  broken.when.count = 3;
  all.store.inject(broken);
  REQUIRE(all.node.push(stock_notification("n", 1, rows(20, "7"))).status == 200);
  const bool reached = all.node.wait_for([&] {
    return all.node.stat("lanes/inventory/parked") == 1 &&
           all.node.stat("lanes/inventory/retrying") > 0;
  });
  REQUIRE_MESSAGE(reached, all.node.get("/stats").body);
  all.store.add_product({.sku = stock_sku(0)});
  stops_and_goes_on(all, 20, "7");
}

TEST_CASE("stop: while it recovers, at any moment of the start") {
  stock_rig all{stock_shop(items), hasty()};
  auto slow = on_quantities();
  slow.latency = 20ms;
  all.store.inject(slow);
  REQUIRE(all.node.push(stock_notification("n", 1, rows(items, "7"))).status == 200);
  all.node.kill();
  int in_order = 0;
  for (const auto& after : {0ms, 5ms, 10ms, 20ms, 40ms, 60ms, 80ms, 100ms, 150ms, 200ms}) {
    CAPTURE(after.count());
    all.node.begin();
    REQUIRE(all.node.wait(after) == -2);
    all.node.signal(SIGTERM);
    const auto code = all.node.wait(promised);
    CHECK((code == 0 || code == 128 + SIGTERM));  // the latter before the program holds signals
    if (code == 0) ++in_order;
  }
  CHECK(in_order > 0);
  all.node.start();
  stops_and_goes_on(all, items, "7");
}

TEST_CASE("stop: while letters are replayed, and the replay goes on after the start") {
  stock_rig all{stock_shop(items), hasty({{"delivery.park_interval", "3600"}})};
  for (std::size_t i = 0; i < items; ++i) all.store.remove_product(stock_sku(i));
  REQUIRE(all.node.push(stock_notification("n", 1, rows(items, "8"))).status == 200);
  REQUIRE(all.node.wait_for([&] { return all.node.stat("lanes/inventory/parked") == items; }));
  REQUIRE(all.node.command({"waiting", "fail", "--all"}).code == 0);
  REQUIRE(all.node.wait_for([&] { return all.node.stat("dead_letters/total") == items; }));
  for (std::size_t i = 0; i < items; ++i) all.store.add_product({.sku = stock_sku(i)});
  CHECK(all.node.stop() == 0);
  all.node.start();  // forgets what the store did not know
  REQUIRE(
      all.node.command({"dead-letters", "replay", "--all", "--rate", "300", "--no-wait"}).code ==
      0);
  REQUIRE(all.node.wait_for([&] { return all.node.stat("lanes/inventory/delivered") > 20; }));
  all.node.signal(SIGTERM);
  CHECK(all.node.wait(promised) == 0);
  all.node.start();
  CHECK(all.node.stat("dead_letters/total") > 0);  // else it met no replay
  REQUIRE(all.node.wait_for([&] { return all.node.stat("dead_letters/total") == 0; }));
  REQUIRE(all.node.wait_until_settled());
  std::map<std::string, int> delivered;
  for (const auto& [number, each] : all_ends(all.node, "inventory"))
    if (each.outcome == "delivered") ++delivered[each.key];
  CHECK(delivered.size() == items);
  for (const auto& [key, times] : delivered) CHECK(times == 1);
  CHECK(all.node.stop() == 0);
}

TEST_CASE("stop: while clients are in the middle of their requests") {
  stock_rig all{stock_shop(1), hasty()};
  std::vector<int> sockets;
  for (int i = 0; i < 50; ++i) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(i % 2 == 0 ? all.node.intake_port() : all.node.admin_port());
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0);
    const std::string half =
        "POST /push HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{";
    REQUIRE(::send(socket, half.data(), half.size(), MSG_NOSIGNAL) > 0);
    sockets.push_back(socket);
  }
  stops_and_goes_on(all, 0, "");
  for (const int each : sockets) ::close(each);
}

TEST_CASE("stop: under load of all entities, again and again, everything ends once") {
  const auto seed = std::random_device{}();
  CAPTURE(seed);
  mixed_load all{seed, {{"delivery.drain_deadline", "1"}}};
  std::uint64_t written = 0;
  for (int round = 0; round < 5; ++round) {
    all.node.start();
    all.start();
    REQUIRE(all.store.wait_for(
        [&](const simulator::totals& seen) { return seen.rows_written > written + 50; }));
    all.node.signal(SIGTERM);
    CHECK(all.node.wait(promised) == 0);
    all.stop();
    written = all.store.count().rows_written;
  }
  all.node.start();
  all.come_to_rest();
  all.prices.check(all.node, all.store);
  all.quantities.check(all.node, all.store);
  all.documents.check(all.node, all.store);
  CHECK(all.node.stop() == 0);
}

TEST_CASE("stop: nothing is left unsynced [SPEC 8 Stop]") {
  stock_rig all{stock_shop(50), hasty()};
  REQUIRE(all.node.push(stock_notification("n", 1, rows(50, "7"))).status == 200);
  REQUIRE(all.node.wait_until_settled());
  REQUIRE(all.node.stop() == 0);
  const auto stat = run_program({"journal", "stat", "--config", all.node.config(), "--json"});
  const auto figure = [&](const std::string& name) {
    const auto at = stat.out.find("\"" + name + "\":");
    REQUIRE(at != std::string::npos);
    return std::stoull(stat.out.substr(at + name.size() + 3));
  };
  CHECK(figure("last_write") > 50);
  CHECK(figure("last_synced") == figure("last_write"));
}

}  // namespace
}  // namespace acumage::tests
