// Signing in as PULL 2.1 and 2.2 describe it: cookies, tokens, seats, tenants, locked accounts.
#include "fixture.hpp"

namespace acumage::simulator::acumatica {
namespace {

const std::string one_item = erp_under_test::rest + "StockItem/LAMP-07";

options small() { return {}; }

struct signed_erp : erp_under_test {
  explicit signed_erp(options setup = small()) : erp_under_test{std::move(setup)} {
    add_item(erp, "LAMP-07", "42.5");
  }
  int read(const std::pair<std::string, std::string>& as) const {
    return ask("GET", one_item, {as}).status;
  }
};

TEST_CASE("endpoints: listed without a sign-in, as an object or, before 26.x, as an array") {
  erp_under_test now;
  const auto reply = now.ask("GET", "/northwind/entity");
  CHECK(reply.status == 200);
  CHECK(
      reply.body ==
      R"({"version":{"acumaticaBuildVersion":"26.101.0001","databaseVersion":"26.101.0001"},"endpoints":[{"name":"Default","version":"25.200.001","href":"/northwind/entity/Default/25.200.001"}]})");
  CHECK(!reply.header("Date").empty());
  erp_under_test old{{.old_endpoint_list = true}};
  CHECK(old.ask("GET", "/northwind/entity").body.starts_with("[{\"name\":\"Default\""));
}

TEST_CASE("login: 204 and cookies, with which everything can be read until the logout") {
  signed_erp at;
  CHECK(at.ask("GET", one_item).status == 401);
  const auto reply = at.login();
  CHECK(reply.status == 204);
  CHECK(reply.head.find(".ASPXAUTH=") != std::string::npos);
  CHECK(reply.head.find("; path=/; HttpOnly") != std::string::npos);
  const auto cookie = signed_erp::session_of(reply);
  CHECK(at.read(cookie) == 200);
  CHECK(at.erp.sessions().open == 1);
  CHECK(at.ask("POST", "/northwind/entity/auth/logout", {cookie}).status == 204);
  CHECK(at.erp.sessions().open == 0);
  CHECK(at.erp.sessions().sign_outs == 1);
  CHECK(at.read(cookie) == 401);
}

TEST_CASE("logout: 411 without a length, and the session stays") {
  signed_erp at;
  const auto cookie = at.signed_in();
  tests::raw_client client{at.erp.port()};
  client.adds_length = false;
  CHECK(client.exchange("POST", "/northwind/entity/auth/logout", {cookie}).status == 411);
  CHECK(at.erp.sessions().open == 1);
}

TEST_CASE("tenants: an unknown one is 500, and a site with a single tenant takes any name") {
  erp_under_test several;
  const auto reply = several.login("Southwind");
  CHECK(reply.status == 500);
  CHECK(reply.body.find("PXUndefinedCompanyException") != std::string::npos);
  CHECK(several.erp.sessions().open == 0);
  erp_under_test single{{.several_tenants = false}};
  CHECK(single.login("Southwind").status == 204);
}

TEST_CASE("tenants: a stale map lands on the default one, which only the context shows") {
  signed_erp at;
  at.erp.inject({.what = trouble::other_tenant, .where = "login"});
  const auto cookie = at.signed_in();
  CHECK(at.ask("GET", one_item, {cookie}).status == 500);
  const auto page = at.ask("GET", at.gi + "Acumage%20Price", {cookie});
  CHECK(page.status == 200);
  CHECK(page.body.find("/t/Company/api/odata/gi/$metadata#Acumage%20Price\",\"value\":[]") !=
        std::string::npos);
}

TEST_CASE("seats: a surplus sign-in is refused with API Login Limit") {
  signed_erp at{{.licence = {.seats = 1}}};
  const auto first = at.signed_in();
  const auto second = at.login();
  CHECK(second.status == 429);
  CHECK(second.body.find("API Login Limit") != std::string::npos);
  CHECK(at.erp.sessions().refused == 1);
  at.erp.inject({.what = trouble::login_limit_as_500});
  CHECK(at.login().status == 500);
  at.erp.inject({.what = trouble::surplus_ends_oldest});
  const auto third = at.signed_in();
  CHECK(at.read(first) == 401);
  CHECK(at.read(third) == 200);
  CHECK(at.erp.sessions().peak == 1);
}

TEST_CASE("seats: those of others count, for bearers at the first use of the token") {
  signed_erp at;
  const auto id = at.erp.inject({.what = trouble::seats_used, .value = 2});
  CHECK(at.login().status == 429);
  const auto bearer = at.bearer();
  const auto reply = at.ask("GET", one_item, {bearer});
  CHECK(reply.status == 429);
  CHECK(reply.body.find("API Login Limit") != std::string::npos);
  at.erp.clear_fault(id);
  CHECK(at.read(bearer) == 200);
}

TEST_CASE("session: closed after 10 minutes of silence, kept by use") {
  signed_erp at;
  const auto cookie = at.signed_in();
  for (int i = 0; i < 3; ++i) {
    at.erp.clock().step(9min);
    CHECK(at.read(cookie) == 200);
  }
  at.erp.clock().step(11min);
  CHECK(at.erp.sessions().open == 0);
  CHECK(at.read(cookie) == 401);
}

TEST_CASE("token: an answer of the token endpoint, and its refusals") {
  erp_under_test at;
  const auto reply = at.token();
  CHECK(reply.status == 200);
  CHECK(reply.body.find(R"("expires_in":3600,"token_type":"Bearer","scope":"api"})") !=
        std::string::npos);
  CHECK(at.token("grant_type=password&client_id=x&client_secret=y").body ==
        R"({"error":"invalid_client"})");
  const auto wrong = at.token(
      "grant_type=password&client_id=" + encoded("5F0D6F3E-6C1A-4B43-9A55-2F3F8D1E7A10@Northwind") +
      "&client_secret=erp-client-secret&username=api&password=no");
  CHECK(wrong.status == 400);
  CHECK(wrong.body == R"({"error":"invalid_grant"})");
  CHECK(at.erp.sessions().sign_ins == 0);
}

TEST_CASE("bearer: its sign-out frees the seat, and the next use opens a new session") {
  signed_erp at;
  const auto bearer = at.bearer();
  CHECK(at.erp.sessions().open == 0);
  CHECK(at.read(bearer) == 200);
  CHECK(at.read(bearer) == 200);
  CHECK(at.erp.sessions().sign_ins == 1);
  CHECK(at.ask("POST", "/northwind/entity/auth/logout", {bearer}).status == 204);
  CHECK(at.erp.sessions().open == 0);
  CHECK(at.read(bearer) == 200);
  CHECK(at.erp.sessions().sign_ins == 2);
}

TEST_CASE("bearer: the token ends after an hour, and its session with it") {
  signed_erp at{{.session_idle = 24h}};
  const auto bearer = at.bearer();
  CHECK(at.read(bearer) == 200);
  at.erp.clock().step(61min);
  CHECK(at.erp.sessions().open == 0);
  CHECK(at.read(bearer) == 401);
  CHECK(at.read(at.bearer()) == 200);
}

TEST_CASE("in mid-run: a session or a token that dies is 401 once") {
  signed_erp at;
  const auto cookie = at.signed_in();
  at.erp.inject({.what = trouble::session_dies, .skip = 1, .count = 1});
  CHECK(at.read(cookie) == 200);
  CHECK(at.read(cookie) == 401);
  CHECK(at.read(cookie) == 401);
  CHECK(at.read(at.signed_in()) == 200);
  const auto bearer = at.bearer();
  at.erp.inject({.what = trouble::token_expires, .count = 1});
  CHECK(at.read(bearer) == 401);
  CHECK(at.read(bearer) == 401);
}

TEST_CASE("passwords: five wrong ones in a row lock the account, also for the right one") {
  erp_under_test at;
  for (int i = 0; i < 4; ++i) CHECK(at.login("Northwind", "no").status == 400);
  CHECK(at.login().status == 204);
  for (int i = 0; i < 5; ++i) CHECK(at.login("Northwind", "no").status == 400);
  CHECK(at.login().body.find("locked") != std::string::npos);
  CHECK(at.token().body == R"({"error":"invalid_grant"})");
  at.erp.unlock_account();
  CHECK(at.login().status == 204);
  CHECK(at.erp.sessions().wrong_passwords == 9);
}

TEST_CASE("basic: reads inquiries without a seat, and no REST") {
  signed_erp at{{.licence = {.seats = 0}}};
  CHECK(at.inquiry("Acumage Price").status == 200);
  CHECK(at.erp.sessions().sign_ins == 0);
  CHECK(at.read(erp_under_test::basic) == 401);
  CHECK(at.ask("GET", at.gi + "Acumage%20Price", {{"Authorization", "Basic YXBpOm5v"}}).status ==
        401);
}

}  // namespace
}  // namespace acumage::simulator::acumatica
