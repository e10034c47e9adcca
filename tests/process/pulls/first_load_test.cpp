// `acumage first-load` between both simulators: from an empty folder to "all equal", asked, refused, killed at each step.
#include "tests/process/pull_node.hpp"

#include <doctest/doctest.h>
#include <simdjson.h>

#include <algorithm>
#include <map>
#include <string>
#include <thread>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t items = 150;
constexpr std::size_t customers = 24;
constexpr std::size_t accounts = 6;  // that the store has before
constexpr std::size_t orders = 20;

std::map<std::string, std::string> load_settings(std::map<std::string, std::string> more) {
  more.insert({{"pull.customer.name", "Acumage Customer"},
               {"pull.order.name", "Acumage Order"},
               {"entities.customer", "true"},
               {"entities.order", "true"},
               {"customer_sync.classes", "GLOBAL"},
               {"order_sync.order_types", "SO"},
               {"order_statuses.Open", "hold"}});
  return more;
}

struct load_rig : pull_rig {
  explicit load_rig(std::map<std::string, std::string> settings = {})
      : pull_rig{items, load_settings(std::move(settings))} {
    erp.clock().step(-300s);
    erp.load({.items = items, .warehouses = 2, .customers = customers, .orders = orders});
    erp.clock().step(100s);
    for (std::size_t i = 1; i <= accounts; ++i) {
      simulator::customer one;
      one.email = email(i);
      one.firstname = "Pat";
      one.lastname = "Known";
      REQUIRE(store.add_customer(one) != 0);
    }
    for (std::size_t i = 1; i <= orders; ++i) {
      simulator::order_draft order;
      order.increment_id = padded(i, 9);
      order.lines = {{.sku = sku(1), .qty = 1, .price = 10}};
      store.add_order(order);
    }
    start();
  }

  static std::string padded(std::size_t number, std::size_t digits) {
    const auto text = std::to_string(number);
    return std::string(digits - text.size(), '0') + text;
  }
  static std::string email(std::size_t number) {
    return "buyer" + padded(number, 6) + "@example.net";
  }

  finished first_load(std::vector<std::string> words) {
    words.insert(words.begin(), "first-load");
    return node.command(words);
  }
  /// A word of GET /first-load; empty: there is none.
  std::string shown(const std::string& name) {
    const auto answer = node.get("/first-load");
    if (answer.status != 200) return {};
    simdjson::dom::parser parser;
    const simdjson::padded_string text{answer.body};
    std::string_view word;
    return parser.parse(text)[name].get(word) == simdjson::SUCCESS ? std::string{word}
                                                                   : std::string{};
  }

  void check_all_is_there() {
    CHECK(in_store() == in_erp());
    std::map<std::string, int> by_email;
    for (const auto& each : store.customers()) ++by_email[each.email];
    CHECK(by_email.size() == customers);
    for (const auto& [name, count] : by_email) CHECK(count == 1);
    for (const auto& each : store.orders()) CHECK(each.state == "holded");
    CHECK(node.stat("dead_letters/total") == 0);
  }
};

TEST_CASE("first load: from an empty folder to all equal, with one command") {
  load_rig at;
  const auto done = at.first_load({"--yes", "--create-customers"});
  CHECK_MESSAGE(done.code == 0, done.out, done.err);
  CHECK(done.out.find("all equal: pricing, inventory, customer, order") != std::string::npos);
  CHECK(done.out.find("18 customers have no account") != std::string::npos);
  at.check_all_is_there();
  for (const auto& [place, values] : at.history()) CHECK(values.size() == 1);
  CHECK(at.signed_out());
  CHECK(at.first_load({"status"}).code == 0);
}

TEST_CASE("first load: without a terminal it needs --yes, and a dry run changes nothing") {
  load_rig at;
  CHECK(at.first_load({}).code == 2);
  CHECK(at.node.get("/first-load").status == 404);
  const auto dry = at.first_load({"--dry-run"});
  CHECK_MESSAGE(dry.code == 0, dry.out, dry.err);
  CHECK(dry.out.find("Nothing was changed.") != std::string::npos);
  CHECK(dry.out.find("The largest changes of inventory") != std::string::npos);
  CHECK(at.store.count().writes == 0);
  for (const auto* lane : {"pricing", "inventory", "customer", "order"})
    CHECK(at.node.stat(std::string{"lanes/"} + lane + "/accepted") == 0);
  CHECK(at.node.get("/stats").body.find("\"sending\":false") == std::string::npos);
}

TEST_CASE(
    "first load: accounts that nobody agreed to are not created, and their lane stays paused") {
  load_rig at;
  const auto done = at.first_load({"--yes"});
  CHECK_MESSAGE(done.code == 1, done.out, done.err);
  CHECK(done.out.find("creating 18 accounts was not agreed to") != std::string::npos);
  CHECK(at.store.customers().size() == accounts);
  CHECK(at.in_store() == at.in_erp());
  CHECK(at.node.get("/stats").body.find("\"sending\":false") != std::string::npos);
  const auto rest = at.first_load({"customer", "--yes", "--create-customers"});
  CHECK_MESSAGE(rest.code == 0, rest.out, rest.err);
  CHECK(rest.out.find("all equal: customer") != std::string::npos);
  at.check_all_is_there();
}

TEST_CASE("first load: more rows than the journal holds are loaded all the same") {
  load_rig at{{{"intake.max_unsettled", "200"}}};
  const auto done = at.first_load({"pricing", "inventory", "--yes"});
  CHECK_MESSAGE(done.code == 0, done.out, done.err);
  CHECK(at.in_store() == at.in_erp());
}

TEST_CASE("first load: a connection that does not work ends it, and names the line") {
  load_rig at;
  at.store.switch_bearer_off();
  const auto done = at.first_load({"--yes"});
  CHECK(done.code == 1);
  CHECK(done.out.find("FAIL store: ") != std::string::npos);
  CHECK(at.store.count().writes == 0);
}

TEST_CASE("first load: goes on at its step after each kill, and creates nothing twice") {
  load_rig at;
  at.erp.inject({.what = sim::trouble::queue_delay, .value = 40});
  simulator::fault slow;
  slow.latency = 30ms;
  at.store.inject(slow);
  REQUIRE(at.node.post("/first-load", R"({"all":true})").status == 202);
  for (const auto* step : {"checking", "counting", "comparing", "asking", "loading", "loading",
                           "loading", "loading", "confirming"}) {
    CAPTURE(step);
    const auto before = at.store.count().writes;
    REQUIRE(at.node.wait_for([&] { return at.shown("step") == step; }, 60s));
    if (step == std::string{"loading"})
      REQUIRE(at.node.wait_for(
          [&] { return at.store.count().writes > before + 5 || at.shown("step") != "loading"; },
          60s));
    at.node.kill();
    REQUIRE(at.store.wait_for([](const auto& now) { return now.arrived == now.answered; }));
    at.start();
    CHECK(at.shown("state") != "failed");
    if (step == std::string{"asking"}) {
      CHECK(at.shown("step") == step);
      CHECK(at.store.count().writes == 0);
      const auto agreed =
          at.node.post("/first-load/confirm", R"({"yes":true,"create_customers":true})");
      CHECK_MESSAGE(agreed.status == 202, agreed.body);
    }
  }
  REQUIRE(at.node.wait_for([&] { return at.shown("state") == "done"; }, 120s));
  const auto end = at.first_load({"status"});
  CHECK_MESSAGE(end.code == 0, end.out, end.err);
  at.check_all_is_there();
  // A price or a quantity is sent again for each of the four kills that left its request unanswered.
  for (const auto& [place, values] : at.history()) CHECK(values.size() <= 5);
}

TEST_CASE("first load: given up, it says which lanes are still paused") {
  load_rig at;
  REQUIRE(at.node.post("/first-load", R"({"entity":["pricing","inventory"]})").status == 202);
  REQUIRE(at.node.wait_for([&] { return at.shown("step") == "asking"; }));
  const auto other = at.first_load({"order", "--yes"});
  CHECK(other.code == 1);
  CHECK(other.err.find("restart") != std::string::npos);
  const auto given_up = at.first_load({"cancel"});
  CHECK(given_up.code == 0);
  CHECK(given_up.out.find("Still paused: pricing, inventory.") != std::string::npos);
  CHECK(given_up.out.find("`acumage resume pricing inventory`") != std::string::npos);
  CHECK(at.store.count().writes == 0);
  const auto anew = at.first_load({"pricing", "--restart", "--yes"});
  CHECK_MESSAGE(anew.code == 0, anew.out, anew.err);
}

}  // namespace
}  // namespace acumage::tests
