#include "cli/client/payload.hpp"

#include <doctest/doctest.h>

#include <sstream>

namespace acumage::client {
namespace {

constexpr const char* change_a = R"({"entity":"pricing","version":1,"fields":{"InventoryID":"A"}})";
constexpr const char* change_b = R"({"entity":"pricing","version":2,"fields":{"InventoryID":"B"}})";
constexpr const char* notification = R"({"Query":"MC Price","Inserted":[],"Deleted":[]})";

std::vector<payload_item> cut(const std::string& text, payload_reader::limits bounds = {}) {
  std::istringstream from{text};
  payload_reader reader{from, bounds};
  std::vector<payload_item> all;
  while (auto item = reader.next()) all.push_back(std::move(*item));
  return all;
}

const payload& request(const payload_item& item) {
  REQUIRE(std::holds_alternative<payload>(item));
  return std::get<payload>(item);
}

const bad_line& mistake(const payload_item& item) {
  REQUIRE(std::holds_alternative<bad_line>(item));
  return std::get<bad_line>(item);
}

using lines = std::vector<std::size_t>;
using rows = std::vector<std::string>;

TEST_CASE("payload: a notification over several lines goes whole, as it stands") {
  const std::string text = "\n{\n  \"Inserted\": [],\n  \"Query\": \"MC Price\"\n}\n";
  const auto all = cut(text);
  REQUIRE(all.size() == 1);
  CHECK(request(all[0]).route == intake_route::push);
  CHECK(request(all[0]).rows == rows{text.substr(1, text.size() - 2)});
  CHECK(request(all[0]).lines == lines{2});
  CHECK(request(all[0]).end == text.size());
}

TEST_CASE("payload: changes one a line share requests up to the limits, and lines are counted") {
  const std::string text = std::string{change_a} + "\r\n\n" + change_b + "\n" + change_a;
  const auto all = cut(text, {.rows = 2, .bytes = 1000});
  REQUIRE(all.size() == 2);
  CHECK(request(all[0]).route == intake_route::changes);
  CHECK(request(all[0]).rows == rows{change_a, change_b});
  CHECK(request(all[0]).lines == lines{1, 3});
  CHECK(request(all[1]).lines == lines{4});
  CHECK(request(all[1]).end == text.size());
  CHECK(cut(text, {.rows = 100, .bytes = 100}).size() == 3);
  CHECK(cut(text, {.rows = 100, .bytes = 1}).size() == 3);
}

TEST_CASE("payload: notifications and changes in one file keep their order") {
  const auto all =
      cut(std::string{change_a} + "\n" + notification + "\n" + change_b + "\n" + notification);
  REQUIRE(all.size() == 4);
  CHECK(request(all[0]).rows == rows{change_a});
  CHECK(request(all[1]).route == intake_route::push);
  CHECK(request(all[2]).rows == rows{change_b});
  CHECK(request(all[3]).lines == lines{4});
}

TEST_CASE("payload: elements of an array are told apart by what they hold") {
  const std::string text =
      std::string{"[\n"} + change_a + ",\n{\"entity\":\n \"pricing\"},\n" + notification + ", 7]";
  const auto all = cut(text);
  REQUIRE(all.size() == 3);
  CHECK(request(all[0]).rows == rows{change_a, R"({"entity":"pricing"})"});
  CHECK(request(all[0]).lines == lines{2, 3});
  CHECK(request(all[1]).route == intake_route::push);
  CHECK(mistake(all[2]).line == 5);
}

TEST_CASE("payload: a broken line costs only itself, also the first") {
  for (const std::size_t broken : {1U, 2U, 3U}) {
    std::string text;
    for (std::size_t line = 1; line <= 3; ++line)
      text +=
          line == broken ? std::string{"{\"entity\":\"pricing\"\n"} : change_a + std::string{"\n"};
    const auto all = cut(text);
    std::size_t good = 0;
    std::size_t bad = 0;
    for (const auto& each : all) {
      if (const auto* const one = std::get_if<payload>(&each)) good += one->rows.size();
      if (const auto* const one = std::get_if<bad_line>(&each)) {
        ++bad;
        CHECK(one->line == broken);
        CHECK(one->problem.find("line ") == std::string::npos);
      }
    }
    CHECK(good == 2);
    CHECK(bad == 1);
  }
}

TEST_CASE("payload: what is neither notification nor change says what was expected") {
  const auto neither = cut("{\"a\":1}");
  REQUIRE(neither.size() == 1);
  CHECK(mistake(neither[0]).problem.find("expected a notification with Query") !=
        std::string::npos);
  CHECK(mistake(cut("\n\n12").at(0)).line == 3);
  CHECK(mistake(cut("{\n\"Query\": oops\n}").at(0)).line == 2);
  CHECK(cut("").empty());
  CHECK(cut(" \n \n").empty());
  CHECK(cut("[]").empty());
}

}  // namespace
}  // namespace acumage::client
