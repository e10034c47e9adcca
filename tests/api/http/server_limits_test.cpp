#include "api/http/server.hpp"

#include "running_server.hpp"

#include <doctest/doctest.h>

#include <sys/resource.h>

#include <fcntl.h>
#include <ctime>
#include <filesystem>
#include <iterator>
#include <memory>
#include <thread>
#include <vector>

namespace {

using namespace acumage;
using namespace acumage::api;
using namespace std::chrono_literals;
using tests::client;
using tests::echo_routes;
using tests::gate;
using tests::get;
using tests::post;
using tests::running;

}  // namespace

TEST_CASE("server: a probe is answered while every worker waits") {
  gate hold;
  running web{{.workers = 1}, hold.routes()};
  client busy{web.port()};
  busy.send(post("/wait", ""));
  hold.entered.wait();
  client probe{web.port()};
  CHECK(probe.ask(get("/livez")).body == "alive\n");
  hold.leave.count_down();
  CHECK(busy.read().body == "waited");
}

TEST_CASE(
    "server: a request has one deadline, however steadily its bytes drip [setting "
    "intake.request_timeout]") {
  running web{{.request_timeout = 100ms}};
  client half{web.port()};
  CHECK(half.ask("POST /echo HTTP/1.1\r\nHost: h\r\n").status == 408);
  CHECK(half.at_end());
  client body{web.port()};
  CHECK(body.ask("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhel").status == 408);
  client dripping{web.port()};
  dripping.send("POST /echo HTTP/1.1\r\n");
  std::thread drips{[&] {
    while (dripping.send("X")) std::this_thread::yield();
  }};
  const auto said = dripping.read();
  CHECK((said.status == 408 || said.status == 431));
  dripping.finish_sending();
  drips.join();
}

TEST_CASE("server: a connection that stays silent is closed") {
  running web{{.idle_timeout = 50ms}};
  client silent{web.port()};
  CHECK(silent.at_end());
  client once{web.port()};
  CHECK(once.ask(get("/word")).status == 200);
  CHECK(once.at_end());
}

TEST_CASE("server: 300 idle and 50 dripping clients hold no worker") {
  running web{{.workers = 2, .request_timeout = 60s}};
  std::vector<client> idle;
  for (int i = 0; i < 300; ++i) idle.emplace_back(web.port());
  std::vector<client> dripping;
  for (int i = 0; i < 50; ++i) {
    dripping.emplace_back(web.port());
    dripping.back().send(i % 2 == 0
                             ? "POST /echo HTTP/1.1\r\nX: "
                             : "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 999\r\n\r\n");
  }
  client good{web.port()};
  int answered = 0;
  for (int i = 0; i < 20; ++i) {
    for (auto& each : dripping) each.send("x");
    if (good.ask(post("/echo", "good")).body == "good") ++answered;
  }
  CHECK(answered == 20);
}

TEST_CASE("server: clients that do not read their replies hold no worker") {
  auto routes = echo_routes();
  routes.get("/big", [](const request&) { return json_reply(200, std::string(20'000'000, 'x')); });
  running web{{.workers = 2}, std::move(routes)};
  std::vector<client> slow;
  for (int i = 0; i < 4; ++i) {
    slow.emplace_back(web.port());
    slow.back().send(get("/big"));
  }
  client good{web.port()};
  for (int i = 0; i < 5; ++i) CHECK(good.ask(get("/word")).body == "word");
  CHECK(slow.front().read().body.size() == 20'000'000);
}

TEST_CASE("server: a client that never reads its reply is closed after a while") {
  auto routes = echo_routes();
  routes.get("/big", [](const request&) { return json_reply(200, std::string(40'000'000, 'x')); });
  running web{{.max_connections = 1, .reply_timeout = 100ms}, std::move(routes)};
  client slow{web.port()};
  slow.send(get("/big"));
  CHECK(slow.read(true).status == 200);
  client next{web.port()};  // there is a place for it only once the slow one is gone
  CHECK(next.ask(get("/word")).body == "word");
  CHECK(slow.read().status == 0);  // what had been sent ends before the whole
}

TEST_CASE(
    "server: at the limit the oldest idle or half-open connection makes room [setting "
    "intake.max_connections]") {
  running web{{.max_connections = 3}};
  client oldest{web.port()};
  oldest.send("GET /wo");
  client used{web.port()};
  CHECK(used.ask(get("/word")).status == 200);
  client idle{web.port()};
  CHECK(idle.ask(get("/word")).status == 200);
  client fourth{web.port()};
  CHECK(fourth.ask(get("/word")).status == 200);
  CHECK(oldest.at_end());
  CHECK(idle.ask(get("/word")).status == 200);
  client fifth{web.port()};
  CHECK(fifth.ask(get("/word")).status == 200);
  CHECK(used.at_end());
  CHECK(idle.ask(get("/word")).status == 200);
  CHECK(fourth.ask(get("/word")).status == 200);
}

TEST_CASE("server: a connection whose request is in work is never closed for another") {
  gate hold;
  running web{{.max_connections = 1}, hold.routes()};
  client busy{web.port()};
  busy.send(post("/wait", ""));
  hold.entered.wait();
  client next{web.port()};
  next.send(get("/word"));
  hold.leave.count_down();
  CHECK(busy.read().body == "waited");
  CHECK(next.read().body == "word");
}

TEST_CASE("server: a client that asks and leaves keeps its place until its request is done") {
  gate hold;
  running web{{.workers = 2, .max_connections = 1}, hold.routes()};
  client first{web.port()};
  first.send(post("/wait", ""));
  hold.entered.wait();
  first.reset();
  client second{web.port()};
  second.send(get("/word"));
  CHECK(second.silent_for(100ms));
  hold.leave.count_down();
  CHECK(second.read().body == "word");
}

/// How many files and sockets this process has open.
std::ptrdiff_t open_descriptors() {
  const std::filesystem::directory_iterator all{"/proc/self/fd"};
  return std::distance(begin(all), end(all));
}

TEST_CASE("server: with no file descriptor left it sleeps until there is one, and goes on") {
  running web{{}};
  const auto idle = open_descriptors();
  {
    client early{web.port()};
    CHECK(early.ask(get("/word")).status == 200);
  }
  while (open_descriptors() > idle)
    std::this_thread::yield();  // until the server has closed it too
  client late;                  // has its own descriptor before they run out
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
  const int lowest = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  std::vector<int> filled{lowest};
  const rlimit tight{static_cast<rlim_t>(lowest) + 8, before.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &tight) == 0);
  for (int next = 0; (next = ::open("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0;)
    filled.push_back(next);
  REQUIRE(late.connect(web.port()));  // by the kernel's backlog
  REQUIRE(late.send(get("/word")));
  const auto worked = std::clock();
  CHECK(late.silent_for(300ms));
  CHECK(std::clock() - worked <
        CLOCKS_PER_SEC * 15 / 100);  // of the processor; spinning takes all 300 ms
  for (const int each : filled) ::close(each);
  CHECK(late.read().body == "word");
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &before) == 0);
}

TEST_CASE("server: bodies of strangers leave three quarters of the memory to those who are known") {
  constexpr std::size_t whole = 15'000'000;
  const auto head = [](const char* who) {
    return std::string{"POST /echo HTTP/1.1\r\nHost: h\r\nX-Who: "} + who +
           "\r\nContent-Length: " + std::to_string(whole) + "\r\n\r\n";
  };
  running web{{.request_timeout = 60s, .proven = [](const request_head& asked) {
                 const auto* who = asked.find("X-Who");
                 return who != nullptr && *who == "known";
               }}};
  // Each sends all but the last byte, as far as it is read.
  const auto almost = head("stranger") + std::string(whole - 1, 'x');
  std::vector<std::unique_ptr<client>> strangers;
  std::vector<std::thread> sending;
  for (int i = 0; i < 12; ++i) {
    strangers.push_back(std::make_unique<client>(web.port()));
    sending.emplace_back([&to = *strangers.back(), &almost] { to.send(almost); });
  }
  for (int i = 0; i < 4; ++i) {
    client known{web.port()};
    CHECK(known.ask(head("known") + std::string(whole, 'k')).body.size() == whole);
  }
  for (auto& each : strangers) each->finish_sending();
  for (auto& each : sending) each.join();
}

TEST_CASE("server: a stop finishes what is in work and takes nothing new") {
  gate hold;
  running web{{}, hold.routes()};
  client busy{web.port()};
  client idle{web.port()};
  client half{web.port()};
  half.send("POST /echo HT");
  busy.send(post("/wait", ""));
  hold.entered.wait();
  bool clean = false;
  std::thread stopper{[&] { clean = web.node.stop(5s); }};
  CHECK(idle.at_end());
  CHECK(half.at_end());
  client refused;
  CHECK_FALSE(refused.connect(web.port()));
  hold.leave.count_down();
  CHECK(busy.read().body == "waited");
  CHECK(busy.at_end());
  busy.close();
  stopper.join();
  CHECK(clean);
}

TEST_CASE("server: a stop does not wait longer than it may for a handler") {
  gate hold;
  running web{{}, hold.routes()};
  client busy{web.port()};
  busy.send(post("/wait", ""));
  hold.entered.wait();
  CHECK_FALSE(web.node.stop(20ms));
  CHECK(busy.at_end());
  hold.leave.count_down();
}

TEST_CASE("server: a stop gives requests in work longer than idle connections") {
  gate hold;
  running web{{}, hold.routes()};
  client busy{web.port()};
  client idle{web.port()};
  busy.send(post("/wait", ""));
  hold.entered.wait();
  bool clean = false;
  std::thread stopper{
      [&] { clean = web.node.stop(20ms, api::farewell::after_one_more, 20'000ms); }};
  CHECK(idle.at_end());
  hold.leave.count_down();
  CHECK(busy.read().body == "waited");
  busy.close();
  stopper.join();
  CHECK(clean);
}

TEST_CASE("server: a request in work when a stop begins leaves its connection one more") {
  gate hold;
  running web{{}, hold.routes()};
  client busy{web.port()};
  client idle{web.port()};
  busy.send(post("/wait", ""));
  hold.entered.wait();
  std::thread stopper{[&] { web.node.stop(2s, api::farewell::after_one_more, 20'000ms); }};
  CHECK(idle.at_end());  // the stop has begun
  hold.leave.count_down();
  CHECK(busy.read().head.find("Connection: close") == std::string::npos);
  busy.send(post("/echo", "x"));
  CHECK(busy.read().head.find("Connection: close") != std::string::npos);
  busy.close();
  stopper.join();
}

TEST_CASE("server: a server that never started stops, and two stops are one") {
  server never{{}, echo_routes()};
  CHECK(never.stop(1s));
  running web{{}};
  std::thread other{[&] { web.node.stop(1s); }};
  web.node.stop(1s);
  other.join();
}
