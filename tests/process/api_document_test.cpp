// A real node answers as docs/openapi.json says: every route, its success, and its errors.
#include "tests/support/api_document.hpp"
#include "tests/process/pull_node.hpp"
#include "tests/support/checked_store.hpp"

#include <doctest/doctest.h>
#include <httplib.h>

#include <algorithm>
#include <map>
#include <regex>
#include <set>

namespace acumage::tests {
namespace {

const std::string token = "an-admin-token-of-32-characters-x";
const std::string secret = "an-intake-secret-of-32-characters";

std::map<std::string, std::string> talkative(const std::string& erp_url) {
  auto all = erp_settings(erp_url);
  all.insert({{"pull.pricing.name", "Acumage Price"},
              {"entities.inventory", "true"},
              {"entities.order", "true"},
              {"inventory_sync.warehouses", "EAST"},
              {"inventory_sync.incomplete", "publish"},
              {"order_sync.order_types", "SO"},
              {"delivery.park_interval", "3600"},
              {"intake.max_unsettled", "12"},
              {"intake.header_name", "X-Acumage-Key"},
              {"intake.header_value", secret},
              {"admin.token", token}});
  return all;
}

struct asked {
  std::string method;
  std::string path;  ///< as the document writes it
  std::map<std::string, std::string> captures = {};
  std::string query = {};
  std::string body = {};
};

/// A node with a store, and the answers that were seen of each route.
class witness {
 public:
  witness() : node_{started(store_), talkative(started(erp_))} { node_.start(); }

  node_process& node() { return node_; }

  /// Asks as one who may; the answer has that status, and is as the document says.
  std::string expect(int status, const asked& what) { return judged(status, what, entitled()); }

  std::string judged(int status, const asked& what, const httplib::Headers& headers) {
    httplib::Request to;
    to.method = what.method;
    to.path = what.path;
    for (const auto& [name, value] : what.captures)
      to.path = std::regex_replace(to.path, std::regex{R"(\{)" + name + R"(\})"}, value);
    to.path += what.query;
    to.headers = headers;
    to.body = what.body;
    if (!what.body.empty() && !to.has_header("Content-Type"))
      to.set_header("Content-Type", "application/json");
    const bool intake = what.path == "/push" || what.path == "/changes";
    httplib::Client client{"127.0.0.1", intake ? node_.intake_port() : node_.admin_port()};
    INFO(to.method << " " << to.path << " " << to.body);
    const auto reply = client.send(to);
    REQUIRE(reply);
    CAPTURE(reply->body);
    CHECK(reply->status == status);
    for (const auto& each : answer_violations(what.method, what.path, reply->status,
                                              reply->get_header_value("Content-Type"), reply->body))
      FAIL_CHECK(each);
    CHECK(reply->has_header("Retry-After") ==
          (reply->status == 503 && what.path != "/readyz" && what.path != "/healthz"));
    seen_[what.method + ' ' + what.path].insert(reply->status);
    return reply->body;
  }

  static httplib::Headers entitled() {
    return {{"Authorization", "Bearer " + token}, {"X-Acumage-Key", secret}};
  }

  /// What is parked is all that has not ended.
  bool parked_alone() {
    return node_.wait_for([&] {
      const auto stats = expect(200, {"GET", "/stats"});
      return has(stats, "\"unsettled\":1,") && has(stats, "\"parked\":1");
    });
  }

  static bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
  }

  const std::set<int>& seen(const documented_route& which) {
    return seen_[which.method + ' ' + which.path];
  }

 private:
  static std::string started(simulator::store& store) {
    REQUIRE(store.start().ok());
    return store.url();
  }

  static std::string started(sim::erp& erp) {
    REQUIRE(erp.start());
    const auto written =
        erp.write(sim::entity::item, {{"InventoryID", "LAMP-07"}, {"DefaultPrice", "9"}});
    REQUIRE(written.ok());
    return erp.url();
  }

  sim::erp erp_;
  checked_store store_{{.products = {{"LAMP-07", {}, {}}}}};
  node_process node_;
  std::map<std::string, std::set<int>> seen_;
};

/// A value in a JSON text, where it is written once.
std::string text_after(const std::string& json, const std::string& name) {
  const auto at = json.find("\"" + name + "\":\"") + name.size() + 4;
  return json.substr(at, json.find('"', at) - at);
}

/// Rows of other keys for each `from`.
std::string prices(std::size_t rows, std::size_t from) {
  std::string text;
  for (std::size_t i = from; i < from + rows; ++i)
    text += R"({"entity":"pricing","version":5,"fields":{"InventoryID":"NEW-)" + std::to_string(i) +
            R"(","DefaultPrice":1}}
)";
  return text;
}

/// One of each: delivered, filtered, superseded, letters of two kinds, unmapped, parked.
void take_in(witness& all) {
  all.expect(
      200,
      {"POST",
       "/changes",
       {},
       {},
       R"([{"entity":"pricing","version":"5","fields":{"InventoryID":"LAMP-07","DefaultPrice":9}},
{"entity":"pricing","version":5,"fields":{"InventoryID":"BAD-1","DefaultPrice":"abc"}},
{"entity":"pricing","version":5,"fields":{"InventoryID":"BAD-2","DefaultPrice":-1}},
{"entity":"pricing","version":5,"key":"GONE-1","deleted":true,"id":"g"},
{"entity":"pricing","version":5,"fields":{"InventoryID":"LAMP-09","DefaultPrice":3}},
{"entity":"inventory","version":5,"fields":{"InventoryID":"LAMP-07","WarehouseID":"EAST","QtyOnHand":9}},
{"entity":"inventory","version":5,"fields":{"InventoryID":"LAMP-07","WarehouseID":"REPAIR","QtyOnHand":1}},
{"entity":"order","version":5,"fields":{"OrderType":"SO","OrderNbr":"7","Status":"Odd","ExternalRef":"000000042"}}])"});
  all.expect(200, {"POST",
                   "/push",
                   {},
                   {},
                   R"({"Query":"No such","CompanyId":"N","Id":"1","TimeStamp":638912345678901234,)"
                   R"("Inserted":[{"A":1}],"Deleted":[{"A":2}]})"});
  CHECK(all.parked_alone());
}

void ask_figures(witness& all) {
  for (const auto* path :
       {"/livez", "/readyz", "/healthz", "/series", "/metrics", "/settings", "/openapi.json",
        "/history", "/unmapped", "/waiting", "/dead-letters", "/dead-letters/count", "/"})
    all.expect(200, {"GET", path});
  for (const auto* file : {"app.js", "style.css", "icon.svg"})
    all.expect(200, {"GET", "/console/{file}", {{"file", file}}});
  const auto one = all.expect(200, {"GET", "/history", {}, "?limit=1&outcome=delivered"});
  all.expect(200, {"GET", "/history/{id}", {{"id", text_after(one, "id")}}});
  all.expect(404, {"GET", "/history/{id}", {{"id", "12-1"}}});
  all.expect(200, {"GET", "/trace", {}, "?key=LAMP-07&live=true&at=2026-12-01T10:00:00Z"});
  all.expect(200, {"GET", "/trace", {}, "?key=BAD-1"});
  all.expect(404, {"GET", "/trace", {}, "?key=NONE-1"});
  all.expect(200, {"GET", "/dead-letters", {}, "?whole=true&limit=2&state=any"});
  all.expect(200, {"POST", "/connection/test"});
}

void mend_letters(witness& all) {
  const std::string change = "/dead-letters/{id}/change";
  const std::string mended = R"({"inserted":{"InventoryID":"BAD-1","DefaultPrice":"4"}})";
  all.expect(200, {"GET", "/dead-letters/{id}", {{"id", "1"}}});
  all.expect(404, {"GET", "/dead-letters/{id}", {{"id", "99"}}});
  all.expect(200, {"PUT", change, {{"id", "1"}}, "?dry_run=true", mended});
  all.expect(200, {"PUT", change, {{"id", "1"}}, {}, mended});
  all.expect(404, {"PUT", change, {{"id", "99"}}, {}, mended});
  CHECK(witness::has(all.expect(200, {"GET", "/dead-letters/{id}", {{"id", "1"}}}),
                     "\"original\":{"));
  const std::string one = R"({"id":[2],"note":"by hand"})";
  all.expect(200, {"POST", "/dead-letters/resolve", {}, {}, one});
  all.expect(409, {"PUT", change, {{"id", "2"}}, {}, mended});
  all.expect(200, {"POST", "/dead-letters/reopen", {}, {}, R"({"id":[1,2]})"});
  all.expect(200, {"POST", "/dead-letters/resolve", {}, {}, one});
  all.expect(200, {"POST", "/dead-letters/discard", {}, {}, R"({"class":"bug","dry_run":true})"});
}

void replay_letters(witness& all) {
  const std::string replay = "/dead-letters/replay";
  const std::string job = "/replays/{job}";
  all.expect(200, {"POST", replay, {}, {}, R"({"all":true,"force":true,"dry_run":true})"});
  const auto started = all.expect(202, {"POST", replay, {}, {}, R"({"state":"any","rate":1})"});
  all.expect(409, {"POST", replay, {}, {}, R"({"all":true})"});
  const std::map<std::string, std::string> named{{"job", text_after(started, "job")}};
  all.expect(200, {"GET", job, named});
  all.expect(200, {"DELETE", job, named});
  all.expect(404, {"GET", job, {{"job", "none"}}});
  all.expect(404, {"DELETE", job, {{"job", "none"}}});
}

void order_what_waits(witness& all) {
  const std::map<std::string, std::string> pause{{"entity", "all"}, {"order", "pause"}};
  all.expect(200, {"POST", "/lanes/{entity}/{order}", pause});
  all.expect(404, {"POST", "/lanes/{entity}/{order}", {{"entity", "x"}, {"order", "pause"}}});
  all.expect(200, {"POST", "/republish", {}, {}, R"({"all":true,"dry_run":true})"});
  const auto begun = all.expect(202, {"POST", "/republish", {}, {}, R"({"key":"LAMP-*"})"});
  all.expect(200, {"GET", "/republish/{job}", {{"job", text_after(begun, "job")}}});
  all.expect(404, {"GET", "/republish/{job}", {{"job", "none"}}});
  all.expect(200, {"POST", "/forget-versions", {}, {}, R"({"all":true,"dry_run":true})"});
  all.expect(200, {"POST", "/waiting/retry", {}, {}, R"({"entity":"inventory"})"});
  all.expect(200, {"POST", "/waiting/fail", {}, {}, R"({"state":"parked"})"});
  // What was ordered is done soon after the answer.
  const auto comes = [&](const asked& what, const char* words) {
    return all.node().wait_for([&] { return witness::has(all.expect(200, what), words); });
  };
  CHECK(comes({"GET", "/waiting"}, "LAMP-07@"));
  CHECK(comes({"GET", "/dead-letters", {}, "?whole=true&key=LAMP-09"}, "\"message\":"));
}

/// Jobs that read from the ERP, and that compare it with the store.
void pull_and_compare(witness& all) {
  const auto over = [&](const asked& what) {
    return all.node().wait_for(
        [&] { return witness::has(all.expect(200, what), "\"state\":\"done\""); });
  };
  const std::string key = R"({"entity":"pricing","key":"LAMP-07")";
  const auto read = all.expect(202, {"POST", "/resync", {}, {}, key + "}"});
  const std::map<std::string, std::string> job{{"id", text_after(read, "id")}};
  CHECK(over({"GET", "/resync/{id}", job}));
  all.expect(200, {"GET", "/resync"});
  all.expect(200, {"GET", "/lost-pushes"});
  all.expect(200, {"POST", "/resync", {}, {}, key + R"(,"dry_run":true})"});
  all.expect(404, {"GET", "/resync/{id}", {{"id", "none"}}});
  all.expect(404, {"DELETE", "/resync/{id}", {{"id", "none"}}});
  all.expect(409, {"DELETE", "/resync/{id}", job});
  all.expect(404, {"GET", "/first-load"});
  all.expect(409, {"POST", "/first-load/confirm", {}, {}, R"({"yes":true})"});
  all.expect(409, {"DELETE", "/first-load"});
  all.expect(202, {"POST", "/first-load", {}, {}, R"({"entity":["pricing"]})"});
  REQUIRE(all.node().wait_for([&] {
    return witness::has(all.expect(200, {"GET", "/first-load"}), R"("step":"asking")");
  }));
  all.expect(409, {"POST", "/first-load", {}, {}, R"({"entity":["pricing"],"dry_run":true})"});
  all.expect(202, {"POST", "/first-load/confirm", {}, {}, R"({"yes":true})"});
  all.expect(200, {"DELETE", "/first-load"});
  all.expect(200,
             {"POST", "/lanes/{entity}/{order}", {{"entity", "pricing"}, {"order", "resume"}}});
  const auto begun = all.expect(202, {"POST", "/reconcile", {}, {}, key + "}"});
  const std::map<std::string, std::string> compared{{"id", text_after(begun, "id")}};
  CHECK(over({"GET", "/reconcile/{id}", compared}));
  all.expect(200, {"GET", "/reconcile"});
  all.expect(200, {"GET", "/reconcile/{id}/report", compared});
  for (const auto* path : {"/reconcile/{id}", "/reconcile/{id}/report"})
    all.expect(404, {"GET", path, {{"id", "none"}}});
  all.expect(404, {"DELETE", "/reconcile/{id}", {{"id", "none"}}});
  all.expect(409, {"DELETE", "/reconcile/{id}", compared});
}

void back_up_and_reload(witness& all) {
  const temp_dir folder;
  const auto order = R"({"folder":")" + folder.path().string() + "\"}";
  all.expect(202, {"POST", "/backups", {}, {}, order});
  REQUIRE(all.node().wait_for([&] {
    return witness::has(all.expect(200, {"GET", "/backups"}), R"("state":"done")");
  }));
  all.expect(202, {"POST", "/settings/reload"});
  REQUIRE(all.node().wait_for(
      [&] { return all.node().log().find("msg=reloaded") != std::string::npos; }));
}

/// The journal is full, so that a job waits for room, and a comparison for what is parked.
void end_jobs(witness& all) {
  for (const std::string path : {"/resync", "/reconcile"}) {
    const std::string order = R"({"entity":"pricing","all":true})";
    const auto begun = all.expect(202, {"POST", path, {}, {}, order});
    all.expect(409, {"POST", path, {}, {}, order});
    all.expect(200, {"DELETE", path + "/{id}", {{"id", text_after(begun, "id")}}});
  }
}

/// The lanes are paused: what is taken stays.
void fill_up(witness& all) {
  const std::string path = "/changes";
  const std::size_t room = 12;  // intake.max_unsettled
  all.expect(413, {"POST", path, {}, {}, prices(room + 1, 0)});
  httplib::Client client{"127.0.0.1", all.node().intake_port()};
  for (std::size_t i = 0; i < room; ++i)
    client.Post(path.c_str(), all.entitled(), prices(1, i), "application/x-ndjson");
  all.expect(503, {"POST", "/changes", {}, {}, prices(1, room)});
  all.expect(503, {"POST", "/push", {}, {}, price_notification("p", 9, {"{}"})});
  all.expect(503, {"GET", "/readyz"});
  all.expect(503, {"GET", "/healthz"});
  all.expect(503, {"POST", "/republish", {}, {}, R"({"all":true})"});
}

/// The errors that a route names and that can be had of any.
void ask_wrongly(witness& all, const documented_route& of) {
  asked what{
      of.method, of.path, {{"id", "1"}, {"job", "j"}, {"entity", "all"}, {"order", "pause"}}};
  const auto names = [&](int status) { return of.statuses.count(status) != 0; };
  const bool intake = of.listeners.count("admin") == 0;
  if (names(401)) all.judged(401, what, {});
  if (names(403) && !intake)
    all.judged(403, what,
               {{"Origin", "https://evil.example"}, {"Authorization", "Bearer " + token}});
  what.body = "x";
  auto long_one = all.entitled();
  long_one.emplace("Content-Length", "999999999");
  if (names(413)) all.judged(413, what, long_one);
  if (names(400)) all.expect(400, what);
  auto typed = all.entitled();
  typed.emplace("Content-Type", "text/plain");
  if (names(415)) all.judged(415, what, typed);
}

/// Named, and not to be had here.
std::set<int> not_asked(const documented_route& of) {
  static const std::set<std::string> filled{"/push", "/changes", "/readyz", "/healthz",
                                            "/republish"};
  std::set<int> statuses;
  if (filled.count(of.path) == 0) statuses.insert(503);     // more slow calls at once than it takes
  if (of.path == "/settings/reload") statuses.insert(409);  // of a node without a settings file
  if (of.path == "/backups") statuses.insert(409);          // the one before is done too soon
  if (of.path == "/push" || of.path == "/changes")
    statuses.insert(403);  // of a listener without a secret
  if (of.path.starts_with("/console/") || of.path == "/") statuses.insert(403);  // access_test
  return statuses;
}

TEST_CASE("api document: a real node answers every route as it says, success and error") {
  witness all;
  take_in(all);
  ask_figures(all);
  pull_and_compare(all);
  mend_letters(all);
  replay_letters(all);
  order_what_waits(all);
  back_up_and_reload(all);
  fill_up(all);
  end_jobs(all);
  const auto routes = documented_routes();
  for (const auto& each : routes) ask_wrongly(all, each);
  all.expect(200, {"POST", "/forget-versions", {}, {}, R"({"all":true})"});
  for (const auto& each : routes) {
    INFO(each.method << " " << each.path);
    auto accounted = all.seen(each);
    accounted.merge(not_asked(each));
    for (const auto status : each.statuses) {
      CAPTURE(status);
      CHECK(accounted.count(status) == 1);
    }
  }
}

}  // namespace
}  // namespace acumage::tests
