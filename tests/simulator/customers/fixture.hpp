// A shop with one customer, and the bodies that the tests of customers send.
#pragma once

#include "../fixture.hpp"

namespace acumage::simulator {

inline const std::string customers = "/rest/all/V1/customers";

inline bool says(const tests::raw_reply& reply, const std::string& text) {
  return reply.body.find(text) != std::string::npos;
}

/// A customer as the body of a request; `more` is JSON members with a comma in front.
inline std::string body_of(const std::string& email, const std::string& more = "") {
  return R"({"customer":{"email":")" + email + R"(","firstname":"Ada","lastname":"Ng")" + more +
         "}}";
}

/// An address as JSON; `more` is members with a comma in front.
inline std::string address(const std::string& city, const std::string& more = "",
                           const std::string& country = "DE") {
  return R"({"firstname":"Ada","lastname":"Ng","street":["Weg 1"],"city":")" + city +
         R"(","postcode":"10115","country_id":")" + country + R"(","telephone":"030")" + more + '}';
}

inline std::string addresses(const std::string& list) { return R"(,"addresses":[)" + list + ']'; }

inline store_options shop_of_one() {
  auto options = small_shop();
  options.customers = {{.id = 7,
                        .email = "ada@b.example",
                        .firstname = "Ada",
                        .lastname = "Ng",
                        .addresses = {{.id = 3,
                                       .firstname = "Ada",
                                       .lastname = "Ng",
                                       .street = {"Weg 1"},
                                       .city = "Berlin",
                                       .country_id = "DE",
                                       .postcode = "10115",
                                       .telephone = "030",
                                       .default_billing = true},
                                      {.id = 4,
                                       .firstname = "Ada",
                                       .lastname = "Ng",
                                       .street = {"Weg 2"},
                                       .city = "Hamburg",
                                       .country_id = "DE",
                                       .postcode = "20095",
                                       .telephone = "040"}}}};
  return options;
}

/// The only customer of the shop.
inline customer only_one(const shop_under_test& at) {
  const auto all = at.shop.customers();
  REQUIRE(all.size() == 1);
  return all.front();
}

}  // namespace acumage::simulator
