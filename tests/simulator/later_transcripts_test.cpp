// Sends what was recorded of a Magento 2.4.7-p3 to a simulator that has what that shop had.
#include "customers/recorded.hpp"
#include "simulator/shop.hpp"
#include "transcript.hpp"

#include <doctest/doctest.h>

#include <iostream>
#include <set>
#include <string>

namespace acumage::simulator {
namespace {

std::string orc(int number) {
  const std::string digits = std::to_string(number);
  return "ORC-" + std::string(4 - digits.size(), '0') + digits;
}

store_options shop_of_p3() {
  store_options made{.token = "full-token", .sources = {{.code = "wh-eu"}}};
  for (int i = 1; i <= 120; ++i) made.products.push_back({.sku = orc(i), .quantity = 100});
  made.products.push_back(
      {.sku = "BUN-SEP", .type = product_type::bundle_fixed, .ships_separately = true});
  made.products.push_back({.sku = "BUN-TOG", .type = product_type::bundle_fixed});
  made.products.push_back({.sku = "GRP-1", .type = product_type::grouped});
  made.customers = {{.id = 55,
                     .email = "before@example.test",
                     .firstname = "A",
                     .lastname = "B",
                     .addresses = {{.id = 38,
                                    .firstname = "A",
                                    .lastname = "B",
                                    .street = {"1"},
                                    .city = "Austin",
                                    .country_id = "US",
                                    .postcode = "78701",
                                    .telephone = "1"}}}};
  return made;
}

/// The next order and the next of its lines get these numbers.
void number_next(shop& of, std::int64_t order, std::int64_t item) {
  of.sold.write([&](sales_tables& all) {
    all.last.order = order - 1;
    all.last.order_item = item - 1;
    all.last.shipment = 69;
    return 0;
  });
}

void place_orders(shop& of) {
  for (int i = 1; i <= 120; ++i) of.set_quantity(orc(i), "wh-eu", 100);
  of.add_order({.lines = {{.sku = orc(1)}}});
  number_next(of, 51, 154);
  of.add_order({.lines = {{.sku = orc(113), .qty = 2, .price = 5.01}}, .state = "processing"});
  of.sold.write([](sales_tables& all) {
    auto& order = *all.find_order(51);
    order.is.items.front().qty_invoiced = 2;
    for (const auto* column : {"grand_total", "total_paid"}) order.columns[column] = 20.02;
    return 0;
  });
  number_next(of, 100, 235);
  of.add_order({.lines = {{.sku = "BUN-SEP"},
                          {.sku = orc(52), .qty = 2, .parent = 0},
                          {.sku = orc(53), .parent = 0}}});
  of.add_order({.lines = {{.sku = "BUN-TOG"},
                          {.sku = orc(52), .qty = 2, .parent = 0},
                          {.sku = orc(53), .parent = 0}}});
  of.add_order({.lines = {{.sku = orc(54), .qty = 2}}});
}

answer send(shop& to, const transcript& row) {
  wire_plan plan;
  const auto header = [&](std::string_view wanted) -> std::string_view {
    for (const auto& [name, value] : row.headers)
      if (name == wanted) return value;
    return {};
  };
  return to.serve({.method = row.method,
                   .target = row.path,
                   .body = row.request,
                   .content_type = header("Content-Type"),
                   .accept = header("Accept"),
                   .authorization = row.token == "none" ? "" : "Bearer full-token"},
                  plan);
}

TEST_CASE(
    "transcripts: the simulator answers as a 2.4.7-p3 did, but for what is listed [SPEC 12]") {
  // The product and the order are shown with more columns than this shop has.
  const std::set<int> known_to_differ{1095, 1096};
  shop p3{shop_of_p3()};
  place_orders(p3);
  std::set<int> differing;
  int sent = 0;
  for (const auto& row : recorded("simulator_transcripts_p3.jsonl")) {
    if (!left_out_because(row.number).empty()) continue;
    ++sent;
    const auto reply = send(p3, row);
    if (reply.status == row.status &&
        (reply.body == row.response ||
         without_moments(reply.body) == without_moments(row.response)))
      continue;
    differing.insert(row.number);
    std::cout << "row " << row.number << " (" << row.note << "): " << reply.status << ' '
              << reply.body.substr(0, 300) << "\n  expected " << row.status << ' '
              << row.response.substr(0, 300) << '\n';
  }
  CHECK(sent == 32);
  CHECK(differing == known_to_differ);
}

}  // namespace
}  // namespace acumage::simulator
