// From the simulated Acumatica to the simulated store by pulling: every kind of job, kills, and rest (PULL.md 7.2-7.4).
#include "tests/process/pull_node.hpp"

#include <doctest/doctest.h>

#include <csignal>
#include <random>
#include <set>
#include <thread>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t items = 120;
constexpr std::int64_t cells = 240;  // in two warehouses

const std::string all = R"("all":true)";
const std::string delta = R"("delta":true)";

struct loaded : pull_rig {
  explicit loaded(std::map<std::string, std::string> settings = {})
      : pull_rig{items, std::move(settings)} {
    erp.clock().step(-300s);
    erp.load({.items = items, .warehouses = 2});
    erp.clock().step(100s);  // beyond lag and overlap
    start();
  }

  std::uint64_t rows_written() const { return store.count().rows_written; }
  /// Runs over all rows of both entities; the store then equals the ERP.
  void pull_all() {
    CHECK(run("pricing", all).state == "done");
    CHECK(run("inventory", all).state == "done");
    come_to_rest();
    CHECK(in_store() == in_erp());
  }
};

TEST_CASE("pull: all prices and quantities arrive, and a second run finds nothing to do") {
  loaded at;
  const auto prices = at.run("pricing", all);
  CHECK(prices.state == "done");
  CHECK(prices.rows == items);
  CHECK(prices.fresh == items);
  const auto quantities = at.run("inventory", all);
  CHECK(quantities.state == "done");
  CHECK(quantities.rows == cells);
  CHECK(quantities.fresh == cells);
  at.come_to_rest();
  CHECK(at.in_store() == at.in_erp());
  CHECK(at.node.stat("dead_letters/total") == 0);
  for (const auto& [place, values] : at.history()) CHECK(values.size() == 1);

  const auto before = at.rows_written();
  for (const auto* entity : {"pricing", "inventory"}) {
    const auto again = at.run(entity, all);
    CHECK(again.fresh == 0);
    CHECK(again.unchanged == again.rows);
  }
  at.come_to_rest();
  CHECK(at.rows_written() == before);
  CHECK(at.signed_out());
}

TEST_CASE("pull: a delta, a key and a dry run bring what they say") {
  loaded at;
  at.pull_all();
  const auto sku = pull_rig::sku(7);
  at.write_price(sku, "901", {.push = sim::push_fate::drop});
  at.write_quantity(sku, "WEST", "902", {.push = sim::push_fate::drop});
  at.write_price(pull_rig::sku(8), "903", {.push = sim::push_fate::drop});
  at.erp.clock().step(130s);
  const auto before = at.rows_written();
  const auto dry = at.node.post("/resync", R"({"entity":"pricing","delta":true,"dry_run":true})");
  CHECK(dry.status == 200);
  CHECK(dry.body.find(R"("new":2,)") != std::string::npos);
  CHECK(dry.body.find(sku) != std::string::npos);
  at.come_to_rest();
  CHECK(at.rows_written() == before);

  const auto named = at.run("pricing", R"("key":[")" + sku + R"("])");
  CHECK(named.rows == 1);
  CHECK(named.fresh == 1);
  at.come_to_rest();
  CHECK(at.store.price_of(sku) == "901");
  CHECK(at.store.price_of(pull_rig::sku(8)) != "903");

  const auto prices = at.run("pricing", delta);
  CHECK(prices.fresh == 1);
  CHECK(prices.rows == 2);
  CHECK(at.run("inventory", delta).fresh == 1);
  at.come_to_rest();
  CHECK(at.in_store() == at.in_erp());

  const auto since = sim::iso(at.erp.clock().now(), sim::iso_form::utc, {});
  at.write_price(sku, "904", {.push = sim::push_fate::drop});
  at.erp.clock().step(90s);
  const auto later = at.run("pricing", R"("since":")" + since + "\"");
  CHECK(later.state == "done");
  CHECK(later.rows == 1);
  at.come_to_rest();
  CHECK(at.in_store() == at.in_erp());
}

TEST_CASE("pull: force sends every value again, although it is equal") {
  loaded at;
  at.pull_all();
  const auto before = at.history();
  for (const auto* entity : {"pricing", "inventory"}) {
    CHECK(at.run(entity, all + R"(,"force":true)").state == "done");
    at.come_to_rest();
  }
  const auto after = at.history();
  CHECK(after.size() == before.size());
  for (const auto& [place, values] : after) {
    CAPTURE(place.first);
    CAPTURE(place.second);
    CHECK(values.size() == 2);
  }
  CHECK(at.in_store() == at.in_erp());
  // A value that someone changed in the store is put right.
  at.store.set_price(pull_rig::sku(3), 0, 1'234);
  CHECK(at.in_store() != at.in_erp());
  at.run("pricing", R"("key":[")" + pull_rig::sku(3) + R"("],"force":true)");
  at.come_to_rest();
  CHECK(at.in_store() == at.in_erp());
}

TEST_CASE("pull: a job is cancelled in the middle of a page, and the next one reads all") {
  loaded at;
  at.erp.inject({.what = sim::trouble::queue_delay, .value = 30'000, .where = "gi Acumage Price"});
  const auto id = at.order("pricing", all);
  REQUIRE(at.erp.wait_for([](const auto& seen) { return seen.of("gi Acumage Price") > 0; }));
  CHECK(at.job(id).state == "reading");
  const auto twice = at.node.post("/resync", R"({"entity":"pricing","all":true})");
  CHECK(twice.status == 409);
  CHECK(at.node.command({"resync", "cancel", id}).code == 0);
  CHECK(at.wait(id).state == "cancelled");
  CHECK(at.signed_out());
  at.erp.clear_faults();
  at.pull_all();
}

TEST_CASE("pull: the command waits for its job, and shows the status") {
  loaded at;
  const auto done = at.node.command({"resync", "pricing", "--all", "--wait", "--yes"});
  CHECK(done.code == 0);
  CHECK(done.out.find("120 rows read: 120 new") != std::string::npos);
  const auto status = at.node.command({"resync", "status"});
  CHECK(status.code == 0);
  CHECK(status.out.find("pricing") != std::string::npos);
  CHECK(status.out.find("done") != std::string::npos);
  CHECK(status.out.find("dry run") == std::string::npos);
  CHECK(at.node.command({"resync", "pricing", "--all", "--dry-run"}).code == 0);
  CHECK(at.node.command({"resync", "status"}).out.find("done, dry run") != std::string::npos);
}

TEST_CASE("pull: at rest there is no session, and no request, whatever is pushed") {
  loaded at;
  at.pull_all();
  REQUIRE(at.signed_out());
  const auto requests = at.erp.count().all;
  for (int i = 1; i <= 50; ++i) at.write_price(pull_rig::sku(static_cast<std::size_t>(i)), "77");
  REQUIRE(at.erp.wait_for_pushes());
  at.come_to_rest();
  CHECK(at.in_store() == at.in_erp());
  CHECK(!at.erp.wait_for([&](const auto& seen) { return seen.all > requests; }, 2s));
  const auto sessions = at.erp.sessions();
  CHECK(sessions.open == 0);
  CHECK(sessions.peak == 1);
  CHECK(sessions.sign_ins == sessions.sign_outs);
}

TEST_CASE("pull: SIGTERM in the middle of a page signs out, and the job goes on afterwards") {
  loaded at;
  auto slow =
      sim::fault{.what = sim::trouble::queue_delay, .value = 30'000, .where = "gi Acumage Price"};
  slow.skip = 3;  // the requests that probe, and a page
  at.erp.inject(slow);
  const auto id = at.order("pricing", all);
  REQUIRE(at.erp.wait_for([](const auto& seen) { return seen.of("gi Acumage Price") == 4; }));
  CHECK(at.erp.sessions().open == 1);
  at.node.signal(SIGTERM);
  CHECK(at.node.wait(15s) == 0);
  CHECK(at.erp.sessions().open == 0);
  at.erp.clear_faults();
  at.start();
  CHECK(at.wait(id).state == "done");
  CHECK(at.job(id).rows == items);
  at.pull_all();
}

TEST_CASE("pull: kill -9 at any moment of a full run loses nothing and reads on where it was") {
  loaded at;
  std::mt19937 random{std::random_device{}()};
  // The lanes rest, so that what a kill makes the journal hold twice would be sent twice.
  for (const auto* lane : {"pricing", "inventory"})
    REQUIRE(at.node.post("/lanes/" + std::string{lane} + "/pause").status == 200);
  at.erp.change_licence({.seats = 1});  // so that a session that is left open is in the way
  at.erp.inject({.what = sim::trouble::queue_delay, .value = 25});
  const auto prices = at.order("pricing", all);
  const auto quantities = at.order("inventory", all);
  int kills = 0;
  for (; kills < 8 && !at.job(quantities).over(); ++kills) {
    const auto requests = at.erp.count().all + 1 + random() % 4;
    CAPTURE(requests);
    // Between two requests as well as within one.
    REQUIRE(at.erp.wait_for([&](const auto& seen) { return seen.all >= requests; }));
    std::this_thread::sleep_for(std::chrono::milliseconds{random() % 40});
    at.node.kill();
    at.start();
  }
  CHECK(kills > 2);
  const auto price_job = at.wait(prices);
  const auto quantity_job = at.wait(quantities);
  CAPTURE(price_job.error);
  CAPTURE(quantity_job.error);
  CHECK(price_job.state == "done");
  CHECK(price_job.rows == items);
  CHECK(quantity_job.state == "done");
  CHECK(quantity_job.rows == cells);
  for (const auto* lane : {"pricing", "inventory"})
    REQUIRE(at.node.post("/lanes/" + std::string{lane} + "/resume").status == 200);
  at.come_to_rest();
  CHECK(at.in_store() == at.in_erp());
  for (const auto& [place, values] : at.history()) CHECK(values.size() == 1);
  CHECK(at.signed_out());
  CHECK(at.erp.sessions().refused == 0);

  at.erp.clear_faults();
  const auto before = at.rows_written();
  for (const auto* entity : {"pricing", "inventory"}) CHECK(at.run(entity, all).fresh == 0);
  at.come_to_rest();
  CHECK(at.rows_written() == before);
}

TEST_CASE("pull: kill -9 while the store is written to ends with the store as the ERP") {
  loaded at;
  std::mt19937 random{std::random_device{}()};
  at.erp.inject({.what = sim::trouble::queue_delay, .value = 10});
  at.order("pricing", all);
  at.order("inventory", all);
  for (int kills = 0; kills < 6; ++kills) {
    std::this_thread::sleep_for(
        std::chrono::milliseconds{random() % 150});  // the moment of the kill
    at.node.kill();
    REQUIRE(at.store.wait_for([](const auto& now) { return now.arrived == now.answered; }));
    at.start();
  }
  at.come_to_rest();
  for (const auto& each : at.jobs()) CHECK(each.state == "done");
  CHECK(at.in_store() == at.in_erp());
  at.erp.clear_faults();
  const auto before = at.rows_written();
  for (const auto* entity : {"pricing", "inventory"}) CHECK(at.run(entity, all).fresh == 0);
  at.come_to_rest();
  CHECK(at.rows_written() == before);
  CHECK(at.signed_out());
}

TEST_CASE("pull: a push that overtakes a page is not overwritten by it, however old its stamp is") {
  pull_rig* rig = nullptr;
  bool armed = false;
  sim::options setup;
  const auto sku = pull_rig::sku(5);
  // The page has been read; before it arrives, the transaction ends and its push is delivered.
  setup.after_page = [&](std::string_view route, std::size_t) {
    if (route != "gi Acumage Price" || !std::exchange(armed, false)) return;
    rig->erp.clock().step(30s);
    CHECK(rig->node.wait_for([&] { return rig->store.price_of(sku) == "555"; }));
  };
  pull_rig at{10, {}, setup};
  rig = &at;
  at.erp.clock().step(-300s);
  at.erp.load({.items = 10, .warehouses = 2});
  at.start();
  REQUIRE(at.run("pricing", all).state == "done");
  at.come_to_rest();
  at.write_price(sku, "500", {.push = sim::push_fate::drop});
  at.erp.clock().step(130s);
  // Stamped by its statement, before the page is asked for.
  at.write_price(sku, "555", {.commit_delay = 30s, .stamp = sim::push_stamp::statement});
  at.erp.clock().step(10s);
  armed = true;
  const auto done = at.run("pricing", R"("key":[")" + sku + R"("])");
  CHECK(done.rows == 1);
  CHECK(done.superseded == 1);
  at.come_to_rest();
  CHECK(at.store.price_of(sku) == "555");
  CHECK(at.history().at({sku, "price"}).back() == 555);
}

}  // namespace
}  // namespace acumage::tests
