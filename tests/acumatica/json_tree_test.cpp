// The reader takes what RFC 8259 takes, and says where a text stops being JSON.
#include "acumatica/json_tree.hpp"

#include <doctest/doctest.h>
#include <simdjson.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

using acumage::errc;
using acumage::acumatica::json_children;
using acumage::acumatica::json_kind;
using acumage::acumatica::json_node;
using acumage::acumatica::json_tree;

namespace {

std::string place_of(std::string_view text) {
  json_tree tree;
  const auto root = tree.read(text);
  return root ? "" : root.problem().at;
}

bool takes(std::string_view text) { return place_of(text).empty(); }

std::string nested(int levels) {
  const auto count = static_cast<std::size_t>(levels);
  return std::string(count, '[') + std::string(count, ']');
}

/// Does the strict parser of the library take it? It refuses numbers beyond its types, which JSON allows:
/// the texts below hold none.
bool oracle(const std::string& text) {
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  return parser.parse(text).get(root) == simdjson::SUCCESS && (root.is_object() || root.is_array());
}

/// The document once more, from its nodes.
std::string rebuilt(const json_node& node) {
  if (node.kind != json_kind::object && node.kind != json_kind::array) return std::string{node.raw};
  const bool is_object = node.kind == json_kind::object;
  std::string text{is_object ? "{" : "["};
  for (const auto& part : json_children{node}) {
    if (text.size() > 1) text += ',';
    if (is_object) text += '"' + std::string{part.name} + "\":";
    text += rebuilt(part);
  }
  return text + (is_object ? '}' : ']');
}

}  // namespace

TEST_CASE("json_tree: members, elements and raw text come in the order of the document") {
  json_tree tree;
  const std::string text =
      R"( {"a" : [1 , {"b":null}, []] , "c":"x\ty","d":{} ,"e":true, "f":-1.50E+3 } )";
  const auto root = tree.read(text);
  REQUIRE(root);
  std::vector<std::string> seen;
  for (const auto& member : json_children{*root.value()})
    seen.push_back(std::string{member.name} + "=" + std::string{member.raw});
  CHECK(seen == std::vector<std::string>{"a=[1 , {\"b\":null}, []]", "c=\"x\\ty\"", "d={}",
                                         "e=true", "f=-1.50E+3"});
  CHECK(rebuilt(*root.value()) ==
        R"({"a":[1,{"b":null},[]],"c":"x\ty","d":{},"e":true,"f":-1.50E+3})");
}

TEST_CASE("json_tree: strings and names are unescaped, also beyond the basic plane") {
  json_tree tree;
  const auto root = tree.read(R"({"\u0041\"":"\"\\\/\b\f\n\r\t\u00e9\u20AC\ud83d\ude00\u0000."})");
  REQUIRE(root);
  for (const auto& member : json_children{*root.value()}) {
    CHECK(member.name == "A\"");
    CHECK(member.text == std::string{"\"\\/\b\f\n\r\t\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\0.", 19});
  }
}

TEST_CASE("json_tree: half of a surrogate pair stays as its escape") {
  json_tree tree;
  const auto root = tree.read(R"(["\ud83dA","\ude00","\ud83d\u0041","\ud83d\ud83d\ude00"])");
  REQUIRE(root);
  std::vector<std::string> texts;
  for (const auto& each : json_children{*root.value()}) texts.emplace_back(each.text);
  CHECK(texts ==
        std::vector<std::string>{"\\ud83dA", "\\ude00", "\\ud83dA", "\\ud83d\xF0\x9F\x98\x80"});
}

TEST_CASE("json_tree: numbers keep their digits, of whatever size") {
  json_tree tree;
  const auto root =
      tree.read("[638912345678901234,1e999999,-0.10,123456789012345678901234567890.5]");
  REQUIRE(root);
  CHECK(rebuilt(*root.value()) ==
        "[638912345678901234,1e999999,-0.10,123456789012345678901234567890.5]");
}

TEST_CASE("json_tree: what a lazy reader would let pass is refused with its place") {
  CHECK(place_of(R"({"a":12abc})") == "line 1, column 6");
  CHECK(place_of(R"({"a":1.2.3})") == "line 1, column 6");
  CHECK(place_of(R"({"a":01})") == "line 1, column 6");
  CHECK(place_of(R"({"a":.5})") == "line 1, column 6");
  CHECK(place_of(R"({"a":5.})") == "line 1, column 6");
  CHECK(place_of(R"({"a":+5})") == "line 1, column 6");
  CHECK(place_of(R"({"a":1e})") == "line 1, column 6");
  CHECK(place_of(R"({"a":NaN})") == "line 1, column 6");
  CHECK(place_of(R"({"a":tru})") == "line 1, column 6");
  CHECK(place_of(R"({"a":nulls})") == "line 1, column 6");
  CHECK(place_of(R"({"a":"\x"})") == "line 1, column 7");
  CHECK(place_of(R"({"a":"\u12g4"})") == "line 1, column 7");
  CHECK(place_of(R"(["a":1])") == "line 1, column 5");
  CHECK(place_of(R"({"k":"a":1})") == "line 1, column 9");
  CHECK(place_of(R"(["a" "b"])") == "line 1, column 6");
  CHECK(place_of(R"({"a":[1}})") == "line 1, column 8");
  CHECK(place_of(R"([1,])") == "line 1, column 4");
  CHECK(place_of(R"({"a":1,})") == "line 1, column 8");
  CHECK(place_of(R"({"a"})") == "line 1, column 5");
  CHECK(place_of(R"({a:1})") == "line 1, column 2");
  CHECK(place_of("{\"a\":1,\n \"b\":2 \"c\":3}") == "line 2, column 8");
}

/// From simdjson 3.10 on, a text that ends too soon is wrong at its last byte, before at its end.
bool is_at(const std::string& place, const std::vector<std::string>& either) {
  return std::find(either.begin(), either.end(), place) != either.end();
}

TEST_CASE("json_tree: what follows the document, or is missing at its end, is an error") {
  CHECK(place_of(R"({"a":1} x)") == "line 1, column 9");
  CHECK(place_of(R"({"a":1}{"b":2})") == "line 1, column 8");
  CHECK(place_of(R"({"a":1}})") == "line 1, column 8");
  CHECK(place_of(R"([1]])") == "line 1, column 4");
  CHECK(is_at(place_of(R"({"a":1)"), {"line 1, column 7", "line 1, column 6"}));
  CHECK(place_of("{\"a\":{\"b\":1}\n") == "line 2, column 1");
  CHECK(is_at(place_of(R"({"a":)"), {"line 1, column 6", "line 1, column 5"}));
  CHECK(is_at(place_of("{"), {"line 1, column 2", "line 1, column 1"}));
  CHECK(is_at(place_of("["), {"line 1, column 2", "line 1, column 1"}));
  CHECK(place_of("") == "line 1, column 1");
  CHECK(place_of(" \n ") == "line 2, column 2");
  CHECK(place_of("5") == "line 1, column 1");
  CHECK(place_of("\"text\"") == "line 1, column 1");
}

TEST_CASE("json_tree: bytes that no JSON holds are refused where they stand") {
  CHECK(place_of("{\"a\":\"\xFF\"}") == "line 1, column 7");
  CHECK(place_of("{\"\xC3\xA9\":\"\xC3\x28\"}") == "line 1, column 7");
  CHECK(place_of("{\"a\":\"\xED\xA0\x80\"}") == "line 1, column 7");
  CHECK(place_of("{\"a\":\"\xC0\x80\"}") == "line 1, column 7");
  CHECK(place_of("{\"a\":\"\xF5\x80\x80\x80\"}") == "line 1, column 7");
  CHECK(place_of(std::string{"{\"a\":\"b\0c\"}", 11}) == "line 1, column 8");
  CHECK(place_of(std::string{"{\"a\":\0}", 7}) == "line 1, column 6");
  CHECK(place_of("{\"a\":\"b\nc\"}") == "line 1, column 8");
  CHECK(place_of("{\"a\":\"b\\\"c}") == "line 1, column 6");
  CHECK_FALSE(takes("\xFF\xFE{\0}\0"));
}

TEST_CASE("json_tree: a byte order mark before the document is skipped") {
  CHECK(takes("\xEF\xBB\xBF{\"a\":1}"));
  CHECK(place_of("\xEF\xBB\xBF{\"a\":x}") == "line 1, column 6");
}

TEST_CASE("json_tree: 64 levels are read, 65 and a million are refused") {
  CHECK(takes(nested(64)));
  CHECK(place_of(nested(65)) == "line 1, column 65");
  CHECK(place_of(nested(1'000'000)) == "line 1, column 65");
  CHECK(is_at(place_of(std::string(1'000'000, '[')),
              {"line 1, column 65", "line 1, column 1000000"}));
  CHECK(
      is_at(place_of(std::string(1'000'000, '{')), {"line 1, column 2", "line 1, column 1000000"}));
}

TEST_CASE("json_tree: a text of tiny values is too large, whatever its bytes [SPEC 2]") {
  const auto zeros = [](std::size_t count) {
    std::string text = "[0";
    for (std::size_t i = 1; i < count; ++i) text += ",0";
    return text + "]";
  };
  json_tree tree;
  const auto many = tree.read(zeros(200'000));
  REQUIRE_FALSE(many.ok());
  CHECK(many.problem().code == errc::too_large);
  CHECK(tree.read(zeros(130'000)).ok());
  std::string rows = "[";
  while (rows.size() < 4'000'000) rows += R"({"SKU":"A","Price":1},)";
  rows.back() = ']';
  CHECK(tree.read(rows).ok());
}

TEST_CASE("json_tree: what reading takes is known before [SPEC 2]") {
  for (const auto* piece : {"0,", R"({"SKU":"A","Price":1},)", R"("a long text, with commas",)"}) {
    CAPTURE(piece);
    std::string text = "[";
    while (text.size() < 200'000) text += piece;
    text.back() = ']';
    json_tree tree;
    REQUIRE(tree.read(text).ok());
    CHECK(tree.held_bytes() <= acumage::acumatica::reading_bytes(text) + 1024);
    CHECK(acumage::acumatica::reading_bytes(text) < text.size() * 50);
  }
}

TEST_CASE("json_tree: damaged documents are taken exactly when a strict parser takes them") {
  const std::vector<std::string> seeds{
      R"({"Inserted":[{"InventoryID":"LAMP-07  ","Qty":6.5e1}],"Deleted":[null,true],"Id":"\u00e9\"" })",
      R"([[],{},[[{"a":{"b":[1,2,"x"]}}]],"s",-0.5,false,{"":""}])",
      R"({"a":"b","c":["d","e"],"f":{"g":"h"}})"};
  const std::string alphabet = "{}[]\",:\\ \n0-.eEtfnu1ax/\x01\xC3\xA9";
  const unsigned seed = 20250814;
  CAPTURE(seed);
  std::mt19937 random{seed};
  const auto below = [&](std::size_t limit) { return std::size_t{random()} % limit; };
  json_tree tree;
  int taken = 0;
  for (int round = 0; round < 60'000; ++round) {
    auto text = seeds[below(seeds.size())];
    for (auto edits = below(3) + 1; edits > 0 && !text.empty(); --edits) {
      const auto at = below(text.size());
      switch (below(4)) {
        case 0: text.erase(at, below(4) + 1); break;
        case 1: text.insert(at, 1, alphabet[below(alphabet.size())]); break;
        case 2: text[at] = alphabet[below(alphabet.size())]; break;
        default: text.insert(at, text.substr(below(text.size()), below(6)));
      }
    }
    // Halves of surrogate pairs are a string here and an error there.
    if (text.find("\\uD") != std::string::npos || text.find("\\ud") != std::string::npos) continue;
    CAPTURE(text);
    const auto read = tree.read(text).ok();
    REQUIRE(read == oracle(text));
    taken += read ? 1 : 0;
  }
  CHECK(taken > 1000);
}

TEST_CASE("json_tree: every cut of a document is refused, and nothing is read behind its end") {
  const std::string text = R"({"a":[1,{"b":"c\n"}],"d":[true,null,"x"]})";
  json_tree tree;
  for (std::size_t length = 0; length < text.size(); ++length) {
    CAPTURE(length);
    // An allocation of its own, so that a sanitizer sees a read behind it.
    const std::vector<char> exact(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(length));
    CHECK_FALSE(tree.read({exact.data(), exact.size()}).ok());
  }
  CHECK(tree.read(text).ok());
}
