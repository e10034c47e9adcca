// Notifications that never arrive: found in Acumatica, told once, read again, and resolved (PULL.md 7.6).
#include "tests/process/pull_node.hpp"
#include "tests/support/alert_receiver.hpp"

#include <doctest/doctest.h>

#include <csignal>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

const std::string all = R"("all":true)";
const std::string delta = R"("delta":true)";

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

sim::options with_pushes() {
  sim::options setup;
  setup.push.url = "http://127.0.0.1:1/push";  // until the node listens
  setup.push.between_attempts = 5ms;
  return setup;
}

std::map<std::string, std::string> told(const alert_receiver& to,
                                        std::map<std::string, std::string> settings) {
  settings.insert({{"acumatica.lost_pushes", "Acumage Lost Pushes"},
                   {"alerts.window", "20"},
                   {"alerts.webhook_url", '"' + to.url() + '"'}});
  return settings;
}

struct watched : pull_rig {
  explicit watched(alert_receiver& receiver, std::map<std::string, std::string> settings = {})
      : pull_rig{20, told(receiver, std::move(settings)), with_pushes()}, to{receiver} {
    erp.clock().step(-500s);
    erp.load({.items = 20, .warehouses = 2});
    erp.clock().step(100s);
  }
  bool fires(const std::string& about) {
    return to.wait_for_parts({"\"state\":\"firing\"", about});
  }
  /// It was told once, and is over.
  bool is_over(const std::string& about) {
    return to.wait_for_parts({"\"state\":\"resolved\"", about}) &&
           to.count_parts({"\"state\":\"firing\"", about}) == 1;
  }
  std::string health() { return node.get("/healthz").body; }

  alert_receiver& to;
};

std::string about(const std::string& cause, const std::string& lane) {
  return "\"cause\":\"" + cause + "\",\"entity\":" + lane;
}

TEST_CASE(
    "lost pushes: what was lost while the node was down reaches the store [setting "
    "acumatica.lost_pushes] [setting acumatica.on_lost_push]") {
  alert_receiver to;
  watched at{to, {{"acumatica.on_lost_push", "resync"}}};
  const auto sku = pull_rig::sku(3);
  at.write_price(sku, "77");
  REQUIRE(at.erp.wait_for_pushes());
  CHECK(at.erp.pushes().lost == 1);
  at.erp.clock().step(300s);
  at.start();
  CHECK(at.fires(about("lost_push", "\"pricing\"")));
  REQUIRE(at.node.wait_for([&] { return at.store.price_of(sku) == "77"; }));
  at.come_to_rest();
  CHECK(at.signed_out());
  CHECK(at.is_over(about("lost_push", "\"pricing\"")));
  const auto jobs = at.jobs();
  REQUIRE(jobs.size() == 1);
  CHECK(jobs.front().state == "done");
  const auto list = at.node.get("/lost-pushes").body;
  CHECK(has(list, "\"query\":\"Acumage Price\""));
  CHECK(has(list, "\"covered_by\":\"" + jobs.front().id + "\""));
  CHECK(has(at.node.get("/metrics").body, "acumage_lost_pushes_total 1\n"));
  CHECK(has(at.node.get("/metrics").body, "acumage_pulled_new_total{entity=\"pricing\"} "));

  const auto table = at.node.command({"lost-pushes"});
  CHECK(table.code == 0);
  CHECK(has(table.out, "Acumage Price"));
  CHECK(has(table.out, "job " + jobs.front().id));
  CHECK(at.node.command({"lost-pushes", "--json"}).out == list + "\n");

  const auto requests = at.erp.count().all;
  at.node.kill();
  at.start();  // asked again only when it is due
  CHECK(has(at.node.get("/lost-pushes").body, jobs.front().id));
  CHECK(at.erp.count().all == requests);
}

TEST_CASE(
    "lost pushes: a notification about them goes to the same check, and one sent again covers") {
  alert_receiver to;
  watched at{to, {{"acumatica.lost_pushes_every", "0"}}};
  at.start();
  at.write_price(pull_rig::sku(4), "78", {.push = sim::push_fate::lose});
  REQUIRE(at.erp.wait_for_pushes());
  const auto row = at.erp.rows(sim::entity::lost_push).at(0);
  const auto said = at.node.push(
      R"({"Inserted":[{"HookId":")" + row.at("HookId").value() + R"(","TimeStamp":)" +
      row.at("TimeStamp").value() +
      R"(,"Source":"Acumage Price","ErrorMessage":"timeout","Truncated":false}],"Deleted":[],)"
      R"("Query":"acumage lost pushes","CompanyId":"Northwind","Id":"n1","TimeStamp":638912345678901234})");
  CHECK(said.status == 200);
  CHECK(said.body == R"({"accepted":0,"duplicates":0,"unrouted":0,"discarded":0})");
  CHECK(at.node.stat("dead_letters/total") == 0);
  CHECK(has(at.health(), "could not deliver 1 notification; it is of \\\"Acumage Price\\\""));
  CHECK(at.fires(about("lost_push", "\"pricing\"")));
  CHECK(at.jobs().empty());
  CHECK(at.erp.resend_lost() == 1);
  REQUIRE(at.node.wait_for([&] { return at.store.price_of(pull_rig::sku(4)) == "78"; }));
  CHECK(has(at.node.get("/lost-pushes").body, R"("covered_by":"push")"));
  CHECK(at.is_over(about("lost_push", "\"pricing\"")));
}

TEST_CASE("lost pushes: changes without a push are told by the delta that finds them") {
  alert_receiver to;
  watched at{to};
  at.start();
  CHECK(at.run("pricing", all).state == "done");
  at.write_price(pull_rig::sku(5), "79", {.push = sim::push_fate::drop});
  at.erp.clock().step(130s);
  CHECK(at.run("pricing", delta).fresh == 1);
  CHECK(at.fires(about("missed", "\"pricing\"")));
  CHECK(has(at.health(), "1 change that no notification brought, such as " + pull_rig::sku(5)));
  CHECK(has(at.node.get("/metrics").body, "acumage_pulled_missed_total{entity=\"pricing\"} 1\n"));
  CHECK(at.run("pricing", delta).fresh == 0);
  CHECK(at.is_over(about("missed", "\"pricing\"")));
}

TEST_CASE("lost pushes: a failed job and a refused sign-in are told, and over when they work") {
  alert_receiver to;
  watched at{to, {{"acumatica.lost_pushes_every", "0"}}};
  at.start();
  sim::fault forbidden;
  forbidden.what = sim::trouble::forbidden;
  forbidden.where = "gi Acumage Price";
  at.erp.inject(forbidden);
  CHECK(at.run("pricing", all).state == "failed");
  CHECK(at.fires(about("pull_failed", "\"pricing\"")));
  CHECK(has(at.health(), "pricing: job "));
  at.erp.clear_faults();
  CHECK(at.run("pricing", all).state == "done");
  CHECK(at.is_over(about("pull_failed", "\"pricing\"")));
  CHECK(has(at.node.get("/metrics").body, "acumage_pulls_failed_total{entity=\"pricing\"} 1\n"));

  at.node.set("acumatica.password", "wrong");
  at.node.signal(SIGHUP);
  REQUIRE(at.node.wait_for([&] { return has(at.node.log(), "reloaded"); }));
  CHECK(at.run("pricing", delta).state == "failed");
  CHECK(at.fires(about("erp_refused", "null")));
  CHECK(has(at.health(), "the sign-in is refused"));
  at.node.set("acumatica.password", sim::options{}.password);
  at.node.signal(SIGHUP);
  CHECK(at.is_over(about("erp_refused", "null")));
}

}  // namespace
}  // namespace acumage::tests
