#include "magento/oauth.hpp"

#include "exchanges.hpp"

#include <doctest/doctest.h>
#include <atomic>
#include <set>
#include <string>
#include <vector>

using namespace acumage;
using namespace acumage::magento;
using namespace acumage::tests;

namespace {

const oauth_secrets secrets{"ck0000000000000000000000000000aa", "cs0000000000000000000000000000bb",
                            "at0000000000000000000000000000cc", "ts0000000000000000000000000000dd"};
const oauth_stamp stamp{"7f3c2a9be4d04c51", 1767225600};

/// REST.md 1.4.
const oauth_call vector_call{
    "GET", "https://shop.example.test",
    "/rest/default/V1/"
    "orders?searchCriteria%5BfilterGroups%5D%5B0%5D%5Bfilters%5D%5B0%5D%5Bfield%5D="
    "increment_id&searchCriteria%5BfilterGroups%5D%5B0%5D%5Bfilters%5D%5B0%5D%5Bvalue%5D=000000042"
    "&searchCriteria%5BpageSize%5D=1"};

/// The part of a base string that comes after method and address, decoded once.
std::string signed_parameters(const std::string& target) {
  const auto text = oauth_base_string({"GET", "http://h", target}, secrets, stamp);
  return text.substr(text.rfind('&') + 1);
}

/// A transport that signs, and counts its nonces.
std::unique_ptr<transport> signing(const std::string& url, int& nonces) {
  store_address where;
  where.url = url;
  where.bearer_token = "not-sent";
  where.oauth = oauth_credential{secrets, [&nonces] { return "n" + std::to_string(++nonces); },
                                 [] { return std::int64_t{1767225600}; }};
  return connect(where, nullptr);
}

/// The value of a parameter in the Authorization header, still encoded.
std::string sent(const std::string& head, const std::string& name) {
  const auto at = head.find(name + "=\"");
  if (at == std::string::npos) return {};
  const auto from = at + name.size() + 2;
  return head.substr(from, head.find('"', from) - from);
}

}  // namespace

TEST_CASE("oauth: the signature of the known example") {
  CHECK(oauth_signature(vector_call, secrets, stamp) ==
        "V4Bhlbm3GUChnrhtIRF8hvFE0v7PQZ0Y+4qAjiz4zWo=");
}

TEST_CASE("oauth: the header names every parameter, encoded and in quotes") {
  CHECK(oauth_header(vector_call, secrets, stamp) ==
        "OAuth oauth_consumer_key=\"ck0000000000000000000000000000aa\","
        "oauth_nonce=\"7f3c2a9be4d04c51\",oauth_signature_method=\"HMAC-SHA256\","
        "oauth_timestamp=\"1767225600\",oauth_token=\"at0000000000000000000000000000cc\","
        "oauth_version=\"1.0\","
        "oauth_signature=\"V4Bhlbm3GUChnrhtIRF8hvFE0v7PQZ0Y%2B4qAjiz4zWo%3D\"");
}

TEST_CASE("oauth: method, address and parameters are signed, case of the host is not") {
  const auto text =
      oauth_base_string({"POST", "HTTPS://Shop.Example:8443", "/rest/all/V1/X"}, secrets, stamp);
  CHECK(
      text.starts_with("POST&https%3A%2F%2Fshop.example%3A8443%2Frest%2Fall%2FV1%2FX&"
                       "oauth_consumer_key%3Dck0000000000000000000000000000aa%26oauth_nonce%3D"));
  CHECK(text.ends_with("%26oauth_version%3D1.0"));
  // A slash of a SKU stays as it is sent.
  CHECK(oauth_base_string({"GET", "http://h", "/V1/stockItems/SL%2FASH"}, secrets, stamp)
            .find("%2FV1%2FstockItems%2FSL%252FASH&") != std::string::npos);
}

TEST_CASE("oauth: query parameters are decoded, encoded anew and sorted by name, then value") {
  const auto text = signed_parameters("/x?z=1&b=2&a%5b=%2f&b=10&empty=&bare");
  const auto place = [&](const char* part) { return text.find(part); };
  CHECK(place("a%255B%3D%252F%26") == 0);
  CHECK(place("%26b%3D10%26b%3D2%26") < place("%26empty%3D%26"));
  CHECK(place("bare%3D%26") < place("%26empty%3D"));
  CHECK(place("%26oauth_version%3D1.0%26z%3D1") != std::string::npos);
  CHECK(signed_parameters("/x?") == signed_parameters("/x"));
}

TEST_CASE("oauth: another secret, method, nonce, time or query makes another signature") {
  std::set<std::string> signatures;
  auto call = vector_call;
  signatures.insert(oauth_signature(call, secrets, stamp));
  auto other = secrets;
  other.token_secret += "x";
  signatures.insert(oauth_signature(call, other, stamp));
  signatures.insert(oauth_signature(call, secrets, {"n", stamp.timestamp}));
  signatures.insert(oauth_signature(call, secrets, {stamp.nonce, stamp.timestamp + 1}));
  call.method = "DELETE";
  signatures.insert(oauth_signature(call, secrets, stamp));
  call.target += "0";
  signatures.insert(oauth_signature(call, secrets, stamp));
  CHECK(signatures.size() == 6);
}

TEST_CASE("transport: every request is signed anew, as it is sent") {
  std::vector<std::string> heads;
  int nonces = 0;
  std::string base;
  {
    raw_server server{[&](int, peer& client) {
      for (auto text = client.read_request(); !text.empty(); text = client.read_request()) {
        heads.push_back(text);
        client.send(http_answer(200, "[]"));
      }
    }};
    base = server.url();
    const auto way = signing(server.url() + "/sub", nonces);
    for (int i = 0; i < 2; ++i) CHECK(way->exchange(get(), "x").status == 200);
    CHECK(way->exchange(post("{}"), "x").status == 200);
  }
  REQUIRE(heads.size() == 3);
  for (std::size_t i = 0; i < heads.size(); ++i) {
    const auto number = std::to_string(i + 1);
    CHECK(sent(heads[i], "oauth_nonce") == "n" + number);
    CHECK(heads[i].find("Bearer") == std::string::npos);
    CHECK(heads[i].find(secrets.consumer_secret) == std::string::npos);
    CHECK(heads[i].find(secrets.token_secret) == std::string::npos);
    const auto line = heads[i].substr(0, heads[i].find(" HTTP/1.1\r\n"));
    const oauth_call call{line.substr(0, line.find(' ')), base, line.substr(line.find(' ') + 1)};
    const auto header = oauth_header(call, secrets, {"n" + number, 1767225600});
    CHECK(heads[i].find("\r\nAuthorization: " + header + "\r\n") != std::string::npos);
  }
}

TEST_CASE("transport: a read that is repeated on a lost connection has a new nonce") {
  std::vector<std::string> seen;
  int nonces = 0;
  {
    raw_server server{[&](int number, peer& client) {
      seen.push_back(sent(client.read_request(), "oauth_nonce"));
      client.send(http_answer(200, "[]"));
      if (number > 0) return client.wait_for_end();
      seen.push_back(sent(client.read_request(), "oauth_nonce"));  // taken, never answered
    }};
    const auto way = signing(server.url(), nonces);
    CHECK(way->exchange(get(), "1").status == 200);
    CHECK(way->exchange(get(), "2").status == 200);
  }
  CHECK(seen == std::vector<std::string>{"n1", "n2", "n3"});
}
