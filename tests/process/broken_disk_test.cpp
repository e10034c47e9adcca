// An I/O error of the data folder, wherever it is noticed, ends the process with a reason, and the next start goes
// on (SPEC 8).
#include "tests/process/stock_node.hpp"

#include <doctest/doctest.h>

#include <csignal>
#include <filesystem>
#include <fstream>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string line(int number) {
  return R"({"entity":"pricing","version":)" + std::to_string(number) +
         R"(,"fields":{"InventoryID":")" + stock_sku(0) + R"(","DefaultPrice":)" +
         std::to_string(number) + "}}\n";
}

struct strained {
  strained() : node{started(store), stock_settings()} {
    node.use(STRAINED_PROGRAM, "ACUMAGE_TEST_STRAIN=" + folder.path().string());
    node.start();
    REQUIRE(node.changes(line(1)).status == 200);
    REQUIRE(node.wait_until_settled());
  }
  static std::string started(simulator::store& store) {
    REQUIRE(store.start().ok());
    return store.url();
  }
  void begin(const char* strain) { std::ofstream{folder / strain}; }
  void ends_with_a_reason(const char* strain) {
    CHECK(node.wait(5s) == 1);
    CHECK(has(node.log(), "Input/output error"));
    std::filesystem::remove(folder / strain);
    node.start();
    node.post("/lanes/all/resume");  // an order that failed may have been written all the same
    CHECK(node.changes(line(100)).status == 200);
    CHECK(node.wait_until_settled());
    CHECK(node.stop() == 0);
  }

  temp_dir folder;
  checked_store store{stock_shop(1)};
  node_process node;
};

TEST_CASE("broken disk: one failed sync of an idle node ends it [SPEC 8 Broken]") {
  strained all;
  all.begin("no-sync");
  SUBCASE("of a push") { CHECK(all.node.changes(line(2)).status != 200); }
  SUBCASE("of an operator's switch") { all.node.post("/lanes/pricing/pause"); }
  all.ends_with_a_reason("no-sync");
}

TEST_CASE("broken disk: a read that fails ends it, whoever reads [SPEC 8 Broken]") {
  strained all;
  REQUIRE(all.node.stop() == 0);
  all.node.start();  // what there was is in tables now
  all.begin("no-read");
  CHECK(all.node.get("/history?text=zzz").status != 200);
  all.ends_with_a_reason("no-read");
}

TEST_CASE("broken disk: a sync that fails at a stop is no clean end [SPEC 8 Broken]") {
  strained all;
  all.begin("no-sync");
  all.node.signal(SIGTERM);
  all.ends_with_a_reason("no-sync");
}

TEST_CASE("broken disk: a mapped file that the disk does not give ends it [SPEC 8 Broken]") {
  strained all;
  std::filesystem::resize_file(all.node.data() + "/in-hand", 0);
  all.node.changes(line(2));
  CHECK(all.node.wait(5s) == 1);
  CHECK(has(all.node.log(), "a mapped file of the data folder"));
}

}  // namespace
}  // namespace acumage::tests
