#include "policy/batch_plan.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

namespace acumage::policy {
namespace {

std::vector<std::size_t> requests(std::size_t waiting, std::size_t threshold, std::size_t batch) {
  const auto rows = rows_per_request(entity::pricing, waiting, {threshold, batch});
  std::vector<std::size_t> sizes;
  for (auto left = waiting; left > 0; left -= sizes.back()) sizes.push_back(std::min(left, rows));
  return sizes;
}

TEST_CASE("batch plan: the table of SPEC 6 [SPEC 6 Threshold]") {
  CHECK(requests(50, 25, 25) == std::vector<std::size_t>{25, 25});
  CHECK(requests(50, 25, 5) == std::vector<std::size_t>(10, 5));
  CHECK(requests(25, 25, 5) == std::vector<std::size_t>(25, 1));
  CHECK(requests(26, 25, 25) == std::vector<std::size_t>{25, 1});
  CHECK(requests(3, 0, 100) == std::vector<std::size_t>{3});
}

TEST_CASE("batch plan: documents always go one by one") {
  for (const auto which : {entity::shipment, entity::customer, entity::order})
    CHECK(rows_per_request(which, 1000, {0, 100}) == 1);
  CHECK(rows_per_request(entity::inventory, 1000, {0, 100}) == 100);
}

}  // namespace
}  // namespace acumage::policy
