#include "acumatica/file_rows.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>
#include <streambuf>
#include <utility>

namespace acumage::acumatica {
namespace {

struct taken {
  std::vector<std::pair<std::size_t, std::string>> rows;  ///< line, JSON
  std::vector<std::pair<std::size_t, std::string>> mistakes;
  std::vector<std::string> columns;
};

taken take(const std::string& text) {
  std::istringstream from{text};
  const auto reader = read_file(from);
  taken all;
  while (auto item = reader->next()) {
    if (auto* row = std::get_if<file_row>(&*item)) all.rows.emplace_back(row->line, row->json);
    if (auto* wrong = std::get_if<file_mistake>(&*item))
      all.mistakes.emplace_back(wrong->line, wrong->problem);
  }
  CHECK_FALSE(reader->next());
  CHECK(reader->position() <= text.size());
  all.columns = reader->columns();
  return all;
}

using rows = std::vector<std::pair<std::size_t, std::string>>;

/// One mistake, at that line, with those words.
void check_mistake(const std::string& text, std::size_t line, const std::string& words) {
  INFO(text.substr(0, 200));
  std::istringstream from{text};
  const auto reader = read_file(from);
  std::vector<file_mistake> found;
  while (auto item = reader->next())
    if (auto* wrong = std::get_if<file_mistake>(&*item)) found.push_back(*wrong);
  REQUIRE(found.size() == 1);
  CHECK(found[0].line == line);
  CHECK_MESSAGE(found[0].problem.find(words) != std::string::npos, found[0].problem);
}

TEST_CASE("csv: cells keep their digits, an empty one is null, a quoted empty one is empty") {
  const auto all = take("InventoryID,DefaultPrice,ItemStatus\r\n00123,42.50,\r\nLAMP-07,,\"\"\r\n");
  CHECK(all.columns == std::vector<std::string>{"InventoryID", "DefaultPrice", "ItemStatus"});
  CHECK(all.rows == rows{{2, R"({"InventoryID":"00123","DefaultPrice":"42.50","ItemStatus":null})"},
                         {3, R"({"InventoryID":"LAMP-07","DefaultPrice":null,"ItemStatus":""})"}});
  CHECK(all.mistakes.empty());
}

TEST_CASE("csv: quotes hold separators, quotes and line breaks, and lines are those of the file") {
  const auto all = take("A,B\n\"x, \"\"y\"\"\",\"1\r\n2\"\n\n3,4");
  CHECK(all.rows == rows{{2, R"({"A":"x, \"y\"","B":"1\r\n2"})"}, {5, R"({"A":"3","B":"4"})"}});
}

TEST_CASE("csv: a byte order mark, and the separator that the header uses") {
  CHECK(take("\xEF\xBB\xBFInventoryID;Price\nA;1,5\n").rows ==
        rows{{2, R"({"InventoryID":"A","Price":"1,5"})"}});
  CHECK(take("InventoryID\tPrice\nA, B\t\t\n").mistakes ==
        rows{{2, "3 cells; expected 2, as in the header"}});
  CHECK(take("InventoryID\tPrice\nA, B\t\n").rows ==
        rows{{2, R"({"InventoryID":"A, B","Price":null})"}});
  CHECK(take("\"a;b;c\",d\n1,2\n").rows == rows{{2, R"({"a;b;c":"1","d":"2"})"}});
  CHECK(take("InventoryID\nA\n").rows == rows{{2, R"({"InventoryID":"A"})"}});
}

TEST_CASE("csv: a row that does not fit affects only itself, and empty rows are none") {
  const auto all = take("A,B\n1\n2,3\n,\n4,5,6\n\"\xE4\",7\n8,9\n");
  CHECK(all.rows == rows{{3, R"({"A":"2","B":"3"})"}, {7, R"({"A":"8","B":"9"})"}});
  CHECK(all.mistakes == rows{{2, "1 cell; expected 2, as in the header"},
                             {5, "3 cells; expected 2, as in the header"},
                             {6, "column 1, A: not UTF-8; expected the file in UTF-8"}});
}

TEST_CASE("csv: a mistake of the form ends the file, and says where") {
  check_mistake("A,B\n1,2\nx,ä\"b\"\n5,6\n", 3, "column 4: a quote where none may be");
  check_mistake("A,B\n1,2\n\"x,3\n4,5\n", 3, "a quote of the row that begins here is not closed");
  check_mistake("A,B\n\"" + std::string(2 << 20, 'x'), 2, "has more than 1048576 bytes");
  check_mistake("A,,C\n", 1, "column 2 has no name");
  check_mistake("A,a\n1,2\n", 1, "column 2: \"a\" is there twice");
  CHECK(take("A,B\n1,2\n3,\"4\" 5\n6,7\n").rows.size() == 1);
}

TEST_CASE("a file of another form says what was expected") {
  const std::string words = "expected CSV in UTF-8 with the names of the columns in its first line";
  check_mistake({"PK\3\4\0\0", 6}, 1, words);
  check_mistake(
      "\xFF\xFE"
      "A",
      1, words);
  check_mistake("<html>\n<body>", 1, words);
  check_mistake("", 1, words);
  check_mistake("\n \n", 3, words);
  check_mistake("[1] x", 1, "column 5: neither a row nor a list of rows");
}

TEST_CASE("json: rows of an array, of OData v4 and of v3, and one after another") {
  const rows two{{1, R"({"A":"1.50","B":null})"}, {2, R"({"A":"]}","C":[{}]})"}};
  const std::string list = "[{\"A\":\"1.50\",\"B\":null},\n {\"A\":\"]}\",\"C\":[{}]}]";
  CHECK(take(list).rows == two);
  CHECK(take("\xEF\xBB\xBF" + list + "\n").rows == two);
  CHECK(take(R"({"@odata.context":"x]","value":)" + list + R"(,"@odata.count":2})").rows == two);
  CHECK(take(R"({"d":{"results":)" + list + R"(,"__count":"2"}})").rows == two);
  CHECK(take(R"({"d":)" + list + "}").rows == two);
  CHECK(take("{\"A\":\"1.50\",\"B\":null}\n{\"A\":\"]}\",\"C\":[{}]}\n").rows == two);
  CHECK(take("[]").rows.empty());
  CHECK(take(R"({"value":[]})").rows.empty());
  CHECK(take(R"([{"a":"\"]"}])").rows == rows{{1, R"({"a":"\"]"})"}});
}

TEST_CASE("json: a file that names a next page lacks rows, unless that page follows") {
  const std::string first = R"({"value":[{"A":1}],"@odata.nextLink":"http://erp/x?$skip=1"})";
  check_mistake(first, 1, "names a next page, so rows are missing from the file");
  check_mistake(R"({"d":{"results":[{"A":1}],"__next":"http://erp"}})", 1, "names a next page");
  CHECK(take(first + "\n" + R"({"value":[{"A":2}]})").mistakes.empty());
  CHECK(take(R"({"value":[{"A":1}],"@odata.nextLink":null})").mistakes.empty());
}

TEST_CASE("json: a mistake of the form ends the file, and says where") {
  check_mistake("[{\"A\":1}\n{\"A\":2}]", 2,
                "column 1: expected , or ] after a row; nothing after");
  check_mistake("[{\"A\":1},\n{\"A\":", 2, "the file ends within a value");
  check_mistake("{\"value\":[{\"A\":1}", 1, "expected , or ] after a row");
  check_mistake("{\"value\":[],\"value\":[]}", 1, "a second list of rows");
  check_mistake("[\"" + std::string(2 << 20, 'x'), 1, "has more than 1048576 bytes");
  check_mistake("{A:1}", 1, "column 2: expected a name in quotes");
}

/// Endless rows, made while they are read.
class endless final : public std::streambuf {
 public:
  endless(std::string head, std::string row) : text_{std::move(head)}, row_{std::move(row)} {}
  std::size_t made = 0;

 private:
  int_type underflow() override {
    for (int i = 0; i < 100; ++i) text_ += row_;
    current_ = std::exchange(text_, {});
    made += current_.size();
    setg(current_.data(), current_.data(), current_.data() + current_.size());
    return traits_type::to_int_type(current_.front());
  }
  std::string text_;
  std::string row_;
  std::string current_;
};

TEST_CASE("a file is read no further than its rows are taken") {
  for (auto* shape : {new endless{"InventoryID,DefaultPrice\n", "LAMP-07,42.5\n"},
                      new endless{"{\"value\":[{}", ",{\"InventoryID\":\"LAMP-07\"}"}}) {
    const std::unique_ptr<endless> made{shape};
    std::istream from{made.get()};
    const auto reader = read_file(from);
    for (int i = 0; i < 100'000; ++i) REQUIRE(std::holds_alternative<file_row>(*reader->next()));
    CHECK(made->made - reader->position() < 200'000);
  }
}

}  // namespace
}  // namespace acumage::acumatica
