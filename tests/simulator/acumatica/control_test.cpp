// The control routes, for processes that are not linked with the simulator.
#include "fixture.hpp"

namespace acumage::simulator::acumatica {
namespace {

struct controlled_erp : erp_under_test {
  raw_reply post(const std::string& body) const { return ask("POST", "/__control", {}, body); }
  raw_reply state() const { return ask("GET", "/__control"); }
};

TEST_CASE("control: rows are written and removed, with the TimeStamps of their pushes") {
  controlled_erp at;
  const auto reply = at.post(
      R"({"write":[{"entity":"item","rows":[{"InventoryID":"A","DefaultPrice":42.5},{"InventoryID":"B","ItemStatus":null}]},{"entity":"quantity","rows":[{"InventoryID":"A","WarehouseID":"EAST","QtyOnHand":"3"}],"push":"drop"}],"remove":[{"entity":"item","rows":[{"InventoryID":"B"}]}]})");
  CHECK(reply.status == 200);
  simdjson::dom::parser parser;
  CHECK(parser.parse(reply.body)["timestamps"].get_array().size() == 3);
  CHECK(at.ask("GET", "/__control/rows?entity=item")
            .body.find(R"("DefaultPrice":"42.500000","InventoryID":"A")") != std::string::npos);
  CHECK(at.erp.rows(entity::item).size() == 1);
  CHECK(at.ask("GET", "/__control/rows?entity=nothing").status == 404);
}

TEST_CASE("control: faults are armed and cleared, the clock is stepped") {
  controlled_erp at;
  CHECK(at.post(R"({"faults":[{"fault":"declined"},{"fault":"page_cut","value":1}]})")
            .body.starts_with(R"({"faults":[1,2])"));
  CHECK(at.inquiry("Acumage Price").status == 429);
  CHECK(at.state().body.find(R"("fault":"declined")") != std::string::npos);
  CHECK(at.post(R"({"clear_faults":true,"step_ms":3600000})").status == 200);
  CHECK(at.inquiry("Acumage Price").status == 200);
  CHECK(at.erp.clock().now() > std::chrono::system_clock::now() + 59min);
}

TEST_CASE("control: data is loaded, the licence changed, sessions ended, pushes redirected") {
  controlled_erp at;
  CHECK(
      at.post(
            R"({"load":{"items":10,"warehouses":2},"licence":{"seats":1},"push":{"url":"http://127.0.0.1:1/"}})")
          .status == 200);
  CHECK(at.erp.rows(entity::quantity).size() == 20);
  at.signed_in();
  CHECK(at.login().status == 429);
  CHECK(at.post(R"({"end_sessions":true,"unlock":true})").status == 200);
  CHECK(at.login().status == 204);
  CHECK(at.post(R"({"write":[{"entity":"item","rows":[{"InventoryID":"A"}],"push":"lose"}]})")
            .status == 200);
  CHECK(at.erp.wait_for_pushes());
  CHECK(at.erp.pushes().lost == 1);
  CHECK(at.post(R"({"resend_lost":true})").body.find(R"("resent":1)") != std::string::npos);
}

TEST_CASE("control: what it does not know is refused and says what was expected") {
  controlled_erp at;
  for (const auto* body :
       {"", "[]", R"({"nothing":1})", R"({"write":[{"entity":"nothing","rows":[]}]})",
        R"({"write":[{"entity":"item","rows":[{"Nothing":"A"}]}]})",
        R"({"faults":[{"fault":"nothing"}]})",
        R"({"write":[{"entity":"item","rows":[{"InventoryID":"A"}],"push":"keep"}]})"}) {
    const auto reply = at.post(body);
    CHECK_MESSAGE(reply.status == 400, body);
    CHECK_MESSAGE(reply.body.find("expected") != std::string::npos, body);
  }
  CHECK(at.ask("GET", "/__control/nothing").status == 404);
}

TEST_CASE("counters: requests by route, sessions and their peak") {
  controlled_erp at;
  const auto cookie = at.signed_in();
  at.ask("GET", at.rest + "StockItem/A", {cookie});
  at.inquiry("Acumage Price");
  at.inquiry("Acumage Price");
  at.ask("POST", "/northwind/entity/auth/logout", {cookie});
  const auto seen = at.erp.count();
  CHECK(seen.all == 5);
  CHECK(seen.of("gi Acumage Price") == 2);
  CHECK(seen.of("entity StockItem") == 1);
  CHECK(seen.of("login") == 1);
  CHECK(seen.of("logout") == 1);
  CHECK(at.state().body.find(R"("sessions":{"open":0,"peak":1,"sign_ins":1,"sign_outs":1)") !=
        std::string::npos);
}

}  // namespace
}  // namespace acumage::simulator::acumatica
