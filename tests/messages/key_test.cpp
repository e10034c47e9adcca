// When two spellings name the same record.
#include "messages/key.hpp"

#include <doctest/doctest.h>

#include <string>

using acumage::fold_key;
using acumage::trimmed;

TEST_CASE("fold_key: ASCII capitals become small, everything else of ASCII stays") {
  CHECK(fold_key("LAMP-07@EAST/R1 [Z]") == "lamp-07@east/r1 [z]");
  CHECK(fold_key("@[`{") == "@[`{");
  CHECK(fold_key("") == "");
}

TEST_CASE("fold_key: Latin-1, Greek and Cyrillic capitals meet their small letters") {
  CHECK(fold_key("ÀÉÎÕÜÞ") == "àéîõüþ");
  CHECK(fold_key("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ") == "αβγδεζηθικλμνξοπρστυφχψω");
  CHECK(fold_key("ΆΈΉΊΌΎΏΪΫ") == "άέήίόύώϊϋ");
  CHECK(fold_key("АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ") == "абвгдежзийклмнопрстуфхцчшщъыьэюя");
  CHECK(fold_key("ЁЄІЇЂЃЅЈЉЊЋЌЍЎЏЀ") == "ёєіїђѓѕјљњћќѝўџѐ");
}

TEST_CASE("fold_key: signs between the letters stay, so do other scripts and broken bytes") {
  CHECK(fold_key("×÷ß") == "×÷ß");
  CHECK(fold_key("日本語🚀") == "日本語🚀");
  CHECK(fold_key("A\xC3") == "a\xC3");
  CHECK(fold_key("\xFF\xFE"
                 "B") ==
        "\xFF\xFE"
        "b");
  CHECK(fold_key(std::string{"A\0B", 3}) == std::string{"a\0b", 3});
}

TEST_CASE("fold_key: a letter behind a byte that begins nothing is folded all the same") {
  CHECK(fold_key("\xC3"
                 "ABC") ==
        "\xC3"
        "abc");
  CHECK(fold_key("\xD0"
                 "ABC") ==
        "\xD0"
        "abc");
}

TEST_CASE("fold_key: folding twice changes nothing more, and bytes that are no UTF-8 stay") {
  std::string all;
  for (int i = 1; i < 256; ++i) all += static_cast<char>(i);
  for (int lead = 0xC2; lead <= 0xD4; ++lead)
    for (int tail = 0x80; tail <= 0xBF; ++tail) {
      all += static_cast<char>(lead);
      all += static_cast<char>(tail);
    }
  const auto once = fold_key(all);
  CHECK(fold_key(once) == once);
}

TEST_CASE("trimmed: white space around goes, inside it stays") {
  CHECK(trimmed("LAMP-07   ") == "LAMP-07");
  CHECK(trimmed(" \t\r\nA  B\n") == "A  B");
  CHECK(trimmed("   ").empty());
  CHECK(trimmed("").empty());
}
