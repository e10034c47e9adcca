// What the settings of customers make of a row, from the settings file to the store.
#include "tests/pipeline/scenarios.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

namespace acumage::tests {
namespace {

std::string of_class(const std::string& name, const std::string& price_class = "") {
  auto row = customer_row("ada@example.test", "12 Square", price_class);
  const std::string trade = R"("CustomerClass":"TRADE")";
  return row.replace(row.find(trade), trade.size(), R"("CustomerClass":")" + name + '"');
}

struct customer_node {
  struck_shop store;
  shop_node node;

  explicit customer_node(const std::vector<std::string>& settings,
                         const simulator::store_options& shop = sales_shop())
      : store{shop}, node{store, settings} {}
  void tell(const std::string& row, std::uint64_t stamp = 10) {
    node.push(entity::customer, {row}, stamp);
    node.settle();
  }
  simulator::customer only() const {
    const auto all = store.shop.accounts.list();
    REQUIRE(all.size() == 1);
    return all.front();
  }
};

TEST_CASE("setting customer_sync.classes: others are not sent, but listed [SPEC 7 Customer]") {
  customer_node all{sales_settings()};
  all.tell(of_class("STAFF"));
  CHECK(all.node.ends("C000902").front() == "filtered class");
  CHECK(all.store.exchanges().empty());
  const auto listed = all.node.node().stats().unmapped.list();
  REQUIRE(listed.size() == 1);
  CHECK(listed.front().kind + " " + listed.front().value == "class STAFF");
  all.tell(of_class("retail"), 20);
  CHECK(all.only().email == "ada@example.test");
}

TEST_CASE("setting customer_sync.classes: an empty list sends nobody [SPEC 7 Customer]") {
  customer_node all{{}};
  all.tell(of_class("TRADE"));
  CHECK(all.node.ends("C000902").front() == "filtered class");
  CHECK(all.store.exchanges().empty());
}

TEST_CASE(
    "setting customer_sync.website_id: the account belongs to that website [SPEC 7 Customer]") {
  const auto website = [](const std::string& id) {
    customer_node all{sales_settings({"customer_sync.website_id=" + id})};
    all.tell(of_class("TRADE"));
    return all.only().website_id;
  };
  CHECK(website("1") == 1);
  CHECK(website("2") == 2);
}

std::int64_t group_of(const std::string& row, const std::vector<std::string>& more = {}) {
  customer_node all{sales_settings(more)};
  all.tell(row);
  return all.only().group_id;
}

TEST_CASE("setting customer_sync.default_group: what no map names is in it [SPEC 7 Customer]") {
  CHECK(group_of(of_class("RETAIL")) == 1);
  CHECK(group_of(of_class("RETAIL"), {"customer_sync.default_group=3"}) == 3);
}

TEST_CASE(
    "setting customer_groups: the class with its price class, then the class alone [SPEC 7 "
    "Customer]") {
  CHECK(group_of(of_class("TRADE", "GOLD")) == 3);
  CHECK(group_of(of_class("TRADE", "SILVER")) == 2);
  CHECK(group_of(of_class("TRADE")) == 2);
  CHECK(group_of(of_class("RETAIL", "GOLD")) == 1);
}

TEST_CASE(
    "setting customer_groups: an account that is there moves to its group [SPEC 7 Customer]") {
  customer_node all{sales_settings()};
  all.tell(of_class("TRADE"), 10);
  all.tell(of_class("TRADE", "GOLD"), 20);
  CHECK(all.only().group_id == 3);
}

std::string with_region() {
  auto row = of_class("TRADE");
  row.pop_back();
  return row + R"(,"Attribute_REGION":"North","Attribute_TIER":"A"})";
}

simulator::store_options commerce_shop() {
  auto shop = sales_shop();
  shop.customer_attributes = {"erp_region", "erp_tier"};
  return shop;
}

std::vector<std::string> with_attributes() {
  return sales_settings(
      {"customer_sync.attributes=true", "[customer_attributes] REGION = erp_region"});
}

/// Log lines that name the attribute.
auto warnings(const customer_node& of) {
  return std::count_if(of.node.log().begin(), of.node.log().end(), [](const log_line& line) {
    return line.level == log_level::warn && line.words.find("erp_region") != std::string::npos;
  });
}

TEST_CASE(
    "setting customer_attributes: what is mapped is sent, and nothing else [SPEC 7 Customer]") {
  customer_node all{with_attributes(), commerce_shop()};
  all.tell(with_region());
  const std::map<std::string, std::string> expected{{"erp_region", "North"}};
  CHECK(all.only().custom_attributes == expected);
  CHECK(warnings(all) == 0);
}

TEST_CASE("setting customer_sync.attributes: off sends none [SPEC 7 Customer]") {
  customer_node all{sales_settings({"[customer_attributes] REGION = erp_region"}), commerce_shop()};
  all.tell(with_region());
  CHECK(all.only().custom_attributes.empty());
}

TEST_CASE(
    "setting customer_sync.attributes: a store without them is told the rest, with one warning "
    "[SPEC 7 Customer]") {
  customer_node all{with_attributes()};
  all.tell(with_region(), 10);
  auto another = with_region();
  another.replace(another.find("12 Square"), 9, "14 Square");
  all.tell(another, 20);
  const std::vector<std::string> both{"delivered", "delivered"};
  auto ends = all.node.ends("C000902");
  for (auto& each : ends) each = each.substr(0, 9);
  CHECK(ends == both);
  CHECK(all.only().custom_attributes.empty());
  CHECK(warnings(all) == 1);
}

}  // namespace
}  // namespace acumage::tests
