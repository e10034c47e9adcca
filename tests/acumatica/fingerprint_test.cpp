// The hash is the published one, and a fingerprint tells apart what is different.
#include "acumatica/fingerprint.hpp"

#include <doctest/doctest.h>

#include <array>
#include <numeric>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

using acumage::acumatica::fingerprint_of;
using acumage::acumatica::sip_hash_128;

namespace {

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const auto byte : bytes) {
    text += digits[static_cast<unsigned char>(byte) >> 4U];
    text += digits[static_cast<unsigned char>(byte) & 15U];
  }
  return text;
}

/// The input of the reference vectors: bytes 0, 1, 2, … under the key 0, 1, … 15.
std::string digest_of(std::size_t length, std::size_t step) {
  std::array<std::uint8_t, 16> key{};
  std::iota(key.begin(), key.end(), std::uint8_t{0});
  std::string input(length, '\0');
  std::iota(input.begin(), input.end(), '\0');
  std::vector<std::string_view> pieces;
  for (std::size_t at = 0; at < length; at += step)
    pieces.push_back(std::string_view{input}.substr(at, step));
  return hex(sip_hash_128(key, pieces));
}

}  // namespace

TEST_CASE("sip_hash_128: gives the digests of the reference code") {
  CHECK(digest_of(0, 1) == "a3817f04ba25a8e66df67214c7550293");
  CHECK(digest_of(1, 1) == "da87c1d86b99af44347659119b22fc45");
  CHECK(digest_of(7, 64) == "a1f1ebbed8dbc153c0b84aa61ff08239");
  CHECK(digest_of(8, 64) == "3b62a9ba6258f5610f83e264f31497b4");
  CHECK(digest_of(15, 64) == "5493e99933b0a8117e08ec0f97cfc3d9");
  CHECK(digest_of(63, 64) == "5150d1772f50834a503e069a973fbd7c");
}

TEST_CASE("sip_hash_128: does not care in which pieces the bytes come") {
  for (const std::size_t step : {1U, 2U, 3U, 5U, 7U, 8U, 9U, 13U, 63U})
    CHECK(digest_of(63, step) == digest_of(63, 64));
}

TEST_CASE("fingerprint: has 16 bytes and stays the same for ever") {
  CHECK(fingerprint_of({"Northwind", "5f0d6f3e", "MC Price"}).size() == 16);
  // Stored on disk: a change of this value forgets every notification that is remembered.
  CHECK(hex(fingerprint_of({"Northwind", "5f0d6f3e", "MC Price"})) ==
        "7fbba975f9f0796daf085daa374f9d61");
}

TEST_CASE("fingerprint: does not depend on the thread or on what it hashed before") {
  const auto once = fingerprint_of({"Northwind", "5f0d6f3e"});
  for (int i = 0; i < 3; ++i) CHECK(fingerprint_of({"Northwind", "5f0d6f3e"}) == once);
  std::string elsewhere;
  std::thread{[&] { elsewhere = fingerprint_of({"Northwind", "5f0d6f3e"}); }}.join();
  CHECK(elsewhere == once);
}

TEST_CASE("fingerprint: text that moves from one part to the next makes a difference") {
  const std::set<std::string> prints{
      fingerprint_of({"ab", "c"}),   fingerprint_of({"a", "bc"}), fingerprint_of({"abc", ""}),
      fingerprint_of({"", "abc"}),   fingerprint_of({"abc"}),     fingerprint_of({"ab", "c", ""}),
      fingerprint_of({"ab", "\0c"}), fingerprint_of({"", ""}),    fingerprint_of({""})};
  CHECK(prints.size() == 9);
}
