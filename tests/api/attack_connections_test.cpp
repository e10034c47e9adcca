// What hostile clients may do to the intake with their connections.
#include "besieged.hpp"

namespace {

using namespace acumage::tests;
using namespace std::chrono_literals;

}  // namespace

TEST_CASE("attack: headers that never end in time are answered 408") {
  besieged node{patient(200ms, 60s)};
  auto slow = crowd(node, 100, "POST /push HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
  for (auto& each : slow) each.send("a");
  node.check_push();
  for (auto& each : slow) {
    CHECK(each.read().status == 408);
    CHECK(each.at_end());
  }
}

TEST_CASE("attack: bodies that never end in time are answered 408, in length or in chunks") {
  besieged node{patient(200ms, 60s)};
  auto slow = crowd(node, 50, push_head("Content-Length: 1000\r\n") + "{\"Ins");
  auto chunked = crowd(node, 50, push_head("Transfer-Encoding: chunked\r\n") + "5\r\n{\"Ins");
  node.check_push();
  for (auto* some : {&slow, &chunked})
    for (auto& each : *some) CHECK(each.read().status == 408);
}

TEST_CASE("attack: connections that say nothing are closed") {
  besieged node{patient(60s, 200ms)};
  auto silent = crowd(node, 200, "");
  node.check_push();
  for (auto& each : silent) CHECK(each.at_end());
}

TEST_CASE("attack: hundreds of half-open connections give way to honest ones") {
  auto how = patient(60s, 60s);
  how.max_connections = 50;
  besieged node{how};
  auto half = crowd(node, 200, "POST /push HTTP/1.1\r\nHost: local");
  auto bodies = crowd(node, 200, push_head("Content-Length: 1000\r\n"));
  for (int i = 0; i < 60; ++i) node.check_push();
  CHECK(half.front().at_end());
}

TEST_CASE("attack: half-closed connections leave nothing behind") {
  besieged node{patient(60s, 60s)};
  auto half = crowd(node, 200, "POST /push HT");
  for (auto& each : half) each.finish_sending();
  for (auto& each : half) CHECK(each.read().status == 0);
  node.check_push();
}

TEST_CASE("attack: clients that reset in the middle of a body harm nobody") {
  besieged node{patient(60s, 60s)};
  for (int round = 0; round < 5; ++round) {
    auto gone = crowd(node, 40, push_head("Content-Length: 1000\r\n") + "{");
    for (auto& each : gone) each.reset();
    node.check_push();
  }
}

TEST_CASE("attack: a thousand requests sent ahead are answered in order, up to the malformed one") {
  besieged node{patient(60s, 60s)};
  client hostile{node.web.port()};
  std::thread sender{[&] {
    std::string all;
    for (int i = 0; i < 1000; ++i) all += post("/push", honest_push);
    hostile.send(all + "GET / HTTP/9.9\r\n\r\n" + post("/push", honest_push));
  }};
  int answered = 0;
  for (int i = 0; i < 1000; ++i)
    if (hostile.read().status == 200) ++answered;
  sender.join();
  CHECK(answered == 1000);
  CHECK(hostile.read().status == 505);
  CHECK(hostile.at_end());
  node.check_push();
  CHECK(node.port.taken.size() == 1001);
}

TEST_CASE("attack: requests sent ahead whose answers nobody reads end in time") {
  auto how = patient(60s, 60s);
  how.reply_timeout = 200ms;
  besieged node{how};
  client deaf{node.web.port()};
  std::string many;
  for (int i = 0; i < 1000; ++i) many += get("/" + std::string(4000, 'a'));
  bool cut = false;  // the node reads no more than it can answer, and then gives up
  for (int i = 0; i < 100 && !cut; ++i) cut = !deaf.send(many);
  CHECK(cut);
  node.check_push();
}
