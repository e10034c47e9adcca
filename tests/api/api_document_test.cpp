// Does docs/openapi.json say what the routes are, and what they take?
#include "tests/support/api_document.hpp"
#include "api/admin_routes.hpp"
#include "api/console.hpp"
#include "api/intake_routes.hpp"
#include "tests/api/fake_ports.hpp"

#include <doctest/doctest.h>
#include <simdjson.h>

#include <algorithm>
#include <set>
#include <sstream>

namespace acumage::tests {
namespace {

std::set<std::string> names_of(const api::router& routes) {
  const auto files = api::console_files();
  std::set<std::string> names;
  for (const auto& [method, pattern] : routes.routes()) {
    const bool is_file = pattern != "/" && std::any_of(files.begin(), files.end(),
                                                       [&, &path = pattern](const auto& each) {
                                                         return each.path == path;
                                                       });
    names.insert(method + ' ' + (is_file ? "/console/{file}" : pattern));
  }
  return names;
}

std::set<std::string> documented(const std::string& listener) {
  std::set<std::string> names;
  for (const auto& each : documented_routes())
    if (each.listeners.count(listener) != 0) names.insert(each.method + ' ' + each.path);
  return names;
}

TEST_CASE("api document: it names the routes of both listeners, and no others") {
  fake_node node;
  fake_intake intake;
  CHECK(documented("admin") == names_of(api::admin_routes(node, {})));
  CHECK(documented("intake") == names_of(api::intake_routes(intake, {})));
}

/// What the complaint about an unknown parameter says that the route takes.
std::set<std::string> taken_by(const api::router& routes, const documented_route& which) {
  const auto path = which.path + "?nonsense=1";
  const auto reply = ask(routes, which.method, path, {}, {});
  simdjson::dom::parser parser;
  const simdjson::padded_string body{reply.body};
  std::string_view message;
  REQUIRE(parser.parse(body).at_pointer("/error/message").get(message) == simdjson::SUCCESS);
  const std::string_view before = "expected ";
  std::istringstream words{std::string{message.substr(message.rfind(before) + before.size())}};
  std::set<std::string> names;
  for (std::string word; words >> word;) names.insert(word.substr(0, word.find(',')));
  if (names == std::set<std::string>{"none"}) names.clear();
  return names;
}

TEST_CASE("api document: each admin route takes the parameters it names, and no others") {
  fake_node node;
  const auto routes = api::admin_routes(node, {});
  for (auto each : documented_routes()) {
    if (each.listeners.count("admin") == 0 || each.statuses.count(400) == 0) continue;
    INFO(each.method << " " << each.path);
    // Braces stand for any text; the routes that read their path first get one that is right.
    if (each.method == "PUT") each.path = "/dead-letters/1/change";
    if (each.path.starts_with("/lanes/")) each.path = "/lanes/all/pause";
    CHECK(taken_by(routes, each) == each.parameters);
  }
}

TEST_CASE("api document: the node serves it as it stands in docs") {
  fake_node node;
  const auto reply = ask(api::admin_routes(node, {}), "GET", "/openapi.json");
  CHECK(reply.status == 200);
  CHECK(reply.body.find("\"/dead-letters/{id}/change\"") != std::string::npos);
  CHECK(answer_violations("GET", "/openapi.json", 200, "application/json", reply.body).empty());
}

}  // namespace
}  // namespace acumage::tests
