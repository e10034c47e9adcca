// Signed requests: what the store takes, and how it refuses the others.
#include "simulator/signatures.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>

namespace acumage::simulator {
namespace {

using header_fields = std::map<std::string, std::string>;

/// Signed by hand, from RFC 5849.
header_fields good() {
  return {{"oauth_consumer_key", "ck"},
          {"oauth_nonce", "n1"},
          {"oauth_signature_method", "HMAC-SHA256"},
          {"oauth_timestamp", "1767225600"},
          {"oauth_token", "at"},
          {"oauth_version", "1.0"},
          {"oauth_signature", "LxijPp6rX%2Fndca46k06QJy0cIkl80CFiZt9Cn9nkJq4%3D"}};
}

std::string header_of(const header_fields& fields) {
  std::string text;
  for (const auto& [name, value] : fields)
    text += (text.empty() ? "OAuth " : ", ") + name + "=\"" + value + '"';
  return text;
}

const oauth_integration known{"ck", "cs", "at", "ts"};

std::optional<answer> ask(signature_check& store, const header_fields& fields,
                          std::string_view target =
                              "/rest/all/V1/products?searchCriteria%5BpageSize%5D=1"
                              "&fields=items%5Bsku%5D%2Ctotal_count") {
  const auto header = header_of(fields);
  request what{};
  what.method = "GET";
  what.target = target;
  what.authorization = header;
  what.host = "127.0.0.1:8082";
  return store.refuse(what);
}

std::optional<answer> ask(const header_fields& fields) {
  signature_check store{known};
  return ask(store, fields);
}

/// The refusal of a good request whose field is another.
std::string refused(const std::string& name, const std::string& value) {
  auto fields = good();
  fields[name] = value;
  const auto made = ask(fields);
  REQUIRE(made.has_value());
  return std::to_string(made->status) + " " + made->body;
}

TEST_CASE("signatures: a good one is taken once") {
  signature_check store{known};
  CHECK_FALSE(ask(store, good()).has_value());
  const auto again = ask(store, good());
  REQUIRE(again.has_value());
  CHECK(again->status == 401);
  CHECK(again->body == R"({"message":"The nonce is already being used by the consumer with ID %1",)"
                       R"("parameters":["1"]})");
}

TEST_CASE("signatures: every part of the request is signed") {
  const std::string invalid =
      R"(401 {"message":"The signature is invalid. Verify and try again."})";
  CHECK(refused("oauth_signature", "AAAA") == invalid);
  CHECK(refused("oauth_nonce", "n2") == invalid);
  CHECK(refused("oauth_timestamp", "1767225601") == invalid);
  signature_check store{known};
  CHECK(ask(store, good(), "/rest/all/V1/products?searchCriteria%5BpageSize%5D=2").has_value());
}

TEST_CASE("signatures: refusals are worded as the store does") {
  CHECK(refused("oauth_signature_method", "HMAC-SHA1") ==
        R"(400 {"message":"Signature method %1 is not supported","parameters":["HMAC-SHA1"]})");
  CHECK(refused("oauth_consumer_key", "other") ==
        R"(401 {"message":"A consumer having the specified key does not exist"})");
  CHECK(refused("oauth_token", "other") == R"(401 {"message":"Specified token does not exist"})");
  CHECK(refused("oauth_timestamp", "99999999999") ==
        R"(401 {"message":"An error occurred validating the nonce"})");
  auto incomplete = good();
  incomplete.erase("oauth_token");
  const auto made = ask(incomplete);
  REQUIRE(made.has_value());
  CHECK(made->status == 400);
  CHECK(made->body ==
        R"({"message":"One or more input exceptions have occurred.","errors":[{"message":)"
        R"("\"%fieldName\" is required. Enter and try again.","parameters":{"fieldName":)"
        R"("oauth_token"}}]})");
}

TEST_CASE("signatures: only the OAuth scheme claims one") {
  CHECK(claims_signature("OAuth a=\"b\""));
  CHECK(claims_signature("oauth x"));
  CHECK_FALSE(claims_signature("Bearer oauth x"));
  CHECK_FALSE(claims_signature("OAuth"));
  CHECK_FALSE(claims_signature(""));
}

}  // namespace
}  // namespace acumage::simulator
