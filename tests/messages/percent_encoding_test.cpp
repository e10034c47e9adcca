#include "messages/percent_encoding.hpp"

#include <doctest/doctest.h>
#include <string>
#include <utility>
#include <vector>

using namespace acumage;

TEST_CASE("percent encoding: everything but the unreserved characters, byte by byte") {
  const std::vector<std::pair<std::string, std::string>> table{
      {"", ""},
      {"ABCxyz019-._~", "ABCxyz019-._~"},
      {"a b", "a%20b"},
      {"+", "%2B"},
      {"%", "%25"},
      {"&=*", "%26%3D%2A"},
      {"[0]", "%5B0%5D"},
      {"/?#@:!$'(),;", "%2F%3F%23%40%3A%21%24%27%28%29%2C%3B"},
      {"é日", "%C3%A9%E6%97%A5"},
      {std::string{"\x00\x7f\xff\n", 4}, "%00%7F%FF%0A"}};
  for (const auto& [plain, encoded] : table) {
    CHECK(percent_encoded(plain) == encoded);
    CHECK(percent_decoded(encoded) == plain);
  }
}

TEST_CASE("percent encoding: small hex digits are read, what is no triplet stays") {
  CHECK(percent_decoded("%c3%a9") == "é");
  for (const auto* text : {"%", "%4", "a%", "%zz", "%4g", "100%!"})
    CHECK(percent_decoded(text) == text);
  CHECK(percent_decoded("%%41") == "%A");
}
