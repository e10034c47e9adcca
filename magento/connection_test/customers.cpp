// The part of the connection test that checks customer groups and attributes.
#include "magento/connection_test/parts.hpp"
#include "magento/connection_test/store_lists.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>

namespace acumage::magento {

namespace {

void check_groups(examination& test) {
  if (test.ask().customer_groups.empty()) return;
  std::map<int, std::string> names;
  const auto read = [&](const answer& reply) -> std::optional<page_count> {
    const auto page = read_customer_groups(reply);
    if (!page) return std::nullopt;
    for (const auto& each : page->items) names.insert_or_assign(each.id, each.code);
    return page_count{page->items.size(), page->total};
  };
  if (!test.given_all("customer groups", "/V1/customerGroups/search", "items[id,code],total_count",
                      "Magento_Customer::group", read))
    return;
  for (const auto& [id, where] : test.ask().customer_groups) {
    const auto name = "customer group " + std::to_string(id);
    const auto found = names.find(id);
    if (found != names.end())
      test.pass(name, found->second + " (" + where + ")");
    else
      test.fail(name, "the store does not have it (" + where + ")",
                "Create the group under Customers > Customer Groups, or set " + where +
                    " to the ID of one that is listed there.");
  }
}

/// Only Adobe Commerce can create customer attributes in the Admin, with this module (REST.md 5).
constexpr std::string_view attributes_module = "Magento_CustomerCustomAttributes";

void check_attributes(examination& test, const std::vector<std::string>& modules) {
  if (!test.ask().send_attributes) return;
  if (std::find(modules.begin(), modules.end(), attributes_module) == modules.end()) {
    test.fail(
        "customer attributes",
        "customer_sync.attributes is on, but this is an Open Source edition: it has no module " +
            std::string{attributes_module},
        "Set customer_sync.attributes = false. Attributes of customers are made and kept by "
        "the Commerce edition only.");
    return;
  }
  test.pass("customer attributes", "Commerce edition");
  if (test.ask().customer_attributes.empty()) return;
  const auto reply = test.look_up("/V1/attributeMetadata/customer/custom");
  if (!test.given("customer attributes mapped", reply, "Magento_Customer::customer")) return;
  const auto codes = read_attributes(reply);
  if (!codes) {
    test.untested("customer attributes mapped", reply);
    return;
  }
  for (const auto& [code, where] : test.ask().customer_attributes) {
    const auto name = "customer attribute " + code;
    if (std::find(codes->begin(), codes->end(), code) != codes->end())
      test.pass(name, "in the store (" + where + ")");
    else
      test.fail(name, "the store does not have it, and would leave it out silently (" + where + ")",
                "Create it under Stores > Attributes > Customer, with this attribute code.");
  }
}

}  // namespace

void check_customers(examination& test, const std::vector<std::string>& modules) {
  check_groups(test);
  check_attributes(test, modules);
}

}  // namespace acumage::magento
