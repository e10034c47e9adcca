#include "tests/process/loads/many_letters.hpp"

#include "tests/process/history_ends.hpp"
#include "tests/process/stock_node.hpp"

#include <doctest/doctest.h>
#include <simdjson.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <map>
#include <string>
#include <vector>

namespace acumage::tests {

namespace {

using std::chrono::steady_clock;

/// One letter in so many is of a price that no store would take, and stays one.
constexpr std::size_t one_bad_in = 100;
constexpr std::size_t rows_a_push = 1000;
constexpr std::chrono::minutes long_enough{15};

struct many {
  explicit many(std::size_t count) : letters{count} {}

  static simulator::store_options shop() {
    auto options = stock_shop(0);
    options.keep_history = false;
    return options;
  }

  std::size_t bad() const { return letters / one_bad_in; }
  static bool is_bad(std::size_t number) { return number % one_bad_in == 0; }

  void push_all() {
    std::vector<std::string> rows;
    for (std::size_t i = 0; i < letters; ++i) {
      rows.push_back(R"({"InventoryID":")" + stock_sku(i) + R"(","DefaultPrice":)" +
                     (is_bad(i) ? R"("abc"})" : "5}"));
      if (rows.size() < rows_a_push && i + 1 < letters) continue;
      const auto number = std::to_string(i);
      REQUIRE(node.push(price_notification("n" + number, i + 1, rows)).status == 200);
      rows.clear();
    }
  }

  /// The store knows none of the items; an operator gives them up, and then somebody creates them.
  void make_letters() {
    push_all();
    const auto parked = static_cast<std::int64_t>(letters - bad());
    REQUIRE(
        node.wait_for([&] { return node.stat("lanes/pricing/parked") == parked; }, long_enough));
    REQUIRE(node.command({"waiting", "fail", "--all"}).code == 0);
    REQUIRE(node.wait_until_settled());
    REQUIRE(node.wait_for([&] { return open() == letters; }));
    for (std::size_t i = 0; i < letters; ++i) store.add_product({.sku = stock_sku(i)});
  }

  std::size_t open() { return static_cast<std::size_t>(node.stat("dead_letters/total")); }

  /// Milliseconds, the slowest of five.
  double ask(const std::string& path, std::size_t expected) {
    double slowest = 0;
    for (int i = 0; i < 5; ++i) {
      const auto began = steady_clock::now();
      const auto count = node.get("/dead-letters/count?" + path);
      const auto page = node.get("/dead-letters?" + path);
      const std::chrono::duration<double, std::milli> took = steady_clock::now() - began;
      CHECK(count.body.find("\"count\":" + std::to_string(expected) + ",") != std::string::npos);
      CHECK(page.status == 200);
      slowest = std::max(slowest, took.count() / 2);
    }
    return slowest;
  }

  void ask_all() {
    const auto last = stock_sku(letters - 1);
    const auto sound = letters - bad();
    const std::vector<std::pair<std::string, std::size_t>> questions{
        {"entity=pricing", letters},
        {"entity=order", 0},
        {"class=data", bad()},
        {"class=unknown_record", sound},
        {"key=" + last, 1},
        {"key=*" + last.substr(last.size() - 3), letters / 1000},
        {"since=2020-01-01T00:00:00Z&until=2021-01-01T00:00:00Z", 0},
        {"entity=pricing&class=data&since=2020-01-01T00:00:00Z", bad()},
        {"text=abc", bad()},
        {"text=nowhere-to-be-found", 0}};
    for (const auto& [question, count] : questions)
      std::cout << letters << " letters, " << question << ": " << ask(question, count)
                << " ms at most\n";
  }

  std::string started_job(std::size_t rate) {
    const auto said =
        node.post("/dead-letters/replay", "{\"all\":true,\"rate\":" + std::to_string(rate) + "}");
    REQUIRE(said.status == 202);
    simdjson::dom::parser parser;
    const simdjson::padded_string text{said.body};
    return std::string{parser.parse(text)["job"].get_string().value()};
  }

  /// A number of the job, or -1.
  std::int64_t of_job(const std::string& job, const char* member) {
    simdjson::dom::parser parser;
    const simdjson::padded_string text{node.get("/replays/" + job).body};
    std::int64_t number = 0;
    return parser.parse(text)[member].get_int64().get(number) == simdjson::SUCCESS ? number : -1;
  }

  const std::size_t letters;
  stock_rig rig{shop(),
                {{"queue.threshold_count", "0"},
                 {"queue.batch_count", "1000"},
                 {"delivery.park_interval", "3600"}}};
  checked_store& store = rig.store;
  node_process& node = rig.node;
};

}  // namespace

void replay_many(std::size_t letters, std::size_t rate) {
  many all{letters};
  all.make_letters();
  all.ask_all();
  const auto job = all.started_job(rate);
  const auto began = steady_clock::now();
  for (std::size_t kills = 1; kills <= 2; ++kills) {
    REQUIRE(all.node.wait_for(
        [&] { return all.of_job(job, "moved") > static_cast<std::int64_t>(letters * kills / 3); },
        long_enough));
    all.node.kill();
    REQUIRE(all.store.wait_for([](const auto& now) { return now.arrived == now.answered; }));
    all.node.start();
    CHECK(all.of_job(job, "moved") < static_cast<std::int64_t>(letters));  // else it met nothing
  }
  const auto followed = all.node.command({"dead-letters", "follow", job});
  // A node that was killed since does not know what became of each: that is no success.
  CHECK(followed.code <= 1);
  const std::chrono::duration<double> took = steady_clock::now() - began;
  std::cout << letters << " letters replayed in " << took.count() << " s, two kills included\n";
  CHECK(all.of_job(job, "total") == static_cast<std::int64_t>(letters));
  CHECK(all.of_job(job, "moved") == static_cast<std::int64_t>(letters));
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.open() == all.bad());
  std::map<std::string, std::map<std::string, int>> ends;
  for (const auto& [number, each] : all_ends(all.node, "pricing")) ++ends[each.key][each.outcome];
  CHECK(ends.size() == letters);
  std::size_t right = 0;
  for (std::size_t i = 0; i < letters; ++i) {
    const std::map<std::string, int> expected =
        many::is_bad(i) ? std::map<std::string, int>{{"dead_lettered", 2}}
                        : std::map<std::string, int>{{"dead_lettered", 1}, {"delivered", 1}};
    if (ends[stock_sku(i)] == expected) ++right;
  }
  CHECK(right == letters);
  std::size_t delivered = 0;
  for (const auto& [where, price] : all.store.prices())
    if (price == "5") ++delivered;
  CHECK(delivered == letters - all.bad());
}

}  // namespace acumage::tests
