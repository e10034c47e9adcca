#include "magento/prices/conversation.hpp"

#include "magento/known_skus.hpp"

#include "../checked_request.hpp"
#include "../transcripts.hpp"
#include "magento/prices/failures.hpp"
#include "messages/key.hpp"

#include <doctest/doctest.h>
#include <simdjson.h>
#include <algorithm>

using namespace acumage;
using namespace acumage::magento;
using acumage::tests::answered;
using acumage::tests::recorded;

namespace {

constexpr const char* prices = "magento_base_prices.jsonl";

delivery row(std::string sku, std::string value) {
  delivery result;
  result.key = std::move(sku);
  result.value = std::move(value);
  return result;
}

std::vector<delivery> rows_of(const std::vector<std::string>& skus) {
  std::vector<delivery> rows;
  for (const auto& sku : skus) rows.push_back(row(sku, "5"));
  return rows;
}

std::string entry(const std::string& name, const std::string& value) {
  return R"({"message":"Invalid attribute %fieldName = %fieldValue.","parameters":[")" + name +
         R"(",)" + value + "]}";
}

std::vector<row_verdict> verdicts(const std::vector<delivery>& rows, const std::string& body) {
  const auto outcome = read_base_prices(rows, answered(200, body));
  REQUIRE(outcome.verdict == batch_verdict::answered);
  REQUIRE(outcome.rows.size() == rows.size());
  std::vector<row_verdict> result;
  for (const auto& one : outcome.rows) result.push_back(one.verdict);
  return result;
}

using list = std::vector<row_verdict>;
constexpr auto delivered = row_verdict::delivered;
constexpr auto refused = row_verdict::refused;
constexpr auto unknown = row_verdict::unknown_record;
constexpr auto doubtful = row_verdict::doubtful;

/// The rows of a recorded request, when it is one that the node could send.
std::vector<delivery> recorded_rows(const std::string& body) {
  simdjson::dom::parser parser;
  simdjson::dom::array items;
  if (parser.parse(body)["prices"].get(items) != simdjson::SUCCESS) return {};
  std::vector<delivery> rows;
  for (const auto item : items) {
    std::string_view sku;
    simdjson::dom::element price;
    if (item["sku"].get(sku) != simdjson::SUCCESS) return {};
    if (item["price"].get(price) != simdjson::SUCCESS || price.is_string() || price.is_null())
      return {};
    rows.push_back(row(std::string{sku}, simdjson::minify(price)));
  }
  return rows;
}

}  // namespace

TEST_CASE("base prices: the request is exactly what REST.md 2.1 says, digits untouched") {
  const std::vector<delivery> rows{row("LAMP-07", "42.5"), row("QUOTE\"01", "0.000001"),
                                   row("日本-01", "12345678901234.123456")};
  const auto send = base_prices_request(rows, 0);
  tests::check_schema(send);
  CHECK(send.method == "POST");
  CHECK(send.path == "/V1/products/base-prices");
  CHECK_FALSE(send.only_reads);
  CHECK_FALSE(send.bare);
  CHECK(send.body == R"({"prices":[{"price":42.5,"store_id":0,"sku":"LAMP-07"},)"
                     R"({"price":0.000001,"store_id":0,"sku":"QUOTE\"01"},)"
                     R"({"price":12345678901234.123456,"store_id":0,"sku":"日本-01"}]})");
  CHECK(base_prices_request(std::vector{row("A", "1")}, 3).body ==
        R"({"prices":[{"price":1,"store_id":3,"sku":"A"}]})");
}

TEST_CASE("base prices: an empty list in the answer means that all rows were stored") {
  CHECK(verdicts(rows_of({"A", "B"}), "[]") == list{delivered, delivered});
}

TEST_CASE(
    "base prices: every recorded answer is read, and the rows it names are the ones it means") {
  int read = 0;
  for (const auto& record : tests::read_transcripts(prices)) {
    CAPTURE(record.number);
    const auto rows = recorded_rows(record.request_body);
    if (rows.empty() || tests::was_cut(record) || !record.path.ends_with("base-prices")) continue;
    const auto outcome = read_base_prices(rows, record.reply);
    if (record.reply.status != 200) {
      CHECK(outcome.verdict != batch_verdict::answered);
      continue;
    }
    ++read;
    REQUIRE(outcome.verdict == batch_verdict::answered);
    REQUIRE(outcome.rows.size() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      CAPTURE(rows[i].key);
      const auto named = record.reply.body.find("\"" + rows[i].key + "\"") != std::string::npos;
      CHECK(outcome.rows[i].verdict != doubtful);
      if (named) CHECK(outcome.rows[i].verdict != delivered);
      if (record.reply.body == "[]") CHECK(outcome.rows[i].verdict == delivered);
    }
  }
  CHECK(read > 40);
}

TEST_CASE("base prices: an unknown SKU parks its row and no other") {
  const auto rows = rows_of({"ORC-0001", "ORC-0002", "NOPE-1", "ORC-0003"});
  const auto outcome = read_base_prices(rows, recorded(prices, 63));
  REQUIRE(outcome.rows.size() == 4);
  CHECK(outcome.rows[2].verdict == unknown);
  CHECK(outcome.rows[2].message == "Invalid attribute SKU = NOPE-1.");
  for (const auto i : {0U, 1U, 3U}) {
    CHECK(outcome.rows[i].verdict == delivered);
    CHECK(outcome.rows[i].message.empty());
  }
}

TEST_CASE("base prices: SKUs are matched without regard to case and blanks around them") {
  CHECK(verdicts(rows_of({"Ünknown", "B"}), "[" + entry("SKU", "\"üNKNOWN \"") + "]") ==
        list{unknown, delivered});
}

TEST_CASE("base prices: several entries for one row make one outcome, refused before parked") {
  const auto outcome = read_base_prices(std::vector{row("NOPE-1", "-1")}, recorded(prices, 68));
  REQUIRE(outcome.rows.size() == 1);
  CHECK(outcome.rows[0].verdict == refused);
  CHECK(outcome.rows[0].reason == letter_class::data);
  for (const auto* words : {"Invalid attribute SKU = NOPE-1.", "Invalid attribute Price = -1.",
                            "Requested store is not found."})
    CHECK(outcome.rows[0].message.find(words) != std::string::npos);
}

TEST_CASE("base prices: a store view that does not exist is a setting to mend") {
  const auto outcome = read_base_prices(rows_of({"ORC-0001"}), recorded(prices, 70));
  REQUIRE(outcome.rows.size() == 1);
  CHECK(outcome.rows[0].verdict == refused);
  CHECK(outcome.rows[0].reason == letter_class::unmapped);
  CHECK(outcome.rows[0].message ==
        "Requested store is not found. Row ID: SKU = ORC-0001, Store ID: 99.");
}

TEST_CASE("base prices: a refused value without SKU goes to the only row that has it") {
  const std::vector<delivery> rows{row("A", "5"), row("B", "-3.50"), row("C", "7")};
  CHECK(verdicts(rows, "[" + entry("Price", "\"-3.5\"") + "]") ==
        list{delivered, refused, delivered});
  CHECK(verdicts(rows, "[" + entry("Price", "-3.5") + "]") == list{delivered, refused, delivered});
}

TEST_CASE("base prices: the order of the entries tells equal values apart") {
  const std::vector<delivery> rows{row("A", "9"), row("NO-1", "5"), row("B", "9"), row("NO-2", "5"),
                                   row("C", "9")};
  const auto body = "[" + entry("SKU", "\"NO-1\"") + "," + entry("Price", "\"9\"") + "," +
                    entry("SKU", "\"NO-2\"") + "]";
  CHECK(verdicts(rows, body) == list{delivered, unknown, refused, unknown, delivered});
}

TEST_CASE("base prices: rows that a value cannot tell apart are doubtful, the others delivered") {
  const std::vector<delivery> rows{row("A", "9"), row("B", "9"), row("C", "7")};
  CHECK(verdicts(rows, "[" + entry("Price", "\"9\"") + "]") == list{doubtful, doubtful, delivered});
  const auto both = "[" + entry("Price", "\"9\"") + "," + entry("Price", "\"9\"") + "]";
  CHECK(verdicts(rows, both) == list{refused, refused, delivered});
}

TEST_CASE(
    "base prices: an entry that names none of the rows makes all doubtful, alone it is theirs") {
  const auto body = "[" + entry("SKU", "null") + "]";
  CHECK(verdicts(rows_of({"A", "B"}), body) == list{doubtful, doubtful});
  CHECK(verdicts(rows_of({"A"}), body) == list{unknown});
  CHECK(verdicts(rows_of({"A"}), "[" + entry("Price", "null") + "]") == list{refused});
}

TEST_CASE("base prices: SKUs that PHP takes for one number are asked again alone") {
  const auto body = "[" + entry("SKU", "\"123\"") + "," + entry("SKU", "\"00123\"") + "]";
  CHECK(verdicts(rows_of({"00123", "123", "B"}), body) == list{doubtful, doubtful, delivered});
  CHECK(verdicts(rows_of({"123"}), "[" + entry("SKU", "\"123\"") + "]") == list{unknown});
  CHECK(verdicts(rows_of({"123", "124"}),
                 "[" + entry("SKU", "\"123\"") + "," + entry("SKU", "\"124\"") + "]") ==
        list{unknown, unknown});
  CHECK(loosely_equal("1e3", "1000"));
  CHECK(loosely_equal(" 7", "7.0"));
  CHECK_FALSE(loosely_equal("0x10", "16"));
  CHECK_FALSE(loosely_equal("ABC", "abc"));
  CHECK_FALSE(loosely_equal("inf", "inf"));
}

TEST_CASE("base prices: a message of another language or a newer version still refuses its row") {
  const auto outcome =
      read_base_prices(rows_of({"A", "B"}),
                       answered(200, R"([{"message":"Neu: %1 in %2","parameters":["B","0"]}])"));
  REQUIRE(outcome.rows.size() == 2);
  CHECK(outcome.rows[0].verdict == delivered);
  CHECK(outcome.rows[1].verdict == refused);
  CHECK(outcome.rows[1].message == "Neu: B in 0");
}

TEST_CASE("base prices: a 200 that is no list of failures is uncertain") {
  for (const auto* body :
       {"", "<html>ok</html>", "[", R"([{"message":"x"},)", "{}", "true", "[1]"}) {
    CAPTURE(body);
    CHECK(read_base_prices(rows_of({"A"}), answered(200, body)).verdict ==
          batch_verdict::uncertain);
  }
  CHECK(read_base_prices(rows_of({"A"}), answered(204, "")).verdict == batch_verdict::uncertain);
}

TEST_CASE("base prices: the conversation is one request and its outcome") {
  const auto talk = send_base_prices(rows_of({"A"}), 0);
  const auto first = talk->advance(nullptr);
  REQUIRE(first.next.has_value());
  CHECK_FALSE(first.done.has_value());
  CHECK(first.next->path == "/V1/products/base-prices");
  tests::check_schema(*first.next);
  const auto reply = answered(200, "[]");
  const auto last = talk->advance(&reply);
  CHECK_FALSE(last.next.has_value());
  REQUIRE(last.done.has_value());
  CHECK(last.done->verdict == batch_verdict::answered);
  CHECK(last.done->status == 200);
}

TEST_CASE("known SKUs: the question only reads, the answer is folded") {
  const std::vector<std::string> skus{"SL/ASH-01", "ÜML-ÄÖ-01"};
  const auto ask = prices_request(skus);
  tests::check_schema(ask);
  CHECK(ask.only_reads);
  CHECK(ask.path == "/V1/products/base-prices-information");
  CHECK(ask.body == R"({"skus":["SL/ASH-01","ÜML-ÄÖ-01"]})");
  const auto known = read_known_skus(recorded(prices, 163));
  CHECK(known.outcome.verdict == batch_verdict::answered);
  CHECK(known.folded.contains(fold_key("SL/ASH-01")));
  CHECK(known.folded.contains(fold_key("ÜML-ÄÖ-01")));
  CHECK_FALSE(known.folded.contains(fold_key("NOPE-1")));
}

TEST_CASE("known SKUs: one entry per scope counts once, an unreadable answer is asked again") {
  CHECK(read_known_skus(recorded(prices, 795)).folded.size() == 1);
  CHECK(read_known_skus(recorded(prices, 159)).folded.empty());
  CHECK(read_known_skus(answered(200, "{}")).outcome.verdict == batch_verdict::unavailable);
  CHECK(read_known_skus(answered(401, "")).outcome.verdict == batch_verdict::unavailable);
}

TEST_CASE("price probe: asks for a SKU that nobody has") {
  CHECK(price_probe().body == R"({"skus":["__probe__"]})");
  CHECK(price_probe().only_reads);
}
