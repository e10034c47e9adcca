// No selection means nothing (SPEC 2.11), whatever the route: walks all that there are.
#include "api/admin_routes.hpp"
#include "fake_ports.hpp"

#include <doctest/doctest.h>

#include <set>

namespace {

using namespace acumage;
using tests::ask;

struct admin {
  tests::fake_node node;
  api::router routes = api::admin_routes(node, {});
};

/// Orders whose path says what they are about, or that are about nothing that could be selected.
const std::set<std::string> without_selection{"/lanes/{entity}/{order}", "/connection/test",
                                              "/backups", "/settings/reload"};

/// Their selections name one entity: each has a test of its own.
const std::string resync = "/resync";
const std::string reconcile = "/reconcile";
/// Selections of their own, and an answer to a question.
const std::set<std::string> of_jobs{resync, reconcile, "/first-load", "/first-load/confirm"};

std::vector<std::string> orders(const api::router& routes) {
  std::vector<std::string> found;
  for (const auto& each : routes.routes())
    if (each.method == "POST" && without_selection.count(each.pattern) == 0)
      found.push_back(each.pattern);
  return found;
}

}  // namespace

TEST_CASE(
    "selection: an order without one is refused by every route, and nothing happens [SPEC 2.11]") {
  admin api;
  const auto all = orders(api.routes);
  CHECK(all.size() >= 7);
  for (const auto& path : all)
    for (const auto* body :
         {"", "{}", R"({"id":[]})", R"({"key":""})", R"({"entity":""})", R"({"key":[]})",
          R"({"key":null})", R"({"all":false})", R"({"dry_run":true})", R"({"everything":true})",
          R"({"all":true,"key":""})", R"({"all":true,"id":[]})",
          R"({"all":true,"everything":true})"}) {
      CAPTURE(path);
      CAPTURE(body);
      CHECK(ask(api.routes, "POST", path, body).status == 400);
    }
  CHECK(ask(api.routes, "POST", "/dead-letters/discard?key=").status == 400);
  CHECK(ask(api.routes, "POST", "/dead-letters/discard", "{}")
            .body.find("selection: empty; expected entity, key, class, state, status, text, since, "
                       "until, id, or all for everything") != std::string::npos);
  CHECK(api.node.calls.empty());
}

TEST_CASE("selection: all has a word of its own, and a dry run changes nothing") {
  admin api;
  for (const auto& path : orders(api.routes)) {
    if (of_jobs.count(path) == 1) continue;
    CAPTURE(path);
    CHECK(ask(api.routes, "POST", path, R"({"all":true,"dry_run":true})").status == 200);
  }
  const std::set<std::string> looks{"count", "waiting", "count republish", "count versions",
                                    "count reopened"};
  for (const auto& each : api.node.calls) CHECK_MESSAGE(looks.count(each) == 1, each);
  for (const auto& path : orders(api.routes)) {
    if (of_jobs.count(path) == 1) continue;
    CAPTURE(path);
    CHECK(ask(api.routes, "POST", path, R"({"all":true})").status / 100 == 2);
    CHECK(ask(api.routes, "POST", path, R"({"entity":"order"})").status / 100 == 2);
  }
}

TEST_CASE("selection: an empty filter is no filter of a list either") {
  admin api;
  for (const auto* path : {"/dead-letters", "/dead-letters/count", "/history", "/waiting"}) {
    CAPTURE(path);
    CHECK(ask(api.routes, "GET", std::string{path} + "?key=").status == 400);
    CHECK(ask(api.routes, "GET", std::string{path} + "?entity=").status == 400);
  }
  CHECK(api.node.calls.empty());
}

TEST_CASE(
    "selection: a first load names entities, or all, and agreeing to it has a word of its own") {
  admin api;
  const auto status_of = [&](const std::string& path, const std::string& body) {
    return ask(api.routes, "POST", path, body).status;
  };
  for (const auto* wrong : {R"({"entity":"prices"})", R"({"entity":["pricing"],"all":true})",
                            R"({"restart":true})", R"({"entity":["pricing",""]})"})
    CHECK(status_of("/first-load", wrong) == 400);
  for (const auto* wrong : {R"({"yes":false})", R"({"create_customers":true})"})
    CHECK(status_of("/first-load/confirm", wrong) == 400);
  CHECK(api.node.calls.empty());
  CHECK(status_of("/first-load", R"({"entity":["order","pricing"],"restart":true})") == 202);
  CHECK(api.node.load_order.entities == std::vector{entity::order, entity::pricing});
  CHECK(api.node.load_order.restart);
  CHECK(status_of("/first-load", R"({"all":true,"dry_run":true})") == 202);
  CHECK(api.node.load_order.entities.empty());
  CHECK(status_of("/first-load/confirm", R"({"yes":true,"create_shipments":true})") == 202);
  CHECK(api.node.load_answer.create_shipments);
  CHECK(!api.node.load_answer.create_customers);
}

TEST_CASE("selection: a resync names an entity and exactly one selection of its rows") {
  admin api;
  const auto status_of = [&](const std::string& members) {
    return ask(api.routes, "POST", resync, R"({"entity":"pricing")" + members + "}").status;
  };
  for (const auto* wrong :
       {"", R"(,"all":false)", R"(,"key":[])", R"(,"key":"")", R"(,"key":" ")", R"(,"since":"")",
        R"(,"all":true,"delta":true)", R"(,"all":true,"key":"A")", R"(,"dry_run":true)",
        R"(,"everything":true)", R"(,"all":true,"absent":"zero")",
        R"(,"all":true,"absent":"no")"}) {
    CAPTURE(wrong);
    CHECK(status_of(wrong) == 400);
  }
  CHECK(ask(api.routes, "POST", resync, R"({"all":true})").status == 400);
  CHECK(ask(api.routes, "POST", resync, R"({"entity":"prices","all":true})").status == 400);
  CHECK(api.node.calls.empty());
  for (const auto* right : {R"(,"all":true)", R"(,"delta":true)", R"(,"key":["A","a"," B "])",
                            R"(,"since":"2026-08-14T10:02:11Z")"}) {
    CAPTURE(right);
    CHECK(status_of(right) == 202);
  }
  CHECK(api.node.calls.size() == 4);
  CHECK(api.node.pull_order.scope == pull_scope::since);
  CHECK(status_of(R"(,"key":["A","a"," B "])") == 202);
  CHECK(api.node.pull_order.keys == std::vector<std::string>{"A", "B"});
}

TEST_CASE("selection: a reconciliation names an entity and exactly one selection of its keys") {
  admin api;
  const auto status_of = [&](const std::string& members) {
    return ask(api.routes, "POST", reconcile, R"({"entity":"pricing")" + members + "}").status;
  };
  for (const auto* wrong :
       {"", R"(,"all":false)", R"(,"key":[])", R"(,"key":" ")", R"(,"sample":0)", R"(,"sample":-1)",
        R"(,"sample":10001)", R"(,"all":true,"sample":5)", R"(,"fix":"store")",
        R"(,"all":true,"fix":"both")", R"(,"all":true,"everything":true)"}) {
    CAPTURE(wrong);
    CHECK(status_of(wrong) == 400);
  }
  CHECK(ask(api.routes, "POST", reconcile, R"({"all":true})").status == 400);
  CHECK(api.node.calls.empty());
  for (const auto* right :
       {R"(,"all":true)", R"(,"sample":5)", R"(,"key":["A","a"],"fix":"node")"}) {
    CAPTURE(right);
    CHECK(status_of(right) == 202);
  }
  CHECK(api.node.compare_order.keys == std::vector<std::string>{"A"});
  CHECK(api.node.compare_order.fix == reconcile_fix::node);
}
