// Answers of the store that the simulated one does not give: other scopes, sold-out flags, odd SKUs in paths.
#include "../transcripts.hpp"
#include "magento/present_values/present_values.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <vector>

using namespace acumage;
using namespace acumage::magento;
using namespace acumage::tests;

namespace {

using kind = present_value::kind;

struct scripted final : transport {
  std::function<answer(const request&)> store;
  std::vector<std::string> ids;

  answer exchange(const request& what, const std::string& request_id) override {
    ids.push_back(request_id);
    return store(what);
  }
  void interrupt() override {}
};

struct bench {
  explicit bench(std::function<answer(const request&)> script) { way.store = std::move(script); }
  present_value of(entity which, const std::string& key, const std::string& order = {}) {
    const std::vector<present_question> asked{{key, order}};
    auto page = values.of(which, asked);
    REQUIRE_FALSE(page.outage.has_value());
    return page.values.front();
  }

  scripted way;
  page_limits limits;
  present_values values{way, limits, {}};
};

/// A store without MSI, whose stock item this is.
std::function<answer(const request&)> legacy(answer item) {
  return [item](const request& what) {
    if (what.path.starts_with("/V1/stockItems/")) return item;
    if (what.path == "/V1/modules") return answered(200, R"(["Magento_Catalog"])");
    if (what.path.starts_with("/V1/store/storeConfigs")) return answered(200, "[]");
    return answered(404, R"({"message":"Request does not match any route."})");
  };
}

}  // namespace

TEST_CASE("present prices: a product with a price in another scope alone is known, and has none") {
  bench on{[](const request&) {
    return answered(200, R"([{"price":29.949999999999999,"store_id":0,"sku":"A"},)"
                         R"({"price":7,"store_id":2,"sku":"B"}])");
  }};
  CHECK(on.of(entity::pricing, "a").value == "29.95");
  CHECK(on.of(entity::pricing, "B").value == "none");
  CHECK(on.way.ids == std::vector<std::string>{"compare-1", "compare-2"});
}

TEST_CASE("present quantities: what the store has and does not sell is out of stock") {
  CHECK(bench{legacy(answered(200, R"({"qty":5,"is_in_stock":false,"min_qty":0})"))}
            .of(entity::inventory, "A@default")
            .value == "5 out of stock");
  // The store itself switches it off there.
  CHECK(bench{legacy(answered(200, R"({"qty":5,"is_in_stock":false,"min_qty":5})"))}
            .of(entity::inventory, "A@default")
            .value == "5");
  CHECK(bench{legacy(answered(200, R"({"qty":0,"is_in_stock":false})"))}
            .of(entity::inventory, "A@default")
            .value == "0");
}

TEST_CASE("present quantities: a SKU that the path does not carry is unreadable, and no outage") {
  const auto found = bench{legacy(answered(401, R"({"message":"The signature is invalid."})"))}.of(
      entity::inventory, "A/B@default");
  CHECK(found.is == kind::unreadable);
  CHECK(found.words.find("401") != std::string::npos);
}

TEST_CASE("present orders: a refusal of the search is unreadable for its numbers") {
  bench on{[](const request&) { return answered(400, R"({"message":"Invalid attribute"})"); }};
  const auto found = on.of(entity::order, "SO SO000001", "000000042");
  CHECK(found.is == kind::unreadable);
  CHECK(on.of(entity::shipment, "1@SO SO000001", "000000042").is == kind::unreadable);
}

TEST_CASE(
    "present values: 500 without words is an outage unless the store's health says otherwise") {
  for (const bool well : {true, false}) {
    scripted way;
    way.store = [well](const request& what) {
      return well && what.path.starts_with("/V1/store/") ? answered(200, "[]")
                                                         : answered(500, "oops");
    };
    page_limits limits;
    present_values values{way, limits, {}};
    const std::vector<present_question> asked{{"A"}};
    const auto page = values.of(entity::pricing, asked);
    CHECK(page.outage.has_value() == !well);
  }
}

TEST_CASE("present values: no keys, no request") {
  bench on{[](const request&) { return answered(500, ""); }};
  for (const auto which : {entity::pricing, entity::order, entity::shipment}) {
    const auto page = on.values.of(which, {});
    CHECK_FALSE(page.outage.has_value());
  }
  CHECK(on.way.ids.empty());
}
