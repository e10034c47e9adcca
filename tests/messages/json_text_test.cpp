// What the node writes always parses, and time is written in UTC.
#include "messages/json_text.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>

using acumage::append_json_string;
using acumage::json_writer;
using acumage::rfc3339;

namespace {

std::string written(std::string_view text) {
  std::string json;
  append_json_string(json, text);
  return json;
}

constexpr const char* replaced = "\xEF\xBF\xBD";

/// The text that a JSON string of this writer stands for; it uses no other escapes than these.
std::string read_back(std::string_view json) {
  std::string text;
  REQUIRE(json.size() >= 2);
  REQUIRE(json.front() == '"');
  REQUIRE(json.back() == '"');
  json = json.substr(1, json.size() - 2);
  for (std::size_t i = 0; i < json.size(); ++i) {
    REQUIRE(static_cast<unsigned char>(json[i]) >= 0x20U);
    REQUIRE(json[i] != '"');
    if (json[i] != '\\') {
      text += json[i];
      continue;
    }
    switch (json[++i]) {
      case 'n': text += '\n'; break;
      case 'r': text += '\r'; break;
      case 't': text += '\t'; break;
      case 'u':
        text += static_cast<char>(std::stoi(std::string{json.substr(i + 1, 4)}, nullptr, 16));
        i += 4;
        break;
      default: text += json[i];
    }
  }
  return text;
}

void append_utf8(std::string& to, std::uint32_t point) {
  const auto byte = [&](std::uint32_t value) { to += static_cast<char>(value); };
  if (point < 0x80U) return byte(point);
  if (point < 0x800U) {
    byte(0xC0U | (point >> 6U));
  } else {
    if (point < 0x10000U) {
      byte(0xE0U | (point >> 12U));
    } else {
      byte(0xF0U | (point >> 18U));
      byte(0x80U | ((point >> 12U) & 0x3FU));
    }
    byte(0x80U | ((point >> 6U) & 0x3FU));
  }
  byte(0x80U | (point & 0x3FU));
}

}  // namespace

TEST_CASE("json string: quotes, backslashes and control characters are escaped") {
  CHECK(written("a\"b\\c/d") == R"("a\"b\\c/d")");
  CHECK(written("\n\r\t") == R"("\n\r\t")");
  CHECK(written(std::string{"\0\x01\x1F", 3}) == R"("\u0000\u0001\u001f")");
  CHECK(written("\x7F") == "\"\x7F\"");
  CHECK(written("") == "\"\"");
}

TEST_CASE("json string: valid UTF-8 stays as it is") { CHECK(written("é€😀日") == "\"é€😀日\""); }

TEST_CASE("json string: every byte that is not UTF-8 becomes one replacement character") {
  const auto some = [](int count) {
    std::string all = "\"";
    for (int i = 0; i < count; ++i) all += replaced;
    return all + "\"";
  };
  CHECK(written("\xFF") == some(1));
  CHECK(written("\x80") == some(1));
  CHECK(written("\xC3") == some(1));
  CHECK(written("\xC0\x80") == some(2));          // overlong
  CHECK(written("\xE0\x80\x80") == some(3));      // overlong
  CHECK(written("\xED\xA0\x80") == some(3));      // half of a surrogate pair
  CHECK(written("\xF0\x80\x80\x80") == some(4));  // overlong
  CHECK(written("\xF4\x90\x80\x80") == some(4));  // above U+10FFFF
  CHECK(written("\xF5\x80\x80\x80") == some(4));
  CHECK(written("\xE2\x82") == some(2));  // cut
  CHECK(written("a\xC3z") == std::string{"\"a"} + replaced + "z\"");
}

TEST_CASE("json string: text of any characters comes back") {
  const unsigned seed = 161803;
  CAPTURE(seed);
  std::mt19937 random{seed};
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (auto left = random() % 20U; left > 0; --left) {
      auto point = static_cast<std::uint32_t>(random() % (random() % 2 == 0 ? 0x80U : 0x110000U));
      if (point >= 0xD800U && point <= 0xDFFFU) point = 'x';
      append_utf8(text, point);
    }
    REQUIRE(read_back(written(text)) == text);
  }
}

TEST_CASE("json string: random bytes give text without raw control characters or open ends") {
  const unsigned seed = 577215;
  CAPTURE(seed);
  std::mt19937 random{seed};
  for (int round = 0; round < 3000; ++round) {
    std::string bytes;
    for (auto left = random() % 20U; left > 0; --left) bytes += static_cast<char>(random() % 256U);
    const auto once = read_back(written(bytes));
    // What was written is UTF-8 by now: writing it again replaces nothing.
    REQUIRE(read_back(written(once)) == once);
  }
}

TEST_CASE("json writer: objects, arrays and values nest with their commas") {
  json_writer json;
  json.object().key("a").array().number(1).string("x").null().object().end().end();
  json.key("b")
      .boolean(true)
      .key("c")
      .object()
      .key("d")
      .boolean(false)
      .key("e\"")
      .raw("[1,2]")
      .end();
  json.key("f").number(18446744073709551615U).key("g").number(std::int64_t{-9223372036854775807});
  json.end();
  CHECK(json.take() ==
        R"({"a":[1,"x",null,{}],"b":true,"c":{"d":false,"e\"":[1,2]},"f":18446744073709551615,)"
        R"("g":-9223372036854775807})");
}

TEST_CASE("json writer: is empty after its text was taken") {
  json_writer json;
  json.array().end();
  CHECK(json.take() == "[]");
  json.object().key("a").number(1).end();
  CHECK(json.take() == R"({"a":1})");
}

TEST_CASE("json writer: rates have at most three decimals") {
  const auto shown = [](double value) {
    json_writer json;
    json.number(value);
    return json.take();
  };
  CHECK(shown(0.0) == "0");
  CHECK(shown(0.0004) == "0");
  CHECK(shown(1.23456) == "1.235");
  CHECK(shown(-2.5) == "-2.5");
}

TEST_CASE("rfc3339: UTC with milliseconds, cut and not rounded") {
  CHECK(rfc3339(0) == "1970-01-01T00:00:00.000Z");
  CHECK(rfc3339(1'786'701'731'042'999) == "2026-08-14T10:02:11.042Z");
  CHECK(rfc3339(951'782'400'000'000) == "2000-02-29T00:00:00.000Z");
  CHECK(rfc3339(-1) == "1969-12-31T23:59:59.999Z");
  CHECK(rfc3339(-1'000'000) == "1969-12-31T23:59:59.000Z");
  CHECK(rfc3339(253'402'300'799'999'999) == "9999-12-31T23:59:59.999Z");
}

TEST_CASE("excerpt: the text of an error has no line break and an end") {
  CHECK(acumage::excerpt("a\n\"b\x01") == "\"a\\n\\\"b\\u0001\"");
  CHECK(acumage::excerpt(std::string(500, 'x')).size() == 62);
}
