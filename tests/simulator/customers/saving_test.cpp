// What saving does to an account and to its addresses.
#include "fixture.hpp"

namespace acumage::simulator {
namespace {

TEST_CASE("customers: saving merges, and leaves addresses alone that it does not name") {
  shop_under_test at{shop_of_one()};
  const auto before = only_one(at);
  CHECK(at.put(customers + "/7", R"({"customer":{"lastname":"Smith","group_id":2}})").status ==
        200);
  const auto after = only_one(at);
  CHECK(after.lastname == "Smith");
  CHECK(after.group_id == 2);
  CHECK(after.email == before.email);
  CHECK(after.addresses == before.addresses);
}

TEST_CASE("customers: addresses that are sent replace all others") {
  shop_under_test at{shop_of_one()};
  CHECK(at.put(customers + "/7",
               body_of("ada@b.example", addresses(R"({"id":3,"city":"Bonn"},)" + address("Ulm"))))
            .status == 200);
  const auto now = only_one(at).addresses;
  REQUIRE(now.size() == 2);
  CHECK(now[0].id == 3);
  CHECK(now[0].city == "Bonn");
  CHECK(now[0].street == std::vector<std::string>{"Weg 1"});
  CHECK(now[0].default_billing);
  CHECK(now[1].id == 5);
  CHECK(now[1].city == "Ulm");
  CHECK(at.put(customers + "/7", body_of("ada@b.example", addresses(""))).status == 200);
  CHECK(only_one(at).addresses.empty());
}

TEST_CASE("customers: a list without the default address is refused") {
  shop_under_test at{shop_of_one()};
  const auto default_one = address("Ulm", R"(,"default_billing":true)");
  const auto refused = at.put(customers + "/7", body_of("ada@b.example", addresses(default_one)));
  CHECK(refused.status == 400);
  CHECK(refused.body == R"({"message":"The %fieldName value is invalid. Set the correct value and )"
                        R"(try again.","parameters":{"fieldName":"default_billing"}})");
  CHECK(only_one(at).addresses.size() == 2);
  CHECK(at.put(customers + "/7", body_of("ada@b.example", addresses(R"({"id":3},)" + default_one)))
            .status == 200);
  CHECK_FALSE(only_one(at).addresses[0].default_billing);
  CHECK(only_one(at).addresses[1].default_billing);
}

TEST_CASE("customers: an address number that the account does not have is refused") {
  shop_under_test at{shop_of_one()};
  CHECK(at.put(customers + "/7", body_of("ada@b.example", addresses(address("Ulm", R"(,"id":99)"))))
            .status == 400);
  const auto beside =
      at.put(customers + "/7",
             body_of("ada@b.example", addresses(R"({"id":3},)" + address("Ulm", R"(,"id":99)"))));
  CHECK(beside.status == 404);
  CHECK(says(beside, R"("parameters":{"fieldName":"addressId","fieldValue":99})"));
  CHECK(only_one(at).addresses.size() == 2);
}

TEST_CASE("customers: saving refuses an unknown country, and the fields stay written") {
  shop_under_test at{shop_of_one()};
  const auto refused =
      at.put(customers + "/7",
             R"({"customer":{"lastname":"Smith","addresses":[{"id":3,"country_id":"XX"}]}})");
  CHECK(refused.status == 400);
  CHECK(says(refused, R"("parameters":{"fieldName":"countryId","value":"XX"})"));
  CHECK(only_one(at).lastname == "Smith");
  CHECK(only_one(at).addresses.size() == 2);
}

TEST_CASE("customers: an account moves to another website, unless its e-mail is taken there") {
  shop_under_test at{shop_of_one()};
  CHECK(at.shop.add_customer({.website_id = 2, .email = "Ada@b.example"}) == 8);
  CHECK(at.put(customers + "/7", R"({"customer":{"website_id":2}})").status == 400);
  CHECK(
      at.put(customers + "/7", R"({"customer":{"website_id":2,"email":"ng@b.example"}})").status ==
      200);
  CHECK(at.shop.customers().front().website_id == 2);
  CHECK(at.put(customers + "/7", R"({"customer":{"website_id":9}})").status == 500);
}

TEST_CASE("customers: a number that is not there is 404, what is no number makes a new account") {
  shop_under_test at{shop_of_one()};
  const auto unknown = at.put(customers + "/99", body_of("new@b.example"));
  CHECK(unknown.status == 404);
  CHECK(says(unknown, R"("parameters":{"fieldName":"customerId","fieldValue":99})"));
  CHECK(at.put(customers + "/C0042", body_of("new@b.example")).status == 200);
  CHECK(at.shop.customers().size() == 2);
  CHECK(at.get(customers + "/C0042").body ==
        R"({"message":"The \"C0042\" value's type is invalid. The \"int\" type was expected. )"
        R"(Verify and try again."})");
}

}  // namespace
}  // namespace acumage::simulator
