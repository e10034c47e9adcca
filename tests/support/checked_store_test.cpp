#include "tests/support/checked_store.hpp"

#include <doctest/doctest.h>
#include <httplib.h>

namespace acumage::tests {
namespace {

TEST_CASE("checked store: what is sent to it is held against the schema, whatever it answers") {
  checked_store store{{.token = "secret"}};
  REQUIRE(store.start().ok());
  store.inject({.answer = simulator::fault_answer::maintenance});
  httplib::Client client{store.url()};
  client.Post("/rest/all/V1/products/base-prices", R"({"prices":[]})", "application/json");
  CHECK(store.take_violations().empty());
  client.Post("/rest/all/V1/products/base-prices", R"({"price":[]})", "application/json");
  CHECK(store.take_violations() ==
        std::set<std::string>{"POST /V1/products/base-prices: price: not known",
                              "POST /V1/products/base-prices: prices: missing"});
  client.Get("/simulator/state");
  CHECK(store.take_violations().empty());
}

}  // namespace
}  // namespace acumage::tests
