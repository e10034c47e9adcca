// Customers, order statuses and shipments from the simulated Acumatica to the simulated store by pulling (PULL.md 7.2-7.4).
#include "tests/process/pulls/document_rig.hpp"

#include <doctest/doctest.h>

#include <random>
#include <thread>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

const std::string all = R"("all":true)";
const std::string delta = R"("delta":true)";
const std::vector<std::string> documents{"customer", "order", "shipment"};

TEST_CASE("pull documents: all of them arrive in an empty node, and a second run sends nothing") {
  document_rig at;
  at.pull_all();
  CHECK(at.repeated() == document_rig::texts{});
  const auto writes = at.store.count().writes;
  for (const auto& entity : documents) {
    CAPTURE(entity);
    const auto again = at.run(entity, all);
    CHECK(again.fresh == 0);
    CHECK(again.unchanged == again.rows);
    CHECK(again.rows == (entity == "shipment" ? 40 : 30));
  }
  at.come_to_rest();
  CHECK(at.store.count().writes == writes);
  CHECK(at.signed_out());
}

TEST_CASE("pull documents: a delta brings what no push brought, and only that") {
  document_rig at;
  at.pull_all();
  at.write_customer(3, "Shelbyville", unpushed());
  at.write_status(25, "Canceled", unpushed());
  at.write_status(21, "Open", unpushed());
  at.ship(22, "Confirmed", unpushed());  // on hold: it waits
  at.ship(26, "Confirmed", unpushed());
  at.write_status(22, "Open", unpushed());
  at.erp.clock().step(130s);
  CHECK(at.documents_in_store() != at.documents_in_erp());
  const std::map<std::string, int> changed{{"customer", 1}, {"order", 3}, {"shipment", 4}};
  for (const auto& entity : documents) {
    CAPTURE(entity);
    const auto done = at.run(entity, delta);
    CHECK_MESSAGE(done.state == "done", done.error);
    CHECK(done.rows == changed.at(entity));
    CHECK(done.fresh == changed.at(entity));
  }
  at.come_to_rest();
  CHECK(at.documents_in_store() == at.documents_in_erp());
  CHECK(at.repeated() == document_rig::texts{});
  CHECK(at.node.stat("dead_letters/total") == 0);
  const auto writes = at.store.count().writes;
  for (const auto& entity : documents) CHECK(at.run(entity, all).fresh == 0);
  at.come_to_rest();
  CHECK(at.store.count().writes == writes);
}

TEST_CASE("pull documents: a row that is pushed and pulled is sent once") {
  document_rig at;
  at.pull_all();
  at.write_customer(4, "Ogdenville");
  at.write_status(27, "On Hold");
  at.ship(28, "Confirmed");
  REQUIRE(at.erp.wait_for_pushes());
  at.come_to_rest();
  CHECK(at.documents_in_store() == at.documents_in_erp());
  const auto writes = at.store.count().writes;
  at.erp.clock().step(130s);
  for (const auto& entity : documents) {
    CAPTURE(entity);
    const auto done = at.run(entity, delta);
    CHECK(done.fresh == 0);
    CHECK(done.unchanged == done.rows);
    CHECK(done.rows > 0);
  }
  at.come_to_rest();
  CHECK(at.store.count().writes == writes);
}

TEST_CASE("pull documents: what the inquiry lacks, or leaves empty, stays as a push told it") {
  document_rig at;
  at.pull_all();
  at.write_customer(4, "Ogdenville");
  at.ship(28, "Confirmed");
  REQUIRE(at.erp.wait_for_pushes());
  at.come_to_rest();
  const auto writes = at.store.count().writes;
  for (const auto what : {sim::trouble::missing_column, sim::trouble::empty_field}) {
    CAPTURE(sim::to_string(what));
    for (const auto* field : {"City", "ExternalRef", "TrackingNbr", "InvoiceNbr", "Operation"})
      at.erp.inject({.what = what, .field = field});
    for (const auto& entity : documents) {
      CAPTURE(entity);
      const auto done = at.run(entity, all);
      CHECK_MESSAGE(done.state == "done", done.error);
      CHECK(done.fresh == 0);
    }
    at.erp.clear_faults();
  }
  at.come_to_rest();
  CHECK(at.store.count().writes == writes);
  CHECK(at.documents_in_store() == at.documents_in_erp());
}

TEST_CASE("pull documents: a push that overtakes a page wins, and the page is not sent") {
  document_rig* rig = nullptr;
  std::string armed;
  std::string watched;
  sim::options setup;
  setup.after_page = [&](std::string_view route, std::size_t) {
    if (armed.empty() || route != armed) return;
    armed.clear();
    rig->erp.clock().step(30s);  // the transaction ends, and its push arrives before the page
    CHECK(rig->node.wait_for(
        [&] { return rig->documents_in_store()[watched] == rig->documents_in_erp()[watched]; }));
  };
  document_rig at{{}, setup};
  rig = &at;
  at.pull_all();
  at.write_customer(5, "Before", unpushed());
  at.write_status(29, "On Hold", unpushed());
  at.ship(30, "Open", unpushed());
  at.erp.clock().step(130s);
  const sim::how late{.commit_delay = 20s, .stamp = sim::push_stamp::statement};
  const std::map<std::string, std::string> keys{
      {"customer", "C000005"}, {"order", "SO SO000029"}, {"shipment", "SH000030"}};
  const std::map<std::string, std::string> names{{"customer", "customer C000005"},
                                                 {"order", "order SO000029"},
                                                 {"shipment", "shipment of SO000030"}};
  for (const auto& entity : documents) {
    CAPTURE(entity);
    if (entity == "customer") at.write_customer(5, "After", late);
    if (entity == "order") at.write_status(29, "Canceled", late);
    if (entity == "shipment") at.ship(30, "Confirmed", late);
    at.erp.clock().step(5s);
    watched = names.at(entity);
    armed = "gi Acumage " + std::string{static_cast<char>(entity[0] - 32)} + entity.substr(1);
    const auto done = at.run(entity, R"("key":[")" + keys.at(entity) + R"("])");
    CHECK_MESSAGE(done.state == "done", done.error);
    CHECK(done.rows > 0);
    CHECK(done.superseded == done.rows);
    at.come_to_rest();
    CHECK(at.documents_in_store()[watched] == at.documents_in_erp()[watched]);
  }
  CHECK(at.repeated() == document_rig::texts{});
  CHECK(at.store.orders().at(28).state == "canceled");
  CHECK(at.node.stat("dead_letters/total") == 0);
}

TEST_CASE(
    "pull documents: kill -9 at any moment of full runs loses nothing and sends nothing twice") {
  document_rig at;
  std::mt19937 random{std::random_device{}()};
  at.erp.change_licence({.seats = 1});
  at.erp.inject({.what = sim::trouble::queue_delay, .value = 25});
  std::vector<std::string> jobs;
  for (const auto& entity : documents) jobs.push_back(at.order(entity, all));
  int kills = 0;
  for (; kills < 10 && !at.job(jobs.back()).over(); ++kills) {
    const auto requests = at.erp.count().all + 1 + random() % 4;
    REQUIRE(at.erp.wait_for([&](const auto& seen) { return seen.all >= requests; }));
    std::this_thread::sleep_for(std::chrono::milliseconds{random() % 60});
    at.node.kill();
    REQUIRE(at.store.wait_for([](const auto& now) { return now.arrived == now.answered; }));
    at.start();
  }
  CHECK(kills > 2);
  at.come_to_rest();
  for (const auto& each : at.jobs()) CHECK_MESSAGE(each.state == "done", each.error);
  CHECK(at.documents_in_store() == at.documents_in_erp());
  CHECK(at.repeated() == document_rig::texts{});
  CHECK(at.node.stat("dead_letters/total") == 0);
  CHECK(at.signed_out());
  at.erp.clear_faults();
  const auto writes = at.store.count().writes;
  for (const auto& entity : documents) CHECK(at.run(entity, all).fresh == 0);
  at.come_to_rest();
  CHECK(at.store.count().writes == writes);
}

const std::map<std::string, std::string> by_rest{
    {"pull.customer.source", "entity"}, {"pull.customer.name", "Customer"},
    {"pull.order.source", "entity"},    {"pull.order.name", "SalesOrder"},
    {"pull.shipment.source", "entity"}, {"pull.shipment.name", "Shipment"},
    {"pull.pricing.source", "entity"},  {"pull.pricing.name", "StockItem"}};

TEST_CASE("pull documents: records of the REST API, by keys that are given or known") {
  document_rig at{by_rest};
  const std::map<std::string, std::string> keys{
      {"customer", R"("C000001","C000002","NOPE")"},
      {"order", R"("SO SO000021","SO SO000001","SO NOPE")"},
      {"shipment", R"("SH000001","SH000002","NOPE")"},
      {"pricing", R"("SKU-000001","SKU-000002","NOPE")"}};
  for (const auto& [entity, some] : keys) {
    CAPTURE(entity);
    const auto none = at.run(entity, all);
    CHECK(none.state == "failed");
    CHECK(none.error.find("no record is known") != std::string::npos);
    const auto timed = at.node.post("/resync", R"({"entity":")" + entity + R"(","delta":true})");
    CHECK(timed.status == 400);
    CHECK(timed.body.find("by their keys only") != std::string::npos);
    const auto done = at.run(entity, R"("key":[)" + some + "]");
    CHECK_MESSAGE(done.state == "done", done.error);
    CHECK(done.rows == 2);
    CHECK(done.fresh == 2);
    at.come_to_rest();
  }
  auto truth = at.documents_in_erp();
  auto sent = at.documents_in_store();
  for (const auto* each : {"customer C000001", "customer C000002", "order SO000021",
                           "shipment of SO000001", "shipment of SO000002"})
    CHECK(sent[each] == truth[each]);
  CHECK(at.store.shipments().size() == 2);
  CHECK(at.store.customers().size() == 2);
  CHECK(std::stod(at.store.price_of("SKU-000002")) ==
        std::stod(
            *at.erp.row(sim::entity::item, {{"InventoryID", "SKU-000002"}})->at("DefaultPrice")));
  at.write_customer(2, "Capital City", unpushed());
  at.write_status(21, "Open", unpushed());
  at.erp.clock().step(130s);
  const auto writes = at.store.count().writes;
  for (const auto& [entity, some] : keys) {
    CAPTURE(entity);
    const auto again = at.run(entity, all);
    CHECK_MESSAGE(again.state == "done", again.error);
    CHECK(again.rows == 2);
    CHECK(again.fresh == (entity == "customer" || entity == "order" ? 1 : 0));
    at.come_to_rest();
  }
  CHECK(at.store.count().writes == writes + 2);
  CHECK(at.documents_in_store()["customer C000002"] == at.documents_in_erp()["customer C000002"]);
  CHECK(at.documents_in_store()["order SO000021"] == "open");
  CHECK(at.node.stat("dead_letters/total") == 0);
  CHECK(at.signed_out());
}

TEST_CASE(
    "pull documents: a table over OData v4 is read with v4 literals beside inquiries over v3") {
  document_rig at{{{"acumatica.odata", "v3"},
                   {"acumatica.time_zone", "Europe/Berlin"},
                   {"pull.customer.source", "dac"},
                   {"pull.customer.name", "PX_Objects_AR_Customer"}}};
  at.pull_all();
  at.write_customer(3, "Shelbyville", unpushed());
  at.write_status(21, "Open", unpushed());
  at.erp.clock().step(130s);
  for (const auto* entity : {"customer", "order"}) {
    CAPTURE(entity);
    const auto done = at.run(entity, delta);
    CHECK_MESSAGE(done.state == "done", done.error);
    CHECK(done.fresh == 1);
  }
  CHECK(at.run("customer", R"("key":["C000004"])").rows == 1);
  at.come_to_rest();
  CHECK(at.documents_in_store() == at.documents_in_erp());
}

TEST_CASE("pull documents: a shipment whose rows are on two pages is sent as a whole") {
  document_rig at{{{"acumatica.page_size", "50"}}};
  // The 26th shipment begins in front of the page's end: 25 x 2 rows, less one.
  REQUIRE(at.erp.remove(sim::entity::shipment, {{"ShipmentNbr", "SH000001"}, {"LineNbr", "2"}},
                        unpushed()));
  for (std::size_t i = 21; i <= 30; ++i) at.ship(i, "Confirmed", unpushed());
  for (std::size_t i = 21; i <= 24; ++i) at.write_status(i, "Open", unpushed());
  // Between the pages there is time enough to assemble what has come.
  sim::fault slow{
      .what = sim::trouble::queue_delay, .value = 1'500, .where = "gi Acumage Shipment"};
  at.erp.inject(slow);
  const auto done = at.run("shipment", all);
  CHECK_MESSAGE(done.state == "done", done.error);
  CHECK(done.rows == 59);
  at.come_to_rest();
  auto truth = at.documents_in_erp();
  std::erase_if(truth, [](const auto& one) { return !one.first.starts_with("shipment"); });
  auto sent = at.documents_in_store();
  std::erase_if(sent, [](const auto& one) { return !one.first.starts_with("shipment"); });
  CHECK(sent == truth);
  CHECK(at.store.shipments().size() == 30);
  CHECK(at.node.stat("dead_letters/total") == 0);
}

}  // namespace
}  // namespace acumage::tests
