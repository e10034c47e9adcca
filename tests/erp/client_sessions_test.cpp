#include "erp/client.hpp"
#include "tests/erp/erp_server.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

using namespace acumage::erp;
using namespace acumage::tests;

namespace {

constexpr auto* item = "/entity/Default/25.200.001/StockItem/A";

erp_answer empty_list(const erp_request&) { return {200, "[]"}; }

}  // namespace

TEST_CASE("erp client: a token near its end is replaced first, and its session ended then") {
  erp_server erp{empty_list};
  erp.expires_in = 0;
  client way{erp.where()};
  REQUIRE(way.get(item));
  REQUIRE(way.get(item));
  CHECK(way.counted().sign_ins == 2);
  CHECK(erp.open_sessions() == 1);
  const auto all = erp.seen();
  REQUIRE(all.size() == 5);
  CHECK(all[2].path.ends_with("/token"));
  CHECK(all[3].path.ends_with("/logout"));
  CHECK(all[3].authorization == "Bearer token-1");
  CHECK(all[4].authorization == "Bearer token-2");
}

TEST_CASE("erp client: with a single seat the old session ends before the new one begins") {
  erp_server erp{empty_list};
  erp.expires_in = 0;
  erp.on_sign_in = [&](const erp_request&) -> erp_answer {
    return erp.open_sessions() == 0 ? erp_answer{200} : erp_answer{429};
  };
  client way{erp.where()};
  REQUIRE(way.get(item));
  CHECK(way.get(item));
  CHECK(erp.open_sessions() == 1);
}

TEST_CASE("erp client: a session of a killed process is ended by the next start") {
  for (const auto auth : {sign_in::oauth, sign_in::password}) {
    const temp_dir folder;
    erp_server erp{empty_list};
    auto how = erp.where(auth);
    how.session_file = folder.path() / "session";
    {
      client killed{how};
      REQUIRE(killed.get(item));
      CHECK(std::filesystem::exists(how.session_file));
    }
    CHECK(erp.open_sessions() == 1);
    client next{how};
    CHECK(next.sign_out());
    CHECK(erp.open_sessions() == 0);
    CHECK_FALSE(std::filesystem::exists(how.session_file));
  }
}

TEST_CASE("erp client: what the last process left is also ended before a new sign-in") {
  const temp_dir folder;
  erp_server erp{empty_list};
  auto how = erp.where();
  how.session_file = folder.path() / "session";
  for (int i = 0; i < 3; ++i) {
    client killed{how};
    REQUIRE(killed.get(item));
    CHECK(erp.open_sessions() == 1);
  }
}

TEST_CASE("erp client: renewed cookies are followed, also on disk") {
  const temp_dir folder;
  erp_server erp{[](const erp_request&) -> erp_answer {
    return {200, "[]", "application/json", {{"Set-Cookie", "UserBranch=7; path=/"}}};
  }};
  auto how = erp.where(sign_in::password);
  how.session_file = folder.path() / "session";
  client way{how};
  REQUIRE(way.get(item));
  const auto kept = read_sessions(how.session_file);
  REQUIRE(kept.size() == 1);
  const auto& cookies = kept.front().secret;
  for (const auto* each : {"ASP.NET_SessionId=s1", ".ASPXAUTH=a1", "UserBranch=7"})
    CHECK_MESSAGE(cookies.find(each) != std::string::npos, cookies);
}

TEST_CASE("erp client: a session that cannot be kept is ended at once") {
  erp_server erp{empty_list};
  auto how = erp.where();
  how.session_file = "/nowhere/at/all/session";
  client way{how};
  CHECK(way.get(item).problem().kind == trouble::configuration);
  CHECK(erp.open_sessions() == 0);
  CHECK(erp.seen("/A").empty());
}
