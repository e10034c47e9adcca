// A reload or a stop takes nothing away from a request that is still being answered, and does not wait for it
// beyond its deadline (SPEC 8).
#include "tests/process/stock_node.hpp"

#include <doctest/doctest.h>
#include <httplib.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <future>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;
using clock = std::chrono::steady_clock;

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// A node of the strained program with a history on disk, which it can be made to read slowly.
struct slow_reader {
  slow_reader()
      : node{started(store),
             stock_settings({{"entities.pricing", "false"}, {"delivery.drain_deadline", "1"}})} {
    node.use(STRAINED_PROGRAM, "ACUMAGE_TEST_STRAIN=" + folder.path().string());
    node.start();
    for (int i = 0; i < 8'000;) {
      std::string lines;
      for (int row = 0; row < 2000; ++row) {
        const auto number = std::to_string(++i);
        lines += R"({"entity":"pricing","version":)" + number +
                 R"(,"fields":{"InventoryID":"SKU-)" + number + R"(","DefaultPrice":1}})" + "\n";
      }
      REQUIRE(node.changes(lines).status == 200);
    }
    REQUIRE(node.wait_until_settled());
    REQUIRE(node.stop() == 0);
    node.start();  // the history is in tables now, not in memory
  }
  static std::string started(simulator::store& store) {
    REQUIRE(store.start().ok());
    return store.url();
  }
  /// Three searches that take many seconds each; returns when they are under way.
  std::vector<std::future<http_answer>> search() {
    std::ofstream{folder / "slow-reads"};
    std::vector<std::future<http_answer>> answers;
    for (int i = 0; i < 3; ++i)
      answers.push_back(
          std::async(std::launch::async, [this] { return node.get("/history?text=zzz"); }));
    REQUIRE(node.wait_for([this] { return std::filesystem::exists(folder / "reading"); }));
    return answers;
  }
  /// Each is answered, whole or with the request to ask again.
  void check(std::vector<std::future<http_answer>> answers) {
    for (auto& each : answers) {
      const auto came = each.get();
      CHECK((came.status == 200 || came.status == 503));
      if (came.status == 503) CHECK(has(came.body, "the node reloads or stops"));
    }
  }

  temp_dir folder;
  checked_store store{stock_shop(1)};
  node_process node;
};

TEST_CASE("running requests: a reload leaves them what they work with [SPEC 8 Requests]") {
  slow_reader all;
  auto answers = all.search();
  all.node.set("queue.batch_count", "30");
  all.node.signal(SIGHUP);
  all.check(std::move(answers));
  std::filesystem::remove(all.folder / "slow-reads");
  REQUIRE(all.node.wait_for([&] { return has(all.node.log(), "msg=reloaded"); }));
  CHECK(has(all.node.get("/settings").body, R"("queue.batch_count":"30")"));
  CHECK(all.node.stop() == 0);
}

TEST_CASE(
    "running requests: a stop leaves them what they work with, and ends in time [SPEC 8 "
    "Requests]") {
  slow_reader all;
  auto answers = all.search();
  const auto began = clock::now();
  all.node.signal(SIGTERM);
  CHECK(all.node.wait(10s) == 0);
  CHECK(clock::now() - began < 6s);
  all.check(std::move(answers));
}

/// A connection test that the store keeps waiting.
struct tested_node {
  tested_node() {
    simulator::fault slow;
    slow.latency = 45s;
    slow.where.method = "GET";
    slow.where.path = "modules";
    all.store.inject(slow);
    const auto before = all.store.count().arrived;
    answer = std::async(std::launch::async, [this] { return all.node.post("/connection/test"); });
    REQUIRE(
        all.store.wait_for([&](const simulator::totals& seen) { return seen.arrived > before; }));
  }
  stock_rig all{stock_shop(1), stock_settings({{"delivery.drain_deadline", "1"}})};
  std::future<http_answer> answer;
};

TEST_CASE(
    "running requests: neither a reload nor the intake waits for a connection test [SPEC 8 "
    "Requests]") {
  tested_node of;
  auto& node = of.all.node;
  node.set("queue.batch_count", "30");
  const auto began = clock::now();
  node.signal(SIGHUP);
  const auto ended = of.answer.get();
  CHECK(ended.status == 503);
  CHECK(has(ended.body, "the node reloads or stops"));
  CHECK(node.push(stock_notification("n", 1, {stock_row(stock_sku(0), "EAST", "7")})).status ==
        200);
  REQUIRE(node.wait_for([&] { return has(node.log(), "msg=reloaded"); }));
  CHECK(clock::now() - began < 6s);
  of.all.store.clear_faults();
  CHECK(node.post("/connection/test").status == 200);  // the next one is made
  CHECK(node.stop() == 0);
}

TEST_CASE("running requests: a stop does not wait for a connection test [SPEC 8 Requests]") {
  tested_node of;
  const auto began = clock::now();
  of.all.node.signal(SIGTERM);
  CHECK(of.all.node.wait(10s) == 0);
  CHECK(clock::now() - began < 4s);
  CHECK(of.answer.get().status == 503);
  of.all.store.clear_faults();
}

}  // namespace
}  // namespace acumage::tests
