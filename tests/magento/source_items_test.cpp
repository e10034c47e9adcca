#include "magento/source_items.hpp"

#include "magento/product_search.hpp"
#include "magento/reply.hpp"
#include "magento/stock_probes.hpp"
#include "messages/key.hpp"
#include "stock_memories.hpp"
#include "stock_talk.hpp"
#include "transcripts.hpp"

#include <doctest/doctest.h>

using namespace acumage;
using namespace acumage::magento;
using namespace acumage::tests;

namespace {

constexpr const char* items = "magento_source_items.jsonl";
constexpr auto delivered = row_verdict::delivered;
constexpr auto refused = row_verdict::refused;
constexpr auto unknown = row_verdict::unknown_record;

bool asks(const request& what, std::string_view path) {
  return what.path.substr(0, what.path.find('?')) == path;
}

/// A store with the sources default and wh_east that knows every SKU but those that begin with NOPE.
answer usual(const request& what) {
  if (asks(what, "/V1/inventory/sources"))
    return answered(200, sources_json({"default", "wh_east"}));
  if (asks(what, "/V1/products")) {
    auto list = readable(what);
    list = list.substr(list.find("[value]=") + 8);
    list = list.substr(0, list.find('&')) + ",";
    std::vector<std::string> known;
    for (auto at = list.find(','); at != std::string::npos; at = list.find(',')) {
      if (!list.starts_with("NOPE")) known.push_back(list.substr(0, at));
      list.erase(0, at + 1);
    }
    return answered(200, products_json(known));
  }
  if (what.path.starts_with("/V1/stockItems/")) return answered(200, R"({"backorders":0})");
  return answered(200, "[]");
}

/// `usual` but for one resource.
store_script but(std::string path, answer reply) {
  return [path = std::move(path), reply = std::move(reply)](const request& what) {
    return what.path.starts_with(path) ? reply : usual(what);
  };
}

talk send(const std::vector<delivery>& rows, stock_memory& memory,
          const store_script& store = usual, stock_options options = {}) {
  return carry(*send_quantities(rows, options, memory), store);
}

talk send(const std::vector<delivery>& rows, const store_script& store = usual) {
  plain_memory memory;
  return send(rows, memory, store);
}

std::vector<row_verdict> verdicts(const talk& done) {
  REQUIRE(done.outcome.verdict == batch_verdict::answered);
  std::vector<row_verdict> result;
  for (const auto& row : done.outcome.rows) result.push_back(row.verdict);
  return result;
}

using list = std::vector<row_verdict>;
using lines = std::vector<std::string>;

answer broken(carried how) {
  answer reply;
  reply.how = how;
  reply.detail = "shop:443: connection lost";
  return reply;
}

const std::string source_list = "/V1/inventory/sources";
const std::string source_items = "/V1/inventory/source-items";
const std::string products = "/V1/products";
const std::string stock_items = "/V1/stockItems/";

}  // namespace

TEST_CASE("source items: the request is exactly what REST.md 3.1 says, digits untouched") {
  const auto done = send({quantity("LAMP-07@wh_east", "40"), quantity("QUOTE\"01@default", "1.5"),
                          quantity("A@B@wh_east", "0")});
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
  const auto first = send(rows, memory);
  CHECK(first.lines() == lines{"GET /V1/inventory/sources", "GET /V1/products",
                               "GET /V1/stockItems/B", "POST /V1/inventory/source-items"});
  for (const auto& what : first.asked) CHECK(what.only_reads == (what.method == "GET"));
  CHECK(verdicts(first) == list{delivered, delivered});
  CHECK(first.outcome.status == 200);
  CHECK(send(rows, memory).lines() == lines{"POST /V1/inventory/source-items"});
}

TEST_CASE("source items: a row whose source the store lacks is refused with the remedy") {
  const auto done = send({quantity("A@wh_west", "3"), quantity("B@WH_East", "4")});
  CHECK(verdicts(done) == list{refused, delivered});
  const auto& said = done.outcome.rows[0];
  CHECK(said.reason == letter_class::unmapped);
  for (const auto* words : {"\"wh_west\"", "\"default\", \"wh_east\"",
                            "Stores > Inventory > Sources", "[warehouse_sources]"})
    CHECK(said.message.find(words) != std::string::npos);
  CHECK(done.asked.back().body.find("wh_west") == std::string::npos);
  CHECK(done.asked.back().body.find("WH_East") != std::string::npos);
}

TEST_CASE("source items: a remembered list that lacks a source is asked for once more") {
  plain_memory memory;
  memory.known = store_sources{true, {"default"}};
  const auto done = send({quantity("A@wh_east", "3"), quantity("B@wh_west", "3")}, memory);
  CHECK(done.lines().front() == "GET /V1/inventory/sources");
  CHECK(done.times("GET /V1/inventory/sources") == 1);
  CHECK(verdicts(done) == list{delivered, refused});
  CHECK(memory.known->codes == std::set<std::string>{"default", "wh_east"});
}

TEST_CASE("source items: sources on several pages are all read, in pages the store allows") {
  std::vector<std::string> pages;
  const auto store = [&](const request& what) {
    if (!asks(what, source_list)) return usual(what);
    pages.push_back(readable(what));
    if (pages.size() == 1)
      return answered(400, R"({"message":"Maximum SearchCriteria pageSize is %max",)"
                           R"("parameters":{"max":2}})");
    const std::string total = R"(],"total_count":3})";
    return pages.size() == 2
               ? answered(200, R"({"items":[{"source_code":"a"},{"source_code":"b"})" + total)
               : answered(200, R"({"items":[{"source_code":"wh_east"})" + total);
  };
  CHECK(verdicts(send({quantity("A@wh_east", "3")}, store)) == list{delivered});
  REQUIRE(pages.size() == 3);
  CHECK(pages[0].find("searchCriteria[pageSize]=300") != std::string::npos);
  CHECK(pages[1].find("searchCriteria[pageSize]=2&fields") != std::string::npos);
  CHECK(pages[2].find("searchCriteria[currentPage]=2") != std::string::npos);
}

TEST_CASE("source items: unknown SKUs park their rows and are not sent") {
  plain_memory memory;
  const std::vector rows{quantity("A@wh_east", "3"), quantity("NOPE-1@wh_east", "3"),
                         quantity("NOPE-1@default", "0")};
  const auto done = send(rows, memory);
  CHECK(verdicts(done) == list{delivered, unknown, unknown});
  CHECK(done.outcome.rows[1].message == "the store has no product with the SKU \"NOPE-1\"");
  CHECK(done.asked.back().body.find("NOPE") == std::string::npos);
  CHECK(memory.skus == std::set<std::string>{"a"});
  CHECK(done.times("GET /V1/stockItems/NOPE-1") == 0);
  // Asked for again, since the product may have come by now.
  CHECK(send({rows[1]}, memory).lines() == lines{"GET /V1/products"});
  const auto unchecked = send({rows[1]}, memory, usual, {.check_skus = false});
  CHECK(unchecked.lines() == lines{"POST /V1/inventory/source-items"});
}

TEST_CASE("source items: where no row is left nothing is posted") {
  const auto done = send({quantity("NOPE-1@wh_east", "3"), quantity("A@wh_west", "1")});
  CHECK(verdicts(done) == list{unknown, refused});
  CHECK(done.lines() == lines{"GET /V1/inventory/sources", "GET /V1/products"});
}

TEST_CASE("source items: with backorders a product stays in stock at nothing left") {
  for (const auto* shown : {"1", "2"}) {
    plain_memory memory;
    const auto body = std::string{R"({"backorders":)"} + shown + "}";
    const auto done = send({quantity("A@wh_east", "0"), quantity("a@default", "0.0")}, memory,
                           but(stock_items, answered(200, body)));
    CHECK(done.times("GET /V1/stockItems/A") == 1);
    CHECK(done.asked.back().body.find("\"status\":0") == std::string::npos);
    CHECK(memory.allowed == std::map<std::string, bool>{{"a", true}});
  }
}

TEST_CASE("source items: a stock item the store cannot show counts as without backorders, once") {
  for (const auto& reply : {recorded(items, 318), answered(200, "{}"), answered(404, "<html>")}) {
    plain_memory memory;
    const auto done = send({quantity("A@wh_east", "0")}, memory, but(stock_items, reply));
    CHECK(verdicts(done) == list{delivered});
    CHECK(done.asked.back().body.find("\"status\":0") != std::string::npos);
    CHECK(memory.allowed.empty());
  }
}

TEST_CASE("source items: a SKU that no path can carry is not an outage of the lane") {
  const auto unsigned_slash =
      answered(401, R"({"message":"The signature is invalid. Verify and try again."})");
  const auto done = send({quantity("SL/ASH 01@wh_east", "0")}, but(stock_items, unsigned_slash));
  CHECK(done.lines()[2] == "GET /V1/stockItems/SL%2FASH%2001");
  CHECK(verdicts(done) == list{delivered});
  CHECK(send({quantity("A@wh_east", "0")}, but(stock_items, unsigned_slash)).outcome.verdict ==
        batch_verdict::unavailable);
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
    for (const auto& [reply, verdict] : failures) {
      CAPTURE(path);
      CAPTURE(reply.status);
      plain_memory memory;
      const auto done =
          send({quantity("A@wh_east", "0"), quantity("B@wh_west", "1")}, memory, but(path, reply));
      CHECK(done.outcome.verdict == verdict);
      CHECK(done.outcome.rows.empty());
      CHECK(done.outcome.message.starts_with("look-up of "));
      CHECK(done.lines().back().starts_with("GET"));
    }
  for (const auto* unreadable : {"", "[", "{}", R"({"items":[{}],"total_count":1})", "[1]"})
    for (const auto& path : {source_list, products})
      CHECK(send({quantity("A@wh_east", "0")}, but(path, answered(200, unreadable)))
                .outcome.verdict == batch_verdict::unavailable);
}

TEST_CASE("source items: a refused list of sources is no fault of the rows") {
  const auto done = send({quantity("A@wh_east", "1")},
                         but(source_list, answered(400, R"({"message":"Something else"})")));
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
  for (const auto& [reply, verdict] : table) {
    CAPTURE(reply.body);
    // A row that a look-up has ruled on before changes nothing.
    const auto done =
        send({quantity("A@wh_east", "1"), quantity("NOPE@wh_east", "1")}, but(source_items, reply));
    CHECK(done.outcome.verdict == verdict);
    CHECK(done.outcome.rows.empty());
  }
  const auto limited = send({quantity("A@wh_east", "1")}, but(source_items, recorded(items, 805)));
  CHECK(limited.outcome.limit == 20);
}

TEST_CASE("source items: every recorded answer is read") {
  int done = 0;
  for (const auto& record : read_transcripts(items)) {
    if (record.method != "POST" || !record.path.ends_with("/V1/inventory/source-items")) continue;
    CAPTURE(record.number);
    const auto outcome =
        send({quantity("A@wh_east", "1")}, but(source_items, record.reply)).outcome;
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
  const auto done = send(rows);
  std::size_t searches = 0;
  for (const auto& what : done.asked) {
    CHECK(what.path.size() < 6000);
    if (asks(what, products)) ++searches;
  }
  CHECK(searches >= 5);
  CHECK(searches <= 8);
  const auto found = verdicts(done);
  for (std::size_t i = 0; i < rows.size(); ++i)
    CHECK(found[i] == (i % 10 == 0 ? unknown : delivered));
  CHECK(done.times("POST /V1/inventory/source-items") == 1);
}

TEST_CASE("source items: rows to be verified are read, and only what differs is sent") {
  const auto held = answered(200, R"({"items":[)"
                                  R"({"sku":"a","source_code":"wh_east","quantity":3,"status":1},)"
                                  R"({"sku":"B","source_code":"wh_east","quantity":4,"status":1},)"
                                  R"({"sku":"C","source_code":"wh_east","quantity":5,"status":0},)"
                                  R"({"sku":"D","source_code":"default","quantity":6,"status":1})"
                                  R"(],"total_count":4})");
  const auto store = [&](const request& what) {
    return what.method == "GET" && asks(what, source_items) ? held : usual(what);
  };
  const auto done =
      send({doubted("A@wh_east", "3.0000"), doubted("B@wh_east", "4.5"), doubted("C@wh_east", "5"),
            doubted("D@wh_east", "6"), quantity("E@default", "7")},
           store);
  CHECK(verdicts(done) == list{delivered, delivered, delivered, delivered, delivered});
  const auto asked = readable(done.asked[2]);
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
    return asks(what, source_list) ? recorded(items, 314) : usual(what);
  };
  const auto done =
      send({doubted("ORC-0060@wh-eu", "11"), doubted("ORC-0060@wh-us", "300")}, store);
  CHECK(verdicts(done) == list{delivered, delivered});
  CHECK(done.lines().back() == "GET /V1/inventory/source-items");
  CHECK(readable(done.asked.back()).find("[value]=ORC-0060&") != std::string::npos);
}

TEST_CASE("source items: a reading that fails leaves the rows to be read again") {
  for (const auto& reply : {broken(carried::reset), answered(200, "{}"), answered(200, "[]")}) {
    const auto done = send({doubted("A@wh_east", "1")}, but(source_items, reply));
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
               : usual(what);
  };
  const auto done = send(rows, store);
  CHECK(done.times("GET /V1/inventory/source-items") == 3);
  CHECK(verdicts(done) == list(250, delivered));
}

TEST_CASE("legacy stock: without MSI each row is put on the product's stock item") {
  plain_memory memory;
  const auto store = [](const request& what) {
    if (asks(what, source_list)) return recorded(items, 307);  // 404, no such route
    if (what.path.starts_with(stock_items)) return answered(200, R"({"backorders":1})");
    if (what.path.starts_with("/V1/products/NOPE")) return recorded(items, 318);
    return recorded(items, 667);
  };
  const auto done = send({quantity("A/1@default", "40"), quantity("B@default", "0"),
                          quantity("NOPE@default", "1"), quantity("C@wh_east", "1")},
                         memory, store);
  CHECK(verdicts(done) == list{delivered, delivered, unknown, refused});
  CHECK(done.outcome.rows[3].reason == letter_class::unmapped);
  CHECK(done.outcome.rows[3].message.find("no multi source inventory") != std::string::npos);
  CHECK(done.lines() == lines{"GET /V1/inventory/sources", "GET /V1/stockItems/B",
                              "PUT /V1/products/A%2F1/stockItems/1",
                              "PUT /V1/products/B/stockItems/1",
                              "PUT /V1/products/NOPE/stockItems/1"});
  CHECK(done.asked[2].body == R"({"stockItem":{"qty":40,"is_in_stock":true}})");
  CHECK(done.asked[3].body == R"({"stockItem":{"qty":0,"is_in_stock":true}})");
  CHECK_FALSE(memory.known->msi);
  CHECK(send({quantity("A@default", "1")}, memory, store).lines() ==
        lines{"PUT /V1/products/A/stockItems/1"});
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
  for (const auto& [reply, row, whole] : table) {
    CAPTURE(reply.status);
    plain_memory memory;
    memory.known = store_sources{false, {"default"}};
    const auto store = [&, said = reply](const request& what) {
      return what.path.starts_with("/V1/products/B") ? said : recorded(items, 667);
    };
    const auto done =
        send({quantity("A@default", "1"), quantity("B@default", "1"), quantity("C@default", "1")},
             memory, store);
    CHECK(done.outcome.verdict == whole);
    CHECK(done.asked.size() == (row ? 3 : 2));
    if (row) CHECK(verdicts(done) == list{delivered, *row, delivered});
  }
}

TEST_CASE("stock probes: a store that is well passes, whatever it keeps quantities in") {
  CHECK(readable(stock_probe(stock_model::multi_source)) ==
        "/V1/inventory/sources?searchCriteria[pageSize]=1");
  CHECK(stock_probe(stock_model::legacy).path == "/V1/stockItems/__probe__");
  const auto all = stock_probes(stock_model::multi_source);
  REQUIRE(all.size() == 4);
  CHECK(all.back().body == R"({"sourceItems":[]})");
  for (const auto& each : all) CHECK(each.only_reads);
  CHECK(stock_probe_passed(recorded(items, 314)));
  CHECK(stock_probe_passed(recorded(items, 274)));  // Input data is empty
  CHECK(stock_probe_passed(recorded(items, 318)));  // no such product
  CHECK(stock_probe_passed(recorded(items, 307)));  // no such route
  CHECK_FALSE(stock_probe_passed(recorded(items, 27)));
  CHECK_FALSE(stock_probe_passed(recorded(items, 816)));
  CHECK_FALSE(stock_probe_passed(answered(404, "<html>")));
  CHECK_FALSE(stock_probe_passed(broken(carried::read_timeout)));
  CHECK_FALSE(
      stock_probe_passed(answered(400, R"({"message":"Specified request cannot be processed."})")));
}
