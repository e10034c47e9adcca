// A replay by force sends what it said, and what is newer and waits follows it (SPEC 9).
#include "tests/pipeline/scenarios.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

std::string of_class(const std::string& name) {
  auto row = customer_row("ada@example.test", "12 Square");
  const std::string trade = R"("CustomerClass":"TRADE")";
  return row.replace(row.find(trade), trade.size(), R"("CustomerClass":")" + name + '"');
}

struct forcing_node {
  struck_shop store{sales_shop()};
  shop_node node;
  explicit forcing_node(const std::vector<std::string>& more = {})
      : node{store, sales_settings(more)} {}

  /// The row becomes a dead letter; the newer one waits when the letter is replayed by force.
  void overtake(entity which, const std::string& bad, const std::string& newer) {
    node.push(which, {bad}, 10);
    node.settle();
    REQUIRE(node.node().letters().size() == 1);
    node.node().set_sending(which, false);
    if (mend) mend();
    node.push(which, {newer}, 20);
    node.node().advance(10s);
    replay_job job;
    job.force = true;
    node.node().replay(job);
    node.node().advance(10s);
    if (before_resuming) before_resuming();
    node.node().set_sending(which, true);
    node.settle();
  }

  std::function<void()> mend;
  std::function<void()> before_resuming;
};

TEST_CASE(
    "customer: a newer change that waits follows one that is replayed by force [SPEC 9 Force]") {
  forcing_node all{{"[customer_groups] RETAIL = 99"}};
  SUBCASE("in one run") {}
  SUBCASE("after a restart in between") {
    all.before_resuming = [&] { all.node.node().restart(); };
  }
  all.mend = [&] { all.store.shop.accounts.add_group({99, "Late"}); };
  all.overtake(entity::customer, of_class("RETAIL"), of_class("TRADE"));
  REQUIRE(all.store.shop.accounts.list().size() == 1);
  CHECK(all.store.shop.accounts.list().front().group_id == 2);
  CHECK(all.store.count("POST /V1/customers") == 2);  // the first was refused
  CHECK(all.store.count("PUT /V1/customers/1") == 1);
  CHECK(all.node.ends("C000902").at(0) == "delivered");
  CHECK(all.node.ends("C000902").at(1) == "delivered");
}

TEST_CASE("customer: one that is replayed by force and wrong as before takes no other with it") {
  forcing_node all{{"[customer_groups] RETAIL = 99"}};
  all.overtake(entity::customer, of_class("RETAIL"), of_class("TRADE"));
  REQUIRE(all.store.shop.accounts.list().size() == 1);
  CHECK(all.store.shop.accounts.list().front().group_id == 2);
  CHECK(all.node.ends("C000902").front() == "delivered");
}

TEST_CASE("order: a newer status that waits follows one that is replayed by force [SPEC 9 Force]") {
  forcing_node all;
  const std::string without_number =
      R"({"OrderType":"SO","OrderNbr":"SO009120","Status":"On Hold"})";
  all.overtake(entity::order, without_number, order_row("Released"));
  CHECK(all.store.count("POST /V1/orders/1/hold") == 1);
  CHECK(all.store.count("POST /V1/orders/1/unhold") == 1);
  CHECK(all.node.ends("SO SO009120").at(0) == "delivered");
  CHECK(all.node.ends("SO SO009120").at(1) == "delivered");
}

}  // namespace
}  // namespace acumage::tests
