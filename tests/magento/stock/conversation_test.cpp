#include "magento/stock/conversation.hpp"

#include "../transcripts.hpp"
#include "memories.hpp"
#include "send_rows.hpp"

#include <doctest/doctest.h>

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
const std::string source_items = "/V1/inventory/source-items";
const std::string products = "/V1/products";
const std::string ask_prices = "POST /V1/products/base-prices-information";
const std::string stock_items = "/V1/stockItems/";

}  // namespace

TEST_CASE("source items: the request is exactly what REST.md 3.1 says, digits untouched") {
  const auto done = send_rows({quantity("LAMP-07@wh_east", "40"),
                               quantity("QUOTE\"01@default", "1.5"), quantity("A@B@wh_east", "0")});
  const auto& sent = done.asked.back();
  CHECK(sent.method == "POST");
  CHECK(sent.path == "/V1/inventory/source-items");
  CHECK_FALSE(sent.only_reads);
  CHECK(sent.body == R"({"sourceItems":[)"
                     R"({"sku":"LAMP-07","source_code":"wh_east","quantity":40,"status":1},)"
                     R"({"sku":"QUOTE\"01","source_code":"default","quantity":1.5,"status":1},)"
                     R"({"sku":"A@B","source_code":"wh_east","quantity":0,"status":0}]})");
  CHECK(source_items_request(quantity("A@B@wh_east", "7")).body ==
        R"({"sourceItems":[{"sku":"A@B","source_code":"wh_east","quantity":7,"status":1}]})");
}

TEST_CASE("source items: sources, products and backorders are asked once, then remembered") {
  plain_memory memory;
  const std::vector rows{quantity("A@wh_east", "3"), quantity("B@default", "0")};
  const auto first = send_rows(rows, memory);
  CHECK(first.lines() == lines{"GET /V1/inventory/sources", ask_prices, "GET /V1/products",
                               "GET /V1/stockItems/B", "POST /V1/inventory/source-items"});
  for (const auto& what : first.asked) CHECK(what.only_reads == !asks(what, source_items));
  CHECK(verdicts(first) == list{delivered, delivered});
  CHECK(first.outcome.status == 200);
  CHECK(send_rows(rows, memory).lines() == lines{"POST /V1/inventory/source-items"});
}

TEST_CASE("source items: a row whose source the store lacks is refused with the remedy") {
  const auto done = send_rows({quantity("A@wh_west", "3"), quantity("B@WH_East", "4")});
  CHECK(verdicts(done) == list{refused, delivered});
  const auto& said = done.outcome.rows[0];
  CHECK(said.reason == letter_class::unmapped);
  for (const auto* words : {"\"wh_west\"", "\"default\", \"wh_east\"",
                            "Stores > Inventory > Sources", "[warehouse_sources]"})
    CHECK(said.message.find(words) != std::string::npos);
  CHECK(done.asked.back().body.find("wh_west") == std::string::npos);
  CHECK(done.asked.back().body.find(R"("sku":"B","source_code":"wh_east")") != std::string::npos);
}

TEST_CASE("source items: a remembered list that lacks a source is asked for once more") {
  plain_memory memory;
  memory.known = store_sources{true, {"default"}};
  const auto done = send_rows({quantity("A@wh_east", "3"), quantity("B@wh_west", "3")}, memory);
  CHECK(done.lines().front() == "GET /V1/inventory/sources");
  CHECK(done.times("GET /V1/inventory/sources") == 1);
  CHECK(verdicts(done) == list{delivered, refused});
  CHECK(memory.known->codes == std::set<std::string>{"default", "wh_east"});
}

TEST_CASE("source items: sources on several pages are all read") {
  std::vector<std::string> pages;
  const auto store = [&](const request& what) {
    if (!asks(what, source_list)) return stocked_store(what);
    pages.push_back(readable(what));
    const std::string total = R"(],"total_count":3})";
    return pages.size() == 1
               ? answered(200, R"({"items":[{"source_code":"a"},{"source_code":"b"})" + total)
               : answered(200, R"({"items":[{"source_code":"wh_east"})" + total);
  };
  CHECK(verdicts(send_rows({quantity("A@wh_east", "3")}, store)) == list{delivered});
  REQUIRE(pages.size() == 2);
  CHECK(pages[0].find("searchCriteria[pageSize]=300&fields") != std::string::npos);
  CHECK(pages[1].find("searchCriteria[currentPage]=2") != std::string::npos);
}

TEST_CASE("source items: unknown SKUs park their rows and are not sent") {
  plain_memory memory;
  const std::vector rows{quantity("A@wh_east", "3"), quantity("NOPE-1@wh_east", "3"),
                         quantity("NOPE-1@default", "0")};
  const auto done = send_rows(rows, memory);
  CHECK(verdicts(done) == list{delivered, unknown, unknown});
  CHECK(done.outcome.rows[1].message == "the store has no product with the SKU \"NOPE-1\"");
  CHECK(done.asked.back().body.find("NOPE") == std::string::npos);
  CHECK(memory.skus == std::set<std::string>{"a"});
  CHECK(done.times("GET /V1/stockItems/NOPE-1") == 0);
  // Asked for again, since the product may have come by now.
  CHECK(send_rows({rows[1]}, memory).lines() == lines{ask_prices, "GET /V1/products"});
  const auto unchecked = send_rows({rows[1]}, memory, stocked_store, {.check_skus = false});
  CHECK(unchecked.lines() == lines{"POST /V1/inventory/source-items"});
}

TEST_CASE("source items: where no row is left nothing is posted") {
  const auto done = send_rows({quantity("NOPE-1@wh_east", "3"), quantity("A@wh_west", "1")});
  CHECK(verdicts(done) == list{unknown, refused});
  CHECK(done.lines() == lines{"GET /V1/inventory/sources", ask_prices, "GET /V1/products"});
}

TEST_CASE("source items: with backorders a product stays in stock at nothing left") {
  for (const auto* shown : {"1", "2"}) {
    plain_memory memory;
    const auto body = std::string{R"({"backorders":)"} + shown + "}";
    const auto done = send_rows({quantity("A@wh_east", "0"), quantity("a@default", "0.0")}, memory,
                                stocked_but(stock_items, answered(200, body)));
    CHECK(done.times("GET /V1/stockItems/A") == 1);
    CHECK(done.asked.back().body.find("\"status\":0") == std::string::npos);
    CHECK(memory.allowed == std::map<std::string, bool>{{"a", true}});
  }
}

TEST_CASE("source items: a stock item the store cannot show counts as without backorders, once") {
  // Of a store that writes notices before its JSON nothing is known.
  CHECK(send_rows({quantity("A@wh_east", "0")},
                  stocked_but(stock_items, answered(200, "\xEF\xBB\xBF{")))
            .outcome.verdict == batch_verdict::unavailable);
  for (const auto& reply : {recorded(items, 318), answered(200, "{}"), answered(404, "<html>")}) {
    plain_memory memory;
    const auto done =
        send_rows({quantity("A@wh_east", "0")}, memory, stocked_but(stock_items, reply));
    CHECK(verdicts(done) == list{delivered});
    CHECK(done.asked.back().body.find("\"status\":0") != std::string::npos);
    CHECK(memory.allowed.empty());
  }
}

TEST_CASE("source items: a SKU that no path can carry is not an outage of the lane") {
  const auto unsigned_slash =
      answered(401, R"({"message":"The signature is invalid. Verify and try again."})");
  const auto done =
      send_rows({quantity("SL/ASH 01@wh_east", "0")}, stocked_but(stock_items, unsigned_slash));
  CHECK(done.lines()[3] == "GET /V1/stockItems/SL%2FASH%2001");
  CHECK(verdicts(done) == list{delivered});
  CHECK(send_rows({quantity("A@wh_east", "0")}, stocked_but(stock_items, unsigned_slash))
            .outcome.verdict == batch_verdict::unavailable);
}

TEST_CASE("source items: a look-up that fails ends the batch, and was never applied") {
  struct failure {
    answer reply;
    batch_verdict verdict;
  };
  const std::vector<failure> failures{
      {broken(carried::read_timeout), batch_verdict::unavailable},
      {broken(carried::reset), batch_verdict::unavailable},
      {broken(carried::refused), batch_verdict::unavailable},
      {answered(502, "<html>"), batch_verdict::unavailable},
      {answered(503, "<html>"), batch_verdict::unavailable},
      {recorded(items, 23), batch_verdict::unavailable},  // 401
      {answered(500, "An error has happened during application run."), batch_verdict::suspect},
  };
  for (const auto& path : {source_list, products, stock_items})
    for (const auto& one : failures) {
      CAPTURE(path);
      CAPTURE(one.reply.status);
      plain_memory memory;
      const auto done = send_rows({quantity("A@wh_east", "0"), quantity("B@wh_west", "1")}, memory,
                                  stocked_but(path, one.reply));
      CHECK(done.outcome.verdict == one.verdict);
      CHECK(done.outcome.rows.empty());
      CHECK(done.outcome.message.starts_with("look-up of "));
      CHECK(done.asked.back().only_reads);
    }
  for (const auto* unreadable : {"", "[", "{}", R"({"items":[{}],"total_count":1})", "[1]"})
    for (const auto& path : {source_list, products})
      CHECK(send_rows({quantity("A@wh_east", "0")}, stocked_but(path, answered(200, unreadable)))
                .outcome.verdict == batch_verdict::unavailable);
}

TEST_CASE("source items: a refused list of sources is no fault of the rows") {
  const auto done =
      send_rows({quantity("A@wh_east", "1")},
                stocked_but(source_list, answered(400, R"({"message":"Something else"})")));
  CHECK(done.outcome.verdict == batch_verdict::unavailable);
}

TEST_CASE("source items: the answer to the write is the verdict on the whole batch") {
  struct expectation {
    answer reply;
    batch_verdict verdict;
  };
  const std::vector<expectation> table{
      {recorded(items, 233), batch_verdict::contended},  // Could not save Source Item
      {recorded(items, 262), batch_verdict::refused},    // Validation Failed
      {recorded(items, 805), batch_verdict::too_many},
      {recorded(items, 27), batch_verdict::unavailable},  // 401
      {recorded(items, 816), batch_verdict::unavailable},
      {recorded(items, 278), batch_verdict::suspect},
      {broken(carried::read_timeout), batch_verdict::uncertain},
      {answered(200, "{}"), batch_verdict::uncertain},
      {answered(200, "[{}]"), batch_verdict::uncertain},
      {answered(200, "<html>"), batch_verdict::uncertain},
  };
  for (const auto& one : table) {
    CAPTURE(one.reply.body);
    // A row that a look-up has ruled on before changes nothing.
    const auto done = send_rows({quantity("A@wh_east", "1"), quantity("NOPE@wh_east", "1")},
                                stocked_but(source_items, one.reply));
    CHECK(done.outcome.verdict == one.verdict);
    CHECK(done.outcome.rows.empty());
  }
  const auto limited =
      send_rows({quantity("A@wh_east", "1")}, stocked_but(source_items, recorded(items, 805)));
  CHECK(limited.outcome.limit == 20);
}

TEST_CASE("source items: every recorded answer is read") {
  int done = 0;
  for (const auto& record : read_transcripts(items)) {
    if (record.method != "POST" || !record.path.ends_with("/V1/inventory/source-items")) continue;
    CAPTURE(record.number);
    const auto outcome =
        send_rows({quantity("A@wh_east", "1")}, stocked_but(source_items, record.reply)).outcome;
    CHECK((outcome.verdict == batch_verdict::answered) == (record.reply.status == 200));
    done += outcome.verdict == batch_verdict::answered ? 1 : 0;
  }
  CHECK(done > 30);
}

TEST_CASE("source items: 500 rows take five searches, whose paths any server takes") {
  std::vector<delivery> rows;
  for (int i = 0; i < 500; ++i) {
    const auto number = std::to_string(1000 + i);
    const auto sku = (i % 10 == 0 ? "NOPE-" : "ÜBER/LANG-") + std::string(20, 'X') + number;
    rows.push_back(quantity(sku + "@wh_east", i % 7 == 0 ? "0" : number));
  }
  const auto done = send_rows(rows);
  std::size_t searches = 0;
  for (const auto& what : done.asked) {
    CHECK(what.path.size() < 6000);
    if (asks(what, products)) ++searches;
  }
  CHECK(done.times(ask_prices) == 1);
  CHECK(searches >= 5);
  CHECK(searches <= 8);
  const auto found = verdicts(done);
  for (std::size_t i = 0; i < rows.size(); ++i)
    CHECK(found[i] == (i % 10 == 0 ? unknown : delivered));
  CHECK(done.times("POST /V1/inventory/source-items") == 1);
}

namespace {

/// Simple products with a row at `default`, a bundle with a fixed price, and a grouped product.
answer catalogue(const request& what) {
  if (what.path == "/V1/products/base-prices-information") {
    std::string found;
    for (const auto* sku : {"Lamp-07", "lamp-08", "BUN-1"})
      if (what.body.find('"' + std::string{sku} + '"') != std::string::npos)
        found += (found.empty() ? "" : ",") +
                 (R"({"price":1,"store_id":0,"sku":")" + std::string{sku} + "\"}");
    return answered(200, '[' + found + ']');
  }
  if (asks(what, "/V1/inventory/source-items") && what.method == "GET")
    return answered(200, R"({"items":[{"sku":"LAMP-07","source_code":"default","quantity":1,)"
                         R"("status":1},{"sku":"LAMP-08","source_code":"default","quantity":0,)"
                         R"("status":0}],"total_count":2})");
  if (asks(what, products))
    return answered(200, R"({"items":[{"sku":"BUN-1","type_id":"bundle"},{"sku":"GRP-1",)"
                         R"("type_id":"grouped"},{"sku":"Shirt","type_id":"configurable"}],)"
                         R"("total_count":3})");
  if (asks(what, source_list)) return answered(200, sources_json({"Default", "WH_East"}));
  return stocked_store(what);
}

}  // namespace

TEST_CASE("source items: unseen SKUs by prices, only the rest as products [SPEC 7 Spelling]") {
  plain_memory memory;
  const std::vector rows{quantity("Lamp-07@wh_east", "3"), quantity("lamp-08@wh_east", "4"),
                         quantity("BUN-1@wh_east", "5"),   quantity("grp-1@wh_east", "6"),
                         quantity("shirt@wh_east", "7"),   quantity("NOPE@wh_east", "8")};
  const auto done = send_rows(rows, memory, catalogue);
  CHECK(done.lines() == lines{"GET /V1/inventory/sources", ask_prices,
                              "GET /V1/inventory/source-items", "GET /V1/products",
                              "POST /V1/inventory/source-items"});
  CHECK(done.asked[1].body == R"({"skus":["Lamp-07","lamp-08","BUN-1","grp-1","shirt","NOPE"]})");
  CHECK(readable(done.asked[3]).find("[value]=BUN-1,grp-1,shirt,NOPE&") != std::string::npos);
  using enum row_verdict;
  CHECK(verdicts(done) ==
        list{delivered, delivered, filtered, filtered, delivered, unknown_record});
  CHECK(done.outcome.rows[2].message == "no_stock_item");
  CHECK(done.outcome.rows[3].message == "no_stock_item");
}

TEST_CASE(
    "source items: SKU and source go as the store spells them, also later [SPEC 7 Spelling]") {
  plain_memory memory;
  for (int round = 0; round < 2; ++round) {
    const auto done = send_rows({quantity("Lamp-07@wh_east", "3")}, memory, catalogue);
    CHECK(done.asked.back().body ==
          R"({"sourceItems":[{"sku":"LAMP-07","source_code":"WH_East","quantity":3,"status":1}]})");
  }
  CHECK(memory.spellings == std::map<std::string, std::string>{{"lamp-07", "LAMP-07"}});
}

TEST_CASE("source items: without permission for prices products are searched [SPEC 7 Spelling]") {
  plain_memory memory;
  const auto denied = stocked_but("/V1/products/base-prices-information", recorded(items, 23));
  CHECK(verdicts(send_rows({quantity("A@wh_east", "3")}, memory, denied)) == list{delivered});
  CHECK(memory.prices_denied);
  const auto next = send_rows({quantity("B@wh_east", "3")}, memory, denied);
  CHECK(next.times(ask_prices) == 0);
}

TEST_CASE(
    "source items: a product that the store finds is trusted, whatever its spelling [SPEC 7 "
    "Spelling]") {
  // The store's collation holds accents for equal, the node does not.
  const std::map<std::string, std::string> by_asked{{"CAJ-1",
                                                     "\xC4\x8C"
                                                     "AJ-1"},
                                                    {"A", "A"}};
  const auto store = [&](const request& what) {
    if (!asks(what, products)) return stocked_store(what);
    std::string found;
    int count = 0;
    for (const auto& [asked, spelt] : by_asked)
      if (readable(what).find('=' + asked + '&') != std::string::npos ||
          readable(what).find('=' + asked + ',') != std::string::npos ||
          readable(what).find(',' + asked + ',') != std::string::npos) {
        ++count;
        found += (found.empty() ? "" : ",") + (R"({"sku":")" + spelt + R"(","type_id":"simple"})");
      }
    return answered(200,
                    R"({"items":[)" + found + R"(],"total_count":)" + std::to_string(count) + "}");
  };
  const auto done = send_rows(
      {quantity("A@wh_east", "1"), quantity("CAJ-1@wh_east", "2"), quantity("NOPE@wh_east", "3")},
      store);
  CHECK(verdicts(done) == list{delivered, delivered, unknown});
  CHECK(done.asked.back().body.find("\xC4\x8C"
                                    "AJ-1") != std::string::npos);
}
