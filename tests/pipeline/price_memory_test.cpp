// Prices that are remembered, from their notifications to the store (SPEC 7, "Pricing").
#include "acumatica/notification.hpp"
#include "node/options.hpp"
#include "tests/pipeline/shop_node.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace acumage::tests {
namespace {

std::string row(const std::string& columns) {
  return R"({"InventoryID":"LAMP-07",)" + columns + "}";
}

struct priced_node {
  struck_shop store{lamp_shop()};
  shop_node node;

  explicit priced_node(const std::vector<std::string>& settings = {}) : node{store, settings} {}
  void tell(std::uint64_t stamp, const std::string& columns) {
    node.push(entity::pricing, {row(columns)}, stamp);
    node.settle();
  }
  std::string price() const { return std::to_string(*store.shop.goods.price_of("LAMP-07", 0)); }
  std::string end() const { return node.ends("LAMP-07").front(); }
};

TEST_CASE("prices: one that comes while the item is not sold is sent when it is [SPEC 7 Pricing]") {
  priced_node all;
  all.tell(1, R"("DefaultPrice":100,"ItemStatus":"Active")");
  all.tell(2, R"("DefaultPrice":150,"ItemStatus":"Inactive")");
  CHECK(all.end() == "filtered inactive item");
  CHECK(all.price() == "100.000000");
  all.tell(3, R"("DefaultPrice":null,"ItemStatus":"Active")");
  CHECK(all.end() == "delivered");
  CHECK(all.price() == "150.000000");
}

TEST_CASE("prices: what is known survives a restart, and a baseline is part of it") {
  priced_node all;
  auto base = row_of(entity::pricing, row(R"("DefaultPrice":70)"), 1);
  base.kind = change_kind::baseline;
  all.node.node().push_changes({base});
  all.node.settle();
  CHECK(all.end() == "filtered baseline");
  CHECK(all.price() == "42.000000");
  all.node.node().restart();
  all.tell(2, R"("ItemStatus":"Active")");
  CHECK(all.price() == "70.000000");
}

TEST_CASE("prices: one that comes late is sent, though the item's status came in a newer row") {
  priced_node all;
  all.tell(1, R"("DefaultPrice":100,"ItemStatus":"Active")");
  all.tell(3, R"("ItemStatus":"No Purchases")");
  all.tell(2, R"("DefaultPrice":120)");
  CHECK(all.price() == "120.000000");
  all.tell(1, R"("DefaultPrice":110)");
  CHECK(all.price() == "120.000000");
  CHECK(all.node.node().balanced());
}

TEST_CASE("prices: republish works them out again, after the settings have changed") {
  struck_shop store{lamp_shop()};
  shop_node node{store, {"price_sync.decimals=2"}};
  auto base = row_of(entity::pricing, row(R"("DefaultPrice":70.128)"), 1);
  base.kind = change_kind::baseline;
  node.node().push_changes({base});
  node.settle();
  node.node().republish();
  node.settle();
  CHECK(std::to_string(*store.shop.goods.price_of("LAMP-07", 0)) == "70.130000");
}

TEST_CASE("prices: two rows that contradict each other are dead letters [SPEC 5 Contradiction]") {
  priced_node all;
  const auto body = R"({"Inserted":[)" + row(R"("DefaultPrice":10)") + "," +
                    row(R"("DefaultPrice":12)") +
                    R"(],"Query":"MC Price","CompanyId":"N","Id":"1","TimeStamp":5})";
  auto read = acumatica::read_notification(body, node::reading_of(settings_of({})), 0);
  REQUIRE(read.ok());
  all.node.node().push_changes(std::move(read->parcels.front().changes));
  all.node.settle();
  CHECK(all.price() == "42.000000");
  const auto letters = all.node.node().letters();
  REQUIRE(letters.size() == 2);
  for (const auto& each : letters) {
    CHECK(each.reason == letter_class::data);
    CHECK(each.change.what.inserted.find("10") != std::string::npos);
    CHECK(each.change.what.inserted.find("12") != std::string::npos);
  }
  all.tell(6, R"("DefaultPrice":11)");
  CHECK(all.price() == "11.000000");
}

TEST_CASE("prices: 0 by rounding, and too many digits, are dead letters [SPEC 7 Pricing]") {
  priced_node all{{"price_sync.decimals=2"}};
  all.tell(1, R"("DefaultPrice":0.0040)");
  CHECK(all.end().starts_with("dead_lettered data: DefaultPrice: 0.004 is 0 when rounded"));
  all.tell(2, R"("DefaultPrice":9999999999999.99)");
  CHECK(
      all.end().starts_with("dead_lettered data: DefaultPrice: 9999999999999.99 has more digits"));
  CHECK(all.price() == "42.000000");
}

}  // namespace
}  // namespace acumage::tests
