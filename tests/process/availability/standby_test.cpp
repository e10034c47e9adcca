// A second node on the data folder: it waits, answers probes, and takes over when the first one ends.
#include "tests/process/node_process.hpp"
#include "tests/support/checked_store.hpp"

#include <doctest/doctest.h>
#include <httplib.h>

#include <csignal>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

simulator::store_options shop() {
  simulator::store_options options;
  options.products.push_back({"LAMP-07", {}, {}});
  return options;
}

struct pair_of_nodes {
  pair_of_nodes() : node{started(store), {}} { node.start(); }
  static std::string started(simulator::store& store) {
    REQUIRE(store.start().ok());
    return store.url();
  }
  bool reserve_says(const std::string& words) {
    return node.wait_for([&] { return node.standby_log().find(words) != std::string::npos; });
  }
  std::string price(const std::string& id, std::uint64_t stamp, const std::string& price) {
    return price_notification(id, stamp,
                              {R"({"InventoryID":"LAMP-07","DefaultPrice":)" + price + "}"});
  }

  checked_store store{shop()};
  node_process node;
};

/// The port in the line that names it.
std::uint16_t probes_of(const std::string& log) {
  const std::string words = "probes=127.0.0.1:";
  const auto at = log.rfind(words);
  REQUIRE(at != std::string::npos);
  return static_cast<std::uint16_t>(std::stoi(log.substr(at + words.size())));
}

TEST_CASE("standby: alive but not ready while another node serves; takes over when it is killed") {
  pair_of_nodes both;
  auto& node = both.node;
  node.post("/lanes/pricing/pause");
  CHECK(node.push(both.price("n1", 1, "5")).status == 200);
  node.start_standby();
  REQUIRE(both.reserve_says("waits for the data folder"));
  CHECK(node.standby_log().find("held_by=" + std::to_string(node.process())) != std::string::npos);
  httplib::Client probe{"127.0.0.1", probes_of(node.standby_log())};
  CHECK(probe.Get("/livez")->status == 200);
  CHECK(probe.Get("/readyz")->status == 503);
  CHECK(probe.Get("/readyz")->body == "standby\n");
  CHECK(probe.Get("/stats")->status == 503);
  CHECK(probe.Get("/stats")->body.find("\"standby\"") != std::string::npos);
  CHECK(node.push(both.price("n2", 2, "6")).status == 200);  // the first one serves on

  node.kill();
  node.take_over();
  CHECK(probe.Get("/readyz")->status == 200);  // at the same address
  CHECK(node.stat("journal/unsettled") > 0);
  CHECK(node.post("/lanes/pricing/resume").status == 200);
  REQUIRE(node.wait_until_settled());
  CHECK(both.store.price_of("LAMP-07") == "6");
  CHECK(node.stop() == 0);
}

TEST_CASE(
    "standby: serves at once when nobody has the folder, and ends at a signal while it waits") {
  pair_of_nodes both;
  auto& node = both.node;
  CHECK(node.stop() == 0);
  node.start_standby();
  node.take_over();
  CHECK(node.get("/readyz").status == 200);
  node.start_standby();
  REQUIRE(both.reserve_says("waits for the data folder"));
  CHECK(node.stop_standby() == 0);
  CHECK(node.get("/readyz").status == 200);
  CHECK(node.stop() == 0);
}

TEST_CASE("standby: a reload while it waits takes the new settings along") {
  pair_of_nodes both;
  auto& node = both.node;
  node.start_standby();
  REQUIRE(both.reserve_says("waits for the data folder"));
  node.set("queue.batch_count", "77");
  node.signal_standby(SIGHUP);
  node.kill();
  node.take_over();
  CHECK(node.get("/settings").body.find("\"77\"") != std::string::npos);
  CHECK(node.stop() == 0);
}

TEST_CASE("run without --standby is refused while another node serves, as before") {
  pair_of_nodes both;
  const auto second = run_program({"run", "--config", both.node.config()});
  CHECK(second.code == 1);
  CHECK(second.err.find("is in use by another node") != std::string::npos);
}

}  // namespace
}  // namespace acumage::tests
