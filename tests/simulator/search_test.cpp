// Searches where no recorded row says how the store behaves: conditions, orders, pages, fields.
#include "fixture.hpp"

#include "simulator/fields.hpp"

namespace acumage::simulator {
namespace {

/// A shop with quantities 1 to 4 of A-1 to A-4 at wh-eu.
struct searched_shop : shop_under_test {
  searched_shop() {
    for (int i = 1; i <= 4; ++i) shop.set_quantity("A-" + std::to_string(i), "wh-eu", i);
    shop.set_quantity("A-1", "default", 9);
  }

  /// The quantities found, as the answer lists them: "1 2 3".
  std::string found(const std::string& query) {
    std::string body = get(source_items + '?' + query + "&fields=items[quantity]").body;
    std::string numbers;
    for (const char c : body)
      if ((c >= '0' && c <= '9') || c == '}') numbers += c == '}' ? ' ' : c;
    while (numbers.ends_with(' ')) numbers.pop_back();
    return numbers;
  }
};

TEST_CASE("search: every condition finds its rows") {
  searched_shop at;
  CHECK(at.found(by("sku") + "a-1") == "9 1");
  CHECK(at.found(by("sku", "in") + "A-3,a-2,A-3,NOPE") == "2 3");
  CHECK(at.found(by("sku", "nin") + "A-1,A-3") == "2 4");
  CHECK(at.found(by("sku", "neq") + "A-1") == "2 3 4");
  CHECK(at.found(by("sku", "like") + "a-%25") == "1 2 3 4 9");
  CHECK(at.found(by("sku", "like") + "%25_3") == "3");
  CHECK(at.found(by("sku", "nlike") + "%253") == "1 2 4 9");
  CHECK(at.found(by("source_code") + "WH-EU") == "1 2 3 4");
  CHECK(at.found(by("quantity", "gt") + "2") == "3 4 9");
  CHECK(at.found(by("quantity", "lteq") + "2") == "1 2");
  CHECK(at.found(by("quantity", "in") + "2,4") == "2 4");
  CHECK(at.found(by("status") + "0") == "");
}

TEST_CASE("search: filters of a group are alternatives, groups hold together") {
  searched_shop at;
  const std::string either = by("sku") +
                             "A-1&searchCriteria[filter_groups][0][filters][1][field]=sku&"
                             "searchCriteria[filter_groups][0][filters][1][value]=A-2";
  CHECK(at.found(either) == "1 2 9");
  CHECK(at.found(either + "&searchCriteria[filter_groups][1][filters][0][field]=source_code&"
                          "searchCriteria[filter_groups][1][filters][0][value]=default") == "9");
}

TEST_CASE("search: pages are cut after sorting, and one behind the last is the last") {
  searched_shop at;
  const std::string sorted =
      "searchCriteria[sortOrders][0][field]=quantity&"
      "searchCriteria[sortOrders][0][direction]=DESC&"
      "searchCriteria[pageSize]=2&searchCriteria[currentPage]=";
  CHECK(at.found(sorted + "1") == "9 4");
  CHECK(at.found(sorted + "2") == "3 2");
  CHECK(at.found(sorted + "3") == "1");
  CHECK(at.found(sorted + "9") == "1");
  CHECK(at.get(source_items + '?' + sorted + "3&fields=search_criteria,total_count").body ==
        R"({"search_criteria":{"filter_groups":[],)"
        R"("sort_orders":[{"field":"quantity","direction":"DESC"}],)"
        R"("page_size":2,"current_page":3},"total_count":5})");
}

TEST_CASE("search: wrong keys and page sizes are refused, an unknown column is an internal error") {
  searched_shop at;
  CHECK(at.get(source_items + "?searchCriteria[foo]=1").body.find("\"Foo\"") != std::string::npos);
  CHECK(at.get(source_items + "?searchCriteria[pageSize]=x").status == 400);
  CHECK(at.get(source_items + '?' + by("colour") + "red").status == 500);
  CHECK(at.get(source_items + "?searchCriteria=").status == 200);
  CHECK(at.get(source_items).status == 400);
}

TEST_CASE("sources: they are found without criteria, by a filter and by page") {
  shop_under_test at;
  at.shop.add_source({.code = "shut", .enabled = false});
  const std::string sources = "/rest/V1/inventory/sources";
  CHECK(at.get(sources + "?fields=items[source_code],total_count").body ==
        R"({"items":[{"source_code":"default"},{"source_code":"shut"},{"source_code":"wh-eu"}],)"
        R"("total_count":3})");
  CHECK(at.get(sources + '?' + by("enabled") + "0&fields=items[source_code]").body ==
        R"({"items":[{"source_code":"shut"}]})");
  CHECK(at.get(sources + "?searchCriteria[pageSize]=1&searchCriteria[currentPage]=3"
                         "&fields=items[source_code]")
            .body == R"({"items":[{"source_code":"wh-eu"}]})");
}

TEST_CASE("products: a search by SKU finds what there is, in the order of SKUs") {
  shop_under_test at;
  at.shop.set_price("B-2", 0, 12.5);
  const std::string products = "/rest/V1/products?";
  CHECK(at.get(products + by("sku", "in") + "b-2,NOPE,A-1&fields=items[sku,price],total_count")
            .body ==
        R"({"items":[{"sku":"A-1","price":0},{"sku":"B-2","price":12.5}],"total_count":2})");
  CHECK(at.get(products + by("type_id") + "bundle&fields=items[sku,type_id]").body ==
        R"({"items":[{"sku":"BUNDLE","type_id":"bundle"}]})");
}

TEST_CASE("fields: an answer is cut to what they name, whatever the nesting") {
  const std::string json = R"({"items":[{"a":1.5,"b":{"c":"\u00dc/","d":null}}],"n":2})";
  CHECK(only_fields(json, "n") == R"({"n":2})");
  CHECK(only_fields(json, "items[b[c]],n") == R"({"items":[{"b":{"c":"\u00dc\/"}}],"n":2})");
  CHECK(only_fields(json, "items[a]") == R"({"items":[{"a":1.5}]})");
  CHECK(only_fields(json, "nope") == "[]");
  CHECK(only_fields(json, "items[a") == "[]");
  CHECK(only_fields("195", "a") == "195");
}

}  // namespace
}  // namespace acumage::simulator
