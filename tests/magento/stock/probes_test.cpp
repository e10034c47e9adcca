#include "magento/stock/probes.hpp"

#include "../checked_request.hpp"
#include "../talk.hpp"
#include "../transcripts.hpp"

#include <doctest/doctest.h>

using namespace acumage;
using namespace acumage::magento;
using namespace acumage::tests;

namespace {

constexpr const char* items = "magento_source_items.jsonl";

}  // namespace

TEST_CASE("stock probes: a store that is well passes, whatever it keeps quantities in") {
  CHECK(readable(stock_probe(stock_model::multi_source)) ==
        "/V1/inventory/sources?searchCriteria[pageSize]=1");
  CHECK(stock_probe(stock_model::legacy).path == "/V1/stockItems/__probe__");
  const auto all = stock_probes(stock_model::multi_source);
  REQUIRE(all.size() == 4);
  CHECK(all.back().body == R"({"sourceItems":[]})");
  for (const auto& each : all) {
    CHECK(each.only_reads);
    check_schema(each);
  }
  check_schema(stock_probe(stock_model::legacy));
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
