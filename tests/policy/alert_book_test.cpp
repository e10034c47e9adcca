#include "policy/alert_book.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace acumage;
using namespace acumage::policy;
using namespace std::chrono_literals;

namespace {

struct desk {
  alert_book book{100s};
  alert_book::time_point now{100h};

  /// What is told after `passed`, such as "circuit_open pricing fires, resolved"; empty: nothing.
  std::string after(std::chrono::seconds passed, const std::vector<condition>& wrong) {
    now += passed;
    std::string said;
    for (const auto& each : book.look(wrong, now)) {
      said += (said.empty() ? "" : ", ") + std::string{to_string(each.what.cause)};
      if (each.what.lane) said += " " + std::string{to_string(*each.what.lane)};
      said += (each.firing ? " fires " : " resolved ") +
              std::to_string(std::chrono::duration_cast<std::chrono::seconds>(each.lasted).count());
    }
    return said;
  }
};

const condition down{alert_cause::circuit_open, entity::pricing, "503"};
const condition stock_down{alert_cause::circuit_open, entity::inventory, "503"};
const condition disk{alert_cause::disk, {}, "disk"};

}  // namespace

TEST_CASE("alerts: one cause is told once in a window, and once in each it lasts") {
  desk at;
  CHECK(at.after(0s, {down}) == "circuit_open pricing fires 0");
  CHECK(at.after(1s, {down}) == "");
  CHECK(at.after(98s, {down}) == "");
  CHECK(at.after(1s, {down}) == "circuit_open pricing fires 100");
  CHECK(at.after(1s, {down}) == "");
}

TEST_CASE("alerts: causes and lanes are told apart") {
  desk at;
  CHECK(at.after(0s, {down}) == "circuit_open pricing fires 0");
  CHECK(at.after(1s, {down, stock_down, disk}) == "circuit_open inventory fires 0, disk fires 0");
  CHECK(at.after(50s, {down, disk}) == "circuit_open inventory resolved 0");
}

TEST_CASE("alerts: what stays away for a tenth of the window is over") {
  desk at;
  at.after(0s, {down});
  at.after(5s, {down});
  CHECK(at.after(9s, {}) == "");
  CHECK(at.after(1s, {}) == "circuit_open pricing resolved 5");
  CHECK(at.after(1s, {}) == "");
}

TEST_CASE("alerts: what flickers is one alert, with the time of its first sight") {
  desk at;
  CHECK(at.after(0s, {down}) == "circuit_open pricing fires 0");
  for (int i = 0; i < 9; ++i) {
    CHECK(at.after(5s, {}) == "");
    CHECK(at.after(5s, {down}) == "");
  }
  CHECK(at.after(10s, {down}) == "circuit_open pricing fires 100");
}

TEST_CASE("alerts: what was over and comes back in its window is told at the window's end") {
  desk at;
  CHECK(at.after(0s, {down}) == "circuit_open pricing fires 0");
  CHECK(at.after(10s, {}) == "circuit_open pricing resolved 0");
  CHECK(at.after(10s, {down}) == "");
  CHECK(at.after(79s, {down}) == "");
  CHECK(at.after(1s, {down}) == "circuit_open pricing fires 80");
}

TEST_CASE("alerts: what came and went unsaid in its window is never called over") {
  desk at;
  CHECK(at.after(0s, {down}) == "circuit_open pricing fires 0");
  CHECK(at.after(10s, {}) == "circuit_open pricing resolved 0");
  CHECK(at.after(10s, {down}) == "");
  CHECK(at.after(50s, {}) == "");
  CHECK(at.after(100s, {}) == "");
  CHECK(at.after(0s, {down}) == "circuit_open pricing fires 0");
}

TEST_CASE("alerts: the newest words are told") {
  desk at;
  at.after(0s, {down});
  at.after(50s, {{alert_cause::circuit_open, entity::pricing, "504"}});
  const auto told = at.book.look({}, at.now + 10s);
  REQUIRE(told.size() == 1);
  CHECK(told[0].what.words == "504");
}
