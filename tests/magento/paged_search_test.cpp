#include "magento/paged_search.hpp"

#include "magento/search_path.hpp"
#include "transcripts.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace acumage;
using namespace acumage::magento;
using namespace acumage::tests;

namespace {

/// Numbers 1 to `total`, on pages of at most `most` items.
struct numbers {
  std::size_t total = 0;
  std::size_t most = 300;
  std::vector<std::string> asked{};

  answer page(const request& what) {
    asked.push_back(what.path.substr(what.path.find("pageSize")));
    const auto number = [&](const std::string& name, std::size_t otherwise) {
      const auto at = what.path.find(name);
      return at == std::string::npos ? otherwise : std::stoul(what.path.substr(at + name.size()));
    };
    const auto size = number("pageSize%5D=", 0);
    const auto first = (number("currentPage%5D=", 1) - 1) * size;
    if (size > most)
      return answered(400, R"({"message":"Maximum SearchCriteria pageSize is %max","parameters":)"
                           R"({"max":)" +
                               std::to_string(most) + "}}");
    std::string items;
    for (auto i = first + 1; i <= std::min(first + size, total); ++i)
      items += (items.empty() ? "" : ",") + std::to_string(i);
    // `fields=` turns an empty list into null.
    return answered(200, R"({"items":)" + (items.empty() ? "null" : '[' + items + ']') +
                             R"(,"total_count":)" + std::to_string(total) + "}");
  }
};

answer carry(request what, page_limits& limits, numbers& store) {
  paged_search search{std::move(what), limits};
  while (const auto next = search.next()) search.take(store.page(*next));
  return search.result();
}

request page(std::size_t size, std::size_t number = 1) {
  return search_path{"/V1/orders"}.page(size, number).fields("items[x],total_count").take();
}

}  // namespace

TEST_CASE("paged search: within the limit it is one request, untouched [SPEC 7 Spelling]") {
  page_limits limits;
  numbers store{.total = 3};
  CHECK(carry(page(100), limits, store).body == R"({"items":[1,2,3],"total_count":3})");
  CHECK(store.asked.size() == 1);
  CHECK(limits.most() == 0);
}

TEST_CASE(
    "paged search: above the limit its pages are one answer, and it is remembered [SPEC 7 "
    "Spelling]") {
  page_limits limits;
  numbers store{.total = 7, .most = 3};
  const std::string all = R"({"items":[1,2,3,4,5,6,7],"total_count":7})";
  CHECK(carry(page(100), limits, store).body == all);
  CHECK(store.asked.size() == 4);  // refused once, then three pages
  CHECK(store.asked[1] == "pageSize%5D=3&fields=items%5Bx%5D%2Ctotal_count");
  CHECK(store.asked[2] ==
        "pageSize%5D=3&searchCriteria%5BcurrentPage%5D=2&fields=items%5Bx%5D%2Ctotal_count");
  CHECK(limits.most() == 3);
  store.asked.clear();
  CHECK(carry(page(100), limits, store).body == all);
  CHECK(store.asked.size() == 3);
  store.most = 2;  // the merchant lowers it
  CHECK(carry(page(100), limits, store).body == all);
  CHECK(limits.most() == 2);
  CHECK(carry(page(2), limits, store).body == R"({"items":[1,2],"total_count":7})");
}

TEST_CASE("paged search: no more than was asked for, from the page that was asked for") {
  page_limits limits;
  numbers store{.total = 9, .most = 3};
  CHECK(carry(page(4), limits, store).body == R"({"items":[1,2,3,4],"total_count":9})");
  CHECK(carry(page(4, 2), limits, store).body == R"({"items":[5,6,7,8],"total_count":9})");
  CHECK(carry(page(4, 3), limits, store).body == R"({"items":[9],"total_count":9})");
  numbers empty{.total = 0, .most = 3};
  CHECK(carry(page(4), limits, empty).body == R"({"items":null,"total_count":0})");
}

TEST_CASE("paged search: an answer that is no page is the answer, on whichever page it comes") {
  page_limits limits;
  limits.learn(2);
  paged_search search{page(4), limits};
  search.take(answered(200, R"({"items":[1,2],"total_count":4})"));
  REQUIRE(search.next());
  search.take(answered(503, "<html>"));
  CHECK_FALSE(search.next());
  const auto reply = search.result();
  CHECK(reply.status == 503);
  CHECK(reply.body == "<html>");
  paged_search notice{page(4), limits};
  notice.take(answered(200, "<p>Notice</p>{}"));
  CHECK(notice.result().body == "<p>Notice</p>{}");
}

TEST_CASE("paged search: what is no search passes as it is") {
  page_limits limits;
  limits.learn(2);
  request write;
  write.path = "/V1/orders?searchCriteria%5BpageSize%5D=9";
  paged_search search{write, limits};
  CHECK(search.next()->path == write.path);
  search.take(answered(400, R"({"message":"Maximum SearchCriteria pageSize is %max"})"));
  CHECK_FALSE(search.next());
}
