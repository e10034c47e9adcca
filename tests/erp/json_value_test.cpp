#include "erp/json_value.hpp"

#include <doctest/doctest.h>

using namespace acumage::erp;

TEST_CASE("erp json: numbers keep their digits, members their order") {
  const auto* const text =
      R"({"b":60.0000,"a":638912345678901234,"c":1.50E+2,"d":[true,null,{"e":"\u00e4\n"}],"f":{}})";
  const auto read = read_json(text);
  REQUIRE(read);
  CHECK(read->written() ==
        R"({"b":60.0000,"a":638912345678901234,"c":1.50E+2,"d":[true,null,{"e":"ä\n"}],"f":{}})");
  CHECK(read->find("b")->text() == "60.0000");
  CHECK(read->find("nothing") == nullptr);
  CHECK(read_json("7")->text() == "7");
  CHECK(json_string("a\"b").text() == "a\"b");
}

TEST_CASE("erp json: whatever is cut or follows makes it no JSON") {
  const std::string text = R"({"a":[1,"b",{"c":null}],"d":true,"e":-1.5})";
  REQUIRE(read_json(text));
  for (std::size_t size = 0; size < text.size(); ++size)
    CHECK_FALSE_MESSAGE(read_json(text.substr(0, size)), text.substr(0, size));
  for (const auto* bad : {"{}x", "{} {}", "1,2", "{\"a\":nope}", "{\"a\":01}", "[1]]",
                          "{\"a\":tru}", "{\"a\":nulx}", "[1,]"})
    CHECK_FALSE_MESSAGE(read_json(bad), bad);
  CHECK_FALSE(read_json(std::string(100, '[') + std::string(100, ']')));
}
