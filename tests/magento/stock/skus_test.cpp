#include "magento/stock/skus.hpp"

#include "magento/product_search.hpp"

#include "../checked_request.hpp"
#include "../talk.hpp"
#include "../transcripts.hpp"
#include "magento/search_path.hpp"

#include <doctest/doctest.h>

using namespace acumage;
using namespace acumage::magento;
using namespace acumage::tests;

namespace {

constexpr const char* items = "magento_source_items.jsonl";
using strings = std::vector<std::string>;

}  // namespace

TEST_CASE("product search: one list of SKUs, everything encoded") {
  const strings skus{"ORC-0001", "SL/ASH&1", "ÜML+1"};
  const auto ask = product_search(skus);
  check_schema(ask);
  CHECK(ask.method == "GET");
  CHECK(ask.only_reads);
  CHECK(ask.body.empty());
  CHECK(ask.path.find_first_of("[]/+& ", ask.path.find("=ORC")) ==
        ask.path.find('&', ask.path.find("=ORC")));
  CHECK(ask.path.find("=ORC-0001%2CSL%2FASH%261%2C%C3%9CML%2B1&") != std::string::npos);
  CHECK(readable(ask) ==
        "/V1/products?searchCriteria[filter_groups][0][filters][0][field]=sku"
        "&searchCriteria[filter_groups][0][filters][0][value]=ORC-0001,SL/ASH&1,ÜML+1"
        "&searchCriteria[filter_groups][0][filters][0][condition_type]=in"
        "&searchCriteria[pageSize]=3&fields=items[sku,type_id],total_count");
}

TEST_CASE("product search: a SKU with a comma is an alternative of its own") {
  const auto ask = readable(product_search(strings{"A", "B,1", "C"}));
  CHECK(ask.find("[filters][0][value]=A,C&") != std::string::npos);
  CHECK(ask.find("[filters][1][value]=B,1&") != std::string::npos);
  CHECK(ask.find("[filters][1][condition_type]=eq") != std::string::npos);
  CHECK(readable(product_search(strings{"B,1"})).find("[filters][0][condition_type]=eq") !=
        std::string::npos);
}

TEST_CASE("product search: no index reaches ten, no path 6000 characters") {
  CHECK(skus_of_one_search({}) == 0);
  CHECK(skus_of_one_search(strings(250, "SKU")) == 100);
  CHECK(skus_of_one_search(strings(50, "A,B")) == 9);
  for (const auto& sku :
       {std::string(64, '/'), std::string(64, 'X'), "日" + std::string(60, ',')}) {
    const strings many(200, sku);
    const auto count = skus_of_one_search(many);
    CHECK(count > 0);
    CHECK(product_search(std::span{many}.first(count)).path.size() < 6000);
  }
  CHECK(skus_of_one_search(strings{std::string(9000, 'X'), "B"}) == 1);
}

TEST_CASE("product search: what a running store answers is read") {
  const auto found = read_product_search(recorded(items, 668));
  REQUIRE(found.has_value());
  CHECK(*found == std::set<std::string>{"orc-0001", "sl/ash-01"});
  CHECK(read_product_search(answered(200, R"({"items":null,"total_count":0})"))->empty());
  CHECK_FALSE(read_product_search(answered(200, R"({"items":null,"total_count":2})")));
  CHECK_FALSE(read_product_search(answered(200, R"({"items":[]})")));
  CHECK_FALSE(read_product_search(answered(401, R"({"message":"no"})")));
}

TEST_CASE("known items: keys are ruled on by the SKU in them") {
  const strings keys{"ORC-0001@wh_east", "NOPE@wh_east", "SL/ASH-01@default", "orc-0001@default"};
  CHECK(readable(known_items_request(keys)).find("[value]=ORC-0001,NOPE,SL/ASH-01,orc-0001&") !=
        std::string::npos);
  const auto known = read_known_items(keys, recorded(items, 668));
  CHECK(known.outcome.verdict == batch_verdict::answered);
  CHECK(known.known == strings{keys[0], keys[2], keys[3]});
  CHECK(known.unknown == strings{keys[1]});
}

TEST_CASE(
    "known items: keys beyond one search are passed over, an unreadable answer rules on none") {
  const strings keys(150, "A@b");
  const auto known = read_known_items(keys, answered(200, products_json({"A"})));
  CHECK(known.known.size() == 100);
  CHECK(known.unknown.empty());
  const auto none = read_known_items(keys, answered(200, "{}"));
  CHECK(none.outcome.verdict == batch_verdict::unavailable);
  CHECK(none.known.empty());
  CHECK(none.unknown.empty());
}
