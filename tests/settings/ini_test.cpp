#include "settings/ini.hpp"

#include <doctest/doctest.h>

using namespace acumage::settings;

namespace {

std::string value_of(std::string_view line) {
  const auto lines = read_ini("[s]\n" + std::string{line});
  REQUIRE(lines.size() == 2);
  REQUIRE(lines[1].what == ini_line::kind::entry);
  return lines[1].value;
}

std::string mistake_in(std::string_view text) {
  const auto lines = read_ini(text);
  REQUIRE_FALSE(lines.empty());
  REQUIRE(lines.back().what == ini_line::kind::mistake);
  return lines.back().message;
}

}  // namespace

TEST_CASE("ini: a comment starts at the start of a line or after white space, nowhere else") {
  CHECK(read_ini("; a\n# b\n   ; c\n\n \t\n").empty());
  CHECK(value_of("key = value ; note") == "value");
  CHECK(value_of("key = value\t# note") == "value");
  CHECK(value_of("key = a;b#c") == "a;b#c");
  CHECK(value_of("key = ; note") == "");
  CHECK(value_of("key =;x ; note") == ";x");
  CHECK(value_of("key =") == "");
}

TEST_CASE("ini: a whole value in quotes keeps blanks and comment signs") {
  CHECK(value_of(R"(key = " a ; b # c " ; note)") == " a ; b # c ");
  CHECK(value_of(R"(key = "say \"hi\"")") == "say \"hi\"");
  CHECK(value_of(R"(key = "C:\data\\x")") == R"(C:\data\x)");
  CHECK(value_of(R"(key = a "b")") == "a \"b\"");
  CHECK(mistake_in("[s]\nkey = \"open").find("closing quote") != std::string::npos);
  CHECK(mistake_in("[s]\nkey = \"a\" b").find("behind the closing quote") != std::string::npos);
  CHECK(mistake_in("[s]\nkey = \"a\";b").find("behind the closing quote") != std::string::npos);
}

TEST_CASE("ini: what is written with quotes is read back as it was") {
  for (const std::string value : {"", "plain", " blanks ", "a ; b", ";x", "#x", "\"q\"", "a\\",
                                  "a;b", "\"", "tab\tin", " \\\" ; "})
    CHECK(value_of("key = " + ini_quoted(value)) == value);
}

TEST_CASE("ini: a key in quotes holds any sign, and is read back as it was written") {
  for (const std::string key : {"plain", "a = b", "#1", "x; y", "say \"hi\"", "[x]", "C:\\d"}) {
    const auto lines = read_ini("[s]\n" + ini_key(key) + " = v ; note\n");
    REQUIRE(lines.size() == 2);
    CHECK(lines[1].key == key);
    CHECK(lines[1].value == "v");
  }
  CHECK(mistake_in("[s]\n\"open = v").find("closing quote") != std::string::npos);
  CHECK(mistake_in("[s]\n\"a\" b = v").find("without '=' behind it") != std::string::npos);
  CHECK(mistake_in("[s]\n\"\" = v").find("no key before") != std::string::npos);
}

TEST_CASE("ini: keys may hold blanks and dots, values may hold '='") {
  const auto lines = read_ini("[ queries ] ; note\n MC Price v1.2  = a=b \n");
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].section == "queries");
  CHECK(lines[1].section == "queries");
  CHECK(lines[1].key == "MC Price v1.2");
  CHECK(lines[1].value == "a=b");
  CHECK(lines[1].number == 2);
}

TEST_CASE("ini: a byte order mark and CR LF are accepted") {
  const auto lines = read_ini("\xEF\xBB\xBF[a]\r\nkey = x\r\n\r\nlast = y\r");
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].section == "a");
  CHECK(lines[1].value == "x");
  CHECK(lines[2].value == "y");
  CHECK(lines[2].number == 4);
}

TEST_CASE("ini: every line that makes no sense is a mistake with its number") {
  const auto lines = read_ini("early = 1\n[open\n[]\n[a] x\n[b]\nno equals\n= 2\nkey = 3\n");
  std::vector<std::size_t> mistakes;
  for (const auto& line : lines)
    if (line.what == ini_line::kind::mistake) mistakes.push_back(line.number);
  CHECK(mistakes == std::vector<std::size_t>{1, 2, 3, 4, 6, 7});
  CHECK(lines.back().key == "key");
}

TEST_CASE("ini: entries below a damaged section line are not taken for those of the one before") {
  const auto lines = read_ini("[a]\n[b\nkey = 1\n[c]\nkey = 2\n");
  REQUIRE(lines.size() == 4);
  CHECK(lines[2].section == "c");
  CHECK(lines[3].value == "2");
}

TEST_CASE("ini: a line that is no entry is not repeated, for it may be a secret") {
  CHECK(mistake_in("[connection]\nbearer_token s3cr3t").find("s3cr3t") == std::string::npos);
  CHECK(mistake_in("[connection]\nbearer_token = \"s3cr3t").find("s3cr3t") == std::string::npos);
  CHECK(mistake_in("[connection]\nbearer_token = \"s3cr3t\" x").find("s3cr3t") ==
        std::string::npos);
}

TEST_CASE("ini: control characters and other encodings are mistakes") {
  CHECK(mistake_in(std::string_view{"[a]\nkey = x\0y", 13}).find("control") != std::string::npos);
  CHECK(mistake_in("[a]\nkey = a\rb\n").find("control") != std::string::npos);
  CHECK(mistake_in("[a]\nkey = caf\xE9").find("UTF-8") != std::string::npos);
  CHECK(mistake_in("\xFF\xFE[").find("UTF-8") != std::string::npos);
  CHECK(value_of("key = café") == "café");
}

TEST_CASE("ini: UTF-8 is what RFC 3629 says it is") {
  for (const std::string_view good : {"", "a", "é", "€", "😀", "\xED\x9F\xBF", "\xF4\x8F\xBF\xBF"})
    CHECK(is_utf8(good));
  for (const std::string_view bad :
       {"\x80", "\xC0\xAF", "\xC3", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF0\x80\x80\x80",
        "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "\xE2\x82"})
    CHECK_FALSE(is_utf8(bad));
}
