// What the settings of customers and orders need of the store: groups, attributes, statuses.
#include "../transcripts.hpp"
#include "magento/connection_test/connection_test.hpp"
#include "magento/search_path.hpp"
#include "talk.hpp"

#include <doctest/doctest.h>

using namespace acumage;
using namespace acumage::magento;
using namespace acumage::tests;

namespace {

using names = std::vector<std::string>;

std::string group_path(std::size_t size, std::size_t page) {
  return search_path{"/V1/customerGroups/search"}
      .page(size, page)
      .fields("items[id,code],total_count")
      .take()
      .path;
}

answer some_groups() {
  return answered(200, R"({"items":[{"id":0,"code":"NOT LOGGED IN"},{"id":1,"code":"General"},)"
                       R"({"id":2,"code":"Wholesale"}],"total_count":3})");
}

answer modules_of_commerce() {
  return answered(200,
                  R"(["Magento_Store","Magento_InventoryApi","Magento_CustomerCustomAttributes"])");
}

}  // namespace

TEST_CASE("connection test: customer groups are looked for by their ids") {
  auto way = good_store();
  way.answers["/V1/customerGroups/search"] = some_groups();
  auto ask = questions({entity::customer});
  ask.customer_groups = {{2, "[customer_groups] INTL, [customer_groups] INTL/TRADE"},
                         {5, "customer_sync.default_group"}};
  const auto report = test_connection(way, ask);
  CHECK(failed(report) == names{"customer group 5"});
  CHECK(find(report, "customer group 2").detail ==
        "Wholesale ([customer_groups] INTL, [customer_groups] INTL/TRADE)");
  CHECK(contains(find(report, "customer group 5").remedy, "Customers > Customer Groups"));
  CHECK(contains(find(report, "customer group 5").remedy, "customer_sync.default_group"));
}

TEST_CASE(
    "connection test: all pages of the customer groups are read, as large as the store allows") {
  auto way = good_store();
  way.answers[group_path(300, 1)] = answered(
      400, R"({"message":"Maximum SearchCriteria pageSize is %max","parameters":{"max":2}})");
  way.answers[group_path(2, 1)] = answered(
      200,
      R"({"items":[{"id":0,"code":"NOT LOGGED IN"},{"id":1,"code":"General"}],"total_count":3})");
  way.answers[group_path(2, 2)] =
      answered(200, R"({"items":[{"id":32,"code":"Dealers"}],"total_count":3})");
  auto ask = questions({entity::customer});
  ask.customer_groups = {{32, "[customer_groups] DEALER"}};
  const auto report = test_connection(way, ask);
  CHECK(report.ok);
  CHECK(contains(find(report, "customer group 32").detail, "Dealers"));
}

TEST_CASE("connection test: a list that ends before its count is the whole list") {
  auto way = good_store();
  way.answers["/V1/customerGroups/search"] = answered(200, R"({"items":null,"total_count":3})");
  auto ask = questions({entity::customer});
  ask.customer_groups = {{1, "customer_sync.default_group"}};
  CHECK(failed(test_connection(way, ask)) == names{"customer group 1"});
}

TEST_CASE("connection test: attributes of customers need the Commerce edition") {
  auto way = good_store();
  auto ask = questions({entity::customer});
  CHECK(test_connection(way, ask).ok);
  ask.send_attributes = true;
  ask.customer_attributes = {{"erp_region", "[customer_attributes] REGION"}};
  const auto report = test_connection(way, ask);
  CHECK(failed(report) == names{"customer attributes"});
  CHECK(contains(find(report, "customer attributes").detail, "Open Source"));
  CHECK(contains(find(report, "customer attributes").remedy, "customer_sync.attributes = false"));
}

TEST_CASE("connection test: each mapped attribute is looked for in a Commerce edition") {
  auto way = good_store();
  way.answers["/V1/modules"] = modules_of_commerce();
  way.answers["/V1/attributeMetadata/customer/custom"] =
      answered(200, R"([{"attribute_code":"erp_region","frontend_input":"text"}])");
  auto ask = questions({entity::customer});
  ask.send_attributes = true;
  ask.customer_attributes = {{"erp_region", "[customer_attributes] REGION"},
                             {"erp_terms", "[customer_attributes] TERMS"}};
  const auto report = test_connection(way, ask);
  CHECK(failed(report) == names{"customer attribute erp_terms"});
  CHECK(find(report, "customer attributes").ok);
  CHECK(contains(find(report, "customer attribute erp_terms").remedy, "Attributes > Customer"));
}

TEST_CASE("connection test: of order statuses only Magento's own are known, others are said so") {
  auto way = good_store();
  auto ask = questions({entity::order});
  ask.order_statuses = {{"processing", "[order_statuses] Shipping"},
                        {"processing/picked", "[order_statuses] Pick List Printed"},
                        {"packed", "[order_statuses] Packed"}};
  const auto report = test_connection(way, ask);
  CHECK(failed(report) == names{"order status packed"});
  CHECK(contains(find(report, "order status packed").remedy, "processing/packed"));
  CHECK(find(report, "order status processing").detail ==
        "one of Magento's own, of the state processing ([order_statuses] Shipping)");
  CHECK(contains(find(report, "order status processing/picked").detail,
                 "cannot be asked of the store"));
  CHECK(contains(find(report, "order status processing/picked").detail,
                 "Stores > Settings > Order Status"));
}

TEST_CASE(
    "connection test: the largest page in use is asked for, of a search that finds nothing [SPEC 7 "
    "Spelling]") {
  auto way = good_store();
  CHECK(contains(find(test_connection(way, questions({entity::shipment})), "page size").detail,
                 "300"));
  CHECK(way.was_asked("GET", "/V1/orders"));
  way.answers["/V1/orders"] = answered(
      400, R"({"message":"Maximum SearchCriteria pageSize is %max","parameters":{"max":50}})");
  const auto limited = test_connection(way, questions({entity::shipment}));
  CHECK(limited.ok);
  CHECK(contains(find(limited, "page size").detail, "50 items on a page"));
  way.answers["/V1/orders"] = answered(502, "<html>");
  CHECK(failed(test_connection(way, questions({entity::shipment}))) == names{"page size"});
}
