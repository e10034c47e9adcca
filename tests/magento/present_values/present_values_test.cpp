// What the simulated store has now, asked by the hundred: prices, quantities, orders and shipments.
#include "magento/present_values/present_values.hpp"

#include "magento/http_transport.hpp"
#include "magento/shipments/conversation.hpp"
#include "policy/shipment_order.hpp"
#include "support/checked_store.hpp"
#include "support/checked_transport.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace acumage;
using namespace acumage::magento;
using namespace acumage::tests;

namespace {

using kind = present_value::kind;
using questions = std::vector<present_question>;

simulator::store_options shop() {
  simulator::store_options options;
  options.products = {{.sku = "LAMP-07", .price = 42.5, .quantity = 5},
                      {.sku = "DESK", .price = 1e15, .quantity = 0},
                      {.sku = "A/B @1", .price = 3, .quantity = 2},
                      {.sku = "SET", .type = simulator::product_type::bundle_dynamic},
                      {.sku = "SHIRT", .type = simulator::product_type::configurable}};
  options.sources = {{.code = "wh_east"}};
  options.orders = {
      {.increment_id = "000000042", .lines = {{.sku = "LAMP-07", .qty = 3}}},
      {.increment_id = "000000043", .lines = {{.sku = "LAMP-07"}}, .state = "processing"},
      {.increment_id = "E-1", .lines = {{.sku = "DESK"}}, .ext_order_id = "SO SO000009"},
      {.increment_id = "TWICE", .lines = {{.sku = "DESK"}}, .store_id = 1},
      {.increment_id = "TWICE", .lines = {{.sku = "DESK"}}, .store_id = 2, .state = "processing"}};
  return options;
}

/// A store, a connection to it, and what was learnt of its pages.
struct bench {
  explicit bench(simulator::store_options options = shop(), present_options how = {})
      : store{std::move(options)} {
    REQUIRE(store.start().ok());
    store_address where;
    where.url = store.url();
    where.bearer_token = "simulator-token";
    way = connect(std::move(where), nullptr);
    values.emplace(*way, limits, std::move(how));
  }
  std::vector<present_value> of(entity which, const questions& asked) {
    auto page = values->of(which, asked);
    REQUIRE_FALSE(page.outage.has_value());
    REQUIRE(page.values.size() == asked.size());
    return std::move(page.values);
  }
  present_value of(entity which, const std::string& key, const std::string& order = {}) {
    return of(which, questions{{key, order}}).front();
  }

  checked_store store;
  std::unique_ptr<transport> way;
  page_limits limits;
  std::optional<present_values> values;
};

}  // namespace

TEST_CASE(
    "present prices: in the shortest form, whatever the spelling, and unfit types are unknown") {
  bench on;
  const auto found =
      on.of(entity::pricing, {{"lamp-07 "}, {"DESK"}, {"NOPE"}, {"SHIRT"}, {"LAMP-07"}});
  CHECK(found[0].is == kind::held);
  CHECK(found[0].value == "42.5");
  CHECK(found[1].value == "100000000000000");  // the store's column holds no more
  CHECK(found[2].is == kind::unknown);
  CHECK(found[3].is == kind::unknown);
  CHECK(found[4].value == "42.5");
  CHECK(on.store.count().arrived == 1);
}

TEST_CASE("present prices: of the scope that the node writes, or the one it inherits") {
  auto options = shop();
  bench on{std::move(options), {.price_store = 2}};
  on.store.set_price_scope(simulator::price_scope::website);
  on.store.set_price("DESK", 2, 7);
  CHECK(on.of(entity::pricing, "DESK").value == "7");
  CHECK(on.of(entity::pricing, "LAMP-07").value == "42.5");
}

TEST_CASE("present quantities: by source, 0 without a row, unknown without a product") {
  bench on;
  REQUIRE(on.store.set_quantity("LAMP-07", "wh_east", 7.25));
  const auto found = on.of(entity::inventory, {{"LAMP-07@wh_east"},
                                               {"lamp-07@WH_EAST"},
                                               {"LAMP-07@default"},
                                               {"DESK@wh_east"},
                                               {"DESK@default"},
                                               {"A/B @1@default"},
                                               {"NOPE@default"},
                                               {"SET@default"},
                                               {"LAMP-07@nowhere"},
                                               {"LAMP-07"}});
  CHECK(found[0].value == "7.25");
  CHECK(found[1].value == "7.25");
  CHECK(found[2].value == "5");
  CHECK(found[3].is == kind::held);
  CHECK(found[3].value == "0");
  CHECK(found[3].words == "the SKU has no row at this source");
  CHECK(found[4].value == "0");
  CHECK(found[5].value == "2");
  CHECK(found[6].is == kind::unknown);
  CHECK(found[7].is == kind::unknown);
  CHECK(found[8].is == kind::unreadable);
  CHECK(found[8].words.find("nowhere") != std::string::npos);
  CHECK(found[9].is == kind::unreadable);
}

TEST_CASE("present quantities: a product deleted since the last call is unknown, its rows or not") {
  bench on;
  CHECK(on.of(entity::inventory, "LAMP-07@default").value == "5");
  REQUIRE(on.store.remove_product("LAMP-07"));
  CHECK(on.of(entity::inventory, "LAMP-07@default").is == kind::unknown);
}

TEST_CASE("present quantities: 500 keys in a few requests, pages as large as the store allows") {
  auto options = shop();
  questions asked;
  for (int i = 0; i < 250; ++i) {
    const auto sku = "SKU-" + std::to_string(i);
    options.products.push_back({.sku = sku, .price = 1, .quantity = i});
    asked.push_back({sku + "@default"});
    asked.push_back({sku + "@wh_east"});
  }
  options.max_page_size = 50;
  bench on{std::move(options)};
  for (int i = 0; i < 250; ++i)
    REQUIRE(on.store.set_quantity("SKU-" + std::to_string(i), "wh_east", 1000 + i));
  const auto found = on.of(entity::inventory, asked);
  for (std::size_t i = 0; i < 250; ++i) {
    CHECK(found[2 * i].value == std::to_string(i));
    CHECK(found[2 * i + 1].value == std::to_string(1000 + i));
  }
  CHECK(on.limits.most() == 50);
  CHECK(on.store.count().arrived < 40);
}

TEST_CASE("present quantities: a store without MSI shows its stock items") {
  auto options = shop();
  options.multi_source = false;
  bench on{std::move(options)};
  const auto found =
      on.of(entity::inventory,
            {{"LAMP-07@default"}, {"DESK@default"}, {"NOPE@default"}, {"LAMP-07@wh_east"}});
  CHECK(found[0].value == "5");
  CHECK(found[1].value == "0");
  CHECK(found[2].is == kind::unknown);
  CHECK(found[3].is == kind::unreadable);
}

TEST_CASE(
    "present orders: the status by number, by the ERP's key, and none for what is not there") {
  bench on;
  const auto found = on.of(entity::order, {{"SO SO000001", "000000042"},
                                           {"SO SO000002", "000000043"},
                                           {"SO SO000009", "ERP-SO-SO000009"},
                                           {"SO SO000010", "000000099"},
                                           {"SO SO000011", ""},
                                           {"SO SO000012", "TWICE"}});
  CHECK(found[0].value == "pending");
  CHECK(found[0].state == "new");
  CHECK(found[1].value == "processing");
  CHECK(found[2].value == "pending");
  CHECK(found[3].is == kind::unknown);
  CHECK(found[3].words.find("000000099") != std::string::npos);
  CHECK(found[4].is == kind::unknown);
  CHECK(found[5].is == kind::unreadable);
  CHECK(found[5].words.find("order_sync.order_store") != std::string::npos);
  bench second{shop(), {.order_store = 2}};
  CHECK(second.of(entity::order, "SO SO000012", "TWICE").value == "processing");
}

TEST_CASE("present orders: 500 of them, page by page") {
  simulator::store_options options;
  options.products = {{.sku = "LAMP-07", .price = 1, .quantity = 5}};
  options.max_page_size = 30;
  questions asked;
  for (int i = 0; i < 500; ++i) {
    const auto number = "N-" + std::to_string(i);
    options.orders.push_back({.increment_id = number,
                              .lines = {{.sku = "LAMP-07"}},
                              .state = i % 2 == 0 ? "new" : "processing"});
    asked.push_back({"SO " + std::to_string(i), number});
  }
  bench on{std::move(options)};
  const auto found = on.of(entity::order, asked);
  for (std::size_t i = 0; i < 500; ++i)
    CHECK(found[i].value == (i % 2 == 0 ? "pending" : "processing"));
}

TEST_CASE(
    "present shipments: the lines under its marker, supplements included, and none without one") {
  bench on;
  const auto ship = [&](const std::string& number, const std::string& quantity) {
    policy::shipment_order what;
    what.shipment = number;
    what.erp_order = "SO SO000001";
    what.order = "000000042";
    what.source = "default";
    what.carrier = "custom";
    what.title = "UPS";
    what.lines = {{"1", "LAMP-07", quantity}};
    delivery sent;
    sent.entity = entity::shipment;
    sent.key = number + "@SO SO000001";
    sent.value = policy::encode(what);
    const auto talk = send_shipment(sent);
    auto step = talk->advance(nullptr);
    while (step.next) {
      const auto reply = on.way->exchange(*step.next, "test");
      step = talk->advance(&reply);
    }
    REQUIRE(step.done->rows.front().verdict == row_verdict::delivered);
  };
  ship("004417", "2");
  const auto found = on.of(entity::shipment, {{"004417@SO SO000001", "000000042"},
                                              {"004418@SO SO000001", "000000042"},
                                              {"004419@SO SO000002", "000000043"},
                                              {"004420@SO SO000010", "000000099"},
                                              {"004421@SO SO000011", ""}});
  CHECK(found[0].is == kind::held);
  CHECK(found[0].value == "LAMP-07=2");
  CHECK(found[1].is == kind::held);
  CHECK(found[1].value == "none");
  CHECK(found[2].value == "none");
  CHECK(found[3].is == kind::unknown);
  CHECK(found[4].is == kind::unknown);
}

TEST_CASE("present values: an outage is no difference, and the next call reads again") {
  using simulator::fault_answer;
  for (const auto answer :
       {fault_answer::reset, fault_answer::bad_gateway, fault_answer::maintenance,
        fault_answer::unauthorized, fault_answer::too_many_requests, fault_answer::database_down,
        fault_answer::half}) {
    CAPTURE(simulator::to_string(answer));
    bench on;
    on.store.inject({.answer = answer});
    for (const auto& [which, asked] :
         {std::pair{entity::pricing, questions{{"LAMP-07"}}},
          std::pair{entity::inventory, questions{{"LAMP-07@default"}}},
          std::pair{entity::order, questions{{"SO SO000001", "000000042"}}},
          std::pair{entity::shipment, questions{{"004417@SO SO000001", "000000042"}}}}) {
      const auto page = on.values->of(which, asked);
      CHECK(page.outage.has_value());
      CHECK(page.values.empty());
    }
    on.store.clear_faults();
    CHECK(on.of(entity::pricing, "LAMP-07").value == "42.5");
    CHECK(on.of(entity::order, "SO SO000001", "000000042").value == "pending");
  }
}

TEST_CASE("present values: a fault that strikes only what is asked is unreadable, with its words") {
  bench on;
  on.store.inject({.answer = simulator::fault_answer::internal_error,
                   .where = {.path = "base-prices-information"}});
  const auto found = on.of(entity::pricing, "LAMP-07");
  CHECK(found.is == kind::unreadable);
  CHECK(found.words.find("500") != std::string::npos);
}
