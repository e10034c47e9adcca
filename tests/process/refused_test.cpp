// Source items are refused whole: by one bad row, and by locks; what that costs in requests.
#include "tests/process/stock_node.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

simulator::fault on_quantities(simulator::fault_answer answer) {
  simulator::fault bad;
  bad.answer = answer;
  bad.where.method = "POST";
  bad.where.path = "source-items";
  return bad;
}

TEST_CASE("one of 500 quantities is refused: halves find it, and 499 leave on the way") {
  constexpr std::size_t rows = 500;
  constexpr std::size_t attempts = 3;
  stock_rig all{stock_shop(rows),
                stock_settings({{"queue.batch_count", std::to_string(rows)},
                                {"queue.retry_count", std::to_string(attempts)}})};
  auto bad = on_quantities(simulator::fault_answer::validation_failed);
  bad.where.sku = stock_sku(256);
  all.store.inject(bad);
  all.let_wait(rows, "7");
  REQUIRE(all.node.post("/lanes/inventory/resume").status == 200);
  REQUIRE(all.node.wait_until_settled());
  const auto sent = all.quantity_writes();
  const auto log = all.store.requests();
  std::size_t delivered = 0;
  std::size_t needed = 0;  // requests until 499 were in the store
  for (const auto& each : log) {
    if (each.method != "POST" || !each.path.ends_with("/source-items")) continue;
    if (delivered < rows - 1) ++needed;
    if (each.status == 200) delivered += each.rows;
  }
  MESSAGE(needed << " requests until 499 were delivered, " << sent.size() << " in all");
  const auto halvings = static_cast<std::size_t>(std::ceil(std::log2(rows)));
  CHECK(delivered == rows - 1);
  CHECK(needed <= 2 * halvings + 2);
  CHECK(sent.size() <= needed + attempts);
  CHECK(all.node.stat("lanes/inventory/delivered") == rows - 1);
  CHECK(all.node.stat("dead_letters/total") == 1);
  const auto letter = all.node.get("/dead-letters").body;
  CHECK(letter.find(stock_sku(256)) != std::string::npos);
  CHECK(letter.find("Validation Failed") != std::string::npos);
  CHECK(all.store.quantity_of(stock_sku(256), "wh_one").empty());
}

enum class lane_is : bool { going_on, held };

/// 100 quantities meet a lock for `lasts`; the rows of each request until all were delivered.
std::vector<std::size_t> requests_through_lock(std::chrono::milliseconds lasts, int attempts,
                                               const std::string& backoff_cap, lane_is meanwhile) {
  constexpr std::size_t rows = 100;
  stock_rig all{stock_shop(rows), stock_settings({{"queue.retry_count", std::to_string(attempts)},
                                                  {"delivery.backoff_base", "0.2"},
                                                  {"delivery.backoff_cap", backoff_cap}})};
  all.let_wait(rows, "7");
  auto lock = on_quantities(simulator::fault_answer::save_failed);
  lock.when.lasts = lasts;
  all.store.inject(lock);
  REQUIRE(all.node.post("/lanes/inventory/resume").status == 200);
  if (meanwhile == lane_is::held)
    CHECK(all.node.wait_for([&] { return all.circuit() == "held"; }, lasts));
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.node.stat("dead_letters/total") == 0);
  CHECK(all.node.stat("lanes/inventory/delivered") == rows);
  for (std::size_t i = 0; i < rows; ++i)
    CHECK(all.store.quantity_of(stock_sku(i), "wh_one") == "7");
  return all.quantity_writes();
}

TEST_CASE("a lock that lasts less than the retries: the same batches again, nothing is split") {
  auto requests = requests_through_lock(1s, 20, "0.4", lane_is::going_on);
  MESSAGE(requests.size() << " requests");
  CHECK(requests.size() > 4);
  CHECK(requests.size() <= 4 * 20);
  std::erase(requests, 0);  // those that were refused; what was delivered left as it was formed
  CHECK(requests == std::vector<std::size_t>(4, 25));
}

TEST_CASE("a lock that outlasts the retries: the lane is held before the splits become a storm") {
  const auto requests = requests_through_lock(4s, 2, "0.2", lane_is::held);
  MESSAGE(requests.size() << " requests");
  CHECK(requests.size() > 4);
  CHECK(requests.size() <= 60);
}

}  // namespace
}  // namespace acumage::tests
