// A process that may have no more memory: large requests are told to come again, and whatever breaks, nothing that was
// accepted is lost or blamed on its record.
#include "tests/process/history_ends.hpp"
#include "tests/process/stock_node.hpp"

#include <doctest/doctest.h>
#include <httplib.h>

#include <sys/resource.h>
#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <string>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

constexpr rlim_t megabyte = 1'048'576;

rlim_t data_bytes(pid_t process) {
  std::ifstream file{"/proc/" + std::to_string(process) + "/status"};
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("VmData:")) return std::stoull(line.substr(7)) * 1024;
  return 0;
}

/// What the process may still allocate.
void leave(pid_t process, rlim_t bytes) {
  const auto most = data_bytes(process) + bytes;
  const rlimit limit{most, RLIM_INFINITY};
  REQUIRE(::prlimit(process, RLIMIT_DATA, &limit, nullptr) == 0);
}

void leave_all(pid_t process) {
  const rlimit none{RLIM_INFINITY, RLIM_INFINITY};
  ::prlimit(process, RLIMIT_DATA, &none, nullptr);  // fails when the process has ended
}

std::string change_line(std::uint64_t number) {
  return R"({"entity":"pricing","version":)" + std::to_string(number) +
         R"(,"fields":{"InventoryID":")" + stock_sku(number % 40) + R"(","DefaultPrice":)" +
         std::to_string(number % 1'000'000) + "}}\n";
}

/// Many small changes: what becomes of them takes many times the memory of the text.
std::string heavy_body(std::uint64_t first) {
  std::string body;
  for (auto number = first; body.size() < 3'000'000; ++number) body += change_line(number);
  return body;
}

struct starved {
  explicit starved() : node{started(store), stock_settings({{"intake.max_unsettled", "2000000"}})} {
    node.start();
  }
  static std::string started(simulator::store& store) {
    REQUIRE(store.start().ok());
    return store.url();
  }
  void restart_if_ended() {
    if (node.wait(0ms) == -2) return;
    ++ends;
    node.start();
  }

  checked_store store{stock_shop(60)};
  node_process node;
  int ends = 0;
};

TEST_CASE("no memory: large requests are told to come again, small ones pass, nothing is lost") {
  starved all;
  auto& node = all.node;
  REQUIRE(node.changes(change_line(1)).status == 200);
  REQUIRE(node.wait_until_settled());
  std::set<std::uint64_t> accepted{1};
  std::map<int, int> answers;
  int small = 0;
  for (std::uint64_t round = 1; round <= 6; ++round) {
    leave(node.process(), 5 * round * megabyte);
    const auto body = heavy_body(round * 1'000'000);
    const auto answer = node.changes(body);
    ++answers[answer.status];
    const auto lines = static_cast<std::uint64_t>(std::count(body.begin(), body.end(), '\n'));
    // Without an answer nobody can say.
    if (answer.status == 200)
      for (std::uint64_t i = 0; i < lines; ++i) accepted.insert(round * 1'000'000 + i);
    if (node.changes(change_line(100 + round)).status == 200) {
      accepted.insert(100 + round);
      ++small;
    }
    leave_all(node.process());
    all.restart_if_ended();
  }
  for (const auto& [status, count] : answers) MESSAGE(count << " times " << status);
  MESSAGE(small << " small ones taken meanwhile, the process ended " << all.ends << " times");
  REQUIRE(node.wait_until_settled());
  const auto ends = all_ends(node, "pricing");
  CHECK(std::all_of(accepted.begin(), accepted.end(),
                    [&](std::uint64_t number) { return ends.count(number) == 1; }));
  CHECK(node.stat("dead_letters/total") == 0);
  CHECK(node.stop() == 0);
}

}  // namespace
}  // namespace acumage::tests
