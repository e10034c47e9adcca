#include "magento/stock/legacy.hpp"

#include "../transcripts.hpp"
#include "memories.hpp"
#include "send_rows.hpp"

#include <doctest/doctest.h>
#include <optional>

using namespace acumage;
using namespace acumage::magento;
using namespace acumage::tests;

namespace {

constexpr const char* items = "magento_source_items.jsonl";
constexpr auto delivered = row_verdict::delivered;
constexpr auto refused = row_verdict::refused;
constexpr auto unknown = row_verdict::unknown_record;

using list = std::vector<row_verdict>;
using lines = std::vector<std::string>;
const std::string source_list = "/V1/inventory/sources";
const std::string modules = "/V1/modules";
const std::string products = "/V1/products";
const std::string stock_items = "/V1/stockItems/";

}  // namespace

TEST_CASE("legacy stock: without MSI each row is put on the product's stock item") {
  plain_memory memory;
  const auto store = [](const request& what) {
    if (asks(what, source_list)) return recorded(items, 307);  // 404, no such route
    if (asks(what, modules)) return answered(200, R"(["Magento_Store","Magento_Catalog"])");
    if (what.path.starts_with(stock_items)) return answered(200, R"({"backorders":1})");
    if (what.path.starts_with("/V1/products/NOPE")) return recorded(items, 318);
    return recorded(items, 667);
  };
  const auto done = send_rows({quantity("A/1@default", "40"), quantity("B@default", "0"),
                               quantity("NOPE@default", "1"), quantity("C@wh_east", "1")},
                              memory, store);
  CHECK(verdicts(done) == list{delivered, delivered, unknown, refused});
  CHECK(done.outcome.rows[3].reason == letter_class::unmapped);
  CHECK(done.outcome.rows[3].message.find("no multi source inventory") != std::string::npos);
  CHECK(done.lines() == lines{"GET /V1/inventory/sources", "GET /V1/modules",
                              "GET /V1/stockItems/B", "PUT /V1/products/A%2F1/stockItems/1",
                              "PUT /V1/products/B/stockItems/1",
                              "PUT /V1/products/NOPE/stockItems/1"});
  CHECK(done.asked[3].body == R"({"stockItem":{"qty":40,"is_in_stock":true}})");
  CHECK(done.asked[4].body == R"({"stockItem":{"qty":0,"is_in_stock":true}})");
  CHECK_FALSE(memory.known->msi);
  CHECK(send_rows({quantity("A@default", "1")}, memory, store).lines() ==
        lines{"PUT /V1/products/A/stockItems/1"});
}

TEST_CASE(
    "legacy stock: a store with the module but without the route is out of order, not legacy") {
  plain_memory memory;
  const auto store = [](const request& what) {
    if (asks(what, source_list)) return recorded(items, 307);
    return answered(200, R"(["Magento_Store","Magento_InventoryApi"])");
  };
  const auto done = send_rows({quantity("A@default", "40")}, memory, store);
  CHECK(done.outcome.verdict == batch_verdict::unavailable);
  CHECK_FALSE(memory.known.has_value());
}

TEST_CASE("legacy stock: an answer about one row rules on it, one about the store ends the batch") {
  struct expectation {
    answer reply;
    std::optional<row_verdict> row;
    batch_verdict whole = batch_verdict::answered;
  };
  const std::vector<expectation> table{
      {answered(400, R"({"message":"Decoding error."})"), refused},
      {answered(413, "<html>"), refused},
      {answered(400, R"({"message":"Database deadlock found"})"), row_verdict::failed},
      {broken(carried::reset), std::nullopt, batch_verdict::uncertain},
      {broken(carried::refused), std::nullopt, batch_verdict::unavailable},
      {answered(401, R"({"message":"no"})"), std::nullopt, batch_verdict::unavailable},
      {recorded(items, 307), std::nullopt, batch_verdict::unavailable},
      {answered(500, "An error has happened"), std::nullopt, batch_verdict::suspect},
  };
  for (const auto& one : table) {
    CAPTURE(one.reply.status);
    plain_memory memory;
    memory.known = store_sources{false, {"default"}};
    const auto store = [&](const request& what) {
      return what.path.starts_with("/V1/products/B") ? one.reply : recorded(items, 667);
    };
    const auto done = send_rows(
        {quantity("A@default", "1"), quantity("B@default", "1"), quantity("C@default", "1")},
        memory, store);
    CHECK(done.outcome.verdict == one.whole);
    CHECK(done.asked.size() == (one.row ? 3 : 2));
    if (one.row) CHECK(verdicts(done) == list{delivered, *one.row, delivered});
  }
}

TEST_CASE("legacy stock: a SKU that the web server takes in no path is a letter that says so") {
  const auto told = [](const answer& slash, const answer& probe) {
    plain_memory memory;
    memory.known = store_sources{false, {"default"}};
    const auto store = [&](const request& what) {
      if (what.path.starts_with("/V1/stockItems/__probe__")) return probe;
      return what.path.find("SL%2FASH") != std::string::npos ? slash : recorded(items, 667);
    };
    return send_rows({quantity("SL/ASH-01@default", "1"), quantity("B@default", "1")}, memory,
                     store);
  };
  const auto well = recorded(items, 318);  // 404: no such product
  for (const auto& slash : {answered(404, "<html>"),
                            answered(401, R"({"message":"The signature is )"
                                          R"(invalid. Verify and try again."})"),
                            recorded(items, 307), answered(500, "An error has happened")}) {
    CAPTURE(slash.status);
    const auto done = told(slash, well);
    CHECK(verdicts(done) == list{refused, delivered});
    CHECK(done.outcome.rows[0].reason == letter_class::data);
    CHECK(done.outcome.rows[0].message.find("AllowEncodedSlashes") != std::string::npos);
    CHECK(done.times("GET /V1/stockItems/__probe__") == 1);
    // The store itself is in trouble: nobody's attempt.
    const auto outage = told(slash, answered(503, "<html>"));
    CHECK(outage.outcome.verdict != batch_verdict::answered);
  }
  CHECK(told(answered(503, "<html>"), well).outcome.verdict == batch_verdict::unavailable);
}
