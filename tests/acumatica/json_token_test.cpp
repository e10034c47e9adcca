// Numbers, escapes, whole numbers, places and the one-line form.
#include "acumatica/json_token.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace acumage::acumatica;

TEST_CASE("json number: what RFC 8259 allows, of any length") {
  for (const auto* good : {"0", "-0", "7", "42.5", "1e5", "1E+05", "-12.050e-3", "0.0", "1e999999",
                           "123456789012345678901234567890123456789012345678901234567890"})
    CHECK_MESSAGE(is_json_number(good), good);
  for (const auto* bad : {"", "-", "01", "1.", ".5", "+1", "1e", "1e+", "1.2.3", "12abc", "NaN",
                          "Infinity", "0x10", "1 ", " 1", "1,5", "--1", "1e5.0"})
    CHECK_MESSAGE(!is_json_number(bad), bad);
}

TEST_CASE("unescaped: an escape that is none gives nothing") {
  CHECK(unescaped("a\\nb") == "a\nb");
  CHECK(unescaped("") == "");
  for (const auto* bad :
       {"\\", "\\x", "\\u", "\\u12", "\\u12g4", "\\u+123", "\\u-123", "\\u 123", "a\\"})
    CHECK_MESSAGE(!unescaped(bad), bad);
}

TEST_CASE("whole number: the whole range of 64 bits, exactly") {
  CHECK(whole_number("0") == 0U);
  CHECK(whole_number("638912345678901234") == 638912345678901234U);
  CHECK(whole_number(" 9007199254740993 ") == 9007199254740993U);  // 2^53 + 1
  CHECK(whole_number("18446744073709551615") == 18446744073709551615U);
  for (const auto* bad :
       {"", " ", "18446744073709551616", "-1", "-0", "+1", "1.0", "1e3", "0x1", "1 2", "[]"})
    CHECK_MESSAGE(!whole_number(bad), bad);
}

TEST_CASE("on one line: white space between tokens goes only when there are line breaks") {
  CHECK(on_one_line("{\"a\" : 1}") == "{\"a\" : 1}");
  CHECK(on_one_line("{\r\n  \"a b\" :\t[ 1,\n 2 ]\n}") == "{\"a b\":[1,2]}");
  CHECK(on_one_line("{\n\"a\":\"x \\\" y\\\\\", \"b\" : \" \" }") ==
        "{\"a\":\"x \\\" y\\\\\",\"b\":\" \"}");
}

TEST_CASE("place: lines and columns count from 1, a column is a character") {
  CHECK(place_in("abc", 0) == "line 1, column 1");
  CHECK(place_in("a\nbc", 3) == "line 2, column 2");
  CHECK(place_in("\xC3\xA9\xE2\x82\xACx", 5) == "line 1, column 3");
  CHECK(place_in("ab", 2, 7) == "line 7, column 3");
}
