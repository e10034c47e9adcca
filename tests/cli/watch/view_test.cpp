// How the screen that watches a node looks, at every size, with everything that can be wrong.
#include "cli/watch/view.hpp"
#include "tests/cli/terminal/shown.hpp"
#include "tests/cli/watch/watched.hpp"

#include <doctest/doctest.h>

#include <sstream>

namespace acumage::watch {
namespace {

using namespace std::chrono_literals;
using tests::at;
using tests::drawn;
using tests::has;
using tests::node_seen;

constexpr screen_size narrow{80, 24};
constexpr screen_size wide{200, 50};

watch_state start(const watched_node& node) { return first_state(node, 1s); }

std::string line_with(const std::string& screen, const std::string& part) {
  std::istringstream lines{screen};
  for (std::string line; std::getline(lines, line);)
    if (has(line, part)) return line;
  return {};
}

/// A node in trouble: long texts everywhere.
watched_node troubled() {
  auto figures = tests::node_figures();
  auto& lane = figures.lanes.front();
  lane.circuit = "half_open";
  lane.state = "circuit_open";
  figures.headline = {"circuit_open", {"lane0"}, "", std::string(200, 'd'), "", "", "Look."};
  lane.next_attempt_in_s = 12.4;
  lane.last_error = "503: " + std::string(300, 'm');
  lane.filtered_by = {{"no price", 5}, {"unchanged", 12'000}};
  lane.parked = 44;
  for (int i = 0; i < 9; ++i)
    figures.degraded.push_back("lane" + std::to_string(i) +
                               ": circuit open: " + std::string(200, 'd'));
  figures.actors.front().last_error = std::string(150, 'e') + " the end";
  figures.letters = 1'234;
  figures.letters_by_class = {{"data", 1'000}, {"exhausted", 234}};
  figures.unrouted = 3;
  return first_look(figures, at(0));
}

TEST_CASE("watch: every screen has as many lines as it is high, and none is too wide") {
  auto node = troubled();
  auto state = start(node);
  for (const bool silent : {false, true})
    for (const bool helps : {false, true})
      for (const bool asks : {false, true})
        for (std::size_t height = 0; height < 60; ++height)
          for (const std::size_t width : {1U, 2U, 3U, 10U, 37U, 80U, 99U, 100U, 120U, 250U}) {
            node.silent =
                silent ? std::optional{"http://x: " + std::string(90, 'n')} : std::nullopt;
            state.helps = helps;
            state.asks = asks ? std::optional{lane_request{"pricing"}} : std::nullopt;
            const auto lines = watch_lines({state, node, "http://x", at(1)}, {width, height});
            REQUIRE(lines.size() == height);
            for (const auto& line : lines) {
              std::size_t taken = 0;
              for (const auto& each : line.parts) taken += terminal::columns_of(each.text);
              REQUIRE(taken <= width);
            }
          }
}

TEST_CASE("watch: node, lanes, journal, letters, actors and keys are on 80 by 24") {
  const auto screen = drawn(start(troubled()), troubled(), narrow);
  for (const auto* const part :
       {"acumage 0.1.0  degraded  up 1 m 40 s  http://127.0.0.1:8811", "every 1 s, 0 s ago",
        "circuit open: lane0", "and 11 lines more", "> pricing", "  inventory", "  shipment",
        "half open, next try in 12.4 s: one request checks", "parked 44", "last error: 503: mmm",
        "journal       0 unsettled changes",
        "dead letters  1,234: data 1,000, exhausted 234; 3 unrouted rows", "> a0", "MAILBOX",
        "q quit  ? help  p pause  i stop intake"}) {
    CAPTURE(part);
    CHECK(has(screen, part));
  }
}

TEST_CASE("watch: a narrow screen cuts with an ellipsis and loses columns, a wide one shows them") {
  const auto screen = drawn(start(troubled()), troubled(), narrow);
  CHECK(line_with(screen, "last error").size() > 40);
  CHECK(line_with(screen, "last error").ends_with("…"));
  CHECK(line_with(screen, "LANE").find("MODE") == std::string::npos);
  const auto titles = line_with(drawn(start(troubled()), troubled(), wide), "LANE");
  for (const auto* const title : {"MODE", "NEXT TRY", "IN/S", "SUPERSEDED", "LOOK-UPS"})
    CHECK(has(titles, title));
  const auto rest = drawn(start(troubled()), troubled(), wide);
  CHECK(has(rest, "filtered: no price 5, unchanged 12,000"));
}

TEST_CASE("watch: the sorted column is marked, and stays where others must go") {
  const auto node = node_seen();
  auto state = start(node);
  CHECK_FALSE(has(drawn(state, node, wide), "▼"));
  state.lanes.order.by = 7;
  CHECK(has(line_with(drawn(state, node, narrow), "LANE"), "MODE▼"));
  state.lanes.order.reversed = true;
  CHECK(has(line_with(drawn(state, node, narrow), "LANE"), "MODE▲"));
}

TEST_CASE("watch: the selected row is marked over the whole width where the keys move") {
  const auto node = node_seen();
  const auto marked = [&](const watch_state& state) {
    std::string text;
    for (const auto& line : watch_lines({state, node, "http://x", at(0)}, narrow))
      if (line.marked) text += drawn({line});
    return text;
  };
  CHECK(marked(pressed(start(node), 'j', node).next).starts_with("> inventory"));
  const auto actors = pressed(start(node), 'a', node).next;
  CHECK(marked(actors).starts_with("> a0 "));
  CHECK(has(drawn(actors, node, narrow), "> pricing"));
}

TEST_CASE("watch: the actors' rows follow the selected one") {
  const auto node = node_seen();
  auto state = start(node);
  CHECK(has(drawn(state, node, narrow), "ACTOR 1 to "));
  state.actors.selected = "a39";
  const auto screen = drawn(state, node, narrow);
  CHECK(has(screen, "> a39"));
  CHECK(has(screen, " to 40 of 40"));
  state.actors.selected = "a20";
  CHECK(has(drawn(state, node, narrow), "> a20"));
}

TEST_CASE("watch: the selected actor's error is told in full") {
  const auto node = troubled();
  const auto actors = pressed(start(node), 'a', node).next;
  CHECK(has(drawn(actors, node, wide), "the end"));
  CHECK(has(drawn(actors, node, narrow), "eee the end"));
  CHECK(has(drawn(actors, node, narrow), "a0: last error:"));
}

TEST_CASE("watch: rates are those between the looks, and a dash where they are not known") {
  auto node = node_seen();
  CHECK(has(line_with(drawn(start(node), node, narrow), "> pricing"), "  -      -"));
  node.rates["pricing"] = {1'234.4, 0.25};
  const auto line = line_with(drawn(start(node), node, narrow), "> pricing");
  CHECK(has(line, " 1,234    0.2"));
}

TEST_CASE("watch: a silent node says so, since when and why, with its last figures greyed") {
  auto node = node_seen();
  node.silent = "http://x: nothing listens there; expected a running node";
  const auto lines = watch_lines({start(node), node, "http://x", at(75)}, narrow);
  const auto screen = drawn(lines);
  CHECK(has(screen, "acumage 0.1.0  no answer"));
  CHECK(has(screen, "no answer for 1 m 15 s: http://x: nothing listens there"));
  for (const auto& line : lines)
    if (has(drawn({line}), "pricing"))
      for (const auto& each : line.parts) CHECK(each.how == terminal::tone::faint);
}

TEST_CASE("watch: the question stands above the keys, whole, and so does what came of it") {
  const auto node = node_seen();
  auto state = start(node);
  state.asks = lane_request{"inventory", api::lane_order::stop_intake};
  auto screen = drawn(state, node, {40, 24});
  CHECK(has(screen, "lost. y/n\nq quit"));
  state.asks.reset();
  state.says =
      watch_message{"pricing: pause: " + std::string(60, 'w') + " at the end", terminal::tone::bad};
  screen = drawn(state, node, narrow);
  CHECK(has(screen, " at\nthe end\nq quit"));
}

TEST_CASE("watch: the keys say what they would do now") {
  auto figures = tests::node_figures();
  figures.lanes.front().sending = false;
  figures.lanes.front().intake = false;
  const auto node = first_look(figures, at(0));
  const auto screen = drawn(start(node), node, narrow);
  CHECK(has(screen, "p resume"));
  CHECK(has(screen, "i start intake"));
  CHECK(has(screen, "paused, no intake"));
}

TEST_CASE("watch: help names every key, and a frozen screen says how old it is") {
  const auto node = node_seen();
  const auto help = drawn(pressed(start(node), '?', node).next, node, narrow);
  for (const auto* const part : {"up down", "pause the selected lane", "discarded", "sort by",
                                 "reverse", "freeze", "lengthen, shorten", "quit", "any key"})
    CHECK(has(help, part));
  CHECK_FALSE(has(help, "…"));
  const auto frozen = pressed(start(node), ' ', node).next;
  CHECK(has(drawn(frozen, node, narrow, at(12)), "frozen 12 s ago"));
  CHECK(has(drawn(frozen, node, {120, 24}, at(12)), "space continue"));
}

TEST_CASE("watch: control characters of others are not obeyed") {
  auto figures = tests::node_figures();
  figures.degraded = {"a\x1b[2Jb"};
  figures.actors.front().last_error = "x\ny";
  figures.lanes.front().last_error = "u\x07v";
  figures.letters_by_class = {{"k\tl", 1}};
  const auto node = first_look(figures, at(0));
  for (const auto& line : watch_lines({start(node), node, "http://x", at(0)}, wide))
    for (const auto& each : line.parts) CHECK(terminal::printable(each.text) == each.text);
}

}  // namespace
}  // namespace acumage::watch
