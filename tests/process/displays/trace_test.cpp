// What happened to a key, as commands and API say it: of a price and an order at the store simulator, with the ERP beside it.
#include "tests/process/pulls/document_rig.hpp"

#include <doctest/doctest.h>

#include <ctime>
#include <optional>

namespace acumage::tests {
namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

struct price_rig {
  price_rig() {
    REQUIRE(store.start().ok());
    node.emplace(store.url());
    node->start();
  }
  void push(std::uint64_t stamp, const std::string& sku, const std::string& price) {
    const auto row = R"({"InventoryID":")" + sku + R"(","DefaultPrice":)" + price + "}";
    REQUIRE(node->push(price_notification("n" + std::to_string(stamp), stamp, {row})).status ==
            200);
  }
  std::string trace(std::vector<std::string> words) {
    words.insert(words.begin(), "trace");
    const auto done = node->command(std::move(words));
    CHECK_MESSAGE(done.code == 0, done.err);
    return done.out;
  }

  checked_store store{{.products = {{"LAMP-07", {}, {}}, {"LAMP-08", {}, {}}}}};
  std::optional<node_process> node;
};

std::string now_utc() {
  const auto now = std::time(nullptr);
  std::tm utc{};
  ::gmtime_r(&now, &utc);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc)};
}

TEST_CASE("trace: which price did the store get, when and why, by one command [SPEC 3]") {
  price_rig at;
  at.push(5, "LAMP-07", "41.9");
  REQUIRE(at.node->wait_until_settled());
  const auto between = now_utc();  // to the second: what ended in it may count or not
  at.node->wait_for([&] { return now_utc() > between; });
  const auto then = now_utc();
  at.node->wait_for([&] { return now_utc() > then; });
  at.push(6, "LAMP-07", "42.5");
  REQUIRE(at.node->wait_until_settled());

  const auto now = at.trace({"LAMP-07", "--live"});
  CHECK(has(now, "pricing LAMP-07\n  In sync: node and store agree; no ERP was asked"));
  CHECK(has(now, "last sent       41.9 > 42.5, delivered 20"));
  CHECK(has(now, "a push from Acumatica; acceptance number 2, version 6"));
  CHECK(has(now, "POST /V1/products/base-prices "));
  CHECK(has(now, R"("price":42.5)"));
  CHECK(has(now, "answer          200 []"));
  CHECK(has(now, "ERP now         unavailable: no Acumatica is set"));
  CHECK(has(now, "store now       42.5"));

  const auto before = at.trace({"LAMP-07", "--at", then});
  CHECK(has(before, "as far as this node sent it"));
  CHECK(has(before, "     41.9\n"));
  CHECK(has(before, "acceptance number 1, version 5"));
  CHECK(has(before, R"("price":41.9)"));
  CHECK_FALSE(has(before, R"("price":42.5)"));
  CHECK(has(at.trace({"LAMP-07", "--at", "2020-01-01T00:00:00Z"}),
            "the node had sent nothing of it before"));
}

TEST_CASE("trace: what is parked, failed or unknown is said, with the reason") {
  price_rig at;
  at.push(5, "NEVER-SOLD", "1");
  at.push(6, "LAMP-08", "\"x\"");
  REQUIRE(at.node->wait_for([&] { return at.node->stat("lanes/pricing/parked") == 1; }));
  REQUIRE(at.node->wait_for([&] { return at.node->stat("dead_letters/total") == 1; }));
  const auto parked = at.trace({"never-sold"});
  CHECK(has(parked, "  Parked"));
  CHECK(has(parked, "waits           1, parked since 20"));
  const auto failed = at.trace({"LAMP-08"});
  CHECK(has(failed, "Failed: its newest value is dead letter 1 (data)"));
  CHECK(has(failed, "\"x\" is not a number"));
  CHECK(has(failed, "what to do"));
  const auto none = at.node->command({"trace", "LAMP-99"});
  CHECK(none.code == 1);
  CHECK(has(none.err, "nothing is known of \"LAMP-99\""));
  CHECK(at.node->get("/trace?key=LAMP-99").status == 404);
}

TEST_CASE("trace: a store that cannot be asked is never said to hold nothing [SPEC 2.10]") {
  price_rig at;
  at.push(5, "LAMP-07", "41.9");
  REQUIRE(at.node->wait_until_settled());
  at.store.stop();
  const auto text = at.trace({"LAMP-07", "--live"});
  CHECK(has(text, "Unknown: the store could not be asked"));
  CHECK(has(text, "store now       unavailable: "));
  CHECK(has(text, "last sent       41.9"));
}

TEST_CASE("history show: a record has its value, request and answer, also without a node") {
  price_rig at;
  at.push(5, "LAMP-07", "41.9");
  REQUIRE(at.node->wait_until_settled());
  const auto list = at.node->command({"history", "--key", "LAMP-07", "--json"}).out;
  const auto begin = list.find(R"("id":")") + 6;
  const auto id = list.substr(begin, list.find('"', begin) - begin);
  const auto shown = at.node->command({"history", "show", id});
  CHECK(shown.code == 0);
  CHECK(has(shown.out, "value       41.9"));
  CHECK(has(shown.out, R"("price":41.9)"));
  CHECK(has(shown.out, "answer      200 []"));
  REQUIRE(at.node->stop() == 0);
  const auto offline = [&](const std::string& which) {
    return run_program({"history", "show", which, "--config", at.node->config(), "--admin.port=1"});
  };
  CHECK(offline(id).out == shown.out);
  CHECK(offline("12-1").code == 1);
}

TEST_CASE("trace: an order, a customer, a shipment and a SKU with the ERP asked") {
  document_rig at;
  at.pull_all();
  const auto trace = [&](const std::string& key) {
    const auto done = at.node.command({"trace", key, "--live"});
    CHECK_MESSAGE(done.code == 0, done.err);
    return done.out;
  };
  at.write_status(25, "On Hold");
  REQUIRE(at.erp.wait_for_pushes());
  at.come_to_rest();
  const auto order = "SO " + document_rig::order_number(25);
  const auto held = trace(order);
  CHECK(has(held, "order " + order + "\n  In sync: ERP, node and store agree"));
  CHECK(has(held, "holded, delivered 20"));
  CHECK(has(held, "/hold"));
  CHECK(has(held, "ERP now         holded"));
  CHECK(has(held, "store now       holded"));
  CHECK(has(held, "a push from Acumatica"));

  const auto shipment = document_rig::shipment(3) + "@SO " + document_rig::order_number(3);
  const auto shipped = trace(shipment);
  CHECK(has(shipped, "shipment " + shipment + "\n  In sync: ERP, node and store agree"));
  CHECK(has(shipped, "a pull from Acumatica"));
  CHECK(has(shipped, "/ship "));

  const auto customer = trace(document_rig::customer(4));
  CHECK(has(customer, "customer C000004"));
  CHECK(has(customer, "last sent       "));
  CHECK(has(customer, "group "));
  CHECK(has(customer, "store now       "));
  CHECK(has(customer, "In sync: ERP, node and store agree"));
}

}  // namespace
}  // namespace acumage::tests
