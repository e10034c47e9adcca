// What the keys do: select, sort, ask before a lane is stopped, order it, freeze, help, leave.
#include "cli/watch/keys.hpp"
#include "tests/cli/watch/watched.hpp"

#include <doctest/doctest.h>

#include <string_view>

namespace acumage::watch {
namespace {

using namespace std::chrono_literals;
using api::lane_order;
using tests::node_seen;

/// The last step of these keys one after the other.
watch_step press(std::string_view keys, const watched_node& node, watch_state from) {
  watch_step step{std::move(from), {}, false};
  for (const char each : keys) step = pressed(std::move(step.next), each, node);
  return step;
}

watch_step press(std::string_view keys, const watched_node& node = node_seen()) {
  return press(keys, node, first_state(node, 1s));
}

std::vector<std::string> names(const watch_rows& of) {
  std::vector<std::string> made;
  for (const auto& each : of.rows) made.push_back(each.name);
  return made;
}

TEST_CASE("watch: up and down select a lane and stop at the ends") {
  CHECK(press("").next.lanes.selected == "pricing");
  CHECK(press("j").next.lanes.selected == "inventory");
  CHECK(press("jjjjj").next.lanes.selected == "shipment");
  CHECK(press("jjjk").next.lanes.selected == "inventory");
  CHECK(press("kkk").next.lanes.selected == "pricing");
  CHECK(press("\x06").next.lanes.selected == "shipment");
}

TEST_CASE("watch: sorting moves the rows, and the selected lane stays selected") {
  const auto node = node_seen();
  const auto sorted = press("ss", node).next;
  CHECK(names(lane_rows(node, sorted.lanes.order)) ==
        std::vector<std::string>{"inventory", "pricing", "shipment"});
  CHECK(sorted.lanes.selected == "pricing");
  CHECK(press("ssk", node).next.lanes.selected == "inventory");
  const auto reversed = press("ssr", node).next;
  CHECK(names(lane_rows(node, reversed.lanes.order)) ==
        std::vector<std::string>{"shipment", "pricing", "inventory"});
  CHECK(press("ssrr", node).next.lanes.order.reversed == false);
  CHECK(names(lane_rows(node, {.by = 0, .reversed = true})) ==
        std::vector<std::string>{"shipment", "inventory", "pricing"});
}

TEST_CASE("watch: the sort column goes round the end in both directions") {
  CHECK(press("S").next.lanes.order.by == lane_column_count() - 1);
  CHECK(press("<>").next.lanes.order.by == 0);
  CHECK(press(std::string(lane_column_count() + 1, 's')).next.lanes.order.by == 1);
  CHECK(press("aS").next.actors.order.by == actor_column_count() - 1);
  CHECK(press("aS").next.lanes.order.by == 0);
}

TEST_CASE("watch: every column sorts by its own figure") {
  auto figures = tests::node_figures();
  auto& most = figures.lanes[1];
  most.waiting = most.in_flight = most.parked = most.retrying = 900;
  most.accepted = most.delivered = most.superseded = most.filtered = most.dead_lettered = 900;
  most.requests = most.lookups = 900;
  most.oldest_age_s = 900;
  most.next_attempt_in_s = 900;
  auto& some = figures.lanes[2];
  some.waiting = some.in_flight = some.parked = some.retrying = 10'000;
  some.accepted = some.delivered = some.superseded = some.filtered = some.dead_lettered = 10'000;
  some.requests = some.lookups = 10'000;
  some.oldest_age_s = 10'000;
  some.next_attempt_in_s = 10'000;
  auto node = first_look(tests::node_figures(), tests::at(0));
  node = after_look(node, figures, tests::at(1), 500ms);
  const auto table = lane_rows(node, {});
  for (std::size_t by = 1; by < lane_column_count(); ++by) {
    const auto& title = table.columns[by].title;
    if (title == "STATE" || title == "MODE" || title == "CIRCUIT") continue;
    CAPTURE(title);
    CHECK(names(lane_rows(node, {.by = by})) ==
          std::vector<std::string>{"shipment", "inventory", "pricing"});
  }
  for (std::size_t i = 0; i < figures.actors.size(); ++i) {
    auto& each = figures.actors[i];
    each.mailbox = each.mailbox_high = each.handled = each.p50_us = each.p99_us = i * 7 % 40;
    each.rate = static_cast<double>(i * 7 % 40);
    each.age_ms = static_cast<double>(i * 7 % 40) * 1000;
  }
  node = first_look(figures, tests::at(0));
  for (std::size_t by = 1; by + 1 < actor_column_count(); ++by)
    CHECK(actor_rows(node, {.by = by}).rows.front().name == "a17");
}

TEST_CASE("watch: texts are sorted from A, rows as they came where they are equal") {
  auto figures = tests::node_figures();
  figures.lanes[2].state = "paused";
  const auto node = first_look(figures, tests::at(0));
  CHECK(names(lane_rows(node, {.by = 1})) ==
        std::vector<std::string>{"shipment", "pricing", "inventory"});
}

TEST_CASE("watch: pausing asks first, and only y is a yes") {
  const auto asked = press("jp");
  CHECK_FALSE(asked.request);
  REQUIRE(asked.next.asks);
  CHECK(asked.next.asks->lane == "inventory");
  const auto words = question_of(*asked.next.asks);
  CHECK(words.find("Everything is kept, nothing is sent") != std::string::npos);
  const auto agreed = press("y", node_seen(), asked.next);
  REQUIRE(agreed.request);
  CHECK(agreed.request->lane == "inventory");
  CHECK(agreed.request->order == lane_order::pause);
  CHECK_FALSE(agreed.next.asks);
  for (const char key : {'n', '\x1b', 'p', 'j', 'q', ' '}) {
    const auto refused = press(std::string{key}, node_seen(), asked.next);
    CHECK_FALSE(refused.request);
    CHECK_FALSE(refused.next.asks);
    CHECK_FALSE(refused.quits);
    CHECK(refused.next.lanes.selected == "inventory");
    REQUIRE(refused.next.says);
    CHECK(refused.next.says->text == "inventory: nothing was changed");
  }
}

TEST_CASE("watch: the question keeps its lane when the figures change below it") {
  auto node = node_seen();
  const auto asked = press("p", node);
  node.last.figures.lanes.front().sending = false;
  const auto agreed = press("y", node, asked.next);
  REQUIRE(agreed.request);
  CHECK(agreed.request->lane == "pricing");
  CHECK(agreed.request->order == lane_order::pause);
}

TEST_CASE("watch: resuming and taking in again ask nothing, stopping the intake does") {
  auto node = node_seen();
  const auto stops = press("i", node);
  REQUIRE(stops.next.asks);
  CHECK(question_of(*stops.next.asks).find("discarded") != std::string::npos);
  CHECK(press("iy", node).request->order == lane_order::stop_intake);
  node.last.figures.lanes.front().sending = false;
  node.last.figures.lanes.front().intake = false;
  CHECK(press("p", node).request->order == lane_order::resume);
  CHECK(press("i", node).request->order == lane_order::start_intake);
}

TEST_CASE("watch: p means the selected lane, whichever table the keys move in") {
  const auto step = press("jajjjpy");
  CHECK(step.next.in == watch_table::actors);
  CHECK(step.next.actors.selected == "a3");
  REQUIRE(step.request);
  CHECK(step.request->lane == "inventory");
}

TEST_CASE("watch: what came of an order is said until the next key") {
  const lane_request what{"pricing", lane_order::pause};
  const auto state = answered(press("").next, what, std::string{"paused"});
  REQUIRE(state.says);
  CHECK(state.says->text == "pricing: paused");
  CHECK(state.says->how == terminal::tone::good);
  CHECK_FALSE(press("j", node_seen(), state).next.says);
  const auto failed =
      answered(state, what, error{errc::invalid, "request: not authorized; expected x", {}});
  CHECK(failed.says->text == "pricing: pause: request: not authorized; expected x");
  CHECK(failed.says->how == terminal::tone::bad);
}

TEST_CASE("watch: help, freeze, interval, and the way out") {
  CHECK(press("?").next.helps);
  CHECK(press("h").next.helps);
  CHECK_FALSE(press("?p").next.helps);
  CHECK_FALSE(press("?p").next.asks);
  CHECK(press("?q").quits);
  CHECK(press("q").quits);
  CHECK(press(" ").next.frozen);
  CHECK_FALSE(press("  ").next.frozen);
  CHECK(press("+").next.interval == 2s);
  CHECK(press("-").next.interval == 500ms);
  CHECK(press("----------").next.interval == 100ms);
  CHECK(press("+++++++++++++").next.interval == 3600s);
  const auto odd = first_state(node_seen(), 3s);
  CHECK(press("+", node_seen(), odd).next.interval == 5s);
  CHECK(press("-", node_seen(), odd).next.interval == 2s);
  const auto nothing = press("x");
  CHECK_FALSE(nothing.quits);
  CHECK_FALSE(nothing.request);
}

TEST_CASE("watch: a node without lanes and actors takes every key") {
  const auto node = first_look({}, tests::at(0));
  for (int key = 0; key < 128; ++key) {
    const std::string one{static_cast<char>(key)};
    CHECK_FALSE(press(one + "a" + one + "y", node).request);
  }
}

}  // namespace
}  // namespace acumage::watch
