// What the settings need of the store: permissions, sources, websites and store views.
#include "../transcripts.hpp"
#include "magento/connection_test/connection_test.hpp"
#include "talk.hpp"

#include <doctest/doctest.h>
#include <fstream>
#include <iterator>
#include <set>

using namespace acumage;
using namespace acumage::magento;
using namespace acumage::tests;

namespace {

using names = std::vector<std::string>;

/// The sources of the recorded store (T:314).
answer recorded_sources() {
  return answered(200, R"({"items":[{"source_code":"default","enabled":true},)"
                       R"({"source_code":"wh-eu","enabled":true},)"
                       R"({"source_code":"wh-off","enabled":false}],"total_count":3})");
}

/// A refusal for each permission that the entity's probes need, by what it is asked at.
struct permission_row {
  entity which;
  const char* path;
  const char* resource;
  const char* box;
};

}  // namespace

TEST_CASE("connection test: each missing permission names the box to tick") {
  const std::vector<permission_row> table{
      {entity::shipment, "/V1/orders/0", "Magento_Sales::actions_view", "Actions > View"},
      {entity::shipment, "/V1/shipment/0", "Magento_Sales::shipment", "Operations > Shipments"},
      {entity::shipment, "/V1/order/0/ship", "Magento_Sales::ship", "Actions > Ship"},
      {entity::shipment, "/V1/order/0/invoice", "Magento_Sales::invoice", "Actions > Invoice"},
      {entity::customer, "/V1/customers/search", "Magento_Customer::customer", "tick Customers;"},
      {entity::customer, "/V1/customers/validate", "Magento_Customer::manage", "All Customers"},
      {entity::order, "/V1/orders/0", "Magento_Sales::actions_view", "Actions > View"},
      {entity::order, "/V1/orders/0/comments", "Magento_Sales::comment", "Actions > Comment"},
      {entity::order, "/V1/orders/0/cancel", "Magento_Sales::cancel", "Actions > Cancel"},
      {entity::order, "/V1/orders/0/hold", "Magento_Sales::hold", "Actions > Hold"},
      {entity::order, "/V1/orders/0/unhold", "Magento_Sales::unhold", "Actions > Unhold"},
      {entity::order, "/V1/orders", "Magento_Sales::create", "Actions > Create"},
      {entity::order, "/V1/products", "Magento_Catalog::products", "Inventory > Products"}};
  for (const auto& [which, path, resource, box] : table) {
    CAPTURE(path);
    auto way = good_store();
    way.answers[path] = forbidden(resource);
    auto ask = questions({which});
    ask.also = {.create_invoices = true, .create_orders = true};
    const auto report = test_connection(way, ask);
    const auto name = "permission " + std::string{to_string(which)};
    CHECK(failed(report) == names{name});
    CHECK(find(report, name).detail == "missing: " + std::string{resource});
    CHECK(contains(find(report, name).remedy, box));
    CHECK(contains(find(report, name).remedy, "System > Extensions > Integrations"));
  }
}

TEST_CASE("connection test: the guide to Magento names every box that a remedy names") {
  std::ifstream file{std::string{TEST_DATA} + "/../../docs/magento-setup.md"};
  const std::string guide{std::istreambuf_iterator<char>{file}, {}};
  REQUIRE_FALSE(guide.empty());
  std::set<std::string> resources{"Magento_Backend::store", "Magento_Customer::group"};
  for (const auto stock : {stock_model::multi_source, stock_model::legacy})
    for (const auto which : all_entities)
      for (const auto& probe : permission_probes(which, stock, {true, true}))
        resources.insert(probe.resource);
  for (const auto& resource : resources) {
    auto box = grant(resource);
    box = box.substr(box.find("tick ") + 5);
    box.resize(box.find("; save"));
    CAPTURE(box);
    CHECK_FALSE(contains(box, "Magento_"));  // it has a title
    CHECK(contains(guide, "| " + box + " |"));
  }
}

TEST_CASE("connection test: what is not switched on is not asked for") {
  auto way = good_store();
  CHECK(test_connection(way, questions({entity::shipment, entity::order})).ok);
  CHECK_FALSE(way.was_asked("POST", "/V1/order/0/invoice"));
  CHECK_FALSE(way.was_asked("POST", "/V1/orders"));
  CHECK_FALSE(way.was_asked("GET", "/V1/customers/search"));
  CHECK_FALSE(way.was_asked("GET", "/V1/store/storeViews"));
}

TEST_CASE("connection test: no probe names a record or carries one") {
  auto way = good_store();
  auto ask = questions({all_entities.begin(), all_entities.end()});
  ask.also = {.create_invoices = true, .create_orders = true};
  test_connection(way, ask);
  for (const auto& each : way.asked) {
    CAPTURE(each.path);
    CHECK(each.only_reads);
    if (each.method == "GET") continue;
    const bool harmless = each.body.empty() || each.body == "{}" ||
                          each.body == R"({"sourceItems":[]})" ||
                          each.path == "/V1/products/base-prices-information";
    CHECK(harmless);
    // Of a call with an empty body, the path alone must make sure that no order is met.
    if (each.body.empty()) CHECK(contains(each.path, "/0/"));
  }
}

TEST_CASE("connection test: each mapped source is found, missing or switched off") {
  auto way = good_store();
  way.answers["/V1/inventory/sources"] = recorded_sources();
  auto ask = questions({entity::inventory});
  ask.sources = {{"WH-EU", "[warehouse_sources] EAST"},
                 {"wh-off", "[warehouse_sources] OUTLET"},
                 {"wh_south", "[warehouse_sources] SOUTH"}};
  const auto report = test_connection(way, ask);
  CHECK(failed(report) == names{"source wh-off", "source wh_south"});
  CHECK(contains(find(report, "source WH-EU").detail, "[warehouse_sources] EAST"));
  CHECK(contains(find(report, "source wh-off").detail, "switched off"));
  CHECK(contains(find(report, "source wh-off").remedy, "Is Enabled"));
  CHECK(contains(find(report, "source wh_south").detail, "it has default, wh-eu, wh-off"));
  CHECK(contains(find(report, "source wh_south").remedy, "Stores > Inventory > Sources"));
}

TEST_CASE("connection test: without multi source inventory only the source default will do") {
  auto way = good_store();
  way.answers["/V1/modules"] = answered(200, R"(["Magento_Store"])");
  auto ask = questions({entity::inventory});
  ask.sources = {{"default", "inventory_sync.warehouses"}, {"wh_east", "[warehouse_sources] EAST"}};
  const auto report = test_connection(way, ask);
  CHECK(failed(report) == names{"source wh_east"});
  CHECK(contains(find(report, "source wh_east").remedy, "\"default\""));
  CHECK_FALSE(way.was_asked("GET", "/V1/inventory/sources"));
}

TEST_CASE("connection test: websites and store views are told by their ids") {
  auto way = good_store();
  auto ask = questions({entity::customer, entity::order, entity::pricing});
  ask.websites = {{1, "customer_sync.website_id"}};
  ask.store_views = {{2, "order_sync.store_id"}, {9, "price_sync.store_id"}};
  auto report = test_connection(way, ask);
  CHECK(failed(report) == names{"store view 9"});
  CHECK(find(report, "website 1").detail == "Main Website (customer_sync.website_id)");
  CHECK(find(report, "store view 2").detail ==
        "German, code de, of website 1 (order_sync.store_id)");
  CHECK(contains(find(report, "store view 9").detail, "1 Default Store View"));
  CHECK(contains(find(report, "store view 9").remedy, "Set price_sync.store_id"));
  CHECK_FALSE(way.was_asked("GET", "/V1/store/storeConfigs"));
  ask.websites = {{7, "customer_sync.website_id"}};
  ask.also.create_orders = true;
  report = test_connection(way, ask);
  CHECK(contains(find(report, "website 7").remedy, "Set customer_sync.website_id"));
  CHECK(contains(find(report, "store view 2").detail, "of website 1, in EUR"));
}

TEST_CASE("connection test: a store view that is switched off says so") {
  auto way = good_store();
  way.answers["/V1/store/storeViews"] =
      answered(200, R"([{"id":4,"code":"fr","name":"French","website_id":1,"is_active":0}])");
  auto ask = questions({entity::order});
  ask.store_views = {{4, "order_sync.store_id"}};
  CHECK(contains(find(test_connection(way, ask), "store view 4").detail, "switched off"));
}

TEST_CASE("connection test: a store code other than all says which store view it is") {
  auto way = good_store();
  auto ask = questions();
  ask.store_code = "de";
  auto report = test_connection(way, ask);
  CHECK(report.ok);
  CHECK(find(report, "store code").detail == "store view 2: German, code de, of website 1");
  way.answers["/V1/store/storeViews"] = forbidden("Magento_Backend::store");
  report = test_connection(way, ask);
  CHECK(report.ok);  // the store knows it, and prices need no more
  CHECK(contains(find(report, "store code").detail, "may not be read"));
  way.answers["/V1/store/storeViews"] = answered(200, "[]");
  report = test_connection(way, ask);
  CHECK(failed(report) == names{"store code"});
  CHECK(contains(find(report, "store code").remedy, "connection.store_code"));
}

TEST_CASE("connection test: lists that may not be read are one failed check each, with the box") {
  auto way = good_store();
  way.answers["/V1/store/storeViews"] = forbidden("Magento_Backend::store");
  way.answers["/V1/store/websites"] = forbidden("Magento_Backend::store");
  way.answers["/V1/customerGroups/search"] = forbidden("Magento_Customer::group");
  auto ask = questions({entity::customer, entity::order});
  ask.websites = {{1, "customer_sync.website_id"}};
  ask.store_views = {{1, "order_sync.store_id"}};
  ask.customer_groups = {{1, "customer_sync.default_group"}, {2, "[customer_groups] INTL"}};
  const auto report = test_connection(way, ask);
  CHECK(failed(report) == names{"websites", "store views", "customer groups"});
  CHECK(contains(find(report, "websites").remedy, "Stores > Settings > All Stores"));
  CHECK(contains(find(report, "customer groups").remedy, "Customers > Customer Groups"));
  CHECK(contains(find(report, "customer groups").detail, "Magento_Customer::group"));
}

TEST_CASE("connection test: a list that does not come, or is none, was not tested") {
  for (const auto& reply : {recorded("magento_outage.jsonl", 836), answered(200, "{}")}) {
    auto way = good_store();
    way.answers["/V1/store/websites"] = reply;
    way.answers["/V1/inventory/sources"] = reply;
    way.answers["/V1/customerGroups/search"] = reply;
    auto ask = questions({});
    ask.websites = {{1, "customer_sync.website_id"}};
    ask.sources = {{"wh-eu", "[warehouse_sources] EAST"}};
    ask.customer_groups = {{1, "customer_sync.default_group"}};
    const auto report = test_connection(way, ask);
    CHECK(failed(report) == names{"sources", "websites", "customer groups"});
    for (const auto* name : {"sources", "websites", "customer groups"})
      CHECK(contains(find(report, name).remedy, "could not be tested"));
  }
}
