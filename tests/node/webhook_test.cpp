#include "node/webhook.hpp"

#include "node/alert_text.hpp"
#include "tests/support/alert_receiver.hpp"
#include "tests/support/raw_server.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <future>

using namespace acumage;
using namespace acumage::node;
using namespace acumage::tests;
using namespace std::chrono_literals;

namespace {

struct way {
  explicit way(const std::string& url, webhook::options how = {}) {
    how.url = url;
    how.first_pause = 2ms;
    how.longest_pause = 4ms;
    hook.emplace(
        std::move(how), [this](const log_line& line) { said(line); }, counts);
  }
  void said(const log_line& line) {
    const std::lock_guard guard{mutex};
    log += line.words;
    for (const auto& [name, value] : line.fields) log += " " + value;
    log += "\n";
    news.notify_all();
  }
  bool wait_for(std::atomic<std::uint64_t>& count, std::uint64_t reached) {
    while (count.load() < reached) std::this_thread::yield();
    return true;
  }

  webhook_counts counts;
  std::mutex mutex;
  std::condition_variable news;
  std::string log;
  std::optional<webhook> hook;  // last: its thread uses the others
};

using texts = std::vector<std::string>;

}  // namespace

TEST_CASE("webhook: texts arrive in their order, each once") {
  alert_receiver to;
  way from{to.url()};
  for (const auto* each : {"1", "2", "3"}) from.hook->post(each);
  CHECK(to.wait_for([](const texts& seen) { return seen.size() == 3; }));
  CHECK(from.wait_for(from.counts.posted, 3));
  CHECK(to.bodies() == texts{"1", "2", "3"});
}

TEST_CASE("webhook: what is not taken is tried again, and those behind it wait") {
  alert_receiver to;
  for (const int status : {503, 500, 429, 408}) {
    CAPTURE(status);
    to.answer_with(status);
    way from{to.url()};
    const auto before = to.bodies().size();
    from.hook->post("a");
    from.hook->post("b");
    CHECK(to.wait_for([&](const texts& seen) { return seen.size() >= before + 3; }));
    CHECK(from.counts.posted == 0);
    to.answer_with(200);
    CHECK(from.wait_for(from.counts.posted, 2));
    CHECK(to.bodies().back() == "b");
  }
}

TEST_CASE("webhook: nobody listens, and it is tried until somebody does not in time") {
  std::string url;
  {
    const alert_receiver gone;
    url = gone.url();
  }
  way from{url, {.give_up_after = 20ms}};
  from.hook->post("a");
  CHECK(from.wait_for(from.counts.given_up, 1));
}

TEST_CASE("webhook: a refusal is final, and its address is in no message") {
  alert_receiver to;
  to.answer_with(404);
  way from{to.url()};
  from.hook->post("a");
  CHECK(from.wait_for(from.counts.given_up, 1));
  to.answer_with(200);
  from.hook->post("b");
  CHECK(from.wait_for(from.counts.posted, 1));
  CHECK(to.bodies() == texts{"a", "b"});
  from.hook.reset();
  CHECK(from.log.find("status 404") != std::string::npos);
  CHECK(from.log.find("s3cr3t") == std::string::npos);
}

TEST_CASE("webhook: too many that wait push out the oldest, and who posts never waits") {
  alert_receiver to;
  to.answer_with(0);
  way from{to.url(), {.most_waiting = 2}};
  from.hook->post("0");
  CHECK(to.wait_for([](const texts& seen) { return seen.size() == 1; }));
  for (const auto* each : {"1", "2", "3", "4"}) from.hook->post(each);
  CHECK(from.counts.dropped == 2);
  to.answer_with(200);
  CHECK(from.wait_for(from.counts.posted, 3));
  CHECK(to.bodies() == texts{"0", "3", "4"});
}

TEST_CASE("webhook: texts go through the proxy") {
  std::promise<std::string> seen;
  raw_server proxy{[&](int number, peer& other) {
    auto text = other.read_request();
    if (number == 0) seen.set_value(std::move(text));
    other.send(http_answer(200, {}));
  }};
  way from{"http://hooks.example/s3cr3t", {.proxy = proxy.url()}};
  from.hook->post("a");
  const auto text = seen.get_future().get();
  CHECK(text.starts_with("POST http://hooks.example/s3cr3t HTTP/1.1\r\n"));
  CHECK(text.ends_with("\r\n\r\na"));
  CHECK(from.wait_for(from.counts.posted, 1));
}

TEST_CASE("webhook: it ends while nobody answers") {
  alert_receiver to;
  to.answer_with(0);
  way from{to.url()};
  from.hook->post("0");
  CHECK(to.wait_for([](const texts& seen) { return seen.size() == 1; }));
  from.hook.reset();
  CHECK(from.counts.posted == 0);
}

TEST_CASE("alert text: state, cause and times as JSON") {
  const policy::alert what{{alert_cause::auth, entity::order, "order: \"401\""}, true, 90s};
  const alert_sender from{"f00-1", "shop1", "0.1.0"};
  CHECK(
      alert_json(what, from, 1'700'000'090'000'000) ==
      R"({"id":"f00-1","state":"firing","cause":"auth","entity":"order","message":"order: \"401\"",)"
      R"("text":"acumage on shop1, firing: order: \"401\"","since":"2023-11-14T22:13:20.000Z",)"
      R"("at":"2023-11-14T22:14:50.000Z","host":"shop1","version":"0.1.0"})");
  const policy::alert over{{alert_cause::disk, {}, "disk"}, false, 0s};
  const auto text = alert_json(over, from, 0);
  CHECK(text.find(R"("state":"resolved","cause":"disk","entity":null)") != std::string::npos);
}
