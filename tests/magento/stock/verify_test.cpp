#include "../transcripts.hpp"
#include "send_rows.hpp"

#include <doctest/doctest.h>

using namespace acumage;
using namespace acumage::magento;
using namespace acumage::tests;

namespace {

constexpr const char* items = "magento_source_items.jsonl";
constexpr auto delivered = row_verdict::delivered;

using list = std::vector<row_verdict>;
const std::string source_list = "/V1/inventory/sources";
const std::string source_items = "/V1/inventory/source-items";

}  // namespace

TEST_CASE("source items: rows to be verified are read, and only what differs is sent") {
  const auto held = answered(200, R"({"items":[)"
                                  R"({"sku":"a","source_code":"wh_east","quantity":3,"status":1},)"
                                  R"({"sku":"B","source_code":"wh_east","quantity":4,"status":1},)"
                                  R"({"sku":"C","source_code":"wh_east","quantity":5,"status":0},)"
                                  R"({"sku":"D","source_code":"default","quantity":6,"status":1})"
                                  R"(],"total_count":4})");
  const auto store = [&](const request& what) {
    return what.method == "GET" && asks(what, source_items) ? held : stocked_store(what);
  };
  const auto done =
      send_rows({doubted("A@wh_east", "3.0000"), doubted("B@wh_east", "4.5"),
                 doubted("C@wh_east", "5"), doubted("D@wh_east", "6"), quantity("E@default", "7")},
                store);
  CHECK(verdicts(done) == list{delivered, delivered, delivered, delivered, delivered});
  const auto asked = readable(done.asked[3]);
  CHECK(asked.find("[0][filters][0][value]=A,B,C,D&") != std::string::npos);
  CHECK(asked.find("[1][filters][0][field]=source_code") != std::string::npos);
  CHECK(asked.find("[1][filters][0][value]=wh_east&") != std::string::npos);
  CHECK(asked.find("pageSize]=4") != std::string::npos);
  const auto& body = done.asked.back().body;
  CHECK(body.find("\"A\"") == std::string::npos);
  for (const auto* sku : {"\"B\"", "\"C\"", "\"D\"", "\"E\""})
    CHECK(body.find(sku) != std::string::npos);
}

TEST_CASE("source items: what the store holds already is delivered without a write") {
  const auto store = [](const request& what) {
    if (what.method == "GET" && asks(what, source_items)) return recorded(items, 229);
    return asks(what, source_list) ? recorded(items, 314) : stocked_store(what);
  };
  const auto done =
      send_rows({doubted("ORC-0060@wh-eu", "11"), doubted("ORC-0060@wh-us", "300")}, store);
  CHECK(verdicts(done) == list{delivered, delivered});
  CHECK(done.lines().back() == "GET /V1/inventory/source-items");
  CHECK(readable(done.asked.back()).find("[value]=ORC-0060&") != std::string::npos);
}

TEST_CASE("source items: a reading that fails leaves the rows to be read again") {
  for (const auto& reply : {broken(carried::reset), answered(200, "{}"), answered(200, "[]")}) {
    const auto done = send_rows({doubted("A@wh_east", "1")}, stocked_but(source_items, reply));
    CHECK(done.outcome.verdict == batch_verdict::unavailable);
    CHECK(done.lines().back() == "GET /V1/inventory/source-items");
  }
}

TEST_CASE("source items: many rows to be verified are read in pieces") {
  std::vector<delivery> rows;
  for (int i = 0; i < 250; ++i) rows.push_back(doubted("S" + std::to_string(i) + "@wh_east", "1"));
  const auto store = [](const request& what) {
    return what.method == "GET" && asks(what, source_items)
               ? answered(200, R"({"items":[],"total_count":0})")
               : stocked_store(what);
  };
  const auto done = send_rows(rows, store);
  CHECK(done.times("GET /V1/inventory/source-items") == 3);
  CHECK(verdicts(done) == list(250, delivered));
}
