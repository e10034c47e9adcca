// What a customer's rows come to through the whole node: what is remembered, what is told, what ends how.
#include "tests/pipeline/shop_node.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;
using texts = std::vector<std::string>;

const texts delivered{"delivered"};
const texts on{"entities.customer=true", "customer_sync.classes=INTL", "[customer_groups]INTL = 2",
               "[customer_groups]INTL/TRADE = 3"};
const std::string search = "GET /V1/customers/search";

std::string row(const std::string& columns) {
  return R"({"CustomerID":"C000902","CustomerClass":null,)" + columns + "}";
}

const std::string ada =
    R"({"CustomerID":"C000902   ","CustomerName":"Ada Lovelace","Email":"ada@example.com",)"
    R"("CustomerClass":"intl","AddressLine1":"12 Elm St","City":"Boston","State":"MA",)"
    R"("Country":"us","PostalCode":"02108","Phone1":"617"})";
const std::string in_the_store =
    "customer ada@example.com Ada Lovelace group 2\n"
    "  address 12 Elm St, 02108 Boston US billing shipping\n";

/// A running node with its store, and Ada in both.
struct shop_with_ada {
  explicit shop_with_ada(const texts& settings = on) : node{store, settings} {
    node.push(entity::customer, {ada}, 10);
    node.settle();
    store.forget();
  }
  void push(const std::string& columns, std::uint64_t stamp) {
    node.push(entity::customer, {row(columns)}, stamp);
    node.settle();
  }
  std::string last_end() const { return node.ends("C000902").front(); }

  struck_shop store{lamp_shop()};
  shop_node node;
};

change baseline_of(const std::string& columns, std::uint64_t stamp) {
  auto what = row_of(entity::customer, columns, stamp);
  what.kind = change_kind::baseline;
  return what;
}

TEST_CASE("customer lane: rows are completed from what is known [SPEC 5]") {
  shop_with_ada shop;
  CHECK(shop.store.accounts() == in_the_store);
  CHECK(shop.node.ends("C000902") == delivered);
  shop.push(R"("PriceClassID":"TRADE","Phone1":"618")", 20);
  CHECK(shop.last_end() == "delivered");
  CHECK(shop.store.accounts().find("Ada Lovelace group 3") != std::string::npos);
  CHECK(shop.store.count("PUT") == 1);
}

TEST_CASE("customer lane: the same once more is unchanged, without a request [SPEC 6 Unchanged]") {
  shop_with_ada shop;
  shop.push(R"("City":"Boston")", 20);
  CHECK(shop.last_end() == "filtered unchanged");
  CHECK(shop.store.exchanges().empty());
}

TEST_CASE("customer lane: a row whose fields are all older is superseded [SPEC 5]") {
  shop_with_ada shop;
  shop.push(R"("Phone1":"old")", 9);
  CHECK(shop.last_end() == "superseded a newer version is known");
  shop.push(R"("Phone1":"old","AddressLine2":"Flat 3")", 9);
  CHECK(shop.last_end() == "delivered");
  CHECK(shop.store.accounts().find("12 Elm St Flat 3, 02108") != std::string::npos);
}

TEST_CASE("customer lane: a row without any value is filtered, and supersedes nothing [SPEC 5]") {
  shop_with_ada shop;
  shop.push(R"("Email":null)", 99);
  CHECK(shop.last_end() == "filtered no value");
  shop.push(R"("Phone1":"618")", 20);
  CHECK(shop.last_end() == "delivered");
}

TEST_CASE(
    "customer lane: waiting changes of one customer merge field by field [SPEC 6 Coalescing]") {
  shop_with_ada shop;
  shop.node.node().set_sending(entity::customer, false);
  shop.push(R"("Phone1":"618")", 21);
  shop.push(R"("City":"Cambridge")", 20);
  shop.node.node().set_sending(entity::customer, true);
  shop.node.settle();
  CHECK(shop.store.count("PUT") == 1);
  CHECK(shop.node.ends("C000902") == texts{"delivered", "delivered", "delivered"});
  CHECK(shop.store.accounts().find("Cambridge") != std::string::npos);
}

TEST_CASE(
    "customer lane: a class that is not in the list is filtered and listed [SPEC 7 Customer]") {
  shop_with_ada shop;
  shop.push(R"("Phone1":"619")", 20);
  shop.store.forget();
  shop.node.push(entity::customer, {R"({"CustomerID":"C1","CustomerClass":"OTHER"})"}, 20);
  shop.node.settle();
  CHECK(shop.node.ends("C1") == texts{"filtered class"});
  const auto listed = shop.node.node().stats().unmapped.list();
  REQUIRE(listed.size() == 1);
  CHECK(listed[0].kind == "class");
  CHECK(listed[0].value == "OTHER");
  CHECK(shop.store.exchanges().empty());
}

TEST_CASE("customer lane: off, it remembers and sends nothing [SPEC 7]") {
  struck_shop store{lamp_shop()};
  shop_node node{store, {"entities.customer=off", "customer_sync.classes=INTL"}};
  node.push(entity::customer, {ada}, 10);
  node.settle();
  CHECK(node.ends("C000902") == texts{"filtered switched off"});
  CHECK(node.node().ledger().document_of(entity::customer, "c000902")->has_value());
  CHECK(store.exchanges().empty());
}

TEST_CASE("customer lane: a baseline fills the memory and sends nothing [SPEC 7]") {
  struck_shop store{lamp_shop()};
  shop_node node{store, on};
  node.node().push_changes({baseline_of(ada, 10)});
  node.settle();
  CHECK(node.ends("C000902") == texts{"filtered baseline"});
  CHECK(store.exchanges().empty());
  node.push(entity::customer, {row(R"("Phone1":"618")")}, 20);
  node.settle();
  CHECK(store.accounts() == in_the_store);
}

TEST_CASE("customer lane: what a baseline has overtaken before a restart is told [SPEC 2]") {
  struck_shop store{lamp_shop()};
  shop_node node{store, on};
  node.node().set_sending(entity::customer, false);
  node.push(entity::customer, {ada}, 10);
  node.node().push_changes({baseline_of(ada, 11)});
  node.node().restart();
  node.node().set_sending(entity::customer, true);
  node.settle();
  CHECK(store.accounts() == in_the_store);
  auto ends = node.ends("C000902");
  std::sort(ends.begin(), ends.end());  // of the same moment
  CHECK(ends == texts{"delivered", "filtered baseline"});
}

TEST_CASE(
    "customer lane: an account whose making had no answer is found after its e-mail has changed "
    "[SPEC 2]") {
  struck_shop store{lamp_shop()};
  shop_node node{store, on};
  store.strike(2, blow::killed_after);  // after the look-ups of regions and e-mail
  node.push(entity::customer, {ada}, 10);
  node.node().advance(5s);
  REQUIRE(store.killed());
  REQUIRE(store.count("POST /V1/customers") == 1);
  store.revive();
  node.node().restart();
  node.push(entity::customer, {row(R"("Email":"lovelace@example.com")")}, 20);
  node.settle();
  REQUIRE(store.shop.accounts.list().size() == 1);
  CHECK(store.shop.accounts.list().front().email == "lovelace@example.com");
  store.forget();
  node.push(entity::customer, {row(R"("Email":"ada@example.com")")}, 30);
  node.settle();
  CHECK(node.ends("C000902").front() == "delivered");
  CHECK(store.count(search) == 0);  // linked by now
}

TEST_CASE("customer lane: one that lacks its class waits for it, then goes [SPEC 7 Customer]") {
  struck_shop store{lamp_shop()};
  shop_node node{store, on};
  node.push(entity::customer, {row(R"("CustomerName":"Bob","Email":"b@example.com")")}, 1);
  node.settle();
  CHECK(node.node().stats().lane(entity::customer).parked == 1);
  CHECK(store.exchanges().empty());
  node.push(entity::customer, {R"({"CustomerID":"C000902","CustomerClass":"INTL"})"}, 2);
  node.node().advance(301s);
  CHECK(node.ends("C000902") == texts{"delivered", "delivered"});
  CHECK(store.accounts() == "customer b@example.com Bob Bob group 2\n");
}

TEST_CASE("customer lane: a lone removal deletes nothing [SPEC 5]") {
  shop_with_ada shop;
  auto gone = row_of(entity::customer, ada, 30);
  gone.deleted = std::exchange(gone.inserted, "");
  auto half = gone;
  half.stamp = 10;  // of the row that came
  shop.node.node().push_changes({gone});
  shop.node.node().advance(5s);
  CHECK(shop.last_end() == "filtered removed");
  shop.node.node().push_changes({half});
  shop.node.node().advance(5s);
  CHECK(shop.last_end() == "superseded the other half came");
  CHECK(shop.store.accounts() == in_the_store);
}

TEST_CASE("customer lane: republished, a customer is worked out again from memory [SPEC 7]") {
  shop_with_ada shop;
  change again;
  again.entity = entity::customer;
  again.key = "C000902";
  again.stamp = 10;
  again.kind = change_kind::republish;
  auto nobody = again;
  nobody.key = "C1";
  shop.node.node().push_changes({again, nobody});
  shop.node.settle();
  CHECK(shop.last_end() == "filtered unchanged");
  CHECK(shop.node.ends("C1") == texts{"filtered nothing remembered"});
}

TEST_CASE(
    "customer lane: a letter replayed by force says what it said, and is not remembered [SPEC 9]") {
  shop_with_ada shop;
  shop.push(R"("Email":"not an address","Phone1":"1")", 20);
  REQUIRE(shop.node.node().letters().size() == 1);
  CHECK(shop.node.node().letters()[0].reason == letter_class::data);
  // The mend came with another row, which was not delivered yet.
  shop.node.node().set_sending(entity::customer, false);
  shop.push(R"("Email":"ada@new.example.com")", 30);
  replay_job job;
  job.id = "force";
  job.force = true;
  job.last_letter = shop.node.node().letters()[0].id;
  REQUIRE(shop.node.node().ledger().save_job(job).ok());
  shop.node.node().graph().replay(job);
  shop.node.node().advance(2s);
  REQUIRE(shop.node.node().letters().size() == 1);  // wrong as before
  const auto known = shop.node.node().ledger().document_of(entity::customer, "C000902");
  CHECK((*known)->text("email") == "ada@new.example.com");
  shop.node.node().set_sending(entity::customer, true);
  shop.node.settle();
  CHECK(shop.store.accounts().find("ada@new.example.com") != std::string::npos);
}

}  // namespace
}  // namespace acumage::tests
