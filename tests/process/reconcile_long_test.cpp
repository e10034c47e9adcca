// ERP, node and store are compared: each kind of difference is planted among ten thousand keys, and nothing else
// is found; what can be corrected is, and stays so.
#include "tests/process/pull_node.hpp"
#include "tests/process/pulls/comparison.hpp"

#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>

namespace acumage::tests {
namespace {

std::string keys_of(const std::set<std::string>& keys) {
  std::string list;
  for (const auto& each : keys) list += (list.empty() ? "\"" : ",\"") + each + "\"";
  return "[" + list + "]";
}

TEST_CASE("reconcile: each kind of difference is found among ten thousand keys, and nothing else") {
  pull_rig all{10'000};
  all.erp.load({.items = 10'000});
  all.start();
  REQUIRE(all.run("pricing", R"("all":true)").rows == 10'000);
  all.come_to_rest();
  const auto sku = [](std::size_t number) { return pull_rig::sku(number); };

  std::map<std::string, std::set<std::string>> planted;
  for (const auto number : {101U, 2'102U, 9'999U}) {  // somebody edits the store
    all.store.set_price(sku(number), 0, 4711.5);
    planted["store_edited"].insert(sku(number));
  }
  sim::how lost;
  lost.push = sim::push_fate::drop;
  for (const auto number : {55U, 5'005U}) {
    all.write_price(sku(number), "88.25", lost);
    planted["lost_push"].insert(sku(number));
  }
  all.write_price(sku(77), "99.5", lost);
  all.store.set_price(sku(77), 0, 12.5);
  planted["both"].insert(sku(77));
  const auto removed = all.erp.remove(sim::entity::item, {{"InventoryID", sku(303)}}, lost);
  REQUIRE_MESSAGE(removed.ok(), (removed.ok() ? "" : removed.problem().message));
  planted["absent_in_erp"].insert(sku(303));

  const auto found = compare(all.node, R"({"entity":"pricing","all":true})");
  CHECK(found.error == "");
  CHECK(found.state == "done");
  for (const auto& [what, keys] : planted) {
    CAPTURE(what);
    CHECK(found.keys.at(what) == keys);
  }
  CHECK(found.keys.size() == planted.size());
  CHECK(found.differences == 7);
  CHECK(found.classes.at("agree") == 10'000 - 7);

  const auto again = compare(all.node, R"({"entity":"pricing","key":)" +
                                           keys_of(planted["store_edited"]) + R"(,"fix":"store"})");
  CHECK(again.fixed == 3);
  CHECK(again.differences == 0);
  std::set<std::string> missed{planted["lost_push"]};
  missed.insert(planted["both"].begin(), planted["both"].end());
  const auto read_again =
      compare(all.node, R"({"entity":"pricing","key":)" + keys_of(missed) + R"(,"fix":"node"})");
  CHECK(read_again.fixed == 3);
  CHECK(read_again.differences == 0);

  const auto at_last = compare(all.node, R"({"entity":"pricing","all":true})");
  CHECK(at_last.differences == 1);  // the price of an item that the ERP no longer has
  CHECK(at_last.keys.at("absent_in_erp").count(sku(303)) == 1);
  CHECK(all.signed_out());
  CHECK(all.node.stop() == 0);
}

TEST_CASE("reconcile: without an ERP, node and store are compared, sources and all") {
  pull_rig all{40};
  all.erp.load({.items = 40, .warehouses = 2});
  all.start();
  REQUIRE(all.run("inventory", R"("all":true)").rows == 80);
  all.come_to_rest();
  all.node.stop();
  all.node.set("pull.inventory.name", "");
  all.start();
  all.store.set_quantity(pull_rig::sku(7), "wh_two", 12'345);
  const auto found = compare(all.node, R"({"entity":"inventory","all":true})");
  CHECK(found.error == "");
  CHECK(found.classes.at("agree") == 79);
  CHECK(found.classes.size() == 2);
  CHECK(found.keys.at("store_edited") == std::set<std::string>{pull_rig::sku(7) + "@wh_two"});
  CHECK(all.node.stop() == 0);
}

}  // namespace
}  // namespace acumage::tests
