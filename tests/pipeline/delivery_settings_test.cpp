// What the settings of queue, delivery and intake make of the way to the store, from the settings file on.
#include "tests/pipeline/scenarios.hpp"
#include "tests/pipeline/shop_node.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

const std::string prices = "POST /V1/products/base-prices";
const std::string quantities = "POST /V1/inventory/source-items";

std::string price_row(const std::string& sku) {
  return R"({"InventoryID":")" + sku + R"(","DefaultPrice":10})";
}

std::string quantity_row(const std::string& sku) {
  return R"({"InventoryID":")" + sku + R"(","WarehouseID":"EAST","QtyOnHand":50})";
}

struct rig {
  explicit rig(const std::vector<std::string>& settings)
      : store{sales_shop()}, node{store, sales_settings(settings)} {}

  void push_prices(const std::vector<std::string>& skus) {
    std::vector<std::string> rows;
    for (const auto& each : skus) rows.push_back(price_row(each));
    node.push(entity::pricing, rows, 1);
  }
  /// How many requests that begin so were sent within this time.
  std::size_t within(std::chrono::milliseconds time, const std::string& beginning = prices) {
    node.node().advance(time);
    return store.count(beginning);
  }

  struck_shop store;
  shop_node node;
};

const std::string off = "queue.process_sleep_time=0";  // send whenever something waits
const std::vector<std::string> three{"LAMP-07", "DESK-01", "CHAIR-02"};

std::size_t requests_for_three(const std::vector<std::string>& settings) {
  rig all{settings};
  all.push_prices(three);
  return all.within(2s);
}

TEST_CASE("setting queue.threshold_count: so many waiting prices go together [SPEC 6 Threshold]") {
  CHECK(requests_for_three({off, "queue.threshold_count=2", "queue.batch_count=3"}) == 1);
  CHECK(requests_for_three({off, "queue.threshold_count=3", "queue.batch_count=3"}) == 3);
}

TEST_CASE("setting queue.batch_count: a request has so many prices at most [SPEC 6 Threshold]") {
  CHECK(requests_for_three({off, "queue.threshold_count=2", "queue.batch_count=2"}) == 2);
  CHECK(requests_for_three({off, "queue.threshold_count=2", "queue.batch_count=3"}) == 1);
}

TEST_CASE("setting queue.retry_count: an attempt more than that makes a letter [SPEC 6 Attempts]") {
  const auto attempts = [](const std::string& retries) {
    rig all{{off, "queue.retry_count=" + retries, "delivery.backoff_base=1"}};
    // The source has nothing: the store cannot save a shipment.
    all.node.push(entity::shipment, {shipment_row("004417", 1, "LAMP-07", "2", "")}, 10);
    all.node.settle();
    REQUIRE(all.node.node().letters().size() == 1);
    return all.store.count("POST /V1/order/1/ship");
  };
  CHECK(attempts("5") == attempts("2") + 3);
}

/// A price that the store cannot save, as when rows of it are locked.
std::size_t tries_of_locked(const std::string& base, const std::string& cap,
                            std::chrono::milliseconds time) {
  rig all{{off, "delivery.backoff_base=" + base, "delivery.backoff_cap=" + cap}};
  simulator::fault locked;
  locked.answer = simulator::fault_answer::save_failed;
  locked.where.path = "base-prices";
  all.store.shop.faults.arm(locked);
  all.push_prices({"LAMP-07"});
  return all.within(time);
}

// The pipe draws the middle of each pause: 30 s of 60, then 60 s of 120.
TEST_CASE("setting delivery.backoff_base: the first pause is so long [SPEC 6 Attempts]") {
  CHECK(tries_of_locked("60", "300", 25s) == 1);
  CHECK(tries_of_locked("40", "300", 25s) == 2);
}

TEST_CASE("setting delivery.backoff_cap: no pause is longer [SPEC 6 Attempts]") {
  CHECK(tries_of_locked("60", "300", 80s) == 2);
  CHECK(tries_of_locked("60", "60", 80s) == 3);
}

/// Prices that come 5 s after the last look: how long until they are sent?
std::size_t sent_between_looks(const std::vector<std::string>& settings,
                               std::chrono::milliseconds time) {
  rig all{settings};
  all.node.node().advance(5s);
  all.push_prices({"LAMP-07"});
  return all.within(time);
}

TEST_CASE("setting queue.process_sleep_time: between two looks, 0 sends at once [SPEC 6 Run]") {
  CHECK(sent_between_looks({off}, 100ms) == 1);
  CHECK(sent_between_looks({"queue.process_sleep_time=20"}, 10s) == 0);
  CHECK(sent_between_looks({"queue.process_sleep_time=20"}, 16s) == 1);
}

TEST_CASE("setting queue.check_process_time: a run looks so long, then rests [SPEC 6 Run]") {
  CHECK(sent_between_looks({"queue.process_sleep_time=1", "queue.check_process_time=3"}, 20s) == 0);
  CHECK(sent_between_looks({"queue.process_sleep_time=1", "queue.check_process_time=30"}, 20s) ==
        1);
}

TEST_CASE("setting queue.schedule_interval: runs begin so often [SPEC 6 Run]") {
  const std::vector<std::string> some{"queue.process_sleep_time=1", "queue.check_process_time=3"};
  auto often = some;
  often.emplace_back("queue.schedule_interval=10");
  auto seldom = some;
  seldom.emplace_back("queue.schedule_interval=100");
  CHECK(sent_between_looks(often, 20s) == 1);
  CHECK(sent_between_looks(seldom, 80s) == 0);
}

/// Of which the first goes wrong in this way.
std::size_t tries_of_price(const std::vector<std::string>& settings, blow how,
                           std::chrono::milliseconds time) {
  auto with = settings;
  with.push_back(off);
  rig all{with};
  all.store.strike(0, how);
  all.push_prices({"LAMP-07"});
  return all.within(time) - all.store.count(prices + "-information");
}

TEST_CASE("setting delivery.settle_time: an unknown outcome rests so long [SPEC 6 Late]") {
  CHECK(tries_of_price({"delivery.settle_time=20"}, blow::timeout_after, 15s) == 1);
  CHECK(tries_of_price({"delivery.settle_time=5"}, blow::timeout_after, 15s) == 2);
}

TEST_CASE("setting delivery.probe_interval: an outage is looked at so often [SPEC 6 Outage]") {
  const auto questions = [](const std::string& interval) {
    rig all{{off, "delivery.probe_interval=" + interval}};
    simulator::fault closed;
    closed.answer = simulator::fault_answer::maintenance;
    all.store.shop.faults.arm(closed);
    all.push_prices({"LAMP-07"});
    return all.within(10min, "");
  };
  CHECK(questions("100") <= 8);
  CHECK(questions("10") >= 50);
}

TEST_CASE("setting connection.check_interval: an idle lane asks the store so often") {
  const auto questions = [](const std::string& interval) {
    rig all{{off, "connection.check_interval=" + interval}};
    all.push_prices({"LAMP-07"});
    all.store.forget();
    return all.within(10min, "");
  };
  CHECK(questions("0") == 0);
  const auto often = questions("60");
  const auto seldom = questions("300");
  CHECK(seldom > 0);
  CHECK(often >= 4 * seldom);
  rig off_lanes{{off, "connection.check_interval=60", "entities.pricing=off",
                 "entities.inventory=off", "entities.shipment=off", "entities.customer=off",
                 "entities.order=off"}};
  CHECK(off_lanes.within(10min, "") == 0);
}

TEST_CASE(
    "setting delivery.park_interval: the store is asked for the unknown so often [SPEC 6 Parked]") {
  const auto questions = [](const std::string& interval) {
    rig all{{off, "delivery.park_interval=" + interval}};
    all.push_prices({"NOPE-01"});
    all.node.node().advance(5s);
    all.store.forget();
    return all.within(10min, "");
  };
  CHECK(questions("60") >= 9);
  CHECK(questions("300") <= 2);
}

TEST_CASE("setting delivery.park_limit: so long, then a letter [SPEC 6 Parked]") {
  rig all{{off, "delivery.park_interval=60", "delivery.park_limit=600"}};
  all.push_prices({"NOPE-01"});
  all.node.node().advance(9min);
  CHECK(all.node.node().letters().empty());
  all.node.node().advance(3min);
  REQUIRE(all.node.node().letters().size() == 1);
  CHECK(all.node.node().letters()[0].reason == letter_class::unknown_record);
}

TEST_CASE(
    "setting delivery.suspect_limit: a record alone is turned away so long, then a letter [SPEC 6 "
    "Attempts]") {
  const auto letters_after = [](const std::string& limit) {
    auto shop = sales_shop();
    std::vector<std::string> rows;
    for (int i = 0; i < 21; ++i) {
      shop.products.push_back({.sku = "OTHER-" + std::to_string(i)});
      rows.push_back(price_row("OTHER-" + std::to_string(i)));
    }
    struck_shop store{shop};
    shop_node node{
        store, sales_settings({off, "delivery.suspect_limit=" + limit, "delivery.backoff_cap=10"})};
    simulator::fault firewall;
    firewall.answer = simulator::fault_answer::unavailable;
    firewall.where.path = "base-prices";
    firewall.where.sku = "LAMP-07";
    store.shop.faults.arm(firewall);
    node.push(entity::pricing, {price_row("LAMP-07")}, 1);
    node.node().advance(10s);
    node.push(entity::pricing, rows, 1);
    node.node().advance(4min);
    return node.node().letters().size();
  };
  CHECK(letters_after("120") == 1);
  CHECK(letters_after("600") == 0);
}

TEST_CASE("setting delivery.unknown_sku: parked, or filtered at once [SPEC 6 Parked]") {
  const auto ends = [](const std::string& value) {
    rig all{{off, "delivery.unknown_sku=" + value}};
    all.push_prices({"NOPE-01"});
    all.node.node().advance(5s);
    CHECK(all.node.node().lane().parked == (value == "park" ? 1 : 0));
    return all.node.ends("NOPE-01");
  };
  CHECK(ends("park").empty());
  CHECK(ends("ignore") == std::vector<std::string>{"filtered unknown_sku"});
}

TEST_CASE(
    "setting delivery.shipment_hold: a quantity waits for a shipment so long [SPEC 6 Shipments]") {
  const auto sent = [](const std::string& hold) {
    rig all{{off, "delivery.shipment_hold=" + hold}};
    all.node.node().set_sending(entity::shipment, false);
    all.node.push(entity::shipment, {shipment_row("004417", 1, "LAMP-07", "2", "")}, 10);
    all.node.push(entity::inventory, {quantity_row("LAMP-07")}, 11);
    return all.within(30s, quantities);
  };
  CHECK(sent("60") == 0);
  CHECK(sent("10") == 1);
}

TEST_CASE(
    "setting delivery.check_skus: the store is asked for a new SKU first [SPEC 7 Inventory]") {
  const auto asked = [](const std::string& value) {
    rig all{{off, "delivery.check_skus=" + value}};
    all.node.push(entity::inventory, {quantity_row("LAMP-07")}, 1);
    all.within(5s, quantities);
    CHECK(all.store.count(quantities) == 1);
    return all.store.count("POST /V1/products/base-prices-information");
  };
  CHECK(asked("true") == 1);
  CHECK(asked("false") == 0);
}

TEST_CASE(
    "setting intake.pair_window: a lone Deleted waits so long, then it is 0 [SPEC 5 Halves]") {
  const auto sent = [](const std::string& window) {
    rig all{{off, "intake.pair_window=" + window}};
    all.node.push(entity::inventory, {quantity_row("LAMP-07")}, 1);
    all.node.settle();
    all.store.forget();
    auto gone = row_of(entity::inventory, quantity_row("LAMP-07"), 2);
    gone.deleted.swap(gone.inserted);
    all.node.node().push_changes({gone});
    return all.within(10s, quantities);
  };
  CHECK(sent("5") == 1);
  CHECK(sent("30") == 0);
}

TEST_CASE(
    "setting intake.assemble_window: rows of a document that come so close go as one [SPEC 7 "
    "Memory]") {
  const auto shipments = [](const std::string& window) {
    rig all{{off, "intake.assemble_window=" + window}};
    all.node.push(entity::inventory, {quantity_row("LAMP-07"), quantity_row("DESK-01")}, 1);
    all.node.settle();
    all.node.push(entity::shipment, {shipment_row("004417", 1, "LAMP-07", "2", "")}, 10);
    all.node.node().advance(3s);
    all.node.push(entity::shipment, {shipment_row("004417", 2, "DESK-01", "1", "")}, 11);
    all.node.settle();
    return all.store.count("POST /V1/order/1/ship");
  };
  CHECK(shipments("5") == 1);
  CHECK(shipments("1") == 2);
}

}  // namespace
}  // namespace acumage::tests
