// What the settings of orders make of a row, from the settings file to the store.
#include "tests/pipeline/scenarios.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

namespace acumage::tests {
namespace {

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

struct order_node {
  struck_shop store{sales_shop()};
  shop_node node;
  std::uint64_t stamp = 0;

  explicit order_node(const std::vector<std::string>& settings) : node{store, settings} {}
  void tell(const std::string& row) {
    node.push(entity::order, {row}, ++stamp);
    node.settle();
  }
  std::string end_of(const std::string& key) const {
    const auto ends = node.ends(key);
    return ends.empty() ? "none" : ends.front();
  }
  std::string status() const { return store.shop.sold.order_of("000000042")->status; }
};

/// What the store keeps of the order that was born in the ERP.
simulator::stored_order born_with(const std::vector<std::string>& more) {
  auto settings = sales_settings({"order_sync.create_erp_orders=true"});
  settings.insert(settings.end(), more.begin(), more.end());
  order_node all{settings};
  all.tell(born_row());
  CHECK(all.node.node().letters().empty());
  return all.store.shop.sold.read([](const simulator::sales_tables& tables) {
    REQUIRE(tables.orders.size() == 2);
    return tables.orders.rbegin()->second;
  });
}

TEST_CASE(
    "setting order_sync.order_types: others are not sent, and none with an empty list [SPEC 7 "
    "Order]") {
  order_node all{sales_settings({"order_sync.order_types=CT"})};
  all.tell(order_row("On Hold"));
  CHECK(all.end_of("SO SO009120") == "filtered order type");
  CHECK(all.store.exchanges().empty());
  all.tell(replaced(order_row("On Hold"), R"("OrderType":"SO")", R"("OrderType":"CT")"));
  CHECK(all.status() == "holded");
  order_node none{sales_settings({"order_sync.order_types="})};
  none.tell(order_row("On Hold"));
  CHECK(none.end_of("SO SO009120") == "filtered order type");
}

TEST_CASE(
    "setting order_statuses: the text counts exactly, what is unmapped is listed [SPEC 7 Order]") {
  for (const auto* status : {"on hold", "Onhold", "Backordered"}) {
    INFO(status);
    order_node all{sales_settings()};
    all.tell(order_row(status));
    CHECK(all.end_of("SO SO009120") == "filtered unmapped status");
    CHECK(all.store.exchanges().empty());
    const auto listed = all.node.node().stats().unmapped.list();
    REQUIRE(listed.size() == 1);
    CHECK(listed.front().kind == "status");
    CHECK(listed.front().value == status);
    CHECK(listed.front().example == "SO SO009120");
  }
}

TEST_CASE("setting order_statuses: what is mapped is done [SPEC 7 Order]") {
  const auto after = [](const std::vector<std::string>& statuses) {
    order_node all{sales_settings()};
    for (const auto& each : statuses) all.tell(order_row(each));
    return all.status();
  };
  CHECK(after({"Open"}) == "pending");
  CHECK(after({"Shipping"}) != "holded");
  CHECK(after({"On Hold"}) == "holded");
  CHECK(after({"On Hold", "Released"}) == "pending");
  CHECK(after({"Canceled"}) == "canceled");
}

TEST_CASE("setting order_statuses: a status of the order's state arrives there [SPEC 7 Order]") {
  order_node all{sales_settings({"[order_statuses] Back Order = fraud",
                                 "[order_statuses] Pick List = processing/picked",
                                 "[order_statuses] Done = complete"})};
  all.store.shop.sold.write([](simulator::sales_tables& tables) {
    auto& order = tables.orders.begin()->second.is;
    order.state = order.status = "processing";
    return 0;
  });
  all.tell(order_row("Back Order"));
  CHECK(all.status() == "fraud");
  all.tell(order_row("Pick List"));
  CHECK(all.status() == "picked");
  all.tell(order_row("Done"));
  CHECK(all.status() == "picked");
  CHECK(all.end_of("SO SO009120") ==
        "delivered sent as a comment: status complete belongs to state complete, the order is in "
        "processing");
}

TEST_CASE(
    "setting order_sync.create_erp_orders: off creates none, on creates it once [SPEC 7 Order]") {
  order_node off{sales_settings()};
  off.tell(born_row());
  CHECK(off.end_of("SO SO009999") == "filtered created in the ERP");
  CHECK(off.store.exchanges().empty());
  order_node on{sales_settings({"order_sync.create_erp_orders=true"})};
  on.tell(born_row());
  on.tell(born_row());
  CHECK(on.store.shop.sold.orders().size() == 2);
  CHECK(on.store.shop.sold.order_of("ERP-SO-SO009999")->ext_order_id == "SO SO009999");
}

TEST_CASE("setting order_sync.store_id: a created order is of that store view [SPEC 7 Order]") {
  CHECK(born_with({}).is.store_id == 1);
  CHECK(born_with({"order_sync.store_id=2"}).is.store_id == 2);
}

TEST_CASE("setting order_sync.payment_method: a created order is paid by it [SPEC 7 Order]") {
  CHECK(simulator::text_in(born_with({}).payment, "method") == "checkmo");
  CHECK(simulator::text_in(born_with({"order_sync.payment_method=purchaseorder"}).payment,
                           "method") == "purchaseorder");
}

TEST_CASE("setting order_sync.shipping_method: a created order is sent by it [SPEC 7 Order]") {
  CHECK(born_with({}).shipping_method == "flatrate_flatrate");
  CHECK(born_with({"order_sync.shipping_method=tablerate_bestway"}).shipping_method ==
        "tablerate_bestway");
}

TEST_CASE(
    "setting order_sync.increment_prefix: a created order's number begins so [SPEC 7 Order]") {
  CHECK(born_with({}).is.increment_id == "ERP-SO-SO009999");
  CHECK(born_with({"order_sync.increment_prefix=ACU"}).is.increment_id == "ACUSO-SO009999");
}

TEST_CASE(
    "setting order_sync.order_number_field: the store's number is in that column [SPEC 7 Order]") {
  order_node all{sales_settings({"order_sync.order_number_field=Web Order"})};
  all.tell(replaced(order_row("On Hold"), R"("ExternalRef":"000000042")",
                    R"("ExternalRef":"none of the shop's","Web Order":"000000042")"));
  CHECK(all.status() == "holded");
}

}  // namespace
}  // namespace acumage::tests
