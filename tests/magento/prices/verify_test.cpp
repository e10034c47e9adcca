#include "../talk.hpp"
#include "../transcripts.hpp"
#include "magento/prices/conversation.hpp"

#include <doctest/doctest.h>

using namespace acumage;
using namespace acumage::magento;
using namespace acumage::tests;

namespace {

constexpr auto delivered = row_verdict::delivered;
constexpr auto unknown = row_verdict::unknown_record;
using list = std::vector<row_verdict>;

/// Answers readings with `held`, writes with `written`.
store_script holding(std::string held, std::string written = "[]") {
  return [=](const request& what) {
    return answered(200, what.path.ends_with("-information") ? held : written);
  };
}

talk send(const std::vector<delivery>& rows, int store_id, const store_script& store) {
  return carry(*send_base_prices(rows, store_id), store);
}

}  // namespace

TEST_CASE("base prices: a price the store holds already is delivered without a write") {
  const auto done = send({doubted("A", "29.95"), doubted("b", "100000000000000")}, 0,
                         holding(R"([{"price":29.949999999999999,"store_id":0,"sku":"a"},)"
                                 R"({"price":1.0e+14,"store_id":0,"sku":"B"},)"
                                 R"({"price":3,"store_id":1,"sku":"a"}])"));
  CHECK(verdicts(done) == list{delivered, delivered});
  REQUIRE(done.asked.size() == 1);
  CHECK(done.asked[0].only_reads);
  CHECK(done.asked[0].body == R"({"skus":["A","b"]})");
  CHECK(done.outcome.status == 200);
}

TEST_CASE(
    "base prices: one that differs, is missing or stands in another scope is sent once more") {
  const auto done = send({quantity("N", "9"), doubted("A", "5"), doubted("B", "6"),
                          doubted("C", "7"), doubted("D", "8")},
                         0,
                         holding(R"([{"price":5,"store_id":0,"sku":"A"},)"
                                 R"({"price":6.01,"store_id":0,"sku":"B"},)"
                                 R"({"price":7,"store_id":2,"sku":"C"}])",
                                 R"([{"message":"Invalid attribute %fieldName = %fieldValue.",)"
                                 R"("parameters":["SKU","D"]}])"));
  CHECK(verdicts(done) == list{delivered, delivered, delivered, delivered, unknown});
  REQUIRE(done.asked.size() == 2);
  CHECK(done.asked[1].body ==
        base_prices_request(std::vector{quantity("N", "9"), quantity("B", "6"), quantity("C", "7"),
                                        quantity("D", "8")},
                            0)
            .body);
}

TEST_CASE("base prices: a store view's price is compared in its own scope") {
  const auto held = R"([{"price":5,"store_id":0,"sku":"A"},{"price":6,"store_id":3,"sku":"A"}])";
  CHECK(send({doubted("A", "6")}, 3, holding(held)).asked.size() == 1);
  CHECK(send({doubted("A", "5")}, 3, holding(held)).asked.size() == 2);
}

TEST_CASE(
    "base prices: a reading that fails was never applied, a write that fails is the verdict") {
  const auto cut = [](const request&) {
    answer reply;
    reply.how = carried::read_timeout;
    return reply;
  };
  CHECK(send({doubted("A", "6")}, 0, cut).outcome.verdict == batch_verdict::unavailable);
  CHECK(send({doubted("A", "6")}, 0, holding("{}")).outcome.verdict == batch_verdict::unavailable);
  CHECK(send({doubted("A", "6")}, 0, holding("[]", "{}")).outcome.verdict ==
        batch_verdict::uncertain);
  CHECK(send({quantity("A", "6")}, 0, cut).outcome.verdict == batch_verdict::uncertain);
}

TEST_CASE("base prices: many prices are read in pieces") {
  std::vector<delivery> rows;
  for (int i = 0; i < 1100; ++i) rows.push_back(doubted("S" + std::to_string(i), "1"));
  const auto done = send(rows, 0, holding("[]"));
  CHECK(done.asked.size() == 4);
  CHECK(verdicts(done) == list(1100, delivered));
}
