// While the store cannot be reached or will not be asked, no lane uses an attempt up or writes a letter (SPEC 2.5).
#include "tests/pipeline/scenarios.hpp"
#include "tests/pipeline/shop_node.hpp"

#include <doctest/doctest.h>

#include <array>
#include <optional>
#include <string>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;
using simulator::fault_answer;

constexpr auto probe_interval = 15s;  // the setting's default

std::string price_row(int price) {
  return R"({"InventoryID":"LAMP-07","DefaultPrice":)" + std::to_string(price) + "}";
}

std::string quantity_row(int quantity) {
  return R"({"InventoryID":"LAMP-07","WarehouseID":"EAST","QtyOnHand":)" +
         std::to_string(quantity) + "}";
}

/// Something of this entity, a different thing each time.
std::string row_of(entity which, int number) {
  switch (which) {
    case entity::pricing: return price_row(10 + number);
    case entity::inventory: return quantity_row(50 + number);
    case entity::shipment:
      return shipment_row("00441" + std::to_string(number), 1, "LAMP-07", "1", "");
    case entity::customer:
      return customer_row("ada@example.test", std::to_string(number) + " Square");
    case entity::order: return order_row(number % 2 == 0 ? "On Hold" : "Released");
  }
  return {};
}

/// A way to be out of reach: what answers instead of the store, or what becomes of the connection.
struct outage {
  std::string name;
  fault_answer answer = fault_answer::as_usual;
  std::optional<magento::carried> connection = {};
};

const std::array outages{outage{"database down", fault_answer::database_down},
                         outage{"bad gateway", fault_answer::bad_gateway},
                         outage{"unavailable", fault_answer::unavailable},
                         outage{"maintenance", fault_answer::maintenance},
                         outage{"unauthorized", fault_answer::unauthorized},
                         outage{"no name", {}, magento::carried::name_failed},
                         outage{"nothing listens", {}, magento::carried::refused},
                         outage{"no connection in time", {}, magento::carried::connect_timeout},
                         outage{"bad certificate", {}, magento::carried::tls_failed}};

void sit_out(entity which, const outage& how) {
  INFO(to_string(which) << ", " << how.name);
  struck_shop store{sales_shop()};
  shop_node node{store, sales_settings({"queue.process_sleep_time=0", "delivery.settle_time=5"})};
  node.push(entity::inventory, {quantity_row(50)}, 1);
  node.settle();
  store.unreachable = how.connection;
  simulator::fault down;
  down.answer = how.answer;
  store.shop.faults.arm(down);
  // More comes all the time, as it would.
  for (int i = 0; i < 5; ++i) {
    node.push(which, {row_of(which, i)}, static_cast<std::uint64_t>(10 + i));
    node.node().advance(12s);
  }
  CHECK(node.node().letters().empty());
  CHECK(node.node().stats().lane(which).circuit.load() != 0);
  CHECK(node.node().unsettled() > 0);
  store.shop.faults.clear_all();
  store.unreachable.reset();
  node.node().advance(probe_interval + 5s);
  CHECK(node.node().unsettled() == 0);
  CHECK(node.node().letters().empty());
  for (const auto& each : node.node().history())
    if (each.outcome == end_kind::delivered) CHECK(each.attempts == 1);
}

TEST_CASE(
    "outages: each lane through a minute of each costs nothing and is over soon [SPEC 6 Outage]") {
  std::size_t tried = 0;
  for (const auto which : all_entities)
    for (const auto& how : outages) {
      sit_out(which, how);
      ++tried;
    }
  MESSAGE(tried << " outages of a minute each");
  CHECK(tried == 45);
}

}  // namespace
}  // namespace acumage::tests
