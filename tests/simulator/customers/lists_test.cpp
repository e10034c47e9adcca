// Searches among customers and groups, the shop's own attributes, and the control routes.
#include "fixture.hpp"

namespace acumage::simulator {
namespace {

TEST_CASE("customers: a Commerce shop keeps the attributes that it knows, and shows its edition") {
  auto options = small_shop();
  options.customer_attributes = {"erp_id", "sales_rep"};
  shop_under_test at{options};
  const auto made = at.post(
      customers,
      body_of("a@b.example", R"(,"custom_attributes":[{"attribute_code":"erp_id","value":"C1"},)"
                             R"({"attribute_code":"nope","value":"1"}])"));
  CHECK(says(made, R"("custom_attributes":[{"attribute_code":"erp_id","value":"C1"}])"));
  const auto id = std::to_string(only_one(at).id);
  CHECK(says(at.put(customers + '/' + id,
                    body_of("a@b.example", R"(,"custom_attributes":[{"attribute_code":)"
                                           R"("sales_rep","value":"Jo"}])")),
             R"("custom_attributes":[{"attribute_code":"erp_id","value":"C1"},)"
             R"({"attribute_code":"sales_rep","value":"Jo"}])"));
  CHECK(says(at.get(customers + "/search?" + by("erp_id") + "c1"), R"("total_count":1)"));
  CHECK(says(at.get("/rest/V1/attributeMetadata/customer/custom"), R"("attribute_code":"erp_id")"));
  CHECK(says(at.get("/rest/V1/modules"), "Magento_CustomerCustomAttributes"));
  CHECK(at.get("/magento_version").body == "Magento/2.4 (Enterprise)");
}

TEST_CASE("customers: an Open Source shop has no attributes of its own") {
  shop_under_test at;
  CHECK(at.get("/rest/V1/attributeMetadata/customer/custom").body == "[]");
  CHECK_FALSE(says(at.get("/rest/V1/modules"), "Magento_CustomerCustomAttributes"));
}

TEST_CASE("customers: a search by e-mail ignores letter case and finds every website's") {
  shop_under_test at{shop_of_one()};
  CHECK(at.shop.add_customer({.website_id = 2, .email = "Ada@b.example"}) == 8);
  CHECK(at.shop.add_customer({.email = "bob@b.example"}) == 9);
  CHECK(at.shop.add_customer({.email = "BOB@b.example"}) == 0);
  const auto found = [&](const std::string& query) {
    return at.get(customers + "/search?" + query + "&fields=items[id],total_count").body;
  };
  CHECK(found(by("email") + "ADA%40B.example") ==
        R"({"items":[{"id":7},{"id":8}],"total_count":2})");
  CHECK(found(by("email") + "ADA%40B.example&searchCriteria[filter_groups][1][filters][0][field]="
                            "website_id&searchCriteria[filter_groups][1][filters][0][value]=2") ==
        R"({"items":[{"id":8}],"total_count":1})");
  CHECK(found(by("email") + "nobody%40b.example") == R"({"items":null,"total_count":0})");
  CHECK(found("searchCriteria[sortOrders][0][field]=entity_id&"
              "searchCriteria[sortOrders][0][direction]=DESC&searchCriteria[pageSize]=2") ==
        R"({"items":[{"id":9},{"id":8}],"total_count":3})");
  CHECK(found("searchCriteria[pageSize]=2&searchCriteria[currentPage]=3") ==
        R"({"items":null,"total_count":3})");
}

TEST_CASE("customers: a search needs criteria that name attributes there are") {
  shop_under_test at;
  CHECK(says(at.get(customers + "/search"), R"("fieldName":"searchCriteria")"));
  const auto refused = at.get(customers + "/search?" + by("erp_id") + "C1");
  CHECK(refused.status == 400);
  CHECK(refused.body == R"({"message":"The \"%1\" attribute name is invalid. Reset the name and )"
                        R"(try again.","parameters":["erp_id"]})");
}

TEST_CASE("customer groups: they are listed and found by their code") {
  shop_under_test at;
  const std::string groups = "/rest/V1/customerGroups/search?";
  CHECK(says(at.get(groups + "searchCriteria[pageSize]=9"), R"("total_count":4)"));
  CHECK(at.get(groups + by("code") + "wholesale&fields=items[id,code]").body ==
        R"({"items":[{"id":2,"code":"Wholesale"}]})");
}

TEST_CASE("customers: removed and validated they are, as the store does it") {
  shop_under_test at{shop_of_one()};
  CHECK(at.put(customers + "/validate", "{}").status == 400);
  // Rows 1107 and 1108: sound or not, without a group it is not valid.
  CHECK(at.put(customers + "/validate", body_of("x@b.example")).body ==
        R"({"valid":false,"messages":["The \"Group\" attribute value is empty. Set the attribute )"
        R"(and try again."]})");
  CHECK(says(at.put(customers + "/validate", R"({"customer":{"email":"x","group_id":1}})"),
             R"({"valid":false,"messages":["The \"First Name\" attribute value is empty.)"));
  CHECK(tests::ask(at.shop.port(), "DELETE", customers + "/7", at.headers).body == "true");
  CHECK(tests::ask(at.shop.port(), "DELETE", customers + "/7", at.headers).status == 404);
}

TEST_CASE("control: another process adds customers and groups, and reads them") {
  shop_under_test at;
  CHECK(at.post("/simulator/customer-groups", R"({"groups":[{"id":9,"code":"VIP"}]})").status ==
        200);
  CHECK(says(at.get("/simulator/customer-groups"), R"("code":"VIP")"));
  CHECK(at.post("/simulator/customers",
                R"({"customers":[{"id":40,"email":"a@b.example","firstname":"Ada",)"
                R"("lastname":"Ng","group_id":9,"addresses":[)" +
                    address("Ulm", R"(,"default_billing":true)") + "]}]}")
            .body == R"({"taken":1})");
  const auto all = at.get("/simulator/customers");
  CHECK(says(all, R"([{"id":40,"group_id":9,"default_billing":"1")"));
  for (const auto* body : {R"({"customers":[{"email":"A@b.example"}]})", R"({"customers":[{}]})",
                           R"({"customers":[{"email":"b@b.example","what":1}]})", "[]"}) {
    CAPTURE(body);
    CHECK(at.post("/simulator/customers", body).status == 400);
  }
  CHECK(at.post("/simulator/customer-groups", R"({"groups":[{"code":"VIP"}]})").status == 400);
}

}  // namespace
}  // namespace acumage::simulator
