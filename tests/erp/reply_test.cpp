#include "erp/reply.hpp"

#include <doctest/doctest.h>
#include <set>

using namespace acumage::erp;
namespace http = acumage::http;
using namespace std::chrono_literals;

namespace {

http::reply answered(int status, std::string body, http::header_fields headers = {}) {
  http::reply made;
  made.status = status;
  made.body = std::move(body);
  made.headers = std::move(headers);
  if (made.header("Content-Type").empty())
    made.headers.emplace_back("Content-Type", "application/json; charset=utf-8");
  return made;
}

http::reply silent(http::carried how) {
  http::reply made;
  made.how = how;
  made.words = "the words";
  return made;
}

problem problem_of(http::reply came, asked what = asked::json) {
  const auto body = body_of(std::move(came), what, "GET /x", {});
  REQUIRE_FALSE(body);
  return body.problem();
}

std::string kind_of(http::reply came, asked what = asked::json) {
  return std::string{to_string(problem_of(std::move(came), what).kind)};
}

}  // namespace

TEST_CASE("erp reply: sign-in: wrong credentials are refused, once and for all") {
  CHECK(kind_of(answered(400, R"({"error":"invalid_grant"})"), asked::sign_in) ==
        "sign_in_refused");
  CHECK(kind_of(answered(400, R"({"error":"invalid_client"})"), asked::sign_in) ==
        "sign_in_refused");
  CHECK(kind_of(answered(401, ""), asked::sign_in) == "sign_in_refused");
  CHECK(kind_of(answered(403, ""), asked::sign_in) == "sign_in_refused");
  CHECK(problem_of(answered(400, R"({"error":"invalid_grant","error_description":"locked"})"),
                   asked::sign_in)
            .message == "GET /x: 400: locked");
}

TEST_CASE("erp reply: sign-in: no seat, an unknown tenant, a wrong address, a server in trouble") {
  CHECK(kind_of(answered(429, ""), asked::sign_in) == "no_seat");
  CHECK(kind_of(answered(500, R"({"message":"API Login Limit"})"), asked::sign_in) == "no_seat");
  CHECK(kind_of(answered(400, R"({"message":"API Login Limit exceeded"})"), asked::sign_in) ==
        "no_seat");
  CHECK(kind_of(answered(500, R"({"exceptionType":"PX.Data.PXUndefinedCompanyException"})"),
                asked::sign_in) == "configuration");
  CHECK(kind_of(answered(404, "<html>"), asked::sign_in) == "configuration");
  CHECK(kind_of(answered(302, ""), asked::sign_in) == "configuration");
  CHECK(kind_of(answered(500, "{}"), asked::sign_in) == "transport");
  CHECK(kind_of(silent(http::carried::read_timeout), asked::sign_in) == "transport");
  CHECK(body_of(answered(204, ""), asked::sign_in, "", {}).ok());
}

TEST_CASE("erp reply: 401, and a redirect to the sign-in page, mean a lost session") {
  CHECK(is_session_lost(answered(401, "")));
  CHECK(is_session_lost(answered(302, "", {{"Location", "/northwind/Frames/Login.aspx?x"}})));
  CHECK_FALSE(is_session_lost(answered(302, "", {{"Location", "https://other/"}})));
  CHECK_FALSE(is_session_lost(answered(403, "")));
  CHECK_FALSE(is_session_lost(silent(http::carried::reset)));
}

TEST_CASE("erp reply: 403 names the form") {
  const auto told = problem_of(answered(
      403, R"({"message":"You have insufficient rights to access the Sales Orders form."})"));
  CHECK(told.kind == trouble::forbidden);
  CHECK(told.message ==
        "GET /x: 403: You have insufficient rights to access the Sales Orders form.");
  CHECK_FALSE(told.remedy.empty());
}

TEST_CASE("erp reply: what may work later") {
  CHECK(kind_of(answered(429, "")) == "throttled");
  CHECK(kind_of(answered(429, R"({"message":"API Login Limit"})")) == "no_seat");
  CHECK(problem_of(answered(429, "", {{"Retry-After", "30"}})).not_before == 30s);
  for (const int status : {408, 500, 502, 503, 504})
    CHECK(kind_of(answered(status, "<html><title>Bad</title>")) == "transport");
  for (const auto how :
       {http::carried::read_timeout, http::carried::reset, http::carried::refused,
        http::carried::name_failed, http::carried::connect_timeout, http::carried::tls_failed}) {
    const auto told = problem_of(silent(how));
    CHECK(told.kind == trouble::transport);
    CHECK(told.message == "GET /x: the words");
    CHECK(told.how == how);
  }
}

TEST_CASE("erp reply: what never works") {
  const auto told = problem_of(answered(
      500,
      R"({"message":"An error has occurred.","exceptionMessage":"Optimization cannot be performed. The following fields cause the error: QtyAvailable","exceptionType":"PX.Api.ContractBased.OptimizedExport.CannotOptimizeException"})"));
  CHECK(told.kind == trouble::configuration);
  CHECK(told.message.find("QtyAvailable") != std::string::npos);
  CHECK(kind_of(answered(200, "")) == "configuration");
  CHECK(kind_of(answered(200, " \r\n")) == "configuration");
  CHECK(kind_of(answered(204, "")) == "configuration");
  CHECK(problem_of(
            answered(400,
                     R"({"error":{"code":"","message":"Could not find a property named 'Qty'"}})"))
            .message == "GET /x: 400: Could not find a property named 'Qty'");
  CHECK(problem_of(
            answered(400, R"({"odata.error":{"message":{"lang":"en","value":"Syntax error"}}})"))
            .message == "GET /x: 400: Syntax error");
  CHECK(kind_of(answered(404, "")) == "configuration");
  CHECK(kind_of(answered(301, "", {{"Location", "https://other/"}})) == "configuration");
}

TEST_CASE("erp reply: a missing record is absent, although the status is 500") {
  CHECK(
      kind_of(answered(
          500,
          R"({"exceptionMessage":"No entity satisfies the condition.","exceptionType":"PX.Api.ContractBased.NoEntitySatisfiesTheConditionException"})")) ==
      "absent");
}

TEST_CASE("erp reply: a page for people under 200, and other content, are transport errors") {
  const auto told = problem_of(answered(200, "<!DOCTYPE html><html><head><title> Sign In </title>",
                                        {{"Content-Type", "text/html"}}));
  CHECK(told.kind == trouble::transport);
  CHECK(told.message == "GET /x: a web page instead of data: Sign In");
  CHECK(kind_of(answered(200, "<html>")) == "transport");
  CHECK(kind_of(answered(200, "{}", {{"Content-Type", "text/plain"}})) == "transport");
  CHECK(kind_of(answered(200, "{}"), asked::xml) == "transport");
  CHECK(body_of(answered(200, "<x/>", {{"Content-Type", "application/xml"}}), asked::xml, "", {})
            .ok());
  CHECK(body_of(answered(200, "[]"), asked::json, "", {}).ok());
}

TEST_CASE("erp reply: too large and interrupted are told apart from a broken connection") {
  auto large = silent(http::carried::reset);
  large.too_large = true;
  CHECK(kind_of(large) == "too_large");
  auto cut = silent(http::carried::reset);
  cut.interrupted = true;
  CHECK(kind_of(cut) == "interrupted");
}

TEST_CASE("erp reply: every trouble has a name of its own") {
  std::set<std::string> names;
  for (int i = 0; i <= static_cast<int>(trouble::interrupted); ++i)
    names.insert(std::string{to_string(static_cast<trouble>(i))});
  CHECK(names.size() == 10);
}
