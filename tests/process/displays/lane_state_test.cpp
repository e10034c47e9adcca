// What a merchant sees at the worst moments: one state, the same in every display (SPEC 10 Lane state, promise 10).
#include "tests/process/node_process.hpp"
#include "tests/support/checked_store.hpp"

#include <doctest/doctest.h>
#include <simdjson.h>

#include <csignal>
#include <map>
#include <string>
#include <utility>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string text_at(const std::string& json, std::string_view pointer) {
  simdjson::dom::parser parser;
  std::string_view text;
  if (parser.parse(json).at_pointer(pointer).get(text) != simdjson::SUCCESS) return {};
  return std::string{text};
}

struct running_store : checked_store {
  running_store() : checked_store{{.products = {{.sku = "LAMP-07", .price = 42}}}} {
    REQUIRE(start());
  }
};

struct seen_node {
  running_store store;
  node_process node;

  explicit seen_node(std::map<std::string, std::string> settings = {})
      : node{store.url(), with(std::move(settings))} {
    node.start();
  }
  static std::map<std::string, std::string> with(std::map<std::string, std::string> settings) {
    settings.emplace("connection.check_interval", "1");
    return settings;
  }

  std::string state() { return text_at(node.get("/stats").body, "/lanes/pricing/state"); }
  bool comes_to(const std::string& state) {
    return node.wait_for([&] { return this->state() == state; }, 10s);
  }
  void price(const std::string& sku, const std::string& price) {
    ++stamp_;
    REQUIRE(node.push(price_notification(
                          "n" + std::to_string(stamp_), stamp_,
                          {R"({"InventoryID":")" + sku + R"(","DefaultPrice":)" + price + "}"}))
                .status == 200);
  }
  /// Every display names this state of prices, and the node's sentence is about it.
  void check_shown(const std::string& state, const std::string& words) {
    INFO(state);
    const bool came = comes_to(state);
    REQUIRE_MESSAGE(came, node.get("/stats").body);
    const auto stats = node.get("/stats").body;
    CHECK(text_at(stats, "/node/headline/state") == state);
    CHECK(has(text_at(stats, "/node/headline/what"), words));
    CHECK(!text_at(stats, "/lanes/pricing/state_since").empty());
    const auto health = node.get("/healthz").body;
    CHECK(text_at(health, "/status") == "degraded");
    CHECK(text_at(health, "/lanes/pricing") == state);
    CHECK(text_at(health, "/headline/state") == state);
    CHECK(has(health, "pricing: " + state));
    const auto metrics = node.get("/metrics").body;
    CHECK(has(metrics, R"(acumage_lane_state{entity="pricing",state=")" + state + R"("} 1)"));
    CHECK(has(metrics, R"(acumage_lane_state{entity="pricing",state="up_to_date"} 0)"));
    CHECK(has(metrics, R"(acumage_lane_state{entity="order",state="off"} 1)"));
    const auto screen = node.command({"stats"});
    CHECK(screen.code == 0);
    auto spaced = state;
    for (auto& each : spaced) each = each == '_' ? ' ' : each;
    CHECK(has(screen.out, spaced + ": pricing, since "));
    CHECK(has(screen.out, words));
  }

 private:
  std::uint64_t stamp_ = 10;
};

TEST_CASE("lane state: nothing came yet, then all is in the store") {
  seen_node all;
  REQUIRE(all.comes_to("waiting_for_first"));
  CHECK(text_at(all.node.get("/healthz").body, "/status") == "ok");
  CHECK(text_at(all.node.get("/stats").body, "/node/headline/state") == "waiting_for_first");
  all.price("LAMP-07", "9.5");
  REQUIRE(all.comes_to("up_to_date"));
  all.node.kill();
  all.node.start();
  const bool came = all.comes_to("up_to_date");  // what ever came is known after a restart
  CHECK_MESSAGE(came, all.node.get("/healthz").body);
}

TEST_CASE(
    "lane state: the store's port closes while the lane is idle [setting "
    "connection.check_interval]") {
  seen_node all;
  all.price("LAMP-07", "9.5");
  REQUIRE(all.comes_to("up_to_date"));
  all.store.stop();
  all.check_shown("unreached", "The store does not answer");
}

TEST_CASE("lane state: a wrong token shows before the first change comes") {
  seen_node all{{{"connection.bearer_token", "wrong"}}};
  all.check_shown("refused", "refuses the credentials");
}

TEST_CASE("lane state: what fails, is parked or paused is never green") {
  seen_node all{{{"delivery.park_interval", "3600"}}};
  all.price("NO-SUCH", "1");
  all.check_shown("parked", "1 change is parked");
  all.price("DESK-01", R"("abc")");
  all.check_shown("failing", "became dead letters");
  all.price("LAMP-07", "9.5");
  all.check_shown("has_failed", "1 dead letter is open");
  REQUIRE(all.node.command({"pause", "pricing", "--yes"}).code == 0);
  all.check_shown("paused", "An operator paused sending");
}

TEST_CASE("lane state: silence of the ERP, also after a restart [setting alerts.silence]") {
  seen_node all{{{"alerts.silence", "3"}}};
  all.price("LAMP-07", "9.5");
  REQUIRE(all.comes_to("up_to_date"));
  all.check_shown("silent", "The ERP has sent nothing for");
  all.node.kill();
  all.node.start();
  CHECK(all.comes_to("silent"));
}

TEST_CASE("lane state: what waits for too long is behind, and a reload keeps counts and series") {
  seen_node all{{{"alerts.backlog_age", "1"}}};
  all.price("LAMP-07", "9.5");
  REQUIRE(all.comes_to("up_to_date"));
  REQUIRE(all.node.command({"pause", "pricing", "--yes"}).code == 0);
  all.price("LAMP-07", "10.5");
  const auto up = all.node.stat("node/uptime_s");
  all.node.set("queue.batch_count", "30");
  all.node.signal(SIGHUP);
  REQUIRE(all.node.wait_for([&] { return has(all.node.log(), "msg=reloaded"); }));
  CHECK(all.node.stat("lanes/pricing/accepted") == 2);
  CHECK(all.node.stat("lanes/pricing/delivered") == 1);
  CHECK(all.node.stat("lanes/pricing/resumed") == 0);
  CHECK(all.node.stat("node/uptime_s") >= up);
  REQUIRE(all.node.command({"resume", "pricing", "--yes"}).code == 0);
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.node.stat("lanes/pricing/delivered") == 2);
}

TEST_CASE("lane state: a node that does not answer is told apart from one that is well") {
  seen_node all;
  all.node.signal(SIGSTOP);
  const auto asked = all.node.command({"stats"});
  all.node.signal(SIGCONT);
  CHECK(asked.code == 1);
  CHECK(asked.out.empty());
  CHECK(!asked.err.empty());
}

}  // namespace
}  // namespace acumage::tests
