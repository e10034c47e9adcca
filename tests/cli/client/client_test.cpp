#include "cli/client/client.hpp"

#include "api/auth.hpp"
#include "api/body_signature.hpp"
#include "api/http/server.hpp"
#include "cli/client/json.hpp"
#include "settings/settings.hpp"
#include "tests/cli/client/fake_node.hpp"
#include "tests/cli/terminal/shown.hpp"
#include "tests/support/certificates.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

#include <fstream>

namespace acumage::client {
namespace {

using tests::asked;
using tests::fake_node;
using tests::has;
using tests::told;

TEST_CASE("client: the address is the listener's, a wildcard one read as loopback") {
  settings::settings with;
  with.admin.port = 8811;
  const auto url = [&](const std::string& address) {
    with.admin.address = address;
    const auto made = admin_endpoint(with, {}, {});
    REQUIRE(made.ok());
    return made->url;
  };
  CHECK(url("127.0.0.1") == "http://127.0.0.1:8811");
  CHECK(url("0.0.0.0") == "http://127.0.0.1:8811");
  CHECK(url("::") == "http://[::1]:8811");
  CHECK(url("fd00::7") == "http://[fd00::7]:8811");
  CHECK(admin_endpoint(with, "http://node2:9000/", {})->url == "http://node2:9000");
  with.admin.port = 0;
  CHECK(has(admin_endpoint(with, {}, {}).problem().message, "expected --admin URL"));
  CHECK(admin_endpoint(with, "http://node2:9000", {}).ok());
}

TEST_CASE("client: the token is the settings' or a file's") {
  settings::settings with;
  CHECK(admin_endpoint(with, {}, {})->header_name.empty());
  with.admin.token = settings::secret{"one"};
  with.intake.header_value = settings::secret{"two"};
  CHECK(admin_endpoint(with, {}, {})->header_value == "Bearer one");
  CHECK(intake_endpoint(with, {}, {})->header_name == with.intake.header_name);
  CHECK(intake_endpoint(with, {}, {})->header_value == "two");
  const tests::temp_dir folder;
  const auto file = (folder / "token").string();
  std::ofstream{file} << "three\n";
  CHECK(admin_endpoint(with, {}, file)->header_value == "Bearer three");
  CHECK(intake_endpoint(with, {}, file)->header_value == "three");
  std::ofstream{file} << "\n";
  CHECK_FALSE(admin_endpoint(with, {}, file).ok());
  CHECK_FALSE(admin_endpoint(with, {}, file + "x").ok());
}

TEST_CASE("client: without a shared header, what is posted to the intake is signed") {
  settings::settings with;
  with.intake.port = 1;
  with.intake.hmac_secret = settings::secret{"s"};
  const auto where = intake_endpoint(with, {}, {});
  CHECK(where->header_name.empty());
  CHECK(where->hmac_secret == "s");
  const fake_node node{[](const asked&) -> told { return {200, "{}", {}}; }};
  auto signing = client::to({node.url(), {}, {}, "s"});
  CHECK((*signing)->post("/push", "{}", "application/json")->status == 200);
  CHECK(node.requests().at(0).signature == api::body_signature("{}", "s"));
  with.intake.header_value = settings::secret{"k"};
  CHECK(intake_endpoint(with, {}, {})->hmac_secret.empty());
}

TEST_CASE("client: over https the certificate must be the one of the settings") {
  const auto authority = tests::make_authority("Ours");
  const tests::temp_dir folder;
  const auto file = [&](const std::string& name, const std::string& text) {
    std::ofstream{folder / name} << text;
    return (folder / name).string();
  };
  for (const auto& own : {tests::make_server(authority, "DNS:shop-node.example"),
                          tests::make_server(authority, "DNS:*.example.com"),
                          tests::make_server(authority, "IP:127.0.0.1")}) {
    const auto chain = file("own.pem", own.pem());
    api::router routes;
    routes.get("/livez", [](const api::request&) { return api::word_reply(200, "alive"); });
    api::server node{
        {.tls = {chain, file("own.key", own.key_pem())}, .admit = api::admin_guard{"", {}}},
        std::move(routes)};
    REQUIRE(node.start().ok());
    settings::settings with;
    with.admin.port = node.port();
    with.admin.tls_certificate = chain;
    const auto where = admin_endpoint(with, {}, {});
    CHECK(where->url == "https://127.0.0.1:" + std::to_string(node.port()));
    auto over = client::to(*where);
    REQUIRE(over.ok());
    const auto alive = (*over)->get("/livez");
    REQUIRE_MESSAGE(alive.ok(), (alive.ok() ? "" : alive.problem().message));
    CHECK(alive->status == 200);
    CHECK((*over)->get("/stats")->status == 404);  // the guard knows the Host
    const auto other = tests::make_server(authority, "DNS:shop-node.example");
    auto wary = client::to({where->url, {}, {}, {}, file("other.pem", other.pem())});
    const auto refused = (*wary)->get("/livez");
    REQUIRE_FALSE(refused.ok());
    CHECK(has(refused.problem().message, "certificate is not the one expected"));
  }
  CHECK_FALSE(client::to({"https://127.0.0.1:1", {}, {}, {}, file("none.pem", "")}).ok());
  CHECK(client::to({"http://127.0.0.1:1", {}, {}, {}, file("none.pem", "")}).ok());
}

TEST_CASE("client: a listener that asks for a certificate is shown one") {
  const auto authority = tests::make_authority("Ours");
  const auto own = tests::make_server(authority, "IP:127.0.0.1");
  const tests::temp_dir folder;
  const auto file = [&](const std::string& name, const std::string& text) {
    std::ofstream{folder / name} << text;
    return (folder / name).string();
  };
  const auto chain = file("own.pem", own.pem());
  const auto key = file("own.key", own.key_pem());
  api::router routes;
  routes.get("/livez", [](const api::request&) { return api::word_reply(200, "alive"); });
  api::server node{{.tls = {chain, key, file("ca.pem", authority.pem())}}, std::move(routes)};
  REQUIRE(node.start().ok());
  endpoint where{"https://127.0.0.1:" + std::to_string(node.port()), {}, {}, {}, chain};
  auto without = client::to(where);
  CHECK_FALSE((*without)->get("/livez").ok());
  where.own = {chain, key};  // any of the authority will do
  auto with = client::to(where);
  REQUIRE(with.ok());
  CHECK((*with)->get("/livez").ok());
  where.own = {chain, file("none.key", "")};
  CHECK(has(client::to(where).problem().message, "none.key: cannot be used"));
}

TEST_CASE("client: what is no address is refused before anything is sent") {
  for (const std::string url :
       {"", "localhost:8811", "ftp://a:1", "http://a/b", "http://", "http://u@a"}) {
    CAPTURE(url);
    CHECK_FALSE(client::to({url, {}, {}}).ok());
  }
}

TEST_CASE("client: any answer is a reply, and only silence is unavailable") {
  const fake_node node{[](const asked& what) -> told {
    return what.authorization == "Bearer x" ? told{200, "yes", "3"} : told{401, "no", {}};
  }};
  auto with = client::to({node.url(), "Authorization", "Bearer x"});
  const auto yes = (*with)->get("/stats?a=b%20c");
  REQUIRE(yes.ok());
  CHECK(yes->status == 200);
  CHECK(yes->body == "yes");
  CHECK(yes->retry_after == std::chrono::seconds{3});
  CHECK(node.requests().at(0).target == "/stats?a=b%20c");
  CHECK((*client::to({node.url(), {}, {}}))->get("/")->status == 401);
  const auto silence = (*client::to({"http://127.0.0.1:1", {}, {}}))->get("/");
  REQUIRE_FALSE(silence.ok());
  CHECK(silence.problem().code == errc::unavailable);
}

TEST_CASE("client: a refusal has the node's own words and place") {
  const auto told = refusal_of(
      "node", {400, R"({"error":{"code":"x","message":"a: b; expected c","at":"line 3"}})", {}});
  CHECK(told.message == "a: b; expected c");
  CHECK(told.at == "line 3");
  CHECK(has(refusal_of("node", {502, "<html>", {}}).message, "node: HTTP 502"));
  CHECK(refusal_of("node", {409, {}, {}}).code == errc::conflict);
}

TEST_CASE("client: members of JSON are read by kind, and numbers exactly") {
  json_document document;
  const auto* const root = document.read(
      R"({"text":"a\n\u00e4","count":18446744073709551615,"figure":2.5,"yes":true,"none":null})");
  REQUIRE(root != nullptr);
  CHECK(text_of(*root, "text") == "a\nä");
  CHECK(count_of(*root, "count") == 18'446'744'073'709'551'615U);
  CHECK(figure_of(*root, "figure") == 2.5);
  CHECK(flag_of(*root, "yes"));
  CHECK(text_of(*root, "count").empty());
  CHECK(count_of(*root, "text") == 0);
  CHECK_FALSE(maybe_figure_of(*root, "none"));
  CHECK_FALSE(flag_of(*root, "absent"));
  CHECK(document.read("[1]") == nullptr);
  CHECK(document.read("oops") == nullptr);
}

TEST_CASE("client: targets are percent-encoded") {
  CHECK(percent_encoded("LAMP-*@a b/ä&=") == "LAMP-%2A%40a%20b%2F%C3%A4%26%3D");
}

}  // namespace
}  // namespace acumage::client
