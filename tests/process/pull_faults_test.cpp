// What an operator sees of a pull that goes wrong, in the real program: GET /resync, the log, dead letters (PULL.md 7.7).
#include "tests/process/pull_node.hpp"

#include <doctest/doctest.h>

#include <csignal>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

const std::string all = R"("all":true)";

struct small : pull_rig {
  explicit small(std::map<std::string, std::string> settings = {})
      : pull_rig{30, std::move(settings)} {
    erp.clock().step(-300s);
    erp.load({.items = 30, .warehouses = 2});
    start();
  }
  sim::fault on_prices(sim::trouble what, std::int64_t value = 0) {
    return {.what = what, .value = value, .where = "gi Acumage Price"};
  }
};

}  // namespace

TEST_CASE("pull fault: a wrong password is sent once, and a reload with the right one mends it") {
  small at{{{"acumatica.password", "wrong-password"}}};
  for (int i = 0; i < 3; ++i) {
    const auto failed = at.run("pricing", all);
    CHECK(failed.state == "failed");
    CHECK(failed.error.find("invalid_grant") != std::string::npos);
    CHECK(failed.error.find("wrong-password") == std::string::npos);
  }
  CHECK(at.erp.sessions().wrong_passwords == 1);
  CHECK(at.node.log().find("a pull has failed") != std::string::npos);
  at.node.set("acumatica.password", sim::options{}.password);
  at.node.signal(SIGHUP);
  REQUIRE(at.node.wait_for([&] { return at.node.log().find("reloaded") != std::string::npos; }));
  const auto done = at.run("pricing", all);
  CHECK_MESSAGE(done.state == "done", done.error);
  CHECK(at.signed_out());
}

TEST_CASE("pull fault: no free session is shown as no_seat, and the job can be cancelled") {
  small at;
  at.erp.inject({.what = sim::trouble::seats_used, .value = 2});
  const auto id = at.order("pricing", all);
  REQUIRE(at.node.wait_for([&] { return at.job(id).sub_state == "no_seat"; }));
  CHECK(at.job(id).error.find("API Login Limit") != std::string::npos);
  CHECK(at.node.command({"resync", "status"}).out.find("no_seat") != std::string::npos);
  CHECK(at.node.command({"resync", "cancel", id}).code == 0);
  CHECK(at.wait(id).state == "cancelled");
  CHECK(at.signed_out());
}

TEST_CASE(
    "pull fault: an ERP that does not answer is shown as erp_down, and the page comes later") {
  small at;
  auto once = at.on_prices(sim::trouble::gateway, 503);
  once.skip = 2;
  once.count = 1;
  at.erp.inject(once);
  const auto id = at.order("pricing", all);
  REQUIRE(at.node.wait_for([&] { return at.job(id).sub_state == "erp_down"; }));
  CHECK(at.job(id).error.find("503") != std::string::npos);
  CHECK(at.wait(id).state == "done");  // after five seconds
  at.come_to_rest();
  for (const auto& [place, value] : at.in_erp())
    if (place.second == "price") CHECK(at.in_store().at(place) == value);
}

TEST_CASE("pull fault: a figure that is no number is a dead letter, once, and the run goes on") {
  small at;
  for (const std::string entity : {"pricing", "inventory"}) {
    CAPTURE(entity);
    // The first row of the first page, behind the two requests that probe.
    const sim::fault bad{.what = sim::trouble::bad_number,
                         .where = entity == "pricing" ? "gi Acumage Price" : "gi Acumage Quantity",
                         .skip = 2,
                         .count = 1};
    const auto before = at.node.stat("dead_letters/total");
    for (int runs = 0; runs < 2; ++runs) {
      at.erp.inject(bad);
      const auto done = at.run(entity, all);
      CHECK_MESSAGE(done.state == "done", done.error);
      at.come_to_rest();
      CHECK(at.node.stat("dead_letters/total") == before + 1);
      at.erp.clear_faults();
    }
    CHECK(at.run(entity, all).state == "done");
    at.come_to_rest();
  }
  CHECK(at.in_store() == at.in_erp());
}

TEST_CASE("pull fault: a field without a value leaves what is known") {
  small at;
  for (const auto* entity : {"pricing", "inventory"}) REQUIRE(at.run(entity, all).state == "done");
  at.come_to_rest();
  for (const auto* field : {"DefaultPrice", "QtyOnHand"})
    at.erp.inject({.what = sim::trouble::empty_field, .field = field});
  const auto before = at.store.count().rows_written;
  for (const auto* entity : {"pricing", "inventory"}) {
    const auto done = at.run(entity, all);
    CHECK(done.state == "done");
    CHECK(done.fresh == 0);
  }
  at.come_to_rest();
  CHECK(at.store.count().rows_written == before);
  CHECK(at.node.stat("dead_letters/total") == 0);
}

TEST_CASE("pull fault: an inquiry that turned empty is refused where rows are remembered") {
  small at;
  REQUIRE(at.run("inventory", all).state == "done");
  at.come_to_rest();
  at.erp.inject({.what = sim::trouble::silent_empty, .where = "gi Acumage Quantity"});
  for (const auto* selection :
       {R"("all":true)", R"("delta":true)", R"("all":true,"absent":"zero")"}) {
    const auto refused = at.run("inventory", selection);
    CHECK(refused.state == "failed");
    CHECK(refused.error.find("0 rows where 30 are remembered") != std::string::npos);
  }
  at.come_to_rest();
  for (const auto& [place, value] : at.in_erp())
    if (place.second != "price") CHECK(at.in_store().at(place) == value);
}

TEST_CASE("pull fault: cells that left the inquiry become 0 only on demand, and only then") {
  small at;
  REQUIRE(at.run("inventory", all).state == "done");
  at.come_to_rest();
  const auto sku = pull_rig::sku(4);
  REQUIRE(at.erp.remove(sim::entity::quantity, {{"InventoryID", sku}, {"WarehouseID", "EAST"}},
                        {.push = sim::push_fate::drop}));
  at.erp.clock().step(130s);
  const auto had = at.store.quantity_of(sku, "wh_one");
  REQUIRE(had != "0");
  REQUIRE(at.run("inventory", all).state == "done");
  at.come_to_rest();
  CHECK(at.store.quantity_of(sku, "wh_one") == had);
  REQUIRE(at.run("inventory", R"("all":true,"absent":"zero")").state == "done");
  at.come_to_rest();
  CHECK(at.store.quantity_of(sku, "wh_one") == "0");
  auto rest = at.in_store();
  rest.erase({sku, "wh_one"});
  for (const auto& [place, value] : at.in_erp())
    if (place.second != "price") CHECK(rest.at(place) == value);
}

}  // namespace acumage::tests
