// The store fails in every way under load, and comes back: no letters, no attempts, all delivered.
#include "tests/process/loads/load.hpp"
#include "tests/process/node_process.hpp"
#include "tests/support/checked_store.hpp"

#include <doctest/doctest.h>

#include <thread>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

simulator::store_options shop() {
  simulator::store_options options;
  options.keep_history = true;
  for (std::size_t i = 0; i < 50; ++i) options.products.push_back({price_load::sku(i), {}, {}});
  return options;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

void outage(simulator::fault_answer answer) {
  checked_store store{shop()};
  REQUIRE(store.start().ok());
  node_process node{store.url()};
  node.start();
  price_load load{{.skus = 50, .senders = 2, .seed = 7}};
  load.start(node);
  REQUIRE(store.wait_for([](const simulator::totals& seen) { return seen.rows_written > 20; }));
  simulator::fault down;
  down.answer = answer;
  store.inject(down);
  REQUIRE(node.wait_for(
      [&] { return node.get("/stats").body.find("\"circuit\":\"open\"") != std::string::npos; }));
  const auto accepted = load.accepted();
  CHECK(node.wait_for([&] { return load.accepted() > accepted + 50; }));  // intake goes on
  CHECK(node.get("/readyz").status == 200);
  const auto shown = node.get("/healthz").body;
  CHECK((has(shown, R"("pricing":"unreached")") || has(shown, R"("pricing":"circuit_open")") ||
         has(shown, R"("pricing":"refused")")));
  store.clear_faults();
  CHECK(node.wait_for(
      [&] { return node.get("/stats").body.find("\"circuit\":\"open\"") == std::string::npos; },
      7s));
  load.stop();
  REQUIRE(node.wait_until_settled());
  CHECK(node.stat("lanes/pricing/dead_lettered") == 0);
  CHECK(node.stat("dead_letters/total") == 0);
  load.check(node, store);
  CHECK(node.stop() == 0);
}

TEST_CASE("the store is down for a while") { outage(simulator::fault_answer::refused); }
TEST_CASE("the store is in maintenance for a while") {
  outage(simulator::fault_answer::maintenance);
}
TEST_CASE("the store refuses the credentials for a while") {
  outage(simulator::fault_answer::unauthorized);
}
TEST_CASE("the store's database is down for a while") {
  outage(simulator::fault_answer::database_down);
}

}  // namespace
}  // namespace acumage::tests
