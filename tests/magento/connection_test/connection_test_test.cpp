#include "magento/connection_test/connection_test.hpp"

#include "../transcripts.hpp"
#include "talk.hpp"

#include <doctest/doctest.h>

using namespace acumage;
using namespace acumage::magento;
using namespace acumage::tests;

namespace {

constexpr const char* connection = "magento_connection.jsonl";
constexpr const char* outage = "magento_outage.jsonl";

/// The last check of a test that ended with this answer to its first question.
connection_check ended_by(const answer& reply) {
  auto way = good_store();
  way.answers["/V1/modules"] = reply;
  const auto report = test_connection(way, questions());
  CHECK_FALSE(report.ok);
  CHECK(way.asked.size() == 1);
  REQUIRE_FALSE(report.checks.empty());
  CHECK_FALSE(report.checks.back().ok);
  CHECK_FALSE(report.checks.back().remedy.empty());
  return report.checks.back();
}

connection_check ended_by(carried how, const std::string& detail) {
  answer reply;
  reply.how = how;
  reply.detail = detail;
  return ended_by(reply);
}

}  // namespace

TEST_CASE("connection test: a good store passes every check, and nothing is written") {
  auto way = good_store();
  const auto report = test_connection(way, questions());
  CHECK(report.ok);
  std::vector<std::string> names;
  for (const auto& one : report.checks) {
    CHECK(one.ok);
    CHECK(one.remedy.empty());
    CHECK_FALSE(one.detail.empty());
    names.push_back(one.name);
  }
  CHECK(names == std::vector<std::string>{"address", "TLS", "store", "version", "credential",
                                          "inventory modules", "permission pricing"});
  CHECK(find(report, "version").detail == "Magento/2.4 (Community): Open Source edition");
  CHECK(find(report, "inventory modules").detail == "multi source inventory");
  for (const auto& asked : way.asked) CHECK(asked.only_reads);
}

TEST_CASE("connection test: failures below HTTP are told apart") {
  const auto name = ended_by(carried::name_failed, "shop:443: host name not found: x");
  CHECK(name.name == "address");
  CHECK(contains(name.detail, "host name not found"));
  CHECK(contains(name.remedy, "host name"));
  const auto refused = ended_by(carried::refused, "shop:443: connection refused");
  CHECK(refused.name == "address");
  CHECK(contains(refused.remedy, "port"));
  CHECK(ended_by(carried::connect_timeout, "").name == "address");
  CHECK(ended_by(carried::read_timeout, "").name == "address");
  CHECK(ended_by(carried::reset, "does not speak HTTP").name == "address");
  const auto tls = ended_by(carried::tls_failed, "certificate has expired");
  CHECK(tls.name == "TLS");
  CHECK(contains(tls.detail, "expired"));
  CHECK(contains(tls.remedy, "ca_file"));
}

TEST_CASE("connection test: a redirect names the address to set") {
  auto moved = answered(301, "");
  moved.location = "https://www.shop.example.com/rest/all/V1/modules";
  const auto last = ended_by(moved);
  CHECK(last.name == "store");
  CHECK(contains(last.remedy, "https://www.shop.example.com (redirects"));
}

TEST_CASE("connection test: what is not Magento is told") {
  const answer others[] = {
      answered(404, "<html><title>Not Found</title></html>", "text/html"),
      answered(200, "<html><title>Welcome to nginx!</title></html>", "text/html"),
      answered(200, "{\"status\":\"ok\"}"), answered(404, "")};
  for (const auto& reply : others) {
    const auto last = ended_by(reply);
    CHECK(last.name == "store");
    CHECK(contains(last.remedy, "not the base URL of a Magento store"));
  }
  CHECK(contains(ended_by(others[1]).detail, "Welcome to nginx!"));
}

TEST_CASE("connection test: a wrong store code is told") {
  const auto last = ended_by(recorded(connection, 4));
  CHECK(last.name == "store");
  CHECK(contains(last.remedy, "connection.store_code"));
  CHECK(contains(last.remedy, "\"all\""));
}

TEST_CASE("connection test: maintenance, lost database, dead PHP and firewalls are told") {
  CHECK(contains(ended_by(recorded(outage, 814)).remedy, "maintenance"));
  CHECK(contains(ended_by(recorded(outage, 830)).remedy, "database"));
  CHECK(contains(ended_by(recorded(outage, 836)).remedy, "PHP-FPM"));
  CHECK(
      contains(ended_by(answered(403, "<html><title>Blocked</title></html>")).remedy, "firewall"));
  CHECK(contains(ended_by(answered(401, "<html>401 Authorization Required</html>")).remedy,
                 "password"));
  CHECK(contains(ended_by(answered(429, "")).remedy, "delivery.rate"));
}

TEST_CASE(
    "connection test: a refused credential names the token and the switch for bearer tokens") {
  auto way = good_store();
  way.answers["/V1/modules"] = recorded(connection, 11);
  const auto report = test_connection(way, questions());
  CHECK_FALSE(report.ok);
  CHECK(find(report, "store").ok);
  CHECK(find(report, "version").ok);
  const auto& credential = find(report, "credential");
  CHECK_FALSE(credential.ok);
  CHECK(contains(credential.remedy,
                 "Allow OAuth Access Tokens to be used as standalone Bearer tokens"));
  CHECK(&credential == &report.checks.back());
}

TEST_CASE("connection test: no credential at all is its own finding") {
  auto way = good_store();
  way.answers["/V1/modules"] = recorded(connection, 11);
  auto ask = questions();
  ask.credential = credential_kind::none;
  const auto report = test_connection(way, ask);
  CHECK(find(report, "credential").detail == "none is set");
  CHECK(contains(find(report, "credential").remedy, "connection.bearer_token"));
}

TEST_CASE("connection test: what is wrong with a signature has its own remedy") {
  struct refusal {
    int status;
    const char* message;
    const char* remedy;
  };
  const std::vector<refusal> table{
      {401, "The signature is invalid. Verify and try again.", "have the proxy before it pass on"},
      {401, "An error occurred validating the nonce", "clock"},
      {401, "A consumer having the specified key does not exist", "the four OAuth secrets"},
      {401, "The consumer isn't authorized to access %resources.", "integration is active"},
      {400, "The token length is invalid. Check the length and try again.",
       "the four OAuth secrets"}};
  for (const auto& [status, message, remedy] : table) {
    CAPTURE(message);
    auto way = good_store();
    way.answers["/V1/modules"] = answered(status, R"({"message":")" + std::string{message} + "\"}");
    auto ask = questions();
    ask.credential = credential_kind::oauth;
    const auto report = test_connection(way, ask);
    CHECK_FALSE(report.ok);
    CHECK(find(report, "store").ok);
    CHECK_FALSE(find(report, "credential").ok);
    CHECK(contains(find(report, "credential").remedy, remedy));
  }
}

TEST_CASE("connection test: a missing permission is named per entity") {
  auto way = good_store();
  way.answers["/V1/products/base-prices-information"] = recorded("magento_base_prices.jsonl", 131);
  way.answers["/V1/inventory/sources"] = recorded(connection, 23);
  way.answers["/V1/inventory/source-items"] = recorded(connection, 27);
  const auto report = test_connection(way, questions({entity::pricing, entity::inventory}));
  CHECK_FALSE(report.ok);
  CHECK(find(report, "credential").ok);
  CHECK(find(report, "permission pricing").detail == "missing: Magento_Catalog::catalog");
  CHECK(contains(find(report, "permission pricing").remedy, "Integrations"));
  CHECK(find(report, "permission inventory").detail ==
        "missing: Magento_InventoryApi::source, Magento_InventoryApi::stock_source_item_assign");
  CHECK(contains(find(report, "permission inventory").remedy,
                 "tick Stores > Inventory > Sources, Stores > Inventory > Stocks > Source Item "
                 "Assigning; save"));
}

TEST_CASE("connection test: a probe's refusal in Magento's words proves the permission") {
  auto way = good_store();
  way.answers["/V1/inventory/source-items"] = recorded(outage, 274);
  way.answers["/V1/orders/0"] =
      answered(400, R"({"message":"An ID is needed. Set the ID and try again."})");
  const auto report = test_connection(way, questions({entity::inventory, entity::order}));
  CHECK(report.ok);
  CHECK(find(report, "permission inventory").ok);
  CHECK(find(report, "permission order").ok);
}

TEST_CASE("connection test: a permission that cannot be tested is no grant") {
  auto way = good_store();
  way.answers["/V1/products/base-prices-information"] = recorded(outage, 836);
  const auto report = test_connection(way, questions());
  CHECK_FALSE(find(report, "permission pricing").ok);
  CHECK(contains(find(report, "permission pricing").remedy, "could not be tested"));
}

TEST_CASE("connection test: a hidden version is no error, Commerce is told from Open Source") {
  auto way = good_store();
  way.answers["/magento_version"] = answered(404, "<html>");
  auto report = test_connection(way, questions());
  CHECK(report.ok);
  CHECK(contains(find(report, "version").detail, "not shown"));
  way.answers["/magento_version"] = answered(200, "Magento/2.4 (Enterprise)", "text/html");
  report = test_connection(way, questions());
  CHECK(contains(find(report, "version").detail, "Commerce edition"));
}

TEST_CASE("connection test: a store without multi source inventory is asked for its legacy stock") {
  auto way = good_store();
  way.answers["/V1/modules"] = answered(200, R"(["Magento_Store","Magento_Catalog"])");
  const auto report = test_connection(way, questions({entity::inventory}));
  CHECK(report.ok);
  CHECK(find(report, "inventory modules").detail == "legacy stock, one source");
  CHECK(way.asked.back().path == "/V1/stockItems/__probe__");
}

TEST_CASE("connection test: an address without TLS says so") {
  auto way = good_store();
  auto ask = questions();
  ask.url = "http://shop.example.com";
  CHECK(contains(find(test_connection(way, ask), "TLS").detail, "not used"));
}
