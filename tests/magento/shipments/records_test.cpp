#include "magento/shipments/records.hpp"

#include "magento/shipments/goods.hpp"

#include "../transcripts.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace acumage;
using namespace acumage::magento;
using namespace acumage::tests;

namespace {

constexpr const char* recordings = "magento_shipments.jsonl";

}  // namespace

TEST_CASE("sales records: orders are read as the store writes them") {
  const auto orders = read_orders(recorded(recordings, 319));
  REQUIRE(orders);
  REQUIRE(orders->size() == 1);
  const auto& order = orders->front();
  CHECK(order.id == 1);
  CHECK(order.number == "000000001");
  CHECK(order.store == 1);
  CHECK(order.status == "pending");
  REQUIRE(order.items.size() == 1);
  CHECK(order.items[0].id == 1);
  CHECK(order.items[0].sku == "ORC-0001");
  CHECK(ships_itself(order, order.items[0]));
  CHECK(order.items[0].open().to_string() == "2");
  CHECK(order.find(1) == &order.items[0]);
  CHECK(order.find(2) == nullptr);
  for (const int none : {321, 442}) CHECK(read_orders(recorded(recordings, none))->empty());
  CHECK(read_orders(recorded(recordings, 322))->size() == 2);
  for (const auto* bad : {"", "[]", "{}", R"({"items":null,"total_count":3})"})
    CHECK_FALSE(read_orders(answered(200, bad)));
  CHECK_FALSE(read_orders(recorded(recordings, 381)));
}

TEST_CASE("sales records: shipments are read whole or trimmed, without tracks or comments") {
  const auto whole = read_documents(recorded(recordings, 411));
  REQUIRE(whole);
  REQUIRE(whole->documents.size() == 1);
  CHECK(whole->documents[0].id == 1);
  CHECK(whole->documents[0].lines[0].order_item == 1);
  CHECK(whole->documents[0].lines[0].quantity.to_string() == "2");
  CHECK(whole->documents[0].tracks == std::vector<std::string>{"TRK0001"});
  CHECK(whole->documents[0].comments.empty());
  const auto several = read_documents(recorded(recordings, 415));
  REQUIRE(several);
  CHECK(several->total == 2);
  CHECK(several->documents.size() == 2);
  CHECK(several->documents[1].tracks.empty());
  CHECK(read_documents(recorded(recordings, 442))->documents.empty());
  CHECK_FALSE(read_documents(recorded(recordings, 381)));
  const auto one = read_document(recorded(recordings, 418));
  REQUIRE(one);
  CHECK(one->tracks == std::vector<std::string>{"TRK0001"});
  CHECK_FALSE(read_document(recorded(recordings, 419)));
  const auto wide = read_documents(recorded(recordings, 494));
  CHECK(wide->documents[0].tracks == std::vector<std::string>{"日本Ü????"});
}

TEST_CASE("sales records: the id of what was made comes with quotes or without") {
  CHECK(read_id(recorded(recordings, 346)) == 1);
  CHECK(read_id(answered(200, "22")) == 22);
  for (const auto* bad : {"null", "\"x\"", "[]", "0", "true", ""})
    CHECK_FALSE(read_id(answered(200, bad)));
  CHECK_FALSE(read_id(recorded(recordings, 349)));
}

TEST_CASE("sales records: open is what was neither shipped, sent back nor canceled") {
  const auto open = [](const char* shipped, const char* refunded, const char* canceled) {
    order_item item;
    item.ordered = *decimal::parse("5");
    item.shipped = *decimal::parse(shipped);
    item.refunded = *decimal::parse(refunded);
    item.canceled = *decimal::parse(canceled);
    return item.open().to_string();
  };
  CHECK(open("0", "0", "0") == "5");
  CHECK(open("2", "1", "0") == "3");
  CHECK(open("1", "2", "0") == "3");
  CHECK(open("2", "0", "3") == "0");
  CHECK(open("4.5", "0", "3") == "0");
}
