// Order statuses and shipments are compared between ERP, node and store; what can be corrected is (PULL.md 7.5, 7.9.7).
#include "tests/process/pulls/comparison.hpp"
#include "tests/process/pulls/document_rig.hpp"

#include <doctest/doctest.h>
#include <httplib.h>

#include <map>
#include <set>
#include <string>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

using planted = std::map<std::string, std::set<std::string>>;

struct merchant_rig : document_rig {
  using document_rig::document_rig;

  std::int64_t id_of(std::size_t order) const {
    return store.order_of("000" + order_number(order).substr(2))->entity_id;
  }
  /// What somebody does in the store: hold, unhold, cancel.
  void edit(std::size_t order, const std::string& action) {
    httplib::Client to{"127.0.0.1", store.port()};
    to.set_bearer_token_auth(simulator::store_options{}.token);
    const auto done = to.Post("/rest/V1/orders/" + std::to_string(id_of(order)) + "/" + action, "",
                              "application/json");
    REQUIRE(done);
    REQUIRE_MESSAGE(done->status == 200, done->body);
  }
  /// The store refuses what is posted there.
  void refuse(const std::string& path) {
    simulator::fault refusal;
    refusal.answer = simulator::fault_answer::save_failed;
    refusal.where.method = "POST";
    refusal.where.path = path;
    store.inject(refusal);
  }
};

std::map<std::string, std::string> impatient(std::map<std::string, std::string> more = {}) {
  more.insert({{"queue.retry_count", "1"}});
  return more;
}

TEST_CASE(
    "reconcile orders: each kind of difference is found and nothing else, and two are corrected") {
  merchant_rig at{impatient()};
  at.pull_all();
  at.refuse("orders/" + std::to_string(at.id_of(28)) + "/hold");
  at.write_status(28, "On Hold");  // becomes a dead letter
  const auto unknown = at.erp.write(sim::entity::order, {{"OrderType", "SO"},
                                                         {"OrderNbr", "SO000099"},
                                                         {"Status", "On Hold"},
                                                         {"ExternalRef", "000000099"}});
  REQUIRE(unknown);
  REQUIRE(at.erp.wait_for_pushes());
  REQUIRE(at.node.wait_for([&] { return at.node.stat("dead_letters/total") == 1; }));
  REQUIRE(at.node.wait_for([&] { return at.node.stat("lanes/order/parked") == 1; }));
  at.write_status(25, "On Hold", unpushed());
  at.write_status(22, "Canceled", unpushed());
  at.edit(22, "unhold");
  at.edit(26, "hold");
  at.edit(21, "unhold");
  at.write_status(29, "Credit Review", unpushed());
  REQUIRE(at.erp.remove(sim::entity::order, {{"OrderType", "SO"}, {"OrderNbr", "SO000030"}},
                        unpushed()));
  at.erp.clock().step(130s);

  const planted wanted{{"lost_push", {"SO SO000025"}},
                       {"both", {"SO SO000022"}},
                       {"store_edited", {"SO SO000021", "SO SO000026"}},
                       {"dead_letter", {"SO SO000028"}},
                       {"unknown_in_store", {"SO SO000099"}},
                       {"not_mapped", {"SO SO000029"}},
                       {"absent_in_erp", {"SO SO000030"}}};
  const auto found = compare(at.node, R"({"entity":"order","all":true})");
  CHECK(found.error == "");
  CHECK(found.keys == wanted);
  CHECK(found.classes.at("agree") == 31 - 8);

  const auto by_store = compare(at.node, R"({"entity":"order","all":true,"fix":"store"})");
  CHECK(by_store.fixed == 2);
  CHECK(at.documents_in_store()["order SO000021"] == "holded");
  CHECK(at.documents_in_store()["order SO000026"] == "open");
  const auto by_node = compare(at.node, R"({"entity":"order","all":true,"fix":"node"})");
  CHECK(by_node.fixed == 2);
  CHECK(by_node.differences == 4);
  CHECK(at.documents_in_store()["order SO000025"] == "holded");
  CHECK(at.documents_in_store()["order SO000022"] == "canceled");

  at.store.clear_faults();
  REQUIRE(at.node.post("/lanes/order/pause").status == 200);
  at.write_status(27, "On Hold");
  REQUIRE(at.erp.wait_for_pushes());
  const auto flying = compare(at.node, R"({"entity":"order","key":["SO SO000027"]})");
  CHECK(flying.classes == std::map<std::string, std::int64_t>{{"in_flight", 1}});
  CHECK(at.signed_out());
}

TEST_CASE(
    "reconcile shipments: each kind of difference is found and nothing else, and one is "
    "corrected") {
  merchant_rig at{impatient()};
  at.pull_all();
  at.refuse("order/" + std::to_string(at.id_of(28)) + "/ship");
  at.ship(28, "Confirmed");
  REQUIRE(at.erp.wait_for_pushes());
  REQUIRE(at.node.wait_for([&] { return at.node.stat("dead_letters/total") == 2; }));  // its rows
  at.ship(26, "Confirmed", unpushed());
  at.ship(27, "Confirmed", unpushed());
  const auto move = [&](std::size_t order, const std::string& column, const std::string& value,
                        const sim::how& way) {
    std::vector<sim::fields> rows;
    for (const auto* line : {"1", "2"})
      rows.push_back(
          {{"ShipmentNbr", document_rig::shipment(order)}, {"LineNbr", line}, {column, value}});
    REQUIRE(at.erp.write_all(sim::entity::shipment, rows, way));
  };
  move(27, "WarehouseID", "NORTH", unpushed());
  at.ship(29, "Open", unpushed());
  move(29, "ExternalRef", "000000999", unpushed());
  move(29, "Status", "Confirmed", {});
  REQUIRE(at.erp.wait_for_pushes());
  REQUIRE(at.node.wait_for([&] { return at.node.stat("lanes/shipment/parked") == 1; }));
  for (const auto* line : {"1", "2"})
    REQUIRE(at.erp.remove(sim::entity::shipment, {{"ShipmentNbr", "SH000003"}, {"LineNbr", line}},
                          unpushed()));
  at.erp.clock().step(130s);

  const planted wanted{{"lost_push", {"SH000026@SO SO000026"}},
                       {"dead_letter", {"SH000028@SO SO000028"}},
                       {"unknown_in_store", {"SH000029@SO SO000029"}},
                       {"not_mapped", {"SH000027@SO SO000027"}},
                       {"absent_in_erp", {"SH000003@SO SO000003"}}};
  const auto found = compare(at.node, R"({"entity":"shipment","all":true})");
  CHECK(found.error == "");
  CHECK(found.keys == wanted);
  CHECK(found.classes.at("agree") == 24 - 5);

  const auto by_store = compare(at.node, R"({"entity":"shipment","all":true,"fix":"store"})");
  CHECK(by_store.fixed == 0);  // nothing can be edited there
  const auto by_node = compare(at.node, R"({"entity":"shipment","all":true,"fix":"node"})");
  CHECK(by_node.fixed == 1);
  CHECK(by_node.differences == 4);
  CHECK(at.documents_in_store()["shipment of SO000026"] ==
        at.documents_in_erp()["shipment of SO000026"]);
  CHECK(at.repeated() == document_rig::texts{});

  at.store.clear_faults();
  REQUIRE(at.node.post("/lanes/shipment/pause").status == 200);
  at.ship(30, "Confirmed");
  REQUIRE(at.erp.wait_for_pushes());
  const auto flying = compare(at.node, R"({"entity":"shipment","key":["SH000030@SO SO000030"]})");
  CHECK(flying.classes == std::map<std::string, std::int64_t>{{"in_flight", 1}});
}

TEST_CASE(
    "reconcile: a key that was pushed less than lag ago is read again when lag has passed, and it "
    "says so") {
  document_rig at{{{"acumatica.lag", "100"}, {"acumatica.overlap", "100"}}};
  at.pull_all();
  at.erp.clock().step(130s);
  at.write_status(25, "On Hold");
  REQUIRE(at.erp.wait_for_pushes());
  at.come_to_rest();
  at.write_status(25, "Canceled", unpushed());
  at.write_status(26, "On Hold", unpushed());  // was not pushed: read at once
  std::string note;
  bool early = false;
  const auto done = compare(
      at.node, R"({"entity":"order","all":true,"fix":"node"})", [&](const std::string& said) {
        if (said.empty()) return;
        note = said;
        early = early || at.documents_in_store()["order SO000026"] == "holded";
      });
  CHECK(done.error == "");
  CHECK(note.find("1 key was pushed less than acumatica.lag ago") != std::string::npos);
  CHECK(note.find("SO SO000025") != std::string::npos);
  CHECK(early);
  CHECK(done.fixed == 2);
  CHECK(done.differences == 0);
  CHECK(at.documents_in_store() == at.documents_in_erp());
  CHECK(at.node.log().find("pushed less than acumatica.lag ago") != std::string::npos);
}

TEST_CASE("reconcile: records of the REST API are compared by the keys that the node knows") {
  merchant_rig at{{{"pull.order.source", "entity"}, {"pull.order.name", "SalesOrder"}}};
  CHECK(at.run("order", R"("key":["SO SO000001","SO SO000021","SO SO000026"])").state == "done");
  at.come_to_rest();
  at.edit(26, "hold");
  at.write_status(1, "On Hold", unpushed());
  at.erp.clock().step(130s);
  const auto found = compare(at.node, R"({"entity":"order","all":true})");
  CHECK(found.error == "");
  CHECK(found.keys == planted{{"lost_push", {"SO SO000001"}}, {"store_edited", {"SO SO000026"}}});
  CHECK(found.classes.at("agree") == 1);
  CHECK(compare(at.node, R"({"entity":"order","all":true,"fix":"node"})").fixed == 1);
}

}  // namespace
}  // namespace acumage::tests
