// Which state of a lane is shown, and what it says.
#include "policy/lane_health.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <vector>

using namespace acumage;
using namespace acumage::policy;
using namespace std::chrono_literals;

namespace {

/// All is well, and something has come.
lane_facts well() {
  lane_facts of;
  of.reached = true;
  of.heard = true;
  of.backlog_age = 900s;
  of.silence = 3600s;
  return of;
}

struct worsening {
  lane_health to;
  std::function<void(lane_facts&)> by;
};

/// From the best to the worst.
const std::vector<worsening>& worsenings() {
  static const std::vector<worsening> all{
      {lane_health::working, [](auto& of) { of.waiting = 3; }},
      {lane_health::silent, [](auto& of) { of.unheard = 3601s; }},
      {lane_health::parked, [](auto& of) { of.parked = 1; }},
      {lane_health::has_failed, [](auto& of) { of.dead_letters = 2; }},
      {lane_health::behind, [](auto& of) { of.oldest = 901s; }},
      {lane_health::intake_stopped, [](auto& of) { of.intake = false; }},
      {lane_health::paused, [](auto& of) { of.sending = false; }},
      {lane_health::failing, [](auto& of) { of.failing = true; }},
      {lane_health::refused, [](auto& of) { of.refused = true; }},
      {lane_health::held, [](auto& of) { of.circuit = circuit_state::held; }},
      {lane_health::unreached, [](auto& of) { of.reached = false; }},
      {lane_health::off, [](auto& of) { of.on = false; }},
  };
  return all;
}

}  // namespace

TEST_CASE("lane state: the worst that applies is shown") {
  auto of = well();
  CHECK(health_of(of) == lane_health::up_to_date);
  for (const auto& each : worsenings()) {
    CAPTURE(to_string(each.to));
    each.by(of);
    CHECK(health_of(of) == each.to);
  }
}

TEST_CASE("lane state: each follows from its own cause alone") {
  for (const auto& each : worsenings()) {
    CAPTURE(to_string(each.to));
    auto of = well();
    of.dead_letters = each.to == lane_health::failing ? 1 : 0;
    each.by(of);
    CHECK(health_of(of) == each.to);
  }
}

TEST_CASE("lane state: an open circuit, a probe under way and a refusal are told apart") {
  auto of = well();
  of.circuit = circuit_state::open;
  CHECK(health_of(of) == lane_health::circuit_open);
  of.circuit = circuit_state::half_open;
  CHECK(health_of(of) == lane_health::circuit_open);
  of.refused = true;  // the circuit is open for that reason
  CHECK(health_of(of) == lane_health::refused);
}

TEST_CASE("lane state: closed dead letters do not make a lane fail") {
  auto of = well();
  of.failing = true;
  CHECK(health_of(of) == lane_health::up_to_date);
}

TEST_CASE("lane state: bounds are still allowed, and a silence of 0 is never too long") {
  auto of = well();
  of.oldest = of.backlog_age;
  of.unheard = of.silence;
  of.in_flight = 1;
  CHECK(health_of(of) == lane_health::working);
  of.silence = 0s;
  of.unheard = 24h * 365;
  CHECK(health_of(of) == lane_health::working);
}

TEST_CASE("lane state: a lane that never had anything waits for the first") {
  auto of = well();
  of.heard = false;
  of.unheard = 24h;
  CHECK(health_of(of) == lane_health::waiting_for_first);
  of.waiting = 1;
  CHECK(health_of(of) == lane_health::working);
}

TEST_CASE("lane state: every state says what is the case, and trouble what to do") {
  auto of = well();
  of.last_error = "503: maintenance";
  for (const auto state : all_lane_healths) {
    CAPTURE(to_string(state));
    const auto words = words_of(state, of, "pricing");
    CHECK(!words.what.empty());
    if (is_trouble(state)) CHECK(!words.action.empty());
    if (is_trouble(state)) CHECK(!words.store.empty());
  }
  CHECK(words_of(lane_health::circuit_open, of, "pricing").what.find("503: maintenance") !=
        std::string::npos);
}

TEST_CASE("lane state: counts and times are those of the lane") {
  auto of = well();
  of.waiting = 1;
  of.parked = 49'701;
  of.oldest_parked = 3h;
  CHECK(words_of(lane_health::working, of, "pricing").what == "1 change waits.");
  CHECK(words_of(lane_health::parked, of, "pricing").what ==
        "49701 changes are parked, the oldest for 3 h.");
  of.has_store = false;
  CHECK(words_of(lane_health::unreached, of, "pricing").what == "No store is configured.");
}
