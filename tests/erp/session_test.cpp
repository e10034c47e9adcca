#include "erp/session.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <fstream>

using namespace acumage::erp;
using acumage::tests::temp_dir;
namespace http = acumage::http;
using namespace std::chrono_literals;

namespace {

options northwind(sign_in auth) {
  options how;
  how.url = "https://erp.example.com/northwind/";
  how.tenant = "Northwind";
  how.auth = auth;
  how.client_id = "5F0D@Northwind";
  how.client_secret = "s+t";
  how.username = "api user";
  how.password = "p\"&ss";
  return how;
}

http::reply answered(int status, std::string body, http::header_fields headers = {}) {
  http::reply made;
  made.status = status;
  made.body = std::move(body);
  made.headers = std::move(headers);
  return made;
}

}  // namespace

TEST_CASE("erp session: both sign-ins, as Acumatica wants them") {
  const auto token = sign_in_request(northwind(sign_in::oauth));
  CHECK(token.url == "https://erp.example.com/northwind/identity/connect/token");
  CHECK(token.body ==
        "grant_type=password&client_id=5F0D%40Northwind&client_secret=s%2Bt&username=api%20user&"
        "password=p%22%26ss&scope=api");
  const auto cookie = sign_in_request(northwind(sign_in::password));
  CHECK(cookie.url == "https://erp.example.com/northwind/entity/auth/login");
  CHECK(cookie.body == R"({"name":"api user","password":"p\"&ss","tenant":"Northwind"})");
  CHECK(basic_authorization(northwind(sign_in::password)) == "Basic YXBpIHVzZXI6cCImc3M=");
}

TEST_CASE("erp session: a token is replaced before its life is over") {
  const std::chrono::steady_clock::time_point now{};
  const auto made = read_session(northwind(sign_in::oauth),
                                 answered(200, R"({"access_token":"abc","expires_in":3600})"), now);
  REQUIRE(made);
  CHECK(made->renew_at == now + 54min);
  CHECK(made->headers() == http::header_fields{{"Authorization", "Bearer abc"}});
  const auto none = read_session(northwind(sign_in::oauth), answered(200, "{}"), now);
  CHECK(none.problem().kind == trouble::transport);
}

TEST_CASE("erp session: cookies are taken, replaced and sent back") {
  auto made = *read_session(northwind(sign_in::password),
                            answered(204, "",
                                     {{"Set-Cookie", "ASP.NET_SessionId=a; path=/; HttpOnly"},
                                      {"set-cookie", ".ASPXAUTH=b==; secure"},
                                      {"Set-Cookie", "UserBranch=; path=/"}}),
                            {});
  CHECK(made.secret == "ASP.NET_SessionId=a; .ASPXAUTH=b==");
  CHECK_FALSE(
      take_cookies(made, answered(200, "", {{"Set-Cookie", "ASP.NET_SessionId=a; path=/"}})));
  CHECK(take_cookies(made, answered(200, "", {{"Set-Cookie", ".ASPXAUTH=c"}})));
  CHECK(made.secret == "ASP.NET_SessionId=a; .ASPXAUTH=c");
  CHECK(read_session(northwind(sign_in::password), answered(204, ""), {}).problem().kind ==
        trouble::transport);
}

TEST_CASE("erp session: settings that cannot work are told before anything is sent") {
  CHECK_FALSE(unfit(northwind(sign_in::oauth)));
  auto how = northwind(sign_in::oauth);
  how.tenant = "Southwind";
  REQUIRE(unfit(how));
  CHECK(unfit(how)->message.find("client_id") != std::string::npos);
  how.auth = sign_in::password;
  CHECK_FALSE(unfit(how));
  how.tenant = "";
  CHECK(unfit(how)->message.find("tenant") != std::string::npos);
  how.url = "erp.example.com";
  CHECK(unfit(how)->message.find("url") != std::string::npos);
}

TEST_CASE("erp session: the file is its owner's only, and goes with the last session") {
  const temp_dir folder;
  const auto file = folder.path() / "erp_session";
  CHECK(read_sessions(file).empty());
  const std::vector<session> open{{"https://a", true, "tok\"en", {}},
                                  {"https://b", false, "a=b; c=d", {}}};
  CHECK(write_sessions(file, open).empty());
  struct stat about {};
  REQUIRE(::stat(file.c_str(), &about) == 0);
  CHECK((about.st_mode & 0777U) == 0600U);
  const auto read = read_sessions(file);
  REQUIRE(read.size() == 2);
  CHECK(read[0].url == "https://a");
  CHECK(read[0].bearer);
  CHECK(read[0].secret == "tok\"en");
  CHECK(read[1].secret == "a=b; c=d");
  CHECK_FALSE(read[1].bearer);
  std::ofstream{file, std::ios::app} << "damaged\n";
  CHECK(read_sessions(file).size() == 2);
  CHECK(write_sessions(file, {}).empty());
  CHECK_FALSE(std::filesystem::exists(file));
  CHECK_FALSE(write_sessions(folder.path() / "no" / "folder", open).empty());
}
