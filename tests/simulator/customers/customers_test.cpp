// How accounts are made: each habit of the store by itself, also those that no recorded row shows
// but its code or REST.md does.
#include "fixture.hpp"

#include "simulator/shop.hpp"

#include <optional>

namespace acumage::simulator {
namespace {

TEST_CASE("customers: an account is made in the default group, and read as it is told") {
  shop_under_test at;
  const auto made = at.post(customers, body_of("ada@b.example", addresses(address("Berlin"))));
  CHECK(made.status == 200);
  const auto one = only_one(at);
  CHECK(one.group_id == 1);
  CHECK(one.website_id == 1);
  CHECK(one.store_id == 1);
  REQUIRE(one.addresses.size() == 1);
  CHECK(one.addresses.front().city == "Berlin");
  CHECK(at.get(customers + "/" + std::to_string(one.id)).body == made.body);
  CHECK(at.shop.count().writes == 1);
}

TEST_CASE("customers: one e-mail is one account on a website, whatever its letter case") {
  shop_under_test at;
  CHECK(at.post(customers, body_of("ada@b.example")).status == 200);
  const auto again = at.post(customers, body_of("ADA@B.example"));
  CHECK(again.status == 400);
  CHECK(again.body == R"({"message":"A customer with the same email address already exists in an )"
                      R"(associated website."})");
  CHECK(at.post(customers, body_of("ada@b.example", R"(,"website_id":2)")).status == 200);
  CHECK(at.shop.customers().size() == 2);
}

TEST_CASE("customers: who may not manage them makes one in the default group") {
  auto options = small_shop();
  options.limited_tokens = {{"limited", {"Magento_Customer::customer"}},
                            {"manager", {"Magento_Customer::manage"}}};
  shop_under_test at{options};
  const auto made_with = [&](const std::string& credential, const std::string& email) {
    at.headers.front().second = credential;
    const auto reply = at.post(customers, body_of(email, R"(,"group_id":2)"));
    CHECK(reply.status == 200);
    return at.shop.customers().back().group_id;
  };
  CHECK(made_with("Bearer wrong", "a@b.example") == 1);
  CHECK(made_with("nonsense", "b@b.example") == 1);
  CHECK(made_with("Bearer limited", "c@b.example") == 1);
  CHECK(made_with("Bearer manager", "d@b.example") == 2);
  CHECK(made_with("Bearer secret", "e@b.example") == 2);
}

TEST_CASE("customers: refused credentials let a guest create, and refuse all the rest") {
  shop_under_test at{shop_of_one()};
  at.shop.inject({.answer = fault_answer::unauthorized});
  CHECK(at.post(customers, body_of("new@b.example", R"(,"group_id":2)")).status == 200);
  CHECK(at.shop.customers().back().group_id == 1);
  const auto refused = at.put(customers + "/7", body_of("ada@b.example"));
  CHECK(refused.status == 401);
  CHECK(says(refused, "Magento_Customer::manage"));
  CHECK(at.get(customers + "/7").status == 401);
}

TEST_CASE("customers: a group, a website and a store view must be there") {
  shop_under_test at;
  CHECK(says(at.post(customers, body_of("a@b.example", R"(,"group_id":9)")),
             "The specified customer group id does not exist."));
  at.shop.add_customer_group(9, "VIP");
  CHECK(at.post(customers, body_of("a@b.example", R"(,"group_id":9)")).status == 200);
  const auto nowhere = at.post(customers, body_of("b@b.example", R"(,"website_id":9)"));
  CHECK(nowhere.status == 404);
  CHECK(says(nowhere, "The website with id 9 that was requested wasn't found."));
  CHECK(says(at.post(customers, body_of("b@b.example", R"(,"website_id":1,"store_id":3)")),
             "The store view is not in the associated website."));
  CHECK(at.post(customers, body_of("b@b.example", R"(,"store_id":3)")).status == 200);
  CHECK(at.shop.customers().back().website_id == 2);
}

TEST_CASE("customers: what is wrong with names and e-mail comes line by line") {
  shop_under_test at;
  const auto refused = at.post(
      customers, R"({"customer":{"email":"x y@b.example","firstname":"Ada <UK>","lastname":""
}
})");
  CHECK(refused.status == 400);
  CHECK(refused.body == R"({"message":"First Name is not valid!\n\"Last Name\" is a required )"
                        R"(value.\n\"Email\" is not a valid email address."})");
  CHECK(at.shop.customers().empty());
}

TEST_CASE("customers: a password has eight characters of three kinds") {
  shop_under_test at;
  const auto with = [&](const std::string& password) {
    auto body = body_of("a@b.example");
    body.back() = ',';
    return at.post(customers, body + R"("password":")" + password + "\"}").status;
  };
  CHECK(with("Ab1!") == 400);
  CHECK(with("abcdefgh1") == 400);
  CHECK(with("Abcdefgh1") == 200);
}

TEST_CASE("customers: a misspelt member is refused, an unknown custom attribute is not") {
  shop_under_test at;
  const auto refused = at.post(customers, body_of("a@b.example", R"(,"group":2)"));
  CHECK(refused.status == 400);
  CHECK(says(refused, R"("parameters":{"fieldName":"Group"})"));
  CHECK(at.post(customers,
                body_of("a@b.example",
                        R"(,"custom_attributes":[{"attribute_code":"erp_id","value":"C1"}])"))
            .status == 200);
  CHECK(only_one(at).custom_attributes.empty());
}

TEST_CASE("customers: of two that create one e-mail at once one hears a Report ID") {
  auto options = small_shop();
  shop* serving = nullptr;
  const auto create = [&] {
    wire_plan plan;
    const std::string body = body_of("race@b.example");
    return serving->serve({.method = "POST",
                           .target = customers,
                           .body = body,
                           .content_type = "application/json",
                           .accept = {},
                           .authorization = "Bearer secret"},
                          plan);
  };
  std::optional<answer> rival;
  options.before_customer_insert = [&](const customer&) {
    if (rival) return;
    rival.emplace();
    *rival = create();
  };
  shop at{options};
  serving = &at;
  const auto loser = create();
  CHECK(loser.status == 500);
  CHECK(loser.body.find("Report ID: webapi-") != std::string::npos);
  REQUIRE(rival);
  CHECK(rival->status == 200);
  CHECK(at.accounts.list().size() == 1);
}

TEST_CASE("customers: creating leaves out an address whose country it does not know") {
  shop_under_test at;
  const auto made = at.post(
      customers, body_of("a@b.example", addresses(address("Berlin", "", "de") + ',' +
                                                  address("Hamburg", R"(,"company":"Ng Ltd.")"))));
  CHECK(made.status == 200);
  REQUIRE(only_one(at).addresses.size() == 1);
  CHECK(only_one(at).addresses.front().company == "Ng Ltd.");
}

TEST_CASE("customers: creating with an address that lacks something leaves no account") {
  shop_under_test at;
  const auto refused = at.post(customers, body_of("a@b.example", addresses(address(""))));
  CHECK(refused.status == 400);
  CHECK(says(refused, R"("parameters":{"fieldName":"city"})"));
  CHECK(at.shop.customers().empty());
  CHECK(at.post(customers, body_of("a@b.example")).status == 200);
  CHECK(only_one(at).id == 2);  // the first number is spent
}

}  // namespace
}  // namespace acumage::simulator
