#include "magento/connection_test/connection_test.hpp"

#include "magento/connection_test/examination.hpp"
#include "magento/connection_test/parts.hpp"
#include "magento/page_text.hpp"
#include "magento/reply.hpp"
#include "magento/store_url.hpp"

#include <simdjson.h>
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace acumage::magento {

namespace {

constexpr std::string_view bearer_switch =
    "Stores > Configuration > Services > OAuth > Consumer Settings > \"Allow OAuth Access Tokens "
    "to be "
    "used as standalone Bearer tokens\"";

/// Names of the store's modules; empty when the body is not a list of them.
std::optional<std::vector<std::string>> read_modules(const std::string& body) {
  simdjson::dom::parser parser;
  simdjson::dom::array items;
  if (parser.parse(body).get(items) != simdjson::SUCCESS) return std::nullopt;
  std::vector<std::string> names;
  for (const auto item : items) {
    std::string_view name;
    if (item.get(name) != simdjson::SUCCESS) return std::nullopt;
    names.emplace_back(name);
  }
  return names;
}

/// The part before "/rest" of a redirect's target: most likely the right base URL.
std::string base_of(const std::string& location) {
  return location.substr(0, location.find("/rest/"));
}

/// The remedy for each of the store's refusals of a signed request (REST.md 1.4).
std::string oauth_remedy(const std::string& message) {
  if (message.find("signature is invalid") != std::string::npos)
    return "Compare connection.oauth_consumer_secret and connection.oauth_token_secret with the "
           "integration's. If they are right, the store sees another address than "
           "connection.magento_url: have the proxy before it pass on host, port and https.";
  if (message.find("nonce") != std::string::npos)
    return "Set this machine's clock right: the store refuses what is signed more than 10 minutes "
           "ahead of its own.";
  return "Compare the four OAuth secrets with those under System > Extensions > Integrations, and "
         "see that the integration is active.";
}

/// Checks name, TCP and TLS.
bool reached(examination& test, const answer& reply) {
  const auto seen = judge(reply).message;
  switch (reply.how) {
    case carried::name_failed:
      return test.fail(
          "address", seen,
          "Check the host name in connection.magento_url, and that this machine's name server "
          "knows it.");
    case carried::refused:
      return test.fail(
          "address", seen,
          "Check host and port in connection.magento_url, and that the store's web server runs "
          "and that no firewall blocks it.");
    case carried::connect_timeout:
      return test.fail(
          "address", seen,
          "Nothing answers there. Check host and port in connection.magento_url, and that a "
          "firewall lets this machine through.");
    case carried::reset:
    case carried::read_timeout:
      return test.fail(
          "address", seen,
          "Something accepts the connection and does not answer as a web server should. Check "
          "http or https and the port in connection.magento_url.");
    default: break;
  }
  test.pass("address", "the store's machine accepts connections");
  if (reply.how == carried::tls_failed)
    return test.fail(
        "TLS", seen,
        "Have the store's certificate renewed or its chain completed, use the host name the "
        "certificate is for, or name the file of the issuing authority in connection.ca_file.");
  const auto url = parse_store_url(test.ask().url);
  return test.pass("TLS", url.ok() && url->tls
                              ? "the certificate is accepted"
                              : "not used: with http, everyone on the network can read everything");
}

/// Whether the answering server can serve at all.
bool is_in_service(examination& test, const answer& reply) {
  const auto verdict = judge(reply);
  const auto& seen = verdict.message;
  if (reply.status == 503)
    return test.fail(
        "store", seen,
        "The store is in maintenance or overloaded. Wait, or let this machine's address through "
        "with bin/magento maintenance:allow-ips.");
  if (reply.status == 429)
    return test.fail("store", seen, "The store limits requests. Wait, or lower delivery.rate.");
  if (reply.status > 500)
    return test.fail(
        "store", seen,
        "The web server does not reach the store behind it. Ask the store's administrator to "
        "look at PHP-FPM and the proxy.");
  if (reply.status == 500)
    return test.fail("store", seen,
                     verdict.verdict == batch_verdict::unavailable
                         ? "The store does not reach its database. Ask the store's administrator."
                         : "The error is inside the store. Look into var/log/exception.log and "
                           "var/report there.");
  return true;
}

/// Whether Magento's REST API answers under this base URL and store code.
bool is_magento(examination& test, const answer& reply) {
  const auto seen = judge(reply).message;
  const auto said = read_error(reply.body);
  if (reply.status >= 300 && reply.status < 400)
    return test.fail(
        "store", seen,
        reply.location.empty()
            ? "Set connection.magento_url to the address that answers without a redirect."
            : "Set connection.magento_url to " + base_of(reply.location) +
                  " (redirects are not followed).");
  if (reply.status == 403 || (reply.status == 401 && said.message.empty()))
    return test.fail(
        "store", seen,
        "Something before the store refuses: a firewall, CDN or password. Have it let this "
        "machine's requests to /rest through.");
  if (said.message.find("Specified request cannot be processed") != std::string::npos)
    return test.fail(
        "store", seen,
        "The store does not know the store code \"" + test.ask().store_code +
            "\". Set connection.store_code to \"all\" or to the code of a store view (Stores > "
            "All Stores), and check that connection.magento_url ends before /rest.");
  if (said.message.find("Request does not match any route") != std::string::npos)
    return test.fail(
        "store", seen,
        "Magento answers, but without its list of modules. Check that its Magento_Webapi and "
        "Magento_Backend modules are enabled.");
  // Magento checks the form of a signature first, and refuses a wrong one with 400.
  const auto refuses_signature = test.ask().credential == credential_kind::oauth &&
                                 reply.status == 400 && !said.message.empty();
  const auto speaks =
      reply.status == 401 || refuses_signature || (reply.status == 200 && read_modules(reply.body));
  if (!speaks)
    return test.fail(
        "store", reply.status == 200 ? "200: not Magento: " + page_text(reply.body, 200) : seen,
        "This is not the base URL of a Magento store. Set connection.magento_url to the secure "
        "base URL of Stores > Configuration > General > Web (with /index.php behind it when web "
        "server rewrites are off).");
  return true;
}

bool is_store(examination& test, const answer& reply) {
  if (!is_in_service(test, reply) || !is_magento(test, reply)) return false;
  return test.pass("store", "Magento answers for the store code \"" + test.ask().store_code + "\"");
}

/// `GET /V1/modules` is open to every valid credential (REST.md 1.6).
bool credential_works(examination& test, const answer& reply) {
  if (test.ask().credential == credential_kind::none)
    return test.fail(
        "credential", "none is set",
        "Set connection.bearer_token to the access token of the store's integration (System > "
        "Extensions > Integrations), or the four connection.oauth_… keys to its four secrets.");
  if (reply.status == 200) return test.pass("credential", "the store knows it");
  return test.fail(
      "credential", judge(reply).message,
      test.ask().credential == credential_kind::oauth
          ? oauth_remedy(read_error(reply.body).message)
          : "The token is wrong or revoked, or the store does not take tokens of "
            "integrations as bearer tokens (off by default since 2.4.4): compare it with "
            "the access token under System > Extensions > Integrations, and switch on " +
                std::string{bearer_switch} + ", or set the four OAuth secrets instead.");
}

/// Needs no permission, and is often hidden: never an error (REST.md 1.7).
void tell_version(examination& test) {
  request what;
  what.method = "GET";
  what.path = "/magento_version";
  what.bare = true;
  what.only_reads = true;
  const auto reply = test.call(what);
  const auto text = page_text(reply.body, 100);
  const auto told =
      reply.how == carried::answered && reply.status == 200 && text.starts_with("Magento/");
  if (!told) {
    test.pass("version", "not shown by the store (/magento_version is hidden)");
    return;
  }
  const auto community = text.find("Community") != std::string::npos;
  test.pass("version", text + (community ? ": Open Source edition" : ": Commerce edition"));
}

/// What each entity needs: permissions, and what its settings name.
void check_needs(examination& test, const answer& modules) {
  const auto names = read_modules(modules.body).value_or(std::vector<std::string>{});
  const auto has_sources =
      std::find(names.begin(), names.end(), "Magento_InventoryApi") != names.end();
  const auto stock = has_sources ? stock_model::multi_source : stock_model::legacy;
  test.pass("inventory modules",
            has_sources ? "multi source inventory" : "legacy stock, one source");
  check_permissions(test, stock);
  check_pages(test, stock);
  check_sources(test, stock);
  check_stores(test);
  check_customers(test, names);
  check_order_statuses(test);
}

}  // namespace

connection_report test_connection(transport& way, const connection_questions& ask) {
  examination test{way, ask};
  const auto modules = test.look_up("/V1/modules");
  if (reached(test, modules) && is_store(test, modules)) {
    tell_version(test);
    if (credential_works(test, modules)) check_needs(test, modules);
  }
  return test.take();
}

}  // namespace acumage::magento
