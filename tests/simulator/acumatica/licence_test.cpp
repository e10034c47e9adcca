// The licence's queue against the vendor's figures (PULL 2.3).
#include "fixture.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace acumage::simulator::acumatica {
namespace {

/// Holds requests while they run, until it is opened.
class gate {
 public:
  void pass() {
    std::unique_lock lock{mutex_};
    ++inside_;
    most_ = std::max(most_, inside_);
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
    --inside_;
  }
  void open() {
    {
      std::lock_guard lock{mutex_};
      open_ = true;
    }
    changed_.notify_all();
  }
  int most() {
    std::lock_guard lock{mutex_};
    return most_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int inside_ = 0;
  int most_ = 0;
  bool open_ = false;
};

TEST_CASE("licence: of 50 at once on 16 cores, 16 run, 20 wait and 14 are declined") {
  gate held;
  erp_under_test at{{.licence = {.cores = 16, .queue = 20},
                     .on_request = [&](std::string_view) { held.pass(); }}};
  std::atomic<int> declined{0};
  std::atomic<int> answered{0};
  std::vector<std::thread> clients;
  for (int i = 0; i < 50; ++i)
    clients.emplace_back([&] {
      const auto status = at.inquiry("Acumage Price").status;
      ++(status == 429 ? declined : answered);
      if (declined == 14) held.open();
    });
  for (auto& one : clients) one.join();
  CHECK(declined == 14);
  CHECK(answered == 36);
  CHECK(held.most() <= 16);
  CHECK(at.erp.queue().declined == 14);
}

TEST_CASE("licence: the requests of one session run one after the other") {
  std::atomic<int> inside{0};
  std::atomic<int> most{0};
  erp_under_test at{{.on_request = [&](std::string_view) {
    most = std::max(most.load(), ++inside);
    std::this_thread::yield();
    --inside;
  }}};
  const auto cookie = at.signed_in();
  std::vector<std::thread> clients;
  for (int t = 0; t < 8; ++t)
    clients.emplace_back([&] {
      for (int i = 0; i < 20; ++i) at.ask("GET", at.gi + "Acumage%20Price", {cookie});
    });
  for (auto& one : clients) one.join();
  CHECK(most == 1);
  CHECK(at.erp.count().by_status.at(200) == 160);
}

TEST_CASE("licence: from half of the minute's requests on each one is delayed") {
  erp_under_test at{{.licence = {.per_minute = 50, .wait_scale = 0}}};
  at.erp.clock().freeze();
  for (int i = 0; i < 25; ++i) at.inquiry("Acumage Price");
  CHECK(at.erp.queue().delayed == 0ms);
  at.erp.clock().step(40s);
  CHECK(at.inquiry("Acumage Price").status == 200);
  CHECK(at.erp.queue().delayed == 800ms);  // 20 s for 25 requests
  at.erp.clock().step(20s);
  at.inquiry("Acumage Price");
  CHECK(at.erp.queue().delayed == 800ms);  // a new minute
}

TEST_CASE("licence: beyond the allowance a request waits for the next minute, or is declined") {
  erp_under_test at{{.licence = {.per_minute = 2, .wait_scale = 0}}};
  at.erp.clock().freeze();
  at.inquiry("Acumage Price");
  at.inquiry("Acumage Price");
  CHECK(at.erp.queue().delayed == 60s);  // the second: all of the minute for the one that is left
  at.inquiry("Acumage Price");
  CHECK(at.erp.queue().delayed == 120s);  // the third: until the next minute
  at.erp.change_licence({.per_minute = 2, .declines_above_minute = true, .wait_scale = 0});
  at.inquiry("Acumage Price");
  at.inquiry("Acumage Price");
  CHECK(at.inquiry("Acumage Price").status == 429);
  at.erp.clock().step(60s);
  CHECK(at.inquiry("Acumage Price").status == 200);
}

TEST_CASE("licence: a sign-out does not go through the queue") {
  erp_under_test at{{.licence = {.per_minute = 2, .declines_above_minute = true, .wait_scale = 0}}};
  const auto cookie = at.signed_in();
  at.inquiry("Acumage Price");
  CHECK(at.inquiry("Acumage Price").status == 429);
  CHECK(at.login().status == 429);
  CHECK(at.ask("POST", "/northwind/entity/auth/logout", {cookie}).status == 204);
  CHECK(at.erp.sessions().open == 0);
}

}  // namespace
}  // namespace acumage::simulator::acumatica
