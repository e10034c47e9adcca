#include "messages/letter_case.hpp"

#include "messages/key.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace acumage {
namespace {

TEST_CASE("letter case: every script that the collation knows is folded [SPEC 7 Spelling]") {
  const std::vector<std::pair<std::string, std::string>> pairs{
      {"ČAJ-1", "čaj-1"},    // Czech
      {"ŁÓDŹ", "łódź"},      // Polish
      {"ŞİŞE", "şişe"},      // Turkish: İ is a capital i
      {"Iı", "ii"},          // … and ı a small I
      {"ĐĂN ŐŰ", "đăn őű"},  // Vietnamese, Hungarian
      {"ȘȚ", "șț"},          // Romanian
      {"ΟΔΟΣ ς", "οδοσ σ"},  // Greek: both small sigmas
      {"ЁЖ Ґ", "ёж ґ"},      // Cyrillic
      {"ԱԲԳ", "աբգ"},        // Armenian
      {"ẤỆ", "ấệ"},          // Latin Extended Additional
      {"ⅣⒶ", "ⅳⓐ"},          // numerals, circled letters
      {"ＡＢ", "ａｂ"},      // full width, among themselves
  };
  for (const auto& [capital, small] : pairs) {
    CAPTURE(capital);
    CHECK(fold_key(capital) == small);
    CHECK(fold_key(small) == fold_key(fold_key(small)));
  }
}

TEST_CASE("letter case: accents stay, and what only looks alike is another letter") {
  const std::vector<std::pair<std::string, std::string>> pairs{
      {"č", "c"}, {"É", "E"}, {"Ł", "L"}, {"ß", "s"}, {"Ａ", "A"}, {"\u212A", "K"}};
  for (const auto& [one, other] : pairs) {
    CAPTURE(one);
    CHECK(fold_key(one) != fold_key(other));
  }
  CHECK(fold_key("\u212A") == "\u212A");  // the Kelvin sign has a weight of its own
}

TEST_CASE("letter case: a small letter is its own") {
  for (char32_t each = 0; each <= 0x10FFFF; ++each)
    if (small_letter(small_letter(each)) != small_letter(each)) FAIL_CHECK(std::uint32_t{each});
}

}  // namespace
}  // namespace acumage
